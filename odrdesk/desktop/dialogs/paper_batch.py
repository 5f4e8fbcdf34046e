"""批量出具: one kind of paper for many cases; it can be stopped and gone on with, and says who refused and why."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import asking, tell
from odrdesk.desktop.dialogs.long_work import LongDialog
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.paper_words import copy_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Enter
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import paper_batch, papers
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.paper_batch import Batch
from odrdesk.text import _, fault_text, ngettext, refusal_text, word

WIDTH = 560
QUEUE = "queue"
"""Only issued: they wait on the page to be printed."""


class Refused(NamedTuple):
    """A case that refused, and why."""

    case: str
    why: Refusal


class Made(NamedTuple):
    """What a run came to: the papers by key, those given again among them, who refused, how far it came."""

    keys: tuple[int, ...]
    again: int
    refused: tuple[Refused, ...]
    left: tuple[str, ...]


class BatchDialog(LongDialog):
    """`seen`: the cases, each with its version.

    `made(keys)` when a run has ended; `print_asked(keys)` when its papers are to be printed.
    """

    made = Signal(object)
    print_asked = Signal(object)
    _told = Signal(int, int, str)

    enter = Enter.HELD

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, seen: Mapping[str, int]) -> None:
        super().__init__(look, window, _("批量出具文书"))
        self._work, self._desk = work, desk
        self._seen = seen
        self._all = self._left = tuple(seen)
        self._busy, self._stop = False, Event()
        self._keys: tuple[int, ...] = ()
        self._refused_ones: tuple[Refused, ...] = ()
        self.choose_file: Callable[[str, str], str] = self._ask_file
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.bar, self.progress = Banner(look), ProgressBar(look, _("出具进度"))
        kinds = [kind for kind in papers.kinds() if kind is not PaperKind.LEAD_SHEET]
        self.kind = Choice(look, [(kind.value, word(kind)) for kind in kinds], PaperKind.ACCEPTANCE_NOTICE.value)
        self.form = Choice(look, _forms(), QUEUE)
        self.copies: dict[str, Tick] = {}
        self.fields = {
            "kind": Field(look, "kind", _("出具哪一种文书"), self.kind, required=True),
            "form": Field(look, "form", _("出具以后"), self.form),
        }
        self._row, self._list = QHBoxLayout(), QWidget()
        self._scroll = Scroller(self._list)
        self._arrange()
        self._show_copies()
        self._told.connect(self._hear)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.kind

    def confirm(self) -> None:
        """Issue for all that are left, or go on."""
        if self._busy or not self.go.isEnabled():
            return
        self.bar.hide()
        copies = [copy for copy, tick in self.copies.items() if tick.isChecked()]
        if not copies:
            self.bar.say(_("请至少勾选一种文本。"), Tone.DANGER)
            QTimer.singleShot(0, self, self.place)
            return
        kind, form = PaperKind(self.kind.key), self.form.key
        call: Callable[[], object]
        if form == QUEUE:
            call = partial(self._issue, kind, copies, self._left)
        else:
            path = self.choose_folder() if form == "" else self.choose_file(word(kind), form)
            if not path:
                return
            target = Path(path if not form or path.lower().endswith(form) else path + form)
            batch = paper_batch.Job(kind, self._all, target, tuple(copies), seen=self._seen)
            call = partial(paper_batch.run, self._desk, batch, progress=self._heard)
        self._stop.clear()
        self._go(busy=True)
        words = _("正在出具 {kind}").format(kind=word(kind))
        job = self.begin_long(words, self._stop.set, keeps=True)
        op = self._work.long(call, owner=self, done=self._ended, refused=self._refused, faulted=self._faulted)
        op.at_end(self, partial(self._go, busy=False))
        op.ended.connect(job.end)

    def dismiss(self) -> None:
        """While it issues, stop first; what is issued stays."""
        if self._busy:
            self._stop.set()
            self.status.setText(_("正在停下：已出具的保留"))
            return
        super().dismiss()

    def place(self) -> None:
        """A narrow column."""
        high = self._list.sizeHint().height() if self._refused_ones else 0
        self._scroll.setMinimumHeight(min(high, self.look.dp(220)))
        self._scroll.setVisible(bool(self._refused_ones))
        self.fit(WIDTH)

    def _heard(self, done: int, of: int, case: str) -> bool:
        self._told.emit(done, of, case)
        if self.job is not None:
            self.job.tell(done, of, case)
        return not self._stop.is_set()

    def _issue(self, kind: PaperKind, copies: Sequence[str], numbers: Sequence[str]) -> Done[Made]:
        """Each case in a transaction of its own; one that refuses does not stop the others."""
        keys: list[int] = []
        refused: list[Refused] = []
        touched: set[int] = set()
        again, left = 0, tuple(numbers)
        for place, number in enumerate(numbers):
            if not self._heard(place, len(numbers), number):
                break
            try:
                for copy in copies:
                    done = papers.issue(self._desk, number, kind, copy=copy, expected=self._seen[number])
                    keys.append(done.value.id)
                    touched |= done.changes.disputes
                    again += done.value.again
            except Refusal as no:
                refused.append(Refused(number, no))
            left = tuple(numbers[place + 1 :])
        made = Made(tuple(keys), again, tuple(refused), left)
        return Done(made, Changes(disputes=frozenset(touched), papers=bool(touched)))

    def _ended(self, result: Made | Batch) -> None:
        if isinstance(result, Batch):
            refused = tuple(Refused(line.case, line.refusal) for line in result.refused if line.refusal is not None)
            done = tuple(line.id for line in result.done)
            came = {line.case for line in result.lines}
            left = tuple(one for one in self._all if one not in came) if result.stopped else ()
            # Run again, the job gives what it had issued under the same numbers: every time it tells of all of it.
            self._keys, self._refused_ones, self._left = done, refused, left
            again = 0
        else:
            self._keys += result.keys
            self._refused_ones += result.refused
            self._left, again = result.left, result.again
        self._say(again)
        self.made.emit(self._keys)

    def _say(self, again: int) -> None:
        many, no, left = len(self._keys), len(self._refused_ones), len(self._left)
        words = ngettext("已出具 {n} 份", "已出具 {n} 份", many).format(n=many)
        if again:
            words += _("，其中 {n} 份此前已出具").format(n=again)
        if no:
            words += ngettext("；{n} 件没有出具，原因在下面", "；{n} 件没有出具，原因在下面", no).format(n=no)
        if left:
            words += ngettext("；还剩 {n} 件", "；还剩 {n} 件", left).format(n=left)
        self.bar.say(words, Tone.WARN if no else Tone.INFO if left else Tone.OK, closable=False)
        layout = self._list.layout()
        if layout is not None:
            empty(layout)
            for one in self._refused_ones:
                layout.addWidget(Label(f"{one.case}  {refusal_text(one.why)}", 13, Ink.TEXT2, wrap=True))
        self.end_long(words)
        self.print.setVisible(bool(self._keys) and not left)
        self.go.setVisible(bool(left))
        self.go.relabel(_("继续"))
        self.later.relabel(_("关闭"))
        for field in self.fields.values():
            field.setEnabled(False)
        for tick in self.copies.values():
            tick.setEnabled(False)
        QTimer.singleShot(0, self, self.place)

    def _hear(self, done: int, of: int, case: str) -> None:
        self.progress.fill(done / of if of else 1.0)
        self.status.setText(_("正在出具 {n}/{all}  {case}").format(n=done, all=of, case=case))

    def _go(self, *, busy: bool) -> None:
        self._busy = busy
        self.go.setEnabled(not busy)
        self.progress.setVisible(busy)
        self.progress.fill(0)
        begun = bool(self._keys or self._refused_ones)
        self.later.relabel(_("停止") if busy else _("关闭") if begun else _("取消"))
        self.status.setText("")
        QTimer.singleShot(0, self, self.place)

    def _refused(self, no: Refusal) -> None:
        self.end_long(_("没有出具文书"))
        tell.refused(no, self.fields, self.bar)
        QTimer.singleShot(0, self, self.place)  # the layouts learn of a note only after this event

    def _faulted(self, fault: Fault) -> None:
        self.end_long(_("没有出具文书"))
        self.bar.say(fault_text(fault), Tone.DANGER)
        QTimer.singleShot(0, self, self.place)

    def _show_copies(self) -> None:
        kind = PaperKind(self.kind.key)
        empty(self._row)
        self.copies = {}
        for place, copy in enumerate(papers.copies(kind)):
            tick = Tick(self.look, copy_words(copy.value))
            tick.setChecked(place == 0)
            self.copies[copy.value] = tick
            self._row.addWidget(tick)
        self._row.addStretch(1)

    def _arrange(self) -> None:
        many = len(self._all)
        self.body.addWidget(self.bar)
        self.body.addWidget(Label(ngettext("所选 {n} 件案件", "所选 {n} 件案件", many).format(n=many), 13, Ink.TEXT2))
        self.body.addWidget(self.fields["kind"])
        self._row.setSpacing(18)
        self.body.addLayout(self._row)
        self.body.addWidget(self.fields["form"])
        self.body.addWidget(self.progress)
        self.progress.hide()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        self.body.addWidget(self._scroll, 1)
        self._scroll.hide()
        self.kind.currentIndexChanged.connect(lambda _place: self._show_copies())
        self.later = self.button(_("取消"))
        self.later.clicked.connect(self.dismiss)
        self.print = self.button(_("打印这些文书"), Kind.PRIMARY, "printer")
        self.print.hide()
        self.print.clicked.connect(self._print)
        self.go = self.button(_("出具"), Kind.PRIMARY, "file-check")
        self.go.clicked.connect(self.confirm)

    def _print(self) -> None:
        keys = self._keys
        self.close_over()
        self.print_asked.emit(keys)

    def _ask_file(self, name: str, ending: str) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        place = str(Path(folder) / f"{name}{ending}")
        return asking.file_to_write(self.window(), _("批量出具文书"), place, f"*{ending}")

    def _ask_folder(self) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return asking.folder(self.window(), _("选择文件夹"), folder)


def _forms() -> list[tuple[str, str]]:
    """The key is what the file's name ends in; a folder has no ending."""
    return [
        (QUEUE, _("列入待打印")),
        (".pdf", _("合成一个 PDF，便于一次打印")),
        (".zip", _("打包成 ZIP，附清单")),
        ("", _("存到一个文件夹，附清单")),
    ]

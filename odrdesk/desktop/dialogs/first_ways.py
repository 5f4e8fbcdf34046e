"""The three ways into odrdesk, the last step of the first start: a new desk, the demonstration, a backup."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import demo, founding, upkeep
from odrdesk.services.desk import Clock
from odrdesk.services.founding import Plan
from odrdesk.services.recovery import Code
from odrdesk.services.upkeep import Restored
from odrdesk.text import _, ngettext, refusal_text

Pick = Callable[[QWidget, str, Path], Path | None]


class Means(NamedTuple):
    """What every way needs: the look, the pools, the clock of the desk to be, and who asks for a folder."""

    look: Look
    work: Work
    clock: Clock
    pick: Pick


class Words(NamedTuple):
    """What a way says of itself: icon, name, a line, a paragraph, and its button."""

    icon: str
    title: str
    hint: str
    text: str
    verb: str


class Place(QWidget):
    """A folder with its caption and a button to choose another. `moved` after another was chosen."""

    moved = Signal()

    def __init__(self, means: Means, caption: str, path: Path | None, *, asks: str) -> None:
        super().__init__()
        self._pick, self._asks = means.pick, asks
        self.path = path
        self._shown = Elided("", 13, Ink.TEXT)
        self.change = Button(means.look, _("更改…") if path else _("选择文件夹…"), height=30)
        self.change.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(caption, 12, Ink.TEXT2))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._shown, 1)
        row.addStretch(0)
        row.addWidget(self.change)
        column.addLayout(row)
        self.lie(path)

    def lie(self, path: Path | None) -> None:
        """Show another folder."""
        self.path = path
        self._shown.setText(str(path) if path else _("还没有选"))
        self._shown.set_ink(Ink.TEXT if path else Ink.TEXT3)

    def _choose(self) -> None:
        chosen = self._pick(self, self._asks, self.path or Path.home())
        if chosen is not None:
            self.lie(chosen)
            self.moved.emit()


class Way(QWidget):
    """`ready(path)` when a desk lies there for opening; `broke(fault)`; `began` and `ended` around the work.

    `may` tells whether it can begin as it stands, `judged` when that changed.
    """

    ready = Signal(Path)
    broke = Signal(object)
    began = Signal()
    ended = Signal()
    judged = Signal()

    def __init__(self, means: Means, words: Words) -> None:
        super().__init__()
        self.means, self.words = means, words
        self.bar = Banner(means.look)
        self.status = Label("", 12, Ink.TEXT3, wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(Label(words.text, 13, Ink.TEXT2, wrap=True))

    @property
    def may(self) -> bool:
        """Whether it can begin."""
        return True

    def first(self) -> QWidget | None:
        """Where the focus goes before it can begin; None where nothing is to be told."""
        return None

    def begin(self) -> None:
        """Do it."""

    def stop(self) -> None:
        """Leave off where that can be done."""

    def _finish(self, *parts: QWidget) -> None:
        """The parts below each other, what is under way beneath."""
        for part in parts:
            self.column.addWidget(part)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.status)
        self.column.addStretch(1)

    def _run(self, call: Callable[[], Any], done: Callable[[Any], None], under_way: str) -> None:
        self.bar.hide()
        self.status.setText(under_way)
        self.setEnabled(False)
        self.began.emit()

        def over() -> None:
            self.setEnabled(True)
            self.status.setText("")
            self.ended.emit()

        def answered(value: Any) -> None:
            over()
            done(value)

        def refused(refusal: Refusal) -> None:
            over()
            self._refuse(refusal)

        def broke(fault: Fault) -> None:
            over()
            self.broke.emit(fault)

        self.means.work.write(call, owner=self, done=answered, refused=refused, faulted=broke)

    def _refuse(self, refusal: Refusal) -> None:
        self.bar.say(refusal_text(refusal), Tone.DANGER)


class NewWay(Way):
    """A desk of one's own. `plan` gives what the pages before were told, None where something is still lacking.

    `coded(path, code)` in the place of `ready` where there is a recovery code to show first.
    """

    coded = Signal(Path, object)

    def __init__(self, means: Means, plan: Callable[[], Plan | None]) -> None:
        words = Words(
            "landmark",
            _("从空白开始"),
            _("正式使用"),
            _("建立联络点自己的工作台。抬头、人员、节假日和导入，以后在首页的清单里一步步补。"),
            _("建立并开始"),
        )
        super().__init__(means, words)
        self._plan = plan
        self._finish()

    def begin(self) -> None:
        """Found the desk."""
        plan = self._plan()
        if plan is None:
            return
        clock = self.means.clock
        found = partial(founding.found, plan, clock=clock)

        def made(code: Code | None) -> None:
            if code is None:
                self.ready.emit(plan.path)
            else:
                self.coded.emit(plan.path, code)

        self._run(found, made, _("正在建立…"))


class DemoWay(Way):
    """An invented desk to look at and try things on."""

    _told = Signal(int, int)

    def __init__(self, means: Means, folder: Path) -> None:
        words = Words(
            "play",
            _("先看示例数据"),
            _("随便试，不影响正式数据"),
            _("准备一个练习用的工作台：约 80 件虚构的案件，覆盖登记、受理、协商、和解、先行赔付到归档的每个阶段。")
            + _("人名、商号都是虚构的；打印出来带“样本”水印。以后随时可以建立正式的工作台。"),
            _("看示例数据"),
        )
        super().__init__(means, words)
        self._stopped = threading.Event()
        self.progress = ProgressBar(means.look, _("准备示例数据"), height=6)
        self.progress.hide()
        self.halt = Button(means.look, _("取消"), height=30)
        self.halt.hide()
        self.halt.clicked.connect(self.stop)
        self.place = Place(means, _("示例数据单独放在"), folder, asks=_("示例数据放在哪个文件夹"))
        self._told.connect(self._show)
        self.ended.connect(lambda: self._set_making(making=False))
        self._finish(self.place, self.progress)
        self.column.insertWidget(self.column.count() - 1, self.halt, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self) -> None:
        """Make it, with its progress told."""
        folder, clock = self.place.path, self.means.clock
        if folder is None:
            return
        self._stopped.clear()
        self.progress.fill(0)

        def tell(made: int, of: int) -> None:
            if self._stopped.is_set():
                raise Refusal("demo.stopped")
            self._told.emit(made, of)

        self._run(lambda: demo.make(folder, clock, tell), self._made, _("正在准备示例数据…"))
        self._set_making(making=True)

    def stop(self) -> None:
        """Leave off; what was begun is made anew next time."""
        self._stopped.set()

    def _show(self, made: int, of: int) -> None:
        self.progress.fill(made / of if of else 0)
        self.status.setText(_("正在准备示例数据：{made} / {of}").format(made=made, of=of))

    def _made(self, made: demo.Made) -> None:
        self.ready.emit(made.desk_path)

    def _set_making(self, *, making: bool) -> None:
        self.progress.setVisible(making)
        self.halt.setVisible(making)
        self.place.setEnabled(not making)
        self.setEnabled(True)


class RestoreWay(Way):
    """A backup put back as the desk."""

    def __init__(self, means: Means, path: Path) -> None:
        words = Words(
            "history",
            _("从备份恢复"),
            _("换了电脑，或者原来的数据坏了"),
            _("选择一份备份，或者装着多份备份的文件夹（取最新的一份）。恢复前先校验，原有的文件一个也不会覆盖。"),
            _("恢复并打开"),
        )
        super().__init__(means, words)
        self.source = Place(means, _("备份在"), None, asks=_("备份在哪个文件夹"))
        self.target = Place(means, _("恢复到"), path, asks=_("恢复到哪个文件夹"))
        self.found = Label("", 12, Ink.TEXT3, wrap=True)
        self.found.hide()
        self.source.moved.connect(self.judged)
        self._finish(self.source, self.found, self.target)
        means.work.read(lambda: upkeep.backups(path), owner=self, done=self._offer)

    def begin(self) -> None:
        """Put it back."""
        source, target, clock = self.source.path, self.target.path, self.means.clock
        if source is None or target is None:
            return
        self._run(lambda: upkeep.restore(source, target, clock=clock), self._restored, _("正在校验并恢复…"))

    @property
    def may(self) -> bool:
        """Once a backup is chosen."""
        return self.source.path is not None

    def first(self) -> QWidget | None:
        """The choice of a backup."""
        return None if self.source.path else self.source.change

    def _offer(self, backups: Sequence[Any]) -> None:
        if not backups or self.source.path is not None:
            return
        newest = backups[0]
        self.source.lie(newest.path)
        self.found.setText(
            ngettext(
                "这里有 {n} 份备份，最新的一份有 {cases} 件案件",
                "这里有 {n} 份备份，最新的一份有 {cases} 件案件",
                len(backups),
            ).format(n=len(backups), cases=newest.disputes)
        )
        self.found.show()
        self.judged.emit()

    def _restored(self, restored: Restored) -> None:
        self.ready.emit(restored.path)

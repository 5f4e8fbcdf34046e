"""What is done with an item of evidence and needs a reason: a copy goes out, it is withdrawn, or taken back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import asking, tell
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.evidence import Item, safe_name
from odrdesk.services import evidence
from odrdesk.services.desk import Desk
from odrdesk.text import _, fault_text

WIDTH = 480


class _ReasonDialog(Dialog):
    """Question, consequence, reason; `done(value)` after it was done."""

    done = Signal(object)

    enter = Enter.HELD

    def __init__(self, look: Look, window: QWidget, work: Work, title: str, words: str) -> None:
        super().__init__(look, window, title)
        self._work = work
        self.bar = Banner(look)
        self.why = Paragraph(look, lines=2)
        self.field = Field(look, "why", _("原因"), self.why, required=True)
        for part in (Label(words, 13, wrap=True), self.bar, self.field):
            self.body.addWidget(part)

    def confirm(self) -> None:
        """Do it."""
        if not self.go.isEnabled():
            return
        call = self.call(self.why.toPlainText().strip())
        if call is None:
            return
        op = self._work.write(call, owner=self, done=self._done, refused=self._refused, faulted=self._faulted)
        self.await_answer(op, self.go)

    def call(self, why: str) -> Callable[[], Any] | None:
        """What is to be done with this reason; None where something is still missing."""
        raise NotImplementedError

    def answer(self, words: str, kind: Kind, icon: str) -> None:
        """The two buttons: leave it, do it."""
        keep = self.button(_("取消"))
        keep.clicked.connect(self.dismiss)
        self.go = self.button(words, kind, icon)
        self.go.clicked.connect(self.confirm)

    def place(self) -> None:
        """A question is no wider than it is long."""
        self.fit(WIDTH)

    def _done(self, value: object) -> None:
        self.close_over()
        self.done.emit(value)

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, {"why": self.field}, self.bar)
        self.place()

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)
        self.place()


class WithdrawDialog(_ReasonDialog):
    """An item is withdrawn: it stays in the file and counts no more."""

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, item: Item) -> None:
        words = _("“{name}”撤回后不再算作本案证据，文件和登记都保留，仍可查看。").format(name=item.name)
        super().__init__(look, window, work, _("撤回这份证据？"), words)
        self._desk, self._item = desk, item
        self.why.setPlaceholderText(_("如：传错了案件，或由更清晰的一份替换"))
        self.answer(_("撤回"), Kind.DANGER, "undo-2")

    def call(self, why: str) -> Callable[[], Any]:
        """Withdraw it."""
        return partial(evidence.withdraw, self._desk, self._item.key, why)


class RestoreDialog(_ReasonDialog):
    """An item that was withdrawn counts again."""

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, item: Item) -> None:
        words = _("“{name}”将重新算作本案证据。撤回和恢复连同原因都留在案件记录里。").format(name=item.name)
        super().__init__(look, window, work, _("恢复这份证据？"), words)
        self._desk, self._item = desk, item
        self.why.setPlaceholderText(_("如：撤回有误，经核对仍是本案的证据"))
        self.answer(_("恢复"), Kind.PRIMARY, "redo-2")

    def call(self, why: str) -> Callable[[], Any]:
        """Take it back."""
        return partial(evidence.restore, self._desk, self._item.key, why)


class ReleaseDialog(_ReasonDialog):
    """A copy goes out of the desk, to somebody, for a reason that the record keeps."""

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, item: Item) -> None:
        words = _("“{name}”的副本将离开工作台，交给谁、做什么用会记入案件记录。").format(name=item.name)
        super().__init__(look, window, work, _("导出证据副本"), words)
        self._desk, self._item = desk, item
        self.choose_file: Callable[[str], str] = self._ask_file
        self.why.setPlaceholderText(_("如：随移送函交市场监管所"))
        self.body.addWidget(Label(_("副本里可能有个人信息，请只交给有权收取的人。"), 12, Ink.TEXT3, wrap=True))
        self.answer(_("选择位置并导出"), Kind.PRIMARY, "download")

    def call(self, why: str) -> Callable[[], Any] | None:
        """Ask where to, and write it."""
        if not why:
            self._refused(Refusal("evidence.release_needs_why", "why"))
            return None
        path = self.choose_file(safe_name(self._item.name))
        if not path:
            return None
        return partial(evidence.release, self._desk, self._item.key, Path(path), why)

    def _ask_file(self, name: str) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return asking.file_to_write(self.window(), _("导出证据副本"), str(Path(folder) / name))

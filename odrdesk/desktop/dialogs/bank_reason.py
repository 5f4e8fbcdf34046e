"""What is asked in a reconciliation: why payments stand on one side only, and why a statement is withdrawn."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.statements import BankReason
from odrdesk.text import _, fault_text, word

WIDTH = 500
Explain = Callable[[BankReason, str], object]
Withdraw = Callable[[int, str], object]


class _AskDialog(Dialog):
    """`done` after it was kept; a choice and words, Enter keeps them."""

    done = Signal()

    enter = Enter.ANY

    def __init__(self, look: Look, window: QWidget, work: Work, title: str, parts: tuple[str, Choice, Entry]) -> None:
        super().__init__(look, window, title)
        self._work = work
        about, self.choice, self.words = parts
        self.bar = Banner(look)
        self.fields: dict[str, Field] = {}
        self.body.addWidget(Label(about, 13, wrap=True))
        self.body.addWidget(self.bar)

    def ask(self, field: Field) -> None:
        """One more field."""
        self.fields[field.key] = field
        self.body.addWidget(field)

    def answer(self, words: str, kind: Kind) -> None:
        """The two buttons."""
        keep = self.button(_("取消"))
        keep.clicked.connect(self.dismiss)
        self.go = self.button(words, kind)
        self.go.clicked.connect(self.confirm)

    def call(self) -> object:
        """Do it; runs off the GUI thread with what was typed."""
        raise NotImplementedError

    def confirm(self) -> None:
        """Keep it."""
        if not self.go.isEnabled():
            return
        op = self._work.write(self.call, owner=self, done=self._done, refused=self._refused, faulted=self._faulted)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """A question is no wider than it is long."""
        self.plate.setFixedWidth(min(self.look.dp(WIDTH), self.width() - 80))
        super().place()

    def _done(self, _value: object) -> None:
        self.close_over()
        self.done.emit()

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        self.place()

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)
        self.place()


class BankReasonDialog(_AskDialog):
    """Why payments stand on one side only; `explain` keeps it."""

    def __init__(self, look: Look, window: QWidget, work: Work, about: str, explain: Explain) -> None:
        self.reason = Choice(look, [(one.value, word(one)) for one in BankReason], BankReason.FEE.value)
        words = Entry(look, placeholder=_("如：十一月账户管理费"))
        super().__init__(look, window, work, _("写明原因"), (about, self.reason, words))
        self._explain = explain
        self.ask(Field(look, "reason", _("原因"), self.reason, required=True))
        self.ask(Field(look, "words", _("补充"), self.words))
        note = _("只写明原因，不记账：手续费和利息没有自己的分录，差额一直看得见，直到把钱划入或补足。")
        self.body.addWidget(Label(note, 12, Ink.TEXT3, wrap=True))
        self.answer(_("记下"), Kind.PRIMARY)

    def call(self) -> object:
        """Keep the reason."""
        return self._explain(BankReason(self.reason.key), self.words.text())


class BankWithdrawDialog(_AskDialog):
    """A statement is taken out of the reconciliation with its matches; `withdraw` does it by its key."""

    def __init__(
        self, look: Look, window: QWidget, work: Work, known: Sequence[tuple[str, str]], withdraw: Withdraw
    ) -> None:
        about = _("撤下的流水不再计入对账，它的核对一并撤销；文件的内容和记录都留着，可以重新对。")
        self.which = Choice(look, known, known[-1][0])
        words = Entry(look, placeholder=_("如：选错了账户"))
        super().__init__(look, window, work, _("撤下流水？"), (about, self.which, words))
        self._withdraw = withdraw
        self.ask(Field(look, "statement", _("流水"), self.which, required=True))
        self.ask(Field(look, "why", _("原因"), self.words, required=True))
        self.answer(_("撤下"), Kind.DANGER)

    def call(self) -> object:
        """Withdraw it."""
        return self._withdraw(int(self.which.key), self.words.text())

"""What is written down about a merchant: a measure, a correction, a merger taken back."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry, Holds, Paragraph, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.merchants import CORRECTABLE, Profile
from odrdesk.domain.vocabulary import MerchantNote
from odrdesk.services import merchant_changes
from odrdesk.services.desk import Desk
from odrdesk.text import _, field_label, word

WIDTH = 560
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Deed(Dialog):
    """`done` after it was written; until then everything typed stays, and what is wrong stands beside its field."""

    done = Signal()

    enter = Enter.HELD

    def __init__(self, look: Look, window: QWidget, work: Work, title: str, verb: str) -> None:
        super().__init__(look, window, title)
        self._work = work
        self.bar = Banner(look)
        self.fields: dict[str, Field] = {}
        later = self.button(_("取消"))
        later.clicked.connect(self.dismiss)
        self.go = self.button(verb, Kind.PRIMARY)
        self.go.setToolTip("Ctrl+Enter")
        self.go.clicked.connect(self.confirm)

    def call(self) -> Callable[[], Any]:
        """The service to be called with what is typed."""
        raise NotImplementedError

    def confirm(self) -> None:
        """Write it down."""
        if not self.go.isEnabled():
            return
        self.bar.hide()
        op = self._work.write(self.call(), owner=self, done=lambda _value: self._done(), refused=self._refused)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """In the middle, as wide as its fields need."""
        self.plate.setFixedWidth(min(self.look.dp(WIDTH), self.width() - 80))
        super().place()

    def _done(self) -> None:
        self.close_over()
        self.done.emit()

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        self.place()


class NoteDialog(_Deed):
    """A measure: its kind and what was said."""

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, merchant: Profile) -> None:
        super().__init__(look, window, work, _("记处置：{name}").format(name=_short(merchant.name)), _("记下"))
        self._desk, self._merchant = desk, merchant
        self.kind = Segmented(look, _("处置的种类"), [(kind.value, word(kind)) for kind in MerchantNote])
        self.content = Paragraph(look, lines=4, placeholder=_("谁、什么时候、说了什么、要求何时改好"))
        self.fields["content"] = Field(look, "content", _("处置内容"), self.content, required=True)
        for part in (self.bar, self.kind, self.fields["content"]):
            self.body.addWidget(part)

    def call(self) -> Callable[[], Any]:
        """Put it down."""
        kind, text = MerchantNote(self.kind.current), self.content.toPlainText()
        return partial(merchant_changes.note, self._desk, self._merchant.key, kind, text)


class CorrectDialog(_Deed):
    """What is known of a merchant, to be changed with a reason."""

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, merchant: Profile) -> None:
        super().__init__(look, window, work, _("更正资料：{name}").format(name=_short(merchant.name)), _("保存"))
        self._desk, self._merchant = desk, merchant
        digits = {"uscc", "phone", "shop_no"}
        self.entries: dict[str, Entry | Paragraph] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        places = {"uscc": (0, 0, 1), "shop_no": (0, 1, 1), "contact": (1, 0, 1), "phone": (1, 1, 1)}
        places |= {"region": (2, 0, 2), "address": (3, 0, 2), "notes": (4, 0, 2)}
        for name in CORRECTABLE:
            entry: Entry | Paragraph
            if name == "notes":
                entry = Paragraph(look, lines=2)
                entry.setPlainText(merchant.notes or "")
            else:
                entry = Entry(look, holds=Holds.DIGITS if name in digits else Holds.WORDS, longest=400)
                entry.setText(getattr(merchant, name) or "")
            self.entries[name] = entry
            self.fields[name] = Field(look, name, field_label(name), entry)
            row, column, span = places[name]
            grid.addWidget(self.fields[name], row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.why = Entry(look, placeholder=_("如：按营业执照核对"))
        self.fields["why"] = Field(look, "why", field_label("why"), self.why, required=True)
        self.body.addWidget(self.bar)
        self.body.addLayout(grid)
        self.body.addWidget(self.fields["why"])
        self.status.setText(_("原来的内容留在记录里"))

    def typed(self) -> Mapping[str, str | None]:
        """What was changed."""
        told = {}
        for name, entry in self.entries.items():
            text = entry.toPlainText().strip() if isinstance(entry, Paragraph) else " ".join(entry.text().split())
            told[name] = half_width(text) if name in {"uscc", "phone", "shop_no"} else text
        return {name: text or None for name, text in told.items() if text != (getattr(self._merchant, name) or "")}

    def call(self) -> Callable[[], Any]:
        """Correct it."""
        return partial(merchant_changes.correct, self._desk, self._merchant.key, self.typed(), self.why.text())


class UnmergeDialog(_Deed):
    """A merger is taken back, with the reason."""

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, merged: Profile) -> None:
        super().__init__(look, window, work, _("撤销合并？"), _("撤销合并"))
        self._desk, self._merged = desk, merged
        words = _("“{name}”会重新成为单独的商家，带着它自己的案件。合并和撤销都留在记录里。")
        self.why = Entry(look, placeholder=_("如：两家店主不同"))
        self.fields["why"] = Field(look, "why", field_label("why"), self.why, required=True)
        for part in (Label(words.format(name=merged.name), 13, wrap=True), self.bar, self.fields["why"]):
            self.body.addWidget(part)

    def call(self) -> Callable[[], Any]:
        """Take it back."""
        return partial(merchant_changes.unmerge, self._desk, self._merged.key, self.why.text())


def _short(name: str) -> str:
    return name if len(name) <= 18 else f"{name[:17]}…"

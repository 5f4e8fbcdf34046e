"""没有写完的: the drafts of a clerk, each with its way back and a way to throw it away."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import keeping_parts
from odrdesk.desktop.dialogs.draft_bar import Draft
from odrdesk.desktop.dialogs.intake import KINDS
from odrdesk.desktop.dialogs.intake_keep import CAME
from odrdesk.desktop.dialogs.intake_words import draft_words
from odrdesk.desktop.dialogs.kept_bar import DiscardDialog
from odrdesk.desktop.formats import DOT, stamp
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.keeping import LONG
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import rule
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.services import drafts
from odrdesk.services.desk import Desk
from odrdesk.text import _

WIDTH, SNIPPET = 620, 40

Name = Callable[[str], str]
"""The words of a kind of form."""


class DraftsDialog(Dialog):
    """`chosen(draft)` to go on with one."""

    chosen = Signal(object)

    def __init__(
        self, look: Look, window: Window, work: Work, desk: Desk, *, kept: Sequence[Draft], name: Name
    ) -> None:
        super().__init__(look, window, _("没有写完的内容"))
        self._host, self._work, self._desk = window, work, desk
        self.rows: dict[int, DraftRow] = {}
        self._nothing = Label(_("没有草稿。正在填写的内容会自动保存，写了一半也不会丢。"), 13, Ink.TEXT3, wrap=True)
        room = QWidget()
        self._column = QVBoxLayout(room)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        for place, draft in enumerate(kept):
            row = DraftRow(look, draft, name, first=not place)
            row.go.clicked.connect(partial(self._choose, draft))
            row.throw.clicked.connect(partial(self._throw, draft))
            self.rows[draft.key] = row
            self._column.addWidget(row)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        self._nothing.setVisible(not kept)
        self.body.setContentsMargins(20, 14, 10, 14)
        self.body.addWidget(Scroller(room))
        self.last = self.button(_("关闭"))
        self.last.clicked.connect(self.dismiss)

    @property
    def first(self) -> QWidget:
        """Where the focus goes: the newest, so that Enter goes on with it."""
        return next((row.go for row in self.rows.values()), self.last)

    def place(self) -> None:
        """As high as its rows."""
        self.fit(WIDTH)

    def _choose(self, draft: Draft) -> None:
        self.close_over()
        self.chosen.emit(draft)

    def _throw(self, draft: Draft) -> None:
        written = {name: one for name, one in draft.values.items() if name not in {drafts.CASE, CAME}}
        long = keeping_parts.length(written)
        if long <= LONG:
            self._thrown(draft)
            return
        asked = DiscardDialog(self.look, self._host, long)
        asked.go.clicked.connect(asked.close_over)
        asked.go.clicked.connect(partial(self._thrown, draft))
        self._host.cover(asked, asked.stay)

    def _thrown(self, draft: Draft) -> None:
        row = self.rows.pop(draft.key)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._nothing.setVisible(not self.rows)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._work.write(partial(drafts.discard, self._desk, draft.key))


class DraftRow(QWidget):
    """Which form, which case, how it begins, when it was kept."""

    def __init__(self, look: Look, draft: Draft, name: Name, *, first: bool) -> None:
        super().__init__()
        title, beneath = told(draft, name)
        self.setAccessibleName(DOT.join((title, beneath)))
        self.go = Button(look, _("继续"), kind=Kind.PRIMARY if first else Kind.DEFAULT, height=30)
        self.go.setAccessibleName(_("继续：{what}").format(what=title))
        self.throw = Button(look, icon="trash-2", kind=Kind.GHOST, height=30, name=_("丢弃：{what}").format(what=title))
        words = QVBoxLayout()
        words.setSpacing(1)
        for label in (Elided(title, 13, bold=True), Elided(beneath, 12, Ink.TEXT3)):
            line = QHBoxLayout()
            line.addWidget(label)
            line.addStretch(1)
            words.addLayout(line)
        across = QHBoxLayout()
        across.setContentsMargins(0, 2, 0, 4)
        across.setSpacing(10)
        across.addWidget(Glyph(look, "pencil", Ink.TEXT3, 16))
        across.addLayout(words, 1)
        across.addWidget(self.throw)
        across.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(across)
        column.addWidget(rule())


def told(draft: Draft, name: Name) -> tuple[str, str]:
    """A draft by its form and case, and by how it begins and when it was kept."""
    when = stamp(draft.saved_at, year=False)
    if draft.kind in KINDS:
        return _("新建案件"), draft_words(draft.values, draft.saved_at)
    number = str(draft.values.get(drafts.CASE, ""))
    beneath = DOT.join(filter(None, (_snippet(draft.values), _("{when} 保存").format(when=when))))
    return DOT.join(filter(None, (name(draft.kind), number))), beneath


def _snippet(values: Mapping[str, object]) -> str:
    """The longest text that was typed, as one line."""
    texts = [str(one) for name, one in values.items() if isinstance(one, str) and name not in {drafts.CASE, "mode"}]
    longest = " ".join(max(texts, key=len, default="").split())
    if not longest:
        return ""
    return _("“{words}”").format(words=longest if len(longest) <= SNIPPET else f"{longest[:SNIPPET]}…")

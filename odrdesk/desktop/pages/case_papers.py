"""文书: what was issued, with number and a way to see it, and what can be issued now."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT, day_short
from odrdesk.desktop.pages.case_sight import PaperSight, Sight
from odrdesk.desktop.paper_words import copy_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.domain.workdays import day_of
from odrdesk.services.papers import Paper, copies
from odrdesk.text import _, refusal_text, word


class PapersCard(Card):
    """`opened(key)` to look at a paper, `issued(kind, copy)` to issue one, `voided(key)` to declare one void."""

    opened = Signal(int)
    issued = Signal(str, str)
    voided = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(_("文书"))
        self._look = look
        self.buttons: dict[PaperKind, Button] = {}
        self.views: dict[int, Button] = {}
        self._past = False
        self._room = QVBoxLayout()
        self._room.setSpacing(9)
        self.add(self._room)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        empty(self._room)
        self.buttons.clear()
        self.views.clear()
        self._past = sight.past is not None
        shown = [one for one in sight.papers if one.issued or not self._past]
        for place, one in enumerate(shown):
            if place:
                self._room.addWidget(rule())
            self._room.addWidget(self._kind(one, practice=sight.practice))
        if not shown:
            self._room.addWidget(Label(_("当时还没有出具文书。"), 13, Ink.TEXT3))

    def busy(self, *, on: bool) -> None:
        """While one is being made no second one is asked for."""
        for button in self.buttons.values():
            button.setEnabled(not on)

    def _kind(self, one: PaperSight, *, practice: bool) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(Elided(word(one.kind), 13, bold=bool(one.issued)))
        head.addStretch(1)
        valid = any(not paper.mark.void for paper in one.issued)
        if one.refusal is None:
            head.addWidget(self._more(one.kind))
            if not valid:
                button = Button(self._look, _("出具"), kind=Kind.DEFAULT, height=26)
                button.setAccessibleName(_("出具{paper}").format(paper=word(one.kind)))
                button.clicked.connect(lambda: self.issued.emit(one.kind.value, copies(one.kind)[0].value))
                self.buttons[one.kind] = button
                head.addWidget(button)
        elif not one.issued:
            later = Label(_("未到时候"), 12, Ink.TEXT3)
            later.setToolTip(refusal_text(one.refusal))
            head.addWidget(later)
        column.addLayout(head)
        for paper in one.issued:
            column.addLayout(self._issued(paper, practice=practice))
        return room

    def _issued(self, paper: Paper, *, practice: bool) -> QVBoxLayout:
        mark = paper.mark
        view = Button(self._look, icon="eye", kind=Kind.GHOST, height=26, name=_("查看 {no}").format(no=mark.number))
        view.clicked.connect(lambda: self.opened.emit(mark.key))
        self.views[mark.key] = view
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(Elided(mark.number, 13, Ink.TEXT3 if mark.void else Ink.TEXT2))
        line.addStretch(1)
        line.addWidget(view)
        if not mark.void and not self._past:
            line.addWidget(self._void(paper))
        beneath = QHBoxLayout()
        beneath.setSpacing(8)
        beneath.addWidget(Label(f"{copy_words(paper.copy)}{DOT}{day_short(day_of(mark.issued_at))}", 12, Ink.TEXT3))
        if mark.void:
            beneath.addWidget(Pill(self._look, _("已作废"), Tone.NEUTRAL, px=11, height=18))
        elif practice:
            beneath.addWidget(Pill(self._look, _("样本"), Tone.PURPLE, px=11, height=18))
        beneath.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(line)
        column.addLayout(beneath)
        return column

    def _void(self, paper: Paper) -> Button:
        button = Button(self._look, icon="ban", kind=Kind.GHOST, height=26, icon_size=14)
        words = _("作废 {no}").format(no=paper.mark.number)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(lambda: self.voided.emit(paper.mark.key))
        return button

    def _more(self, kind: PaperKind) -> Button:
        name = _("出具{paper}的其他文本").format(paper=word(kind))
        button = Button(self._look, icon="ellipsis", kind=Kind.GHOST, height=26, icon_size=14, name=name)

        def drop() -> None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for copy in copies(kind):
                action = menu.addAction(_("出具{copy}").format(copy=copy_words(copy)))
                action.triggered.connect(lambda _on=False, chosen=copy.value: self.issued.emit(kind.value, chosen))
            menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

        button.clicked.connect(drop)
        return button

"""文书: what was issued, with number and a way to see it, and what can be issued now."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT, day_short
from odrdesk.desktop.pages.case_sight import PaperSight, Sight
from odrdesk.desktop.pages.case_turns import Turns
from odrdesk.desktop.paper_words import copy_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.dispute import OF_SETTLEMENT
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.domain.workdays import day_of
from odrdesk.services.papers import Paper, copies
from odrdesk.text import _, ngettext, refusal_text, word


class PapersCard(Card):
    """`opened(key)` to look at a paper, `issued(kind, copy)` to issue one, `voided(key)` to declare one void.

    `asked(what, keys)` for what is done with issued papers: printed, delivered, brought back signed, looked up.
    """

    asked = Signal(str, object)
    opened = Signal(int)
    issued = Signal(str, str)
    voided = Signal(int)
    bilingual = Signal(str)
    """A paper of a settlement, of its kind, is wanted in Chinese and English."""
    turns: Turns | None = None
    """In whose turns it is built; by itself at once."""

    def __init__(self, look: Look) -> None:
        super().__init__(ngettext("文书", "文书", 2))
        self._look = look
        self.buttons: dict[PaperKind, Button] = {}
        self.views: dict[int, Button] = {}
        self.further: dict[int, Button] = {}
        self._valid: tuple[int, ...] = ()
        self._past = self._busy = False
        self._unbuilt: Sight | None = None
        self.all = Button(look, _("全部打印"), "printer", Kind.LINK, height=26)
        self.all.clicked.connect(lambda: self.asked.emit("print", self._valid))
        self.act(self.all)
        self._room = QVBoxLayout()
        self._room.setSpacing(9)
        self.add(self._room)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute; its rows are built while somebody looks at them."""
        self._unbuilt = sight
        self._past = sight.past is not None
        papers = [paper for one in sight.papers for paper in one.issued if not paper.mark.void]
        self._valid = tuple(sorted(paper.mark.key for paper in papers))
        self.all.setVisible(bool(self._valid) and not self._past)
        if self.isVisible():
            self._build_now()

    def showEvent(self, event: QShowEvent) -> None:
        """What came while nobody looked is built now."""
        super().showEvent(event)
        self._build_now()

    def _build_now(self) -> None:
        if self.turns is not None:
            self.turns.build(self, self._build)
        else:
            self._build()

    def _build(self) -> None:
        sight, self._unbuilt = self._unbuilt, None
        if sight is None:
            return
        empty(self._room)
        self.buttons.clear()
        self.views.clear()
        self.further.clear()
        shown = [one for one in sight.papers if one.issued or not self._past]
        for place, one in enumerate(shown):
            if place:
                self._room.addWidget(rule())
            self._room.addWidget(self._kind(one, practice=sight.practice))
        if not shown:
            self._room.addWidget(Label(_("当时还没有出具文书。"), 13, Ink.TEXT3))

    def busy(self, *, on: bool) -> None:
        """While one is being made no second one is asked for."""
        self._busy = on
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
                button.setEnabled(not self._busy)
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
            line.addWidget(self._further(paper))
        beneath = QHBoxLayout()
        beneath.setSpacing(8)
        told = [copy_words(paper.copy), day_short(day_of(mark.issued_at))]
        if not mark.void and not self._past:
            told.append(word(paper.stage))
        beneath.addWidget(Elided(DOT.join(told), 12, Ink.TEXT3))
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

    def _further(self, paper: Paper) -> Button:
        """A menu with what is done with an issued paper."""
        key, number = paper.mark.key, paper.mark.number
        name = _("{no} 的打印、送达和签收").format(no=number)
        button = Button(self._look, icon="ellipsis", kind=Kind.GHOST, height=26, name=name)

        def drop() -> None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for what, words, icon in (
                ("print", _("打印"), "printer"),
                ("deliver", _("登记送达"), "send"),
                ("signed", _("归档签收件"), "signature"),
                ("history", _("查看经过"), "history"),
            ):
                action = menu.addAction(QIcon(self._look.icon(icon, Ink.TEXT2, 16)), words)
                action.triggered.connect(lambda _on=False, chosen=what: self.asked.emit(chosen, (key,)))
            menu.addSeparator()
            last = menu.addAction(QIcon(self._look.icon("ban", Ink.TEXT2, 16)), _("作废 {no}").format(no=number))
            last.triggered.connect(lambda _on=False: self.voided.emit(key))
            menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

        button.clicked.connect(drop)
        self.further[key] = button
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
            if kind in OF_SETTLEMENT:
                action = menu.addAction(_("出具中英文对照本"))
                action.triggered.connect(lambda: self.bilingual.emit(kind.value))
            menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

        button.clicked.connect(drop)
        return button

"""指派: a person found by name, pinyin or initials, and Enter gives her the cases."""

from collections.abc import Mapping, Sequence

from pypinyin import Style, lazy_pinyin
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from odrdesk.desktop.dialogs.many import ManyDialog
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.overlay import Enter
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Step
from odrdesk.services.desk import Desk
from odrdesk.text import _

HIGHEST_ROWS = 6


class AssignDialog(ManyDialog):
    """`officers` are those who may have cases, with how many open ones each has."""

    enter = Enter.ANY

    def __init__(  # noqa: PLR0917 -- what an act for many is made of
        self, look: Look, window: QWidget, work: Work, desk: Desk, keys: Sequence[int], officers: Mapping[str, int]
    ) -> None:
        self._officers = officers
        super().__init__(look, window, work, desk, _("指派"), keys, Step.ASSIGN, _("指派"))
        self.who.textChanged.connect(self._narrow)
        self.list.itemClicked.connect(lambda _item: self._name())
        self.list.itemDoubleClicked.connect(lambda _item: self.confirm())
        self.list.currentItemChanged.connect(lambda _new, _old: self._name())
        self._name()

    @property
    def first(self) -> QWidget:
        """The person is typed first."""
        return self.who

    @property
    def chosen(self) -> str:
        """The officer who gets them; empty where none is found."""
        item = self.list.currentItem()
        return "" if item is None or item.isHidden() else str(item.data(Qt.ItemDataRole.UserRole))

    def ask(self) -> None:
        """Who."""
        self.who = Entry(self.look, placeholder=_("姓名、拼音或首字母"))
        self.fields["officer"] = Field(self.look, "officer", _("指派给"), self.who, required=True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("经办人"))
        self.list.setProperty("columns", "true")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for name, busy in self._officers.items():
            item = QListWidgetItem(_("{name}（在办 {n} 件）").format(name=name, n=f"{busy:,}"))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setSizeHint(QSize(80, self.look.dp(32)))
            self.list.addItem(item)
        shown = max(1, min(HIGHEST_ROWS, self.list.count()))
        self.list.setFixedHeight(self.look.dp(32) * shown + 4)
        self.list.setCurrentRow(0)
        self.body.addWidget(self.fields["officer"])
        self.body.addWidget(self.list)

    def facts(self) -> Mapping[str, object]:
        """The officer."""
        if not self.chosen:
            raise Refusal("field.required", "officer")
        return {"officer": self.chosen}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose among those who are found."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if way is None or self.note.hasFocus():
            super().keyPressEvent(event)
            return
        there = self.list.currentRow() + way
        while 0 <= there < self.list.count() and self.list.item(there).isHidden():
            there += way
        if 0 <= there < self.list.count():
            self.list.setCurrentRow(there)
        event.accept()

    def _narrow(self, typed: str) -> None:
        first: QListWidgetItem | None = None
        for place in range(self.list.count()):
            item = self.list.item(place)
            hit = is_meant(str(item.data(Qt.ItemDataRole.UserRole)), typed)
            item.setHidden(not hit)
            first = item if hit and first is None else first
        self.list.setCurrentRow(-1 if first is None else self.list.row(first))
        self._name()

    def _name(self) -> None:
        self.go.setEnabled(bool(self.chosen) and not self.running)
        self.go.relabel(_("指派给 {name}").format(name=self.chosen) if self.chosen else _("指派"))


def is_meant(name: str, typed: str) -> bool:
    """Whether a person is meant: by a part of the name, its pinyin, or the initials."""
    sought = "".join(typed.casefold().split())
    if sought in name.casefold():
        return True
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return sought.isascii() and (sought in initials or sought in "".join(lazy_pinyin(name)))

"""设置: sections under headings with a search at the left, the chosen one beside it; the search finds single lines."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT
from odrdesk.desktop.pages import settings_index
from odrdesk.desktop.pages.settings_parts import Place, Section, groups
from odrdesk.desktop.pages.settings_printing import PrintingSection
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.side_list import SideList
from odrdesk.desktop.widgets.spotlight import Spotlight
from odrdesk.desktop.window import Page, Window
from odrdesk.desktop.work import Work
from odrdesk.services import beginning
from odrdesk.services.desk import Desk
from odrdesk.text import _

SIDE = 200
_MARK = "/"
"""Between the key of a section and the place of a single setting in the index."""


class SettingsPage(Page):
    """A section is built when it is first shown and told (`arrive`) whenever it comes into view.

    `spoke` after another language was chosen; `put_back(path)` when a backup is to take the desk's place.
    """

    spoke = Signal()
    put_back = Signal(Path)

    def __init__(self, look: Look, window: Window, settings: QSettings, *, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._place = Place(look, window, settings, work, desk, self.spoke.emit, self.put_back.emit)
        self._groups, self._singles = groups(), settings_index.singles()
        self._sections = {section.key: section for group in self._groups for section in group.sections}
        self._made: dict[str, SettingsSection] = {}
        self._wanted = ""
        self._coming: Iterator[None] = iter(())
        self.search = Entry(look, placeholder=_("查找设置"))
        self.search.setAccessibleName(_("查找设置"))
        self.search.setClearButtonEnabled(True)
        self.list = SideList(look, _("设置分类"))
        self.nothing = Label(_("没有这样的设置。"), 13, Ink.TEXT3, wrap=True)
        self.nothing.hide()
        self._stack = QStackedWidget()
        self._arrange()
        self.spotlight = Spotlight(look, self)
        window.registry.handle("templates", lambda: self.go_to("templates"))
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._enter)
        self.search.installEventFilter(self)
        self.list.chosen.connect(self._choose)
        self._narrow("")

    @property
    def section(self) -> SettingsSection | None:
        """The section in view."""
        return self._made.get(self.list.current.split(_MARK)[0])

    def arrive(self) -> None:
        """It came into view."""
        self.show_section(self.list.current.split(_MARK)[0])
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, key: str) -> None:
        """Bring the settings into view, at a section."""
        self._place.window.go("settings")
        self.open_section(key)

    def lead(self, key: str) -> None:
        """To the place of an item of the list on the board (`services.beginning`)."""
        registry = self._place.window.registry
        if key == beginning.LETTERHEAD:
            registry.run("letterhead")
        elif key == beginning.CASES:
            registry.run("import")
        else:
            self.go_to({beginning.PEOPLE: "clerks"}.get(key, key))

    def open_section(self, key: str) -> None:
        """Go to a section by its key."""
        self.search.clear()
        self.list.choose(key)

    def show_section(self, key: str) -> None:
        """Show a section; one that is built for it comes into view a moment later."""
        if key not in self._sections:
            return
        self._wanted = key
        made = self._made.get(key)
        if made is None:
            made = self._sections[key].make(self._place)
            self._made[key] = made
            if isinstance(made, PrintingSection):
                made.kinds.clicked.connect(lambda: self.open_section("papers"))
            self._coming = self._bring(key, made)
            self._place.work.pieces(self._coming, owner=self)
        elif self._stack.indexOf(made) >= 0:
            self._stack.setCurrentWidget(made)
            if self.isVisible():
                made.come()

    def _bring(self, key: str, made: SettingsSection) -> Iterator[None]:
        """Dress it, show it, let it read: all at once held the window for a tenth of a second."""
        self._stack.addWidget(made)
        yield
        if self._wanted == key:
            self._stack.setCurrentWidget(made)
            yield
        if self._wanted == key and self.isVisible():
            made.come()

    def _bring_now(self) -> None:
        for _step in self._coming:
            pass

    def point_out(self, key: str, words: str) -> QWidget | None:
        """Show a section, scroll to one of its settings and ring it for a moment; the line that was found."""
        self.show_section(key)
        self._bring_now()
        line = settings_index.find(self._made[key], words)
        if line is not None and self.isVisible():
            settings_index.bring_into_view(line)
            self.spotlight.light(line)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search into what it found."""
        down = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        if watched is self.search and down:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _choose(self, key: str) -> None:
        self.spotlight.put_out()
        section, _mark, number = key.partition(_MARK)
        if not number:
            self.show_section(section)
            return
        self.show_section(section)
        words = self._singles[int(number)].words
        QTimer.singleShot(0, self, lambda: self.point_out(section, words) if self.list.current == key else None)

    def _enter(self) -> None:
        """Enter in the search: to the control of what was found."""
        section, _mark, number = self.list.current.partition(_MARK)
        if section not in self._made:
            return
        self._bring_now()
        line = self.point_out(section, self._singles[int(number)].words) if number else self._made[section]
        target = settings_index.control(line) if line is not None else None
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        lines: list[tuple[str, str]] = []
        if words:
            for number, one in enumerate(self._singles):
                if all(word in one.text for word in words):
                    said = DOT.join((one.words, self._sections[one.section].words))
                    lines.append((f"{one.section}{_MARK}{number}", said))
        for group in self._groups:
            found = [one for one in group.sections if all(word in _text(one) for word in words)]
            if found and not words:
                lines.append(("", group.words))
            lines.extend((one.key, one.words) for one in found)
        self.list.show_lines(lines)
        if words and lines:
            self.list.choose(lines[0][0])  # what fits best, not what stood there before
        self.nothing.setVisible(not lines)

    def _measure(self) -> None:
        self._side.setFixedWidth(self._look.dp(SIDE))

    def _arrange(self) -> None:
        self._side = QWidget()
        self._measure()
        self._look.changed.connect(self._measure)
        left = QVBoxLayout(self._side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(Label(_("设置"), 20, bold=True))
        left.addWidget(self.search)
        left.addWidget(self.nothing)
        left.addWidget(self.list, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 18, 20, 16)
        across.setSpacing(20)
        across.addWidget(self._side)
        across.addWidget(self._stack, 1)


def _text(section: Section) -> str:
    return f"{section.words} {section.sought}".casefold()

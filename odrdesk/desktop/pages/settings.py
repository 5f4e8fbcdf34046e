"""设置: a list of sections with a search at the left, the chosen one beside it."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.pages.settings_parts import Place, Section, sections
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.side_list import SideList
from odrdesk.desktop.window import Page, Window
from odrdesk.desktop.work import Work
from odrdesk.services.desk import Desk
from odrdesk.text import _

SIDE = 196


class SettingsPage(Page):
    """A section is built when it is first shown and told (`arrive`) whenever it comes into view.

    `spoke` after another language was chosen.
    """

    spoke = Signal()

    def __init__(self, look: Look, window: Window, settings: QSettings, *, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._place = look, Place(look, window, settings, work, desk, self.spoke.emit)
        self._sections = {section.key: section for section in sections()}
        self._made: dict[str, SettingsSection] = {}
        self.search = Entry(look, placeholder=_("查找设置"))
        self.search.setAccessibleName(_("查找设置"))
        self.search.setClearButtonEnabled(True)
        self.list = SideList(look, _("设置分类"))
        self.nothing = Label(_("没有这样的设置。"), 13, Ink.TEXT3, wrap=True)
        self.nothing.hide()
        self._stack = QStackedWidget()
        self._arrange()
        window.registry.handle("templates", lambda: self.go_to("templates"))
        self.search.textChanged.connect(self._narrow)
        self.list.chosen.connect(self.show_section)
        self._narrow("")

    @property
    def section(self) -> SettingsSection | None:
        """The section in view."""
        return self._made.get(self.list.current)

    def arrive(self) -> None:
        """It came into view."""
        self.show_section(self.list.current)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, key: str) -> None:
        """Bring the settings into view, at a section."""
        self._place.window.go("settings")
        self.open_section(key)

    def open_section(self, key: str) -> None:
        """Go to a section by its key."""
        self.search.clear()
        self.list.choose(key)

    def show_section(self, key: str) -> None:
        """Show a section."""
        if key not in self._sections:
            return
        made = self._made.get(key)
        if made is None:
            made = self._sections[key].make(self._place)
            self._made[key] = made
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        if self.isVisible():
            made.arrive()

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [one for one in self._sections.values() if all(word in _text(one) for word in words)]
        self.list.show_lines([(one.key, one.words) for one in found])
        self.nothing.setVisible(not found)

    def _arrange(self) -> None:
        side = QWidget()
        side.setFixedWidth(self._look.dp(SIDE))
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(Label(_("设置"), 20, bold=True))
        left.addWidget(self.search)
        left.addWidget(self.nothing)
        left.addWidget(self.list, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 18, 20, 16)
        across.setSpacing(20)
        across.addWidget(side)
        across.addWidget(self._stack, 1)


def _text(section: Section) -> str:
    return f"{section.words} {section.sought}".casefold()

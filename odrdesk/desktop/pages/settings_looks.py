"""设置 › 外观与语言."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from odrdesk.desktop.forms.looks import LooksForm
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.window import Window
from odrdesk.text import _


class LooksSection(SettingsSection):
    """The form on a card; `spoke` is called after another language was chosen; the letterhead has its own dialog."""

    def __init__(self, window: Window, form: LooksForm, spoke: Callable[[], None]) -> None:
        super().__init__()
        self.form = form
        form.led.connect(lambda: window.registry.run("letterhead"))
        form.spoke.connect(spoke)
        card = Card(_("外观与语言"), _("改动立即生效"), spacing=18)
        card.add(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

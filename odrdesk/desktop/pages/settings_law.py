"""设置 › 法律依据: every law, regulation and interpretation cited, since when, and how well its text is known."""

from PySide6.QtWidgets import QVBoxLayout

from odrdesk.desktop import handbook_tables
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.services.desk import Desk
from odrdesk.text import _


class LawSection(SettingsSection):
    """One table."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.reader = Reader(look, lambda _name, _width, _ratio: None, margin=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reader)

    def arrive(self) -> None:
        """Show the table."""
        said = _("程序引用的法律文件。“据转载”和“待核对”的，引用前请核对现行有效文本。")
        table = handbook_tables.instruments(self._desk.law.instruments)
        self.reader.show_page(_("法律依据"), f"{said}\n\n{table}")

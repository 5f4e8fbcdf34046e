"""What every section of the settings is."""

from PySide6.QtWidgets import QLineEdit, QWidget

from odrdesk.desktop.widgets.banner import Banner
from odrdesk.text import _


class SettingsSection(QWidget):
    """Built when it is first shown, kept afterwards: what was typed and not saved is there when one comes back."""

    _bar: Banner

    def __init__(self) -> None:
        super().__init__()
        self.unsaved = False

    def arrive(self) -> None:
        """What may have changed is read anew."""

    def come(self) -> None:
        """It came into view."""
        if self.unsaved:
            self._bar.say(_("您在这里写的还没有保存。"))
        else:
            self.arrive()

    def watch(self, bar: Banner, *entries: QLineEdit) -> None:
        """Keep what a person types into these until it is saved; `bar` says that it is not."""
        self._bar = bar
        for entry in entries:
            entry.textEdited.connect(lambda _text: self._touched())

    def saved(self) -> None:
        """It was saved, or put back: read it anew."""
        self.unsaved = False
        self.arrive()

    def _touched(self) -> None:
        self.unsaved = True

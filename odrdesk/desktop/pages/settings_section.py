"""What every section of the settings is."""

from PySide6.QtWidgets import QWidget


class SettingsSection(QWidget):
    """Built when it is first shown, kept afterwards."""

    def arrive(self) -> None:
        """It came into view: what may have changed is read anew."""

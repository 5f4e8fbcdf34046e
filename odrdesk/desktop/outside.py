"""A file shown by the system's own program: a copy in a folder that goes when the window goes."""

from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from odrdesk.domain.errors import Fault


class Outside(QObject):
    """The folder of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._folder = QTemporaryDir()
        self.launch = QDesktopServices.openUrl

    @classmethod
    def of(cls, window: QWidget) -> "Outside":
        """The one of a window."""
        for child in window.children():
            if isinstance(child, cls):
                return child
        return cls(window)

    def keep(self, name: str, content: bytes) -> Path:
        """Put a copy there; off the GUI thread. Fault `print.no_room` where it cannot be written."""
        path = Path(self._folder.filePath(name))
        try:
            path.write_bytes(content)
        except OSError as why:
            raise Fault("print.no_room", reason=why.strerror or str(why)) from why
        return path

    def show(self, path: Path) -> bool:
        """Have the system open a file or folder; whether it found a program for it."""
        return bool(self.launch(QUrl.fromLocalFile(str(path))))

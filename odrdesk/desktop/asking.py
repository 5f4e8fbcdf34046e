"""Asks which file to read or write, and runs the system's other dialogs: one place, for each is a loop within the loop.

While one stands, the desk may be locked, or the window made anew for somebody else. What is answered then is no answer:
it would be done by whom nobody asked, in a window that is gone.
"""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from shiboken6 import isValid

_ASKED, _WITHDRAWN = "asked", "withdrawn"


def file_to_write(parent: QWidget, title: str, place: Path | str, kinds: str = "") -> str:
    """Where to write a file that is proposed at `place`; empty for nowhere. Whether one there may go was asked."""
    dialog = _made(parent, title, str(Path(place).parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(Path(place).name)
    return next(iter(_chosen(dialog)), "")


def file_to_read(parent: QWidget, title: str, kinds: str) -> str:
    """Which file to read; empty for none."""
    dialog = _made(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_chosen(dialog)), "")


def files_to_read(parent: QWidget, title: str, folder: str) -> list[str]:
    """Which files to read."""
    dialog = _made(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(dialog)


def folder(parent: QWidget, title: str, place: Path | str) -> str:
    """Which folder; empty for none."""
    dialog = _made(parent, title, str(place))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), "")


def agreed(dialog: QDialog) -> bool:
    """Whether a person said yes, and still sits there."""
    parent = dialog.parentWidget()
    dialog.setProperty(_ASKED, True)
    yes = dialog.exec() == QDialog.DialogCode.Accepted
    if not isValid(dialog) or (parent is not None and not isValid(parent)):
        return False
    dialog.setProperty(_ASKED, False)
    return yes and not dialog.property(_WITHDRAWN)


def withdraw() -> None:
    """Close every such dialog; one of the system's that stays (Windows' for printers) is not heeded any more."""
    for asking in QApplication.topLevelWidgets():
        if isValid(asking) and isinstance(asking, QDialog) and (asking.isVisible() or asking.property(_ASKED)):
            asking.setProperty(_WITHDRAWN, True)
            asking.reject()


def _made(parent: QWidget, title: str, place: str, kinds: str = "") -> QFileDialog:
    dialog = QFileDialog(parent, title, place)
    if kinds:
        dialog.setNameFilters(kinds.split(";;"))
    return dialog


def _chosen(dialog: QFileDialog) -> list[str]:
    chosen = dialog.selectedFiles() if agreed(dialog) else []
    if isValid(dialog):
        dialog.deleteLater()
    return chosen

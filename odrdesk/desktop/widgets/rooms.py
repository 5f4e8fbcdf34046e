"""Rooms of a window whose content is made anew."""

from PySide6.QtWidgets import QLayout


def empty(room: QLayout) -> None:
    """Take everything out; hidden at once, since what waits for its deletion is still painted."""
    while (item := room.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()

"""A tooltip tells data as it is: what looks like markup is shown, never obeyed."""

from PySide6.QtGui import Qt


def plain(words: str) -> str:
    """Words for a tooltip. Qt would read `<img src=…>` in a complaint, and fetch it from whatever machine it names."""
    return Qt.convertFromPlainText(words) if Qt.mightBeRichText(words) else words

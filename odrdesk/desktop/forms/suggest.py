"""What is known already, offered while it is typed; whoever types something else is left alone."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

SHOWN = 8


def suggest(line: QLineEdit, words: Sequence[str], chosen: Callable[[str], None]) -> QCompleter:
    """Offer words that contain what is typed; `chosen` with the one that was taken."""
    completer = QCompleter(line)
    completer.setModel(QStringListModel(list(words), completer))
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(SHOWN)
    popup = completer.popup()
    if popup is not None:
        popup.setProperty("popup", "true")
    completer.activated.connect(chosen)
    line.setCompleter(completer)
    return completer


def pair(line: QLineEdit, other: QLineEdit, known: Mapping[str, str]) -> None:
    """Offer the keys of `known` in a line; the value goes into the other line where that is still empty."""

    def chosen(word: str) -> None:
        value = known.get(word, "")
        if value and not other.text().strip():
            other.setText(value)

    suggest(line, sorted(known), chosen)

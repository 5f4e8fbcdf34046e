"""Parts side by side that fill their owner."""

from PySide6.QtWidgets import QHBoxLayout, QWidget


def abreast(owner: QWidget, first: QWidget, *others: QWidget, gap: int) -> None:
    """Lay the owner's parts in a row without an edge, `gap` pixels between them; the first takes the room left."""
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    row.addWidget(first, 1)
    for one in others:
        row.addWidget(one)

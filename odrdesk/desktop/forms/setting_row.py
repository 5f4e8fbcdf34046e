"""One setting on a line of its own: what it is, a word about it, and the control at the right or beneath."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.label import Label


class SettingRow(QWidget):
    """`words` is what the search of the settings finds; `beneath` for a control that needs the whole width."""

    def __init__(self, words: str, hint: str, control: QWidget, *, beneath: bool = False) -> None:
        super().__init__()
        self.words, self.control = words, control
        self.setObjectName("setting")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(Label(words, 14))
        self.told = Label(hint, 12, Ink.TEXT3, wrap=True)
        self.told.setVisible(bool(hint))
        lines.addWidget(self.told)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.addLayout(lines, 0, 0)
        if beneath:
            grid.addWidget(control, 1, 0)
        else:
            grid.addWidget(control, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

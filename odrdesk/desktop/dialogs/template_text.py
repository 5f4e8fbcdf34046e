"""The left of a template's editor: the text, what is wrong with it beneath, and the punctuation that is offered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.template_editor import TemplateEditor
from odrdesk.services.templates import Flaw, Offer
from odrdesk.text import _, ngettext, sentence


class TemplateText(QWidget):
    """`flaws` lists what is wrong; a line of it leads to its place. `signs` puts in what was offered."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.found: tuple[Flaw, ...] = ()
        self._offers: tuple[Offer, ...] = ()
        self.editor = TemplateEditor(look)
        self.flaws = QListWidget()
        self.signs = Button(look, kind=Kind.LINK, height=24)
        self._arrange()
        self.flaws.itemActivated.connect(lambda _item: self._go_to())
        self.flaws.itemClicked.connect(lambda _item: self._go_to())
        self.signs.clicked.connect(lambda: self.editor.take(self._offers))

    @property
    def sound(self) -> bool:
        """Whether nothing keeps the text from use."""
        return all(flaw.mild for flaw in self.found)

    def show_found(self, flaws: tuple[Flaw, ...], offers: tuple[Offer, ...]) -> None:
        """Show what is wrong and what is offered."""
        self.found, self._offers = flaws, offers
        self.editor.show_flaws(flaws)
        self.flaws.clear()
        for flaw in flaws:
            words = _("第 {line} 行  {message}")
            told = words.format(line=flaw.at.line, message=sentence(flaw.code, flaw.data))
            self._add(told, Ink.WARN if flaw.mild else Ink.DANGER)
        if not flaws:
            self._add(_("没有问题。"), Ink.OK)
        n = len(offers)
        words = ngettext("{n} 处半角标点可改为全角", "{n} 处半角标点可改为全角", n).format(n=n) if n else ""
        self.signs.relabel(words)
        self.signs.setVisible(bool(n) and not self.editor.isReadOnly())

    def _add(self, words: str, ink: Ink) -> None:
        item = QListWidgetItem(words)
        item.setForeground(self._look.colour(ink))
        item.setToolTip(words)
        self.flaws.addItem(item)

    def _go_to(self) -> None:
        row = self.flaws.currentRow()
        if 0 <= row < len(self.found):
            self.editor.go(self.found[row])

    def _arrange(self) -> None:
        self.flaws.setAccessibleName(_("问题"))
        self.flaws.setFixedHeight(self._look.dp(96))
        self.flaws.setWordWrap(True)
        self.flaws.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(Label(_("问题"), 13, bold=True))
        row.addWidget(Label(_("F8 下一处，Alt+↓ 列出可写的名称"), 12, Ink.TEXT3))
        row.addStretch(1)
        row.addWidget(self.signs)
        self.signs.hide()
        column.addWidget(self.editor, 1)
        column.addLayout(row)
        column.addWidget(self.flaws)

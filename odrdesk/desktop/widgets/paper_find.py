"""The line in which words are looked for in a paper."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.text import _


class FindRow(QWidget):
    """Hidden until `seek`; Enter and F3 walk through what was found, round at the end."""

    def __init__(self, look: Look, view: QPdfView, document: QPdfDocument) -> None:
        super().__init__()
        self._view, self._place = view, -1
        self._model = QPdfSearchModel(self)
        self._model.setDocument(document)
        view.setSearchModel(self._model)
        self.sought = Entry(look, placeholder=_("在文书中查找"))
        self.sought.setAccessibleName(_("在文书中查找"))
        self.counted = Label("", 12, Ink.TEXT3)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 6)
        row.setSpacing(6)
        row.addWidget(self.sought, 1)
        row.addWidget(self.counted)
        for icon, name, act in (
            ("chevron-up", _("上一处"), lambda: self.step(-1)),
            ("chevron-down", _("下一处"), lambda: self.step(1)),
            ("x", _("不再查找"), self.end),
        ):
            button = Button(look, icon=icon, kind=Kind.GHOST, height=28, name=name)
            button.clicked.connect(act)
            row.addWidget(button)
        self.sought.textChanged.connect(self._search)
        self.sought.returnPressed.connect(lambda: self.step(1))
        self._model.countChanged.connect(self._say)
        self.hide()

    def seek(self) -> None:
        """Show it and take the focus."""
        self.show()
        self.sought.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sought.selectAll()

    def step(self, by: int) -> None:
        """To the next, or the one before."""
        many = self._model.rowCount(QModelIndex())
        if not many:
            return
        self._place = (self._place + by) % many if self._place >= 0 else 0
        link, navigator = self._model.resultAtIndex(self._place), self._view.pageNavigator()
        self._view.setCurrentSearchResultIndex(self._place)
        navigator.jump(link.page(), link.location(), navigator.currentZoom())
        self._say()

    def end(self) -> None:
        """Look for nothing any more."""
        self.hide()
        self._model.setSearchString("")
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self, text: str) -> None:
        self._place = -1
        self._model.setSearchString(text.strip())
        self._say()

    def _say(self) -> None:
        many = self._model.rowCount(QModelIndex())
        if not self.sought.text().strip():
            self.counted.setText("")
        elif not many:
            self.counted.setText(_("没有找到"))
        else:
            self.counted.setText(_("第 {n} 处，共 {all} 处").format(n=max(1, self._place + 1), all=many))

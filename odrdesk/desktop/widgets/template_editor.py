"""The editor of a template: line numbers, colours, flaws marked where they are, names offered while they are typed."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, QStringListModel, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QTextEdit, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.template_completion import Offered, offered
from odrdesk.services.templates import Flaw, Offer, Schema
from odrdesk.text import _, sentence

_INSERTED, _SAID = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_DIRECTIVE = re.compile(r"^[\s\u3000]*[@＠].*$")
_REMARK = re.compile(r"^[\s\u3000]*[@＠]注.*$")
_HEADING = re.compile(r"^[\s\u3000]*[#＃]+.*$")
_PLACE = re.compile(r"[{｛][^{}｛｝]*[}｝]")
_OPENERS = "{|@｛｜＠ "


class TemplateEditor(QPlainTextEdit):
    """Plain text. `show_flaws` underlines what is wrong; F8 goes to the next of it. Alt+Down offers names."""

    def __init__(self, look: Look, schema: Schema | None = None) -> None:
        super().__init__()
        self._look, self._schema = look, schema
        self._flaws: Sequence[Flaw] = ()
        self.setAccessibleName(_("模板"))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._gutter = _Gutter(look, self)
        self._colours = _Colours(look, self.document())
        self.popup = QListView()
        self.popup.setProperty("popup", "true")
        self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.names = QCompleter(self)
        self.names.setModel(QStringListModel(self))
        self.names.setWidget(self)
        self.names.setPopup(self.popup)
        self.names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.names.setFilterMode(Qt.MatchFlag.MatchContains)
        self.names.setCompletionRole(Qt.ItemDataRole.UserRole)
        self.names.setMaxVisibleItems(10)
        self.names.activated[QModelIndex].connect(self._put)  # type: ignore[index]
        self.blockCountChanged.connect(lambda _count: self._measure())
        self.updateRequest.connect(self._scrolled)
        self.cursorPositionChanged.connect(self._mark)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def schema(self) -> Schema | None:
        """What may be named."""
        return self._schema

    def write(self, schema: Schema | None, text: str) -> None:
        """Show another text, without a way back to the one before."""
        self._schema, self._flaws = schema, ()
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark()

    def replace_all(self, text: str) -> None:
        """Put another text in, with a way back."""
        cursor = self.textCursor()
        place = cursor.position()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)

    def put_in(self, text: str) -> None:
        """Put a text in at the cursor, where it may be written."""
        if not self.isReadOnly():
            self.insertPlainText(text)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, found: Sequence[Offer]) -> None:
        """Put in what was offered, as one change that can be undone."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for one in reversed(found):
            cursor.setPosition(one.at)
            cursor.setPosition(one.at + one.length, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(one.new)
        cursor.endEditBlock()

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """Mark what is wrong."""
        self._flaws = flaws
        self._mark()
        self._gutter.show_lines({flaw.at.line: flaw.mild for flaw in sorted(flaws, key=lambda one: not one.mild)})

    def go(self, flaw: Flaw) -> None:
        """Stand on a flaw, with it selected."""
        self.setTextCursor(self._span(flaw))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureCursorVisible()

    def go_next(self) -> None:
        """Stand on the next flaw after the cursor, else the first."""
        if not self._flaws:
            return
        here = self.textCursor().selectionStart()
        later = (flaw for flaw in self._flaws if self._span(flaw).selectionStart() > here)
        self.go(next(later, self._flaws[0]))

    def offer(self, *, asked: bool = False) -> None:
        """Offer what may stand at the cursor."""
        found = self._offered()
        if found is None or not found.choices or (self.isReadOnly()):
            self.popup.hide()
            return
        model = QStandardItemModel(self.names)
        for one in found.choices:
            item = QStandardItem(f"{one.name}　{one.said}" if one.said else one.name)
            item.setData(one.name, Qt.ItemDataRole.UserRole)
            item.setData(one.text, _INSERTED)
            item.setToolTip(one.said)
            model.appendRow(item)
        self.names.setModel(model)
        self.names.setCompletionPrefix(found.typed)
        exact = self.names.completionCount() == 1 and self.names.currentCompletion() == found.typed
        if not self.names.completionCount() or (exact and not asked):
            self.popup.hide()
            return
        box = self.cursorRect()
        box.translate(self.viewportMargins().left(), 0)
        box.setWidth(min(self._look.dp(460), self.width() - self._look.dp(30)))
        self.names.complete(box)
        self.popup.setCurrentIndex(self.names.completionModel().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the list of names go there; Alt+Down opens it, F8 goes to the next flaw."""
        key = event.key()
        taken = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if self.popup.isVisible() and key in taken:
            event.ignore()
            return
        if key == Qt.Key.Key_F8:
            self.go_next()
            return
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.offer(asked=True)
            return
        super().keyPressEvent(event)
        typed = event.text()
        if typed and (typed[-1] in _OPENERS or self.popup.isVisible()):
            self.offer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers stay as high as the text."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """A text that cannot be changed looks so."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ReadOnlyChange:
            self._mark()

    def paint_numbers(self, painter: QPainter, area: QRect, lines: dict[int, bool]) -> None:
        """The numbers of the lines in view; flawed ones in red or amber with a dot."""
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        painter.setFont(self._look.font(12, tabular=True))
        wide = self._gutter.width() - self._look.dp(8)
        while block.isValid() and top <= area.bottom():
            high = self.blockBoundingRect(block).height()
            number = block.blockNumber() + 1
            if block.isVisible() and top + high >= area.top():
                mild = lines.get(number)
                ink = Ink.TEXT3 if mild is None else Ink.WARN if mild else Ink.DANGER
                painter.setPen(self._look.colour(ink))
                row = QRect(0, round(top), wide, self.fontMetrics().height())
                words = f"{number}" if mild is None else f"\u25cf {number}"
                painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            block = block.next()
            top += high

    def _offered(self) -> Offered | None:
        if self._schema is None:
            return None
        cursor = self.textCursor()
        line, place = cursor.block().text(), cursor.positionInBlock()
        above = "\n" + self.toPlainText()[: cursor.block().position()]
        return offered(self._schema, line[:place], above, line[place:])

    def _put(self, index: QModelIndex) -> None:
        found = self._offered()
        if found is None:
            return
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(found.typed))
        cursor.insertText(str(index.data(_INSERTED)))
        self.setTextCursor(cursor)

    def _span(self, flaw: Flaw) -> QTextCursor:
        block = self.document().findBlockByNumber(flaw.at.line - 1)
        cursor = QTextCursor(block if block.isValid() else self.document().lastBlock())
        start = min(flaw.at.column - 1, max(0, block.length() - 1))
        cursor.setPosition(cursor.block().position() + start)
        end = min(flaw.at.column - 1 + flaw.at.length, max(0, block.length() - 1))
        cursor.setPosition(cursor.block().position() + max(start, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self) -> None:
        marks = []
        if not self.isReadOnly():
            here = QTextEdit.ExtraSelection()
            here.format.setBackground(self._look.colour(Ink.HOVER))
            here.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            here.cursor = self.textCursor()
            here.cursor.clearSelection()
            marks.append(here)
        for flaw in self._flaws:
            mark = QTextEdit.ExtraSelection()
            mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            mark.format.setUnderlineColor(self._look.colour(Ink.WARN if flaw.mild else Ink.DANGER))
            mark.format.setToolTip(sentence(flaw.code, flaw.data))
            mark.cursor = self._span(flaw)
            marks.append(mark)
        self.setExtraSelections(marks)

    def _measure(self) -> None:
        self._gutter.setFixedWidth(self._gutter.sizeHint().width())
        self.setViewportMargins(self._gutter.width(), 0, 0, 0)
        box = self.contentsRect()
        self._gutter.setGeometry(box.left(), box.top(), self._gutter.width(), box.height())

    def _scrolled(self, area: QRect, by: int) -> None:
        if by:
            self._gutter.scroll(0, by)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())

    def _dress(self) -> None:
        self.setFont(self._look.font(14))
        self._colours.dress()
        self._measure()
        self._mark()


class _Gutter(QWidget):
    def __init__(self, look: Look, editor: TemplateEditor) -> None:
        super().__init__(editor)
        self._look, self._editor = look, editor
        self._lines: dict[int, bool] = {}

    def show_lines(self, lines: dict[int, bool]) -> None:
        self._lines = lines
        self.update()

    def sizeHint(self) -> QSize:
        digits = max(3, len(str(self._editor.blockCount())))
        return QSize(round(self._look.width("0" * digits + "\u25cf ", 12)) + self._look.dp(14), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour(Ink.SURFACE2))
        self._editor.paint_numbers(painter, event.rect(), self._lines)


class _Colours(QSyntaxHighlighter):
    """Constructs, headings, places and remarks, each in its ink."""

    def __init__(self, look: Look, document: QTextDocument) -> None:
        super().__init__(document)
        self._look = look

    def dress(self) -> None:
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if _REMARK.match(text):
            self.setFormat(0, len(text), self._format(Ink.TEXT3))
            return
        if _DIRECTIVE.match(text):
            self.setFormat(0, len(text), self._format(Ink.PURPLE))
        elif _HEADING.match(text):
            self.setFormat(0, len(text), self._format(Ink.TEXT, bold=True))
        for found in _PLACE.finditer(text):
            self.setFormat(found.start(), len(found.group()), self._format(Ink.ACCENT_TEXT))

    def _format(self, ink: Ink, *, bold: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(self._look.colour(ink)))
        if bold:
            made.setFontWeight(700)
        return made

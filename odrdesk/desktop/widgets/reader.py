"""A page of the handbook on the screen: Markdown in the type and colours of the house, pictures of its own only."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

Pictures = Callable[[str, int, float], QImage | None]
"""Gives the picture of a name, at most so many device-independent pixels wide, for a pixel ratio."""

WIDEST = 860
_MARGIN, _INDENT = 30, 26
_HEADINGS = {1: (22, 0, 12), 2: (16, 26, 8), 3: (14, 18, 6)}
"""Level to pixels, room above and below."""
_FILE = ".png"
_LONG = 150
"""So many blocks, cells of tables among them, are more than a window shows."""
_OBJECT = "\ufffc"
"""What stands in the text in place of a picture."""
_QUOTE = QTextFormat.Property.BlockQuoteLevel
_CODE = QTextFormat.Property.BlockCodeFence


class Reader(QTextBrowser):
    """`followed(page)` when a link to another page was chosen, `enlarged(name)` when a picture was.

    With a margin the page stands in the middle; without, its left edge is that of what stands above it.
    """

    followed = Signal(str)
    enlarged = Signal(str)

    def __init__(self, look: Look, pictures: Pictures, *, margin: int = _MARGIN) -> None:
        super().__init__()
        self._look, self._pictures, self._margin = look, pictures, margin
        self._text = self._sought = ""
        self._width = 0
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setDocument(self._sheet())
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self._follow)
        self._again_soon = QTimer(self, singleShot=True, interval=60)
        self._again_soon.timeout.connect(self.set_anew)
        look.changed.connect(self.set_anew)

    def show_page(self, title: str, text: str, sought: str = "") -> None:
        """Show a page from its beginning, or from the first place where `sought` stands."""
        self.setAccessibleName(title)
        known = text == self._text and sought == self._sought and self._room() == self._width
        self._text, self._sought = text, sought
        if not known:  # a section is told whenever it comes into view, and mostly nothing changed
            self._set()
        self.verticalScrollBar().setValue(0)
        if sought:
            self._mark()

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing is ever fetched: pictures are put in by hand, from the handbook's own folder."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures and tables follow the width."""
        super().resizeEvent(event)
        self._margins()
        self._fill()
        if self._text and self._room() != self._width:
            self._again_soon.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grounds of hints and code first, the text over them."""
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        for kind, ink, edge in ((_QUOTE, Ink.ACCENT_SOFT, None), (_CODE, Ink.SURFACE2, Ink.BORDER)):
            for rect in self._plates(kind):
                paint.box(painter, rect, 8, self._look.colour(ink), self._look.colour(edge) if edge else None)
        painter.end()
        super().paintEvent(event)

    def _room(self) -> int:
        return min(WIDEST, self.viewport().width() - 4)

    def _margins(self) -> None:
        free = self.width() - 12
        side = max(self._margin, (free - WIDEST) // 2 if self._margin else 0)
        self.setViewportMargins(side, 22 if self._margin else 8, max(0, side - 8), 8)

    def _fill(self) -> None:
        """Lines as wide as the viewport: the edit hears of its margins only when they change in view."""
        width = self.viewport().width() - 1  # a table of full width has its last hairline outside
        if self.document().textWidth() != width:
            self.document().setTextWidth(width)
        if self.document().size().width() <= self.viewport().width():
            # Reckoned before the upright bar came, the range would let a page that fits slip sideways by its width.
            self.horizontalScrollBar().setRange(0, 0)

    @property
    def late(self) -> bool:
        """Whether the page still has the lines of a width before."""
        return self._again_soon.isActive()

    def set_anew(self) -> None:
        """Lay the page out for the width there is now; what is in view stays."""
        self._again_soon.stop()
        if not self._text:
            return
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._set()
        bar.setValue(round(share * bar.maximum()))
        if self._sought:
            self._ground()

    def _set(self) -> None:
        before, document = self.document(), self._sheet()
        document.setMarkdown(self._text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        # Its bar comes anyway, with a margin it is a page of the handbook: were it to come later, all were set anew.
        if self._margin or document.blockCount() > _LONG:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._width = self._room()
        self._again_soon.stop()
        _Dress(document, self._look, partial(self._put_picture, document), self._width).put_on()
        document.setTextWidth(self.viewport().width() - 1)
        self.setDocument(document)
        before.deleteLater()
        self._fill()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # The cursor stands at the end now, and every change of size would scroll to it.
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _sheet(self) -> QTextDocument:
        """An empty page. What is written before it is in view is laid out once, not at every step of the writing."""
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setIndentWidth(_INDENT)
        document.setDefaultFont(self._look.font(14))
        return document

    def _put_picture(self, document: QTextDocument, name: str) -> QSize:
        """Lay the picture beside the text; its size on the page."""
        ratio = self.devicePixelRatioF()
        image = self._pictures(name, self._width - 2, ratio)
        if image is None:
            return QSize()
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        return QSize(round(image.width() / ratio), round(image.height() / ratio))

    def _follow(self, url: QUrl) -> None:
        name = url.fileName()
        if name.endswith(".md"):
            self.followed.emit(name.removesuffix(".md").partition("-")[2])
        elif name.endswith(_FILE):
            self.enlarged.emit(name)

    def _mark(self) -> None:
        found = self.document().find(self._sought.split()[0])
        self._ground()
        if not found.isNull():
            found.clearSelection()
            self.setTextCursor(found)
            top = self.document().documentLayout().blockBoundingRect(found.block()).top()
            self.verticalScrollBar().setValue(max(0, round(top) - self.viewport().height() // 3))

    def _ground(self) -> None:
        """A soft ground under every place where the words stand."""
        soft = QTextCharFormat()
        soft.setBackground(self._look.colour(Ink.WARN_SOFT))
        soft.setForeground(self._look.colour(Ink.WARN))
        marks = []
        for word in self._sought.split():
            cursor = self.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, soft
                marks.append(mark)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(marks)

    def _plates(self, kind: QTextFormat.Property) -> list[QRectF]:
        """The rectangles of neighbouring blocks of a kind."""
        rects: list[QRectF] = []
        layout, open_ = self.document().documentLayout(), False
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().hasProperty(kind):
                rect = layout.blockBoundingRect(block)
                room = QRectF(0, rect.top() - 8, self._width, rect.height() + 16)
                rects = [*rects[:-1], rects[-1].united(room)] if open_ else [*rects, room]
                open_ = True
            else:
                open_ = False
            block = block.next()
        return rects


class _Dress:
    """Puts our type on what Qt read from Markdown: it knows the structure and nothing of looks."""

    def __init__(self, document: QTextDocument, look: Look, picture: Callable[[str], QSize], room: int) -> None:
        self._document, self._look, self._picture, self._room = document, look, picture, room

    def put_on(self) -> None:
        whole = QTextCursor(self._document)
        whole.beginEditBlock()  # else each of some hundred changes sets the page's tables anew: seconds for a long page
        try:
            block = self._document.begin()
            while block.isValid():
                self._block(block)
                block = block.next()
            self._tables(self._document.rootFrame())
        finally:
            whole.endEditBlock()

    def _block(self, block: QTextBlock) -> None:
        shape, cursor = QTextBlockFormat(block.blockFormat()), QTextCursor(block)
        level = shape.headingLevel()
        pixels, above, below = _HEADINGS.get(level, (14, 0, 10))
        in_table = cursor.currentTable() is not None
        shape.setTopMargin(self._look.dp(0 if in_table else above))
        shape.setNonBreakableLines(False)  # a long command wraps: half of it out of sight cannot be read
        shape.setBottomMargin(self._look.dp(0 if in_table else 4 if block.textList() else below))
        height = 100.0 if _is_picture(block) or level else 112.0 if in_table else 128.0
        shape.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if shape.hasProperty(_QUOTE) or shape.hasProperty(_CODE):
            first, last = _edge(block, block.previous()), _edge(block, block.next())
            shape.setLeftMargin(14)
            shape.setRightMargin(14)
            shape.setTopMargin(16 if first else 0)
            shape.setBottomMargin(22 if last else 2)
            shape.clearBackground()
        cursor.setBlockFormat(shape)
        self._letters(block, 13 if in_table or shape.hasProperty(_CODE) else pixels, bold=bool(level))

    def _letters(self, block: QTextBlock, pixels: int, *, bold: bool) -> None:
        spans = []
        walk = block.begin()
        while not walk.atEnd():
            fragment = walk.fragment()
            spans.append((fragment.position(), fragment.length(), fragment.charFormat()))
            walk += 1
        fence = block.blockFormat().hasProperty(_CODE)
        for start, length, old in spans:
            cursor = QTextCursor(self._document)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(self._format(old, pixels, bold=bold, fence=fence))

    def _format(self, old: QTextCharFormat, pixels: int, *, bold: bool, fence: bool) -> QTextCharFormat:
        if old.isImageFormat():
            image = old.toImageFormat()
            size = self._picture(image.name())
            image.setWidth(size.width())
            image.setHeight(size.height())
            if image.name().endswith(_FILE):
                image.setAnchor(True)
                image.setAnchorHref(image.name())
            return image
        new, colour = QTextCharFormat(), self._look.colour
        strong = bold or old.fontWeight() > 500
        new.setFont(self._look.font(pixels, bold=strong))
        new.setForeground(colour(Ink.TEXT))
        if old.isAnchor():
            new.setAnchor(True)
            new.setAnchorHref(old.anchorHref())
            new.setForeground(colour(Ink.ACCENT_TEXT))
        elif old.fontFixedPitch() and not fence:
            new.setBackground(QBrush(colour(Ink.NEUTRAL_SOFT)))
        return new

    def _tables(self, frame: QTextFrame) -> None:
        for child in frame.childFrames():
            if isinstance(child, QTextTable):
                self._table(child)

    def _shares(self, table: QTextTable) -> list[float]:
        """Columns as wide as what stands in them, not all alike."""
        air = 2 * self._look.dp(6) + 4

        def want(row: int, column: int) -> float:
            block = table.cellAt(row, column).firstCursorPosition().block()
            lines = block.text().split("\u2028")
            return max(self._look.width(line, 13, bold=not row) for line in lines) + air

        columns, rows = range(table.columns()), range(table.rows())
        return shares([max(want(row, column) for row in rows) for column in columns], self._room)

    def _table(self, table: QTextTable) -> None:
        look, shape = self._look, table.format()
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(QBrush(look.colour(Ink.BORDER)))
        shape.setCellPadding(look.dp(6))
        shape.setCellSpacing(0)
        shape.setTopMargin(4)
        shape.setBottomMargin(look.dp(16))
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        kind = QTextLength.Type.PercentageLength
        shape.setColumnWidthConstraints([QTextLength(kind, 100 * share) for share in self._shares(table)])
        table.setFormat(shape)
        for column in range(table.columns()):
            cell = table.cellAt(0, column)
            ground = cell.format()
            ground.setBackground(QBrush(look.colour(Ink.SURFACE2)))
            cell.setFormat(ground)
            block = cell.firstCursorPosition().block()
            self._letters(block, 12, bold=True)


def shares(wanted: Sequence[float], room: float) -> list[float]:
    """The part of `room` for each column: what it wants where that is little, the others by what they want, capped."""
    even = room / len(wanted)
    most = 0.55 * room
    small = sum(one for one in wanted if one <= even)
    large = sum(min(one, most) for one in wanted if one > even)
    given = [one if one <= even else (room - small) * min(one, most) / large for one in wanted]
    return [one / sum(given) for one in given]


def _is_picture(block: QTextBlock) -> bool:
    return block.text() == _OBJECT


def _edge(block: QTextBlock, beside: QTextBlock) -> bool:
    """Whether a plate begins or ends between the two."""
    kinds = (_QUOTE, _CODE)
    return not beside.isValid() or any(
        block.blockFormat().hasProperty(kind) != beside.blockFormat().hasProperty(kind) for kind in kinds
    )

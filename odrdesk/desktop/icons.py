"""Line icons: an SVG in `currentColor`, drawn in any colour and size, each drawn once."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

STROKE = 1.75
_Key = tuple[str, str, int, float, float]


class Icons:
    """The icons of one folder; pixmaps are kept by name, colour, size, pixel ratio and stroke."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._drawn: dict[_Key, QPixmap] = {}

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float, stroke: float = STROKE) -> QPixmap:
        """The icon at `size` device-independent pixels; KeyError when the folder has no such icon."""
        key = (name, colour.name(QColor.NameFormat.HexArgb), size, ratio, stroke)
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = self._draw(*key)
        return found

    def names(self) -> Mapping[str, Path]:
        """Every icon of the folder by name."""
        return {file.stem: file for file in sorted(self._folder.glob("*.svg"))}

    def _source(self, name: str) -> str:
        if name not in self._sources:
            file = self._folder / f"{name}.svg"
            if not file.is_file():
                raise KeyError(name)
            self._sources[name] = file.read_text(encoding="utf-8")
        return self._sources[name]

    def _draw(self, name: str, colour: str, size: int, ratio: float, stroke: float) -> QPixmap:
        ink = QColor(colour)
        svg = (
            self._source(name)
            .replace("currentColor", ink.name())
            .replace('stroke-width="2"', f'stroke-width="{stroke}"')
        )
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setOpacity(ink.alphaF())
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap

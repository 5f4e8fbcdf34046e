"""Where a case stands on its way: done, current and coming stages in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.text import _

_NODE = 9.0


class Passed(StrEnum):
    """How a stage stands."""

    DONE = "done"
    CURRENT = "current"
    COMING = "coming"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, a date or note, how it stands."""

    name: str
    note: str
    passed: Passed


class Stepper(QWidget):
    """Two lines when there is height, one line otherwise; a note shows whole or not at all; `whole_notes`: all or none.

    Stages are as wide as each other, unless one of them needs more and the others can spare it.
    """

    def __init__(self, look: Look, *, compact: bool = False, whole_notes: bool = False) -> None:
        super().__init__()
        self._look, self._compact, self._whole_notes = look, compact, whole_notes
        self._stages: tuple[Stage, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_stages(self, stages: Sequence[Stage]) -> None:
        """Show a way; said in one sentence to a screen reader."""
        self._stages = tuple(stages)
        place = next((n for n, stage in enumerate(stages, 1) if stage.passed is Passed.CURRENT), len(stages))
        name = stages[place - 1].name if stages else ""
        said = _("办理进度：第 {n} 步，{name}，共 {all} 步").format(n=place, name=name, all=len(stages))
        self.setAccessibleName(said)
        self.setToolTip("\n".join(f"{stage.name} {stage.note}".rstrip() for stage in stages))
        self.update()

    def set_compact(self, compact: bool) -> None:
        """One line or two."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    @property
    def notes_shown(self) -> bool:
        """Whether the notes have room."""
        if self._compact or not self._stages:
            return False
        return not self._whole_notes or all(self.note_shown(place) for place in range(len(self._stages)))

    def note_shown(self, place: int) -> bool:
        """Whether the note of this stage, from 0, has room as a whole."""
        return self._need(self._stages[place]) <= self._spans()[place][1]

    def _need(self, stage: Stage) -> float:
        note = self._look.width(stage.note, 12) + 8 if stage.note else 0
        return self._look.width(stage.name, 13, bold=True) + note + 6

    def _spans(self) -> list[tuple[float, float]]:
        """Where each stage begins and how wide it is."""
        even = self.width() / len(self._stages)
        widths = [even] * len(self._stages)
        needs = [self._need(stage) for stage in self._stages]
        spare = self.width() - sum(needs)
        if not self._compact and max(needs) > even and spare >= 0:
            widths = [need + spare / len(needs) for need in needs]
        return [(sum(widths[:place]), width) for place, width in enumerate(widths)]

    def sizeHint(self) -> QSize:
        """46 high, 26 when compact."""
        return QSize(300, self._look.dp(26 if self._compact else 46))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Connectors, nodes, names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._stages:
            return
        for place, (stage, (left, width)) in enumerate(zip(self._stages, self._spans(), strict=True)):
            name_width = self._look.width(stage.name, 13, bold=stage.passed is Passed.CURRENT)
            if place + 1 < len(self._stages):
                self._connector(painter, stage, left, width, name_width + 8 if self._compact else 0)
            self._node(painter, stage, QPointF(left + 10, 12))
            self._words(painter, place, left, width, name_width)

    def _connector(self, painter: QPainter, stage: Stage, left: float, width: float, name: float) -> None:
        ink = Ink.OK_FILL if stage.passed is Passed.DONE else Ink.BORDER
        start, end = left + 24 + name, left + width - 3
        if end - start > 4:
            painter.setPen(QPen(self._look.colour(ink), 2))
            painter.drawLine(QPointF(start, 12), QPointF(end, 12))

    def _node(self, painter: QPainter, stage: Stage, at: QPointF) -> None:
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        if stage.passed is Passed.DONE:
            painter.setBrush(look.colour(Ink.OK_FILL))
            painter.drawEllipse(at, _NODE, _NODE)
            tick = look.icon("check", Ink.ON_ACCENT, 12, ratio=self.devicePixelRatioF(), stroke=3)
            side = look.dp(12) / 2
            painter.drawPixmap(QPointF(at.x() - side, at.y() - side), tick)
            return
        ink, pen = (Ink.ACCENT, 2.0) if stage.passed is Passed.CURRENT else (Ink.BORDER_STRONG, 1.5)
        painter.setPen(QPen(look.colour(ink), pen))
        painter.setBrush(look.colour(Ink.SURFACE))
        painter.drawEllipse(at, _NODE - 0.5, _NODE - 0.5)
        if stage.passed is Passed.CURRENT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ink))
            painter.drawEllipse(at, 4, 4)
        elif stage.passed is Passed.SKIPPED:
            painter.drawLine(QPointF(at.x() - 4, at.y()), QPointF(at.x() + 4, at.y()))

    def _words(self, painter: QPainter, place: int, left: float, width: float, name_width: float) -> None:
        look, stage = self._look, self._stages[place]
        now = stage.passed is Passed.CURRENT
        ink = Ink.TEXT if stage.passed in (Passed.DONE, Passed.CURRENT) else Ink.TEXT3
        if self._compact:
            paint.words(painter, look, QRectF(left + 24, 1, width - 26, 22), stage.name, ink=ink, bold=now)
            return
        line = QRectF(left, look.dp(25), width - 6, look.dp(20))
        paint.words(painter, look, line, stage.name, ink=ink, bold=now)
        if not self.notes_shown or not self.note_shown(place):
            return
        paint.words(painter, look, line.adjusted(name_width + 6, 0, 0, 0), stage.note, px=12, ink=Ink.TEXT3)

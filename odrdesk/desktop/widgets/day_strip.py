"""Why this date? The days from the event to the due day, each counted or not, and why."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from odrdesk.desktop import paint
from odrdesk.desktop.formats import weekday
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.walked import Walked
from odrdesk.domain.deadlines import Day
from odrdesk.domain.workdays import DayKind
from odrdesk.text import _

_CELL_WIDTH, _CELL_HEIGHT = 34, 52
_TONES = {
    DayKind.WORK: None,
    DayKind.MAKEUP: Tone.TEAL,
    DayKind.REST: Tone.NEUTRAL,
    DayKind.HOLIDAY: Tone.NEUTRAL,
    DayKind.PAUSED: Tone.PURPLE,
}


def kind_words(kind: DayKind) -> str:
    """The day's kind in words."""
    return {
        DayKind.WORK: _("工作日"),
        DayKind.MAKEUP: _("调休上班"),
        DayKind.REST: _("休息日"),
        DayKind.HOLIDAY: _("节假日"),
        DayKind.PAUSED: _("中止期间"),
    }[kind]


def describe(day: Day, due: date) -> str:
    """One day in words: date, weekday, kind, and its number or that it does not count."""
    said = [f"{day.date:%m-%d} {weekday(day.date)}", kind_words(day.kind)]
    said.append(_("不计") if day.count is None else _("第 {n} 日").format(n=day.count))
    if day.date == due:
        said.append(_("届满日"))
    return _("，").join(said)


class DayStrip(Walked):
    """The days as cells, wrapped in weeks when there is no room; each tells its reason on hover and to arrow keys."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._start: date | None = None
        self._due: date | None = None
        self._days: tuple[Day, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)

    def show_days(self, start: date, days: Sequence[Day], due: date) -> None:
        """Show the days after `start`, the day of the event, up to `due`; a screen reader hears every one."""
        self._start, self._days, self._due = start, tuple(days), due
        self.setAccessibleName(_("期限推算"))
        self.setAccessibleDescription(_("；").join(self._said()))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """More rows when narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The rows there are at a width."""
        return self._rows(width) * (self._look.dp(_CELL_HEIGHT) + 4)

    def sizeHint(self) -> QSize:
        """Two weeks and the day of the event in a row by preference: ten working days as a rule."""
        width = (self._look.dp(_CELL_WIDTH) + 3) * min(15, len(self._days) + 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """At least a week in a row."""
        return QSize((self._look.dp(_CELL_WIDTH) + 3) * 7, self._look.dp(_CELL_HEIGHT) + 4)

    def places(self) -> Sequence[QRectF]:
        """A cell for each day."""
        return self._cells()

    def said(self) -> Sequence[str]:
        """The reason of each day."""
        return self._said()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The day of the event, then every cell: weekday, day, its number or a dash."""
        if self._start is None:
            return
        painter = QPainter(self)
        first, *others = self._cells()
        self._cell(painter, first, self._start, Tone.INFO, _("起"))
        for day, rect in zip(self._days, others, strict=True):
            tone = Tone.WARN if day.date == self._due else _TONES[day.kind]
            self._cell(painter, rect, day.date, tone, None if day.count is None else str(day.count))
        if self.at is not None and self.at <= len(self._days):
            paint.ring(painter, self._look, self._cells()[self.at], 6)

    def _said(self) -> list[str]:
        if self._start is None or self._due is None:
            return []
        event = _("{day} {weekday}，起算日，不计").format(day=f"{self._start:%m-%d}", weekday=weekday(self._start))
        return [event, *(describe(day, self._due) for day in self._days)]

    def _rows(self, width: int) -> int:
        return -(-(len(self._days) + 1) // max(1, (width + 3) // (self._look.dp(_CELL_WIDTH) + 3)))

    def _per_row(self, width: int) -> int:
        """As many as fit, but the same number in every row, so that no day stands alone in the last."""
        return -(-(len(self._days) + 1) // self._rows(width))

    def _cells(self) -> list[QRectF]:
        wide, high = self._look.dp(_CELL_WIDTH), self._look.dp(_CELL_HEIGHT)
        per_row = self._per_row(self.width())
        return [
            QRectF((place % per_row) * (wide + 3), (place // per_row) * (high + 4), wide, high)
            for place in range(len(self._days) + 1)
        ]

    def _cell(self, painter: QPainter, rect: QRectF, day: date, tone: Tone | None, number: str | None) -> None:
        look = self._look
        due = tone is Tone.WARN
        ink, soft = look.tone(tone) if tone else (Ink.TEXT, Ink.SURFACE)
        paint.box(painter, rect, 6, look.colour(soft), look.colour(Ink.WARN_FILL if due else Ink.BORDER))
        third = rect.height() / 3
        top = QRectF(rect.x(), rect.y() + 2, rect.width(), third)
        quiet = Ink.TEXT3 if tone in (None, Tone.NEUTRAL) else ink
        paint.words(painter, look, top, weekday(day).removeprefix("周"), px=11, ink=quiet, align=paint.CENTRE)
        paint.words(
            painter, look, top.translated(0, third - 1), f"{day:%m-%d}", px=11, ink=ink, bold=due, align=paint.CENTRE
        )
        counts = number is not None
        bottom = top.translated(0, 2 * third - 3)
        paint.words(
            painter, look, bottom, number or "–", px=12, ink=ink if counts else quiet, bold=counts, align=paint.CENTRE
        )

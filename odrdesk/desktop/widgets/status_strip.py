"""The strip at the window's lower edge: what is under way, each with its words left and its button right."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop.jobs import Job, Jobs
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.widgets.toast import Toasts
from odrdesk.text import _, ngettext

MOST = 3
BAR = 200
_TURN_MS, _TURN = 40, 12


class StatusStrip(QWidget):
    """Hidden while nothing lasts. It never takes the focus by itself; a screen reader is told of begin and end."""

    def __init__(self, look: Look, jobs: Jobs, toasts: Toasts) -> None:
        super().__init__()
        self._look, self._jobs, self._toasts = look, jobs, toasts
        self.lines: dict[Job, Line] = {}
        self._more = Label("", 12, Ink.TEXT3)
        self.setAccessibleName(_("正在进行的工作"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 6, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._more)
        self.hide()
        jobs.changed.connect(self._show)
        jobs.ended.connect(self._ended)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The toasts stand above it."""
        super().resizeEvent(event)
        if self.isVisible():
            self._toasts.stand_on(self.height())

    def hideEvent(self, event: QHideEvent) -> None:
        """And at their place again."""
        super().hideEvent(event)
        self._toasts.stand_on(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing of it is covered."""
        super().showEvent(event)
        self._toasts.stand_on(self.height())

    def _show(self) -> None:
        shown = self._jobs.shown
        for job in [one for one in self.lines if one not in shown]:
            line = self.lines.pop(job)
            line.hide()
            line.deleteLater()
        for job in shown:
            if job not in self.lines:
                self.lines[job] = line = Line(self._look, job, self._jobs)
                self._column.insertWidget(self._column.count() - 1, line)
                announce(self, job.words)
        for place, job in enumerate(shown):
            self.lines[job].setVisible(place < MOST)
            self.lines[job].tell()
        more = len(shown) - MOST
        self._more.setText(ngettext("另有 {n} 项在进行", "另有 {n} 项在进行", max(1, more)).format(n=more))
        self._more.setVisible(more > 0)
        self.setVisible(bool(shown))

    def _ended(self, job: Job) -> None:
        words, show, said = job.result
        if words and show is None and not said:
            self._toasts.say(words, bulk=True)
        elif words:
            announce(self, words)
        if job.long:
            QApplication.alert(self.window())


class Line(QWidget):
    """One job: a turning ring, its words, what it is at, the bar, how far, its button."""

    def __init__(self, look: Look, job: Job, jobs: Jobs) -> None:
        super().__init__()
        self._job, self._jobs, self._said = job, jobs, 0
        self.ring, self.mark = Ring(look), Glyph(look, "circle-check", Ink.OK, 16)
        self.words, self.item = Elided(job.words, 13), Elided("", 12, Ink.TEXT3)
        self.bar, self.count = ProgressBar(look, job.words, height=6), Label("", 12, Ink.TEXT2)
        self.bar.setFixedWidth(look.dp(BAR))
        self.bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.stop = Button(look, _("停止") if job.keeps else _("取消"), height=26)
        self.stop.clicked.connect(job.halt)
        self.look_at = Button(look, _("查看"), kind=Kind.LINK, height=26)
        self.look_at.clicked.connect(self._look_at)
        self.away = Button(look, icon="x", kind=Kind.GHOST, height=26, icon_size=14, name=_("知道了"))
        self.away.clicked.connect(lambda: jobs.put_away(job))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (self.ring, self.mark, self.words):
            row.addWidget(part)
        row.addWidget(self.item, 1)
        row.addStretch(0)
        for right in (self.bar, self.count, self.stop, self.look_at, self.away):
            row.addWidget(right)
        look.changed.connect(lambda: self.bar.setFixedWidth(look.dp(BAR)))

    def tell(self) -> None:
        """As the job stands now."""
        job, at = self._job, self._job.at
        known = at.total > 0 and not job.ended
        self.words.setText(job.result.words if job.ended else job.words)
        self.item.setText("" if job.ended else self._beside())
        self.bar.setVisible(known)
        self.bar.fill(job.share)
        self.count.setVisible(known)
        self.count.setText(f"{min(at.done, at.total):,} / {at.total:,}")
        self.ring.setVisible(not job.ended)
        self.mark.setVisible(job.ended)
        self.stop.setVisible(job.can_stop and not job.ended)
        self.stop.setEnabled(not job.halted)
        for part in (self.look_at, self.away):
            part.setVisible(job.ended)
        quarter = int(job.share * 4)
        if known and quarter > self._said and quarter < 4:
            announce(self, _("{words}，{share}").format(words=job.words, share=f"{job.share:.0%}"))
        self._said = max(self._said, quarter)

    def _beside(self) -> str:
        if self._job.halted:
            return _("正在停下：已完成的保留") if self._job.keeps else _("正在取消…")
        return self._job.at.item

    def _look_at(self) -> None:
        show = self._job.result.show
        self._jobs.put_away(self._job)
        if show is not None:
            show()


class Ring(QWidget):
    """Turns while something goes on; stands where nothing may move."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._angle = look, 0
        self.setFixedSize(16, 16)
        self._turn = QTimer(self, interval=_TURN_MS)
        self._turn.timeout.connect(self._on)
        look.changed.connect(self._go)

    def showEvent(self, event: QShowEvent) -> None:
        """It turns only while it is seen."""
        super().showEvent(event)
        self._go()

    def hideEvent(self, event: QHideEvent) -> None:
        """And costs nothing while it is not."""
        super().hideEvent(event)
        self._turn.stop()

    def _go(self) -> None:
        (self._turn.start if self.isVisible() and not self._look.still else self._turn.stop)()

    def _on(self) -> None:
        self._angle = (self._angle - _TURN) % 360
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Three quarters of a ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(2, 2, 12, 12)
        for ink, start, span in ((Ink.BORDER, 0, 360), (Ink.ACCENT, self._angle, 100)):
            painter.setPen(QPen(self._look.colour(ink), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(where, start * 16, span * 16)

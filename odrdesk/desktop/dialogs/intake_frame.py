"""How a new case looks: bars above, the text at the left and the form at the right, the deadline line, the foot."""

from datetime import date
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs.draft_bar import DraftBar
from odrdesk.desktop.dialogs.intake_alike import AlikeBar
from odrdesk.desktop.dialogs.intake_text import TextPane
from odrdesk.desktop.dialogs.intake_words import DueLine
from odrdesk.desktop.forms.complaint import ComplaintForm
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import rule
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.window import Window
from odrdesk.services.desk import Desk
from odrdesk.text import _

LARGEST = QSize(1080, 828)
"""So high that the whole form stands in view below one bar."""
LOW = 772
"""Where the bars leave the plate lower than this the rows stand closer together."""


class Way(StrEnum):
    """How a new case is made."""

    PASTE = "paste"
    MANUAL = "manual"
    SHEET = "sheet"


class IntakeFrame(Dialog):
    """The parts in their places; what they do is the dialog's."""

    def __init__(self, look: Look, window: Window, desk: Desk) -> None:
        super().__init__(look, window, _("新建案件"))
        self.host, self.desk = window, desk
        ways = ((Way.PASTE, _("粘贴识别")), (Way.MANUAL, _("手工填写")), (Way.SHEET, _("Excel 导入")))
        self.ways = Segmented(look, _("登记方式"), [(one.value, words) for one, words in ways])
        self.form = ComplaintForm(look, desk.now, self._add_working_days, self.plate)
        self.pane = TextPane(look)
        self.drafts, self.alike, self.bar, self.clip = DraftBar(look), AlikeBar(look), Banner(look), Banner(look)
        self.taken = Button(look, _("打开该案件"), "arrow-right", Kind.LINK, height=22)
        self._required = Label(_("带 * 的必须填写"), 12, Ink.TEXT3)
        self.counts = Elided("", 12, Ink.TEXT3)
        self._counted = QWidget()
        self._due, self._due_icon = Elided("", 13, Ink.TEXT2), Glyph(look, "calendar-clock", Ink.ACCENT_TEXT, 16)
        self._saved = Glyph(look, "circle-check", Ink.OK, 16)
        self._bars = QVBoxLayout()
        self._arrange()

    @property
    def way(self) -> Way:
        """How the case is made now."""
        return Way(self.ways.current)

    @property
    def start(self) -> QWidget:
        """Where typing begins."""
        return self.pane.original if self.way is Way.PASTE else self.form.fields["channel"].editor

    @property
    def due(self) -> str:
        """The deadline line."""
        return self._due.text()

    def place(self) -> None:
        """As large as it may be, in the middle."""
        room = self.rect()
        size = LARGEST.boundedTo(QSize(room.width() - 80, room.height() - 40))
        self.plate.setGeometry(
            (room.width() - size.width()) // 2, (room.height() - size.height()) // 2, size.width(), size.height()
        )
        self._fit()

    def stand(self, way: Way) -> None:
        """The parts of one way of making it."""
        self.ways.choose(way.value)
        self.pane.setVisible(way is Way.PASTE)
        self._counted.setVisible(way is Way.PASTE)
        self._required.setVisible(way is Way.MANUAL)
        self.form.set_short(short=way is Way.PASTE)
        self._fit()
        # A text that is hidden hands the focus on into the form, which scrolls there: its first rows would stand cut.
        self.form.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bars come and go."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._air()
        return super().eventFilter(watched, event)

    def say(self, text: str, ink: Ink = Ink.TEXT3) -> None:
        """Words at the left of the foot."""
        self.status.setText(text)
        self.status.set_ink(ink)
        self._saved.setVisible(bool(text))
        self._saved.draw("circle-alert" if ink is Ink.DANGER else "circle-check", ink if ink is Ink.DANGER else Ink.OK)

    def say_due(self, line: DueLine) -> None:
        """The deadline line."""
        self._due.setText(line.text)
        self._due.set_ink(Ink.DANGER if line.late else Ink.TEXT2)
        self._due_icon.draw("calendar-clock", Ink.DANGER if line.late else Ink.ACCENT_TEXT)

    def enable(self, *, on: bool) -> None:
        """Everything but the cross."""
        bars = (self.drafts, self.clip, self.alike, self.bar)
        for part in (self.form, self.pane, self.ways, self.cancel, self.next, self.open_next, *bars):
            part.setEnabled(on)

    def _add_working_days(self, start: date, count: int) -> date:
        return self.desk.calendar.add_working_days(start, count)

    def _arrange(self) -> None:
        self.head.insertWidget(1, self.ways)
        self.head.insertWidget(2, self._required)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._bars.setSpacing(8)
        for bar in (self.drafts, self.clip, self.alike, self.bar):
            self._bars.addWidget(bar)
            bar.installEventFilter(self)
        self._air()
        self.body.addLayout(self._bars)
        self.body.addLayout(self._halves(), 1)
        self.body.addWidget(rule())
        line = QHBoxLayout()
        line.setContentsMargins(20, 6, 20, 6)
        line.setSpacing(8)
        line.addWidget(self._due_icon)
        line.addWidget(self._due)
        line.addStretch(1)
        self.body.addLayout(line)
        column = self.form.fields["channel_no"].layout()
        if column is not None:
            column.addWidget(self.taken)
        self.taken.hide()
        self.foot.insertWidget(0, self._saved)
        self._saved.hide()
        self.cancel = self.button(_("取消"))
        self.next = self.button(_("保存并继续登记下一件  Ctrl+Shift+Enter"))
        self.open_next = self.button(_("保存并打开  Ctrl+Enter"), Kind.PRIMARY)

    def _halves(self) -> QHBoxLayout:
        told = QHBoxLayout(self._counted)
        told.setContentsMargins(12, 8, 20, 0)
        told.setSpacing(10)
        told.addWidget(Label(_("识别结果"), 13, bold=True))
        told.addWidget(self.counts)
        told.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._counted)
        right.addWidget(self.form, 1)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(self.pane, 42)
        halves.addLayout(right, 58)
        return halves

    def _air(self) -> None:
        """Air above the bars only while one of them stands, and less of it between the rows."""
        stands = any(not bar.isHidden() for bar in (self.drafts, self.clip, self.alike, self.bar))
        self._bars.setContentsMargins(20, 12 if stands else 0, 20, 2 if stands else 0)
        self._fit()

    def _fit(self) -> None:
        self.form.set_tight(tight=self.plate.height() - self._bars.sizeHint().height() < LOW)

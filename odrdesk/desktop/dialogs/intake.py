"""New case: one form, kept while it is typed, with the deadline and the look-alikes beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.dialogs.draft_bar import Draft, DraftBar
from odrdesk.desktop.dialogs.intake_watch import WatchHints
from odrdesk.desktop.dialogs.intake_words import due_line, similar_words
from odrdesk.desktop.formats import clock
from odrdesk.desktop.forms.complaint import ComplaintForm
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import rule
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.clocks import Rules
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import contact_points, drafts, intake, merchants
from odrdesk.services.desk import Desk, Done
from odrdesk.services.intake import Registered
from odrdesk.text import _, fault_text, ngettext, refusal_text

KIND = "intake"
KINDS = frozenset({KIND, "complaint"})
"""Drafts this form takes up: its own, and lines of a sheet that lacked something."""
LARGEST = QSize(1080, 768)
"""So high that the whole form stands in view below one bar."""
KEEP_MS, LOOK_MS = 800, 400
LOW = 714
"""Where the bars leave the plate lower than this the rows stand closer together."""


@dataclass
class _Kept:
    """Under which key the form is kept; only the writer changes it, so that the order of the writes decides.

    `beside` are values of the draft that the form does not show and must not lose.
    """

    key: int = 0
    kind: str = KIND
    beside: Mapping[str, object] = field(default_factory=dict)


class IntakeDialog(Dialog):
    """`registered(Registered, open)` after each registration; `wanted(number)` when another case shall be opened."""

    registered = Signal(object, bool)
    wanted = Signal(str)

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__(look, window, _("新建案件"))
        self._work, self._desk, self._host = work, desk, window
        self._rules: Rules | None = None
        self._kept, self._last = _Kept(), dict[str, object]()
        self._saving = False
        self._asked, self._similar = 0, tuple[str, ...]()
        self.form = ComplaintForm(look, desk.now, self._add_working_days)
        self.drafts, self.alike, self.bar = DraftBar(look), Banner(look), Banner(look)
        self.watched = WatchHints(self.form, work, desk)
        self.taken = Button(look, _("打开该案件"), "arrow-right", Kind.LINK, height=22)
        self._taken_number = ""
        self._due, self._due_icon = Elided("", 13, Ink.TEXT2), Glyph(look, "calendar-clock", Ink.ACCENT_TEXT, 16)
        self._saved = Glyph(look, "circle-check", Ink.OK, 16)
        self._keep_soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._look_soon = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._arrange()
        self._connect()
        work.read(lambda: Rules(desk.law, desk.calendar), owner=self, done=self._know)
        work.read(lambda: drafts.kept(desk), owner=self, done=self._offer)
        work.read(lambda: _known(desk), owner=self, done=lambda known: self.form.know(*known))

    @property
    def start(self) -> QWidget:
        """Where typing begins."""
        return self.form.fields["channel"].editor

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

    def dismiss(self) -> None:
        """Leave; what was typed stays as a draft."""
        if not self._saving:
            QGuiApplication.inputMethod().commit()
            self.keep()
            self.close_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bars come and go."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._air()
        return super().eventFilter(watched, event)

    def keep(self) -> None:
        """Keep what is typed as a draft now, when it changed; an emptied form is no draft."""
        self._keep_soon.stop()
        raw = self.form.raw()
        if self._saving or raw == self._last:
            return
        self._last = raw
        kept, desk, blank = self._kept, self._desk, self.form.blank

        def write() -> Done[int] | Done[None] | None:
            if not blank:
                done = drafts.keep(desk, kept.kind, {**kept.beside, **raw}, kept.key)
                kept.key = done.value
                return done
            if not kept.key:
                return None
            thrown, kept.key = drafts.discard(desk, kept.key), 0
            return thrown

        said = "" if blank else _("草稿已保存 {time}").format(time=clock(desk.now()))
        self._work.write(write, owner=self, done=lambda _key: self._say(said), faulted=self._not_kept)

    def restore(self, draft: Draft) -> None:
        """Go on with a draft."""
        self._restore(draft)

    def save(self, *, open_it: bool) -> None:
        """Register it, and open it or begin the next; says what is missing instead when something is."""
        if self._saving:
            return
        QGuiApplication.inputMethod().commit()
        self.bar.hide()
        missing = self.form.ask()
        if missing:
            named = _("、").join(self.form.caption(one.field) for one in missing)
            count = len(missing)
            self._say(
                ngettext("还有 {n} 项要补或要改：{fields}", "还有 {n} 项要补或要改：{fields}", count).format(
                    n=count, fields=named
                ),
                Ink.DANGER,
            )
            return
        self.keep()
        self._set_saving(saving=True)
        draft, desk = self.form.complaint(), self._desk
        self._work.write(
            lambda: intake.register(desk, draft),
            owner=self,
            done=lambda made: self._made(made, open_it=open_it),
            refused=self._refused,
            faulted=self._faulted,
        )

    def _arrange(self) -> None:
        self.head.insertWidget(1, Label(_("带 * 的必须填写"), 12, Ink.TEXT3))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(8)
        for bar in (self.drafts, self.alike, self.bar):
            self._bars.addWidget(bar)
            bar.installEventFilter(self)
        self._air()
        self.body.addLayout(self._bars)
        self.body.addWidget(self.form, 1)
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
        self.status.setWordWrap(True)
        self._saved.hide()
        self.cancel = self.button(_("取消"))
        self.next = self.button(_("保存并继续登记下一件  Ctrl+Shift+Enter"))
        self.open_next = self.button(_("保存并打开  Ctrl+Enter"), Kind.PRIMARY)

    def _air(self) -> None:
        """Air above the bars only while one of them stands, and less of it between the rows."""
        stands = any(not bar.isHidden() for bar in (self.drafts, self.alike, self.bar))
        self._bars.setContentsMargins(20, 12 if stands else 0, 20, 2 if stands else 0)
        self._fit()

    def _fit(self) -> None:
        self.form.set_tight(tight=self.plate.height() - self._bars.sizeHint().height() < LOW)

    def _connect(self) -> None:
        self.cancel.clicked.connect(self.dismiss)
        self.next.clicked.connect(lambda: self.save(open_it=False))
        self.open_next.clicked.connect(lambda: self.save(open_it=True))
        for keys, open_it in (("Ctrl+Return", True), ("Ctrl+Shift+Return", False)):
            for one in (keys, keys.replace("Return", "Enter")):
                shortcut = QShortcut(QKeySequence(one), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(lambda open_it=open_it: self.save(open_it=open_it))
        self.form.edited.connect(self._edited)
        self._keep_soon.timeout.connect(self.keep)
        self._look_soon.timeout.connect(self._look_for_similar)
        self.drafts.restored.connect(self._restore)
        self.drafts.thrown.connect(self._throw)
        self.alike.acted.connect(lambda: self._open_instead(self._similar[0]))
        self.taken.clicked.connect(lambda: self._open_instead(self._taken_number))
        self._host.leaving.connect(self.keep)
        self._last = self.form.raw()

    def _add_working_days(self, start: date, count: int) -> date:
        return self._desk.calendar.add_working_days(start, count)

    def _offer(self, kept: Sequence[Draft]) -> None:
        self.drafts.offer([draft for draft in kept if draft.kind in KINDS and draft.key != self._kept.key])

    def _know(self, rules: Rules) -> None:
        self._rules = rules
        self._say_due()

    def _edited(self) -> None:
        # Not started anew while it runs: whoever types without a pause is kept all the same.
        if not self._keep_soon.isActive():
            self._keep_soon.start()
        self._look_soon.start()
        self.taken.setVisible(self.form.fields["channel_no"].refused and self.taken.isVisible())
        self._say_due()

    def _say_due(self) -> None:
        if self._rules is None:
            return
        line = due_line(self.form.complaint(), self._desk.now(), self._rules)
        self._due.setText(line.text)
        self._due.set_ink(Ink.DANGER if line.late else Ink.TEXT2)
        self._due_icon.draw("calendar-clock", Ink.DANGER if line.late else Ink.ACCENT_TEXT)

    def _look_for_similar(self) -> None:
        self._asked += 1
        draft, desk, asked = self.form.complaint(), self._desk, self._asked

        def answer(numbers: tuple[str, ...]) -> None:
            if asked == self._asked and not self._saving:
                self._show_similar(numbers)

        self._work.read(lambda: intake.similar(desk, draft), owner=self, done=answer)
        self.watched.look()

    def _show_similar(self, numbers: tuple[str, ...]) -> None:
        if numbers == self._similar:
            return
        self._similar = numbers
        if numbers:
            self.alike.say(similar_words(numbers), Tone.WARN, _("打开"))
        else:
            self.alike.hide()

    def _open_instead(self, number: str) -> None:
        self.dismiss()
        self.wanted.emit(number)

    def _restore(self, draft: Draft) -> None:
        self.keep()
        self.form.put(draft.values)
        shown = self.form.raw()
        beside = {name: value for name, value in draft.values.items() if name not in shown}
        self._kept = _Kept(draft.key, draft.kind, beside)
        self._last = self.form.raw()
        self._say(_("已恢复草稿"))
        self._say_due()
        self._look_soon.start()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _throw(self, draft: Draft) -> None:
        desk = self._desk
        self._work.write(lambda: drafts.discard(desk, draft.key), owner=self, faulted=self._faulted)

    def _made(self, made: Registered, *, open_it: bool) -> None:
        self._set_saving(saving=False)
        kept, desk = self._kept, self._desk

        def discard() -> Done[None] | None:
            return drafts.discard(desk, kept.key) if kept.key else None

        self._work.write(discard)
        if open_it:
            self.close_over()
        else:
            self._begin_next(made)
        self.registered.emit(made, open_it)

    def _begin_next(self, made: Registered) -> None:
        self._kept = _Kept()
        channel = made.case.complaint.channel
        self.form.start_anew(channel.value if channel else "")
        self._last = self.form.raw()
        self._keep_soon.stop()
        self._show_similar(())
        self._say(_("已登记 {number}，请登记下一件").format(number=made.case.number))
        self._say_due()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, refusal: Refusal) -> None:
        self._set_saving(saving=False)
        name = refusal.field or ""
        self._say(_("没有登记，请看标出的地方"), Ink.DANGER)
        if name not in self.form.fields:
            self.bar.say(refusal_text(refusal), Tone.DANGER)
            return
        self.form.fields[name].refuse(refusal_text(refusal))
        self._taken_number = str(refusal.data.get("number", ""))
        self.taken.setVisible(refusal.code == "channel_no.taken")
        self.form.go_to(name)

    def _faulted(self, fault: Fault) -> None:
        self._set_saving(saving=False)
        self._say(_("没有登记，已填的内容都在"), Ink.DANGER)
        tell.faulted(self.look, self._host, fault)

    def _not_kept(self, fault: Fault) -> None:
        self._last = {}
        self._say(_("草稿没有存上"), Ink.DANGER)
        self.bar.say(fault_text(fault), Tone.DANGER)

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        for part in (self.form, self.cancel, self.next, self.open_next):
            part.setEnabled(not saving)
        if saving:
            self._say(_("正在登记…"))

    def _say(self, text: str, ink: Ink = Ink.TEXT3) -> None:
        self.status.setText(text)
        self.status.set_ink(ink)
        self._saved.setVisible(bool(text))
        self._saved.draw("circle-alert" if ink is Ink.DANGER else "circle-check", ink if ink is Ink.DANGER else Ink.OK)


def _known(desk: Desk) -> tuple[list[str], list[tuple[str, str]]]:
    """Names of the contact points that serve today, and merchants with their codes."""
    today = desk.today()
    points = [one.name for one in contact_points.every(desk) if one.serves(today)]
    return points, [(one.name, one.uscc or "") for one in merchants.known(desk)]

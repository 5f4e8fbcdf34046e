"""New case: read from a pasted text or typed, kept while it is made, the deadline and the look-alikes beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from odrdesk.desktop import tell
from odrdesk.desktop.dialogs.draft_bar import Draft
from odrdesk.desktop.dialogs.intake_alike import Alikes
from odrdesk.desktop.dialogs.intake_frame import IntakeFrame, Way
from odrdesk.desktop.dialogs.intake_joining import Deeds, Joining
from odrdesk.desktop.dialogs.intake_keep import CAME, KEEP_MS, KIND, KINDS, ORIGINAL, Keeper
from odrdesk.desktop.dialogs.intake_reading import Reading
from odrdesk.desktop.dialogs.intake_watch import WatchHints
from odrdesk.desktop.dialogs.intake_words import due_line
from odrdesk.desktop.phrasing import Values
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.focus_ring import ring_here
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.clocks import Rules
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import contact_points, drafts, intake, merchants, recognition
from odrdesk.services.desk import Desk
from odrdesk.services.evidence import HandedIn
from odrdesk.services.intake import Registered
from odrdesk.text import _, fault_text, ngettext, refusal_text

__all__ = ["KEEP_MS", "KIND", "KINDS", "IntakeDialog", "Way"]

LEAST_ON_CLIPBOARD, MOST_ON_CLIPBOARD = 8, 200_000
"""Characters: shorter is no complaint, longer is not looked at unasked."""


class IntakeDialog(IntakeFrame):
    """`registered(Registered, open)` after each registration; `wanted(number)` when another case shall be opened."""

    registered = Signal(object, bool)
    wanted = Signal(str)

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk, way: Way = Way.PASTE) -> None:
        super().__init__(look, window, desk)
        self.work = work
        self._rules: Rules | None = None
        self._saving = False
        self._taken_number = ""
        self.reading = Reading(self.pane, self.form, work, desk)
        self.alikes = Alikes(self.alike, self.form, work, desk)
        self.watched = WatchHints(self.form, work, desk)
        self.keeper = Keeper(self, work, desk, self._typed)
        ways = (self.begin_saving, self.leave_for, self.refused, self.faulted, self.keeper.finishing)
        self.joining = Joining(self, work, Deeds(self.complete, self.files, *ways))
        self._connect()
        self.choose(way)
        self.keeper.settled()
        work.read(lambda: Rules(desk.law, desk.calendar), owner=self, done=self._know)
        work.read(lambda: drafts.kept(desk), owner=self, done=self._offer)
        work.read(lambda: _known(desk), owner=self, done=lambda known: self.form.know(*known))
        self._look_at_clipboard()

    def choose(self, way: Way) -> None:
        """Another way of making it; what is typed stays. A sheet is another dialog."""
        if way is Way.SHEET:
            self.ways.choose(Way.MANUAL.value if self.pane.isHidden() else Way.PASTE.value)
            self.dismiss()
            self.host.registry.run("import")
            return
        self.stand(way)
        if self.isVisible():
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Leave; what was typed stays as a draft."""
        if not self._saving:
            QGuiApplication.inputMethod().commit()
            self.keep()
            self.close_over()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Beside a text Tab goes through what is still to be looked at, and then as everywhere."""
        if forward and self.way is Way.PASTE and self.form.marks:
            stop = self.reading.next_stop(self.form.name_at(QApplication.focusWidget()))
            if stop:
                self.form.go_to(stop)
                ring_here(self.look)
                return True
        return super().focusNextPrevChild(forward)

    def phrase_values(self) -> Values:
        """A new case has nothing to put into a phrase, and the one that stands beneath is another."""
        return {}

    def keep(self) -> None:
        """Keep what is typed and pasted as a draft now."""
        if not self._saving:
            self.keeper.keep()

    def restore(self, draft: Draft) -> None:
        """Go on with a draft."""
        self._restore(draft)

    def save(self, *, open_it: bool) -> None:
        """Register it, and open it or begin the next; says what is missing instead when something is."""
        if not self.complete():
            return
        self.begin_saving()
        draft, desk, files = self.form.complaint(), self.desk, self.files()
        self.work.write(
            self.keeper.finishing(lambda: intake.register(desk, draft, files=files)),
            owner=self,
            done=lambda made: self._made(made, open_it=open_it),
            refused=self.refused,
            faulted=self.faulted,
        )

    def complete(self) -> bool:
        """Whether it may be registered; where not, what is missing is said and the first of it has the focus."""
        if self._saving:
            return False
        QGuiApplication.inputMethod().commit()
        self.bar.hide()
        missing = self.form.ask()
        if missing:
            named = _("、").join(self.form.caption(one.field) for one in missing)
            words = ngettext("还有 {n} 项要补或要改：{fields}", "还有 {n} 项要补或要改：{fields}", len(missing))
            self.say(words.format(n=len(missing), fields=named), Ink.DANGER)
        return not missing

    def files(self) -> list[HandedIn]:
        """The pasted text and what came with it; without a child's identity number until the guardian agreed."""
        words = self.pane.words
        consented = self.form.complaint().consumer.guardian is not None
        return self.pane.handed_in(words if consented else recognition.keepable(self.desk, words))

    def begin_saving(self) -> None:
        """Nothing can be changed while it is stored."""
        self.keep()
        self._set_saving(saving=True)

    def leave_for(self, number: str) -> None:
        """What was made here went into another case: show that."""
        self._set_saving(saving=False)
        self.keeper.registered()
        self.close_over()
        self.wanted.emit(number)

    def refused(self, refusal: Refusal) -> None:
        """A rule says no: beside the field it names, or above the form."""
        self._set_saving(saving=False)
        name = refusal.field or ""
        self.say(_("没有登记，请看标出的地方"), Ink.DANGER)
        if name not in self.form.fields:
            self.bar.say(refusal_text(refusal), Tone.DANGER)
            return
        self.form.fields[name].refuse(refusal_text(refusal))
        self._taken_number = str(refusal.data.get("number", ""))
        self.taken.setVisible(refusal.code == "channel_no.taken")
        self.form.go_to(name)

    def faulted(self, fault: Fault) -> None:
        """The world broke; nothing typed is lost."""
        self._set_saving(saving=False)
        self.say(_("没有登记，已填的内容都在"), Ink.DANGER)
        tell.faulted(self.look, self.host, fault)

    def _connect(self) -> None:
        self.cancel.clicked.connect(self.dismiss)
        self.next.clicked.connect(lambda: self.save(open_it=False))
        self.open_next.clicked.connect(lambda: self.save(open_it=True))
        self.ways.chosen.connect(lambda key: self.choose(Way(key)))
        for number, way in enumerate(Way, start=1):
            self._key(f"Alt+{number}", lambda way=way: self.choose(way))
        for keys, open_it in (("Ctrl+Return", True), ("Ctrl+Shift+Return", False)):
            for one in (keys, keys.replace("Return", "Enter")):
                self._key(one, lambda open_it=open_it: self.save(open_it=open_it))
        self._key("Ctrl+V", self._paste)
        self.form.edited.connect(self._edited)
        self.pane.edited.connect(self.keeper.soon)
        self.pane.edited.connect(self.clip.hide)
        self.reading.told.connect(lambda: self.counts.setText(self.reading.words))
        self.counts.setText(self.reading.words)
        self.alikes.also = self.watched.look
        self.keeper.blank = lambda: self.form.blank and self.pane.blank
        self.keeper.said.connect(self.say)
        self.keeper.failed.connect(self._not_kept)
        self.drafts.restored.connect(self._restore)
        self.drafts.thrown.connect(self._throw)
        self.alike.opened.connect(self._open_instead)
        self.alike.joined.connect(self.joining.join)
        self.clip.acted.connect(self._paste)
        self.taken.clicked.connect(lambda: self._open_instead(self._taken_number))
        self.host.leaving.connect(self.keep)

    def _key(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _typed(self) -> dict[str, object]:
        words, came = self.pane.words, self.pane.kept()
        typed: dict[str, object] = {**self.form.raw()}
        if words.strip():
            typed[ORIGINAL] = words
        if came:
            typed[CAME] = came
        return typed

    def _paste(self) -> None:
        """Ctrl+V outside every field, and the clipboard's offer: into the text."""
        if self.way is Way.PASTE and not isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            self.pane.original.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.way is Way.PASTE:
            self.clip.hide()
            self.pane.original.paste()

    def _look_at_clipboard(self) -> None:
        """Offer what lies on the clipboard when it looks like a complaint; it is read by pressing the button only."""
        data = QGuiApplication.clipboard().mimeData()
        words = data.text() if data is not None and data.hasText() else ""
        if not LEAST_ON_CLIPBOARD <= len(words) <= MOST_ON_CLIPBOARD:
            return
        desk = self.desk

        def answer(count: int) -> None:
            if count >= recognition.LEAST_LABELS and self.pane.blank and self.way is Way.PASTE:
                said = ngettext(
                    "剪贴板里像是一份投诉（认出 {n} 个项目名）", "剪贴板里像是一份投诉（认出 {n} 个项目名）", count
                )
                self.clip.say(said.format(n=count), Tone.INFO, _("粘贴识别"))

        self.work.read(lambda: recognition.labels(desk, words), owner=self, done=answer)

    def _offer(self, kept: Sequence[Draft]) -> None:
        self.drafts.offer([draft for draft in kept if draft.kind in KINDS and draft.key != self.keeper.key])

    def _know(self, rules: Rules) -> None:
        self._rules = rules
        self._say_due()

    def _edited(self) -> None:
        self.keeper.soon()
        self.alikes.soon()
        self.taken.setVisible(self.form.fields["channel_no"].refused and self.taken.isVisible())
        self._say_due()

    def _say_due(self) -> None:
        if self._rules is not None:
            self.say_due(due_line(self.form.complaint(), self.desk.now(), self._rules))

    def _open_instead(self, number: str) -> None:
        self.dismiss()
        self.wanted.emit(number)

    def _restore(self, draft: Draft) -> None:
        self.keep()
        words = str(draft.values.get(ORIGINAL) or "")
        self.pane.start_anew()
        self.reading.forget()
        self.form.put(draft.values)
        self.pane.original.say(words)
        gone = self.pane.give(draft.values.get(CAME))
        self.keeper.take_up(draft, self._typed())
        self.choose(Way.PASTE if words or self.pane.files else Way.MANUAL)
        if words:
            self.reading.read()
        self.say(_("已恢复草稿"))
        if gone:
            left = _("草稿里的文件已经不在原处，请重新拖进来：{names}").format(names=_("、").join(gone))
            self.bar.say(left, Tone.WARN)
        self._say_due()
        self.alikes.soon()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _throw(self, draft: Draft) -> None:
        desk = self.desk
        self.work.write(lambda: drafts.discard(desk, draft.key), owner=self, faulted=self.faulted)

    def _made(self, made: Registered, *, open_it: bool) -> None:
        self._set_saving(saving=False)
        if open_it:
            self.keeper.registered()
            self.close_over()
        else:
            self._begin_next(made)
        for left in made.left:
            self.host.toasts.say(_("没有存入：{name}").format(name=left.name))
        self.registered.emit(made, open_it)

    def _begin_next(self, made: Registered) -> None:
        channel = made.case.complaint.channel
        self.pane.start_anew()
        self.form.start_anew(channel.value if channel and self.way is Way.MANUAL else "")
        self.reading.forget()
        self.keeper.registered()
        self.alikes.stop()
        self.say(_("已登记 {number}，请登记下一件").format(number=made.case.number))
        self._say_due()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_kept(self, fault: Fault) -> None:
        self.say(_("草稿没有存上"), Ink.DANGER)
        self.bar.say(fault_text(fault), Tone.DANGER)

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        self.enable(on=not saving)
        if saving:
            self.say(_("正在登记…"))


def _known(desk: Desk) -> tuple[list[str], list[tuple[str, str]]]:
    """Names of the contact points that serve today, and merchants with their codes."""
    today = desk.today()
    points = [one.name for one in contact_points.every(desk) if one.serves(today)]
    return points, [(one.name, one.uscc or "") for one in merchants.known(desk)]

"""The editor of a paper's template: the text left, what is wrong under it, the paper it makes right, as one types."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter

from odrdesk.desktop.dialogs import template_words
from odrdesk.desktop.dialogs.password import confirm_identity
from odrdesk.desktop.dialogs.template_side import TemplateSide
from odrdesk.desktop.dialogs.template_submit import TemplateSubmitDialog
from odrdesk.desktop.dialogs.template_text import TemplateText
from odrdesk.desktop.formats import clock
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import templates
from odrdesk.services.desk import Desk
from odrdesk.services.templates import Compared, Flaw, Listed, Offer, Version
from odrdesk.text import _, fault_text, refusal_text, word

PAUSE_MS, SAVE_MS = 300, 1500
"""After so long without a key the text is checked and set; kept."""


class Seen(NamedTuple):
    """What the editor shows of a kind."""

    listed: Listed
    versions: tuple[Version, ...]
    shipped: str


class TemplateDialog(Dialog):
    """Opens on a kind; `changed` after a draft or version changed."""

    changed = Signal()

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk, kind: PaperKind) -> None:
        super().__init__(look, window, _("文书模板：{paper}").format(paper=word(kind)))
        self._over, self._work, self._desk, self._kind = window, work, desk, kind
        self._seen: Seen | None = None
        self._kept = ""
        self._turn, self._leaving = 0, False
        self.state = Pill(look, "", Tone.NEUTRAL)
        self.version = Label("", 12, Ink.TEXT3)
        self.bar = Banner(look)
        self.left = TemplateText(look)
        self.editor = self.left.editor
        self.side = TemplateSide(look, lambda: self.text)
        self._check = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._arrange()
        self._connect()

    def read(self) -> None:
        """Read the versions, and show the draft or the text in force."""

        def seen() -> Seen:
            desk, kind = self._desk, self._kind
            return Seen(templates.one(desk, kind), templates.versions(desk, kind), templates.text(desk, kind, 0))

        self._work.read(seen, owner=self, done=self._show, refused=self._refused, faulted=self._faulted)

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self.editor.toPlainText()

    @property
    def may_write(self) -> bool:
        """Whether this clerk may change the text now."""
        if self._seen is None or self._desk.house.held is None:
            return False
        draft = self._seen.listed.draft
        drafts = any(self._desk.clerk.may(role) for role in templates.DRAFTERS)
        return drafts and (draft is None or (draft.submitted_at is None and self._own(draft)))

    def dismiss(self) -> None:
        """Keep what was typed, then go."""
        if not self._dirty():
            self._stop()
            self.close_over()
            return
        self._leaving = True
        self.save()

    def save(self) -> None:
        """Keep the text as the draft."""
        self._save.stop()
        if not self._dirty():
            return
        text = self.text

        def done(version: Version) -> None:
            self._kept = text
            self.status.setText(_("草稿已保存  {when}").format(when=clock(version.saved_at)))
            self.changed.emit()
            if self._leaving:
                self.dismiss()
            elif self._seen is None or self._seen.listed.draft is None:
                self.read()

        call = partial(templates.draft, self._desk, self._kind, text)
        self._work.write(call, owner=self, done=done, refused=self._refused, faulted=self._faulted)

    def submit(self) -> None:
        """Ask what was changed and hand it in."""

        def ask(_version: object = None) -> None:
            self._kept = self.text
            dialog = TemplateSubmitDialog(self.look, self._over, self._work, self._desk, self._kind)
            dialog.submitted.connect(lambda: self._acted(_("已提交，等待发布")))
            dialog.open(dialog.why)

        if not self._dirty():
            ask()
            return
        call = partial(templates.draft, self._desk, self._kind, self.text)
        self._work.write(call, owner=self, done=ask, refused=self._refused, faulted=self._faulted)

    def release(self) -> None:
        """Put it in force, after proving who one is."""
        draft = self._seen.listed.draft if self._seen else None
        if self._seen is None or draft is None:
            return
        words = _("{paper} 第 {n} 版\n{name} 起草：{why}").format(
            paper=word(self._kind), n=self._seen.listed.version + 1, name=draft.drafter, why=draft.why or ""
        )
        confirm_identity(
            self.look,
            self._over,
            self._work,
            self._desk,
            what=words,
            title=_("发布模板"),
            warning=_("发布后出具的文书都用这一版；已出具的文书不变，仍按原来的一版再印。请先看过样张和差异。"),
            verb=_("发布"),
            on_done=lambda: self._do(templates.release, _("已发布")),
        )

    def take_back(self) -> None:
        """Work on a submitted draft again."""
        self._do(templates.take_back, _("已取回草稿"))

    def withdraw(self) -> None:
        """Give the draft up; it stays in the history."""
        self._save.stop()
        self._do(templates.withdraw, _("已撤回草稿，留在历史中"))

    def place(self) -> None:
        """Nearly the whole window."""
        self.plate.setGeometry(self.rect().adjusted(24, 20, -24, -20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S keeps the draft."""
        if event.key() == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
            event.accept()
            return
        super().keyPressEvent(event)

    # Reading and showing

    def _show(self, seen: Seen) -> None:
        first, self._seen = self._seen is None, seen
        listed, draft = seen.listed, seen.listed.draft
        text = draft.text if draft else listed.text
        self._kept = text
        if first or text != self.text:
            self.editor.write(templates.schema_of(self._kind), text)
            self.side.explain(templates.schema_of(self._kind))
        self._save.stop()
        self.state.say(*template_words.state(listed))
        self.version.setText(_("现行第 {n} 版").format(n=listed.version) if listed.version else _("现行为程序自带"))
        self.version.setToolTip(listed.printed)
        self.editor.setReadOnly(not self.may_write)
        self._say_why(draft)
        self._allow()
        self.side.show_versions(seen.versions, seen.shipped, may_take=self.may_write)
        self._look()
        if first:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_why(self, draft: Version | None) -> None:
        self.bar.hide()
        if draft is not None and draft.submitted_at is not None:
            words = _("{name} 已提交发布：{why}").format(name=draft.drafter, why=draft.why or "")
            self.bar.say(words, Tone.WARN, closable=False)
        elif draft is not None and not self._own(draft):
            self.bar.say(_("{name} 正在起草，您只能看。").format(name=draft.drafter), Tone.INFO, closable=False)
        elif not self.may_write:
            self.bar.say(_("您的职责不能修改模板，只能看。"), Tone.INFO, closable=False)

    def _allow(self) -> None:
        draft = self._seen.listed.draft if self._seen else None
        held = self._desk.house.held is not None
        releases = held and any(self._desk.clerk.may(role) for role in templates.RELEASERS)
        waiting = draft is not None and draft.submitted_at is not None
        mine = held and draft is not None and (self._own(draft) or releases)
        self.go_release.setVisible(waiting and releases)
        self.go_back.setVisible(waiting and mine)
        self.drop.setVisible(mine)
        self.go_submit.setVisible(not waiting and self.may_write)
        self._say_ready()

    def _say_ready(self) -> None:
        other = self._seen is not None and self.text != self._seen.listed.text
        self.go_submit.setEnabled(self.left.sound and other)
        self.go_release.setEnabled(self.left.sound)

    def _typed(self) -> None:
        self._check.start()
        if self._dirty():
            self._save.start()
            self.status.setText(_("正在输入…"))

    def _look(self) -> None:
        """Check the text and set what it makes, off the GUI thread; only the last question's answer counts."""
        self._check.stop()
        self._turn += 1
        turn, text, number = self._turn, self.text, self.side.number

        def checked() -> tuple[tuple[Flaw, ...], tuple[Offer, ...], tuple[Compared, ...]]:
            diff = templates.diff(self._desk, self._kind, text)
            return templates.check(self._kind, text), templates.punctuation(text), diff

        def show(found: tuple[tuple[Flaw, ...], tuple[Offer, ...], tuple[Compared, ...]]) -> None:
            if turn != self._turn:
                return
            self.left.show_found(found[0], found[1])
            self._say_ready()
            self.side.diff.show_lines(found[2])
            if self.left.sound:
                self._set(turn, text, number)
            else:
                self.side.paper.say(_("改正后显示样张"), _("模板里还有问题，列在左下方；按 F8 逐个查看。"))

        self._work.read(checked, owner=self, done=show, refused=self._refused, faulted=self._faulted)

    def _set(self, turn: int, text: str, number: str | None) -> None:
        def show(content: bytes) -> None:
            if turn == self._turn:
                self.side.show_paper(content)

        def refused(refusal: Refusal) -> None:
            if turn == self._turn:
                self.side.paper.say(_("印不出样张"), refusal_text(refusal))

        self._work.read(
            lambda: templates.preview(self._desk, self._kind, text, number).content,
            owner=self,
            done=show,
            refused=refused,
            faulted=self._faulted,
        )

    # Acts

    def _do(self, act: Callable[[Desk, PaperKind], object], words: str) -> None:
        call = partial(act, self._desk, self._kind)
        self._work.write(
            call, owner=self, done=lambda _version: self._acted(words), refused=self._refused, faulted=self._faulted
        )

    def _acted(self, words: str) -> None:
        self.status.setText(words)
        self._over.toasts.say(words)
        self.changed.emit()
        self.read()

    def _refused(self, refusal: Refusal) -> None:
        self._leaving = False
        self.bar.say(refusal_text(refusal), Tone.DANGER)

    def _faulted(self, fault: Fault) -> None:
        self._leaving = False
        self.bar.say(fault_text(fault), Tone.DANGER)

    def _own(self, draft: Version) -> bool:
        return draft.drafted_by == self._desk.clerk.key

    def _dirty(self) -> bool:
        return self.may_write and self.text != self._kept

    def _stop(self) -> None:
        self._check.stop()
        self._save.stop()
        self._turn += 1

    # Building

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._typed)
        self._check.timeout.connect(self._look)
        self._save.timeout.connect(self.save)
        self.side.asked.connect(self._look)
        self.side.taken.connect(self.editor.replace_all)
        self.side.wanted.connect(self.editor.put_in)

    def _arrange(self) -> None:
        self.head.insertWidget(1, self.state)
        self.head.insertWidget(2, self.version)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.left)
        split.addWidget(self.side)
        split.setSizes([self.look.dp(520), self.look.dp(620)])
        self.body.setContentsMargins(16, 10, 16, 10)
        self.body.setSpacing(8)
        self.body.addWidget(self.bar)
        self.body.addWidget(split, 1)
        self.drop = self.button(_("撤回草稿"), Kind.GHOST, "trash-2")
        self.go_back = self.button(_("取回修改"), icon="pencil")
        self.go_submit = self.button(_("提交发布…"), Kind.PRIMARY, "send")
        self.go_release = self.button(_("发布…"), Kind.PRIMARY, "badge-check")
        for button, act in (
            (self.drop, self.withdraw),
            (self.go_back, self.take_back),
            (self.go_submit, self.submit),
            (self.go_release, self.release),
        ):
            button.clicked.connect(act)
            button.hide()

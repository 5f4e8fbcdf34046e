"""The editor of a paper's template: the text left, what is wrong under it, the paper it makes right, as one types."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs import template_words
from odrdesk.desktop.dialogs.password import confirm_identity
from odrdesk.desktop.dialogs.template_submit import TemplateSubmitDialog
from odrdesk.desktop.formats import clock
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.diff_view import DiffView
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.paper_view import PaperView
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.side_list import SideList
from odrdesk.desktop.widgets.template_editor import TemplateEditor
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import templates
from odrdesk.services.desk import Desk
from odrdesk.services.templates import Compared, Flaw, Listed, Offer, Version
from odrdesk.text import _, fault_text, ngettext, refusal_text, sentence, word

PAUSE_MS, SAVE_MS = 300, 1500
"""After so long without a key the text is checked and set; kept."""


class Seen(NamedTuple):
    """What the editor shows of a kind."""

    listed: Listed
    versions: tuple[Version, ...]


class TemplateDialog(Dialog):
    """Opens on a kind; `changed` after a draft or version changed."""

    changed = Signal()

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk, kind: PaperKind) -> None:
        super().__init__(look, window, _("文书模板：{paper}").format(paper=word(kind)))
        self._over, self._work, self._desk, self._kind = window, work, desk, kind
        self._seen: Seen | None = None
        self._kept = ""
        self._turn, self._leaving = 0, False
        self._flaws: tuple[Flaw, ...] = ()
        self._offers: tuple[Offer, ...] = ()
        self._place = 0
        self.state = Pill(look, "", Tone.NEUTRAL)
        self.version = Label("", 12, Ink.TEXT3)
        self.bar = Banner(look)
        self.editor = TemplateEditor(look)
        self.flaws = QListWidget()
        self.signs = Button(look, kind=Kind.LINK, height=24)
        self.sides = Segmented(
            look,
            _("右侧显示"),
            [("paper", _("样张")), ("diff", _("差异")), ("history", _("历史")), ("guide", _("写法与字段"))],
        )
        self.case = Entry(look, placeholder=_("案件号，不填用虚构案件"), longest=40)
        self.paper = PaperView(look)
        self.diff = DiffView(look)
        self.history = SideList(look, _("历史版本"))
        self.old = DiffView(look)
        self.guide = Reader(look, lambda _name, _width, _ratio: None, margin=0)
        self._sides = QStackedWidget()
        self._check = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._arrange()
        self._connect()

    def read(self) -> None:
        """Read the versions, and show the draft or the text in force."""

        def seen() -> Seen:
            return Seen(templates.one(self._desk, self._kind), templates.versions(self._desk, self._kind))

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

    def take_signs(self) -> None:
        """Put the offered full-width signs in."""
        self.editor.take(self._offers)

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
            self.guide.show_page(_("写法与字段"), template_words.guide(templates.schema_of(self._kind)))
        self._save.stop()
        self.state.say(*template_words.state(listed))
        self.version.setText(_("现行第 {n} 版").format(n=listed.version) if listed.version else _("现行为程序自带"))
        self.version.setToolTip(listed.printed)
        self.editor.setReadOnly(not self.may_write)
        self._say_why(draft)
        self._allow()
        lines = [(str(one.key), template_words.version_words(one)) for one in seen.versions]
        self.history.show_lines([*lines, ("shipped", _("第 0 版  程序自带"))])
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
        hard = sum(not flaw.mild for flaw in self._flaws)
        other = self._seen is not None and self.text != self._seen.listed.text
        self.go_submit.setEnabled(not hard and other)
        self.go_release.setEnabled(not hard)

    def _typed(self) -> None:
        self._check.start()
        if self._dirty():
            self._save.start()
            self.status.setText(_("正在输入…"))

    def _look(self) -> None:
        """Check the text and set what it makes, off the GUI thread; only the last question's answer counts."""
        self._check.stop()
        self._turn += 1
        turn, text, number = self._turn, self.text, self.case.text().strip() or None

        def checked() -> tuple[tuple[Flaw, ...], tuple[Offer, ...], tuple[Compared, ...]]:
            diff = templates.diff(self._desk, self._kind, text)
            return templates.check(self._kind, text), templates.punctuation(text), diff

        def show(found: tuple[tuple[Flaw, ...], tuple[Offer, ...], tuple[Compared, ...]]) -> None:
            if turn != self._turn:
                return
            self._flaws, self._offers = found[0], found[1]
            self._show_flaws()
            self.diff.show_lines(found[2])
            if all(flaw.mild for flaw in self._flaws):
                self._set(turn, text, number)
            else:
                self._no_paper(_("改正后显示样张"), _("模板里还有问题，列在左下方；按 F8 逐个查看。"))

        self._work.read(checked, owner=self, done=show, refused=self._refused, faulted=self._faulted)

    def _set(self, turn: int, text: str, number: str | None) -> None:
        def show(content: bytes) -> None:
            if turn == self._turn:
                self._place = self._scroll()
                self.paper.show_paper(content)

        def refused(refusal: Refusal) -> None:
            if turn == self._turn:
                self._no_paper(_("印不出样张"), refusal_text(refusal))

        self._work.read(
            lambda: templates.preview(self._desk, self._kind, text, number).content,
            owner=self,
            done=show,
            refused=refused,
            faulted=self._faulted,
        )

    def _show_flaws(self) -> None:
        self.editor.show_flaws(self._flaws)
        self.flaws.clear()
        for flaw in self._flaws:
            words = _("第 {line} 行  {message}")
            item = QListWidgetItem(words.format(line=flaw.at.line, message=sentence(flaw.code, flaw.data)))
            item.setForeground(self.look.colour(Ink.WARN if flaw.mild else Ink.DANGER))
            item.setToolTip(item.text())
            self.flaws.addItem(item)
        if not self._flaws:
            item = QListWidgetItem(_("没有问题。"))
            item.setForeground(self.look.colour(Ink.OK))
            self.flaws.addItem(item)
        n = len(self._offers)
        words = ngettext("{n} 处半角标点可改为全角", "{n} 处半角标点可改为全角", n).format(n=n) if n else ""
        self.signs.relabel(words)
        self.signs.setVisible(bool(n) and self.may_write)
        self._say_ready()

    def _show_version(self, key: str) -> None:
        if self._seen is None:
            return
        found = next((one for one in self._seen.versions if str(one.key) == key), None)
        old = found.text if found else templates.text(self._desk, self._kind, 0)
        self.old.show_lines(templates.compared(old, self.text))
        self.take_old.setEnabled(self.may_write and old != self.text)

    def _take_version(self) -> None:
        if self._seen is None:
            return
        key = self.history.current
        found = next((one for one in self._seen.versions if str(one.key) == key), None)
        self.editor.replace_all(found.text if found else templates.text(self._desk, self._kind, 0))
        self._show_version(key)

    def _no_paper(self, title: str, words: str) -> None:
        self.paper.say(title, words)

    def _scroll(self) -> int:
        pane = self.paper.pane
        return pane.view.verticalScrollBar().value() if pane is not None else 0

    def _shown(self, _pages: int) -> None:
        pane = self.paper.pane
        if pane is not None and self._place:
            QTimer.singleShot(0, pane, lambda: pane.view.verticalScrollBar().setValue(self._place))

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
        self.case.editingFinished.connect(self._look)
        self.flaws.itemActivated.connect(lambda _item: self._go_to())
        self.flaws.itemClicked.connect(lambda _item: self._go_to())
        self.signs.clicked.connect(self.take_signs)
        self.sides.chosen.connect(self._side)
        self.history.chosen.connect(self._show_version)
        self.paper.loaded.connect(self._shown)
        self.take_old.clicked.connect(self._take_version)

    def _go_to(self) -> None:
        row = self.flaws.currentRow()
        if 0 <= row < len(self._flaws):
            self.editor.go(self._flaws[row])

    def _side(self, key: str) -> None:
        self._sides.setCurrentIndex(["paper", "diff", "history", "guide"].index(key))
        self.case.setVisible(key == "paper")
        if key == "history":
            self._show_version(self.history.current)

    def _arrange(self) -> None:
        self.head.insertWidget(1, self.state)
        self.head.insertWidget(2, self.version)
        self.flaws.setAccessibleName(_("问题"))
        self.flaws.setFixedHeight(self.look.dp(96))
        self.flaws.setWordWrap(True)
        self.flaws.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.case.setAccessibleName(_("案件号，不填用虚构案件"))
        self.take_old = Button(self.look, _("用这一版的文字"), "undo-2")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self._right())
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

    def _left(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(Label(_("问题"), 13, bold=True))
        row.addWidget(Label(_("F8 下一处，Alt+↓ 列出可写的名称"), 12, Ink.TEXT3))
        row.addStretch(1)
        row.addWidget(self.signs)
        self.signs.hide()
        column.addWidget(self.editor, 1)
        column.addLayout(row)
        column.addWidget(self.flaws)
        return made

    def _right(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.sides)
        row.addStretch(1)
        self.case.setFixedWidth(self.look.dp(200))
        row.addWidget(self.case)
        column.addLayout(row)
        past = QWidget()
        inside = QVBoxLayout(past)
        inside.setContentsMargins(0, 0, 0, 0)
        self.history.setFixedHeight(self.look.dp(36 * 4 + 4))
        below = QHBoxLayout()
        below.addWidget(Label(_("所选一版与左侧文字的差异"), 12, Ink.TEXT3), 1)
        below.addWidget(self.take_old)
        inside.addWidget(self.history)
        inside.addLayout(below)
        inside.addWidget(self.old, 1)
        for page in (self.paper, self.diff, past, self.guide):
            self._sides.addWidget(page)
        column.addWidget(self._sides, 1)
        return made

"""设置 › 常用语: one's own phrases and the team's, changed beside a preview filled from a sample case."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.entry import Entry, Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.side_list import SideList
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import PhraseField
from odrdesk.services import phrases
from odrdesk.services.desk import Desk, Done
from odrdesk.services.phrases import TITLE_LIMIT, Phrase
from odrdesk.text import _, refusal_text, word

OWN, TEAM = "own", "team"
LIST_WIDTH = 216


class PhrasesSection(SettingsSection):
    """A list, the phrase chosen in it, and how it reads in a case. Who does not lead the team only reads the team's."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._known: dict[str, Phrase] = {}
        self._unsaved: dict[tuple[bool, str], tuple[str, str]] = {}
        self._shown = Phrase("", "", "", team=True)
        self._key, self._wanted = "", ""
        self.whose = Segmented(look, _("谁的常用语"), [(OWN, _("我的")), (TEAM, _("团队"))], TEAM)
        self.list = SideList(look, _("常用语"))
        self.new = Button(look, _("新增"), "plus")
        self.up = Button(look, icon="arrow-up", height=30, name=_("上移"), hint=_("上移"))
        self.down = Button(look, icon="arrow-down", height=30, name=_("下移"), hint=_("下移"))
        self.away = Button(look, icon="trash-2", height=30, name=_("删去"), hint=_("删去"))
        self.title = Entry(look, placeholder=_("如：请补充材料"), longest=TITLE_LIMIT)
        self.text = Paragraph(
            look, lines=5, placeholder=_("输入 :: 时插入的文字；用花括号写的空格按案件填好"), quoted=True
        )
        self.fields = {
            "title": Field(look, "title", _("名称（按它的字、拼音或首字母查找）"), self.title, required=True),
            "text": Field(look, "text", _("内容"), self.text, required=True),
        }
        self.places = {one: Button(look, word(one), kind=Kind.DEFAULT, height=26) for one in PhraseField}
        self.preview = Label("", 13, wrap=True, selectable=True)
        self.save = Button(look, _("保存"), kind=Kind.PRIMARY, height=34)
        self.bar = Banner(look)
        self._only = Label(_("团队的常用语由主管或管理员维护。可以在“我的”里另写自己的。"), 12, Ink.TEXT3, wrap=True)
        self._arrange()
        self._connect()

    def arrive(self) -> None:
        """Read them anew."""
        self._work.read(lambda: phrases.kept(self._desk), owner=self, done=self._show)

    @property
    def team(self) -> bool:
        """Whether the team's are in view."""
        return self.whose.current == TEAM

    @property
    def may(self) -> bool:
        """Whether those in view may be changed."""
        return self._desk.house.held is not None and (not self.team or phrases.may_lead(self._desk))

    def begin(self) -> None:
        """An empty phrase."""
        self._stand_on(Phrase("", "", "", self.team))
        self.list.setCurrentRow(-1)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep what is written."""
        told = self._typed

        def done(made: Phrase) -> None:
            self._wanted = made.key
            if told == self._typed:
                self._forget(told)
            self._window.toasts.say(_("已保存常用语“{title}”").format(title=made.title))
            self.arrive()

        self._write(partial(phrases.save, self._desk, told), done)

    def drop(self) -> None:
        """Take the phrase away; it can be brought back."""
        row, key = self.list.currentRow(), self._key
        below = self.list.item(row + 1)
        before = str(below.data(Qt.ItemDataRole.UserRole)) if below is not None else ""

        def done(gone: Phrase) -> None:
            self._forget(gone)
            words = _("已删去常用语“{title}”").format(title=gone.title)
            self._window.undo.did(words, partial(self._bring_back, gone, before))
            self.arrive()

        if key:
            self._write(partial(phrases.remove, self._desk, key, team=self._shown.team), done)

    def shift(self, by: int) -> None:
        """Move the phrase up or down."""
        if self._key:
            self._wanted = self._key
            self._write(
                partial(phrases.move, self._desk, self._key, by, team=self._shown.team), lambda _none: self.arrive()
            )

    def _bring_back(self, gone: Phrase, before: str) -> object:
        self._wanted = gone.key
        return self._write(partial(phrases.put_back, self._desk, gone, before), lambda _one: self.arrive())

    def _write(self, call: Callable[[], Done[Phrase] | Done[None]], done: Callable[[Phrase], None]) -> object:
        self.bar.hide()
        for field in self.fields.values():
            field.clear()
        return self._work.write(call, owner=self, done=done, refused=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)

    def _show(self, kept: tuple[Phrase, ...]) -> None:
        mine = [one for one in kept if one.team == self.team]
        self._known = {one.key: one for one in mine}
        self.list.show_lines([(one.key, one.title) for one in mine])
        if self._wanted in self._known:
            self.list.choose(self._wanted)
        self._wanted = ""
        self._stand_on(self._known.get(self.list.current, Phrase("", "", "", self.team)))

    @property
    def _typed(self) -> Phrase:
        return Phrase(self._key, self.title.text(), self.text.toPlainText(), self._shown.team)

    def _set_aside(self) -> None:
        """What is typed and not saved waits while another phrase is in view."""
        typed, place = self._typed, (self._shown.team, self._key)
        if typed != self._shown:
            self._unsaved[place] = typed.title, typed.text
        else:
            self._unsaved.pop(place, None)

    def _forget(self, phrase: Phrase) -> None:
        self._unsaved.pop((phrase.team, phrase.key), None)
        if phrase.key == self._key and phrase.team == self._shown.team:
            self._shown = self._typed

    def _stand_on(self, phrase: Phrase) -> None:
        self._set_aside()
        self._key, self._shown = phrase.key, phrase
        waits = self._unsaved.get((phrase.team, phrase.key))
        title, text = waits or (phrase.title, phrase.text)
        if waits:
            self.bar.say(_("您在这里写的还没有保存。"))
        elif not self.bar.isHidden() and self.bar.words == _("您在这里写的还没有保存。"):
            self.bar.hide()
        self.title.setText(title)
        self.title.setCursorPosition(0)
        self.text.setPlainText(text)
        for field in self.fields.values():
            field.clear()
        may = self.may
        for part in (self.title, self.text, self.save, self.new, *self.places.values()):
            part.setEnabled(may)
        for part in (self.up, self.down, self.away):
            part.setEnabled(may and bool(phrase.key))
        self._only.setVisible(not may)
        self._preview()

    def _preview(self) -> None:
        try:
            filled = phrases.fill(self.text.toPlainText(), _sample())
        except Refusal as no:
            self.fields["text"].hint(refusal_text(no))
            return
        self.fields["text"].hint("")
        self.preview.setText(filled.text.strip() or _("写好内容，这里就显示它在案件里的样子。"))

    def _insert(self, place: PhraseField) -> None:
        self.text.insertPlainText(f"{{{word(place)}}}")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self._set_aside()
        self.arrive()

    def _connect(self) -> None:
        self.whose.chosen.connect(lambda _whose: self._turn())
        self.list.chosen.connect(lambda key: self._stand_on(self._known[key]) if key in self._known else None)
        self.new.clicked.connect(self.begin)
        self.save.clicked.connect(self.keep)
        self.away.clicked.connect(self.drop)
        self.up.clicked.connect(partial(self.shift, -1))
        self.down.clicked.connect(partial(self.shift, 1))
        self.text.textChanged.connect(self._preview)
        for place, button in self.places.items():
            button.clicked.connect(partial(self._insert, place))

    def _arrange(self) -> None:
        look = self._look
        acts = QHBoxLayout()
        acts.setSpacing(6)
        acts.addWidget(self.new)
        acts.addStretch(1)
        for button in (self.up, self.down, self.away):
            acts.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.whose, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.list, 1)
        left.addLayout(acts)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(look.dp(LIST_WIDTH))
        quote = QFrame()
        quote.setProperty("plate", "quote")
        inside = QVBoxLayout(quote)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.setSpacing(4)
        inside.addWidget(Label(_("在一件虚构的案件里"), 12, Ink.TEXT3))
        inside.addWidget(self.preview)
        right = QVBoxLayout()
        right.setSpacing(10)
        for part in (self.bar, self._only, self.fields["title"], self.fields["text"], self._chips(), quote):
            right.addWidget(part)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        right.addLayout(foot)
        right.addStretch(1)
        card = Card(_("常用语"), _("在任何多行文字里输入 :: 或 ：：，再打几个字、拼音或首字母，按 Enter 插入"))
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addWidget(side)
        across.addLayout(right, 1)
        card.body.addLayout(across, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)

    def _chips(self) -> QWidget:
        flow = Flow()
        for button in self.places.values():
            flow.add(button)
        flow.setAccessibleName(_("插入空格"))
        return flow


def _sample() -> Mapping[PhraseField, str]:
    """An invented case."""
    told = (
        _("王秀英"), _("云裳服饰旗舰店"), _("羊绒衫"), "6920115822740038", "¥299.00", "¥897.00", "¥299.00",
        _("11 月 20 日 周五"), "ODR-2026-01387", _("陈晓雯"), _("浦东·悦播联络点"), _("11 月 23 日 周一"),
    )  # fmt: skip
    return dict(zip(PhraseField, told, strict=True))

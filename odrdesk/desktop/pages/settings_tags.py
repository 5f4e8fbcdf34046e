"""设置 › 类别与标签: the desk's own tags, and the categories that are given by the regulator's table."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs.tag import TagDialog
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import TAG_TONES, Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.widgets.tag import Tag as TagMark
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Op, Work
from odrdesk.domain.tags import Tag
from odrdesk.domain.vocabulary import Category
from odrdesk.services import tags
from odrdesk.services.desk import Desk, Done
from odrdesk.services.tags import Kept
from odrdesk.text import _, ngettext, word


class TagsSection(SettingsSection):
    """A row for each tag, the retired ones last; who may only use them sees them without buttons that work."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.card = Card(_("标签"), _("办案时按 T 加标签；在列表里可按标签筛选和排序"))
        self.more = Button(look, _("新增"), "plus", Kind.PRIMARY)
        self.more.clicked.connect(lambda: self.edit(None))
        self.card.act(self.more)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        self.rows.setContentsMargins(0, 0, 10, 0)
        room = QWidget()
        room.setLayout(self.rows)
        self._scroll = Scroller(room)
        self._only = Label(_("标签由主管或管理员改名、停用。专员办案时可以新建和使用标签。"), 12, Ink.TEXT3, wrap=True)
        self.card.add(self._only)
        self.card.add(self._scroll, 1)
        self.nothing = EmptyState(look)
        self.nothing.say(_("还没有标签"), _("标签是机构自己的分法，如“加急”“媒体关注”。不影响期限、文书和统计。"))
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.card)
        column.addWidget(self.nothing)
        column.addWidget(_categories(look))
        column.addStretch(1)

    def arrive(self) -> None:
        """Read the list anew."""
        self._work.read(lambda: tags.kept(self._desk), owner=self, done=self._show)

    def edit(self, tag: Tag | None) -> TagDialog:
        """Change a tag, or add one."""
        dialog = TagDialog(self._look, self._window, self._work, self._desk, tag)
        dialog.saved.connect(lambda _tag: self.arrive())
        self._window.cover(dialog, dialog.name)
        return dialog

    def turn(self, tag: Tag, *, retired: bool) -> None:
        """Retire or restore a tag; the other way takes it back."""
        away, back = (tags.retire, tags.restore) if retired else (tags.restore, tags.retire)
        words = _("已停用标签“{name}”") if retired else _("已恢复标签“{name}”")

        def done(_tag: Tag) -> None:
            self._window.undo.did(
                words.format(name=tag.name), partial(self._turn, back, tag.key), partial(self._turn, away, tag.key)
            )
            self.arrive()

        self._work.write(partial(away, self._desk, tag.key), owner=self, done=done)

    def _turn(self, call: Callable[[Desk, int], Done[Tag]], key: int) -> Op[object]:
        return self._work.write(partial(call, self._desk, key), owner=self, done=lambda _tag: self.arrive())

    def _show(self, found: Sequence[Kept]) -> None:
        empty(self.rows)
        for place, one in enumerate(sorted(found, key=lambda one: one.tag.retired)):
            if place:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(one))
        self.more.setEnabled(tags.may_give(self._desk) or tags.may_lead(self._desk))
        self._only.setVisible(not tags.may_lead(self._desk))
        self._scroll.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _row(self, one: Kept) -> QWidget:
        look, tag, may = self._look, one.tag, tags.may_lead(self._desk)
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(TagMark(look, tag.name, TAG_TONES[tag.tone]))
        if tag.retired:
            across.addWidget(Pill(look, _("已停用"), Tone.NEUTRAL, px=11, height=19))
        told = [ngettext("{n} 件案件", "{n} 件案件", one.cases).format(n=f"{one.cases:,}")]
        if tag.former:
            told.append(_("曾名 {names}").format(names=_("、").join(tag.former)))
        across.addWidget(Elided(DOT.join(told), 12, Ink.TEXT3))
        across.addStretch(1)
        acts = (
            (_("修改"), _("修改 {name}"), lambda: self.edit(tag)),
            (_("恢复"), _("恢复 {name}"), lambda: self.turn(tag, retired=False))
            if tag.retired
            else (_("改为停用"), _("停用 {name}"), lambda: self.turn(tag, retired=True)),
        )
        for words, name, act in acts:
            button = Button(look, words, kind=Kind.LINK, height=24, name=name.format(name=tag.name))
            button.setEnabled(may)
            button.clicked.connect(lambda _on=False, act=act: act())
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


def _categories(look: Look) -> Card:
    card = Card(_("问题类别"), _("按监管报表的分类，登记时选一项"))
    flow = Flow()
    for one in Category:
        flow.add(TagMark(look, word(one)))
    flow.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    card.add(flow)
    card.add(Label(_("类别随监管统计口径固定，不能自己增减；要另作区分，请用标签。"), 12, Ink.TEXT3, wrap=True))
    return card

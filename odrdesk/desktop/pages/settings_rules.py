"""设置 › 期限规则: every time limit with its length, source, the days it is in force and how well it is known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from odrdesk.desktop import asking, handbook_tables
from odrdesk.desktop.dialogs.rules_import import RulesImportDialog
from odrdesk.desktop.pages.settings_files import read_file
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.documents import parse
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Rule
from odrdesk.domain.vocabulary import Role
from odrdesk.services import rules
from odrdesk.services.desk import Desk
from odrdesk.services.rules import RuleState, Standing, Taken
from odrdesk.text import _, ngettext, refusal_text

PAUSE_MS = 120


class RulesSection(SettingsSection):
    """A table in groups; narrowed by words, by the day on which a rule must stand, or to all versions.

    An admin takes in further sets of rules, those odrdesk brings along or a file, after seeing what they bring.
    """

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.bar = Banner(look)
        self.more = Button(look, _("采用规则…"), "plus", height=34)
        self.more.setEnabled(desk.house.held is not None and desk.clerk.may(Role.ADMIN))
        self.more.clicked.connect(self._offer)
        self.search = Entry(look, placeholder=_("名称、代码、依据"))
        self.search.setAccessibleName(_("查找期限"))
        self.search.setClearButtonEnabled(True)
        self.day = DayEntry(look, desk.today, desk.calendar.add_working_days)
        self.day.setAccessibleName(_("哪一天有效"))
        self.day.show_day(desk.today())
        self.day.setFixedWidth(look.dp(130))
        which = [("then", _("当日有效")), ("all", _("所有版本"))]
        self.which = Segmented(look, _("版本"), which, "then")
        self.number = Label("", 13, Ink.TEXT3)
        self.reader = Reader(look, lambda _name, _width, _ratio: None, margin=0)
        self._reading = Newest(work, self)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.show_rules)
        for entry in (self.search, self.day):
            entry.textChanged.connect(lambda _text: self._soon.start())
        self.which.chosen.connect(lambda _key: self.show_rules())
        self._arrange()

    def arrive(self) -> None:
        """Rules may have been added meanwhile."""
        self.show_rules()

    def show_rules(self) -> None:
        """Show what the search and the day let through."""
        try:
            day = self.day.day() or self._desk.today()
        except Refusal as no:
            self.number.setText(refusal_text(no))
            return
        then = self.which.current == "then"
        words = self.search.text()
        self.day.setEnabled(then)

        def find() -> tuple[int, str]:
            states = rules.all_rules(self._desk, day)
            chosen = list(_found([one for one in states if not then or one.standing is Standing.IN_FORCE], words))
            return len(chosen), _page(chosen, standing=not then)

        def show(found: tuple[int, str]) -> None:
            number, page = found
            self.number.setText(ngettext("{n} 条", "{n} 条", number).format(n=number))
            self.reader.show_page(_("期限规则"), page)

        self._reading.read(find, show)

    def look_at(self, path: Path) -> None:
        """Read a file of rules and show what it would bring."""
        self._preview(lambda: parse(read_file(path, "rules.unreadable"), "rules.unreadable", path.name))

    def look_at_set(self, name: str) -> None:
        """Show what a set that odrdesk brings along would bring."""
        self._preview(lambda: rules.shipped_sets()[name])

    def _preview(self, read: Callable[[], Mapping[str, object]]) -> None:
        self.bar.hide()

        def seen() -> tuple[Mapping[str, object], Taken]:
            document = read()
            return document, rules.preview(self._desk, document)

        self._work.read(seen, owner=self, done=lambda found: self._confirm(*found), refused=self._refuse)

    def _offer(self) -> None:
        menu = QMenu(self)
        for name, document in rules.shipped_sets().items():
            menu.addAction(str(document.get("title", name)), partial(self.look_at_set, name))
        menu.addSeparator()
        menu.addAction(_("从文件…"), self._ask)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _ask(self) -> None:
        kinds = _("规则文件 (*.toml *.json)")
        chosen = asking.file_to_read(self.window(), _("采用规则"), kinds)
        if chosen:
            self.look_at(Path(chosen))

    def _confirm(self, document: Mapping[str, object], seen: Taken) -> None:
        dialog = RulesImportDialog(self._look, self._window, self._work, self._desk, document=document, seen=seen)
        dialog.taken.connect(self._taken)
        self._window.cover(dialog, dialog.go)

    def _taken(self, _taken: Taken) -> None:
        self._window.toasts.say(_("已采用规则"))
        self.show_rules()

    def _refuse(self, refusal: Refusal) -> None:
        self.bar.say(refusal_text(refusal), Tone.DANGER)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.which)
        bar.addWidget(self.day)
        bar.addWidget(self.number)
        bar.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.bar)
        column.addWidget(self.reader, 1)


def _found(states: Iterable[RuleState], sought: str) -> Iterable[RuleState]:
    words = sought.casefold().split()
    for state in states:
        rule = state.rule
        text = f"{rule.code} {rule.name} {rule.name_en} {rule.source} {rule.note}".casefold()
        if all(word in text for word in words):
            yield state


def _page(chosen: Sequence[RuleState], *, standing: bool) -> str:
    if not chosen:
        return _("没有符合的期限。换一个词，或看所有版本。")
    parts = [_("期限按起算事件发生之日有效的版本计算，已开始的期限不随规则改变。引用时请核对现行有效文本。")]
    known = {id(state.rule): state for state in chosen}
    for title, members in _groups([state.rule for state in chosen]):
        table = handbook_tables.rules(members)
        if standing:
            named = _("、").join(f"{one.code}（{one.version}）{_stands(known[id(one)])}" for one in members)
            table = f"{table}\n\n{named}"
        parts.append(f"## {title}\n\n{table}")
    return "\n\n".join(parts)


def _stands(state: RuleState) -> str:
    words = {
        Standing.IN_FORCE: _("现行"),
        Standing.COMING: _("将施行"),
        Standing.ENDED: _("已失效"),
        Standing.ELSEWHERE: _("不适用于本地"),
        Standing.REPLACED: _("已被本机构规则替代"),
    }
    return words[state.standing]


def _groups(chosen: Sequence[Rule]) -> Iterable[tuple[str, list[Rule]]]:
    titles = {
        _("在线纠纷解决与本单位办理"): (
            "R-ODR",
            "R-FIRST",
            "R-ACC",
            "R-PLAN",
            "R-TOTAL",
            "R-SUP",
            "R-MERCH",
            "R-XBW-ACC",
        ),
        _("市场监管、消保委与司法"): ("R-REG", "R-XBW", "R-JUDCONF", "R-LIMIT3", "R-RATIFY30"),
        _("退货、三包与质量"): ("R-NR", "R-QUAL", "R-REFUSE15", "R-PLD", "R-3B", "R-PREPAID7"),
        _("平台、直播与知识产权"): ("R-IP", "R-L-", "R-WX", "R-RULES7"),
        _("先行赔付"): ("R-PRE-",),
        _("保存期限"): ("R-RET",),
    }
    left = list(chosen)
    for title, starts in titles.items():
        members = [rule for rule in left if rule.code.startswith(starts)]
        left = [rule for rule in left if rule not in members]
        if members:
            yield title, members
    if left:
        yield _("其他"), left

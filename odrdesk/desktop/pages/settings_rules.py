"""设置 › 期限规则: every time limit with its length, source, the days it is in force and how well it is known."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop import handbook_tables
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Rule
from odrdesk.services.desk import Desk
from odrdesk.text import _, ngettext, refusal_text

PAUSE_MS = 120


class RulesSection(SettingsSection):
    """A table in groups; narrowed by words, by the day on which a rule must stand, or to all versions."""

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._work, self._desk = work, desk
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
        self.reader = Reader(look, lambda _name, _width, _ratio: None)
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
        chosen = list(_found(self._desk.law.rules, self.search.text(), day if self.which.current == "then" else None))
        self.day.setEnabled(self.which.current == "then")
        self.number.setText(ngettext("{n} 条", "{n} 条", len(chosen)).format(n=len(chosen)))
        self.reader.show_page(_("期限规则"), _page(chosen))

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.which)
        bar.addWidget(self.day)
        bar.addWidget(self.number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.reader, 1)


def _found(rules: Iterable[Rule], sought: str, day: date | None) -> Iterable[Rule]:
    words = sought.casefold().split()
    for rule in rules:
        text = f"{rule.code} {rule.name} {rule.name_en} {rule.source} {rule.note}".casefold()
        if (day is None or rule.in_force(day)) and all(word in text for word in words):
            yield rule


def _page(chosen: Sequence[Rule]) -> str:
    if not chosen:
        return _("没有符合的期限。换一个词，或看所有版本。")
    parts = [_("期限按起算事件发生之日有效的版本计算，已开始的期限不随规则改变。引用时请核对现行有效文本。")]
    for title, members in _groups(chosen):
        parts.append(f"## {title}\n\n{handbook_tables.rules(members)}")
    return "\n\n".join(parts)


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

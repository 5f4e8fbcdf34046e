"""The cards of a merchant's page: figures, what is known, problems that come again, months, live rooms, measures."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import merchant_words
from odrdesk.desktop.formats import stamp
from odrdesk.desktop.models.merchants import rate_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.chart_card import ChartCard
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.month_bars import MonthBars
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.widgets.tag import Tag
from odrdesk.desktop.widgets.timeline import Timeline
from odrdesk.services.merchants import MerchantPage, Problem
from odrdesk.text import _, ngettext, word

MOST_PROBLEMS, MOST_PLACES, MOST_EVENTS = 8, 6, 12
"""How many stand on the page; the rest is said in a number."""


class FiguresCard(Card):
    """Five figures side by side."""

    def __init__(self) -> None:
        super().__init__(margins=(16, 12, 16, 12))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.numbers: dict[str, Label] = {}
        for key, words in (
            ("open", _("在办")),
            ("recent", _("近 90 天")),
            ("cases", _("全部案件")),
            ("rate", _("和解率")),
            ("answer", _("平均反馈工作日")),
        ):
            column = QVBoxLayout()
            column.setSpacing(0)
            self.numbers[key] = Label("—", 22, bold=True)
            column.addWidget(self.numbers[key])
            caption = Label(words, 12, Ink.TEXT3)
            column.addWidget(caption)
            row.addLayout(column, 1)
            if key == "rate":
                caption.setToolTip(_("已和解 ÷（已和解 + 和解不成）"))
        self.add(row)

    def show_page(self, page: MerchantPage) -> None:
        """Show a merchant."""
        line = page.line
        told = {
            "open": f"{line.figures.open:,}",
            "recent": f"{line.figures.recent:,}",
            "cases": f"{line.figures.cases:,}",
            "rate": rate_words(line),
            "answer": "—" if line.answer_days is None else f"{line.answer_days:.1f}",
        }
        for key, number in told.items():
            self.numbers[key].setText(number)


class ProblemsCard(Card):
    """The same category and goods, again and again."""

    def __init__(self, look: Look) -> None:
        super().__init__(_("同类投诉"), _("同一类别、同一商品"))
        self._look = look
        self._rows = _Rows()
        self.add(self._rows)

    def show_page(self, page: MerchantPage) -> None:
        """Show a merchant."""
        shown = page.problems[:MOST_PROBLEMS]
        rows = [self._row(one) for one in shown]
        left = len(page.problems) - len(shown)
        if left:
            rows.append(Label(ngettext("还有 {n} 类", "还有 {n} 类", left).format(n=left), 12, Ink.TEXT3))
        self._rows.show_rows(rows or [Label(_("还没有案件。"), 13, Ink.TEXT3)])

    def _row(self, one: Problem) -> QWidget:
        count = ngettext("{n} 件", "{n} 件", one.cases).format(n=f"{one.cases:,}")
        recent = _("近 90 天 {n}").format(n=f"{one.recent:,}") if one.recent else ""
        still = _("在办 {n}").format(n=f"{one.open:,}") if one.open else ""
        again = one.recent > 1
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(Tag(self._look, word(one.category)))
        across.addWidget(Elided(one.goods or _("未写商品"), 13, Ink.TEXT if one.goods else Ink.TEXT3))
        across.addStretch(1)
        across.addWidget(Label("  ".join(part for part in (still, recent) if part), 12, Ink.TEXT3))
        across.addWidget(Label(count, 13, Ink.TEXT if again else Ink.TEXT2, bold=again))
        row.setAccessibleName(f"{word(one.category)} {one.goods} {count} {recent} {still}".strip())
        return row


class TrendCard(ChartCard):
    """Cases by month; `chosen(day)` leads to those of a month."""

    def __init__(self, look: Look) -> None:
        self.bars = MonthBars(look, _("收案趋势"))
        super().__init__(look, _("收案趋势"), _("近 12 个月，按收到的月份"), self.bars)

    def show_page(self, page: MerchantPage) -> None:
        """Show a merchant."""
        self.bars.show_months(page.months)
        self.renew()


class PlacesCard(Card):
    """Live rooms, hosts, agencies and bases, grouped however they are spelt."""

    def __init__(self) -> None:
        super().__init__(_("直播间与主播"))
        self._rows = _Rows()
        self.add(self._rows)

    def show_page(self, page: MerchantPage) -> None:
        """Show a merchant."""
        kinds = dict.fromkeys(one.kind for one in page.places)
        rows: list[QWidget] = []
        for kind in kinds:
            found = [one for one in page.places if one.kind == kind]
            said = [merchant_words.place_words(one) for one in found[:MOST_PLACES]]
            left = len(found) - len(said)
            if left:
                said.append(ngettext("另有 {n} 个", "另有 {n} 个", left).format(n=left))
            rows.append(_fact(merchant_words.place_kind(kind), _("、").join(said)))
        self._rows.show_rows(rows or [Label(_("案件里没有写直播间。"), 13, Ink.TEXT3)])


class FactsCard(Card):
    """What is known of the merchant; `correct_asked` to change it."""

    correct_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(_("资料"))
        self.correct = Button(look, _("更正"), "pencil", Kind.LINK, height=24)
        self.correct.clicked.connect(self.correct_asked)
        self.act(self.correct)
        self._rows = _Rows()
        self.add(self._rows)

    def show_page(self, page: MerchantPage) -> None:
        """Show a merchant."""
        rows: list[QWidget] = [_fact(label, value) for label, value in merchant_words.facts(page.line.profile)]
        self._rows.show_rows(rows or [Label(_("还没有地址、电话等资料。"), 13, Ink.TEXT3, wrap=True)])


class NamesCard(Card):
    """Spellings in cases, and merchants merged into this one; `unmerge_asked(key)`."""

    unmerge_asked = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(_("名称与合并"))
        self._look = look
        self._rows = _Rows()
        self.add(self._rows)

    def show_page(self, page: MerchantPage) -> None:
        """Show a merchant; hide where there is one name only."""
        own = page.line.profile.name
        rows: list[QWidget] = [self._merged(one.key, one.name, one.uscc or "") for one in page.members]
        others = [one for one in page.spellings if one.name != own]
        if others:
            said = [
                _("{name}（{n} 件）").format(name=one.name, n=f"{one.cases:,}") for one in others[: MOST_PLACES * 2]
            ]
            rows.append(_fact(_("案件里的写法"), _("、").join(said)))
        self._rows.show_rows(rows)
        self.setVisible(bool(rows))

    def _merged(self, key: int, name: str, code: str) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(Elided(name, 13))
        across.addWidget(Elided(code, 12, Ink.TEXT3))
        across.addStretch(1)
        back = Button(self._look, _("撤销合并"), "undo-2", Kind.LINK, height=24)
        back.clicked.connect(lambda _on=False: self.unmerge_asked.emit(key))
        across.addWidget(back)
        return row


class MeasuresCard(Card):
    """处置记录: what was done about the merchant, newest first; `note_asked` for another."""

    note_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(_("处置记录"), spacing=12)
        self.note = Button(look, _("记处置"), "plus", Kind.LINK, height=24)
        self.note.clicked.connect(self.note_asked)
        self.act(self.note)
        self.timeline = Timeline(look, _("处置记录"))
        self._none = Label(_("还没有提醒、约谈或限流建议。"), 13, Ink.TEXT3, wrap=True)
        self.add(self._none)
        self.add(self.timeline)

    def show_page(self, page: MerchantPage) -> None:
        """Show a merchant."""
        events = page.events[:MOST_EVENTS]
        self.timeline.show_moments([merchant_words.moment(one, _when(one.entry.at)) for one in events])
        self._none.setVisible(not events)


class _Rows(QWidget):
    """Rows that are replaced all together."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        empty(self._column)
        for row in rows:
            self._column.addWidget(row)


def _when(moment: datetime) -> str:
    """The day alone: a measure is not told by the minute, and the card is narrow."""
    return stamp(moment)[:10]


def _fact(label: str, value: str) -> QWidget:
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    caption = Label(label, 12, Ink.TEXT3, wrap=True)
    caption.setFixedWidth(72)
    grid.addWidget(caption, 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(Label(value, 13, wrap=True, selectable=True), 0, 1)
    grid.setColumnStretch(1, 1)
    return row

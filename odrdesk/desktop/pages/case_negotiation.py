"""协商: the ladder of offers with its table, the ways compared, the words for the 12315 console, how the case rose."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT, day, stamp
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_levels import level_words
from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.pages.case_simulator import SimulatorCard
from odrdesk.desktop.pages.step_options import rise_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.ladder import Ladder, party
from odrdesk.desktop.widgets.passage import Passage
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.console import LIMIT
from odrdesk.domain.dispute import Dispute, Offer
from odrdesk.domain.offers import Standing, rungs, standing
from odrdesk.domain.vocabulary import Step
from odrdesk.services.console import Console, console_of
from odrdesk.text import _

COLUMNS = 7
AT_ONCE = 3
"""So many rounds are built at a stretch."""
SHORT = 120
"""A reason stands in a narrow column: longer than so many characters it is folded."""
OFFERED = (Step.REJECT_OFFER, Step.SETTLE, Step.PROPOSE)


class Negotiation(Panel):
    """协商: the ladder, what each way would cost, what the 12315 console is told, the rise through the levels."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self.ladder, self.rise = LadderCard(place.look), RiseCard(place.look)
        self.console = ConsoleCard(place.look, place.window.registry.hint("copy_console"))
        self.simulator = SimulatorCard(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.ladder, self.simulator, self.console, self.rise):
            column.addWidget(card)
        for step, button in self.ladder.buttons.items():
            button.clicked.connect(lambda _on=False, step=step: place.take(step))
        self.rise.go.clicked.connect(lambda: place.take(Step.ESCALATE))
        self.console.copy.clicked.connect(self.copy)

    def show_case(self, sight: Sight) -> None:
        """Show the four cards."""
        self.console.turn_to(sight.case)
        self.when_seen(partial(self._build, sight))

    def _build(self, sight: Sight) -> Iterator[None]:
        self.simulator.show_case(sight)
        yield from self.ladder.show_case(sight)
        yield from self.console.show_case(sight)
        yield from self.rise.show_case(sight)

    def copy(self) -> None:
        """Copy the four facts and say how long the process is."""
        told = self.console.to_clipboard()
        toasts = self._place.window.toasts
        if told is None:
            toasts.say(_("还没有沟通和报价，没有可填报的内容"))
        elif told.over:
            words = _("已复制四项；协商过程 {n} 字，超出 {over} 字")
            toasts.say(words.format(n=len(told.process), over=told.over))
        else:
            words = _("已复制处理时间、协商过程（{n} 字）、协商方式、协商结果")
            toasts.say(words.format(n=len(told.process)))


class LadderCard(Card):
    """The rounds as a picture and as a table, and the gap between the parties."""

    def __init__(self, look: Look) -> None:
        super().__init__(_("协商阶梯"))
        self._look = look
        self.buttons: dict[Step, Button] = {}
        words = {Step.REJECT_OFFER: _("未获同意"), Step.SETTLE: _("确认和解"), Step.PROPOSE: _("记录报价")}
        icons = {Step.REJECT_OFFER: "undo-2", Step.SETTLE: "signature", Step.PROPOSE: "plus"}
        for step in OFFERED:
            self.buttons[step] = Button(look, words[step], icons[step], height=28)
            self.act(self.buttons[step])
        self.gap = Label("", 13, Ink.TEXT2)
        self.ladder = Ladder(look)
        self.none = Label("", 13, Ink.TEXT3, wrap=True)
        self._room = QVBoxLayout()
        self._room.setSpacing(0)
        for part in (self.gap, self.ladder, self.none):
            self.add(part)
        self.add(self._room)

    def show_case(self, sight: Sight) -> Iterator[None]:
        """Show the rounds, some of them at a stretch."""
        case = sight.case
        for step, button in self.buttons.items():
            button.setVisible(sight.may(step))
        ladder, found = rungs(case), standing(case)
        self.ladder.setVisible(bool(case.offers))
        self.ladder.show_rungs(ladder)
        self.none.setVisible(not case.offers)
        self.none.setText(_nothing(case))
        self.gap.setVisible(found is not None)
        self.gap.setText(_gap_words(found) if found else "")
        empty(self._room)
        if case.offers:
            room = QWidget()
            self._room.addWidget(room)
            yield from self._table(room, sight, case.offers)

    def _table(self, room: QWidget, sight: Sight, offers: Sequence[Offer]) -> Iterator[None]:
        room.setAccessibleName(_("历次报价"))
        grid = QGridLayout(room)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        titles = (_("轮次"), _("提出方"), _("内容"), _("合计"), _("提出时间"), _("有效期至"), _("结果"))
        for column, title in enumerate(titles):
            side = Qt.AlignmentFlag.AlignRight if column == 3 else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(Label(title, 12, Ink.TEXT3, wrap=True), 0, column, side)
        grid.setColumnStretch(2, 1)
        for place, offer in enumerate(offers):
            if place % AT_ONCE == 0:
                yield
            grid.addWidget(rule(), 2 * place + 1, 0, 1, COLUMNS)
            self._row(grid, 2 * place + 2, sight, offer)
        yield

    def _row(self, grid: QGridLayout, line: int, sight: Sight, offer: Offer) -> None:
        top = Qt.AlignmentFlag.AlignTop
        passed = offer.accepted is None and offer.valid_until is not None and offer.valid_until < sight.today
        content = QVBoxLayout()
        content.setSpacing(2)
        content.addWidget(Label(case_words.terms_text(offer.terms), 13, wrap=True, selectable=True))
        if offer.why:
            why = _("原因：{why}").format(why=offer.why)
            content.addWidget(Passage(self._look, why, 12, Ink.TEXT2, folded=SHORT))
        grid.addWidget(Label(_("第 {n} 轮").format(n=offer.round), 13), line, 0, top)
        grid.addWidget(Label(party(offer.by), 13), line, 1, top)
        grid.addLayout(content, line, 2)
        grid.addWidget(Label(offer.total.yuan, 13, bold=True), line, 3, top | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(Label(stamp(offer.made_at, year=False), 12, Ink.TEXT3), line, 4, top)
        grid.addWidget(Label(day(offer.valid_until), 12, Ink.WARN if passed else Ink.TEXT3), line, 5, top)
        grid.addWidget(Pill(self._look, *answer(offer, passed=passed), px=11, height=19), line, 6, top)


class ConsoleCard(Card):
    """The four facts the 12315 console asks for, in its order, with one button that copies them."""

    def __init__(self, look: Look, hint: str) -> None:
        super().__init__(_("填报 12315"))
        self.copy = Button(look, _("复制到 12315"), "copy", height=28, hint=hint)
        self.act(self.copy)
        self._case: Dispute | None = None
        self.values = {name: Passage(look) for name in ("handled_at", "process", "mode", "result")}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        titles = (_("处理时间"), _("协商过程"), _("协商方式"), _("协商结果"))
        for line, (title, value) in enumerate(zip(titles, self.values.values(), strict=True)):
            grid.addWidget(Label(title, 12, Ink.TEXT3), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, 1)
            value.setAccessibleName(title)
        grid.setColumnStretch(1, 1)
        self.add(grid)
        self.count = Label("", 12, Ink.TEXT3, wrap=True)
        self.add(self.count)

    def show_case(self, sight: Sight) -> Iterator[None]:
        """Show what is to be told now."""
        self.turn_to(sight.case)
        told = console_of(sight.case)
        for name, label in self.values.items():
            label.setText(getattr(told, name) or "—")
        self.copy.setEnabled(bool(told.process))
        length = len(told.process)
        words = _("协商过程 {n} / {limit} 字").format(n=length, limit=LIMIT)
        if told.over:
            words = _("协商过程 {n} 字，超过 {limit} 字的上限 {over} 字，请在 12315 里删减。").format(
                n=length, limit=LIMIT, over=told.over
            )
        self.count.setText(words)
        self.count.set_ink(Ink.DANGER if told.over else Ink.TEXT3)
        yield

    @property
    def told(self) -> Console | None:
        """The four facts of the case."""
        return console_of(self._case) if self._case is not None else None

    def turn_to(self, case: Dispute) -> None:
        """Of which case the four facts are; they are put together when they are asked for."""
        self._case = case

    def to_clipboard(self) -> Console | None:
        """The four facts to the clipboard; what was copied, None where there is nothing yet."""
        told = self.told
        if told is None or not told.process:
            return None
        QGuiApplication.clipboard().setText(told.text)
        return told


class RiseCard(Card):
    """升级: the five levels, where the case stands, how it came there, and what is proposed."""

    def __init__(self, look: Look) -> None:
        super().__init__(_("升级"))
        self._look = look
        self.go = Button(look, _("升级"), "arrow-up", height=28)
        self.act(self.go)
        self._room = QVBoxLayout()
        self._room.setSpacing(8)
        self.add(self._room)

    def show_case(self, sight: Sight) -> Iterator[None]:
        """Show the ladder of levels."""
        case = sight.case
        self.go.setVisible(sight.may(Step.ESCALATE))
        self.aside.setText(f"L{case.level}{DOT}{level_words(case.level)}")
        empty(self._room)
        for one in sight.view.proposals:
            words = _("建议升至 L{level}：{why}").format(level=one.to, why=rise_words(sight, one))
            self._room.addWidget(self._line("info", Ink.ACCENT_TEXT, words, ""))
        for place, rise in enumerate(reversed(case.escalations)):
            if place % AT_ONCE == 0:
                yield
            words = _("L{before} → L{after} {level}：{why}").format(
                before=rise.before, after=rise.after, level=level_words(rise.after), why=rise.why or _("未写原因")
            )
            who = DOT.join((stamp(rise.at, year=False), sight.person(rise.by)))
            self._room.addWidget(self._line("arrow-up", Ink.TEXT3, words, who))
        if not case.escalations and not sight.view.proposals:
            ways = DOT.join(f"L{level} {level_words(level)}" for level in range(1, 6))
            self._room.addWidget(Label(_("还没有升级。{ways}").format(ways=ways), 13, Ink.TEXT3, wrap=True))

    def _line(self, icon: str, ink: Ink, words: str, who: str) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(Glyph(self._look, icon, ink, 15), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(Passage(self._look, words), 1)
        if who:
            across.addWidget(Label(who, 12, Ink.TEXT3), 0, Qt.AlignmentFlag.AlignTop)
        row.setAccessibleName(" ".join(part for part in (words, who) if part))
        return row


def answer(offer: Offer, *, passed: bool) -> tuple[str, Tone]:
    """What came of a round."""
    if offer.expired:
        return _("已过期"), Tone.NEUTRAL
    if passed:
        return _("待确认，已过期"), Tone.WARN
    return {
        None: (_("待确认"), Tone.INFO),
        True: (_("已同意"), Tone.OK),
        False: (_("未同意"), Tone.NEUTRAL),
    }[offer.accepted]


def _gap_words(found: Standing) -> str:
    said = [
        _("消费者 {demanded}").format(demanded=found.demanded.yuan),
        _("对方 {offered}").format(offered=found.offered.yuan),
    ]
    if found.gap <= 0:  # a middle between what is offered and less than that says nothing
        return DOT.join((*said, _("已达到诉求金额")))
    apart = (_("差距 {gap}").format(gap=found.gap.yuan), _("中间值 {middle}").format(middle=found.midpoint.yuan))
    return DOT.join((*said, *apart))


def _nothing(case: Dispute) -> str:
    claimed = case.complaint.claimed
    if claimed:
        return _("还没有报价。消费者诉求 {claimed}。").format(claimed=claimed.yuan)
    return _("还没有报价。")

"""Merchants that may be one, two side by side: a person merges them, or says that they are not the same."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import merchant_words, tell
from odrdesk.desktop.models.merchants import rate_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.services import merchant_changes, merchants
from odrdesk.services.desk import Desk
from odrdesk.services.merchants import Line, Pair
from odrdesk.text import _, field_label

WIDTH, HEIGHT = 820, 560


class AlikeDialog(Dialog):
    """One pair after the other, the likeliest first; nothing is merged without the button being pressed.

    `merged(gone, kept)` and `parted(one, other)` with their profiles as they were, after it was done.
    """

    merged = Signal(object, object)
    parted = Signal(object, object)

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk) -> None:
        super().__init__(look, window, _("可能重复的商家"))
        self._work, self._desk = work, desk
        self._pairs: list[Pair] = []
        self._at, self._may = 0, desk.clerk.may(Role.SUPERVISOR) and desk.house.held is not None
        self.place_words, self.score = Label("", 12, Ink.TEXT3), Pill(look, "")
        self.reasons = Elided("", 13, Ink.TEXT2)
        self.bar = Banner(look)
        self.sides = (_Side(look), _Side(look))
        self.keep = Segmented(look, _("合并后保留"), [("0", _("保留左边")), ("1", _("保留右边"))])
        self.keep.chosen.connect(lambda _key: self._mark())
        self.why = Entry(look, placeholder=_("如：同一营业执照；可以不写"))
        self.field = Field(look, "why", field_label("why"), self.why)
        self.nothing = EmptyState(look)
        self._arrange()
        self._look_again()

    def place(self) -> None:
        """As large as two merchants side by side."""
        size = self.plate.size()
        size.setWidth(min(self.look.dp(WIDTH), self.width() - 80))
        size.setHeight(min(self.look.dp(HEIGHT), self.height() - 56))
        self.plate.setGeometry(
            (self.width() - size.width()) // 2, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    @property
    def pair(self) -> Pair | None:
        """The pair in view."""
        return self._pairs[self._at] if self._pairs else None

    def step(self, by: int) -> None:
        """The next pair, or the one before."""
        if self._pairs:
            self._at = (self._at + by) % len(self._pairs)
            self._show()

    def merge(self) -> None:
        """Merge the pair in view."""
        pair = self.pair
        if pair is None or not self.go.isEnabled():
            return
        kept = int(self.keep.current)
        lines = (pair.one, pair.other)
        gone, stays = lines[1 - kept].profile, lines[kept].profile
        why = " ".join(self.why.text().split()) or None
        call = partial(merchant_changes.merge, self._desk, gone.key, stays.key, why)
        self._write(call, partial(self.merged.emit, gone, stays))

    def part(self) -> None:
        """Keep that the pair in view is not the same."""
        pair = self.pair
        if pair is not None and self.not_same.isEnabled():
            why = " ".join(self.why.text().split()) or None
            one, other = pair.one.profile, pair.other.profile
            call = partial(merchant_changes.set_apart, self._desk, one.key, other.key, why=why)
            self._write(call, partial(self.parted.emit, one, other))

    def _look_for(self) -> Sequence[Pair]:
        return merchants.side_by_side(self._desk, merchants.duplicates(self._desk))

    def _look_again(self) -> None:
        self._work.read(self._look_for, owner=self, done=self._show_all)

    def _show_all(self, pairs: Sequence[Pair]) -> None:
        self._pairs = list(pairs)
        self._at = min(self._at, max(0, len(pairs) - 1))
        self.why.clear()
        self._show()

    def _show(self) -> None:
        pair = self.pair
        several = len(self._pairs) > 1
        for button in (self.before, self.after):
            button.setVisible(several)
        self._whole.setVisible(pair is not None)
        self.nothing.setVisible(pair is None)
        for button in (self.not_same, self.go):
            button.setVisible(pair is not None)
        if pair is None:
            self.place_words.setText("")
            self.nothing.say(_("没有要判断的商家"), _("名称、代码、电话或地址相近的商家会出现在这里。"))
            return
        self.bar.hide()
        self.place_words.setText(_("第 {at} 对，共 {n} 对").format(at=self._at + 1, n=len(self._pairs)))
        self.score.say(_("相似 {n}").format(n=pair.candidate.score), Tone.INFO)
        self.reasons.setText(merchant_words.reasons(pair.candidate.reasons))
        for side, line in zip(self.sides, (pair.one, pair.other), strict=True):
            side.show_line(line)
        # The one with a code, and then the one with more cases, is likelier to be the right page.
        weights = [(bool(line.profile.uscc), line.figures.cases) for line in (pair.one, pair.other)]
        self.keep.choose("1" if weights[1] > weights[0] else "0")
        self._mark()
        if not self._may:
            self.go.setEnabled(False)
            self.status.setText(_("合并由主管确认"))

    def _mark(self) -> None:
        for at, side in enumerate(self.sides):
            side.mark(kept=str(at) == self.keep.current)

    def _write(self, call: Callable[[], Any], tell_of: Callable[[], object]) -> None:
        for button in (self.go, self.not_same):
            button.setEnabled(False)

        def done(_value: object) -> None:
            tell_of()
            self._look_again()

        op = self._work.write(call, owner=self, done=done, refused=self._refused)
        op.ended.connect(self._let)

    def _let(self) -> None:
        self.not_same.setEnabled(True)
        self.go.setEnabled(self._may)

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, {"why": self.field}, self.bar)

    def _arrange(self) -> None:
        self.head.insertWidget(1, self.place_words)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.score)
        top.addWidget(self.reasons)
        top.addStretch(1)
        top.addWidget(self.keep)
        column.addLayout(top)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for side in self.sides:
            pair.addWidget(side, 1)
        column.addLayout(pair, 1)
        column.addWidget(self.field)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._whole, 1)
        self.body.addWidget(self.nothing, 1)
        self._whole.hide()
        self.nothing.say(_("正在比较商家名称…"))
        self.before = Button(self.look, icon="chevron-left", height=34, name=_("上一对"))
        self.after = Button(self.look, icon="chevron-right", height=34, name=_("下一对"))
        for at, (button, by) in enumerate(((self.before, -1), (self.after, 1))):
            button.clicked.connect(lambda _on=False, by=by: self.step(by))
            button.hide()
            self.foot.insertWidget(at, button)
        self.not_same = self.button(_("不是同一家"))
        self.not_same.clicked.connect(self.part)
        self.go = self.button(_("合并"), Kind.PRIMARY, "layers")
        self.go.clicked.connect(self.merge)
        for button in (self.not_same, self.go):
            button.hide()


class _Side(QFrame):
    """One of the two."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("plate", "quote")
        self._face, self.name = Avatar(look, "", 32), Elided("", 15, bold=True)
        self._kept = Pill(look, "", px=11, height=19)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._face)
        top.addWidget(self.name)
        top.addStretch(1)
        top.addWidget(self._kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_line(self, line: Line) -> None:
        """Show a merchant."""
        profile, figures = line.profile, line.figures
        self._face.show_name(profile.name)
        self.name.setText(profile.name)
        self.setAccessibleName(profile.name)
        rows = [
            (field_label("uscc"), profile.uscc or _("未登记信用代码")),
            (_("全部案件"), _("{all}，在办 {open}").format(all=f"{figures.cases:,}", open=f"{figures.open:,}")),
            (_("近 90 天"), f"{figures.recent:,}"),
            (_("和解率"), rate_words(line)),
            *merchant_words.facts(profile),
        ]
        empty(self._grid)
        for at, (label, value) in enumerate(rows):
            self._grid.addWidget(Label(label, 12, Ink.TEXT3), at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Label(value, 13, wrap=True, selectable=True), at, 1)

    def mark(self, *, kept: bool) -> None:
        """Say which one stays."""
        self._kept.say(_("保留") if kept else _("并入"), Tone.TEAL if kept else Tone.NEUTRAL)

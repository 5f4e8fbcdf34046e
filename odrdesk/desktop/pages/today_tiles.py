"""The five numbers on top of the board, each a door: overdue, today, three days, what waits, the settlement rate."""

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from odrdesk.desktop.forms.scroller import BAR
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.kpi import KpiTile
from odrdesk.domain.listing import VIEWS, Condition, Op, Relative
from odrdesk.domain.vocabulary import Role
from odrdesk.services.desk import Desk
from odrdesk.services.lists import Board, Scope, narrowed
from odrdesk.services.reports import Rate
from odrdesk.text import _

APPROVES = (Role.SUPERVISOR, Role.FINANCE)
"""Who decides on claims on the fund sees those that wait; everybody else what nobody has taken yet."""
SOON = 3
"""Working days after today that the third tile counts."""


class Door(NamedTuple):
    """Where a tile or a bar leads: a view of the case list, narrowed by further conditions."""

    view: str
    where: tuple[Condition, ...] = ()


class Tiles(QWidget):
    """`led(Door)` to a list, `approve_asked` to the claims that wait, `rate_asked` to the figures of the month."""

    led = Signal(object)
    approve_asked = Signal()
    rate_asked = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._board: Board | None = None
        self._scope = Scope.ALL
        self.approves = any(desk.clerk.may(role) for role in APPROVES)
        waiting = (
            KpiTile(look, _("待审批"), "badge-check", Tone.PURPLE, _("先行赔付"))
            if self.approves
            else KpiTile(look, _("待分派"), "user-plus", Tone.PURPLE, _("件"))
        )
        self.tiles = {
            "overdue": KpiTile(look, _("已逾期"), "triangle-alert", Tone.DANGER, _("件")),
            "today": KpiTile(look, _("今日到期"), "clock", Tone.WARN, _("件")),
            "soon": KpiTile(look, _("3 日内到期"), "calendar-clock", Tone.NEUTRAL, _("件")),
            "waiting": waiting,
            "rate": KpiTile(look, _("本月和解率"), "handshake", Tone.OK),
        }
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, BAR, 0)
        row.setSpacing(12)
        for key, tile in self.tiles.items():
            tile.clicked.connect(lambda _on=False, key=key: self._go(key))
            row.addWidget(tile)

    def show_board(self, board: Board, scope: Scope) -> None:
        """The numbers of the board."""
        self._board, self._scope = board, scope
        for key in ("overdue", "today", "soon"):
            self.tiles[key].show_number(f"{getattr(board.tiles, key):,}")
        if not self.approves:
            self.tiles["waiting"].show_number(f"{board.tiles.unassigned:,}")

    def show_waiting(self, waiting: int) -> None:
        """How many claims wait for a decision; who does not decide has another tile there."""
        if self.approves:
            self.tiles["waiting"].show_number(f"{waiting:,}")

    def show_rate(self, rate: Rate) -> None:
        """The month's rate and how it stands to the month before."""
        tile = self.tiles["rate"]
        if rate.now is None:
            tile.show_number("—", _("本月尚无办结"))
            return
        change = rate.change
        tile.show_number(f"{_one(rate.now)}%", "" if change is None else _("较上月 {n}").format(n=_signed(change)))

    def set_low(self, *, low: bool) -> None:
        """In a low window the tiles are one line high."""
        for tile in self.tiles.values():
            tile.set_low(low=low)

    def _go(self, key: str) -> None:
        if key == "rate":
            self.rate_asked.emit()
        elif key == "waiting" and self.approves:
            self.approve_asked.emit()
        else:
            self.led.emit(self.door(key))

    def door(self, key: str) -> Door:
        """Where a tile leads."""
        own = narrowed(self._scope)
        if key == "waiting":
            return Door("unassigned", () if self._scope is Scope.MINE else own)
        if key in VIEWS and key != "soon":
            return Door(key, own)
        board = self._board
        # The third working day after today, as the tile counts.
        last = board.upcoming[SOON][0] if board and len(board.upcoming) > SOON else Relative(SOON)
        return Door("open", (*own, Condition("due", Op.GT, (Relative(0),)), Condition("due", Op.LE, (last,))))


def _one(value: Decimal) -> str:
    """One decimal: the tile is for a glance, the report has two."""
    return f"{value:.1f}"


def _signed(value: Decimal) -> str:
    return f"{value:+.1f}" if round(value, 1) else "0.0"

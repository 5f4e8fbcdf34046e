"""How the fields of a complaint stand: all of them in two columns of groups, or the usual ones beside a pasted text.

The same fields stand in both; in the short form what is left over is folded behind a link.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from odrdesk.desktop.forms import abroad, further, party
from odrdesk.desktop.forms.binding import Binding, Bound, Maker
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.text import _, field_label, ngettext

Row = Sequence[tuple[Bound, int]]
_COLUMNS = 12
_ROOMY, _TIGHT = (3, 9), (1, 5)
"""Pixels between rows and between groups."""
LINES, FEW_LINES = 3, 2
"""Of the facts: beside the text they were read from, two are enough to see whose words they are."""
SHORT: tuple[tuple[tuple[str, int], ...], ...] = (
    (("consumer.name", 6), ("consumer.phone", 6)),
    (("merchant.name", 6), ("live.room", 3), ("live.host", 3)),
    (("order.no", 6), ("order.bought_on", 6)),
    (("order.goods", 6), ("order.paid", 3), ("claimed", 3)),
    (("category", 4), ("claims_words", 8)),
    (("claims", 12),),
    (("facts", 12),),
    (("channel", 3), ("channel_no", 4), ("received_at", 5)),
)
"""The fields beside a pasted text, row by row, with how many of twelve columns each takes."""


class ComplaintPage(QWidget):
    """The fields in their places. `set_short` moves them, `reveal` opens what is folded over one."""

    def __init__(self, make: Maker, binding: Binding, area: QScrollArea) -> None:
        # Made in its place: put there when it was whole, each of 400 parts was dressed anew at every step on the way.
        super().__init__(area.viewport())
        area.setWidget(self)
        self._make, self._binding = make, binding
        self._grids: list[QGridLayout] = []
        self._sides: list[QVBoxLayout] = []
        self._homes: dict[str, tuple[QGridLayout, int, int, int]] = {}
        self._captions: list[tuple[Label, tuple[str, ...]]] = []
        self.short = False
        self._wide, self._few = QWidget(self), QWidget(self)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._wide)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(28)
        self._across.addLayout(self._left_side(), 1)
        self._across.addLayout(self._right_side(), 1)
        self._few_grid = _grid(self._few)
        self.more = Button(make.look, _("更多项目"), "chevron-down", Kind.LINK, height=24, icon_size=14)
        self.more.clicked.connect(lambda: self._fold(open_it=self._wide.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 7, 20, 7)
        column.setSpacing(6)
        column.addWidget(self._few)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._wide, 1)
        self._column = column
        self._few.hide()
        self.more.hide()
        self.set_tight(tight=False)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields in the order in which one walks through them."""
        every = self._binding.fields
        first = [name for row in SHORT for name, _span in row] if self.short else []
        return {name: every[name] for name in [*first, *(name for name in every if name not in first)]}

    @property
    def folded(self) -> frozenset[str]:
        """The fields that lie behind the link now."""
        few = {name for row in SHORT for name, _span in row}
        return frozenset(set(self._binding.fields) - few) if self.short and self._wide.isHidden() else frozenset()

    def set_short(self, *, short: bool) -> None:
        """Put the usual fields beside a text, or all of them into their groups again."""
        if short == self.short:
            return
        self.short = short
        every = self._binding.fields
        for at, row in enumerate(SHORT):
            start = 0
            for name, span in row:
                if short:
                    self._few_grid.addWidget(every[name], at, start, 1, span, _top(every[name]))
                else:
                    grid, line, column, wide = self._homes[name]
                    grid.addWidget(every[name], line, column, 1, wide, _top(every[name]))
                start += span
        below = QBoxLayout.Direction.TopToBottom if short else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(below)
        self._across.setSpacing(10 if short else 28)
        for caption, names in self._captions:
            caption.setVisible(not short or any(name not in _few() for name in names))
        # Beside the text there is no room at the outer side of it: the dialog's own margin stands there.
        self._column.setContentsMargins(12 if short else 20, 7, 20, 7)
        self._facts.set_lines(FEW_LINES if short else LINES)
        self._few.setVisible(short)
        self.more.setVisible(short)
        self._fold(open_it=not short)
        self._wide.setVisible(not short)
        self._walk()

    def reveal(self, name: str) -> None:
        """Open what is folded over a field."""
        if name in self.folded:
            self._fold(open_it=True)
        for plate, names in ((self.abroad, abroad.FIELDS), (self.further, further.FIELDS)):
            if name in names and not plate.open:
                plate.turn()

    def count(self, filled: int) -> None:
        """Say how many of the folded fields hold something."""
        words = _("更多项目")
        if filled:
            words += ngettext("（已填 {n} 项）", "（已填 {n} 项）", filled).format(n=filled)
        self.more.relabel(words)

    def set_tight(self, *, tight: bool) -> None:
        """Less air between the rows, for a low window."""
        rows, groups = _TIGHT if tight else _ROOMY
        for grid in self._grids:
            grid.setVerticalSpacing(rows)
        self._few_grid.setVerticalSpacing(rows + 2)
        for side in self._sides:
            side.setSpacing(groups)

    def _fold(self, *, open_it: bool) -> None:
        self._wide.setVisible(open_it)
        self.more.relabel(self.more.text(), "chevron-up" if open_it else "chevron-down")

    def _walk(self) -> None:
        """Tab goes as the eye does, in either arrangement."""
        stops = [part for field in self.fields.values() for part in _stops(field.editor)]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def _left_side(self) -> QVBoxLayout:
        make, label = self._make, field_label
        source = self._group(
            _("来源"),
            (
                (make.choice("channel", label("channel"), Channel, required=True), 4),
                (make.line("channel_no", label("channel_no"), digits=True), 4),
                (make.open_choice("contact_point", label("contact_point")), 4),
            ),
            (
                (make.moment("received_at", label("received_at"), required=True), 6),
                (make.moment("pushed_at", label("pushed_at")), 6),
            ),
        )
        consumer = self._group(
            _("消费者"),
            ((make.line("consumer.name", label("consumer.name"), required=True), 6), (party.phone(make.look), 6)),
            (
                (make.line("consumer.id_no", label("consumer.id_no"), digits=True), 6),
                (make.day("consumer.born_on", label("consumer.born_on")), 6),
            ),
            ((make.line("consumer.address", label("consumer.address")), 12),),
        )
        self.guardian = party.GuardianPlate(make, self._binding)
        consumer.addWidget(self.guardian)
        merchant = self._group(
            _("商家"),
            (
                (make.line("merchant.name", label("merchant.name"), required=True), 6),
                (make.line("merchant.uscc", label("merchant.uscc"), digits=True), 6),
            ),
            (
                (make.line("live.room", label("live.room")), 5),
                (make.line("live.host", label("live.host")), 3),
                (make.line("live.base", label("live.base")), 4),
            ),
            (
                (make.line("live.mcn", label("live.mcn")), 4),
                (make.day("live.on", label("live.on"), narrow=True), 4),
                (make.line("live.timecode", label("live.timecode"), digits=True, hint="01:23:45"), 4),
            ),
        )
        return self._side(source, consumer, merchant)

    def _right_side(self) -> QVBoxLayout:
        make, label = self._make, field_label
        facts = make.paragraph(
            "facts",
            label("facts"),
            required=True,
            lines=LINES,
            hint=_("照消费者原话记录：买了什么、发生了什么、商家怎么说"),
        )
        if isinstance(facts.field.editor, Paragraph):
            self._facts = facts.field.editor
        dispute = self._group(
            _("争议"),
            (
                (make.choice("category", label("category"), Category, required=True), 5),
                (make.amount("claimed", label("claimed")), 4),
                (make.day("knew_on", label("knew_on"), narrow=True), 3),
            ),
            ((make.chips("claims", label("claims"), Claim, required=True), 12),),
            ((make.line("claims_words", label("claims_words")), 12),),
            ((facts, 12),),
        )
        stretching = self._grids[-1]
        order = self._group(
            _("订单"),
            (
                (make.line("order.no", label("order.no"), digits=True), 5),
                (make.line("order.goods", label("order.goods")), 5),
                (make.quantity("order.quantity", label("order.quantity")), 2),
            ),
            (
                (make.amount("order.paid", label("order.paid")), 3),
                (make.day("order.bought_on", label("order.bought_on"), narrow=True), 3),
                (make.day("order.signed_on", label("order.signed_on"), narrow=True), 3),
                (make.day("order.completed_on", label("order.completed_on"), narrow=True), 3),
            ),
        )
        self.abroad = abroad.AbroadPlate(make, self._binding)
        self.further = further.FurtherPlate(make, self._binding)
        links = Flow()
        for plate in (self.abroad, self.further):
            links.add(plate.link)
        order.addWidget(links)
        order.addWidget(self.abroad)
        order.addWidget(self.further)
        stretching.setRowStretch(stretching.rowCount() - 1, 1)
        return self._side(dispute, order, fills=True)

    def _group(self, title: str, *rows: Row) -> QVBoxLayout:
        column, grid = QVBoxLayout(), _grid()
        column.setSpacing(4)
        for at, row in enumerate(rows):
            start = 0
            for bound, span in row:
                field = self._binding.add(bound)
                # A note under one field must not push its neighbours down; only the long text takes what is left.
                grid.addWidget(field, at, start, 1, span, _top(field))
                self._homes[bound.field.key] = (grid, at, start, span)
                start += span
        caption = Label(title, 13, Ink.TEXT, bold=True)
        self._captions.append((caption, tuple(bound.field.key for row in rows for bound, _span in row)))
        column.addWidget(caption)
        column.addLayout(grid, 1)
        self._grids.append(grid)
        return column

    def _side(self, *groups: QVBoxLayout, fills: bool = False) -> QVBoxLayout:
        side = QVBoxLayout()
        for group in groups:
            side.addLayout(group, 1 if fills and group is groups[0] else 0)
        if not fills:
            side.addStretch(1)
        self._sides.append(side)
        return side


def _few() -> frozenset[str]:
    return frozenset(name for row in SHORT for name, _span in row)


def _grid(inside: QWidget | None = None) -> QGridLayout:
    grid = QGridLayout(inside) if inside else QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    for number in range(_COLUMNS):
        grid.setColumnStretch(number, 1)
        grid.setColumnMinimumWidth(number, 1)
    return grid


def _top(field: Field) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag(0) if isinstance(field.editor, Paragraph) else Qt.AlignmentFlag.AlignTop


def _stops(editor: QWidget) -> Iterator[QWidget]:
    """The parts of an editor that can have the focus themselves, in their order."""
    if editor.focusProxy() is None and editor.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield editor
        return
    for part in editor.findChildren(QWidget):
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.focusProxy() is None:
            yield part

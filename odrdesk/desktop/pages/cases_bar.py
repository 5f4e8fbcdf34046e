"""The row of filters above the case list: a chip for each, and what can be done with a changed view."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from odrdesk.desktop.forms import filter_ends
from odrdesk.desktop.forms.filter_ends import RangeEnds, WordsEnd
from odrdesk.desktop.pages import cases_filters as filters
from odrdesk.desktop.pages.cases_filters import ALWAYS, Chip, Where
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.filter_chip import FilterChip, Picks
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.domain.listing import Condition
from odrdesk.services.desk import Desk
from odrdesk.text import _


class FilterBar(QWidget):
    """`changed(where)` after a tick; `saved`, `forgotten` and `cleared` when its links are pressed."""

    changed = Signal(object)
    saved = Signal()
    forgotten = Signal()
    cleared = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._where: Where = ()
        self._known: Mapping[Chip, Sequence[str]] = {}
        self.chips = {chip: FilterChip(look, filters.chip_words(chip)) for chip in Chip}
        self.flow = Flow()
        self.further = Button(look, _("更多条件"), "list-filter", height=30)
        self.further.clicked.connect(self._offer_more)
        self._single: list[Button] = []
        self.forget = Button(look, _("删除视图"), kind=Kind.LINK, height=30)
        self.save = Button(look, _("存为视图"), kind=Kind.LINK, height=30)
        self.clear = Button(look, _("清除"), kind=Kind.LINK, height=30)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for chip, button in self.chips.items():
            button.picked.connect(partial(self._picked, chip))
            button.more = self._more_of(chip)
            button.setVisible(chip in ALWAYS)
            button.gone.connect(self._tidy)
            self.flow.add(button)
        self.flow.add(self.further)
        row.addWidget(self.flow, 1, Qt.AlignmentFlag.AlignTop)
        for link, signal in ((self.forget, self.forgotten), (self.save, self.saved), (self.clear, self.cleared)):
            link.clicked.connect(signal)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)

    def show_where(self, where: Where, officers: Sequence[str], tags: Sequence[str] = ()) -> None:
        """Say what is let through; `officers` and `tags` can be picked from."""
        self._where = where
        for chip, button in self.chips.items():
            options = filters.options(chip, tags if chip is Chip.TAG else officers)
            words = filters.words(chip, where)
            button.show_choice(options, filters.keys(chip, where), words)
            button.setVisible(bool(words) or chip in ALWAYS)
        for old in self._single:
            self.flow.drop(old)
        self._single = [self._one(condition) for condition in filters.others(where)]
        self.flow.keep_last(self.further)
        self.flow.arrange()

    def know(self, merchants: Sequence[str], regions: Sequence[str] = ()) -> None:
        """What is offered while a merchant or a region is typed."""
        self._known = {Chip.MERCHANT: merchants, Chip.REGION: regions}

    def offer(self, *, clear: bool, save: bool, forget: bool) -> None:
        """Which links make sense now."""
        self.clear.setVisible(clear)
        self.save.setVisible(save)
        self.forget.setVisible(forget)

    def open(self, chip: Chip) -> Picks:
        """Open the list of a chip, which shows itself for it."""
        button = self.chips[chip]
        button.show()
        self.flow.arrange()
        return button.drop()

    def _tidy(self) -> None:
        """A chip that was opened and not used goes among the further ones again."""
        for chip, button in self.chips.items():
            button.setVisible(bool(button.words) or chip in ALWAYS)
        self.flow.arrange()

    def _one(self, condition: Condition) -> Button:
        words = filters.other_words(condition)
        button = Button(self._look, words, "x", height=30, hint=_("去掉这个条件"))
        button.clicked.connect(lambda: self.changed.emit(tuple(one for one in self._where if one != condition)))
        self.flow.add(button)
        button.show()
        return button

    def _more_of(self, chip: Chip) -> Callable[[], QWidget] | None:
        if chip is Chip.AMOUNT:
            return lambda: self._range(chip, filter_ends.amount_ends(self._look, filters.ends(chip, self._where)))
        if chip in filters.DATES:
            return lambda: self._range(chip, self._days(chip))
        if chip in filters.WORDED:
            return lambda: self._words(chip)
        return None

    def _days(self, chip: Chip) -> RangeEnds:
        given = filters.day_ends(chip, self._where)
        return filter_ends.day_ends(self._look, given, self._desk.today, self._desk.calendar.add_working_days)

    def _range(self, chip: Chip, made: RangeEnds) -> RangeEnds:
        def given(low: object, high: object) -> None:
            self.changed.emit(filters.ranged(chip, self._where, low, high))  # type: ignore[arg-type]  # days or fen
            made.window().close()

        made.given.connect(given)
        return made

    def _words(self, chip: Chip) -> WordsEnd:
        told = ",".join(filters.keys(chip, self._where))
        made = WordsEnd(self._look, told, self._known.get(chip, ()))

        def given(text: str) -> None:
            self.changed.emit(filters.worded(chip, self._where, text))
            made.window().close()

        made.given.connect(given)
        return made

    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in Chip:
            if not self.chips[chip].isVisibleTo(self):
                act = menu.addAction(filters.chip_words(chip))
                act.triggered.connect(lambda _on=False, chip=chip: self.open(chip))
        menu.popup(self.further.mapToGlobal(QPoint(0, self.further.height() + 4)))

    def _picked(self, chip: Chip, keys: Sequence[str]) -> None:
        self.changed.emit(filters.picked(chip, self._where, keys))

"""设置 › 文书编号与打印: how papers are numbered, with a live example, and how each kind is usually printed."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain import paper_numbers as templates
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.services import contact_points, paper_numbers, paper_settings, papers
from odrdesk.services.desk import Desk
from odrdesk.services.paper_numbers import Numbering
from odrdesk.services.paper_settings import MOST_COPIES, PrintSettings
from odrdesk.text import _, fault_text, refusal_text, word

EVERYWHERE = ""
NARROW = 110


class Known(NamedTuple):
    """What is set: how each kind is numbered, the station, the contact points, how a kind is printed."""

    numbering: tuple[Numbering, ...]
    station: str
    points: tuple[str, ...]
    prints: dict[PaperKind, PrintSettings]


class Typed(NamedTuple):
    """What stands in the fields of one kind at one point."""

    prefix: str
    own: str
    copies: str
    duplex: bool


Place = tuple[str, str]
"""A kind and a contact point, as the choices have them."""


class PapersSection(SettingsSection):
    """The desk's template and station above, the kind that is chosen beneath.

    What was typed for a kind and not saved is there again when one comes back to it.
    """

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.known: Known | None = None
        self._typed: dict[Place, Typed] = {}
        self._stands: Place = ("", EVERYWHERE)
        self._of_desk = False
        self.bar = Banner(look)
        self.template = Entry(look, longest=templates.TEMPLATE_LIMIT)
        self.station = Entry(look, longest=templates.PREFIX_LIMIT)
        self.kind = Choice(look, [(kind.value, word(kind)) for kind in papers.kinds()], papers.kinds()[0].value)
        self.point = Choice(look, [(EVERYWHERE, _("各联络点"))], EVERYWHERE)
        self.own = Entry(look, longest=templates.TEMPLATE_LIMIT, placeholder=_("不填：用上面的样式"))
        self.prefix = Entry(look, longest=templates.PREFIX_LIMIT)
        self.copies = Entry(look, holds=Holds.DIGITS, longest=2)
        self.duplex = Tick(look, _("双面打印"))
        self.example, self.of_kind = (Label("", 15, Ink.ACCENT_TEXT, bold=True, wrap=True) for _each in "12")
        items = _("可用：{prefix} 代字、{year} 年份、{seq:04d} 四位序号、{station} 本机代号")
        self.fields = {
            "paper.number": Field(look, "paper.number", _("编号样式"), self.template, hint=items),
            "station": Field(look, "station", _("本机代号"), self.station, hint=_("几台电脑各有各的库时用来区分。")),
            "kind": Field(look, "kind", _("文书种类"), self.kind),
            "point": Field(look, "point", _("联络点"), self.point),
            "prefix": Field(look, "prefix", _("代字"), self.prefix),
            "own": Field(look, "own", _("本类样式"), self.own),
            "copies": Field(look, "copies", _("常用份数"), self.copies),
        }
        self.save, self.save_kind = (Button(look, _("保存"), height=34) for _each in "12")
        self._arrange()
        for entry in (self.template, self.station, self.own, self.prefix):
            entry.textChanged.connect(lambda _text: self._show_examples())
        self.kind.currentIndexChanged.connect(lambda _place: self._show_kind())
        self.point.currentIndexChanged.connect(lambda _place: self._show_kind())
        self.watch(self.bar, self.template, self.station, self.own, self.prefix, self.copies)
        for entry in (self.template, self.station):
            entry.textEdited.connect(self._desk_touched)
        for entry in (self.own, self.prefix, self.copies):
            entry.textEdited.connect(self._kind_touched)
        self.duplex.clicked.connect(self._kind_touched)
        self.save.clicked.connect(self.keep)
        self.save_kind.clicked.connect(self.keep_kind)

    def arrive(self) -> None:
        """Read all of it anew."""
        self._work.read(partial(_look_at, self._desk), owner=self, done=self._show)

    def keep(self) -> None:
        """Set the desk's template and station."""
        template, station, desk = self.template.text().strip(), self.station.text().strip(), self._desk
        told = template, station

        def call() -> object:
            before = paper_numbers.station_of(desk)
            done = paper_numbers.change_numbering(desk, template=template)
            return paper_numbers.change_station(desk, station) if station != before else done

        def kept() -> None:
            self._of_desk = (self.template.text().strip(), self.station.text().strip()) != told

        self._write(call, kept)

    def keep_kind(self) -> None:
        """Set how the chosen kind is numbered and printed."""
        kind, point, desk = PaperKind(self.kind.key), self.point.key or None, self._desk
        copies = half_width(self.copies.text())
        if not copies.isdigit() or not 1 <= int(copies) <= MOST_COPIES:
            self._refused(Refusal("paper.copies_usual", "copies", copies=copies, most=MOST_COPIES))
            return
        own, prefix, both = self.own.text().strip(), self.prefix.text().strip(), self.duplex.isChecked()

        def call() -> object:
            done = paper_numbers.change_numbering(desk, kind=kind, point=point, template=own, prefix=prefix)
            paper_settings.set_print_settings(desk, kind, copies=int(copies), duplex=both)
            return done

        place, told = self._stands, self._in_fields()

        def kept() -> None:
            if self._typed.get(place) == told:
                del self._typed[place]

        self._write(call, kept)

    def _write(self, call: Callable[[], object], kept: Callable[[], None]) -> None:
        for field in self.fields.values():
            field.clear()
        self.bar.hide()

        def done(_value: object) -> None:
            kept()
            self._window.toasts.say(_("已保存"))
            self.unsaved = self._of_desk or bool(self._typed)
            self.arrive()

        self._work.write(call, owner=self, done=done, refused=self._refused, faulted=self._faulted)

    def _desk_touched(self) -> None:
        self._of_desk = True

    def _kind_touched(self) -> None:
        self._touched()
        self._typed[self._stands] = self._in_fields()

    def _in_fields(self) -> Typed:
        return Typed(self.prefix.text(), self.own.text(), self.copies.text(), self.duplex.isChecked())

    def _show(self, known: Known) -> None:
        self.known = known
        options = [(EVERYWHERE, _("各联络点")), *((name, name) for name in known.points)]
        self.point.blockSignals(True)
        self.point.offer(options)
        self.point.blockSignals(False)
        self.fields["point"].setVisible(bool(known.points))
        if not self._of_desk:
            self.template.setText(_most_used(known.numbering))
            self.station.setText(known.station)
        self._show_kind()

    def _show_kind(self) -> None:
        known = self.known
        if known is None:
            return
        self._stands = self.kind.key, self.point.key
        kind, one = PaperKind(self.kind.key), self._numbering()
        prints, own = known.prints[kind], one.template
        set_ = Typed(one.prefix, "" if own == _most_used(known.numbering) else own, str(prints.copies), prints.duplex)
        shown = self._typed.get(self._stands, set_)
        self.prefix.setText(shown.prefix)
        self.own.setText(shown.own)
        self.copies.setText(shown.copies)
        self.duplex.setChecked(shown.duplex)
        for name in ("prefix", "own", "copies"):
            self.fields[name].clear()
        self._say_unsaved()
        self._show_examples()

    def _say_unsaved(self) -> None:
        """Which other kinds wait to be saved: their fields are out of sight."""
        kinds = dict.fromkeys(kind for kind, point in self._typed if (kind, point) != self._stands)
        if kinds:
            words = _("、").join(word(PaperKind(kind)) for kind in kinds)
            self.bar.say(_("还没有保存：{kinds}").format(kinds=words))
        else:
            self.bar.hide()

    def _numbering(self) -> Numbering:
        """How the chosen kind is numbered at the chosen point: its own, or what counts everywhere."""
        known, kind, point = self.known, PaperKind(self.kind.key), self.point.key or None
        found = [one for one in known.numbering if one.kind is kind] if known else []
        return next((one for one in found if one.point == point), found[0])

    def _show_examples(self) -> None:
        if self.known is None:
            return
        template = self.template.text().strip()
        self._example(self.example, template, self._numbering().prefix)
        self._example(self.of_kind, self.own.text().strip() or template, self.prefix.text().strip())

    def _example(self, label: Label, template: str, prefix: str) -> None:
        """The first number of this year that these give, or why they cannot."""
        try:
            made = templates.read(template)
            series = made.series(prefix, self.station.text().strip(), self._desk.today().year)
            words, ink = _("例：{number}").format(number=made.number(series, 1)), Ink.ACCENT_TEXT
        except Refusal as no:
            words, ink = refusal_text(no), Ink.DANGER
        label.setText(words)
        label.set_ink(ink)

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)

    def _arrange(self) -> None:
        look = self._look
        desk_card = Card(_("文书编号"), _("每年从 1 起，按出具日的年份；作废的号不再用"))
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.fields["paper.number"], 3, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.fields["station"], 2, Qt.AlignmentFlag.AlignTop)
        desk_card.add(top)
        desk_card.add(self._foot(self.example, self.save))
        kind_card = Card(_("各类文书"), _("代字、份数和双面按种类设"))
        for names in (("kind", "point"), ("prefix", "own", "copies")):
            row = QHBoxLayout()
            row.setSpacing(12)
            for name in names:
                row.addWidget(self.fields[name], 2 if name == "own" else 1, Qt.AlignmentFlag.AlignTop)
            kind_card.add(row)
        kind_card.add(self.duplex)
        kind_card.add(self._foot(self.of_kind, self.save_kind))
        self.copies.setMinimumWidth(look.dp(NARROW))
        may, writing = self._desk.clerk.may(Role.ADMIN), self._desk.house.held is not None
        for button in (self.save, self.save_kind):
            button.setEnabled(may and writing)
        room = QWidget()
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.setSpacing(12)
        inside.addWidget(self.bar)
        inside.addWidget(desk_card)
        inside.addWidget(kind_card)
        if not may:
            inside.addWidget(Label(_("编号由管理员设置。"), 13, Ink.TEXT3))
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroller(room))

    @staticmethod
    def _foot(example: Label, save: Button) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(example, 1)
        row.addWidget(save)
        return row


def _look_at(desk: Desk) -> Known:
    return Known(
        paper_numbers.numbering(desk),
        paper_numbers.station_of(desk),
        tuple(point.name for point in contact_points.every(desk)),
        {kind: paper_settings.print_settings(desk, kind) for kind in papers.kinds()},
    )


def _most_used(found: tuple[Numbering, ...]) -> str:
    """The desk's own template: what most kinds have."""
    texts = [one.template for one in found if one.point is None]
    return max(texts, key=texts.count)

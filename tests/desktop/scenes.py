"""Every page and every dialog of the window as a table of scenes: name, and how to get there.

A new dialog needs a line here: `test_every_dialog_has_a_scene` fails until it has one.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from odrdesk.desktop import tell
from odrdesk.desktop.actions import case_tabs
from odrdesk.desktop.dialogs.drafts import DraftsDialog
from odrdesk.desktop.dialogs.farewell import Farewell
from odrdesk.desktop.dialogs.first_start import FirstStart, Homes
from odrdesk.desktop.dialogs.kept_bar import DiscardDialog
from odrdesk.desktop.dialogs.many import MANY
from odrdesk.desktop.dialogs.restore import RestoreDialog
from odrdesk.desktop.draft_doors import form_words
from odrdesk.desktop.pages.case_sight import Sight, look_at
from odrdesk.desktop.pages.settings_clerks import ClerksSection
from odrdesk.desktop.pages.settings_points import PointsSection
from odrdesk.desktop.pages.settings_rules import RulesSection
from odrdesk.desktop.pages.settings_tags import TagsSection
from odrdesk.desktop.pages.settings_templates import TemplatesSection
from odrdesk.domain import listing
from odrdesk.domain.errors import Fault
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.services import cases, clerks, contact_points, drafts, lists, merchants, paper_lists, rules, tags, upkeep
from odrdesk.services.cases import CaseView
from odrdesk.services.desk import backup_folder
from odrdesk.text import _
from tests.desktop import demonstration
from tests.desktop.stage import Stage

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "tests" / "data" / "intake" / "12315-ODR-投诉单列表.xlsx"
ASIDE = frozenset({
    "quit", "back", "open_desk", "backup", "full_screen", "rail", "larger", "smaller", "normal_size", "theme",
    "refresh", "contrast", "density", "copy_number", "copy_console", "close_case", "previous_case", "next_case",
    "undo", "redo", "claim_approve", "claim_refuse", "paper_history", *(f"tab_{key}" for key, _words in case_tabs()),
})  # fmt: skip
"""Commands that show nothing of their own, or that another scene shows."""


class Scene(NamedTuple):
    """`page`: it stands behind everything, nothing has to be closed after it. `open` may give a widget of its own."""

    name: str
    open: Callable[[], object]
    page: bool = False


class Cast:
    """Which cases, papers and merchants of a desk show most; found once, the same on every copy of the desk."""

    def __init__(self, stage: Stage) -> None:
        desk = stage.desk
        found = lists.rows(desk, lists.opening(desk, listing.VIEWS["all"], 400).ids)
        self._take([cases.view(desk, one.row.number) for one in found])

    def _take(self, views: list[CaseView]) -> None:
        """Choose among these."""
        self.merchant = 1
        self.numbers = [view.case.number for view in views]
        self.filed = max(views, key=lambda one: (len(one.evidence), len(one.worksheets))).case.number
        self.offered = max(views, key=lambda one: (len(one.case.offers), len(one.record))).case.number
        self.marked = self._first(views, lambda one: bool(one.case.ip))
        self.papered = max(views, key=lambda one: len(one.papers)).case.number
        self.advanced = self._first(views, lambda one: bool(one.case.prepayments))
        self.steps: dict[Step, str] = {}
        for view in views:
            for status in view.steps:
                if status.open:
                    self.steps.setdefault(status.step, view.case.number)

    @staticmethod
    def _first(views: list[CaseView], fits: Callable[[CaseView], bool]) -> str:
        return next((view.case.number for view in views if fits(view)), views[0].case.number)


class Scenes:
    """The table for one stage; `cast` may come from another stage on the same desk."""

    def __init__(self, stage: Stage, cast: Cast | None = None) -> None:
        self.stage, self.front, self.window = stage, stage.front, stage.window
        self.cast = cast or Cast(stage)
        self._sights: dict[str, Sight] = {}

    def __iter__(self) -> Iterator[Scene]:
        yield from self.pages()
        yield from self.commands()
        yield from self.steps()
        yield from self.of_a_case()
        yield from self.of_the_fund()
        yield from self.of_papers()
        yield from self.of_many()
        yield from self.of_merchants()
        yield from self.of_figures()
        yield from self.of_settings()
        yield from self.of_the_start()

    def pages(self) -> Iterator[Scene]:
        """Every page, the tabs of a case and of the fund, the sections of the settings."""
        go = self.window.go
        self._case(self.cast.filed)
        for key in list(self.window._pages):
            if key not in {"case", "merchant"}:
                yield Scene(key, partial(go, key), page=True)
        for stage in PaperStage:
            yield Scene(f"papers {stage.value}", partial(self._papers, stage), page=True)
        for number in dict.fromkeys((self.cast.filed, self.cast.offered, self.cast.marked, self.cast.advanced)):
            yield Scene(f"case {number}", partial(self._case, number), page=True)
        for key in self.front.case.tabs.keys():  # noqa: SIM118 -- a widget's method, no dictionary
            whose = {"ip": self.cast.marked, "prepayment": self.cast.advanced, "negotiation": self.cast.offered}
            yield Scene(f"case tab {key}", partial(self._tab, whose.get(key, self.cast.filed), key), page=True)
        for part in self.front.fund.page.parts:
            yield Scene(f"prepay tab {part.key}", partial(self._fund, part.key), page=True)
        yield Scene("merchant", partial(self._merchant), page=True)
        for section in self.front.settings._sections:
            yield Scene(f"settings {section}", partial(self._section, section), page=True)

    def commands(self) -> Iterator[Scene]:
        """Every command that shows something, run with a case open."""
        for command in self.window.registry.handled():
            if command.key not in ASIDE and command.key not in self.window._pages:
                yield Scene(f"command {command.key}", partial(self._command, command.key))
        yield Scene("command import, a sheet", lambda: self.front.take_in(SHEET))
        yield Scene("command import, the trial", self._trial)

    def steps(self) -> Iterator[Scene]:
        """The dialog of every step, on the first case where it is open."""
        for step, number in self.cast.steps.items():
            yield Scene(f"step {step.value}", partial(self._step, number, step))

    def of_a_case(self) -> Iterator[Scene]:
        """What the case page opens beside its steps."""
        deeds, panel = self.front.case.deeds, self._evidence
        filed, papered = self.cast.filed, self.cast.papered
        yield Scene("why this date", lambda: deeds.explain(self._clock(filed), self.sight(filed)))
        yield Scene("days to print", lambda: deeds.print_days(self.sight(filed), self._clock(filed)))
        yield Scene("preview of a paper", lambda: deeds.preview(self.sight(papered)))
        form = PaperKind.REGISTRATION_FORM
        yield Scene("draft of a paper", lambda: deeds.issue(self.sight(filed), form, "desk"))
        yield Scene("void", lambda: deeds.void(self.sight(papered), self.sight(papered).view.papers[0].mark.key))
        yield Scene("file evidence", lambda: panel().file())
        yield Scene("an item of evidence", lambda: panel().open_item(self.sight(filed).view.evidence[0].key))
        yield Scene("evidence withdrawn", lambda: panel().acts.withdraw(self.sight(filed).view.evidence[0]))
        yield Scene("evidence released", lambda: panel().acts.release(self.sight(filed).view.evidence[0]))
        yield Scene("evidence taken back", lambda: panel().acts.restore(self.sight(filed).view.evidence[0]))
        yield Scene("list of evidence", lambda: panel().print_index())

    def of_the_fund(self) -> Iterator[Scene]:
        """What the fund asks."""
        fund, queue = self.front.fund, self.front.fund.page.queue

        def first() -> object:
            self._fund("waiting")
            return next(iter(queue.claims.values()), None)

        def reason() -> object:
            row = first()
            return None if row is None else fund.ask_reason(row.head.line)

        yield Scene("money in", fund.put_in)
        yield Scene("money in for a merchant", lambda: fund.put_in("deposit", self._merchant_name()))
        yield Scene("claim refused", reason)
        yield Scene("ledger export", fund.offer_export)

    def of_papers(self) -> Iterator[Scene]:
        """What the page of papers opens."""
        doors = self.front.papers
        keys = [one.key for one in paper_lists.queue(self.stage.desk, PaperStage.WAITING_RECEIPT)]
        for what in ("print", "deliver", "signed", "void", "preview", "history"):
            yield Scene(f"paper {what}", partial(doors.do, what, list(keys)[:1]))
        yield Scene("several papers delivered", partial(doors.do, "deliver", list(keys)[:5]))
        yield Scene("verify", lambda: doors.verify(demonstration.papers()[0]))
        yield Scene("batch", lambda: doors.issue_many(self._keys("state=negotiating")))

    def of_many(self) -> Iterator[Scene]:
        """What is asked before something is done with several cases, or thrown away."""
        look, window, stage = self.stage.look, self.window, self.stage
        several = self._keys("state=negotiating")[:5]
        for deed in ("assign", "tag", *MANY):
            yield Scene(f"several cases: {deed}", partial(self.front.lists.do, deed, several))
        kept = drafts.kept(stage.desk)
        yield Scene(
            "drafts",
            lambda: window.cover(DraftsDialog(look, window, stage.work, stage.desk, kept=kept, name=form_words)),
        )
        yield Scene("a draft thrown away", lambda: window.cover(DiscardDialog(look, window, 120)))

    def of_merchants(self) -> Iterator[Scene]:
        """What the pages of merchants open."""
        doors = self.front.merchants
        yield Scene("alike merchants", doors.alike)
        for name, act in (("note", doors.note), ("correct", doors.correct)):
            yield Scene(f"merchant {name}", partial(self._of_merchant, act))

    def of_figures(self) -> Iterator[Scene]:
        """What the board and the page of statistics open."""
        reports, board = self.front.reports, self.front.board

        def at(view: str) -> None:
            self.window.go("statistics")
            reports.page.show_view(view)

        def freeze() -> None:
            at("overview")
            self.stage.settle()
            reports.ask_to_freeze(reports.page.period.name)

        yield Scene("statistics, all figures", partial(at, "figures"), page=True)
        yield Scene("statistics, at a glance", partial(at, "overview"), page=True)
        yield Scene("today's list", lambda: board.print_list(self.front.today.whose))
        yield Scene("report made", reports.generate)
        yield Scene("report frozen", freeze)

    def of_settings(self) -> Iterator[Scene]:
        """What the sections of the settings open."""
        desk = self.stage.desk
        seats = clerks.roll(desk)
        people = partial(self._made, "clerks", ClerksSection)
        yield Scene("a clerk added", lambda: people().edit(None))
        yield Scene("a clerk changed", lambda: people().edit(seats[-1]))
        yield Scene("a clerk's password", lambda: people().set_password(seats[-1]))
        yield Scene("a clerk leaves", lambda: people().unseat(seats[-1]))
        points = partial(self._made, "points", PointsSection)
        yield Scene("a contact point added", lambda: points().edit(None))
        yield Scene("a contact point", lambda: points().edit(next(iter(contact_points.every(desk)), None)))
        labels = partial(self._made, "tags", TagsSection)
        yield Scene("a tag added", lambda: labels().edit(None))
        yield Scene("a tag", lambda: labels().edit(next(iter(tags.every(desk)), None)))
        for name in rules.shipped_sets():
            yield Scene(f"rules {name}", lambda name=name: self._made("rules", RulesSection).look_at_set(name))
        templates = partial(self._made, "templates", TemplatesSection)
        yield Scene("template", lambda: templates().open_kind(PaperKind.ACCEPTANCE_NOTICE))

    def of_the_start(self) -> Iterator[Scene]:
        """What is seen before a desk is open, or when something broke."""
        look, window, place = self.stage.look, self.window, self.stage.place
        fault = Fault("disk.full", path=str(place))
        yield Scene(
            "fault", lambda: window.cover(tell.FaultDialog(look, window, fault, [(_("再试一次"), lambda: None)]))
        )
        yield Scene("fell", lambda: tell.fell(look, window, str(place / "report-2026-11-23.txt")))
        yield Scene("farewell", lambda: window.cover(Farewell(look, window)))
        yield Scene("restore", self._restore)
        yield Scene("first start", self._first_start)

    def sight(self, number: str) -> Sight:
        """A case as the page has it."""
        if number not in self._sights:
            self._sights[number] = look_at(self.stage.desk, number)
        return self._sights[number]

    def _case(self, number: str) -> None:
        self.front.open_case(number)
        self.stage.settle()

    def _tab(self, number: str, key: str) -> None:
        self._case(number)
        self.front.case.tabs.tab(key).click()

    def _fund(self, key: str) -> None:
        self.window.go("prepay")
        self.stage.settle()
        self.front.fund.page.show_tab(key)
        self.stage.settle()

    def _papers(self, stage: PaperStage) -> None:
        self.window.go("papers")
        self.front.papers.page.show_stage(stage)

    def _section(self, key: str) -> None:
        self.window.go("settings")
        self.front.settings.open_section(key)

    def _made(self, key: str, kind: type) -> object:
        self._section(key)
        self.stage.settle()
        return self.window.findChildren(kind)[0]

    def _command(self, key: str) -> None:
        if self.window.current != "case":
            self._case(self.cast.filed)
        self.window.registry.run(key)

    def _trial(self) -> object:
        dialog = self.front.take_in(SHEET)
        self.stage.settle()
        dialog.next.click()
        return dialog

    def _step(self, number: str, step: Step) -> object:
        return self.front.case.deeds.take(self.sight(number), step)

    def _clock(self, number: str) -> object:
        return next(one for one in self.sight(number).clocks if one.rule is not None)

    def _evidence(self) -> object:
        self._tab(self.cast.filed, "evidence")
        self.stage.settle()
        return next(tab.panel for tab in self.front.case.more if tab.key == "evidence")

    def _keys(self, where: str) -> list[int]:
        return list(lists.opening(self.stage.desk, listing.parse(where)).ids)

    def _merchant_name(self) -> str:
        return merchants.known(self.stage.desk)[0].name

    def _merchant(self) -> None:
        self.front.merchants.open(self.cast.merchant)
        self.stage.settle()

    def _of_merchant(self, act: Callable[[], object]) -> object:
        self._merchant()
        return act()

    def _restore(self) -> object:
        path = self.stage.desk.path
        if not upkeep.backups(path):
            upkeep.backup(self.stage.desk, backup_folder(path))
        return self.window.cover(RestoreDialog(self.stage.look, self.window, upkeep.backups(path)))

    def _first_start(self) -> FirstStart:
        made = FirstStart(
            self.stage.look,
            self.stage.work,
            Homes(self.stage.place / "own", self.stage.place / "demo"),
            clock=demonstration.still,
            pick=lambda _parent, _title, _start: None,
        )
        made.resize(1100, 720)
        made.show()
        return made

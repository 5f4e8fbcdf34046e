"""What is done from the list of cases in an open window: acts for many, views kept, pinned and shared, export."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from odrdesk.desktop.dialogs.assign import AssignDialog
from odrdesk.desktop.dialogs.export_list import ExportListDialog
from odrdesk.desktop.dialogs.many import MANY, ManyDialog, words_of
from odrdesk.desktop.formats import stamp
from odrdesk.desktop.models.case_cells import cells_of
from odrdesk.desktop.models.case_columns import columns_of
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.pages.case_keys import explain_first
from odrdesk.desktop.pages.case_paper_acts import print_case
from odrdesk.desktop.pages.case_sight import Sight, look_at
from odrdesk.desktop.pages.cases import CasesPage
from odrdesk.desktop.pages.cases_board import STAGES, stage_words
from odrdesk.desktop.pages.cases_head import Mode
from odrdesk.desktop.pages.today_tiles import Door
from odrdesk.desktop.paper_doors import PaperDoors
from odrdesk.desktop.tagging import Tagging
from odrdesk.desktop.theme import Look
from odrdesk.desktop.view_doors import ViewDoors
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Condition, Listing, Op, written
from odrdesk.domain.steps import STEPS
from odrdesk.domain.tags import FIELD
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.services import clerks, lists, many, paper_names
from odrdesk.services.desk import Desk
from odrdesk.services.list_export import Wanted, Written, export_list
from odrdesk.services.many import Outcome
from odrdesk.text import _, ngettext, refusal_text

MANY_STEPS = (Step.ACCEPT, Step.ASSIGN, Step.CONTACT, Step.CLOSE)
"""The steps that can be taken of many cases at once."""
_DEEDS = {Step.ACCEPT: "accept", Step.ASSIGN: "assign", Step.CONTACT: "remind", Step.CLOSE: "close"}


class ListDoors(QObject):
    """`case` takes the steps of one case; the page says which cases are meant."""

    def __init__(
        self,
        look: Look,
        window: Window,
        work: Work,
        *,
        desk: Desk,
        cases: CasesPage,
        case: CasePage,
        papers: PaperDoors,
    ) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.cases, self._case, self._papers = cases, case, papers
        self._asking = Newest(work, self)
        self.tags = Tagging(look, window, work, desk)
        case.head.tags.asked.connect(self.show_tag)
        cases.deed_asked.connect(self.do)
        cases.bulk_acts.key_by(window.registry)
        cases.step_asked.connect(lambda sight, step: case.deeds.take(sight, Step(step)))
        cases.carried.connect(self.carry)
        cases.told.connect(window.toasts.say)
        cases.why_asked.connect(self.explain)
        cases.print_asked.connect(self.print)
        acts: dict[str, Callable[[], object]] = {
            "export_list": self.export,
            "list_columns": cases.pick_columns,
            "mode_table": partial(cases.show_mode, Mode.TABLE),
            "mode_split": partial(cases.show_mode, Mode.SPLIT),
            "mode_board": partial(cases.show_mode, Mode.BOARD),
        }
        for key, act in acts.items():
            window.registry.handle(key, partial(self._in_list, act))
        self.views = ViewDoors(look, window, work, desk=desk, cases=cases, pinned=window.rail.pinned)

    def do(self, deed: str, keys: Sequence[int]) -> None:
        """A deed with cases by their keys."""
        if deed == "assign":
            self.assign(keys)
        elif deed == "status":
            self.steps(keys)
        elif deed == "tag":
            self.tags.choose(keys)
        elif deed in MANY:
            self._cover(MANY[deed](self._look, self._window, self._work, self._desk, keys), deed)

    def assign(self, keys: Sequence[int]) -> None:
        """Ask who gets these cases."""
        desk = self._desk

        def find() -> dict[str, int]:
            names = [one.name for one in clerks.seated(desk) if one.may(Role.OFFICER)]
            busy = lists.counts(desk, [_open_of(name) for name in names])
            return dict(zip(names, busy, strict=True))

        def ask(officers: dict[str, int]) -> None:
            self._cover(AssignDialog(self._look, self._window, self._work, desk, keys, officers), "assign")

        self._asking.read(find, ask)

    def show_tag(self, name: str) -> None:
        """Every case that has a tag."""
        self.cases.enter(Door("all", (Condition(FIELD, Op.EQ, (name,)),)))
        self._window.go("cases")

    def steps(self, keys: Sequence[int]) -> None:
        """Offer the next possible steps of one case, or what can be done with several."""
        if len(keys) > 1:
            self._offer([(case_words.verb(step), partial(self.do, _DEEDS[step], keys)) for step in MANY_STEPS])
            return
        desk = self._desk

        def find() -> Sight | None:
            rows = lists.rows(desk, keys)
            return look_at(desk, rows[0].row.number) if rows else None

        def ask(sight: Sight | None) -> None:
            if sight is not None:
                found = [status.step for status in sight.view.steps if status.open]
                self._offer([(case_words.verb(step), partial(self._case.deeds.take, sight, step)) for step in found])

        self._asking.read(find, ask)

    def explain(self, number: str) -> None:
        """Why the deadline of a case ends on that day."""
        self._asking.read(partial(look_at, self._desk, number), partial(explain_first, self._case.deeds))

    def print(self, number: str) -> None:
        """What the key of printing does on the page of a case."""

        def ask(sight: Sight) -> None:
            words = print_case(sight, self._case.deeds, partial(self._papers.print_of, sight))
            if words:
                self._window.toasts.say(words)

        self._asking.read(partial(look_at, self._desk, number), ask)

    def _in_list(self, act: Callable[[], object]) -> None:
        """What is about the list shows the list first."""
        if self._window.current != "cases":
            self._window.go("cases")
        act()

    def carry(self, key: int, stage: str) -> None:
        """A card was dropped on a stage: ask for the step that leads there, or say why there is none."""
        desk = self._desk

        def find() -> Sight | None:
            rows = lists.rows(desk, [key])
            return look_at(desk, rows[0].row.number) if rows else None

        def ask(sight: Sight | None) -> None:
            if sight is None or sight.case.state in STAGES[stage]:
                return
            ways = [one for one in sight.view.steps if STEPS[one.step].target in STAGES[stage]]
            open_ones = [one.step for one in ways if one.open]
            if len(open_ones) == 1:
                self._case.deeds.take(sight, open_ones[0])
            elif open_ones:
                self._offer(
                    [(case_words.verb(step), partial(self._case.deeds.take, sight, step)) for step in open_ones]
                )
            else:
                self._say_no_way(sight, stage, [one.refusal for one in ways if one.refusal is not None])

        self._asking.read(find, ask)

    def export(self) -> ExportListDialog:
        """The list as it is shown, into a file."""
        page = self.cases
        name = paper_names.safe(_("案件-{view}-{day}").format(view=page.view_words, day=self._desk.today().isoformat()))
        many = page.rows.rowCount()
        dialog = ExportListDialog(self._look, self._window, name, many, len(page.ticks.keys), self._export)
        self._window.cover(dialog, dialog.scope)
        return dialog

    def _export(self, path: Path, ticked: bool) -> None:
        page, desk = self.cases, self._desk
        keys, columns = page.face.columns, columns_of(page.face.columns)
        titles = tuple(column.title for column in columns)
        about = (
            (_("列表"), page.view_words),
            (_("条件"), written(page.listing) or _("全部案件")),
            (_("次序"), page.listing.order.text),
            (_("工作台"), desk.name),
            (_("导出"), f"{stamp(desk.now())} {desk.clerk.name}"),
            (_("个人信息"), _("消费者姓名、手机号和证件号已遮住一部分。")),
        )
        wanted = Wanted(
            page.listing, keys, titles, partial(cells_of, keys=keys), _("案件"), _("说明"), about,
            page.ticks.keys if ticked else None,
        )  # fmt: skip
        job = self._window.jobs.begin(_("导出列表"), stop=lambda: None)

        def done(told: Written | None) -> None:
            if told is not None:
                words = ngettext("已导出 {n} 件到 {name}", "已导出 {n} 件到 {name}", told.rows)
                self._window.toasts.say(words.format(n=f"{told.rows:,}", name=told.file.name))

        # The file dialog has asked already whether a file that is there may go.
        call = partial(export_list, desk, wanted, path, replace=True, progress=job.tell)
        # Beside the one writer: a whole list takes a minute, and what a person saves meanwhile must not wait for it.
        self._work.long(call, owner=self, done=done).ended.connect(job.end)

    def _say_no_way(self, sight: Sight, stage: str, refusals: Sequence[Refusal]) -> None:
        words = _("{number} 现在没有到“{stage}”的步骤。").format(number=sight.case.number, stage=stage_words(stage))
        why = refusal_text(refusals[0]) if len(refusals) == 1 else ""
        following = case_words.verb(sight.view.primary) if sight.view.primary is not None else ""
        can = _("接下来可以：{steps}。").format(steps=following) if following else ""
        self._window.toasts.say(" ".join(part for part in (words, why, can) if part))

    def _offer(self, deeds: Sequence[tuple[str, Callable[[], object]]]) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("现在可以办的步骤"))
        for words, act in deeds:
            menu.addAction(words).triggered.connect(lambda _on=False, act=act: act())
        if not deeds:
            menu.addAction(_("现在没有可以办的步骤")).setEnabled(False)
        page = self.cases
        table = page.board.here if page.board is not None and page.mode is Mode.BOARD else page.table
        place = table.visualRect(table.currentIndex()).bottomLeft()
        menu.popup(table.viewport().mapToGlobal(place))
        if deeds:
            menu.setActiveAction(menu.actions()[0])

    def _cover(self, dialog: ManyDialog, deed: str) -> None:
        dialog.jobs = self._window.jobs
        dialog.made.connect(partial(self._made, deed))
        self._window.cover(dialog, dialog.first)

    def _made(self, deed: str, told: Outcome) -> None:
        self.cases.ticks.clear()
        n = len(told.done)
        if deed != "assign" or not n:
            if not told.refused and not told.left:  # else the dialog stands there and says it
                self._window.toasts.say(words_of(told) if n else _("没有要办的案件"), bulk=True)
            return
        words = ngettext("已指派 {n} 件", "已指派 {n} 件", n).format(n=f"{n:,}")
        self._undo(words, {number: who for number, who in told.before.items() if number in told.done}, told.officer)

    def _undo(self, words: str, known: dict[str, str | None], given: str) -> None:
        def back() -> object:
            call = partial(many.assign_back, self._desk, known, _("撤销指派"), given=given)
            return self._work.write(call, owner=self)

        self._window.undo.did(words, back, bulk=len(known) > 1)


def _open_of(name: str) -> Listing:
    return Listing((Condition("open", Op.EQ, (True,)), Condition("officer", Op.EQ, (name,))))

"""What the case page does: steps, contacts and papers, each asked of a service off the GUI thread."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from odrdesk.desktop import paper_jobs
from odrdesk.desktop.dialogs.bundle import BundleDialog
from odrdesk.desktop.dialogs.changed import Seen
from odrdesk.desktop.dialogs.kept_bar import hold
from odrdesk.desktop.dialogs.password import confirm_identity
from odrdesk.desktop.dialogs.preview import PreviewDialog, Sheet
from odrdesk.desktop.dialogs.step import CHANGED, Deed, StepDialog
from odrdesk.desktop.dialogs.void import VoidDialog
from odrdesk.desktop.dialogs.why_date import WhyDateDialog
from odrdesk.desktop.formats import money
from odrdesk.desktop.forms import lead_words, step_words
from odrdesk.desktop.forms.account_watch import watch_account
from odrdesk.desktop.forms.prepay_fields import prepay_hints, prepay_start
from odrdesk.desktop.forms.step import Around
from odrdesk.desktop.forms.step_start import start
from odrdesk.desktop.issuing import Asked, Issuing
from odrdesk.desktop.keeping import VOID, Keeper, Keeping
from odrdesk.desktop.pages import case_words, step_options
from odrdesk.desktop.pages.case_clock_choices import rules_for
from odrdesk.desktop.pages.case_composer import Composer
from odrdesk.desktop.pages.case_deadlines import derivation
from odrdesk.desktop.pages.case_notes import CaseNotes
from odrdesk.desktop.pages.case_sight import ClockSight, Sight
from odrdesk.desktop.pages.phrase_values import values_of
from odrdesk.desktop.paper_words import title_words
from odrdesk.desktop.tagging import Tagging
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.corrections import CORRECTABLE, WORDED, text_of, value_of
from odrdesk.domain.counting import Rules
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.offers import OFFER
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import cases, day_strips, papers, settlement_draft
from odrdesk.services.books import known_grounds
from odrdesk.services.bundle import Bundled
from odrdesk.services.desk import Desk
from odrdesk.services.papers import Issued
from odrdesk.services.steps import StepTaken, take_step
from odrdesk.text import _, field_label, refusal_text, word

PROVED = frozenset({
    Step.PREPAY_APPROVE, Step.PREPAY_PAY, Step.PREPAY_PAID, Step.WRITE_OFF, Step.APPEAL_UPHELD, Step.PREPAY_REVERSE,
})  # fmt: skip
"""Steps that ask once more who takes them."""


class CaseDeeds(QObject):
    """`refused(words)` when something that has no field of its own was refused; `making(bool)` around a paper."""

    refused = Signal(str)
    making = Signal(bool)

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._own = ("", 0)
        self.notes = CaseNotes(window, work, desk)
        self.tags = Tagging(look, window, work, desk)
        self.keeping = Keeping.of(window, work, desk)
        self._issuing = Issuing(look, window, work, desk, refused=self._refuse)
        self._issuing.making.connect(self.making)

    def take(self, sight: Sight, step: Step, given: Mapping[str, object] | None = None) -> StepDialog | None:
        """Ask for what the step must be told, and take it; None where it is not open."""
        status = sight.status(step)
        if not status.open:
            self.refused.emit(refusal_text(status.refusal) if status.refusal else "")
            return None
        words = case_words.verb(step)
        law = _law(sight) if step is Step.PROPOSE else ""
        seen = Seen(sight.case, len(sight.view.record))
        number = sight.case.number
        drafted = step in settlement_draft.DRAFTED
        paper = partial(settlement_draft.preview, self._desk, number, step) if drafted else None
        deed = Deed(number, step, words, words, law, seen, self._proof(sight, step), paper)
        around = self._around(sight, step, given)
        dialog = StepDialog(self._look, self._window, self._work, self._desk, deed, around=around)
        dialog.taken.connect(partial(self._told, sight, step))
        watch_account(dialog.form)
        self._follow(dialog, sight, step)
        dialog.values = partial(values_of, sight)
        dialog.hold(self.keeping)
        self._window.cover(dialog, dialog.form.first() or dialog.go)
        return dialog

    def _follow(self, dialog: StepDialog, sight: Sight, step: Step) -> None:
        """What a choice in the form fills in."""
        if step is Step.PERFORM:
            dialog.form.chosen.connect(
                lambda _fact, item: dialog.form.show_value("amount", step_options.left(sight.case, item))
            )
        if step is Step.CORRECT:
            dialog.form.chosen.connect(lambda _fact, field: dialog.form.show_value("value", _shown(sight.case, field)))

    def _proof(self, sight: Sight, step: Step) -> Callable[[Callable[[], object]], object] | None:
        """Money is decided, paid and written off by who proves who they are; a practice desk asks no password."""
        if step not in PROVED or self._desk.practice:
            return None
        own = sight.case.prepayment
        amount = {Step.PREPAY_APPROVE: own and own.recommended, Step.PREPAY_PAY: own and own.approved}.get(step)
        return lambda go_on: confirm_identity(
            self._look,
            self._window,
            self._work,
            self._desk,
            what=f"{sight.case.number}  {word(step)}",
            amount=money(amount) if amount else "",
            on_done=go_on,
            verb=case_words.verb(step),
        )

    def record_contact(self, sight: Sight, facts: Mapping[str, object], composer: Composer) -> None:
        """Record a contact from the composer; what was typed goes only after it was written.

        Where another changed the dispute since it was shown, what changed is shown first.
        """
        number, seen = sight.case.number, Seen(sight.case, len(sight.view.record))

        def done(taken: StepTaken) -> None:
            self._own = number, taken.case.version
            composer.clear(number)
            self._window.toasts.say(_("已记录沟通"))

        def refused(no: Refusal) -> None:
            if no.code != CHANGED:
                composer.refuse(refusal_text(no))
                return
            self._work.read(
                partial(cases.view, self._desk, number),
                owner=composer,
                done=partial(composer.show_change, seen),
            )

        # What this window itself wrote a moment ago may not be shown yet.
        own = self._own[1] if self._own[0] == number else 0
        expected = (seen.case.version, composer.seen_since, own)
        call = partial(take_step, self._desk, number, Step.CONTACT, facts, expected=max(expected))
        composer.busy(on=True)
        op = self._work.write(composer.keeper.finishing(call), owner=composer, done=done, refused=refused)
        op.at_end(composer, partial(composer.busy, on=False))

    def issue(
        self,
        sight: Sight,
        kind: PaperKind,
        copy: str = "consumer",
        lead: int | None = None,
        *,
        language: str | None = None,
    ) -> None:
        """Show what a paper would say, and issue it when that is confirmed; `lead`: the number of a sheet's lead."""
        asked = Asked(sight.case.number, kind, copy, lead, language)
        self._issuing.ask(asked, partial(self._issued, sight, asked))

    def _issued(self, sight: Sight, asked: Asked, issued: Issued) -> None:
        words = _("{paper}此前已出具：{number}") if issued.again else _("已出具{paper} {number}")
        self._window.toasts.say(words.format(paper=word(asked.kind), number=issued.number))
        title = title_words(asked.kind, asked.copy)
        sheet = Sheet(issued.id, title, issued.number, issued.name, void=False, practice=sight.practice)
        self._show([*self._sheets(sight, but=issued.id), sheet], issued.id)

    def preview(self, sight: Sight, key: int | None = None) -> PreviewDialog | None:
        """Look at an issued paper; the last valid one where none is named, None where there is none."""
        sheets = self._sheets(sight)
        valid = [sheet for sheet in sheets if not sheet.void]
        wanted = key if key is not None else (valid or sheets)[-1].key if sheets else None
        return None if wanted is None else self._show(sheets, wanted)

    def void(self, sight: Sight, key: int) -> VoidDialog:
        """Declare a paper void, with a reason."""
        paper = next(paper for paper in sight.view.papers if paper.mark.key == key)
        dialog = VoidDialog(self._look, self._window, self._work, partial(papers.void, self._desk, key), paper.mark)
        dialog.voided.connect(lambda: self._window.toasts.say(_("已作废 {no}").format(no=paper.mark.number)))
        hold(
            dialog, Keeper(self.keeping, dialog, f"{VOID}.{key}", sight.case.number, {"why": dialog.why}), dialog.voided
        )
        self._window.cover(dialog, dialog.why)
        return dialog

    def print_days(self, sight: Sight, one: ClockSight) -> PreviewDialog:
        """Look at the page that shows a deadline's days, to print or keep it."""
        number, name = sight.case.number, case_words.rule_name(one.rule)
        title = _("期限推算说明")
        sheet = Sheet(
            0, f"{title} {name}", number, f"{number}_{one.clock.rule}.pdf", void=False, practice=sight.practice
        )
        lines = derivation(one)

        def fetch(_key: int) -> bytes:
            return day_strips.pdf(self._desk, number, one.clock, name, lines)

        dialog = PreviewDialog(self._look, self._window, self._work, fetch, [sheet])
        self._window.cover(dialog, dialog.paper)
        dialog.show_sheet(0)
        return dialog

    def explain(self, one: ClockSight, sight: Sight | None = None) -> WhyDateDialog:
        """Show the days a deadline was counted by; with the case at hand they can be printed too."""
        agreed = _("双方约定的日期，遇休息日不顺延。")
        if one.clock.rule.startswith(OFFER):
            agreed = _("提出方自定的日期，遇休息日不顺延。")
        source = one.rule.source if one.rule else agreed
        note = f"\n{one.rule.note}" if one.rule and one.rule.note else ""
        sentence = "\n".join(derivation(one))
        title = case_words.rule_name(one.rule, one.clock.rule)
        dialog = WhyDateDialog(
            self._look, self._window, title, sentence, _("依据：{source}").format(source=source) + note
        )
        if sight is not None:
            dialog.offer_print(lambda: self.print_days(sight, one))
        self._window.cover(dialog, dialog.last)
        clock = one.clock
        self._work.read(
            partial(cases.why_this_date, self._desk, clock),
            owner=dialog,
            done=lambda days: dialog.show_days(clock, days),
        )
        return dialog

    def _around(self, sight: Sight, step: Step, given: Mapping[str, object] | None) -> Around:
        desk, case = self._desk, sight.case
        known = start(case, step, sight.today, desk.calendar.add_working_days, sight.remedy)
        known = {**known, **lead_words.handed(step, sight.referral)}
        known = {**known, **prepay_start(case, step, sight.view.fund, sight.view.payee)}
        return Around(
            today=desk.today,
            add_working_days=desk.calendar.add_working_days,
            choices={**_choices(sight, step, desk), **step_options.options(sight, step)},
            given={**known, **step_options.given(sight, step), **(given or _own(sight, step, desk))},
            floor=sight.view.floor if step is Step.PROPOSE else None,
            hints={**_hints(sight, step), **prepay_hints(case, step, sight.view.fund)},
            grounds=lambda kind, day: known_grounds().all(step_options.GROUNDS[kind], day),
        )

    def _sheets(self, sight: Sight, but: int = 0) -> list[Sheet]:
        return [
            Sheet(
                paper.mark.key,
                title_words(paper.mark.kind, paper.copy),
                paper.mark.number,
                f"{paper.mark.number}_{word(paper.mark.kind).replace('/', '')}.pdf",
                paper.mark.void,
                sight.practice,
            )
            for paper in sight.view.papers
            if paper.mark.key != but
        ]

    def _show(self, sheets: list[Sheet], key: int) -> PreviewDialog:
        dialog = PreviewDialog(
            self._look,
            self._window,
            self._work,
            partial(papers.pdf_of, self._desk),
            sheets,
            lambda chosen: paper_jobs.job(self._desk, [chosen]),
            partial(paper_jobs.prints, self._desk),
        )
        self._window.cover(dialog, dialog.paper)
        dialog.show_sheet(key)
        return dialog

    def take_out(self, sight: Sight) -> BundleDialog:
        """Take the whole file of the case out of the desk."""
        dialog = BundleDialog(self._look, self._window, self._work, self._desk, sight.case.number)
        dialog.taken_out.connect(self._taken_out)
        self._window.cover(dialog)
        return dialog

    def _taken_out(self, done: Bundled) -> None:
        words = _("已导出案卷：{name}，共 {files} 个文件")
        self._window.toasts.say(words.format(name=done.path.name, files=done.files))

    def _told(self, sight: Sight, step: Step, taken: StepTaken) -> None:
        if step is Step.ASSIGN:
            self.notes.assigned(sight, taken)
            return
        words = _("已提出“{step}”，待另一人复核") if taken.waits else _("已办理：{step}")
        self._window.toasts.say(words.format(step=word(step)))

    def _refuse(self, refusal: Refusal) -> None:
        self.refused.emit(refusal_text(refusal))


def _choices(sight: Sight, step: Step, desk: Desk) -> Mapping[str, list[tuple[str, str]]]:
    match step:
        case Step.ASSIGN:
            return {"officer": [(name, name) for name in sight.officers]}
        case Step.CORRECT:
            return {"field": [(name, field_label(name)) for name in CORRECTABLE]}
        case Step.EXTEND | Step.START_CLOCK | Step.STOP_CLOCK:
            rules = Rules(desk.law, desk.calendar)
            return {"rule": rules_for(step, sight.case, rules, sight.today)}
        case Step.CONTACT:
            return {"mode": step_words.modes()}
        case Step.SETTLE:
            ways = step_words.confirmations()
            paid = step_words.payments()
            return {"consumer_confirmed_by": ways, "merchant_confirmed_by": ways, "method": paid}
        case _:
            return lead_words.choices(sight.case, step, sight.referral)


def _own(sight: Sight, step: Step, desk: Desk) -> Mapping[str, object]:
    """What the form begins with beside what the dispute tells."""
    match step:
        case Step.ASSIGN:
            return {"officer": desk.clerk.name if desk.clerk.name in sight.officers else ""}
        case Step.CORRECT:
            return {"field": "facts", "value": sight.case.complaint.facts}
        case Step.CONTACT:
            return {"mode": _("电话")}
        case Step.LEAD | Step.LEAD_SENT | Step.LEAD_ANSWERED:
            return lead_words.given(sight.case, step, sight.referral, sight.today)
        case Step.EXTEND | Step.START_CLOCK | Step.STOP_CLOCK:
            offered = rules_for(step, sight.case, Rules(desk.law, desk.calendar), sight.today)
            return {"rule": offered[0][0] if offered else "", "on": sight.today}
        case _:
            return {}


def _hints(sight: Sight, step: Step) -> Mapping[str, str]:
    case = sight.case
    if step is Step.PERFORM and case.unperformed:
        terms = _("、").join(case_words.due_text(term) for term in case.unperformed)
        return {"amount": _("待履行：{terms}").format(terms=terms)}
    if step in {Step.LEAD, Step.TRANSFER, Step.TO_REGULATOR, Step.TO_COUNCIL}:
        return lead_words.hints(step, sight.referral)
    if step is Step.EXTEND:
        return {"to": _("须晚于现在的届满日。")}
    return {}


def _law(sight: Sight) -> str:
    """What the law gives, for comparison: sum, its parts and its source, and that people judge the facts."""
    sheet = sight.remedy
    if sheet is None or sheet.extra is None:
        return ""
    words = _(
        "法定金额 {total} = 退还价款 {refund} + 增加的赔偿 {extra}（{source}）。参考计算，事实由人核实，由消费者主张。"
    )
    return words.format(
        total=money(sheet.total), refund=money(sheet.refund), extra=money(sheet.extra), source=sheet.source
    )


def _shown(case: Dispute, field: str) -> str:
    """What a correctable field holds now, as one would type it."""
    value = value_of(case.complaint, field)
    if field in WORDED and value is not None:
        members = value if isinstance(value, tuple) else (value,)
        return _("、").join(word(one) for one in members)
    match value:
        case Fen():
            return value.grouped
        case datetime():
            return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        case _:
            return text_of(case.complaint, field)

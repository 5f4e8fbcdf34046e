"""What a report tells of bodies outside the desk, of leads, and of the intellectual-property branch."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from odrdesk.documents.report_facts import LeadFacts, Pair
from odrdesk.documents.wording import Wording
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.grounds import GroundOf
from odrdesk.domain.ip import IpBranch
from odrdesk.domain.workdays import day_of
from odrdesk.services.cases import CaseView
from odrdesk.services.report_sayings import zh

Hide = Callable[[str], str]
_SHOWN = 4
"""Characters of a right-holder's contact that a masked copy shows."""


def outside(view: CaseView, words: Wording, hide: Hide) -> tuple[Pair, ...]:
    """Where the dispute was handed to, what became of it there."""
    return _there(_outside(view, words, hide))


def leads(case: Dispute, words: Wording, hide: Hide, names: Mapping[str, str]) -> tuple[LeadFacts, ...]:
    """The leads noted in the case; `names` are those of the departments by their code."""
    return tuple(
        LeadFacts(
            number=one.number,
            noted_on=day_of(one.at),
            what=hide(one.what),
            law=one.law or "",
            to=words.label("comma").join(filter(None, (names.get(one.to or "", one.to or ""), _day(one.sent_on)))),
            status=zh("lead_status", one.status.value),
            result=hide(words.label("comma").join(part for part in (one.result, one.paper_no) if part)),
        )
        for one in case.leads
    )


def ip(case: Dispute, words: Wording, hide: Hide, *, masked: bool) -> tuple[Pair, ...]:
    """Notice, measures, declaration, waiting and what ended them."""
    return _there(_ip(case.ip, words, hide, masked=masked)) if case.ip else ()


def _outside(view: CaseView, words: Wording, hide: Hide) -> Iterator[tuple[str, str]]:
    case = view.case
    ended, refused = view.grounds.get(GroundOf.TERMINATION), case.external_refusal
    settled = case.settlement.paper_no if case.settlement else ""

    def label(name: str) -> str:
        return words.word("outside", name)

    yield label("transferred"), hide(case.transferred_to or "")
    yield label("merged"), case.merged_into or ""
    yield label("body"), zh("external_body", case.external.value) if case.external else ""
    if case.handover is not None:
        yield label("to"), hide(case.handover.to)
        yield label("focus"), hide(case.handover.focus)
        yield label("materials"), hide(words.label("comma").join(case.handover.materials))
    yield label("refused"), hide(refused or "")
    yield label("ended_on"), _day(case.external_ended_on)
    yield label("ended"), f"{ended.words}\n{ended.source}" if ended else ""
    yield label("paper"), settled or ""
    yield label("adjudication"), case.adjudication_no or ""


def _ip(one: IpBranch, words: Wording, hide: Hide, *, masked: bool) -> Iterator[tuple[str, str]]:
    def label(name: str) -> str:
        return words.word("branch", name)

    comma = words.label("comma")
    contact = one.rights_holder_contact
    acts = [
        f"{_day(act.on)}\u3000{zh('holder_act', act.act.value) if act.act else ''}\u3000{act.no}" for act in one.acts
    ]
    yield label("state"), zh("ip_state", one.state.value)
    yield label("right"), zh("ip_right", one.right.value) if one.right else ""
    yield label("holder"), one.rights_holder
    yield label("contact"), contact[:_SHOWN] + "***" if masked and contact else contact
    yield label("registration"), one.registration_no
    yield label("target"), one.target
    yield label("notice_on"), _day(one.notice_on)
    yield label("evidence"), hide(one.evidence)
    yield label("measures"), comma.join(zh("ip_measure", measure.value) for measure in one.measures)
    yield label("measures_on"), _day(one.measures_on)
    yield label("forwarded_on"), _day(one.forwarded_on)
    yield label("declared_on"), _day(one.declared_on)
    yield label("declaration"), hide(one.declaration)
    yield label("reached_on"), _day(one.reached_on)
    yield label("acts"), "\n".join(acts)
    yield label("lifted_on"), _day(one.lifted_on)
    yield label("published"), comma.join(map(_day, one.published))


def _there(told: Iterator[tuple[str, str]]) -> tuple[Pair, ...]:
    return tuple(Pair(label, value) for label, value in told if value)


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""

"""Where a dispute stands on its way, as the stages of the stepper; the way depends on how it went."""

from collections.abc import Sequence
from datetime import date, datetime

from odrdesk.desktop.formats import day_short
from odrdesk.desktop.widgets.stepper import Passed, Stage
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import State
from odrdesk.domain.workdays import day_of
from odrdesk.services.cases import CaseView
from odrdesk.text import _, word

_ENDINGS = {
    "dispute.refuse": State.NOT_ACCEPTED,
    "dispute.lapse": State.NOT_ACCEPTED,
    "dispute.transfer": State.TRANSFERRED,
    "dispute.withdraw": State.WITHDRAWN,
    "dispute.merge_into": State.MERGED,
    "dispute.fail": State.FAILED,
    "dispute.settle": State.SETTLED,
    "dispute.ext_agreed": State.SETTLED,
    "dispute.reopen": State.NEGOTIATING,
    "dispute.unmerge": State.REGISTERED,
}
_OUTSIDE = frozenset({State.FAILED, State.EXT_PENDING, State.EXT_MEDIATING, State.EXT_DONE, State.ADJUDICATION})
_ABORTED = frozenset({State.NOT_ACCEPTED, State.TRANSFERRED, State.WITHDRAWN, State.MERGED})
_PLACE = {
    State.DRAFT: 0,
    State.REGISTERED: 1,
    State.SUPPLEMENTING: 1,
    State.ACCEPTED: 2,
    State.NEGOTIATING: 2,
    State.PROPOSED: 3,
    State.SETTLED: 5,
    State.PERFORMING: 5,
    State.PERFORMED: 6,
    State.CLOSED: 7,
}


def stages(view: CaseView) -> tuple[Stage, ...]:
    """The stages from registration to the end, those behind, the present one and those to come."""
    case = view.case
    ending = _ending(view.record) if case.state is State.CLOSED else case.state
    if ending in _ABORTED:
        return _aborted(case, ending)
    if ending in _OUTSIDE:
        return _outside(case)
    names = (_("登记"), _("受理"), _("协商"), _("方案"), _("和解"), _("履行"), _("结案"))
    notes = [
        _on(case.registered_at),
        _on(case.accepted_at),
        _on(_began(case)),
        _on(case.offers[-1].made_at if case.offers else None),
        _on(case.settlement.agreed_at if case.settlement else None),
        _on(case.performed_now[-1].on if case.performed_now else None),
        _on(case.closed_at),
    ]
    place = _PLACE[case.state]
    if place < len(notes):
        notes[place] = _note(case) or ("" if case.state is State.NEGOTIATING else notes[place])
    if case.external is not None and case.settlement is not None and case.settlement.paper_no:
        names = (*names[:3], _("外部调解"), *names[4:])
    return _ordered(names, notes, place)


def _ending(record: Sequence[Written]) -> State:
    """How a closed dispute had ended before it was closed."""
    found = (_ENDINGS[one.entry.act] for one in reversed(record) if one.entry.act in _ENDINGS)
    return next(found, State.SETTLED)


def _aborted(case: Dispute, ending: State) -> tuple[Stage, ...]:
    names, notes = [_("登记")], [_on(case.registered_at)]
    if case.accepted_at:
        names.append(_("受理"))
        notes.append(_on(case.accepted_at))
    names.extend((word(ending), _("结案")))
    notes.extend((_on(case.concluded_at), _on(case.closed_at)))
    return _ordered(names, notes, len(names) - (0 if case.state is State.CLOSED else 1))


def _outside(case: Dispute) -> tuple[Stage, ...]:
    names = (_("登记"), _("受理"), _("协商"), _("和解不成"), _("外部处理"), _("结案"))
    notes = [
        _on(case.registered_at),
        _on(case.accepted_at),
        _on(_began(case)),
        _on(case.concluded_at),
        "" if case.state in {State.FAILED, State.CLOSED} else word(case.state),
        _on(case.closed_at),
    ]
    place = {State.CLOSED: 6, State.EXT_DONE: 5}.get(case.state, 4)
    return _ordered(names, notes, place)


def _ordered(names: Sequence[str], notes: Sequence[str], place: int) -> tuple[Stage, ...]:
    return tuple(
        Stage(
            name,
            note if number <= place else "",
            Passed.DONE if number < place else Passed.CURRENT if number == place else Passed.COMING,
        )
        for number, (name, note) in enumerate(zip(names, notes, strict=True))
    )


def _began(case: Dispute) -> datetime | None:
    return case.contacts[0].at if case.contacts else None


def _note(case: Dispute) -> str:
    match case.state:
        case State.SUPPLEMENTING:
            return word(case.state)
        case State.NEGOTIATING if case.offers:
            return _("第 {n} 轮").format(n=len(case.offers) + 1)
        case State.PROPOSED:
            return _("待确认")
        case State.PERFORMING:
            return case.performed_total.yuan
        case State.PERFORMED:
            return _("待回访") if not case.call_backs else ""
        case _:
            return ""


def _on(moment: datetime | date | None) -> str:
    if moment is None:
        return ""
    return day_short(day_of(moment) if isinstance(moment, datetime) else moment)

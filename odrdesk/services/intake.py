"""A complaint comes in: registered as a dispute with its first clocks, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from odrdesk.domain import clocks, complaint, replay
from odrdesk.domain.complaint import Complaint, Problem
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.guards import Act
from odrdesk.domain.record import Entry
from odrdesk.domain.steps import take
from odrdesk.domain.vocabulary import Role, State, Step
from odrdesk.domain.workdays import day_of
from odrdesk.services import evidence, watchlist
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.evidence import HandedIn, Left
from odrdesk.services.moments import happened_at
from odrdesk.storage import disputes, record

LIMITATION = "R-LIMIT3"


@dataclass(frozen=True, slots=True)
class Registered:
    """A new dispute, the numbers of those it looks like, what is odd about it, and the files that were not taken."""

    case: Dispute
    similar: tuple[str, ...]
    warnings: tuple[Problem, ...]
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """A dispute that a draft looks like: where it stands, and by which fields (`channel_no`, `order.no`, `phone`)."""

    number: str
    state: State
    by: tuple[str, ...]


def register(
    desk: Desk, draft: Complaint, *, at: datetime | None = None, why: str | None = None, files: Sequence[HandedIn] = ()
) -> Done[Registered]:
    """Open a dispute from a complete complaint and start its first clocks.

    Refuses an incomplete draft, a clerk without the intake role, and the same channel and channel number twice
    (`channel_no.taken`). `at` is when it was registered, if earlier than now (aware; needs `why`). `files` become its
    first evidence, in their order, and its entry names them: the text it was read from, pictures of it.
    """
    moment, draft = ready(desk, draft, at, why)
    kept, left = evidence.kept_files(desk, files)
    with desk.writing() as session:
        refuse_taken(session, draft)
        similar = disputes.similar(session, draft)
        case = add(session, desk, draft, moment, why=why, origin=_named(kept))
        evidence.take_in(session, desk, case.key, kept, moment, why)
    return Done(told(desk, case, draft, similar, left), Changes(disputes=frozenset({case.key}), deadlines=True))


def ready(desk: Desk, draft: Complaint, at: datetime | None, why: str | None) -> tuple[datetime, Complaint]:
    """When it is registered, and the draft as it is stored; refuses what cannot be registered at all."""
    now = desk.now()
    moment = happened_at(now, at, why)
    whole = complaint.with_yuan(draft)
    complaint.require(whole, now)
    if not desk.clerk.may(Role.INTAKE):
        raise Refusal("step.role", step=Step.REGISTER, role=Role.INTAKE)
    return moment, whole


def told(desk: Desk, case: Dispute, draft: Complaint, similar: tuple[str, ...], left: tuple[Left, ...]) -> Registered:
    """What is answered of a new dispute."""
    return Registered(case, similar, (*old_or_odd(desk, draft), *watchlist.warnings(desk, draft)), left)


def look_alikes(desk: Desk, draft: Complaint) -> tuple[Alike, ...]:
    """The disputes a draft looks like, newest first, and by what; asked while it is still typed."""
    with desk.reading() as session:
        found = [disputes.load(session, number) for number in disputes.similar(session, draft)]
    return tuple(Alike(one.number, one.state, _same(one.complaint, draft)) for one in found)


def _same(one: Complaint, other: Complaint) -> tuple[str, ...]:
    same = {
        "channel_no": bool(other.channel_no) and one.channel_no == other.channel_no,
        "order.no": bool(other.order.no) and one.order.no == other.order.no,
        "phone": bool(other.consumer.phone) and one.consumer.phone == other.consumer.phone,
    }
    return tuple(name for name, holds in same.items() if holds)


def _named(files: Sequence[evidence.File]) -> dict[str, object]:
    return {"evidence": [one.kept.sha256 for one in files]} if files else {}


def similar(desk: Desk, draft: Complaint) -> tuple[str, ...]:
    """Numbers of the disputes a draft looks like, newest first; asked while it is still typed."""
    with desk.reading() as session:
        return disputes.similar(session, draft)


def add(
    session: Session,
    desk: Desk,
    draft: Complaint,
    moment: datetime,
    *,
    why: str | None = None,
    origin: Mapping[str, object] | None = None,
) -> Dispute:
    """The dispute of a checked draft, stored with clocks and record entry inside the caller's transaction.

    `origin` are further facts of the entry, plain JSON values: where the complaint came from.
    """
    number = disputes.next_number(session, day_of(moment).year)
    blank = Dispute(key=0, number=number, state=State.DRAFT, complaint=draft, registered_at=moment)
    taken = take(blank, Step.REGISTER, {}, Act(desk.clerk, moment, desk.now())).case
    case = clocks.after_step(blank, taken, Step.REGISTER, {}, at=moment, rules=clocks.Rules(desk.law, desk.calendar))
    stored = replace(case, key=disputes.add(session, case))
    channel = draft.channel.value if draft.channel else None
    facts = {
        "number": number,
        "channel": channel,
        "channel_no": draft.channel_no,
        **(origin or {}),
        **replay.registration(draft),
        **replay.consequences(blank, case),
    }
    record.append(session, Entry("dispute.register", moment, desk.clerk.key, stored.key, facts, why))
    return stored


def refuse_taken(session: Session, draft: Complaint) -> None:
    """Refuse a channel number that is already on the desk (`channel_no.taken`, with the dispute's number)."""
    if draft.channel is None or not draft.channel_no:
        return
    number = disputes.by_channel_no(session, draft.channel, draft.channel_no)
    if number:
        raise Refusal("channel_no.taken", "channel_no", channel_no=draft.channel_no, number=number)


def old_or_odd(desk: Desk, draft: Complaint) -> tuple[Problem, ...]:
    """The warnings of a draft, and `claim.old` where it was received after R-LIMIT3 had ended (民法典 art. 188)."""
    found = complaint.warnings(draft)
    knew, received = draft.knew_on, draft.received_at
    if (
        knew
        and received
        and day_of(received) > clocks.begin(clocks.Start(LIMITATION, knew), clocks.Rules(desk.law, desk.calendar)).due
    ):
        return (*found, Problem("knew_on", "claim.old", {"knew_on": knew.isoformat()}))
    return found

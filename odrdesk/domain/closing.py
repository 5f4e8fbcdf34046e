"""What is still missing until a dispute can be closed: one list for the screen, the command line and the rule."""

from typing import NamedTuple

from odrdesk.domain import ip, prepayment
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.evidence import missing_slots
from odrdesk.domain.vocabulary import EvidenceSlot, PaperKind, State

S = State
CLOSABLE = frozenset({
    S.PERFORMED, S.FAILED, S.EXT_DONE, S.ADJUDICATION, S.NOT_ACCEPTED, S.TRANSFERRED, S.WITHDRAWN, S.MERGED,
})  # fmt: skip
"""States from which a dispute may be closed."""
ON_THE_WAY = frozenset({
    S.REGISTERED, S.SUPPLEMENTING, S.ACCEPTED, S.NEGOTIATING, S.PROPOSED, S.SETTLED, S.PERFORMING, S.PERFORMED,
})  # fmt: skip
"""States on the usual way, which leads through settlement, performance and call-back."""

REACHED = frozenset({S.SETTLED, S.PERFORMING, S.CLOSED})
"""States beyond which a way has been found, or everything is done."""

ENDING, PERFORMANCE, CALL_BACK, APPROVAL, IP = "ending", "performance", "call_back", "approval", "ip"
PREPAYMENT = "prepayment"
PAPER, EVIDENCE = "paper.", "evidence."
"""What begins the name of a paper (`paper.acceptance_notice`) or of an evidence slot (`evidence.SLOT`)."""


class Item(NamedTuple):
    """One thing a closed dispute has: whether it is there, and whether its lack forbids closing or is only named."""

    what: str
    done: bool
    blocks: bool


def gate(
    case: Dispute, needed: frozenset[EvidenceSlot] = frozenset(), *, called_back: bool = False
) -> tuple[Item, ...]:
    """The list from the first day on, with the evidence a dispute of this kind must have (`needed`).

    `called_back` where the closing itself tells of the call-back.
    """
    items = [Item(ENDING, case.state in CLOSABLE | REACHED, blocks=True)]
    if case.state in ON_THE_WAY:
        given = not case.unperformed or _covered(case)
        items.append(Item(PERFORMANCE, case.state is State.PERFORMED and given, blocks=True))
        items.append(Item(CALL_BACK, case.called_back or called_back, blocks=True))
    items.append(Item(APPROVAL, not case.awaiting, blocks=True))
    if case.ip is not None:
        items.append(Item(IP, not ip.pending(case.ip), blocks=True))
    if case.prepayment is not None:
        items.append(Item(PREPAYMENT, case.prepayment.state not in prepayment.OPEN, blocks=True))
    items.extend(Item(PAPER + kind, bool(case.issued(kind)), blocks=False) for kind in _papers(case))
    empty = missing_slots(case, needed)
    items.extend(Item(EVIDENCE + slot, slot not in empty, blocks=False) for slot in sorted(needed))
    return tuple(items)


def _covered(case: Dispute) -> bool:
    """Whether the fund paid all that was claimed: then the consumer waits for no performance of the merchant's."""
    return case.prepayment is not None and case.prepayment.before is not None


def missing(
    case: Dispute, needed: frozenset[EvidenceSlot] = frozenset(), *, called_back: bool = False
) -> frozenset[str]:
    """The names of what is not there yet."""
    return frozenset(item.what for item in gate(case, needed, called_back=called_back) if not item.done)


def missing_papers(case: Dispute) -> tuple[PaperKind, ...]:
    """Papers the dispute's way has called for, that can be issued here, and were not (or only as void)."""
    return tuple(kind for kind in _called(case) if not case.issued(kind))


def settled(case: Dispute) -> bool:
    """Whether there is a settlement and it still holds: not broken, withdrawn or failed since."""
    if case.settlement is None:
        return False
    if case.state is State.CLOSED:
        return not case.unperformed and case.fail_ground is None
    return case.state in REACHED | {State.PERFORMED}


def called_for(papers: tuple[PaperKind, ...], case: Dispute) -> tuple[PaperKind, ...]:
    """Of the papers a step calls for those that this dispute can have: that of a settlement, or of closing without."""
    other = PaperKind.CLOSING_NOTICE if settled(case) else PaperKind.SETTLEMENT_NOTICE
    return tuple(kind for kind in papers if kind is not other or PaperKind.CLOSING_NOTICE not in papers)


def _called(case: Dispute) -> list[PaperKind]:
    called = []
    if case.accepted_at:
        called.append(PaperKind.ACCEPTANCE_NOTICE)
    if case.settlement and not case.settlement.paper_no:
        called.append(PaperKind.SETTLEMENT_AGREEMENT)
    return called


def _papers(case: Dispute) -> list[PaperKind]:
    """Those called for, and before a way has ended those that the usual way will call for."""
    called = _called(case)
    if case.state not in ON_THE_WAY - {State.PERFORMED}:
        return called
    outside = case.settlement is not None and case.settlement.paper_no is not None
    return [PaperKind.ACCEPTANCE_NOTICE, *([] if outside else [PaperKind.SETTLEMENT_AGREEMENT])]

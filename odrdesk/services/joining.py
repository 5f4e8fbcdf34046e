"""A complaint that comes a second time: registered and merged into the dispute it is, in one transaction.

Merging keeps what came: the second complaint has its own number, its own record and its evidence, and can be parted
from the first again (`unmerge`). What may be merged is the domain's business (`guards`).
"""

from collections.abc import Sequence

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.facts import read
from odrdesk.domain.vocabulary import Step
from odrdesk.services import evidence, intake, steps
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.evidence import HandedIn
from odrdesk.services.intake import Registered
from odrdesk.storage import disputes


def register_into(desk: Desk, draft: Complaint, into: str, *, files: Sequence[HandedIn] = ()) -> Done[Registered]:
    """Register a complete complaint and merge it into the dispute `into` at once, or do neither.

    Refuses what `intake.register` and the step `merge_into` refuse: another consumer, order or category, a dispute
    that ended without a settlement, one received later, a clerk who is no officer.
    """
    moment, whole = intake.ready(desk, draft, None, None)
    kept, left = evidence.kept_files(desk, files)
    with desk.writing() as session:
        intake.refuse_taken(session, whole)
        target = disputes.load(session, into)
        origin = {"evidence": [one.kept.sha256 for one in kept]} if kept else {}
        case = intake.add(session, desk, whole, moment, origin=origin)
        evidence.take_in(session, desk, case.key, kept, moment)
        facts = read(Step.MERGE_INTO, {"into": target.number})
        merged = steps.step_in(session, desk, case, Step.MERGE_INTO, facts, moment=moment).case
    changes = Changes(disputes=frozenset({case.key, target.key}), deadlines=True)
    return Done(intake.told(desk, merged, whole, (target.number,), left), changes)

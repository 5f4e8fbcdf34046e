"""The record against the cases: each is put together again from its entries and must be the one that is stored."""

from collections.abc import Callable, Iterator

from odrdesk.domain import replay
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Finding, Written
from odrdesk.services.desk import Desk
from odrdesk.services.past import setting_of
from odrdesk.storage import disputes, record

CHUNK = 200
"""Cases read at once: memory stays flat whatever the size of the desk."""
USUAL = 1_000
"""Cases a usual check compares, the newest first: some seconds; all of 100,000 take minutes."""

Tell = Callable[[int, int], bool]


def scope(desk: Desk, *, thorough: bool) -> tuple[int, int]:
    """How many cases a check compares with their record, and of how many."""
    with desk.reading() as session:
        cases = disputes.count(session)
    return (cases if thorough else min(cases, USUAL)), cases


def findings(desk: Desk, *, thorough: bool = False, tell: Tell | None = None) -> Iterator[Finding]:
    """The cases that are not what their record says, the newest first; the newest `USUAL` where not `thorough`.

    `dispute.replay_differs` names the fields, never what they hold; `dispute.replay_unreadable` the entry. What
    version 0.1.0 registered, and what was erased, cannot be compared and is left out.
    """
    wanted, _ = scope(desk, thorough=thorough)
    done, before = 0, None
    while done < wanted:
        with desk.reading() as session:
            setting = setting_of(session, desk)
            cases = disputes.newest(session, min(CHUNK, wanted - done), before=before)
            entries = record.of_disputes(session, [case.key for case in cases])
        if not cases:
            return
        for case in cases:
            found = _compared(case, entries[case.key], setting)
            if found is not None:
                # Somebody may have worked on it between the two readings.
                yield from _again(desk, case.key)
        done, before = done + len(cases), cases[-1].key
        if tell and not tell(done, wanted):
            return


def _again(desk: Desk, key: int) -> Iterator[Finding]:
    with desk.reading() as session:
        entries = record.entries(session, key)
        case = disputes.load_key(session, key)
        if len(record.entries(session, key)) == len(entries):
            found = _compared(case, entries, setting_of(session, desk))
            if found is not None:
                yield found


def _compared(case: Dispute, entries: tuple[Written, ...], setting: replay.Setting) -> Finding | None:
    if not entries or any(one.erased for one in entries) or "complaint" not in entries[0].entry.facts:
        return None
    try:
        *_, last = replay.stages(entries, setting)
    except Refusal as no:
        return Finding("dispute.replay_unreadable", {"number": case.number, "seq": no.data.get("seq", 0)})
    differing = replay.differing(last.case, case)
    return Finding("dispute.replay_differs", {"number": case.number, "fields": list(differing)}) if differing else None

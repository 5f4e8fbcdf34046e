"""Replaying the record: the dispute as it was after each entry, from nothing but what was written then.

A step is taken again by the same outcomes; who may take it was judged then and is not judged again. Dates of deadlines
are those the entry tells (`clocks`), so that a later law or calendar does not move the past. What another act than a
step changed stands in the entry by field (`changed`). Entries of version 0.1.0 tell neither the complaint nor clocks:
`seed` gives the complaint, and the dates are counted again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, NamedTuple

from odrdesk.domain import clocks, corrections
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Clock, Dispute, EvidenceMark, PaperMark
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import FACTS, Facts, read
from odrdesk.domain.guards import Act
from odrdesk.domain.parties import Clerk
from odrdesk.domain.plain_values import plain, types_of, value_of
from odrdesk.domain.record import Entry, Written
from odrdesk.domain.steps import asked, done
from odrdesk.domain.vocabulary import EvidenceSlot, PaperKind, Role, State, Step

OF_DISPUTE, ASKED = "dispute.", ".asked"
REGISTERED = f"{OF_DISPUTE}{Step.REGISTER.value}"
NOT_TOLD = frozenset({"complaint", "clocks", "changed", "officer_key", "paper", "vouchers"})
"""Facts of an entry that are there for replaying it and are no news to whoever reads the record."""
DERIVED = frozenset({"key", "version"})
"""Fields of a dispute that storage gives and the record does not tell."""


class Setting(NamedTuple):
    """What a replay looks at beside the entries; `people` are the clerks' keys by name, for entries without keys."""

    rules: clocks.Rules
    people: Mapping[str, int]


class Stage(NamedTuple):
    """The dispute after an entry."""

    written: Written
    case: Dispute


def registration(draft: Complaint) -> dict[str, object]:
    """Further facts of a registration: the whole complaint."""
    return {"complaint": plain(draft)}


def consequences(before: Dispute, after: Dispute, act: Act | None = None) -> dict[str, object]:
    """Further facts of a step: the clocks it set, by place, and the key of a clerk it names."""
    told: dict[str, object] = {}
    was = before.clocks
    moved = {
        place: plain(clock) for place, clock in enumerate(after.clocks) if place >= len(was) or was[place] != clock
    }
    if moved:
        told["clocks"] = {str(place): clock for place, clock in moved.items()}
    if act is not None and act.officer is not None:
        told["officer_key"] = act.officer.key
    return told


def changes(before: Dispute, after: Dispute) -> dict[str, object]:
    """Further facts of an act that is no step: every field of the dispute it changed, and the clocks."""
    kinds = [each.name for each in fields(Dispute) if each.name not in DERIVED | {"clocks", "papers"}]
    changed = {name: plain(getattr(after, name)) for name in kinds if getattr(after, name) != getattr(before, name)}
    return consequences(before, after) | ({"changed": changed} if changed else {})


def stages(record: Iterable[Written], setting: Setting, seed: Complaint | None = None) -> Iterator[Stage]:
    """The dispute after each entry of its record, oldest first; `seed` is the complaint where the record has none.

    Refuses `past.erased` at an entry whose content was erased, `past.not_told` where there is no complaint, and
    `past.unreadable` at an entry that cannot be read, each with its `seq`.
    """
    case: Dispute | None = None
    whole = True
    for written in record:
        if written.erased:
            raise Refusal("past.erased", seq=written.seq)
        try:
            if case is None:
                whole = "complaint" in written.entry.facts
                case = _registered(written, setting, seed)
            else:
                case = _after(case, written, setting, whole=whole)
        except (KeyError, ValueError, TypeError, IndexError, AttributeError) as why:
            raise Refusal("past.unreadable", seq=written.seq) from why
        yield Stage(written, case)


def seed_of(case: Dispute, record: Iterable[Written]) -> Complaint:
    """The complaint as it was registered: today's with every correction of the record taken back."""
    complaint = case.complaint
    for written in reversed(tuple(record)):
        told = written.entry.facts
        if written.entry.act == f"{OF_DISPUTE}{Step.CORRECT.value}" and "field" in told:
            old = told.get("old")
            # Version 0.1.0 kept lists as lists and an absent value as an empty text.
            text = None if old in (None, "") else " ".join(map(str, old)) if isinstance(old, list) else str(old)
            complaint = corrections.corrected(complaint, str(told["field"]), text)
    return complaint


def differing(case: Dispute, other: Dispute) -> tuple[str, ...]:
    """The names of the fields in which two disputes differ, but for what storage gives."""
    return tuple(
        each.name
        for each in fields(Dispute)
        if each.name not in DERIVED and getattr(case, each.name) != getattr(other, each.name)
    )


def _registered(written: Written, setting: Setting, seed: Complaint | None) -> Dispute:
    entry = written.entry
    complaint: Complaint | None = seed
    if "complaint" in entry.facts:
        complaint = value_of(Complaint, entry.facts["complaint"])
    if entry.act != REGISTERED or complaint is None:
        raise Refusal("past.not_told", seq=written.seq)
    number = str(entry.facts["number"])
    blank = Dispute(entry.dispute or 0, number, State.DRAFT, complaint, registered_at=entry.at)
    return _stepped(blank, written, (Step.REGISTER, {}), setting, whole="complaint" in entry.facts)


def _after(case: Dispute, written: Written, setting: Setting, *, whole: bool) -> Dispute:
    entry = written.entry
    step = _step_of(entry)
    if step is None:
        after = _with_evidence(_with_paper(case, entry), entry)
        after = replace(after, clocks=_set(case.clocks, entry.facts.get("clocks", {})))
    else:
        kinds = {fact.name for fact in FACTS.get(step, ())}
        facts = _read(step, {name: told for name, told in entry.facts.items() if name in kinds})
        if entry.act.endswith(ASKED):
            after = asked(case, step, facts, _act(written, setting))
        else:
            after = _stepped(case, written, (step, facts), setting, whole=whole)
    if step is Step.WITHDRAW and "batch" in entry.facts:
        # An import was taken back: its channel number is free for the sheet that comes instead.
        after = replace(after, complaint=replace(after.complaint, channel_no=None))
    changed: Any = entry.facts.get("changed", {})
    hints = types_of(Dispute)
    return replace(after, **{name: value_of(hints[name], told) for name, told in changed.items() if name in hints})


def _stepped(case: Dispute, written: Written, taken: tuple[Step, Facts], setting: Setting, *, whole: bool) -> Dispute:
    step, facts = taken
    after = done(case, step, facts, _act(written, setting))
    told: Any = written.entry.facts.get("clocks", {} if whole else None)
    if told is not None:
        return replace(after, clocks=_set(case.clocks, told))
    return clocks.after_step(case, after, step, facts, at=written.entry.at, rules=setting.rules)


def _step_of(entry: Entry) -> Step | None:
    code = entry.act.removeprefix(OF_DISPUTE).removesuffix(ASKED)
    return Step(code) if entry.act.startswith(OF_DISPUTE) and code in list(Step) else None


def _read(step: Step, told: Mapping[str, object]) -> Facts:
    # An import that was taken back needs no reason for each of its cases.
    missing = {"why": "-"} if step is Step.WITHDRAW and not told.get("why") else {}
    return read(step, {**told, **missing})


def _act(written: Written, setting: Setting) -> Act:
    entry = written.entry
    clerk = Clerk(entry.clerk or 0, written.clerk_name or "", frozenset(Role))
    officer = None
    if "officer" in entry.facts:
        name = str(entry.facts["officer"])
        key: Any = entry.facts.get("officer_key", setting.people.get(name))
        officer = Clerk(key, name, frozenset(Role)) if key is not None else None
    return Act(clerk, entry.at, written.written_at, officer=officer)


def _set(was: tuple[Clock, ...], told: Any) -> tuple[Clock, ...]:
    places = {int(place): value_of(Clock, clock) for place, clock in told.items()}
    count = max([len(was), *(place + 1 for place in places)])
    return tuple(places[place] if place in places else was[place] for place in range(count))


def _with_paper(case: Dispute, entry: Entry) -> Dispute:
    number = str(entry.facts.get("number", ""))
    if entry.act == "paper.issue":
        key: Any = entry.facts.get("paper", 0)
        # A further copy carries the moment at which the first was issued.
        issued_at = datetime.fromisoformat(str(entry.facts.get("issued_at", entry.at.isoformat())))
        mark = PaperMark(key, PaperKind(str(entry.facts["kind"])), number, issued_at)
        return replace(case, papers=(*case.papers, mark))
    if entry.act == "paper.void":
        papers = tuple(replace(mark, void=True) if mark.number == number else mark for mark in case.papers)
        return replace(case, papers=papers)
    return case


def _with_evidence(case: Dispute, entry: Entry) -> Dispute:
    key: Any = entry.facts.get("id")
    if entry.act == "evidence.add":
        mark = EvidenceMark(key, EvidenceSlot(str(entry.facts["slot"])))
        return replace(case, evidence=(*case.evidence, mark))
    if entry.act in {"evidence.withdraw", "evidence.restore"}:
        valid = entry.act == "evidence.restore"
        marks = tuple(replace(mark, valid=valid) if mark.key == key else mark for mark in case.evidence)
        return replace(case, evidence=marks)
    return case

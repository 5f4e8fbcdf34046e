"""标签: the desk's own words for its cases: which there are, and who gives and takes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from odrdesk.domain import tags as rules
from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry, Written
from odrdesk.domain.tags import MOST, Change, Tag, folded, spelled
from odrdesk.domain.vocabulary import Role, TagTone
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import listing, record
from odrdesk.storage import tags as stored

ADDED, CHANGED, RETIRED, RESTORED = "tag.add", "tag.change", "tag.retire", "tag.restore"
ON_CASE = "case.tag"
LEADERS = (Role.SUPERVISOR, Role.ADMIN)
"""Who may rename, recolour, retire and restore what everybody uses."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What was done to each case, by its key; the numbers of those that have no room for another tag."""

    changes: Mapping[int, Change]
    full: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A tag and on how many cases it is."""

    tag: Tag
    cases: int


def every(desk: Desk) -> tuple[Tag, ...]:
    """All tags in the order of their sound, retired ones too."""
    with desk.reading() as session:
        return stored.every(session)


def kept(desk: Desk) -> tuple[Kept, ...]:
    """All tags with the number of their cases."""
    with desk.reading() as session:
        counts = stored.counts(session)
        return tuple(Kept(tag, counts.get(tag.key, 0)) for tag in stored.every(session))


def among(desk: Desk, keys: Iterable[int]) -> dict[int, int]:
    """On how many of these cases each tag is, by its key; one on none is left out."""
    with desk.reading() as session:
        return stored.counts(session, keys)


def on(desk: Desk, keys: Iterable[int]) -> dict[int, tuple[Tag, ...]]:
    """The tags of these cases, by key; a case that is gone is left out."""
    with desk.reading() as session:
        known = {tag.key: tag for tag in stored.every(session)}
        return {case: tuple(known[key] for key in found) for case, found in stored.on(session, keys).items()}


def as_told(desk: Desk, entries: Sequence[Written]) -> tuple[Tag, ...]:
    """The tags a case had after these entries of its record, under the names they had then."""
    last = next((one for one in reversed(entries) if one.entry.act == ON_CASE and not one.erased), None)
    told = last.entry.facts.get("tags") if last is not None else None
    if not isinstance(told, list):
        return ()
    known = {folded(name): tag for tag in every(desk) for name in (*tag.former, tag.name)}
    names = [str(one) for one in told]
    return tuple(replace(known.get(folded(name), Tag(0, name)), name=name) for name in names)


def may_give(desk: Desk) -> bool:
    """Whether the present clerk may give tags to cases and take them."""
    return desk.house.held is not None and desk.clerk.may(Role.OFFICER)


def may_lead(desk: Desk) -> bool:
    """Whether the present clerk may change the tags themselves."""
    return desk.house.held is not None and any(desk.clerk.may(role) for role in LEADERS)


def add(desk: Desk, name: str, tone: TagTone = TagTone.GREY) -> Done[Tag]:
    """A new tag.

    Refuses what `spelled` refuses, `tag.twice` for a name in use, `tag.retired` for one of a retired tag,
    `tag.too_many`, and `clerk.not_allowed` but for officers and leaders.
    """
    if not any(desk.clerk.may(role) for role in (Role.OFFICER, *LEADERS)):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    with desk.writing() as session:
        made = _add(session, desk, name, tone)
    return Done(made, Changes(settings=True))


def change(desk: Desk, key: int, name: str, tone: TagTone) -> Done[Tag]:
    """Another name or colour for a tag; it stays on its cases, and lists saved with its old name find it.

    Refuses what `add` refuses, and `tag.unknown`.
    """
    _require_leader(desk)
    with desk.writing() as session:
        known = stored.every(session)
        before = _named(known, key)
        after = replace(before, name=spelled(name), tone=tone)
        _not_twice([tag for tag in known if tag.key != key], after.name)
        if after != before:
            stored.change(session, before, after)
            facts: dict[str, object] = {"name": after.name, "old": before.name, "tone": tone.value}
            record.append(session, Entry(CHANGED, desk.now(), desk.clerk.key, None, facts))
    return Done(after, Changes(settings=True))


def retire(desk: Desk, key: int) -> Done[Tag]:
    """Give a tag to no further case; it stays where it is. Refuses `tag.unknown` and `clerk.not_allowed`."""
    return _turn(desk, key, retired=True)


def restore(desk: Desk, key: int) -> Done[Tag]:
    """Let a retired tag be given again. Refuses `tag.unknown` and `clerk.not_allowed`."""
    return _turn(desk, key, retired=False)


def mark(desk: Desk, cases: Sequence[int], give: Sequence[int] = (), take: Sequence[int] = ()) -> Done[Marked]:
    """Give tags to cases and take others, by their keys; one transaction, and an entry for each case that changed.

    A case without room for more is left and told. Refuses `tag.full` where that leaves none, `tag.unknown`,
    `tag.retired`, and `clerk.not_allowed` but for officers.
    """
    _require_officer(desk)
    with desk.writing() as session:
        known = stored.every(session)
        for key in (*give, *take):
            _named(known, key)
        _givable(known, give)
        wanted = dict.fromkeys(cases, Change(tuple(give), tuple(take)))
        told = _mark(session, desk, known, wanted)
    return _done(told)


def mark_new(desk: Desk, cases: Sequence[int], name: str) -> Done[Marked]:
    """Make a tag and give it to cases at once; one of that name that is there already is given.

    Refuses what `add` and `mark` refuse.
    """
    _require_officer(desk)
    with desk.writing() as session:
        known = stored.every(session)
        tag = next((one for one in known if folded(one.name) == folded(name)), None)
        if tag is None:
            tag = _add(session, desk, name, TagTone.GREY)
            known = (*known, tag)
        _givable(known, [tag.key])
        told = _mark(session, desk, known, dict.fromkeys(cases, Change((tag.key,))))
    return Done(told, Changes(frozenset(told.changes), settings=True))


def put_back(desk: Desk, changes: Mapping[int, Change], why: str) -> Done[Marked]:
    """Undo what `mark` did, case by case, with entries of their own; a tag retired meanwhile is not given again.

    Refuses `tag.overtaken` where nothing is left to undo, and `clerk.not_allowed`.
    """
    _require_officer(desk)
    with desk.writing() as session:
        known = stored.every(session)
        retired = {tag.key for tag in known if tag.retired}
        wanted = {
            case: Change(tuple(key for key in told.taken if key not in retired), told.given)
            for case, told in changes.items()
        }
        told = _mark(session, desk, known, wanted, why)
        if not told.changes:
            raise Refusal("tag.overtaken")
    return _done(told)


def _done(told: Marked) -> Done[Marked]:
    return Done(told, Changes(disputes=frozenset(told.changes)))


def _mark(
    session: Session, desk: Desk, known: Sequence[Tag], wanted: Mapping[int, Change], why: str | None = None
) -> Marked:
    names = {tag.key: tag.name for tag in known}
    order = {tag.key: place for place, tag in enumerate(known)}
    found = stored.on(session, wanted)
    done: dict[int, Change] = {}
    full: list[int] = []
    last = Refusal("tag.full", None, most=rules.MOST_ON_CASE)
    for case, had in found.items():
        try:
            told = rules.changed(had, wanted[case])
        except Refusal as no:
            full.append(case)
            last = no
            continue
        if told.given or told.taken:
            done[case] = told
    if full and not done:
        raise last
    stored.put(session, done)
    for case, told in done.items():
        after = sorted({*found[case], *told.given} - {*told.taken}, key=lambda key: order[key])
        facts: dict[str, object] = {
            "given": [names[key] for key in told.given],
            "taken": [names[key] for key in told.taken],
            "tags": [names[key] for key in after],
        }
        record.append(session, Entry(ON_CASE, desk.now(), desk.clerk.key, case, facts, why))
    numbers = listing.numbers(session, full)
    return Marked(done, tuple(sorted(numbers.values())))


def _add(session: Session, desk: Desk, name: str, tone: TagTone) -> Tag:
    told = spelled(name)
    known = stored.every(session)
    _not_twice(known, told)
    if len(known) >= MOST:
        raise Refusal("tag.too_many", None, most=MOST)
    made = stored.add(session, Tag(0, told, tone))
    facts: dict[str, object] = {"name": told, "tone": tone.value}
    record.append(session, Entry(ADDED, desk.now(), desk.clerk.key, None, facts))
    return made


def _turn(desk: Desk, key: int, *, retired: bool) -> Done[Tag]:
    _require_leader(desk)
    with desk.writing() as session:
        before = _named(stored.every(session), key)
        after = replace(before, retired=retired)
        if after != before:
            stored.change(session, before, after)
            act = RETIRED if retired else RESTORED
            record.append(session, Entry(act, desk.now(), desk.clerk.key, None, {"name": before.name}))
    return Done(after, Changes(settings=True))


def _named(known: Sequence[Tag], key: int) -> Tag:
    found = next((tag for tag in known if tag.key == key), None)
    if found is None:
        raise Refusal("tag.unknown")
    return found


def _givable(known: Sequence[Tag], keys: Sequence[int]) -> None:
    gone = [tag.name for tag in known if tag.key in keys and tag.retired]
    if gone:
        raise Refusal("tag.retired", "name", name=gone[0])


def _not_twice(known: Sequence[Tag], name: str) -> None:
    same = next((tag for tag in known if folded(tag.name) == folded(name)), None)
    if same is not None:
        raise Refusal("tag.retired" if same.retired else "tag.twice", "name", name=same.name)


def _require_officer(desk: Desk) -> None:
    if not desk.clerk.may(Role.OFFICER):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)


def _require_leader(desk: Desk) -> None:
    if not any(desk.clerk.may(role) for role in LEADERS):
        raise Refusal("clerk.not_allowed", role=Role.SUPERVISOR)

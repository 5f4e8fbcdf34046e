"""Templates of papers: drafted by one person, released by another, and every version kept.

The program brings version 0 of each. What is released applies to papers issued from then on; a paper that went out
keeps its own version for ever.
"""

import difflib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from sqlmodel import Session

from odrdesk.documents.facts import Paper, PaperFacts
from odrdesk.documents.punctuation import Offer, offers
from odrdesk.documents.sample_facts import sample
from odrdesk.documents.template import At, Chosen, Flaw
from odrdesk.documents.template_fields import ORDINAL, Field, FieldKind, Schema, schema
from odrdesk.documents.template_filters import FILTERS, USUAL, Filter
from odrdesk.documents.template_reading import CONSTRUCTS, MOST_CHARACTERS, MOST_LINES, TABLES, read
from odrdesk.documents.wording import shipped, wording
from odrdesk.documents.worker import Rendered, render
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Clerk
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.services import fund_facts, papers
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.template_choice import kin_of
from odrdesk.storage import record, templates
from odrdesk.storage.templates import Version

__all__ = [
    "CONSTRUCTS",
    "FILTERS",
    "ORDINAL",
    "TABLES",
    "USUAL",
    "At",
    "Compared",
    "Field",
    "FieldKind",
    "Filter",
    "Flaw",
    "Line",
    "Listed",
    "Offer",
    "Schema",
    "Version",
    "check",
    "diff",
    "draft",
    "every",
    "kinds",
    "one",
    "preview",
    "punctuation",
    "release",
    "schema_of",
    "submit",
    "take_back",
    "text",
    "versions",
    "withdraw",
]  # fmt: skip

DRAFTERS = (Role.OFFICER, Role.LEGAL, Role.ADMIN)
RELEASERS = (Role.SUPERVISOR, Role.ADMIN)
WHY_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind with the version in force (0: the program's), as papers print it, and its open draft."""

    kind: PaperKind
    version: int
    printed: str
    sha256: str
    text: str
    own: Version | None = None
    draft: Version | None = None


class Line(StrEnum):
    """What became of a line."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the old or the new text, with its number in each that has it."""

    what: Line
    text: str
    old: int | None = None
    new: int | None = None


def kinds() -> tuple[PaperKind, ...]:
    """The kinds of paper that have a template."""
    return tuple(kind for kind in PaperKind if shipped(kind.value) is not None)


def every(desk: Desk) -> tuple[Listed, ...]:
    """All kinds with their version in force and their draft."""
    with desk.reading() as session:
        found = templates.every(session)
    return tuple(_listed(kind, [one for one in found if one.kind == kind]) for kind in kinds())


def one(desk: Desk, kind: PaperKind) -> Listed:
    """One kind. Refuses `template.unknown_kind`."""
    _known(kind)
    with desk.reading() as session:
        return _listed(kind, list(templates.of_kind(session, kind.value)))


def versions(desk: Desk, kind: PaperKind) -> tuple[Version, ...]:
    """Every version and draft of a kind, withdrawn ones too, the newest first. Refuses `template.unknown_kind`."""
    _known(kind)
    with desk.reading() as session:
        return tuple(reversed(templates.of_kind(session, kind.value)))


def text(desk: Desk, kind: PaperKind, version: int | None = None) -> str:
    """The text of a version, without one of that in force. Refuses `template.unknown_kind`, `template.no_version`."""
    listed = one(desk, kind)
    if version is None or version == listed.version:
        return listed.text
    if version == 0:
        return shipped(kind.value) or ""
    found = next((each for each in versions(desk, kind) if each.version == version), None)
    if found is None:
        raise Refusal("template.no_version", "version", version=version, last=listed.version)
    return found.text


def punctuation(typed: str) -> tuple[Offer, ...]:
    """The half-width signs of a template that Chinese writes full-width; offered, never put in by themselves."""
    return offers(typed, template=True)


def schema_of(kind: PaperKind) -> Schema:
    """What a template of this kind may name."""
    _known(kind)
    return schema(kind.value)


def check(kind: PaperKind, typed: str) -> tuple[Flaw, ...]:
    """What is wrong with a text, in its order. Refuses `template.unknown_kind`."""
    _known(kind)
    return read(kind.value, typed).flaws


def preview(desk: Desk, kind: PaperKind, typed: str, number: str | None = None) -> Paper:
    """The paper that a text makes, marked 样张 and kept nowhere: of an invented case, or of one by its number.

    Refuses `template.unknown_kind`, `template.has_flaws`, `template.value_missing`, `paper.glyph_missing`, and for a
    case what `papers.issue` refuses.
    """
    _known(kind)
    _require_whole(kind, typed)
    facts: PaperFacts = sample(kind.value) if number is None else papers.drafted(desk, number, kind)
    return _made(facts, Chosen(one(desk, kind).version + 1, typed))


def diff(desk: Desk, kind: PaperKind, typed: str | None = None, *, version: int | None = None) -> tuple[Compared, ...]:
    """A text (without one the open draft) beside the version in force, or the one named, line by line."""
    listed = one(desk, kind)
    new = typed if typed is not None else (listed.draft.text if listed.draft else listed.text)
    return compared(text(desk, kind, version), new)


def compared(old: str, new: str) -> tuple[Compared, ...]:
    """Two texts line by line."""
    before, after = old.splitlines(), new.splitlines()
    found: list[Compared] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found += [Compared(Line.SAME, before[k], k + 1, c + k - a + 1) for k in range(a, b)]
            continue
        found += [Compared(Line.REMOVED, before[k], k + 1) for k in range(a, b)]
        found += [Compared(Line.ADDED, after[k], None, k + 1) for k in range(c, d)]
    return tuple(found)


def draft(desk: Desk, kind: PaperKind, typed: str) -> Done[Version]:
    """Keep what is typed as the draft of a kind, whatever is wrong with it; begun where there is none.

    Refuses `template.unknown_kind`, `template.other_drafts` while somebody else's draft is open,
    `template.is_submitted`, `template.text_too_long`, and whoever drafts no templates.
    """
    _known(kind)
    if not any(desk.clerk.may(role) for role in DRAFTERS):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    if len(typed) > MOST_CHARACTERS:
        raise Refusal("template.text_too_long", "template", characters=MOST_CHARACTERS, lines=MOST_LINES)
    with desk.writing() as session:
        found = templates.draft(session, kind.value)
        if found is None:
            based_on = _in_force(session, kind)
            told = {"kind": kind.value, "based_on": templates.digest(based_on.text), "version": based_on.version}
            key = templates.begin(
                session, kind.value, typed, based_on=str(told["based_on"]), clerk=desk.clerk.key, at=desk.now()
            )
            record.append(session, Entry("template.draft", desk.now(), desk.clerk.key, None, told))
        else:
            key = _own(desk, found).key
            if found.submitted_at is not None:
                raise Refusal("template.is_submitted", "template", kind=kind)
            templates.change(session, key, text=typed, sha256=templates.digest(typed), saved_at=desk.now())
        kept = _get(session, key)
    return Done(kept, Changes(templates=True))


def submit(desk: Desk, kind: PaperKind, why: str | None) -> Done[Version]:
    """Hand the own draft to somebody who releases it; `why` says what was changed and for what.

    Refuses `template.no_draft`, `template.other_drafts`, `template.is_submitted`, `template.unchanged`,
    `template.why_needed`, and what `preview` refuses.
    """
    if not (why and why.strip()):
        raise Refusal("template.why_needed", "why")
    if len(why.strip()) > WHY_LENGTH:
        raise Refusal("template.why_long", "why", most=WHY_LENGTH)
    listed = one(desk, kind)
    found = _own(desk, _open(listed))
    if found.submitted_at is not None:
        raise Refusal("template.is_submitted", "template", kind=kind)
    if found.text == listed.text:
        raise Refusal("template.unchanged", "template", version=listed.version)
    preview(desk, kind, found.text)
    return _step(desk, found, "template.submit", why.strip(), submitted_at=desk.now(), why=why.strip())


def take_back(desk: Desk, kind: PaperKind) -> Done[Version]:
    """Take a submitted draft back to work on it. Refuses `template.no_draft`, `template.not_submitted`."""
    found = _open(one(desk, kind))
    if found.submitted_at is None:
        raise Refusal("template.not_submitted", "template", kind=kind)
    if found.drafted_by != desk.clerk.key and not _may_release(desk.clerk):
        raise Refusal("template.other_drafts", "template", name=found.drafter)
    return _step(desk, found, "template.take_back", None, submitted_at=None)


def withdraw(desk: Desk, kind: PaperKind, why: str | None = None) -> Done[Version]:
    """Give a draft up: it is marked and kept. The drafter does, or who may release. Refuses `template.no_draft`."""
    found = _open(one(desk, kind))
    if found.drafted_by != desk.clerk.key and not _may_release(desk.clerk):
        raise Refusal("template.other_drafts", "template", name=found.drafter)
    told = why.strip() if why and why.strip() else None
    return _step(desk, found, "template.withdraw", told, withdrawn_at=desk.now(), withdrawn_by=desk.clerk.key)


def release(desk: Desk, kind: PaperKind) -> Done[Version]:
    """Put the submitted draft in force for papers issued from now on, as the next version.

    Another than the drafter does it, a supervisor or admin; in single-person mode (单人模式) the one there is, and the
    version says so. Refuses `template.no_draft`, `template.not_submitted`, `template.same_person`, and what `preview`
    refuses.
    """
    if not _may_release(desk.clerk):
        raise Refusal("clerk.not_allowed", role=Role.SUPERVISOR)
    listed = one(desk, kind)
    found = _open(listed)
    if found.submitted_at is None:
        raise Refusal("template.not_submitted", "template", kind=kind)
    preview(desk, kind, found.text)
    with desk.writing() as session:
        alone = fund_facts.is_alone(session)
        if found.drafted_by == desk.clerk.key and not alone:
            raise Refusal("template.same_person", "template", name=found.drafter)
        again = _get(session, found.key)
        if again != found:
            raise Refusal("template.changed_since", "template", kind=kind)
        version = (templates.released(session, kind.value) or found).version or 0
        told = {
            "kind": kind.value,
            "version": version + 1,
            "sha256": found.sha256,
            "based_on": found.based_on,
            "drafted_by": found.drafted_by,
            "alone": alone,
        }
        record.append(session, Entry("template.release", desk.now(), desk.clerk.key, None, told, found.why))
        values = {"released_at": desk.now(), "released_by": desk.clerk.key, "alone": alone}
        templates.change(session, found.key, version=version + 1, **values)
        kept = _get(session, found.key)
    return Done(kept, Changes(templates=True, papers=True))


def _step(desk: Desk, found: Version, what: str, said: str | None, **values: object) -> Done[Version]:
    with desk.writing() as session:
        if _get(session, found.key) != found:
            raise Refusal("template.changed_since", "template", kind=found.kind)
        told = {"kind": found.kind, "sha256": found.sha256, "based_on": found.based_on}
        record.append(session, Entry(what, desk.now(), desk.clerk.key, None, told, said))
        templates.change(session, found.key, **values)
        kept = _get(session, found.key)
    return Done(kept, Changes(templates=True))


def _made(facts: PaperFacts, chosen: Chosen) -> Paper:
    rendered: Rendered = replace(facts, template=chosen)  # type: ignore[assignment]
    return render(rendered)


def _require_whole(kind: PaperKind, typed: str) -> None:
    flaws = [flaw for flaw in check(kind, typed) if not flaw.mild]
    if flaws:
        raise Refusal("template.has_flaws", "template", n=len(flaws), line=flaws[0].at.line)


def _listed(kind: PaperKind, found: list[Version]) -> Listed:
    own = max((each for each in found if each.version), key=lambda each: each.version or 0, default=None)
    waiting = next((each for each in found if each.open), None)
    version, told = (own.version or 0, own.text) if own else (0, shipped(kind.value) or "")
    return Listed(kind, version, _printed(kind.value, version, told), templates.digest(told), told, own, waiting)


@cache
def _printed(kind: str, version: int, told: str) -> str:
    return wording(kind, *kin_of(kind), chosen=Chosen(version, told)).version


def _in_force(session: Session, kind: PaperKind) -> Chosen:
    own = templates.released(session, kind.value)
    return Chosen(own.version or 0, own.text) if own else Chosen(0, shipped(kind.value) or "")


def _get(session: Session, key: int) -> Version:
    found = templates.get(session, key)
    if found is None:
        raise Refusal("template.no_draft", "template")
    return found


def _open(listed: Listed) -> Version:
    if listed.draft is None:
        raise Refusal("template.no_draft", "template")
    return listed.draft


def _own(desk: Desk, found: Version) -> Version:
    if found.drafted_by != desk.clerk.key:
        raise Refusal("template.other_drafts", "template", name=found.drafter)
    return found


def _may_release(clerk: Clerk) -> bool:
    return any(clerk.may(role) for role in RELEASERS)


def _known(kind: PaperKind) -> None:
    if shipped(kind.value) is None:
        raise Refusal("template.unknown_kind", "kind", kind=kind, known=list(kinds()))

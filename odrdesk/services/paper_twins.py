"""Whether a paper was issued before: the very same one, or another copy (联) of what one says."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from odrdesk.documents.facts import Recipient
from odrdesk.documents.template import Chosen
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import template_choice
from odrdesk.services.paper_facts import Heading, facts_of, snapshot
from odrdesk.storage.papers import Paper

OF_ISSUE = frozenset({"number", "issued_at", "issued_by", "theme"})
"""Facts that belong to the act of issuing, not to the dispute."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as it would be issued; `content` None where it would take no new number. `digest`: what it is made of."""

    content: bytes | None
    digest: str


def same(known: list[Paper], plain: Mapping[str, object]) -> Paper | None:
    """The last valid paper of this kind that was made from the very same facts for the same copy."""
    return next((paper for paper in reversed(known) if _comparable(paper.facts) == plain), None)


def twin(known: list[Paper], case: Dispute, kind: PaperKind, heading: Heading, core: str) -> Paper | None:
    """The last valid paper made from the same facts before masking, of which this copy is not there yet."""
    numbers = {paper.mark.number for paper in known if paper.copy == heading.recipient}
    for paper in reversed(known):
        if paper.mark.number in numbers or paper.series is None:
            continue
        if paper.core is None:
            # Version 0.1.0 kept no hash of the unmasked facts: what its copy showed is compared.
            other = replace(heading, recipient=Recipient(paper.copy))
            same = _comparable(paper.facts) == plain(facts_of(case, kind, other))
        else:
            same = paper.core == core
        if same:
            return paper
    return None


def core(case: Dispute, kind: PaperKind, heading: Heading) -> str:
    """The SHA-256 of the facts as the desk's own copy shows them: nothing masked."""
    shown = dict(plain(facts_of(case, kind, replace(heading, recipient=Recipient.DESK))))
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest(case: Dispute, kind: PaperKind, heading: Heading, template: Chosen | None) -> str:
    """The SHA-256 of all that a person sees of a draft but its number and its day; `heading` as it is to be issued."""
    act = [heading.officer, heading.theme, heading.recipient.value, template and template_choice.told(template)]
    text = json.dumps([core(case, kind, heading), *act], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def plain(facts: object) -> Mapping[str, object]:
    """The facts that tell one paper from another."""
    return _comparable(told(facts))


def told(facts: object) -> dict[str, object]:
    """All facts of a paper, as they are kept with it."""
    known = snapshot(facts)
    if not isinstance(known, dict):
        raise TypeError(type(known).__name__)
    return known


def _comparable(facts: Mapping[str, object]) -> dict[str, object]:
    # What was not told is left out: facts of an older version do not have the fields that came since.
    untold: tuple[object, ...] = ("", None, [])
    beside = OF_ISSUE | {"wording", "template", "practice"}
    return {
        name: _comparable_value(value) for name, value in facts.items() if name not in beside and value not in untold
    }


def _comparable_value(value: object) -> object:
    return {name: one for name, one in value.items() if one not in ("", None, [])} if isinstance(value, dict) else value

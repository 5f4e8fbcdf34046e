"""The facts of an issued paper out of what was kept with it, so that its pages can be set once more, word for word."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any, cast, get_args, get_origin, get_type_hints

from sqlmodel import Session

from odrdesk.documents.worker import Rendered
from odrdesk.domain.plain_values import types_of, value_of
from odrdesk.services import paper_facts, proof, template_choice
from odrdesk.storage.papers import Paper

BESIDE = frozenset({"wording", "template", "practice"})
"""What is kept with the facts and is none of them."""


def facts_again(session: Session, paper: Paper) -> Rendered | None:
    """The facts of an issued paper with its template and its proof.

    None where they cannot be made whole again: papers of version 0.1.0 that lack what a layout needs now.
    """
    kind = _type_of(paper)
    if kind is None:
        return None
    told = {name: value for name, value in paper.facts.items() if name not in BESIDE}
    try:
        facts = value_of(kind, _named(kind, told))
    except (TypeError, ValueError, KeyError):
        return None
    if paper_facts.snapshot(facts) != told:
        return None
    template = template_choice.wording_of(session, paper.facts)
    return cast("Rendered", replace(facts, template=template, proof=proof.of_paper(session, paper.mark.key)))


def _type_of(paper: Paper) -> type | None:
    builder: Any = paper_facts.builder_of(paper.mark.kind)
    if builder is None:
        return None
    made = get_type_hints(builder.func if isinstance(builder, partial) else builder).get("return")
    return made if isinstance(made, type) else None


def _named(kind: Any, told: Any) -> Any:
    """The values under the names of the fields, which a snapshot may call otherwise."""
    if get_origin(kind) is tuple and isinstance(told, list):
        return [_named(get_args(kind)[0], one) for one in told]
    if get_args(kind) and told is not None:
        inner = next((one for one in get_args(kind) if is_dataclass(one)), None)
        return told if inner is None else _named(inner, told)
    if not is_dataclass(kind) or not isinstance(told, Mapping):
        return told
    hints = types_of(cast("type", kind))
    names = {str(field.metadata.get("name", field.name)): field.name for field in fields(kind)}
    return {names[name]: _named(hints[names[name]], value) for name, value in told.items() if name in names}

"""The facts of a step as they are typed: `k=v`, JSON, and Chinese words where the trade has a fixed vocabulary."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from odrdesk.cli.case_file import NO_IMPORT
from odrdesk.cli.options import Misuse
from odrdesk.cli.reading import read_text
from odrdesk.domain import corrections
from odrdesk.domain.facts import FACTS, FactKind
from odrdesk.domain.fund_vocabulary import Confirmation, PrepayGround, RecoverFrom
from odrdesk.domain.vocabulary import (
    ContactWith,
    FailGround,
    HolderAct,
    IpMeasure,
    IpRight,
    ItemKind,
    NoticeFault,
    Payer,
    ReopenGround,
    Step,
)
from odrdesk.text import gettext as _
from odrdesk.text import member

LISTED = frozenset({FactKind.TERMS, FactKind.LINES, FactKind.IP_MEASURES, FactKind.CLAIM_ITEMS, FactKind.CONFIRMATIONS})
"""Facts that may be written as a JSON list in `k=v`."""
WORDED: Mapping[FactKind, type[StrEnum]] = {
    FactKind.WITH: ContactWith,
    FactKind.FAIL_GROUND: FailGround,
    FactKind.REOPEN_GROUND: ReopenGround,
    FactKind.PARTY: Payer,
    FactKind.IP_RIGHT: IpRight,
    FactKind.HOLDER_ACT: HolderAct,
    FactKind.NOTICE_FAULT: NoticeFault,
    FactKind.PREPAY_GROUND: PrepayGround,
    FactKind.RECOVER_FROM: RecoverFrom,
}
SEVERAL: Mapping[FactKind, type[StrEnum]] = {
    FactKind.IP_MEASURES: IpMeasure,
    FactKind.CONFIRMATIONS: Confirmation,
}
"""Facts that are several words of one."""
"""Facts that are a word of a vocabulary."""
_BETWEEN = re.compile(r"[\s,;，、；]+")


def facts_of(step: Step, told: Sequence[str], file: Mapping[str, object]) -> dict[str, object]:
    """The raw facts of a step: those of the file, and over them those of each `k=v`; words turned into codes.

    Raises Misuse for one that is no `k=v`; refuses `word.unknown`. Unknown names are left to the domain to refuse.
    """
    kinds = {fact.name: fact.kind for fact in FACTS.get(step, ())}
    raw = {**file, **dict(_pair(one, kinds) for one in told)}
    coded = {name: _coded(kinds.get(name), name, value) for name, value in raw.items()}
    value = coded.get("value")
    if step is Step.CORRECT and coded.get("field") == "order.import_kind" and value == NO_IMPORT:
        del coded["value"]
    elif step is Step.CORRECT and isinstance(value, str | list):
        typed = value if isinstance(value, str) else ",".join(map(str, value))
        coded["value"] = corrections.spelled(
            str(coded.get("field", "")), typed, lambda vocabulary, word: member(vocabulary, word, "value")
        )
    return coded


def _pair(one: str, kinds: Mapping[str, FactKind]) -> tuple[str, object]:
    name, equals, value = one.partition("=")
    if not equals or not name.strip():
        raise Misuse(_("--set 应写成 名=值，看不懂“{text}”").format(text=one))
    name = name.strip()
    text = read_text(name, value)
    if kinds.get(name) in LISTED and text.lstrip().startswith("["):
        return name, _list(name, text)
    return name, text


def _list(name: str, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as why:
        raise Misuse(_("“{name}”不是正确的 JSON").format(name=name)) from why


def _coded(kind: FactKind | None, name: str, value: object) -> object:
    match kind:
        case FactKind() if kind in SEVERAL and isinstance(value, str | list):
            told = _BETWEEN.split(value.strip()) if isinstance(value, str) else value
            return [_word(SEVERAL[kind], name, one) for one in told if one]
        case FactKind() if kind in WORDED:
            return _word(WORDED[kind], name, value)
        case FactKind.TERMS | FactKind.CLAIM_ITEMS if isinstance(value, list):
            return [_term(f"{name}.{index}", one) for index, one in enumerate(value)]
        case _:
            return value


def _term(field: str, value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    readers: Mapping[str, Callable[[object], object]] = {
        "kind": lambda told: _word(ItemKind, f"{field}.kind", told),
        "payer": lambda told: _word(Payer, f"{field}.payer", told),
    }
    return {name: readers[name](told) if name in readers else told for name, told in value.items()}


def _word(vocabulary: type[StrEnum], field: str, value: object) -> object:
    return member(vocabulary, value, field).value if isinstance(value, str) and value.strip() else value

"""Kept worksheets as JSON: the keys scripts rely on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from odrdesk.domain.money import capitals
from odrdesk.domain.worksheets import KeptWorksheet, latest

if TYPE_CHECKING:
    from odrdesk.services.cases import CaseView


def shown(view: "CaseView") -> list[dict[str, object]]:
    """Every worksheet of a case in the order they were kept; `superseded` tells the ones that count no more."""
    current = {one.key for one in latest(view.worksheets)}
    return [kept(one, view.people) | {"superseded": one.key not in current} for one in view.worksheets]


def kept(one: KeptWorksheet, people: Mapping[int, str]) -> dict[str, object]:
    """One kept worksheet."""
    total = one.total
    return {
        "id": one.key,
        "code": one.code,
        "version": one.version,
        "on": one.on,
        "made_at": one.made_at,
        "by": people.get(one.made_by),
        "refund_fen": one.refund,
        "extra_fen": one.extra,
        "total_fen": total,
        "limit_fen": one.limit,
        "words": capitals(total) if total is not None else None,
        "source": one.answer["source"],
        "given": one.given,
        "confirm": one.answer["confirm"],
        "confirmed": [{"fact": told.fact, "by": people.get(told.by), "at": told.at} for told in one.confirmed],
        "unconfirmed": one.open_facts,
        "options": one.answer["options"],
        "chosen": one.chosen,
        "settled": one.settled,
        "articles": one.answer["articles"],
    }

"""The scheme of the prepayment fund (先行赔付方案) as data: caps, windows, tiers, funding order, by effective date.

None of its numbers is the law's: a platform sets and publishes them (电子商务法 art. 58). A cap that is
not set is no cap.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import FundingOrder, Lane
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Role

WINDOWS: Mapping[str, str] = {
    "notice": "R-PRE-NOTICE",
    "approve": "R-PRE-APPROVE",
    "pay": "R-PRE-PAY",
    "topup": "R-PRE-TOPUP",
    "appeal": "R-PRE-APPEAL",
}
"""The windows of a scheme, in working days, and the time limit each one sets."""
LONGEST = 250
CLAIM_DAYS_MOST = 3660
APPROVERS = frozenset({Role.SUPERVISOR, Role.FINANCE})
KNOWN = frozenset({
    "version", "title", "clause", "effective_from", "opening", "low", "case_cap", "consumer_year_cap", "merchant_cap",
    "claim_days", "windows", "tiers", "order",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tier:
    """Up to which amount (fen, inclusive; None for any) a claim is decided in a lane, and by which roles, one each."""

    lane: Lane
    approvers: tuple[Role, ...]
    up_to: Fen | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """One version. Money in fen; `low` is the balance below which the desk warns, `opening` what the fund began with.

    `claim_days` count from the day the transaction was completed; `windows` are working days by their name; `clause`
    is where the platform's own rules say so, for the papers.
    """

    version: str
    effective_from: date
    title: str = ""
    clause: str = ""
    opening: Fen = Fen(0)  # noqa: RUF009 -- an int
    low: Fen = Fen(0)  # noqa: RUF009 -- an int
    case_cap: Fen | None = None
    consumer_year_cap: Fen | None = None
    merchant_cap: Fen | None = None
    claim_days: int = 15
    windows: tuple[tuple[str, int], ...] = ()
    tiers: tuple[Tier, ...] = ()
    order: FundingOrder = FundingOrder.FUND_FIRST

    def tier(self, amount: Fen) -> Tier:
        """The tier that decides an amount."""
        return next(tier for tier in self.tiers if tier.up_to is None or amount <= tier.up_to)

    def window(self, name: str) -> int | None:
        """Working days of a window; None where the scheme leaves it to the time limit as it stands."""
        return dict(self.windows).get(name)


def chosen(schemes: Iterable[Scheme], on: date) -> Scheme:
    """The scheme in force on a day: the last one that has begun. Refuses `scheme.none`."""
    begun = [scheme for scheme in schemes if scheme.effective_from <= on]
    if not begun:
        raise Refusal("scheme.none", on=on.isoformat())
    # Of two from the same day the later one, as it was taken in to mend the first.
    return max(enumerate(begun), key=lambda placed: (placed[1].effective_from, placed[0]))[1]


def read(told: Mapping[str, Any]) -> Scheme:
    """A scheme from a TOML or JSON table. Money is yuan text, days are whole numbers.

    Refuses `scheme.unknown`, `scheme.missing`, `scheme.unreadable` and what `Fen.parse` refuses, each with its field.
    """
    strange = sorted(set(told) - KNOWN)
    if strange:
        raise Refusal("scheme.unknown", strange[0], name=strange[0], known=sorted(KNOWN))
    for name in ("version", "effective_from", "tiers"):
        if not told.get(name):
            raise Refusal("scheme.missing", name, name=name)
    tiers = _tiers(told["tiers"])
    return Scheme(
        version=str(told["version"]).strip(),
        effective_from=_day(told["effective_from"]),
        title=str(told.get("title", "")).strip(),
        clause=str(told.get("clause", "")).strip(),
        opening=_money(told, "opening") or Fen(0),
        low=_money(told, "low") or Fen(0),
        case_cap=_money(told, "case_cap"),
        consumer_year_cap=_money(told, "consumer_year_cap"),
        merchant_cap=_money(told, "merchant_cap"),
        claim_days=_count("claim_days", told.get("claim_days", 15), CLAIM_DAYS_MOST),
        windows=_windows(told.get("windows", {})),
        tiers=tiers,
        order=_member("order", FundingOrder, told.get("order", FundingOrder.FUND_FIRST.value)),
    )


def written(scheme: Scheme) -> dict[str, Any]:
    """The scheme as `read` takes it back."""
    money = {
        name: getattr(scheme, name) for name in ("opening", "low", "case_cap", "consumer_year_cap", "merchant_cap")
    }
    return {
        "version": scheme.version,
        "effective_from": scheme.effective_from.isoformat(),
        "title": scheme.title,
        "clause": scheme.clause,
        **{name: fen.plain for name, fen in money.items() if fen is not None},
        "claim_days": scheme.claim_days,
        "windows": dict(scheme.windows),
        "tiers": [
            {
                "lane": tier.lane.value,
                "approvers": [role.value for role in tier.approvers],
                **({"up_to": tier.up_to.plain} if tier.up_to is not None else {}),
            }
            for tier in scheme.tiers
        ],
        "order": scheme.order.value,
    }


def _tiers(told: Any) -> tuple[Tier, ...]:
    if not isinstance(told, Sequence) or isinstance(told, str):
        raise Refusal("scheme.unreadable", "tiers", name="tiers", text=str(told)[:40])
    tiers = tuple(_tier(f"tiers.{place}", one) for place, one in enumerate(told))
    limits = [tier.up_to for tier in tiers]
    rising = all(low is not None and (high is None or low < high) for low, high in itertools.pairwise(limits))
    if not tiers or limits[-1] is not None or not rising:
        raise Refusal("scheme.tiers_order", "tiers")
    return tiers


def _tier(field: str, told: Any) -> Tier:
    if not isinstance(told, Mapping) or set(told) - {"lane", "approvers", "up_to"}:
        raise Refusal("scheme.unreadable", field, name=field, text=str(told)[:40])
    roles = tuple(_member(f"{field}.approvers", Role, one) for one in told.get("approvers", ()))
    if not roles or len(set(roles)) != len(roles) or not set(roles) <= APPROVERS:
        raise Refusal("scheme.approvers", f"{field}.approvers", name=field)
    return Tier(_member(f"{field}.lane", Lane, told.get("lane")), roles, _money(told, "up_to"))


def _windows(told: Any) -> tuple[tuple[str, int], ...]:
    if not isinstance(told, Mapping) or set(told) - set(WINDOWS):
        raise Refusal("scheme.unreadable", "windows", name="windows", text=str(told)[:40])
    return tuple((name, _count(f"windows.{name}", told[name], LONGEST)) for name in WINDOWS if name in told)


def _money(told: Mapping[str, Any], name: str) -> Fen | None:
    value = told.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Refusal("scheme.unreadable", name, name=name, text=str(value)[:40])
    try:
        return Fen.parse(value)
    except Refusal as no:
        raise Refusal(no.code, name, **no.data) from no


def _count(field: str, value: Any, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise Refusal("scheme.count", field, name=field, text=str(value)[:40], most=most)
    return value


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as why:
        raise Refusal("scheme.unreadable", "effective_from", name="effective_from", text=str(value)[:40]) from why


def _member(field: str, enum: Any, value: Any) -> Any:
    try:
        return enum(value)
    except ValueError as why:
        raise Refusal("scheme.unreadable", field, name=field, text=str(value)[:40]) from why

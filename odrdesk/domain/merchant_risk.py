"""What makes a merchant one to look at: signs counted from its cases and its account, and how many make a high risk.

The desk's own yardstick for whom to remind first, no finding of law: each sign is told with the level.
"""

from collections.abc import Collection
from enum import StrEnum

LEAST_RATE, ENOUGH = 50, 4
"""Percent settled below which a rate is low, and of how many ended cases a rate says anything."""
MANY = 10
"""Cases received in 90 days from which a merchant has many."""
HIGH_FROM = 2


class RiskSign(StrEnum):
    """One sign: it owes the fund, the same problem comes again, few are settled, many came of late."""

    OWES = "owes"
    REPEATS = "repeats"
    LOW_RATE = "low_rate"
    MANY = "many"


class Risk(StrEnum):
    """How many signs: none, one, more."""

    NONE = "none"
    WATCH = "watch"
    HIGH = "high"


def signs(*, owed: int, repeats: int, settled: int, failed: int, recent: int) -> tuple[RiskSign, ...]:
    """The signs of a merchant; `owed` in fen, `repeats` problems that came twice in 90 days."""
    ended = settled + failed
    found = {
        RiskSign.OWES: owed > 0,
        RiskSign.REPEATS: repeats > 0,
        RiskSign.LOW_RATE: ended >= ENOUGH and 100 * settled < LEAST_RATE * ended,
        RiskSign.MANY: recent >= MANY,
    }
    return tuple(sign for sign, there in found.items() if there)


def level(found: Collection[RiskSign]) -> Risk:
    """The level of so many signs."""
    if not found:
        return Risk.NONE
    return Risk.HIGH if len(found) >= HIGH_FROM else Risk.WATCH

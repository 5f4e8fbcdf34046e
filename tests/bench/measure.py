"""How things are measured: calls take turns, so that whatever else the machine does falls on all of them alike."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """One measured thing, in milliseconds unless `unit` says otherwise. `ratio` is to its baseline in the same run.

    `goal` says what is wished for, `ok` whether it was met; nothing depends on it.
    """

    name: str
    n: int
    median: float
    p95: float
    ratio: float | None = None
    goal: str = ""
    ok: bool | None = None
    unit: str = "ms"

    def plain(self) -> dict[str, object]:
        return asdict(self)


def in_turn(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each call, `rounds` of each: one of every call, then again."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _round in range(rounds):
        for name, call in calls.items():
            began = perf_counter()
            call()
            taken[name].append((perf_counter() - began) * 1e3)
    return taken


def p95(values: Sequence[float]) -> float:
    """The value that nineteen of twenty do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(0.95 * len(ordered)) - 1)]


def figure(
    name: str,
    values: Sequence[float],
    *,
    against: Sequence[float] | None = None,
    most: float | None = None,
    unit: str = "ms",
) -> Figure:
    """The figure of some values; `against` are those of the baseline, `most` the ratio wished for."""
    ratio = median(values) / median(against) if against else None
    goal = f"≤ {most:g} ×" if most is not None else ""
    ok = ratio <= most if ratio is not None and most is not None else None
    return Figure(name, len(values), median(values), p95(values), ratio, goal, ok, unit)


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines."""
    lines = [f"{'':34} {'n':>5} {'median':>10} {'p95':>10} {'ratio':>8}  goal"]
    for one in figures:
        ratio = "" if one.ratio is None else f"{one.ratio:.3g}"
        met = {True: "met", False: "missed", None: ""}[one.ok]
        numbers = f"{one.n:5d} {one.median:10.3f} {one.p95:10.3f} {ratio:>8}"
        lines.append(f"{one.name:34} {numbers}  {one.goal:12} {met:6} {'' if one.unit == 'ms' else one.unit}".rstrip())
    return "\n".join(lines)

"""Clusters to lines: no forbidden character at a line's start or end, even right edges.

The rules of W3C clreq (GB style): closing marks never begin a line, opening marks and currency signs
never end one, `——` and `……` stay whole; blanks of neighbouring marks are squeezed; a gap stands between
Chinese and Latin, and none at the line's ends. A last line of one character is avoided.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from odrdesk.documents.clusters import CLOSERS, OPENERS, STOPS, Cluster, Kind, pieces

NEVER_FIRST = (
    CLOSERS
    | STOPS
    | frozenset("\u00b7\u2014\u2026\uff5e\uff05%\u2030\u2103\u00b0\u3005\u30fb\uff0f\u2013)]}\u00bb!,.:;?")
)
NEVER_LAST = OPENERS | frozenset("\uffe5\u00a5$\u20ac\u2116\uff04#([{\u00ab")
UNITS = frozenset("元角分万亿件个日月年天时次人号条项款份页")
_CLOSE_UNITS = frozenset("元角年月日时号")
_CAPITALS = frozenset("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整")
_PLACES = frozenset("拾佰仟万亿元角")
_SHORT_AMOUNT = 7  # never broken
_LONGEST_AMOUNT = 13  # longer ones may be broken: the line before would have to be torn wide
_BEFORE_NUMBER = frozenset("年月日时第")
_EASE = 1e-6

# Gaps in em. A date or an amount stays close, so that its text is found as one word.
_CLOSE_GAP = 0.02  # poppler reads a space between two faces from about 0.03 on
_TIGHTER = -0.02
_LOOSEST = 0.3  # in em: a line whose gaps would need more is left short, torn words read worse than a ragged edge

_TORN = 0.25  # a line that would need more per gap is not loosened for a lonely character
_TEARING = 0.15  # a line that would need more per gap is filled with the beginning of a longer amount

Measure = Callable[[int], float]
"""Room in points for the line of that number, counted from 0."""


@dataclass(slots=True)
class Line:
    """A set line: clusters and where each begins, in points from the line's start."""

    clusters: list[Cluster]
    starts: list[float]
    width: float
    last: bool
    """Whether the paragraph (or a forced break) ends here."""

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(cluster.text for cluster in self.clusters)


@dataclass(slots=True)
class _Joint:
    """What may happen between a cluster and the next: natural gap, how far it gives, whether to break."""

    gap: float = 0.0
    shrink: float = 0.0
    stretch: float = 0.0
    breakable: bool = True
    penalty: float = 0.0
    yields: bool = False
    """Whether the line may end here all the same when it would be torn wide."""


@dataclass(slots=True)
class _Cut:
    end: int
    width: float
    shrink: float


def compose(clusters: list[Cluster], measure: Measure, *, justify: bool = True, gap: float = 0.22) -> list[Line]:
    """Lines of the clusters; `gap` is the space in em between Chinese and Latin."""
    clusters = _cut_long(clusters, measure)
    joints = _joints(clusters, gap, 0.0)
    lines = _lines(clusters, joints, measure, justify)
    if _lonely(lines):
        tighter = _lines(clusters, _joints(clusters, gap, _TIGHTER), measure, justify)
        if len(tighter) < len(lines):
            return tighter
        return _in_company(lines, clusters, joints, measure, justify)
    return lines


def _in_company(
    lines: list[Line], clusters: list[Cluster], joints: list[_Joint], measure: Measure, justify: bool
) -> list[Line]:
    """The lines again with the last but one character brought down to the lonely last one, where that tears nothing."""
    alone = len(clusters) - len(lines[-1].clusters)
    if not joints[alone - 1].breakable or clusters[alone - 1].kind is Kind.SPACE:
        return lines
    kept = [*joints[: alone - 1], replace(joints[alone - 1], breakable=False), *joints[alone:]]
    again = _lines(clusters, kept, measure, justify)
    before = again[-2] if len(again) > 1 else None
    if len(again) != len(lines) or before is None or len(before.clusters) < 2 or len(again[-1].clusters) < 2:
        return lines
    natural = sum(cluster.width for cluster in before.clusters)
    torn = justify and measure(len(again) - 2) - natural > _TORN * before.clusters[0].size * (len(before.clusters) - 1)
    return lines if torn or _lonely(again) else again


def _cut_long(clusters: list[Cluster], measure: Measure) -> list[Cluster]:
    room = min(measure(0), measure(1))
    out: list[Cluster] = []
    for at, cluster in enumerate(clusters):
        long = cluster.kind is Kind.WORD and (
            cluster.width > room or (cluster.width > room / 2 and len(cluster.text) > 12)
        )
        if not long:
            out.append(cluster)
            continue
        # The marks behind the word stand on the line of its last part, those before it on that of its first.
        marks = takewhile(lambda mark: mark.kind is Kind.CLOSE, clusters[at + 1 : at + 9])
        opening = takewhile(lambda mark: mark.text[-1] in NEVER_LAST, reversed(clusters[max(0, at - 8) : at]))
        behind, before = (sum(mark.width for mark in some) for some in (marks, opening))
        fits = max(room / 2, room - behind)
        out.extend(pieces(cluster, fits, max(room / 4, min(fits, room - before))))
    return out


def _lonely(lines: list[Line]) -> bool:
    if len(lines) < 2:
        return False
    before, end = lines[-2:]
    return (
        not before.last
        and sum(c.kind is not Kind.CLOSE for c in end.clusters) == 1
        and end.width <= 2.1 * end.clusters[0].size
    )


def _joints(clusters: list[Cluster], gap: float, tracking: float) -> list[_Joint]:
    joints = [_joint(a, b, gap, tracking) for a, b in pairwise(clusters)]
    joints.append(_Joint())
    for at in range(1, len(clusters) - 1):
        if clusters[at].kind is Kind.SPACE and _glued_over_space(clusters[at - 1], clusters[at + 1]):
            joints[at].breakable = False
    _keep_amounts(clusters, joints)
    return joints


def _glued_over_space(a: Cluster, b: Cluster) -> bool:
    """A space between does not let an opening mark end a line, or a closing one begin it."""
    if Kind.BREAK in (a.kind, b.kind):
        return False
    opening = a.text[-1] in NEVER_LAST and a.kind is not Kind.PIECE
    return opening or (b.text[0] in NEVER_FIRST and b.kind not in (Kind.WORD, Kind.PIECE))


def _lines(clusters: list[Cluster], joints: list[_Joint], measure: Measure, justify: bool) -> list[Line]:
    lines: list[Line] = []
    at, total = 0, len(clusters)
    while at < total:
        room = measure(len(lines))
        opened = clusters[at].left if clusters[at].kind is Kind.OPEN and lines and not lines[-1].last else 0.0
        cuts, hard = _cuts(clusters, joints, at, room, opened)
        final = bool(cuts) and (cuts[-1].end == hard)
        cut = cuts[-1] if final else _best(cuts, clusters, joints, at, room)
        if justify and cut is not None and not final and _spread(cut, clusters, joints, at, room) > _TEARING:
            cuts, hard = _cuts(clusters, joints, at, room, opened, torn=True)
            cut = _best(cuts, clusters, joints, at, room)
        if cut is None:
            cut = _forced(clusters, joints, at, hard, room)
        lines.append(
            _place(clusters[at : cut.end], joints[at : cut.end], room, cut, opened, final=final, justify=justify)
        )
        at = cut.end
        if at < total and clusters[at].kind is Kind.BREAK:
            lines[-1].last = True
            at += 1
        elif not final:
            while at < total and clusters[at].kind is Kind.SPACE:
                at += 1
    return lines


def _joint(a: Cluster, b: Cluster, gap: float, tracking: float) -> _Joint:
    size = min(a.size, b.size)
    joint = _Joint(gap=tracking * size, breakable=not _glued(a, b))
    if a.kind is Kind.CLOSE and b.kind in (Kind.CLOSE, Kind.OPEN):
        joint.gap -= a.right
    elif a.kind is Kind.OPEN and b.kind is Kind.OPEN:
        joint.gap -= b.left
    elif a.kind is Kind.CLOSE:
        joint.shrink += a.right * 0.6
    elif b.kind is Kind.OPEN:
        joint.shrink += b.left * 0.6
    joint.stretch = 0.0 if {a.kind, b.kind} == {Kind.DASH} or (_latin(a) and _latin(b)) else 1.0
    if a.kind is Kind.SPACE:
        joint.shrink, joint.stretch = joint.shrink + a.width * 0.3, 1.6
    elif b.kind is Kind.SPACE:
        joint.stretch = 0.0
    if a.kind is Kind.WORD and a.text[-1].isdigit() and b.text in UNITS:
        joint.penalty = 0.35
    if _close(a, b):
        joint.gap += _CLOSE_GAP * size
        joint.stretch = 0.0
        joint.penalty = 1.5
    elif _meets(a, b):
        joint.gap += gap * size
        joint.shrink += min(0.12, gap * 0.5) * size
        joint.stretch = 1.6
    return joint


def _keep_amounts(clusters: list[Cluster], joints: list[_Joint]) -> None:
    """An amount in capitals stays on one line, so that it is read, and found, as one word.

    A longer one yields between two places, never between a figure and its place.
    """
    start = 0
    for at, cluster in enumerate([*clusters, None]):
        if cluster is not None and cluster.kind is Kind.HAN and cluster.text in _CAPITALS:
            continue
        if 2 < at - start <= _LONGEST_AMOUNT:
            for place in range(start, at - 1):
                figure = clusters[place + 1].text not in _PLACES | {"整"}
                joints[place].breakable = False
                joints[place].yields = at - start > _SHORT_AMOUNT and clusters[place].text in _PLACES and figure
        start = at + 1


def _glued(a: Cluster, b: Cluster) -> bool:
    """Whether no line may end between the two."""
    if b.kind in (Kind.BREAK, Kind.SPACE):
        return True
    if a.kind is Kind.SPACE:
        return b.kind is Kind.CLOSE
    if b.text[0] in NEVER_FIRST and (
        b.kind is not Kind.WORD or b.text[0] in "%\u2030\u00b0\u2103,.:;?!)]}\u00bb\u2013"
    ):
        return True
    if a.text[-1] in NEVER_LAST and a.kind is not Kind.PIECE:
        return True
    if a.kind is Kind.WORD and _close(a, b):
        return True
    return {a.kind, b.kind} == {Kind.DASH} or (a.kind is Kind.WORD and _latin(b))


def _latin(cluster: Cluster) -> bool:
    return cluster.kind in (Kind.WORD, Kind.PIECE)


def _close(a: Cluster, b: Cluster) -> bool:
    """Whether a number and its neighbour are read as one: 2026年10月20日, 629.00元."""
    if a.kind is Kind.WORD and b.kind is Kind.HAN:
        return a.text[-1].isdigit() and b.text in _CLOSE_UNITS
    return b.kind is Kind.WORD and a.kind is Kind.HAN and b.text[0].isdigit() and a.text in _BEFORE_NUMBER


def _meets(a: Cluster, b: Cluster) -> bool:
    """Whether Chinese meets a Latin letter or a number, which asks for a gap."""
    if a.kind is Kind.HAN and _latin(b):
        return a.text not in "\u00b7\uff0f" and (b.text[0].isalnum() or b.text[0] in "\u00a5$\u20ac")
    if _latin(a) and b.kind is Kind.HAN:
        return b.text not in "\u00b7\uff0f" and (a.text[-1].isalnum() or a.text[-1] in "%\u2030")
    return False


def _cuts(
    clusters: list[Cluster], joints: list[_Joint], at: int, room: float, opened: float, *, torn: bool = False
) -> tuple[list[_Cut], int]:
    """Where the line may end and fit, and where it must end (a forced break or the end of the text).

    `torn` where the line may end inside a longer amount.
    """
    cuts: list[_Cut] = []
    width, shrink = -opened, 0.0
    inked, give = 0.0, 0.0  # up to the last cluster that is no space
    for k in range(at, len(clusters)):
        cluster = clusters[k]
        if cluster.kind is Kind.BREAK:
            if k == at:
                cuts.append(_Cut(k, 0.0, 0.0))
            return cuts, k
        width += cluster.width
        if cluster.kind is not Kind.SPACE:
            inked, give = width, shrink + (cluster.right if cluster.kind is Kind.CLOSE else 0.0)
        fits = inked - give <= room + _EASE
        ends = k + 1 == len(clusters) or clusters[k + 1].kind is Kind.BREAK
        if fits and (ends or joints[k].breakable or (torn and joints[k].yields)):
            cuts.append(_Cut(k + 1, inked, give))
        if not fits and (cuts or inked - give > 2 * room):
            return cuts, -1
        width += joints[k].gap
        shrink += joints[k].shrink
    return cuts, len(clusters)


def _best(cuts: list[_Cut], clusters: list[Cluster], joints: list[_Joint], at: int, room: float) -> _Cut | None:
    """The end that strains the line least, among the last few that fit."""

    def strain(cut: _Cut) -> float:
        spare = room - cut.width
        penalty = joints[cut.end - 1].penalty if cut.end < len(clusters) else 0.0
        if spare < 0:
            return 1.2 * (-spare / max(cut.shrink, _EASE)) ** 2 + penalty
        return (_spread(cut, clusters, joints, at, room) / 0.08) ** 2 + penalty

    return min(cuts[-4:], key=strain, default=None)


def _spread(cut: _Cut, clusters: list[Cluster], joints: list[_Joint], at: int, room: float) -> float:
    """How much wider each gap of the line would stand, in em."""
    give = max(1.0, sum(j.stretch for j in joints[at : cut.end - 1]))
    return (room - cut.width) / give / clusters[at].size


def _forced(clusters: list[Cluster], joints: list[_Joint], at: int, hard: int, room: float) -> _Cut:
    """Nothing legal fits (a measure of a character or two): as many clusters as fit, at least one.

    Even then a mark takes what it follows along.
    """
    end, width = at + 1, clusters[at].width
    stop = hard if hard > at else len(clusters)
    while end < stop and clusters[end].kind is not Kind.BREAK:
        wider = width + joints[end - 1].gap + clusters[end].width
        if wider > room:
            break
        end, width = end + 1, wider
    while end > at + 1 and end < stop and clusters[end].text[0] in NEVER_FIRST:
        end -= 1
        width -= joints[end - 1].gap + clusters[end].width
    return _Cut(end, width, 0.0)


def _place(
    clusters: list[Cluster], joints: list[_Joint], room: float, cut: _Cut, opened: float, *, final: bool, justify: bool
) -> Line:
    while clusters and clusters[-1].kind is Kind.SPACE:
        clusters = clusters[:-1]
    inner = joints[: max(0, len(clusters) - 1)]
    spare = room - cut.width
    extra = [0.0] * len(inner)
    if spare < -_EASE:
        blank = clusters[-1].right if clusters and clusters[-1].kind is Kind.CLOSE else 0.0
        extra = _share(spare + min(-spare, blank), [j.shrink for j in inner])
    elif justify and not final:
        weights = [j.stretch for j in inner]
        if spare <= _LOOSEST * clusters[0].size * sum(weights):
            extra = _share(spare, weights)
    starts, x = [], -opened
    for k, cluster in enumerate(clusters):
        starts.append(x)
        x += cluster.width + (inner[k].gap + extra[k] if k < len(inner) else 0.0)
    return Line(clusters, starts, x, final)


def _share(amount: float, weights: list[float]) -> list[float]:
    total = sum(weights)
    return [amount * weight / total for weight in weights] if total > 0 else [0.0] * len(weights)

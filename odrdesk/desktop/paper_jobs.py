"""What is to be printed, as the print dialog takes it: issued papers, one or many, checked and logged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from odrdesk.desktop.paper_words import copy_words
from odrdesk.desktop.print_habits import Habit
from odrdesk.services import papers
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.paper_prints import ToPrint
from odrdesk.text import _, ngettext, word

MANY = "many"
"""The habit of a job with papers of several kinds."""
NAMED = 8
"""Papers of a job that are named with their pages; the rest is said in a number."""


class After(NamedTuple):
    """What may follow the printing, if it is ticked: the words of the tick, the button's then, a key for the tick."""

    words: str
    verb: str
    keys: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Job:
    """`kind` names the habit, `usual` what it begins with, `note` and `parts` are shown before it begins.

    `fetch` gives the bytes of each paper off the GUI thread and refuses a changed one; `log(printer, copies, sides of
    each paper in all its copies)` writes down that it was printed, also as far as it came.
    """

    title: str
    kind: str
    pages: int
    fetch: Callable[[], Sequence[bytes]]
    log: Callable[[str, int, Sequence[int]], object] | None = None
    note: str = ""
    usual: Habit = field(default_factory=Habit)
    parts: tuple[str, ...] = ()


def job(desk: Desk, keys: Sequence[int]) -> Job:
    """The job of these papers, in this order; off the GUI thread. Refuses as `papers.print_job`."""
    asked = papers.print_job(desk, keys)
    found = asked.papers
    kinds = {one.kind for one in found}
    first = found[0]
    usual = first.settings
    return Job(
        title=first.number if len(found) == 1 else _("{no} 等 {n} 份").format(no=first.number, n=len(found)),
        kind=first.kind.value if len(kinds) == 1 else MANY,
        pages=asked.pages,
        # Asked for again when it begins: what was changed meanwhile must not be printed.
        fetch=lambda: [one.content for one in papers.print_job(desk, keys).papers],
        log=lambda printer, copies, sides: _noted(desk, found, printer, copies, sides),
        note=_note(found),
        usual=Habit(usual.printer, usual.copies if len(kinds) == 1 else 1, usual.duplex),
        parts=_parts(found) if len(found) > 1 else (),
    )


def _note(found: Sequence[ToPrint]) -> str:
    """What is said of papers that were printed before."""
    again = [one for one in found if one.turn]
    if not again:
        return ""
    if len(found) == 1:
        words = _("这是第 {n} 次打印，每页将标明“副本 {turn}”；原件不变。")
        return words.format(n=again[0].turn + 1, turn=again[0].turn)
    words = ngettext(
        "其中 {n} 份以前打印过，每页将标明副本次数。", "其中 {n} 份以前打印过，每页将标明副本次数。", len(again)
    )
    return words.format(n=len(again))


def _parts(found: Sequence[ToPrint]) -> tuple[str, ...]:
    """Each paper with its pages in the job."""
    lines, page = [], 1
    for one in found[:NAMED]:
        last = page + one.pages - 1
        where = str(page) if last == page else f"{page}–{last}"
        lines.append(
            _("第 {pages} 页  {no}  {kind}（{copy}）").format(
                pages=where, no=one.number, kind=word(one.kind), copy=copy_words(one.copy)
            )
        )
        page = last + 1
    left = len(found) - NAMED
    if left > 0:
        lines.append(ngettext("……另 {n} 份", "……另 {n} 份", left).format(n=left))
    return tuple(lines)


def _noted(
    desk: Desk, found: Sequence[ToPrint], printer: str, copies: int, sides: Sequence[int]
) -> Done[tuple[str, ...]]:
    """Log each paper of which a page was printed; of a job that was stopped the copies and pages that went out."""
    cases: set[int] = set()
    numbers = []
    for one, printed in zip(found, sides, strict=True):
        if not printed:
            continue
        if printed % copies:
            whole, pages = max(1, printed // one.pages), min(printed, one.pages)
        else:
            whole, pages = copies, min(printed // copies, one.pages)
        done = papers.printed(desk, one.key, printer, whole, pages, turn=one.turn)
        cases |= done.changes.disputes
        numbers.append(one.number)
    return Done(tuple(numbers), Changes(disputes=frozenset(cases), papers=True))


def prints(desk: Desk, key: int) -> int:
    """How often a paper was printed so far; off the GUI thread."""
    return len(papers.history(desk, key).life.prints)

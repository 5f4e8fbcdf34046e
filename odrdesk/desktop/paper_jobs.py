"""What is to be printed, as the print dialog takes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """`kind` names the habit, `note` is shown before it begins.

    `fetch` gives the bytes of each paper off the GUI thread and refuses a changed one; `log(printer, copies, sides of
    each paper)` writes down that it was printed.
    """

    title: str
    kind: str
    pages: int
    fetch: Callable[[], Sequence[bytes]]
    log: Callable[[str, int, Sequence[int]], object] | None = None
    note: str = ""

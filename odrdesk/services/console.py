"""The four facts of a case for the 12315 console, ready to be pasted."""

from dataclasses import dataclass

from odrdesk.documents import console as wording
from odrdesk.domain.console import LIMIT, handling
from odrdesk.domain.dispute import Dispute
from odrdesk.services.desk import Desk
from odrdesk.storage import disputes


@dataclass(frozen=True, slots=True)
class Console:
    """The console's fields in its order, Chinese; `over` is by how many characters the process is too long, or 0."""

    handled_at: str
    process: str
    mode: str
    result: str

    @property
    def over(self) -> int:
        """Characters of the process above what the console takes."""
        return max(0, len(self.process) - LIMIT)

    @property
    def text(self) -> str:
        """All four, each under its title."""
        fields = (self.handled_at, self.process, self.mode, self.result)
        lines = [
            title + ("\n" if "\n" in field else "") + field for title, field in zip(wording.MARKS, fields, strict=True)
        ]
        return "\n".join(lines)


def console(desk: Desk, number: str) -> Console:
    """What the console is to be told of a case by its number. Refuses `dispute.unknown`."""
    with desk.reading() as session:
        return console_of(disputes.load(session, number))


def console_of(case: Dispute) -> Console:
    """What the console is to be told of a case."""
    return Console(*wording.texts(case, handling(case)))

"""What the sections of a report share: the facts, the words, and a table in the report's look."""

from collections.abc import Sequence
from dataclasses import dataclass

from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type
from odrdesk.documents.report_facts import CaseReport
from odrdesk.documents.table import Cell, Column, TableLook, table
from odrdesk.documents.wording import Wording

LOOK = TableLook(size=9.0, leading=13.6, pad_x=4.0, pad_y=3.4)
NONE = "\u2014"


@dataclass(frozen=True, slots=True)
class Section:
    """What a section is made from."""

    facts: CaseReport
    words: Wording
    kind: Type

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], totals: Sequence[Sequence[str]] = ()
    ) -> list[Block]:
        """The table, or nothing where it has no rows."""
        if not rows:
            return []
        made = table(columns, rows, self.kind.faces, totals=totals, look=LOOK)
        made.before, made.after = 2.0, 4.0
        return [made]

    def label(self, name: str) -> str:
        """A label of the wording."""
        return self.words.label(name)

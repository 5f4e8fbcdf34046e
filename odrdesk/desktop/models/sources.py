"""Where the list of disputes comes from: the services, each call in a short session of its own."""

from array import array
from collections.abc import Iterator, Sequence

from odrdesk.desktop.models.case_columns import USUAL, listed_row, needs_more
from odrdesk.desktop.models.columns import CaseRow
from odrdesk.domain.listing import Listing
from odrdesk.services import lists
from odrdesk.services.desk import Desk


class CaseSource:
    """A listing of one desk as a `Source` of `Rows`, with the texts of some columns; called off the GUI thread only."""

    def __init__(self, desk: Desk, listing: Listing, columns: Sequence[str] = USUAL) -> None:
        self._desk, self._listing, self._columns = desk, listing, tuple(columns)

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first keys in order, and how many there are in all."""
        found = lists.opening(self._desk, self._listing, limit)
        return found.ids, found.total

    def ids(self) -> Iterator["array[int]"]:
        """All keys in order, in chunks."""
        return lists.ids(self._desk, self._listing)

    def rows(self, keys: Sequence[int]) -> Sequence[CaseRow]:
        """The rows of these keys, every word written."""
        found = lists.rows(self._desk, keys, more=needs_more(self._columns))
        return [listed_row(one, self._columns) for one in found]

"""The watch list beside the fields of a new case: a mark that is named is said there, and holds nothing up."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from odrdesk.desktop.forms.complaint import ComplaintForm
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.watchlist import Hit
from odrdesk.services import watchlist
from odrdesk.services.desk import Desk
from odrdesk.text import _, sentence

LONGEST = 12
"""Characters of the marks beside a label; the rest is in the tooltip."""


class WatchHints(QObject):
    """Looks again whenever asked; only the last answer counts."""

    def __init__(self, form: ComplaintForm, work: Work, desk: Desk) -> None:
        super().__init__(form)
        self._form, self._desk, self._reading = form, desk, Newest(work, form)
        self._said: set[str] = set()

    def look(self) -> None:
        """Look at what the form says now."""
        draft, desk = self._form.complaint(), self._desk
        self._reading.read(lambda: watchlist.hits(desk, draft), self.show_hits)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Say the marks beside the fields that name them, and take away what was said before."""
        by_field: dict[str, list[Hit]] = {}
        for hit in hits:
            by_field.setdefault(hit.field, []).append(hit)
        for name in self._said - set(by_field):
            self._say(name, "", "")
        for name, found in by_field.items():
            marks = _("、").join(hit.mark.name for hit in found)
            short = marks if len(marks) <= LONGEST else f"{marks[: LONGEST - 1]}…"
            words = "\n".join(sentence(told.code, told.data) for told in map(watchlist.warning, found))
            self._say(name, _("重点商标：{marks}").format(marks=short), words)
        self._said = set(by_field)

    def _say(self, name: str, badge: str, words: str) -> None:
        self._form.hint(name, badge, words)

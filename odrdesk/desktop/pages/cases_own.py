"""What is known around the list of cases: own and shared views, their looks and pins, counts, officers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from odrdesk.desktop.pages import cases_faces, cases_views
from odrdesk.desktop.pages import cases_filters as filters
from odrdesk.desktop.pages.cases_faces import Face
from odrdesk.desktop.pages.cases_filters import TABS
from odrdesk.desktop.pages.cases_views import OwnView
from odrdesk.desktop.work import Newest, Op, Work
from odrdesk.domain.listing import VIEWS, Listing
from odrdesk.domain.tags import renamed
from odrdesk.services import clerks, lists, merchants, tags
from odrdesk.services.desk import Desk

MOST_MERCHANTS = 2_000
"""How many names are offered while a merchant is typed."""


class Known(NamedTuple):
    """Read in one go: views, looks, pins, the names for the filters, how many cases each view holds."""

    own: tuple[OwnView, ...]
    faces: Mapping[str, Face]
    pins: tuple[str, ...]
    officers: tuple[str, ...]
    merchants: tuple[str, ...]
    counts: Mapping[str, int]
    tags: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


class Views(QObject):
    """`looked` after everything was read anew."""

    looked = Signal()

    def __init__(self, work: Work, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._desk = work, desk
        self._merchants: tuple[str, ...] | None = None
        self._reading = Newest(work, self)
        self._looks: dict[str, Face] = {}
        self.known = Known((), {}, (), (), (), {})

    @property
    def own(self) -> Mapping[str, OwnView]:
        """The views beside the built-in ones by their key."""
        return {view.key: view for view in self.known.own}

    def read(self, *, merchants_too: bool = False) -> None:
        """Read everything anew; the merchants' names only where they may have changed."""
        if merchants_too:
            self._merchants = None
        # A read that was overtaken knows less than the one on its way: its answer would show what is gone.
        self._reading.read(self._read, self._arrived)

    def there(self, key: str) -> bool:
        """Whether there is such a view."""
        return key in VIEWS or key in self.own

    def listing(self, key: str) -> Listing:
        """What a view lists as it was saved."""
        own = self.own.get(key)
        return own.listing if own is not None else VIEWS[key]

    def words(self, key: str) -> str:
        """The name of a view."""
        own = self.own.get(key)
        return own.name if own is not None else filters.view_words(key) if key in VIEWS else key

    def face(self, key: str) -> Face:
        """How a view looks to this clerk: by hand, else as it was saved or shared."""
        by_hand = self.known.faces.get(key)
        own = self.own.get(key)
        return by_hand if by_hand is not None else own.face if own is not None else Face()

    def look_so(self, key: str, face: Face) -> None:
        """Keep how a view looks. Until that is written no reading on its way may bring the old look back."""
        self.known = self.known._replace(faces={**self.known.faces, key: face})
        self._looks[key] = face

        def kept() -> None:
            if self._looks.get(key) is face:
                del self._looks[key]

        self._work.write(lambda: cases_faces.keep(self._desk, key, face), owner=self).ended.connect(kept)

    def pin(self, key: str, *, on: bool) -> Op[object]:
        """Let a view stand in the rail, or not."""
        rest = tuple(one for one in self.known.pins if one != key)
        return self.pin_all((*rest, key) if on else rest)

    def pin_all(self, keys: tuple[str, ...]) -> Op[object]:
        """What stands in the rail, in this order."""
        self.known = self.known._replace(pins=keys[: cases_views.MOST_PINS])
        return self._write(lambda: cases_views.pin(self._desk, keys))

    def keep(self, view: OwnView, *, instead: str = "") -> Op[object]:
        """Save a view of the clerk's own."""
        return self._write(lambda: cases_views.keep(self._desk, view, instead=instead))

    def rename(self, view: OwnView, name: str) -> Op[object]:
        """Give a view another name; where it is pinned, it stays so."""
        renamed = OwnView(name, view.listing, view.face)
        pins = tuple(renamed.key if key == view.key else key for key in self.known.pins)

        def both() -> object:
            cases_views.keep(self._desk, renamed, instead=view.name)
            return cases_views.pin(self._desk, pins)

        return self._write(both)

    def forget(self, view: OwnView) -> Op[object]:
        """Take a view away, from the rail too."""
        pins = tuple(key for key in self.known.pins if key != view.key)

        def both() -> object:
            cases_views.pin(self._desk, pins)
            return cases_views.forget(self._desk, view)

        return self._write(both)

    def put_back(self, view: OwnView, place: int, pinned: int | None) -> Op[object]:
        """A view that was taken away, where it was, in the rail too; what was pinned meanwhile stays."""
        pins = list(self.known.pins)
        if pinned is not None and view.key not in pins:
            pins.insert(pinned, view.key)

        def both() -> object:
            cases_views.pin(self._desk, pins)
            return cases_views.put_back(self._desk, view, place)

        return self._write(both)

    def move(self, view: OwnView, by: int) -> Op[object]:
        """Put a view further left or right."""
        return self._write(lambda: cases_views.move(self._desk, view, by))

    def _write(self, call: Callable[[], object]) -> Op[object]:
        return self._work.write(call, owner=self, done=lambda _value: self.read())

    def _read(self) -> Known:
        desk = self._desk
        known = tags.every(desk)
        # A view that was saved before a tag was renamed speaks of it by its present name.
        own = tuple(replace(view, listing=renamed(view.listing, known)) for view in cases_views.kept(desk))
        if self._merchants is None:
            self._merchants = tuple(one.name for one in merchants.known(desk)[:MOST_MERCHANTS])
        views = {key: VIEWS[key] for key in TABS} | {view.key: view.listing for view in own}
        counts = lists.counts(desk, list(views.values()))
        officers = tuple(seat.name for seat in clerks.roll(desk))  # who left has cases too
        return Known(
            own,
            cases_faces.faces(desk),
            cases_views.pins(desk),
            officers,
            self._merchants,
            dict(zip(views, counts, strict=True)),
            tuple(tag.name for tag in sorted(known, key=lambda tag: tag.retired)),
            lists.regions(desk),
        )

    def _arrived(self, known: Known) -> None:
        self.known = known._replace(faces={**known.faces, **self._looks})
        self.looked.emit()

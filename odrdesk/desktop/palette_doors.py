"""The palette of a window: what can be done now, what cannot and why, the cases and merchants meant."""

import re

from PySide6.QtCore import QObject

from odrdesk.desktop.dialogs.palette import Palette
from odrdesk.desktop.finder import Finder
from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.pages.case_keys import why
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window

_SENTENCE = re.compile(r"(?<=。)|(?<=\.) ")
"""The reason stands in one line: its first sentence."""


class PaletteDoors(QObject):
    """`open` lays the palette over the window; the commands of `case` are told with their reasons."""

    def __init__(self, look: Look, window: Window, finder: Finder, case: CasePage) -> None:
        super().__init__(window)
        self._look, self._window, self._finder, self._case = look, window, finder, case
        window.registry.handle("palette", self.open)

    def open(self) -> Palette:
        """One place to find and do anything."""
        registry = self._window.registry
        palette = Palette(
            self._look, self._window, registry.available(), self._run, self._finder.find,
            closed=[(one, self._why(one.key)) for one in registry.closed()],
            recent=self._finder.recent_commands,
        )  # fmt: skip
        self._window.cover(palette, palette.entry)
        return palette

    def _run(self, key: str) -> None:
        self._finder.remember_command(key)
        self._window.registry.run(key)

    def _why(self, key: str) -> str:
        return _SENTENCE.split(why(self._case, key), maxsplit=1)[0].rstrip("。")

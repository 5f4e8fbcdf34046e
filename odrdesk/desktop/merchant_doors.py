"""Everything about merchants in an open window: its two pages, its dialogs, and how one comes to them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from odrdesk.desktop.dialogs.merchant_alike import AlikeDialog
from odrdesk.desktop.dialogs.merchant_deeds import CorrectDialog, NoteDialog, UnmergeDialog
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.pages.merchant import MerchantPage
from odrdesk.desktop.pages.merchants import MerchantsPage
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Op, Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.merchants import Profile
from odrdesk.services import merchant_changes
from odrdesk.services.desk import Desk
from odrdesk.text import _, refusal_text


class MerchantDoors(QObject):
    """`open_case(key)` is called when a case is chosen on a merchant's page."""

    def __init__(
        self, look: Look, window: Window, work: Work, hub: Hub, *, desk: Desk, open_case: Callable[[int], None]
    ) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.list, self.page = MerchantsPage(look, work, desk), MerchantPage(look, work, desk)
        window.add_page("merchants", self.list)
        window.add_page("merchant", self.page)
        for page in (self.list, self.page):
            hub.changed.connect(page.heard)
        self.list.opened.connect(self.open)
        self.list.alike_asked.connect(self.alike)
        self.list.new_case_asked.connect(lambda: window.registry.run("new_case"))
        self.page.opened.connect(open_case)
        self.page.back.connect(lambda: window.registry.run("merchants"))
        self.page.correct_asked.connect(self.correct)
        self.page.note_asked.connect(self.note)
        self.page.unmerge_asked.connect(self.unmerge)
        window.registry.handle("merchants", lambda: window.go("merchants"))
        writing = desk.house.held is not None
        for button in (self.page.facts.correct, self.page.measures.note):
            button.setEnabled(writing)

    def open(self, key: int) -> None:
        """Show a merchant by its key."""
        self.page.show_merchant(key)
        self._window.go("merchant", place="merchants")

    def alike(self) -> AlikeDialog:
        """Those that may be the same."""
        dialog = AlikeDialog(self._look, self._window, self._work, self._desk)
        dialog.merged.connect(self._merged)
        dialog.parted.connect(self._parted)
        self._window.cover(dialog)
        return dialog

    def note(self) -> NoteDialog | None:
        """Put down a measure about the merchant in view."""
        seen = self.page.seen
        if seen is None:
            return None
        dialog = NoteDialog(self._look, self._window, self._work, self._desk, seen.line.profile)
        dialog.done.connect(lambda: self._window.toasts.say(_("已记下")))
        self._window.cover(dialog, dialog.content)
        return dialog

    def correct(self) -> CorrectDialog | None:
        """Correct what is known of the merchant in view."""
        seen = self.page.seen
        if seen is None:
            return None
        dialog = CorrectDialog(self._look, self._window, self._work, self._desk, seen.line.profile)
        dialog.done.connect(lambda: self._corrected(dialog, seen.line.profile))
        self._window.cover(dialog, dialog.entries["uscc"])
        return dialog

    def unmerge(self, key: int) -> UnmergeDialog | None:
        """Take a merger back."""
        seen = self.page.seen
        merged = next((one for one in seen.members if one.key == key), None) if seen else None
        if merged is None:
            return None
        dialog = UnmergeDialog(self._look, self._window, self._work, self._desk, merged)
        dialog.done.connect(lambda: self._window.toasts.say(_("已撤销“{name}”的合并").format(name=merged.name)))
        self._window.cover(dialog, dialog.why)
        return dialog

    def _merged(self, gone: Profile, kept: Profile) -> None:
        """A merger can be taken back until either side changes."""
        seen = {gone.key: gone.version + 1, kept.key: kept.version}
        words = _("已把“{name}”并入“{other}”").format(name=gone.name, other=kept.name)

        def back() -> Op[Any]:
            return self._work.write(
                partial(merchant_changes.unmerge, self._desk, gone.key, _("刚合并就撤销"), seen), refused=self._undone
            )

        self._window.undo.did(words, back)

    def _parted(self, one: Profile, other: Profile) -> None:
        words = _("已记“{name}”和“{other}”不是同一家").format(name=one.name, other=other.name)

        def apart(*, apart: bool) -> Op[Any]:
            call = partial(merchant_changes.set_apart, self._desk, one.key, other.key, apart=apart)
            return self._work.write(call, refused=self._undone)

        self._window.undo.did(words, partial(apart, apart=False), partial(apart, apart=True))

    def _corrected(self, dialog: CorrectDialog, before: Profile) -> None:
        """What stood there before comes back by a further correction."""
        new, why = dialog.typed(), dialog.why.text()
        old = {name: getattr(before, name) for name in new}
        if not new:
            return

        def correct(values: Mapping[str, str | None], instead: Mapping[str, str | None], why: str) -> Op[Any]:
            call = partial(merchant_changes.correct, self._desk, before.key, values, why, instead=instead)
            return self._work.write(call, refused=self._undone)

        words = _("已更正“{name}”的资料").format(name=before.name)
        self._window.undo.did(words, partial(correct, old, new, _("撤销更正")), partial(correct, new, old, why))

    def _undone(self, no: Refusal) -> None:
        """Why something cannot be taken back any more."""
        self._window.toasts.say(refusal_text(no))

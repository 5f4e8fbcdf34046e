"""What is done with an item of evidence that lies in the case: a copy goes out, it is withdrawn, it is taken back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from odrdesk.desktop.dialogs.evidence_reason import ReleaseDialog, RestoreDialog, WithdrawDialog
from odrdesk.desktop.dialogs.evidence_view import EvidenceDialog
from odrdesk.desktop.dialogs.kept_bar import hold
from odrdesk.desktop.keeping import RELEASE, RESTORE, WITHDRAW, Keeper
from odrdesk.desktop.pages.case_place import Place
from odrdesk.domain.evidence import Item
from odrdesk.domain.vocabulary import Role
from odrdesk.services import evidence
from odrdesk.text import _

Asking = ReleaseDialog | RestoreDialog | WithdrawDialog


class EvidenceActs(QObject):
    """Each asks for its reason; withdrawing and taking back answer each other, so both go onto the stack of undo."""

    def __init__(self, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self.number = ""

    @property
    def may_withdraw(self) -> bool:
        """Whether this clerk may withdraw evidence, or take it back, on this desk."""
        desk = self._place.desk
        return desk.house.held is not None and desk.clerk.may(Role.OFFICER)

    def release(self, item: Item, over: EvidenceDialog | None = None) -> None:
        """A copy goes out."""
        place = self._place
        dialog = ReleaseDialog(place.look, place.window, place.work, place.desk, item)
        dialog.done.connect(lambda path: place.window.toasts.say(_("副本已存到 {path}").format(path=path)))
        self._ask(dialog, RELEASE, item, over)

    def withdraw(self, item: Item, over: EvidenceDialog | None = None) -> None:
        """It counts no more."""
        place = self._place
        dialog = WithdrawDialog(place.look, place.window, place.work, place.desk, item)
        dialog.done.connect(lambda gone: self._did(_("已撤回 {name}"), gone, back=self._restored(gone)))
        self._ask(dialog, WITHDRAW, item, over)

    def restore(self, item: Item, over: EvidenceDialog | None = None) -> None:
        """It counts again."""
        place = self._place
        dialog = RestoreDialog(place.look, place.window, place.work, place.desk, item)
        dialog.done.connect(lambda back: self._did(_("已恢复 {name}"), back, back=self._withdrawn(back, item)))
        self._ask(dialog, RESTORE, item, over)

    def copy(self, item: Item) -> None:
        """The hash to the clipboard."""
        QGuiApplication.clipboard().setText(item.sha256)
        self._place.window.toasts.say(_("已复制 SHA-256"))

    def _ask(self, dialog: Asking, kind: str, item: Item, over: EvidenceDialog | None) -> None:
        keeping = self._place.deeds.keeping
        hold(dialog, Keeper(keeping, dialog, f"{kind}.{item.key}", self.number, {"why": dialog.why}), dialog.done)
        if over is not None:
            over.close_over()
        self._place.window.cover(dialog, dialog.why)

    def _did(self, words: str, item: Item, *, back: Callable[[], object]) -> None:
        self._place.window.undo.did(words.format(name=item.name), back)

    def _restored(self, item: Item) -> Callable[[], object]:
        call = partial(evidence.restore, self._place.desk, item.key, _("撤销刚才的撤回"))
        return lambda: self._place.work.write(call)

    def _withdrawn(self, item: Item, before: Item) -> Callable[[], object]:
        """Withdrawn again as it had been, for the reason it had been."""
        why, by = before.withdrawn_why or _("撤销刚才的恢复"), before.replaced_by
        call = partial(evidence.withdraw, self._place.desk, item.key, why, replaced_by=by)
        return lambda: self._place.work.write(call)

"""What was typed and not finished, and the way back into each form: a new case, a contact, a step, evidence."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from odrdesk.desktop.dialogs.draft_bar import Draft
from odrdesk.desktop.dialogs.drafts import DraftsDialog
from odrdesk.desktop.dialogs.intake import KINDS, IntakeDialog
from odrdesk.desktop.keeping import CONTACT, EVIDENCE, RELEASE, RESTORE, STEP, VOID, WITHDRAW
from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.pages.case_sight import Sight, look_at
from odrdesk.desktop.pages.case_words import verb
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.vocabulary import Step
from odrdesk.services import drafts
from odrdesk.services.desk import Desk
from odrdesk.text import _


class Front(Protocol):
    """What the doors need of the front of the desk."""

    @property
    def case(self) -> CasePage:
        """The page of a case."""

    def open_case(self, number: str) -> None:
        """Bring a case into view."""

    def new_case(self) -> IntakeDialog:
        """The form of a new case."""


class DraftDoors(QObject):
    """One draft is gone back into at once; several are listed, each with its way back and a way to throw it away."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk, front: Front) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk, self._front = look, window, work, desk, front
        self._asking = Newest(work, self)

    def open(self) -> None:
        """Read what is kept, and lead on."""
        self._asking.read(lambda: drafts.kept(self._desk), self._lead)

    def enter(self, draft: Draft) -> None:
        """Back into the form of a draft, at its place."""
        if draft.kind in KINDS:
            self._front.new_case().restore(draft)
            return
        number = str(draft.values.get(drafts.CASE, ""))
        self._front.open_case(number)
        look = partial(look_at, self._desk, number)
        self._asking.read(look, partial(self._go_on, draft.kind))

    def _lead(self, kept: Sequence[Draft]) -> None:
        if len(kept) == 1 and kept[0].kind in KINDS:
            self.enter(kept[0])
            return
        dialog = DraftsDialog(self._look, self._window, self._work, self._desk, kept=kept, name=form_words)
        dialog.chosen.connect(self.enter)
        self._window.cover(dialog, dialog.first)

    def _go_on(self, kind: str, sight: Sight) -> None:
        """The page reads the same case beside this; what is asked of it waits until it shows it."""
        page = self._front.case
        what = partial(self._at, kind)
        if page.sight is not None and page.sight.case.number == sight.case.number:
            what(page.sight)
        else:
            page.when_shown(sight.case.number, what)

    def _at(self, kind: str, sight: Sight) -> None:
        page = self._front.case
        if kind == CONTACT and sight.may(Step.CONTACT):
            page.write_contact()
        elif kind.startswith(STEP):
            page.deeds.take(sight, Step(kind.removeprefix(STEP)))
        elif kind.startswith(VOID):
            page.deeds.void(sight, int(kind.rpartition(".")[2]))
        elif kind == EVIDENCE:
            self._window.registry.run("evidence")
        else:
            page.show_tab("evidence")


def form_words(kind: str) -> str:
    """Which form a draft belongs to."""
    code = kind.removeprefix(STEP)
    if kind.startswith(STEP) and code in list(Step):
        return verb(Step(code))
    name = kind.partition(".")[0]
    return {
        EVIDENCE: _("登记证据"),
        RELEASE: _("导出证据副本"),
        WITHDRAW: _("撤回证据"),
        RESTORE: _("恢复证据"),
        VOID: _("作废文书"),
    }.get(name, name)

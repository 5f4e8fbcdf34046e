"""A new case that is an old one: registered and merged into it at once, or its text filed there as evidence."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject

from odrdesk.desktop.dialogs.intake_frame import IntakeFrame
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import evidence, joining
from odrdesk.services.desk import Done
from odrdesk.services.evidence import Added, HandedIn
from odrdesk.services.intake import Alike, Registered
from odrdesk.text import _, refusal_text


class Deeds(NamedTuple):
    """What the dialog does by itself: is it complete, which files, how it begins to store, where it goes on.

    `finishing` takes the draft away with what registers it.
    """

    complete: Callable[[], bool]
    files: Callable[[], list[HandedIn]]
    begin: Callable[[], None]
    leave_for: Callable[[str], None]
    refused: Callable[[Refusal], None]
    faulted: Callable[[Fault], None]
    finishing: Callable[[Callable[[], Done[Registered]]], Callable[[], Done[Registered]]]


class Joining(QObject):
    """What the link beside the look-alike does. Merging is a step of the record and can be parted again there."""

    def __init__(self, dialog: IntakeFrame, work: Work, deeds: Deeds) -> None:
        super().__init__(dialog)
        self._dialog, self._work, self._deeds = dialog, work, deeds
        self._into = ""
        dialog.bar.acted.connect(self.attach)

    def join(self, alike: Alike) -> None:
        """Merge into it; where it is the same complaint by its number, only the text goes there."""
        self._into = alike.number
        if alike.by[:1] == ("channel_no",):
            self.attach()
        elif self._deeds.complete():
            self._merge()

    def attach(self) -> None:
        """File the text and what came with it in the old case; nothing is registered."""
        dialog, deeds, number = self._dialog, self._deeds, self._into
        files = deeds.files()
        if not files:
            dialog.bar.say(_("还没有粘贴原文，没有可以附到 {number} 的内容。").format(number=number), Tone.WARN)
            return
        deeds.begin()
        desk = dialog.desk

        def added(_told: Added) -> None:
            dialog.host.toasts.say(_("原文已附到 {number} 的证据").format(number=number))
            deeds.leave_for(number)

        self._work.write(
            lambda: evidence.add_several(desk, number, files),
            owner=dialog,
            done=added,
            refused=deeds.refused,
            faulted=deeds.faulted,
        )

    def _merge(self) -> None:
        dialog, deeds, into = self._dialog, self._deeds, self._into
        deeds.begin()
        draft, desk, files = dialog.form.complaint(), dialog.desk, deeds.files()

        def made(told: Registered) -> None:
            dialog.host.toasts.say(
                _("已登记 {number} 并入 {into}，需要时可以撤销并案").format(number=told.case.number, into=into)
            )
            deeds.leave_for(into)

        self._work.write(
            deeds.finishing(lambda: joining.register_into(desk, draft, into, files=files)),
            owner=dialog,
            done=made,
            refused=self._refused,
            faulted=deeds.faulted,
        )

    def _refused(self, refusal: Refusal) -> None:
        """Why it may not be merged, and the other way on."""
        self._deeds.refused(refusal)
        if (refusal.field or "") not in self._dialog.form.fields:
            act = "" if self._dialog.pane.blank else _("改为把原文附到该案")
            self._dialog.say(_("没有并入，已填的内容都在"), Ink.DANGER)
            self._dialog.bar.say(refusal_text(refusal), Tone.DANGER, act)

"""How papers of a kind are usually printed: copies, both sides, printer. Each can be chosen again for a single job."""

from collections.abc import Mapping
from dataclasses import dataclass

from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import record, settings

COPIES, DUPLEX = "paper.copies.", "paper.duplex."
PRINTER = "looks.printer."
"""Which printer a kind went to last: what a window remembers, no business of the record."""
USUAL_COPIES, MOST_COPIES = 2, 20


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """Copies, whether both sides are printed, and the printer used last (empty: the system's own)."""

    copies: int = USUAL_COPIES
    duplex: bool = False
    printer: str = ""


def print_settings(desk: Desk, kind: PaperKind) -> PrintSettings:
    """How papers of a kind are usually printed."""
    with desk.reading() as session:
        return settings_of(settings.all_of(session), kind)


def set_print_settings(
    desk: Desk,
    kind: PaperKind,
    *,
    copies: int | None = None,
    duplex: bool | None = None,
    printer: str | None = None,
) -> Done[PrintSettings]:
    """Choose what is given. Copies and sides are chosen by an officer (the record says so), the printer by anybody.

    Refuses `paper.copies_usual` out of 1 to 20, and whoever is no officer.
    """
    public: dict[str, object] = {}
    if copies is not None:
        if not 1 <= copies <= MOST_COPIES:
            raise Refusal("paper.copies_usual", "copies", copies=copies, most=MOST_COPIES)
        public[COPIES + kind.value] = copies
    if duplex is not None:
        public[DUPLEX + kind.value] = duplex
    if public and not desk.clerk.may(Role.OFFICER):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    with desk.writing() as session:
        for name, value in public.items():
            settings.put(session, name, value)
        if printer is not None:
            settings.put(session, PRINTER + kind.value, printer or None)
        if public:
            record.append(session, Entry("settings.change", desk.now(), desk.clerk.key, None, public))
        chosen = settings_of(settings.all_of(session), kind)
    return Done(chosen, Changes(settings=True))


def settings_of(told: Mapping[str, object], kind: PaperKind) -> PrintSettings:
    """The settings among all that are told; what cannot be used is as if it were not there."""
    copies, printer = told.get(COPIES + kind.value), told.get(PRINTER + kind.value)
    usable = isinstance(copies, int) and not isinstance(copies, bool) and 1 <= copies <= MOST_COPIES
    return PrintSettings(
        copies=int(str(copies)) if usable else USUAL_COPIES,
        duplex=told.get(DUPLEX + kind.value) is True,
        printer=str(printer or ""),
    )

"""How each kind of paper was printed last on this machine: printer, copies, both sides."""

from typing import NamedTuple

from PySide6.QtCore import QSettings

COPIES = 2
"""One for the party, one for the file."""
MOST_COPIES = 99


class Habit(NamedTuple):
    """`printer` is a printer's name, empty for the machine's own choice."""

    printer: str = ""
    copies: int = COPIES
    duplex: bool = False
    fine: bool = False


def habit(settings: QSettings, kind: str, usual: Habit | None = None) -> Habit:
    """How papers of a kind are printed here; those never printed here as the desk has it, on the last printer."""
    usual = usual or Habit()
    last = _text(settings, "print/printer")
    told = f"print/{kind}"
    copies = _text(settings, f"{told}/copies")
    return Habit(
        printer=_text(settings, f"{told}/printer") or usual.printer or last,
        copies=min(MOST_COPIES, max(1, int(copies))) if copies.isdigit() else usual.copies,
        duplex=(_text(settings, f"{told}/duplex") or ("yes" if usual.duplex else "no")) == "yes",
        fine=_text(settings, f"{told}/fine") == "yes",
    )


def keep(settings: QSettings, kind: str, used: Habit) -> None:
    """Remember it."""
    settings.setValue("print/printer", used.printer)
    told = {"printer": used.printer, "copies": str(used.copies)}
    told |= {"duplex": "yes" if used.duplex else "no", "fine": "yes" if used.fine else "no"}
    for name, value in told.items():
        settings.setValue(f"print/{kind}/{name}", value)


def last_printer(settings: QSettings) -> str:
    """The printer used where a kind has none of its own; empty for the machine's own choice."""
    return _text(settings, "print/printer")


def use_printer(settings: QSettings, name: str) -> None:
    """Use this printer where a kind has none of its own."""
    settings.setValue("print/printer", name)


def any_kept(settings: QSettings) -> bool:
    """Whether anything is remembered of any kind."""
    return any(key.count("/") > 1 for key in settings.allKeys() if key.startswith("print/"))


def forget(settings: QSettings) -> None:
    """Forget how each kind was printed; the printer itself stays."""
    printer = last_printer(settings)
    settings.remove("print")
    use_printer(settings, printer)


def _text(settings: QSettings, key: str) -> str:
    return str(settings.value(key, "") or "")

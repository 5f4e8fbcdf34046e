"""The version of the trademark law a notice falls under: the day of the notice chooses."""

from datetime import date

from odrdesk.domain.law import Instrument, Law

TRADEMARK = ("tml", "tml_2026")


def trademark_law(law: Law, on: date) -> Instrument | None:
    """The trademark law as it stands on the day, or None where none is held here."""
    return next((one for one in law.instruments if one.key in TRADEMARK and one.stands(on)), None)


def ecommerce_law(law: Law) -> Instrument:
    """The law the notice and the declaration rest on."""
    return next(one for one in law.instruments if one.key == "ecl")

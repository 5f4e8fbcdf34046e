"""What a person marks a claim on the fund with before all that is marked is decided at once."""

from enum import StrEnum

from odrdesk.text import _


class Mark(StrEnum):
    """What is to be decided of a claim."""

    NONE = ""
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"


def mark_words(mark: Mark) -> str:
    """A mark in a word."""
    return {Mark.APPROVE: _("拟批准"), Mark.RETURN: _("拟退回"), Mark.REJECT: _("拟不予")}.get(mark, "")

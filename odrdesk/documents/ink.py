"""The colours of the papers: dark enough for a black-and-white printer, no light grey below 8 points."""

from odrdesk.documents.pdf import Colour


def _hex(code: int) -> Colour:
    return (code >> 16) / 255, (code >> 8 & 255) / 255, (code & 255) / 255


INK = _hex(0x111111)
GREY = _hex(0x5B6470)
NAVY = _hex(0x1F3A5F)
RULE = _hex(0xC9CED6)
LINE = _hex(0x7A828E)
HEAD_TEXT = _hex(0x1F2A37)
HEAD_FILL = _hex(0xEEF1F5)
ZEBRA = _hex(0xF8F9FB)
TOTAL_FILL = _hex(0xF6F7F9)
CARD_FILL = _hex(0xF4F6F9)
CARD_EDGE = _hex(0xDDE2EA)
SEAL_RING = _hex(0x9AA3AF)
SEAL_TEXT = _hex(0x7A828E)
SEAL_RED = _hex(0xC7000B)
WATERMARK = _hex(0xFAE3E4)
"""Seal red at an eighth on white: opaque, so that no reader needs transparency."""

"""Evidence in words: icons of slots, sizes, who handed it in and when, what a file is."""

from pathlib import Path

from odrdesk.desktop import miniatures
from odrdesk.desktop.formats import DOT, stamp
from odrdesk.domain.evidence import Item, Passage, SlotState
from odrdesk.domain.vocabulary import EvidenceSlot, EvidenceSource
from odrdesk.text import _, ngettext, spoken, word

SHORT = 12
"""Signs of a hash that are enough to tell two files of one case apart."""

RECORDED = frozenset({EvidenceSlot.LIVE_REPLAY, EvidenceSlot.PROMISE, EvidenceSlot.COMMENTS, EvidenceSlot.AI_LABEL})
"""Slots of a broadcast, where a passage is named."""

IMAGES = miniatures.IMAGES
TEXTS = frozenset({".txt", ".csv", ".log", ".md", ".json", ".srt", ".ini"})
SHEETS = frozenset({".xlsx", ".xls", ".csv"})

_ICONS = {
    EvidenceSlot.ORDER: "shopping-cart",
    EvidenceSlot.PAYMENT: "wallet",
    EvidenceSlot.LOGISTICS: "package",
    EvidenceSlot.LIVE_REPLAY: "video",
    EvidenceSlot.PROMISE: "message-square",
    EvidenceSlot.COMMENTS: "message-square",
    EvidenceSlot.PAGE: "monitor",
    EvidenceSlot.GOODS: "tag",
    EvidenceSlot.CHAT: "message-square",
    EvidenceSlot.REPORT: "file-check",
    EvidenceSlot.LICENCE: "badge-check",
    EvidenceSlot.RIGHTS: "landmark",
    EvidenceSlot.IDENTITY: "user",
    EvidenceSlot.MEDICAL: "sticky-note",
    EvidenceSlot.EXPENSE: "hand-coins",
    EvidenceSlot.RETURN_PROOF: "package",
    EvidenceSlot.PERFORMANCE: "circle-check",
}


def icon(slot: EvidenceSlot) -> str:
    """The icon of a slot."""
    return _ICONS.get(slot, "paperclip")


def size(count: int) -> str:
    """A size as people say it: `812 字节`, `1.2 MB`."""
    if count < 1_000:
        return ngettext("{n} 字节", "{n} 字节", count).format(n=count)
    step = min(3, max(1, (len(str(count)) - 1) // 3))
    value, unit = count / 1_000**step, ("KB", "MB", "GB")[step - 1]
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"


def beneath(item: Item) -> str:
    """The second line of an item: what it proves or is noted, who handed it in, when it was filed, how large it is."""
    told = item.told
    parts = [
        _("片段 {span}").format(span=span(told.passage)) if span(told.passage) else "",
        _("{who}提供").format(who=word(told.source)) if told.source else "",
        stamp(item.taken_at, year=False),
        size(item.size),
    ]
    return DOT.join(part for part in parts if part)


def span(passage: Passage) -> str:
    """`00:42:10–00:43:00`, or the one end that is known."""
    return "–".join(one for one in (passage.start, passage.end) if one)


def asked_by(state: SlotState) -> str:
    """Why a slot should be filled: what it proves."""
    return _("证明{what}").format(what=spoken(state.proves)) if state.proves else ""


def law(state: SlotState) -> str:
    """Which article asks for it."""
    return _("依据：{source}").format(source=spoken(state.source)) if state.source else ""


def slots(wanted: tuple[SlotState, ...]) -> list[tuple[str, str]]:
    """Slots to choose from: those still missing first, marked, then the others."""
    missing = [one.slot for one in wanted if one.missing]
    marked = [(slot.value, _("{slot}（待补）").format(slot=word(slot))) for slot in missing]
    return [*marked, *((slot.value, word(slot)) for slot in EvidenceSlot if slot not in missing)]


def sources() -> list[tuple[str, str]]:
    """Who may have handed it in."""
    return [("", _("未注明")), *((one.value, word(one)) for one in EvidenceSource)]


def is_sheet(files: list[Path]) -> bool:
    """Whether this may be a sheet of complaints rather than evidence."""
    return len(files) == 1 and files[0].suffix.lower() in SHEETS

"""What the file of a paper is called: without what no file system takes, and never telling who the consumer is."""

import re
from collections.abc import Collection

from odrdesk.documents.facts import Recipient
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.identity import mask_name
from odrdesk.domain.workdays import day_of
from odrdesk.services.books import compound_surnames
from odrdesk.services.paper_numbers import shipped
from odrdesk.storage.papers import Paper
from odrdesk.text import vocabulary

FORBIDDEN = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+')
"""What no file name may hold on Windows, and what would show it other than it is."""
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|_|$)")
NAME_LIMIT = 100
SUFFIX = ".pdf"


def file_name(case: Dispute, paper: Paper, turn: int = 0, *, signed: bool = False, draft: bool = False) -> str:
    """`number_title_consumer_day[_copy][_副本n][_样张|_已签].pdf`, the consumer masked, at most 100 characters."""
    words = shipped()["file"]
    parts = [
        paper.mark.number,
        vocabulary("paper_kind")[paper.mark.kind.value].zh,
        # The mask's asterisk is one of the characters a file name may not hold.
        re.sub(r"\*+", shipped()["masked"], mask_name(case.complaint.consumer.name, compound_surnames())),
        day_of(paper.mark.issued_at).strftime("%Y%m%d"),
    ]
    if paper.copy != Recipient.CONSUMER:
        parts.append(words["copies"].get(paper.copy, paper.copy))
    if turn:
        parts.append(words["turn"].format(turn=turn))
    if signed:
        parts.append(words["signed"])
    elif draft:
        parts.append(words["draft"])
    return safe("_".join(parts)) + SUFFIX


def safe(name: str) -> str:
    """A text as the stem of a file name, on any system."""
    # A lone half of a character no file system takes.
    whole = name.encode("utf-8", "ignore").decode()
    cleaned = FORBIDDEN.sub("", whole)[:NAME_LIMIT].strip(". ")
    if RESERVED.match(cleaned):
        cleaned = "_" + cleaned
    return cleaned or "_"


def apart(name: str, taken: Collection[str]) -> str:
    """The name, or the first with `-2`, `-3` … before its suffix that is not taken; case does not tell names apart."""
    known = {one.casefold() for one in taken}
    stem, dot, suffix = name.rpartition(".")
    turn, found = 2, name
    while found.casefold() in known:
        found = f"{stem}-{turn}{dot}{suffix}"
        turn += 1
    return found

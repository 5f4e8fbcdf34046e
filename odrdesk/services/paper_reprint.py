"""The bytes of a printing: the issued original, or the same with 副本 and its count across every page."""

from sqlmodel import Session

from odrdesk.documents.reprint import reprinted
from odrdesk.services.paper_numbers import shipped
from odrdesk.storage import papers as kept
from odrdesk.storage.papers import Paper


def marked(session: Session, paper: Paper, turn: int) -> bytes:
    """The bytes for a turn; 0 is the original. Faults `paper.damaged`, `paper.cannot_mark`."""
    original = kept.pdf(session, paper.mark.key)
    if turn == 0:
        return original
    return reprinted(original, shipped()["file"]["mark"].format(turn=turn), number=paper.mark.number)

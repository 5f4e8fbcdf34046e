"""What a case report needs, read within the transaction of its making: the view, the pictures, the departments."""

from datetime import date
from functools import partial

from sqlmodel import Session

from odrdesk.documents.exhibits import thumbnail
from odrdesk.documents.wording import wording
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.evidence import Item
from odrdesk.domain.workdays import day_of
from odrdesk.services import cases
from odrdesk.services.departments import usual_departments
from odrdesk.services.desk import Desk
from odrdesk.services.report_facts import Told
from odrdesk.services.report_sayings import zh
from odrdesk.storage import paper_log, vault

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp")
MOST_BYTES = 40 << 20
"""A picture of more is told by its name and hash alone."""


def told(session: Session, desk: Desk, case: Dispute, as_of: date) -> Told:
    """The case as it stands in this transaction, its limits seen from `as_of` (Shanghai)."""
    view = cases.view_of(session, desk, case, as_of)
    return Told(
        view=view,
        as_of=as_of,
        issued_by=desk.clerk.name,
        image=partial(_picture, desk),
        delivered=_delivered(session, view),
        departments={one.code: one.zh for one in usual_departments()},
    )


def _picture(desk: Desk, item: Item) -> bytes | None:
    """A small picture of an item; None where it is none, or the file is not what was filed."""
    if not item.name.lower().endswith(PICTURE_ENDINGS) or item.size > MOST_BYTES:
        return None
    content = vault.read(desk.path, item.sha256, item.size)
    return thumbnail(content) if content is not None else None


def _delivered(session: Session, view: cases.CaseView) -> dict[int, str]:
    """How each paper reached whom, and whether it came back signed, in words."""
    words = wording("case_report")
    lives = paper_log.lives(session, [one.mark.key for one in view.papers])
    told = {}
    for key, life in lives.items():
        lines = [
            words.fill(
                words.label("delivered"),
                {"on": day_of(one.at), "how": zh("delivery_way", one.how.value), "to": one.to or ""},
            )
            for one in life.deliveries
            if one.corrected_by is None
        ]
        lines += [
            words.fill(words.label("came_back"), {"on": day_of(one.at), "by": one.by})
            for one in life.signed
            if one.corrected_by is None
        ]
        told[key] = "\n".join(lines)
    return told

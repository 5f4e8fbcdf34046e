"""What a case report needs, read within the transaction of its making: the view, the pictures, the departments."""

from datetime import date
from functools import partial

from sqlmodel import Session

from odrdesk.documents.exhibits import thumbnail
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.evidence import Item
from odrdesk.services import cases
from odrdesk.services.departments import usual_departments
from odrdesk.services.desk import Desk
from odrdesk.services.report_facts import Told
from odrdesk.storage import vault

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp")
MOST_BYTES = 40 << 20
"""A picture of more is told by its name and hash alone."""


def told(session: Session, desk: Desk, case: Dispute, as_of: date) -> Told:
    """The case as it stands in this transaction, its limits seen from `as_of` (Shanghai)."""
    return Told(
        view=cases.view_of(session, desk, case, as_of),
        as_of=as_of,
        issued_by=desk.clerk.name,
        image=partial(_picture, desk),
        departments={one.code: one.zh for one in usual_departments()},
    )


def _picture(desk: Desk, item: Item) -> bytes | None:
    """A small picture of an item; None where it is none, or the file is not what was filed."""
    if not item.name.lower().endswith(PICTURE_ENDINGS) or item.size > MOST_BYTES:
        return None
    content = vault.read(desk.path, item.sha256, item.size)
    return thumbnail(content) if content is not None else None

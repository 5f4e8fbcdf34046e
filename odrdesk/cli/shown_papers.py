"""Issued papers and what became of them as JSON, and how a copy is called."""

from odrdesk.cli.chinese import chinese
from odrdesk.domain.paper_life import Delivered, Life, Printed, Signed
from odrdesk.services.paper_deliveries import Told
from odrdesk.services.paper_lists import History, Waiting
from odrdesk.services.papers import Paper
from odrdesk.text import gettext as _

Json = dict[str, object]
NO_LIFE = Life()


def paper(issued: Paper, life: Life = NO_LIFE) -> Json:
    """An issued paper with its logs."""
    mark = issued.mark
    return {
        "id": mark.key,
        "kind": mark.kind,
        "number": mark.number,
        "issued_at": mark.issued_at,
        "copy": issued.copy,
        "pages": issued.pages,
        "sha256": issued.sha256,
        "void": mark.void,
        "void_at": issued.void_at,
        "void_why": issued.void_why,
        "state": issued.stage,
        **logs(life),
    }


def logs(life: Life) -> Json:
    """The logs of a paper; entries that were corrected stand among them and say by which."""
    return {
        "prints": [printed(one) for one in life.prints],
        "deliveries": [delivered(one) for one in life.deliveries],
        "signed": [signed(one) for one in life.signed],
    }


def waiting(row: Waiting) -> Json:
    """A paper in a list."""
    return {
        "id": row.key,
        "kind": row.kind,
        "title": chinese(row.kind),
        "number": row.number,
        "copy": row.copy,
        "case": row.case,
        "consumer": row.consumer,
        "merchant": row.merchant,
        "officer": row.officer or None,
        "issued_at": row.issued_at,
        "pages": row.pages,
        "state": row.stage,
        "void_at": row.void_at,
        "void_why": row.void_why,
        **logs(row.life),
    }


def history(found: History) -> Json:
    """A paper with its logs and the other copies of it."""
    copies = [{"id": one.mark.key, "copy": one.copy, "state": one.stage} for one in found.copies]
    return {**paper(found.paper, found.life), "case": found.case, "copies": copies}


def printed(one: Printed) -> Json:
    """A printing; `turn` 0 is the original."""
    return {
        "id": one.key,
        "turn": one.turn,
        "at": one.at,
        "printer": one.printer,
        "copies": one.copies,
        "pages": one.pages,
        "sha256": one.sha256,
    }


def delivered(one: Delivered) -> Json:
    """A delivery."""
    return {
        "id": one.key,
        "how": chinese(one.how),
        "how_code": one.how,
        "at": one.at,
        "to": one.to,
        "receipt": one.receipt or None,
        "evidence": one.evidence,
        "why": one.why,
        "corrected_by": one.corrected_by,
    }


def signed(one: Signed) -> Json:
    """A signed scan."""
    return {
        "id": one.key,
        "paper": one.paper,
        "name": one.name,
        "sha256": one.sha256,
        "size": one.size,
        "by": one.by or None,
        "at": one.at,
        "corrected_by": one.corrected_by,
    }


def told(done: Told, number: str) -> Json:
    """A delivery as noted, and the step it is the ground of."""
    offered = done.offered and {"step": done.offered.step, "facts": dict(done.offered.facts)}
    return {**delivered(done.delivered), "paper": done.delivered.paper, "number": number, "offered": offered}


def copy_word(copy: str) -> str:
    """What a copy (联) is called."""
    words = {
        "consumer": _("消费者本"),
        "merchant": _("商家本"),
        "regulator": _("监管本"),
        "desk": _("存档本"),
        "rights_holder": _("权利人本"),
    }
    return words.get(copy, copy)

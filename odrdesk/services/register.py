"""The register of complaints (台账) of some days, as PDF, workbook or CSV; consumers are masked in all of them."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from sqlmodel import Session

from odrdesk.documents import console, register, register_sheets
from odrdesk.documents.register_facts import MONEY, RegisterFacts, RegisterRow
from odrdesk.documents.register_words import outcome, remark, word
from odrdesk.domain import clocks
from odrdesk.domain.case_life import MoneyKind, Moved, Result, standing
from odrdesk.domain.console import handling
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import mask_name, mask_phone
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Entry
from odrdesk.domain.reporting import TO_CONSUMER
from odrdesk.domain.vocabulary import Claim, ExternalBody
from odrdesk.domain.workdays import day_of
from odrdesk.places import resource
from odrdesk.services.books import compound_surnames
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.paper_facts import hiding
from odrdesk.services.reports import MAY_EXPORT, goods_class, unit_of
from odrdesk.storage import case_lives, disputes, parties, record, reports
from odrdesk.storage.outgoing import outgoing

CHUNK = 500
MOST_ON_PAPER = 20_000
"""Cases on some thousand pages: beyond it nobody reads paper, and a sheet is the better form."""


class Form(StrEnum):
    """What a register is written as; the value is the ending of the file."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Written:
    """A register that went out: its file with the SHA-256, the days, how many cases, pages where it is paper."""

    file: Path
    sha256: str
    first: date
    last: date
    rows: int
    pages: int | None
    totals: Mapping[str, Fen]


def export_register(desk: Desk, first: date, last: date, destination: Path, *, replace: bool = False) -> Done[Written]:
    """Write the cases registered from the first to the last day to a file, its form by the ending.

    The file is written and the record says so, or neither. Refuses everybody but reporter, supervisor and auditor,
    `report.form`, `report.days`, `register.too_long`, `paper.glyph_missing` and `output.exists`; Fault
    `output.not_written`.
    """
    if not any(desk.clerk.may(role) for role in MAY_EXPORT):
        raise Refusal("clerk.not_allowed", role=MAY_EXPORT[0])
    form = form_of(destination)
    facts = register_facts(desk, first, last)
    content, pages = _content(facts, form)
    sha256 = hashlib.sha256(content).hexdigest()
    told = {
        "file": destination.name, "sha256": sha256, "first": first.isoformat(), "last": last.isoformat(),
        "rows": len(facts.rows),
    }  # fmt: skip
    with outgoing({destination: content}, replace=replace) as put, desk.writing() as session:
        record.append(session, Entry("register.export", desk.now(), desk.clerk.key, None, told))
        put()
    totals = {name: facts.total(name) for name in MONEY}
    return Done(Written(destination.absolute(), sha256, first, last, len(facts.rows), pages, totals), Changes())


def form_of(path: Path) -> Form:
    """The form of a file by its ending. Refuses `report.form`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in list(Form):
        raise Refusal("report.form", "out", path=str(path), known=[f".{form}" for form in Form])
    return Form(ending)


def register_facts(desk: Desk, first: date, last: date) -> RegisterFacts:
    """The register of the days, as the cases stand now. Refuses `report.days`."""
    if first > last:
        raise Refusal("report.days", "to", since=first.isoformat(), until=last.isoformat())
    with desk.reading() as session:
        rows = tuple(_rows(session, desk, first, last))
    return RegisterFacts(unit_of(desk), first, last, desk.now(), desk.clerk.name, rows, desk.practice)


def _content(facts: RegisterFacts, form: Form) -> tuple[bytes, int | None]:
    most = {Form.PDF: MOST_ON_PAPER, Form.XLSX: register_sheets.MOST_ROWS}.get(form)
    if most is not None and len(facts.rows) > most:
        raise Refusal("register.too_long", "out", rows=len(facts.rows), most=most)
    if form is Form.PDF:
        paper = register.render(facts)
        return paper.content, paper.pages
    return (register_sheets.workbook(facts) if form is Form.XLSX else register_sheets.csv(facts)), None


def _rows(session: Session, desk: Desk, first: date, last: date) -> Iterator[RegisterRow]:
    since, until = reports.moments(first, last)
    officers = {clerk.key: clerk.name for clerk in parties.clerks(session)}
    today = desk.today()
    lives = {life.number: life for life in case_lives.lives(session, today)}
    after = 0
    while True:
        found = disputes.registered(session, since, until, after=after, limit=CHUNK)
        for case in found:
            life = lives.get(case.number)
            withdrawn = life is not None and standing(life, today).outcome is Result.WITHDRAWN
            yield _row(desk, case, officers, life.money if life else (), withdrawn=withdrawn)
        if len(found) < CHUNK:
            return
        after = found[-1].key


def _row(
    desk: Desk, case: Dispute, officers: Mapping[int, str], money: Sequence[Moved], *, withdrawn: bool
) -> RegisterRow:
    complaint, hide = case.complaint, hiding(case.complaint)
    _, process, _, result = console.texts(case, handling(case))
    merchant = complaint.merchant
    clock = clocks.decisive(case)
    return RegisterRow(
        number=case.number,
        registered_at=case.registered_at or desk.now(),
        channel=word(complaint.channel),
        channel_no=complaint.channel_no or "",
        consumer=mask_name(complaint.consumer.name, compound_surnames()),
        phone=mask_phone(complaint.consumer.phone or ""),
        merchant=merchant.name if merchant else complaint.live.room or "",
        uscc=(merchant.uscc or "") if merchant else "",
        room=complaint.live.room or "",
        host=complaint.live.host or "",
        order_no=complaint.order.no or "",
        goods=hide(complaint.order.goods or ""),
        goods_class=word(goods_class(complaint.order.goods)),
        category=word(complaint.category),
        claims=hide(_claims(case)),
        disputed=complaint.claimed or complaint.order.paid,
        accepted_on=day_of(case.accepted_at) if case.accepted_at else None,
        due=clock.due if clock else None,
        officer=officers.get(case.officer or 0, ""),
        process=hide(process),
        result=hide(result),
        outcome=hide(outcome(case, withdrawn=withdrawn)),
        recovered=_sum(money, TO_CONSUMER),
        punitive=_sum(money, frozenset({MoneyKind.EXTRA})),
        prepaid=_sum(money, frozenset({MoneyKind.PREPAID})),
        closed_on=day_of(case.closed_at) if case.closed_at else None,
        late=_late(desk, case, clock),
        satisfaction=hide(_satisfaction(case)),
        to_regulator=case.external is ExternalBody.REGULATOR,
        remark=hide(remark(case)),
    )


def _claims(case: Dispute) -> str:
    complaint = case.complaint
    told = [word(claim) for claim in complaint.claims if claim is not Claim.OTHER]
    return complaint.claims_words or _between().join(told)


def _late(desk: Desk, case: Dispute, clock: Clock | None) -> bool | None:
    """Whether it was or is late: stopped after its last day, or still running after it."""
    if clock is None:
        return None
    in_time = clocks.on_time(case)
    return clock.due < desk.today() if in_time is None else not in_time


def _satisfaction(case: Dispute) -> str:
    """What the consumer said when called back; the register has no scale of its own for it."""
    return next((call.result for call in reversed(case.call_backs) if call.reached), "")


def _sum(money: Sequence[Moved], kinds: frozenset[MoneyKind]) -> Fen:
    return Fen(sum(one.fen for one in money if one.kind in kinds))


@cache
def _between() -> str:
    """What stands between words of a list on paper."""
    told = tomllib.loads(resource("papers", "numbers.toml").read_text("utf-8"))
    return str(told["between"])

"""Make the newest schema's migration and its real database anew from the present tables.

For as long as the newest version is unreleased: `python tests/databases/make.py` after a change of the tables or of a
vocabulary. Once it is released neither file changes any more, and a change becomes a migration of its own (with its
number in `schema.VERSION`). Version 1 went out with 0.1.0.
"""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Clock, Dispute, PaperMark
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, Role, State, Step
from odrdesk.services import clerks, fund, intake, schemes
from odrdesk.services.desk import Desk, create
from odrdesk.services.fund import Told
from odrdesk.services.steps import take_step
from odrdesk.storage import disputes, drafts, papers, record, schema, settings
from odrdesk.storage.tables import METADATA

HERE = Path(__file__).resolve().parent
NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)
SCRIPT = '''"""The schema of version {version}: every table made anew, its rows carried over."""
# ruff: noqa: E501 -- statements stand as the database keeps them

from odrdesk.storage.migrations import carried
from odrdesk.storage.migrations.rebuild import rebuild

revision = "{version:04d}"
down_revision = "{before:04d}"
branch_labels = None
depends_on = None

STATEMENTS = (
{statements}
)


def upgrade() -> None:
    rebuild(STATEMENTS)
    carried.papers()
    carried.regions()
'''


def statements() -> list[str]:
    """Every statement of the schema but Alembic's own table, the search index and the triggers."""
    made = []
    for table in METADATA.sorted_tables:
        if table.name != "alembic_version":
            made.append(str(CreateTable(table).compile(dialect=sqlite.dialect())))
            indexes = sorted(table.indexes, key=lambda index: str(index.name))
            made.extend(str(CreateIndex(index).compile(dialect=sqlite.dialect())) for index in indexes)
    return made


def script() -> str:
    """The migration's text."""
    quoted = []
    for statement in statements():
        lines = "\n".join("    " + line.replace("\t", "    ").rstrip() for line in statement.strip().splitlines())
        quoted.append(f'    """\n{lines}\n    """,')
    return SCRIPT.format(version=schema.VERSION, before=schema.VERSION - 1, statements="\n".join(quoted))


def database(folder: Path) -> None:
    """A closed desk with a little of everything."""
    shutil.rmtree(folder, ignore_errors=True)
    desk = create(folder, "练习台", practice=True, clock=lambda: NOON)
    complaint = Complaint(
        channel=Channel.ODR12315,
        channel_no="3101150000000202609301234",
        received_at=NOON,
        consumer=Consumer("张某", "13812345678"),
        merchant=Merchant("上海浦江好物电子商务有限公司", "91310115MA1FARM015"),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.REFUND,),
        facts="宣传头层牛皮，检测为PU。",
    )
    clock = Clock("R-ODR", "2023", date(2026, 10, 16), date(2026, 10, 30), date(2026, 10, 30))
    with desk.writing() as session:
        number = disputes.next_number(session, 2026)
        case = Dispute(0, number, State.REGISTERED, complaint, registered_at=NOON, clocks=(clock,))
        key = disputes.add(session, case)
        record.append(session, Entry("dispute.register", NOON, desk.clerk.key, key, {"number": number}))
        place = papers.next_place(session, "#", 2026)
        mark = PaperMark(0, PaperKind.ACCEPTANCE_NOTICE, "1", NOON)
        papers.add(session, key, mark, b"%PDF-1.4", {}, place=place)
        settings.put(session, "letter.head", "练习台")
        drafts.save(session, drafts.Draft(0, "complaint", desk.clerk.key, {"facts": "半句"}, NOON))
    _prepaid(desk)
    desk.close(backup=False)
    (folder / "odr.lock").unlink()


def _prepaid(desk: Desk) -> None:
    """A second case, paid by the fund and recovered in part, with a scheme of the desk's own."""
    for name, role in (("专员", Role.OFFICER), ("主管", Role.SUPERVISOR), ("财务", Role.FINANCE)):
        clerks.add(desk, name, [role])
    tiers = [{"lane": "one", "approvers": ["supervisor"]}]
    schemes.take_in(desk, {"version": "本单位-1", "effective_from": "2026-10-16", "tiers": tiers})
    fund.allocate(desk.acting_as("财务"), Fen(1_000_000), Told("划入"))
    fund.deposit(desk.acting_as("财务"), "甲公司", Fen(50_000), Told("保证金"))
    complaint = Complaint(
        channel=Channel.PHONE,
        received_at=NOON,
        consumer=Consumer("李某", "13912345678"),
        merchant=Merchant("甲公司"),
        order=Order("N2", "鞋", 1, Fen(62_900)),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts="收到即开胶。",
    )
    number = intake.register(desk, complaint).value.case.number
    for who, step, told in (
        ("专员", Step.ACCEPT, {}),
        ("专员", Step.PREPAY_REQUEST, {"amount": "629.00", "confirmed": "identity, evidence, not_compensated, payee"}),
        ("专员", Step.PREPAY_NOTIFY, {}),
        ("专员", Step.PREPAY_CONTESTED, {"why": "不同意"}),
        ("专员", Step.PREPAY_RECOMMEND, {"amount": "629.00"}),
        ("主管", Step.PREPAY_APPROVE, {}),
        ("财务", Step.PREPAY_PAY, {"account": "6222021234567894"}),
        ("财务", Step.PREPAY_PAID, {"bank_ref": "B001"}),
        ("专员", Step.RECOVERY_NOTICE, {}),
        ("财务", Step.RECOVER, {"from": "deposit", "amount": "500.00"}),
    ):
        take_step(desk.acting_as(who), number, step, told, key=f"{step}")


if __name__ == "__main__":
    versions = schema.MIGRATIONS / "versions"
    (versions / f"{schema.VERSION:04d}_tables.py").write_text(script(), "utf-8")
    database(HERE / f"v{schema.VERSION}")

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

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Clock, Dispute, PaperMark
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, State
from odrdesk.services.desk import create
from odrdesk.storage import disputes, drafts, papers, record, schema, settings
from odrdesk.storage.tables import METADATA

HERE = Path(__file__).resolve().parent
NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)
SCRIPT = '''"""The schema of version {version}: every table made anew, its rows carried over."""
# ruff: noqa: E501 -- statements stand as the database keeps them

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
        seq = papers.next_number(session, PaperKind.ACCEPTANCE_NOTICE, 2026)
        mark = PaperMark(0, PaperKind.ACCEPTANCE_NOTICE, "1", NOON)
        papers.add(session, key, mark, b"%PDF-1.4", {}, year=2026, seq=seq)
        settings.put(session, "letter.head", "练习台")
        drafts.save(session, drafts.Draft(0, "complaint", desk.clerk.key, {"facts": "半句"}, NOON))
    desk.close(backup=False)
    (folder / "odr.lock").unlink()


if __name__ == "__main__":
    versions = schema.MIGRATIONS / "versions"
    (versions / f"{schema.VERSION:04d}_tables.py").write_text(script(), "utf-8")
    database(HERE / f"v{schema.VERSION}")

"""今日清单: what the board shows of today, as a page to hold. Nothing is issued; the record says it was made."""

from odrdesk.documents import worklist
from odrdesk.documents.worklist import WorklistFacts, WorkRow
from odrdesk.domain.complaint import summary
from odrdesk.domain.identity import mask_cards_in, mask_name, mask_people_in
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Entry
from odrdesk.services import lists
from odrdesk.services.books import compound_surnames
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.lists import DueRow, Scope
from odrdesk.services.report_sayings import zh
from odrdesk.services.reports import unit_of
from odrdesk.storage import record

MOST = 600
"""Cases on some twenty pages; who has more works by the list of cases."""
ACT = "worklist.print"


def facts_of(desk: Desk, scope: Scope) -> WorklistFacts:
    """The list of today (Asia/Shanghai): overdue, due today, and due on the next working days the board shows."""
    board = lists.board(desk, scope, MOST)
    return WorklistFacts(
        organisation=unit_of(desk),
        scope=scope.value,
        day=board.day,
        made_at=desk.now(),
        made_by=desk.clerk.name,
        rows=tuple(map(_row, board.rows)),
        late=board.tiles.overdue,
        today=board.tiles.today,
        more=board.total - len(board.rows),
        practice=desk.practice,
    )


def pdf(desk: Desk, scope: Scope) -> Done[bytes]:
    """The list as PDF; the record says who made it and how many cases stand on it. Refuses `paper.glyph_missing`."""
    facts = facts_of(desk, scope)
    paper = worklist.render(facts)
    told = {"scope": scope.value, "cases": len(facts.rows), "pages": paper.pages}
    if desk.house.held is not None:
        with desk.writing() as session:
            record.append(session, Entry(ACT, desk.now(), desk.clerk.key, None, told))
    return Done(paper.content, Changes())


def _row(found: DueRow) -> WorkRow:
    row = found.row
    masked = mask_name(row.consumer, compound_surnames())
    # The consumer's words may name the consumer: masked there as in the column beside it.
    matter = summary(row.facts, row.goods).replace(row.consumer, masked)
    return WorkRow(
        due=row.due,
        late=found.late,
        left=found.left,
        number=row.number,
        consumer=masked,
        merchant=row.merchant,
        matter=mask_people_in(mask_cards_in(matter)),
        amount=Fen(row.amount),
        next=zh("step", found.next.value) if found.next else "",
        officer=row.officer or "",
        provisional=found.provisional,
        level=row.level,
    )

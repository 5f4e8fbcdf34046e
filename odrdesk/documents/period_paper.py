"""A report on paper: the regulator's table to sign and seal, then the annex with its comparison, A4 landscape."""

from collections.abc import Callable, Sequence

from odrdesk.documents.blocks import seal_place
from odrdesk.documents.broadsheet import (
    HIGH,
    ROOM_HIGH,
    ROOM_WIDE,
    SIDE,
    TOP,
    WIDE,
    Frame,
    Grid,
    GridColumn,
    GridLook,
    check_printable,
    spread,
    stamp,
)
from odrdesk.documents.clusters import Run
from odrdesk.documents.facts import Paper
from odrdesk.documents.fonts import FaceRegistry, faces
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import GREY, INK, NAVY
from odrdesk.documents.pdf import MM, About, Sheet
from odrdesk.documents.period_facts import (
    BUSY,
    COMPARISON,
    HEADINGS,
    KINDS,
    NOTHING,
    TITLE,
    ReportFacts,
    busy,
    comparison,
    correction,
    notes,
    period_words,
    shown,
    table,
)
from odrdesk.domain.reporting import FigureKey, Value

_SIGNING = 124.0
"""Height kept under the regulator's table for names, date and the place of the seal."""
_LOOK = GridLook(size=9.5, leading=13.0, pad_x=2.0, pad_y=3.6, zebra=False, head_size=8.0)
"""Headings small enough that 售后服务 stands on one line of its narrow column."""
_DENSE = GridLook(size=9.0, leading=12.4, pad_x=4.0, pad_y=2.9, head_as_cells=True)
_GAP = 16.0

Draw = Callable[[Sheet], None]


def render(facts: ReportFacts) -> Paper:
    """The report as PDF. Refuses `paper.glyph_missing`."""
    registry = faces()
    check_printable(_texts(facts), registry)
    pages = [*_regulator(facts, registry), *_annex(facts, registry)]
    title = f"{TITLE}（{period_words(facts.content)}）"
    about = About(title, facts.content.unit, KINDS[facts.content.period.kind], facts.content.period.name, facts.made_at)
    sheet = Sheet(registry, about, (WIDE, HIGH))
    before = ""
    for number, (heading, draw) in enumerate(pages, 1):
        _frame(facts, heading, first=heading != before).draw(sheet, number, len(pages))
        draw(sheet)
        before = heading
        sheet.next_page()
    return Paper(sheet.finish(), len(pages), "")


def _frame(facts: ReportFacts, heading: str, *, first: bool) -> Frame:
    content = facts.content
    state = f"第 {facts.version} 次定稿" if facts.version else "未定稿"
    if content.unfinished:
        state += f"，截至 {content.as_of}"
    return Frame(
        title=heading,
        left=f"填报单位：{content.unit}",
        middle=f"{period_words(content)}（{KINDS[content.period.kind]}）",
        right="单位：件、万元" if heading == TITLE else "金额单位：万元",
        signs=() if heading == TITLE else (f"制表：{facts.made_by}", "审核：", "单位负责人："),
        page="第 {page} 页　共 {pages} 页",
        made=f"{state}　{stamp(facts.made_at)}",
        sample="样本" if facts.practice else "",
        first=first,
    )


def _regulator(facts: ReportFacts, registry: FaceRegistry) -> list[tuple[str, Draw]]:
    shares = (30, 21, 18, 21, 27, *([13.2] * 12))
    columns = [
        GridColumn(share, head, "left" if place == 0 else "right")
        for place, (share, head) in enumerate(zip(shares, HEADINGS, strict=True))
    ]
    grid = Grid(columns, registry, _LOOK)
    *rows, total = [[name, *map(shown, numbers)] for name, numbers in table(facts.content)]
    pages = spread(grid, rows, lambda _first, _last, end: [total] if end else [], ROOM_HIGH - _SIGNING)

    def draw(place: int) -> Draw:
        def drawn(sheet: Sheet) -> None:
            foot = grid.draw(sheet, pages[place][1], HIGH - TOP)
            if place == len(pages) - 1:
                _signed(sheet, facts, foot)

        return drawn

    return [(TITLE, draw(place)) for place in range(len(pages))]


def _signed(sheet: Sheet, facts: ReportFacts, foot: float) -> None:
    """Three names to sign, the date and the place of the seal, under the table that goes out."""
    look, base = Run("", "song", 10.5, INK), foot - 42
    left = SIDE
    for label in ("制表人（签名）：", "审核人（签名）：", "单位负责人（签名）："):
        end = left + sheet.text(label, left, base, look) + 31 * MM
        sheet.rule((end - 29 * MM, base - 2), (end, base - 2), 0.5, GREY)
        left = end + 6 * MM
    sheet.text("填报日期：　　　　年　　月　　日", SIDE, base - 34, look)
    told = f"报送说明：本表数字由案件记录生成{_sealed(facts)}。"
    sheet.text(told, SIDE, base - 60, Run("", "song", 8.5, GREY))
    seal_place(sheet, WIDE - SIDE - 24 * MM, base - 22, "（盖章处）", 0.0)


def _sealed(facts: ReportFacts) -> str:
    return f"，定稿摘要 {facts.sha256[:16]}" if facts.sha256 else "，尚未定稿"


def _annex(facts: ReportFacts, registry: FaceRegistry) -> list[tuple[str, Draw]]:
    found = [
        ("附表一　主要指标对比", _figures(facts, registry)),
        ("附表二　重点对象与说明", _subjects(facts, registry)),
    ]
    return [*found, *_corrections(facts, registry)]


def _figures(facts: ReportFacts, registry: FaceRegistry) -> Draw:
    shares = (52, 20, 34, 34, 34, 34, 34)
    columns = [
        GridColumn(share, head, "left" if place == 0 else "center" if place == 1 else "right")
        for place, (share, head) in enumerate(zip(shares, COMPARISON, strict=True))
    ]
    grid = Grid(columns, registry, _DENSE)
    rows = [
        [name, unit, *(shown(value) for value in values), _share(unit, share)]
        for name, unit, *values, share in comparison(facts.content)
    ]
    open_ = facts.content.figures
    rows += [
        ["期末未结", "件", shown(open_[FigureKey.OPEN_AT_END].value), "", "", "", ""],
        ["其中：已逾期", "件", shown(open_[FigureKey.OPEN_OVERDUE].value), "", "", "", ""],
        ["违法线索", "条", shown(facts.content.leads), "", "", "", ""],
    ]
    lines = [grid.line(row, striped=place % 2 == 1) for place, row in enumerate(rows)]

    def drawn(sheet: Sheet) -> None:
        grid.draw(sheet, lines, HIGH - TOP)

    return drawn


def _share(unit: str, share: Value) -> str:
    """A share has itself no share: its change is told in points."""
    return "\u2014" if unit == "%" else shown(share, "%")


def _subjects(facts: ReportFacts, registry: FaceRegistry) -> Draw:
    width = (ROOM_WIDE - _GAP) / 2
    columns = [GridColumn(share, head, "left" if place == 0 else "right") for place, (share, head) in
               enumerate(zip((60, 17, 17, 17, 19), BUSY, strict=True))]  # fmt: skip
    sides = []
    for name, some in (("重点商家", facts.content.merchants), ("重点直播间", facts.content.rooms)):
        grid = Grid(columns, registry, _DENSE, width)
        rows = [[str(cell) for cell in row] for row in busy(some)] or [[NOTHING, "", "", "", ""]]
        sides.append((name, grid, [grid.line(row, striped=place % 2 == 1) for place, row in enumerate(rows)]))
    small = [
        Paragraph([Run(f"{place}. {text}", "song", 9, INK)], Look(14.0, 0, "justify", 0.09, 1, 1), registry)
        for place, text in enumerate(notes(), 1)
    ]

    def drawn(sheet: Sheet) -> None:
        feet = []
        for place, (name, grid, lines) in enumerate(sides):
            left = SIDE + place * (width + _GAP)
            sheet.text(f"{name}（本期受理两件以上，前十位）", left, HIGH - TOP - 8, Run("", "hei", 10, NAVY))
            feet.append(grid.draw(sheet, lines, HIGH - TOP - 15, left))
        top = min(feet) - 26
        sheet.text("填表说明", SIDE, top, Run("", "hei", 10, NAVY))
        top -= 8
        for text in small:
            text.draw(sheet, SIDE, top, ROOM_WIDE)
            top -= text.height(ROOM_WIDE) + 2

    return drawn


def _corrections(facts: ReportFacts, registry: FaceRegistry) -> list[tuple[str, Draw]]:
    """What this version says otherwise than the one before it."""
    if not facts.corrections:
        return []
    columns = [GridColumn(40, "指标"), GridColumn(50, "上次定稿", "left"), GridColumn(50, "本次", "left"),
               GridColumn(130, "案件")]  # fmt: skip
    grid = Grid(columns, registry, _DENSE)
    pages = spread(grid, [list(correction(one)) for one in facts.corrections], lambda _first, _last, _end: [])

    def draw(place: int) -> Draw:
        def drawn(sheet: Sheet) -> None:
            grid.draw(sheet, pages[place][1], HIGH - TOP)

        return drawn

    return [(f"更正说明（第 {facts.version} 次定稿）", draw(place)) for place in range(len(pages))]


def _texts(facts: ReportFacts) -> Sequence[str]:
    content = facts.content
    return [content.unit, facts.made_by, *(one.name for one in (*content.merchants, *content.rooms))]

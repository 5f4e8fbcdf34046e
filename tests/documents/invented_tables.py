"""An invented register and report: what their goldens are made of. Nothing in it is real.

`python tests/documents/invented_tables.py` writes the approved text and pictures anew; look at the difference.
"""

import runpy
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from odrdesk.documents import period_paper, register
from odrdesk.documents.facts import Paper
from odrdesk.documents.period_facts import ReportFacts
from odrdesk.documents.register_facts import RegisterFacts, RegisterRow
from odrdesk.domain.money import Fen
from odrdesk.domain.report import COLUMNS, COMPARED, Busy, Content, Difference, Row
from odrdesk.domain.reporting import Figure, FigureKey, Value, parse_period
from odrdesk.domain.vocabulary import GoodsClass
from odrdesk.domain.workdays import SHANGHAI

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent / "golden" / "tables"
MADE = datetime(2026, 11, 5, 9, 30, tzinfo=SHANGHAI)
UNIT = "上海浦江直播电子商务有限公司 浦东新区消费维权联络点"
SELLERS = ("杭州云雀家居用品有限公司", "深圳市前海跨境易购供应链管理有限公司", "个体工商户：阿强海鲜")
ENDS = ("和解：退款、加倍赔偿", "先行赔付", "和解不成，转市场监管部门", "消费者撤回", "协商中")
NAMES = ("张*", "欧阳*", "王*明", "阿***", "龑*堃", "𠮷*")
K = FigureKey
VALUES: dict[FigureKey, Value] = {
    K.REGISTERED: 198, K.ACCEPTED: 191, K.NOT_ACCEPTED: 3, K.MERGED: 4, K.CONCLUDED: 176, K.SETTLED: 142, K.FAILED: 26,
    K.WITHDRAWN: 8, K.SETTLEMENT_RATE: Decimal("84.52"), K.ON_TIME_RATE: Decimal("97.16"),
    K.MEAN_WORKING_DAYS: Decimal("4.63"), K.OPEN_AT_END: 57, K.OPEN_OVERDUE: 2,
    K.BY_CATEGORY: {"quality": 61, "false_claims": 44}, K.REFUND_EXTRA_FEN: Fen(8_123_450),
    K.RECOVERED_LOSS_FEN: Fen(10_441_230), K.PUNITIVE_FEN: Fen(2_150_000), K.PREPAID_COUNT: 14,
    K.PREPAID_FEN: Fen(2_318_000), K.PREPAID_RECOVERED_FEN: Fen(1_502_000), K.RECOVERY_RATE: Decimal("64.80"),
    K.TO_REGULATOR_RATE: Decimal("6.25"),
}  # fmt: skip


def register_of(count: int) -> RegisterFacts:
    rows = []
    for place in range(count):
        opened = datetime(2026, 10, 1, 9, 20, tzinfo=SHANGHAI) + timedelta(days=place % 31)
        amount, end = Fen(990 + 12_900 * (place % 9)), ENDS[place % len(ENDS)]
        settled = end.startswith(("和解：", "先行"))
        rows.append(
            RegisterRow(
                number=f"ODR-2026-{place + 1:05d}",
                registered_at=opened,
                channel="12315ODR",
                consumer=NAMES[place % len(NAMES)],
                merchant=SELLERS[place % len(SELLERS)],
                goods_class="服装鞋帽",
                category="虚假宣传",
                claims="退货",
                disputed=amount,
                officer="陈晓雯",
                outcome=end,
                recovered=amount if settled else Fen(0),
                punitive=Fen(0),
                prepaid=amount if end == "先行赔付" else Fen(0),
                closed_on=None if end == "协商中" else opened.date() + timedelta(days=9),
            )
        )
    return RegisterFacts(UNIT, date(2026, 10, 1), date(2026, 10, 31), MADE, "王丽", tuple(rows))


def report() -> ReportFacts:
    rows = []
    for place, goods in enumerate((GoodsClass.APPLIANCES, GoodsClass.CLOTHING, GoodsClass.FOOD, GoodsClass.COSMETICS)):
        parts = tuple((place * 7 + column * 3) % 9 for column in range(len(COLUMNS)))
        rows.append(Row(goods, sum(parts), sum(parts) - 2, sum(parts) - 5, Fen(1_234_500 * (place + 1)), parts))
    whole = Row(
        None,
        sum(row.accepted for row in rows),
        sum(row.concluded for row in rows),
        sum(row.settled for row in rows),
        Fen(sum(row.recovered for row in rows)),
        tuple(map(sum, zip(*(row.categories for row in rows), strict=True))),
    )
    compared = {key: VALUES[key] for key in COMPARED}
    before = compared | {K.ACCEPTED: 158, K.PREPAID_COUNT: 0, K.PREPAID_FEN: Fen(0), K.RECOVERY_RATE: None}
    content = Content(
        parse_period("2026-10"), date(2026, 10, 31), {key: Figure(value) for key, value in VALUES.items()}, compared,
        before, (*rows, whole), (Busy(SELLERS[0], 26, 14, 8), Busy(SELLERS[1], 21, 18, 2)), (Busy("浦江好物", 9, 9),),
        3, UNIT,
    )  # fmt: skip
    corrections = (
        Difference(K.ACCEPTED, 190, 191, ("ODR-2026-00412",)),
        Difference(K.BY_CATEGORY, {"quality": 60}, {"quality": 61}, ("ODR-2026-00412",)),
    )
    return ReportFacts(content, MADE, "王丽", 2, "a3f0c9d2" * 8, corrections)


def tables() -> Iterator[tuple[str, Callable[[], Paper]]]:
    yield "register", lambda: register.render(register_of(40))
    yield "register_empty", lambda: register.render(register_of(0))
    yield "period_report", lambda: period_paper.render(report())


def write() -> None:
    make = runpy.run_path(str(HERE.parent / "golden" / "make.py"))
    GOLDEN.mkdir(exist_ok=True)
    for old in (*GOLDEN.glob("*.png"), *GOLDEN.glob("*.txt")):
        old.unlink()
    for name, render in tables():
        content = render().content
        (GOLDEN / f"{name}.txt").write_text(make["text_of"](content), "utf-8")
        for number, picture in enumerate(make["pictures_of"](content), 1):
            (GOLDEN / f"{name}-{number}.png").write_bytes(make["png_of"](picture))


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parents[1])]
    write()

"""Search: every kind of word, by age and by deadline, against a LIKE scan of the same text; and the same rows found."""
# ruff: noqa: S608 -- the words are our own

from collections.abc import Iterator, Mapping
from functools import partial
from statistics import median

from measure import Figure, figure, in_turn, p95

from odrdesk.domain import grams
from odrdesk.domain.listing import Listing, Order
from odrdesk.services import lists
from odrdesk.services.desk import Desk

PAGE = 200
ROUNDS = 5
ORDERS = {"newest": ("d.id DESC", Order("newest")), "due": ("d.due ASC, d.id ASC", Order("due"))}
NOWHERE = "龘靐"
WORDS: Mapping[str, tuple[str, ...]] = {
    "two characters, frequent": ("退款", "质量", "发货"),
    "two characters, rare": ("璐颖", "瑶鲁", "宸熙"),
    "one character": ("茶", "龑"),
    "three characters": ("保质期", "智能手"),
    "four characters": ("空气炸锅", "虚假发货"),
    "two words": ("退一赔三 面膜", "检测 翡翠"),
    "figures": ("1388", "2026"),
}


def figures(desk: Desk) -> Iterator[Figure]:
    """The figures; first how many answers differed from the scan's, which should be none."""
    words = dict(WORDS) | _of_this_desk(desk)
    scan = _no_hit(desk)
    worst: list[float] = []
    differences = 0
    for kind, asked in words.items():
        for order in ORDERS:
            mine, theirs = [], []
            for word in asked:
                calls = {"find": partial(_found, desk, word, order), "scan": partial(_scanned, desk, word, order)}
                differences += calls["find"]() != calls["scan"]()
                taken = in_turn(calls, ROUNDS)
                mine += taken["find"]
                theirs += taken["scan"]
            worst.append(p95(mine))
            yield figure(f"search {kind}, {order}", mine, against=theirs)
    ratio = max(worst) / median(scan)
    yield Figure("search worst p95 to a scan", len(worst), max(worst), max(worst), ratio, "≤ 0.0333 ×", ratio <= 1 / 30)
    yield Figure("search scan that finds nothing", len(scan), median(scan), p95(scan))
    yield from _counts(desk)
    yield Figure("search answers that differ", len(worst), differences, differences, None, "0", differences == 0, "")


def _of_this_desk(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """Words only this desk can tell: names, ends of phone and order numbers of disputes spread over it."""
    with desk.reading() as session:
        query = """SELECT consumer_name, substr(consumer_phone, -4), substr(order_no, -6), live_host FROM dispute
                   WHERE id IN (SELECT max(id) * n / 4 FROM dispute, (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3)
                                GROUP BY n)"""
        found = session.connection().exec_driver_sql(query).fetchall()
    kinds = ("name", "end of a phone", "end of an order number", "host")
    return {kind: tuple(row[place] for row in found) for place, kind in enumerate(kinds)}


def _found(desk: Desk, word: str, order: str) -> tuple[list[int], int]:
    found = lists.opening(desk, Listing(text=word, order=ORDERS[order][1]), PAGE)
    return list(found.ids), found.total


def _scanned(desk: Desk, word: str, order: str) -> tuple[list[int], int]:
    """The same answer without an index: first page and count."""
    where = " AND ".join(f"s.content LIKE '%{part}%'" for part in grams.normal(word).split())
    rows = f"FROM dispute d JOIN search_text s ON s.dispute = d.id WHERE {where}"
    with desk.reading() as session:
        run = session.connection().exec_driver_sql
        found = run(f"SELECT d.id {rows} ORDER BY {ORDERS[order][0]} LIMIT {PAGE}".replace("%", "%%")).scalars()
        return list(found), int(run(f"SELECT count(*) {rows}".replace("%", "%%")).scalar_one())


def _no_hit(desk: Desk) -> list[float]:
    def scan() -> None:
        with desk.reading() as session:
            query = f"SELECT count(*) FROM search_text WHERE content LIKE '%%{NOWHERE}%%'"
            session.connection().exec_driver_sql(query).scalar_one()

    scan()
    return in_turn({"scan": scan}, ROUNDS)["scan"]


def _counts(desk: Desk) -> Iterator[Figure]:
    for word in ("退", "退款"):
        calls = {
            "count": partial(lists.counts, desk, [Listing(text=word)]),
            "scan": partial(_count_by_scan, desk, word),
        }
        taken = in_turn(calls, ROUNDS)
        name = {1: "one character", 2: "two characters"}[len(word)]
        yield figure(f"count {name}, exactly", taken["count"], against=taken["scan"], most=1 / 20)


def _count_by_scan(desk: Desk, word: str) -> int:
    with desk.reading() as session:
        query = f"SELECT count(*) FROM search_text WHERE content LIKE '%%{word}%%'"
        return int(session.connection().exec_driver_sql(query).scalar_one())

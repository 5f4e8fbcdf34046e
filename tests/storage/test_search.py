"""Search and lists against a plain oracle: every word as a substring, every condition in Python, sorted in Python."""

import operator
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain import grams
from odrdesk.domain.complaint import Order as Bought
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.listing import SORTS, VIEWS, Condition, Listing, Op, Order, Relative, parse
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Channel, State
from odrdesk.domain.workdays import day_of
from odrdesk.services.desk import Desk, create
from odrdesk.storage import disputes, listing, search

FACTS = (
    "宣传头层牛皮，检测为PU。要求退一赔三",
    "退款一直没有到账；客服说退货后再退款",
    "保质期已过 2 天 的燕窝",
    "ＰＵ材质，ｉＰｈｏｎｅ１５ 与描述不符",
    "A4纸少了一包，订单号见截图",
    "主播说 保真，实际是假货！",
    "100% 纯棉_不是 café",
)
PEOPLE = ("张某", "欧阳明", "单雄信", "李乐", "Ann O'Neil", "𠮷田")
SHOPS = ("上海浦江好物电子商务有限公司", "重庆长乐行", "好物", "PU 皮具行", None)
STATES = (State.REGISTERED, State.NEGOTIATING, State.CLOSED, State.SETTLED, State.WITHDRAWN)
COUNT = 120
TODAY = date(2026, 10, 16)


def _variant(simple: Dispute, place: int) -> Dispute:
    shop = SHOPS[place % len(SHOPS)]
    complaint = replace(
        simple.complaint,
        channel=list(Channel)[place % 4],
        channel_no=None,
        received_at=simple.complaint.received_at - timedelta(hours=7 * (place % 50)),
        consumer=Consumer(PEOPLE[place % len(PEOPLE)], f"138{place * 7919 % 100_000_000:08d}"),
        merchant=Merchant(shop) if shop else None,
        live=Live("浦江好物" if place % 3 else "直播间"),
        order=Bought(f"6920{place * 104_729:012d}", paid=Fen(100 * (place % 9))),
        claimed=None,
        facts=FACTS[place % len(FACTS)],
    )
    due = TODAY + timedelta(days=place % 13 - 6)
    clocks = (Clock("R-ODR", "x", due, due, due),) if place % 4 else ()
    officer = 1 if place % 3 == 1 else None
    number = f"ODR-2026-{place + 1:05d}"
    return replace(simple, number=number, complaint=complaint, clocks=clocks, state=STATES[place % 5], officer=officer)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, simple: Dispute, noon: datetime) -> Iterator[Desk]:
    """A desk with many disputes that nobody changes."""
    made = create(tmp_path_factory.mktemp("stock") / "desk", "Probe", practice=True, clock=lambda: noon)
    with made.writing() as session:
        for place in range(COUNT):
            disputes.add(session, _variant(simple, place))
    yield made
    made.close(backup=False)


@pytest.fixture(scope="module")
def known(simple: Dispute) -> dict[int, Dispute]:
    return {place + 1: _variant(simple, place) for place in range(COUNT)}


def _opened(desk: Desk, asked: Listing, limit: int = 200) -> tuple[list[int], int]:
    with desk.reading() as session:
        found = listing.opening(session, asked, TODAY, 1, limit)
        return list(found.ids), found.total


def _every(desk: Desk, asked: Listing) -> list[int]:
    with desk.reading() as session:
        return list(chain.from_iterable(listing.ids(session, asked, TODAY, 1)))


def _holds(dispute: Dispute, word: str) -> bool:
    text = search.text_of(dispute.complaint, dispute.number)
    complaint = dispute.complaint
    names = (complaint.consumer.name, complaint.merchant.name if complaint.merchant else "", complaint.live.room or "")
    said = {sound for name in names for sound in search.sounds(grams.normal(name))}
    typed = len(word) > 1 and word.isascii() and word.isalpha()
    return word in text or (typed and any(sound.startswith(word) for sound in said))


def _oracle(known: dict[int, Dispute], text: str) -> set[int]:
    words = grams.normal(text).split()
    return {key for key, dispute in known.items() if all(_holds(dispute, word) for word in words)}


_pieces = st.sampled_from(
    [*FACTS, *PEOPLE, *(shop for shop in SHOPS if shop), "13800007919", "6920000000104729", "ODR"]
)
_cuts = st.builds(
    lambda text, start, length: text[start : start + length], _pieces, st.integers(0, 18), st.integers(1, 7)
)
_sounds = st.sampled_from(
    ["zhang", "zm", "shanx", "dxx", "cqcl", "chongqing", "pj", "haowu", "hw", "zhongqing", "ouy", "u", "q"]
)
_texts = st.lists(st.one_of(_cuts, _sounds, st.text(max_size=3)), min_size=1, max_size=3).map(" ".join)


_keys = st.tuples(st.sampled_from(SORTS), st.booleans())
_orders = st.builds(lambda first, then: Order(*first, tuple(then)), _keys, st.lists(_keys, max_size=2))


@given(text=_texts, order=_orders, limit=st.sampled_from([1, 7, 200]))
def test_search_finds_exactly_what_holds_every_word(
    desk: Desk, known: dict[int, Dispute], text: str, order: Order, limit: int
) -> None:
    asked = Listing(text=text, order=order)
    wanted = _oracle(known, text)
    every = _every(desk, asked)
    assert set(every) == wanted
    assert _opened(desk, asked, limit) == (every[:limit], len(wanted))


@pytest.mark.parametrize("cap", [0, 10**9])
@pytest.mark.parametrize(
    "text", ["退款", "好物 138", "浦江", "138", "13", "头层牛皮", "haowu", "7919", "。", "没有的词"]
)
def test_every_plan_gives_the_same_answer(
    desk: Desk, known: dict[int, Dispute], monkeypatch: pytest.MonkeyPatch, text: str, cap: int
) -> None:
    monkeypatch.setattr(search, "CAP", cap)
    monkeypatch.setattr(search, "CAP_SHARE", 0)
    for budget in (5, 10**6):
        monkeypatch.setattr(search, "BUDGET", budget)
        for order in (Order("due"), Order("newest"), Order("merchant", down=True)):
            asked = replace(parse("open=yes"), text=text, order=order)
            wanted = {
                key for key in _oracle(known, text) if STATES[(key - 1) % 5] not in (State.CLOSED, State.WITHDRAWN)
            }
            every = _every(desk, asked)
            assert set(every) == wanted
            assert _opened(desk, asked, 6) == (every[:6], len(wanted))


def test_a_word_of_two_characters_is_found(desk: Desk) -> None:
    assert _opened(desk, Listing(text="退款"))[1] == len([place for place in range(COUNT) if place % 7 == 1])


def test_the_end_of_a_phone_and_of_an_order_number_is_found(desk: Desk, known: dict[int, Dispute]) -> None:
    sought = known[78].complaint
    assert 78 in _opened(desk, Listing(text=(sought.consumer.phone or "")[-4:]))[0]
    assert 78 in _opened(desk, Listing(text=(sought.order.no or "")[-6:]))[0]


@pytest.mark.parametrize("typed", ["danxiongxin", "shanxiongxin", "chanxiongxin", "dxx", "sxx", "xiongx", "dan"])
def test_every_reading_of_a_name_is_found_from_each_character_on(desk: Desk, typed: str) -> None:
    assert set(_opened(desk, Listing(text=typed))[0]) == {place + 1 for place in range(COUNT) if place % 6 == 2}


def test_search_follows_a_correction(tmp_path: Path, simple: Dispute, noon: datetime) -> None:
    desk = create(tmp_path / "desk", "Probe", practice=True, clock=lambda: noon)
    with desk.writing() as session:
        before = replace(simple, number=disputes.next_number(session, 2026))
        before = replace(before, key=disputes.add(session, before))
        corrected = replace(before.complaint, consumer=Consumer("王五", "13987654321"))
        disputes.save(session, before, replace(before, complaint=corrected))
    for text, count in (("张某", 0), ("zhangm", 0), ("5678", 0), ("王五", 1), ("ww", 1), ("4321", 1), ("头层", 1)):
        assert _opened(desk, Listing(text=text))[1] == count, text
    desk.close(backup=False)


_COMPARE = {Op.LT: operator.lt, Op.LE: operator.le, Op.GT: operator.gt, Op.GE: operator.ge, Op.EQ: operator.eq}


@pytest.mark.parametrize("op", _COMPARE)
@pytest.mark.parametrize("days", [-3, 0, 2])
def test_days_are_compared_as_shanghai_counts_them(desk: Desk, known: dict[int, Dispute], op: Op, days: int) -> None:
    day = TODAY + timedelta(days=days)
    due = _opened(desk, Listing((Condition("due", op, (Relative(days),)),)))[0]
    running = {key: one.clocks[0].due for key, one in known.items() if one.clocks}
    finished = (State.CLOSED, State.WITHDRAWN)
    assert set(due) == {
        k for k, value in running.items() if _COMPARE[op](value, day) and known[k].state not in finished
    }
    pivot = date(2026, 9, 25) + timedelta(days=days)
    received = _opened(desk, Listing((Condition("received", op, (pivot,)),)))[0]
    assert set(received) == {k for k, one in known.items() if _COMPARE[op](day_of(one.complaint.received_at), pivot)}


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("state=registered,settled", lambda d: d.state in (State.REGISTERED, State.SETTLED)),
        ("state!=registered,settled", lambda d: d.state not in (State.REGISTERED, State.SETTLED)),
        ("channel=green", lambda d: d.complaint.channel is Channel.GREEN),
        ("amount>=5.00", lambda d: (d.complaint.order.paid or 0) >= 500),
        ("amount<2", lambda d: (d.complaint.order.paid or 0) < 200),
        ("officer=me", lambda d: d.officer == 1),
        ("officer=none", lambda d: d.officer is None),
        ("officer!=none", lambda d: d.officer is not None),
        ("officer=owner", lambda d: d.officer == 1),
        ("officer=nobody", lambda _: False),
        ("officer!=owner", lambda d: d.officer is None),
        ("merchant=长乐", lambda d: d.complaint.merchant == Merchant("重庆长乐行")),
        ("merchant=直播", lambda d: d.complaint.merchant is None and d.complaint.live.room == "直播间"),
        ('consumer="Ann O\'Neil"', lambda d: d.complaint.consumer.name == "Ann O'Neil"),
        ("closed=none", lambda _: True),
        ("level=1 open=no", lambda d: d.state in (State.CLOSED, State.WITHDRAWN)),
    ],
)
def test_conditions_let_through_what_they_say(desk: Desk, known: dict[int, Dispute], text: str, passes: object) -> None:
    assert set(_opened(desk, parse(text))[0]) == {key for key, one in known.items() if passes(one)}


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_opens_and_lists_all_it_counts(desk: Desk, name: str) -> None:
    page, total = _opened(desk, VIEWS[name], limit=10)
    every = _every(desk, VIEWS[name])
    assert (page, total) == (every[:10], len(every))


def test_the_newest_come_first_and_last_when_turned_round(desk: Desk) -> None:
    assert _every(desk, Listing(order=Order("newest"))) == list(range(COUNT, 0, -1))
    assert _every(desk, Listing(order=Order("newest", down=True))) == list(range(1, COUNT + 1))


def test_what_is_never_due_stands_last(desk: Desk) -> None:
    with desk.reading() as session:
        dues = [row.due for row in listing.rows(session, _every(desk, Listing(order=Order("due"))))]
    days = [due for due in dues if due]
    assert days == sorted(days)
    assert dues[len(days) :] == [None] * (COUNT - len(days))


def test_ids_come_in_chunks_that_make_the_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "CHUNK", 10)
    with desk.reading() as session:
        chunks = [list(chunk) for chunk in listing.ids(session, Listing(), TODAY)]
    assert len(chunks) > 10
    monkeypatch.undo()
    assert list(chain.from_iterable(chunks)) == _every(desk, Listing())


def test_rows_come_in_the_order_of_their_keys_and_gone_ones_are_left_out(desk: Desk) -> None:
    with desk.reading() as session:
        found = listing.rows(session, [2, 999, 3])
        assert [row.key for row in found] == [2, 3]
        assert listing.numbers(session, [3, 999]) == {3: "ODR-2026-00003"}
    assert found[1].merchant == "好物"
    assert (found[0].officer, found[0].consumer, found[0].amount) == ("owner", "欧阳明", 100)

"""Several orders, prepaid balances, limits, the day of purchase, and what stands beside the figures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Law, RemedyFact, Verified
from odrdesk.domain.money import Fen
from odrdesk.domain.remedies import Given, Rate, Worksheet, work_out
from odrdesk.domain.remedy_answers import read_rate

TODAY = date(2026, 9, 30)
PRICES = st.integers(1, 10**9).map(Fen)
ORDERS = st.lists(st.integers(1, 10**7).map(Fen), min_size=2, max_size=8).map(tuple)


@pytest.fixture(scope="session")
def sheet(law: Law):
    def computed(code: str, *, on: date = TODAY, together: tuple[str, ...] = (), **facts) -> Worksheet:
        if "orders" in facts:
            facts = {"price": Fen(sum(facts["orders"])), "quantity": len(facts["orders"])} | facts
        return work_out(code, Given(**facts), law=law, on=on, with_codes=together)

    return computed


def answers(found: Worksheet) -> dict[str, int]:
    return {option.key: int(option.extra) for option in found.options}


def test_several_small_orders_stand_together_or_apart_and_neither_is_picked(sheet) -> None:
    # Food Safety Law 148(2): 10 x 88.00 = 880.00 < 1,000.00 as one matter; 1,000.00 for each of the two apart.
    found = sheet("A-FOOD", orders=(Fen(3800), Fen(5000)))
    assert (found.refund, found.extra, found.total) == (8800, None, None)
    assert answers(found) == {"orders_together": 100000, "orders_apart": 200000}
    assert RemedyFact.ORDERS_OF_ONE_MATTER in found.confirm


def test_orders_above_the_minimum_give_one_answer_either_way(sheet) -> None:
    found = sheet("A-FRAUD", orders=(Fen(20000), Fen(30000)))
    assert (found.extra, found.options) == (150000, ())


def test_a_knowing_buyers_many_orders_have_one_minimum_and_the_reasonable_share(sheet) -> None:
    # SPC Interpretation 2024 No. 9, Art 13: on the total of all purchases, within reasonable need.
    found = sheet("A-FOOD", orders=(Fen(100),) * 46, knowing=True, quantity=46, reasonable=4)
    assert answers(found)["knowing_reasonable"] == 100000
    assert answers(found)["not_knowing+orders_apart"] == 46 * 100000
    found = sheet("A-FOOD", orders=(Fen(20000),) * 30, knowing=True, quantity=60, reasonable=6)
    assert answers(found)["knowing_reasonable"] == 600000


def test_a_defect_has_a_limit_and_never_an_answer(sheet) -> None:
    # CPL 55(2): not more than twice the loss.
    found = sheet("A-DEFECT", loss=Fen(12_345_67))
    assert (found.limit, found.extra, found.total, found.options) == (24_691_34, None, None, ())
    assert {RemedyFact.DEFECT_KNOWN, RemedyFact.SERIOUS_HARM, RemedyFact.LIMIT_ONLY} <= set(found.confirm)
    assert RemedyFact.LIMIT_ONLY not in found.asked


def test_beside_another_remedy_a_limit_keeps_the_sum_open(sheet) -> None:
    found = sheet("A-FRAUD", price=Fen(12900), loss=Fen(100000), together=("A-DEFECT",))
    assert (found.extra, found.limit) == (None, 200000)
    assert [int(option.extra) for option in found.options] == [50000]


def test_a_prepaid_balance_is_paid_back_with_lpr_interest_where_the_operator_caused_it(sheet) -> None:
    # SPC Interpretation 2025 No. 4, Arts 15-17: 1,800.00 x 3.1% x 184 / 365 = 28.1293... = 28.13.
    told = {"price": Fen(300000), "used": Fen(120000), "since": date(2026, 3, 1), "until": date(2026, 9, 1)}
    found = sheet("A-PREPAID", lpr=Rate(Decimal("3.10"), date(2025, 6, 20), "x"), **told)
    assert (found.refund, found.extra, found.total) == (180000, 2813, 182813)
    assert {RemedyFact.OPERATOR_CAUSED, RemedyFact.RATE_AS_PUBLISHED} <= set(found.asked)
    both = sheet("A-PREPAID", lpr=Rate(Decimal("3.10")), deposit_rate=Rate(Decimal("1.50")), **told)
    assert both.extra is None
    assert answers(both) == {"by_operator": 2813, "by_consumer": 1361}


def test_no_rate_is_ever_assumed(sheet) -> None:
    found = sheet("A-PREPAID", price=Fen(300000), used=Fen(120000))
    assert (found.refund, found.extra) == (180000, 0)
    assert RemedyFact.INTEREST_NOT_COUNTED in found.confirm
    assert RemedyFact.OPERATOR_CAUSED not in found.confirm


def test_half_a_fen_of_interest_is_rounded_up(sheet) -> None:
    # 10.00 x 36.5% would be above the highest rate; 100.00 x 18.25% / 365 x 1 day = 0.05; half of it: 50.00 -> 0.025.
    told = {"since": date(2026, 3, 1), "until": date(2026, 3, 2), "lpr": Rate(Decimal("18.25"))}
    assert sheet("A-PREPAID", price=Fen(10000), **told).extra == 5
    assert sheet("A-PREPAID", price=Fen(5000), **told).extra == 3
    assert sheet("A-PREPAID", price=Fen(4998), **told).extra == 2


def test_the_wording_of_the_day_of_purchase_stands_beside_the_figure(sheet) -> None:
    found = sheet("A-FOOD", price=Fen(10000), on=date(2024, 8, 21))
    assert [article.source for article in found.articles] == ["《中华人民共和国食品安全法》第一百四十八条"]
    later = sheet("A-FOOD", price=Fen(10000), on=date(2024, 8, 22))
    assert any("第十三条" in article.source for article in later.articles)
    assert all(article.text.strip() for article in later.articles)
    assert sheet("A-FRAUD", price=Fen(10000)).articles[0].text.strip().startswith("经营者提供商品或者服务有欺诈行为的")


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("A-FRAUD", date(2014, 3, 14)),
        ("A-FOOD", date(2015, 9, 30)),
        ("A-DRUG", date(2019, 11, 30)),
        ("A-PREPAID", date(2025, 4, 30)),
    ],
)
def test_a_purchase_before_the_law_began_is_told_so(sheet, code: str, last: date) -> None:
    with pytest.raises(Refusal) as refused:
        sheet(code, price=Fen(10000), on=last)
    assert refused.value.code == "remedy.not_in_force"
    assert refused.value.data["on"] == last.isoformat()


def test_a_prepaid_contract_is_judged_by_the_day_it_ended(sheet) -> None:
    found = sheet("A-PREPAID", price=Fen(10000), on=date(2024, 1, 1), since=date(2026, 1, 1))
    assert (found.refund, found.on) == (10000, date(2026, 1, 1))


def test_who_else_is_liable_is_told_without_an_amount(sheet, law: Law) -> None:
    codes = {note.code for note in sheet("A-FOOD", price=Fen(10000)).notes}
    assert {"N-PLATFORM", "N-PLATFORM-ECL", "N-ROOM", "N-ROOM-DATA", "N-FOOD-PLATFORM"} <= codes
    assert "N-FOOD-PLATFORM" not in {note.code for note in sheet("A-FRAUD", price=Fen(10000)).notes}
    assert sheet("A-FRAUD", price=Fen(1), on=date(2018, 12, 31)).notes != sheet("A-FRAUD", price=Fen(1)).notes
    assert all(note.zh and note.en and note.source.startswith("《") for note in law.notes("A-FRAUD", TODAY))


def test_notices_on_imports_are_marked_as_not_yet_read(law: Law) -> None:
    notes = {note.code: note for note in law.notes("retail_import", TODAY)}
    assert notes["N-IMPORT-TAX"].verified is Verified.MEMORY
    assert "30日" in notes["N-IMPORT-TAX"].zh
    assert "N-IMPORT-TAX" not in {note.code for note in law.notes("direct_mail", TODAY)}


@pytest.mark.parametrize(
    ("code", "facts", "refusal", "field"),
    [
        ("A-DEFECT", {}, "loss.required", "loss"),
        ("A-FRAUD", {"price": Fen(100), "loss": Fen(1)}, "remedy.fact_not_used", "loss"),
        ("A-NR", {"orders": (Fen(1), Fen(2))}, "remedy.fact_not_used", "order"),
        ("A-FOOD", {"price": Fen(5), "orders": (Fen(1), Fen(2))}, "orders.not_the_price", "order"),
        ("A-FOOD", {"price": Fen(1), "orders": (Fen(1), Fen(0))}, "orders.not_the_price", "order"),
        ("A-FOOD", {"orders": (Fen(1), Fen(2)), "quantity": 1}, "quantity.out_of_range", "quantity"),
        ("A-PREPAID", {"price": Fen(5), "used": Fen(6)}, "used.over_price", "used"),
        ("A-PREPAID", {"price": Fen(5), "lpr": Rate(Decimal(3))}, "interest.day_missing", "since"),
        (
            "A-PREPAID",
            {"price": Fen(5), "since": date(2026, 2, 2), "until": date(2026, 2, 1)},
            "interest.reversed",
            "until",
        ),
        ("A-FRAUD", {"price": Fen(5), "since": date(2026, 2, 2)}, "remedy.fact_not_used", "since"),
    ],
)
def test_what_does_not_fit_is_refused(sheet, code: str, facts: dict[str, object], refusal: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        sheet(code, **facts)
    assert (refused.value.code, refused.value.field) == (refusal, field)


@pytest.mark.parametrize(("text", "percent"), [("3.10", "3.10"), ("3.1%", "3.1"), (" ３．１％ ", "3.1"), ("24", "24")])
def test_a_rate_is_read_as_published(text: str, percent: str) -> None:
    assert read_rate("lpr", text).percent == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "rate.unreadable"),
        ("abc", "rate.unreadable"),
        ("-3", "rate.unreadable"),
        ("1e1", "rate.unreadable"),
        ("3.1.0", "rate.unreadable"),
        (".", "rate.unreadable"),
        ("0", "rate.out_of_range"),
        ("24.01", "rate.out_of_range"),
        ("310", "rate.out_of_range"),
    ],
)
def test_a_rate_that_cannot_be_right_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_rate("lpr", text)
    assert (refused.value.code, refused.value.field) == (code, "lpr")


@given(PRICES, PRICES, st.sampled_from(["A-FRAUD", "A-FOOD", "A-DRUG"]))
def test_more_paid_is_never_less_extra_and_never_below_the_minimum(law: Law, one: Fen, other: Fen, code: str) -> None:
    low, high = (work_out(code, Given(price), law=law, on=TODAY).extra for price in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert law.amount(code, TODAY).minimum <= low <= high
    assert type(high) is Fen


@given(ORDERS, st.sampled_from(["A-FRAUD", "A-FOOD"]))
def test_orders_apart_never_give_less_than_together(law: Law, orders: tuple[Fen, ...], code: str) -> None:
    facts = Given(Fen(sum(orders)), orders=orders, quantity=len(orders))
    found = work_out(code, facts, law=law, on=TODAY)
    alone = work_out(code, Given(Fen(sum(orders))), law=law, on=TODAY).extra
    told = answers(found)
    assert told.get("orders_together", found.extra) == alone
    assert told.get("orders_apart", found.extra) >= told.get("orders_together", found.extra)


@given(PRICES, st.integers(0, 100), st.decimals("0.01", 24, places=2), st.integers(0, 4000))
def test_a_balance_is_never_more_than_was_prepaid_and_interest_is_whole_fen(
    law: Law, price: Fen, share: int, percent: Decimal, days: int
) -> None:
    used = Fen(int(price) * share // 100)
    until = date.fromordinal(date(2026, 1, 1).toordinal() + days)
    facts = Given(price, used=used, lpr=Rate(percent), since=date(2026, 1, 1), until=until)
    found = work_out("A-PREPAID", facts, law=law, on=TODAY)
    assert found.refund == price - used
    assert type(found.extra) is Fen
    exact = Decimal(int(price - used)) * days * percent / 36500
    assert abs(int(found.extra) - exact) <= Decimal("0.5")


def test_what_cannot_be_claimed_together_is_named_with_its_source(sheet) -> None:
    found = sheet("A-FOOD", price=Fen(10000))
    assert found.excludes == ("A-DRUG", "A-FRAUD", "A-PROMISE")
    assert "第九条" in found.excludes_source
    assert sheet("A-NR", price=Fen(10000)).excludes == ()

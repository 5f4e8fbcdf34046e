"""What the law gives besides the refund: the vectors, the choices it leaves, and what it does not allow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Law, RemedyFact
from odrdesk.domain.money import Fen
from odrdesk.domain.remedies import RemedyWhen, Worksheet, remedy

TODAY = date(2026, 9, 30)
PRICES = st.integers(1, 10**9).map(Fen)


@pytest.fixture(scope="session")
def sheet(law: Law):
    def computed(code: str, price: int, **facts) -> Worksheet:
        return remedy(code, Fen(price), law=law, on=TODAY, **facts)

    return computed


def answers(found: Worksheet) -> list[tuple[tuple[str, ...], int]]:
    return [(tuple(map(str, option.when)), int(option.extra)) for option in found.options]


@pytest.mark.parametrize(
    ("price", "extra"),
    [(12900, 50000), (16666, 50000), (16667, 50001), (20000, 60000), (1, 50000)],
)
def test_fraud_gives_three_times_the_price_and_at_least_five_hundred_yuan(sheet, price: int, extra: int) -> None:
    found = sheet("A-FRAUD", price)
    assert (found.refund, found.extra, found.total, found.options) == (price, extra, price + extra, ())


def test_golden_week_gives_629_yuan(sheet) -> None:
    found = sheet("A-FRAUD", 12900)
    assert found.total == Fen(62900)
    assert found.source == "《中华人民共和国消费者权益保护法》第五十五条第一款"
    assert found.confirm == ("fraud", "consumer_asks", "living_consumption")


@pytest.mark.parametrize("code", ["A-FOOD", "A-DRUG"])
@pytest.mark.parametrize("loss", [None, Fen(0)])
@pytest.mark.parametrize(
    ("price", "extra"),
    [(3880, 100000), (10000, 100000), (10001, 100010), (15000, 150000)],
)
def test_food_and_drugs_give_ten_times_the_price_where_there_is_no_loss(
    sheet, code: str, price: int, extra: int, loss: Fen | None
) -> None:
    found = sheet(code, price, loss=loss)
    assert (found.refund, found.extra, found.options) == (price, extra, ())


def test_a_loss_leaves_the_consumer_the_choice(sheet) -> None:
    found = sheet("A-FOOD", 20000, loss=Fen(300000))
    assert (found.extra, found.total) == (None, None)
    assert answers(found) == [(("price_multiple",), 200000), (("loss_multiple",), 900000)]
    assert [option.total for option in found.options] == [Fen(220000), Fen(920000)]
    assert RemedyFact.LOSS_OWED_BESIDES in found.confirm


def test_a_choice_between_equal_amounts_is_none(sheet) -> None:
    assert sheet("A-FOOD", 3880, loss=Fen(20000)).extra == Fen(100000)
    assert sheet("A-FOOD", 30000, loss=Fen(100000)).extra == Fen(300000)


def test_a_knowing_buyer_has_the_multiple_only_for_the_reasonable_quantity(sheet) -> None:
    found = sheet("A-FOOD", 600000, quantity=60, reasonable=6, knowing=True)
    assert (found.refund, found.extra) == (600000, None)
    assert answers(found) == [(("not_knowing",), 6000000), (("knowing_reasonable",), 600000)]
    assert {RemedyFact.BUYER_KNEW, RemedyFact.REASONABLE_QUANTITY} <= set(found.confirm)


def test_the_minimum_is_given_once_for_all_units_together(sheet) -> None:
    found = sheet("A-FOOD", 4600, quantity=46, reasonable=46, knowing=True)
    assert found.extra == Fen(100000)


def test_a_knowing_buyer_of_unknown_need_may_have_all_or_nothing(sheet) -> None:
    found = sheet("A-DRUG", 20000, knowing=True)
    assert answers(found) == [
        (("not_knowing",), 200000),
        (("knowing_reasonable",), 200000),
        (("knowing_beyond_reasonable",), 0),
    ]


def test_no_reasonable_quantity_gives_no_multiple_and_no_minimum(sheet) -> None:
    found = sheet("A-FOOD", 20000, quantity=4, reasonable=0, knowing=True)
    assert answers(found)[1] == (("knowing_reasonable",), 0)
    assert found.options[1].refund == Fen(20000)


def test_the_reasonable_part_of_the_price_is_rounded_half_up_once(sheet) -> None:
    found = sheet("A-FOOD", 100000, quantity=3, reasonable=1, knowing=True)
    assert answers(found)[1] == (("knowing_reasonable",), 333330)
    found = sheet("A-FOOD", 100001, quantity=2, reasonable=1, knowing=True)
    assert answers(found)[1] == (("knowing_reasonable",), 500010)


def test_more_than_was_bought_is_all_of_it(sheet) -> None:
    assert sheet("A-FOOD", 20000, quantity=2, reasonable=5, knowing=True).extra == Fen(200000)


def test_loss_and_knowledge_together_list_every_answer(sheet) -> None:
    found = sheet("A-FOOD", 600000, quantity=60, reasonable=6, knowing=True, loss=Fen(300000))
    assert answers(found) == [
        (("not_knowing", "price_multiple"), 6000000),
        (("not_knowing", "loss_multiple"), 900000),
        (("knowing_reasonable", "price_multiple"), 600000),
        (("knowing_reasonable", "loss_multiple"), 900000),
    ]


def test_without_knowledge_the_quantity_changes_nothing(sheet) -> None:
    assert sheet("A-FOOD", 60000, quantity=60, reasonable=6).extra == Fen(600000)


def test_a_buyer_who_knew_was_perhaps_not_deceived(sheet) -> None:
    found = sheet("A-FRAUD", 12900, knowing=True)
    assert found.extra is None
    assert answers(found) == [(("not_knowing",), 50000), (("knowing",), 0)]


def test_a_promise_is_kept_as_it_was_made(sheet) -> None:
    found = sheet("A-PROMISE", 12900, multiple=10)
    assert (found.refund, found.extra, found.total) == (12900, 129000, 141900)
    assert "法释〔2022〕8号" in found.source
    assert RemedyFact.STATUTE_MAY_GIVE_MORE not in found.confirm


def test_a_promise_below_the_law_is_pointed_out(sheet) -> None:
    found = sheet("A-PROMISE", 3000, multiple=10)
    assert found.extra == Fen(30000)
    assert RemedyFact.STATUTE_MAY_GIVE_MORE in found.confirm


@pytest.mark.parametrize(
    ("facts", "refund"), [({}, 89900), ({"gift": Fen(4900)}, 85000), ({"freight": Fen(1200)}, 91100)]
)
def test_a_no_reason_return_gives_the_price_less_the_gift_kept(sheet, facts: dict[str, Fen], refund: int) -> None:
    found = sheet("A-NR", 89900, **facts)
    assert (found.refund, found.extra, found.total) == (refund, 0, refund)


@pytest.mark.parametrize(
    ("code", "other", "article"),
    [
        ("A-FOOD", "A-FRAUD", "第九条"),
        ("A-FRAUD", "A-FOOD", "第九条"),
        ("A-DRUG", "A-FRAUD", "第九条"),
        ("A-PROMISE", "A-FRAUD", "第十条"),
        ("A-FRAUD", "A-FRAUD", ""),
    ],
)
def test_multiples_are_alternatives_and_are_not_added_up(sheet, code: str, other: str, article: str) -> None:
    with pytest.raises(Refusal) as refused:
        sheet(code, 12900, multiple=10 if code == "A-PROMISE" else None, with_codes=[other])
    assert refused.value.code == "remedy.alternatives"
    assert article in str(refused.value.data["source"])


def test_exclusion_is_mutual(law: Law) -> None:
    excludes = {amount.code: amount.excludes for amount in law.amounts}
    assert all(code in excludes[other] for code, others in excludes.items() for other in others)


def test_a_return_and_an_extra_amount_share_one_refund(sheet) -> None:
    for code, other in (("A-FRAUD", "A-NR"), ("A-NR", "A-FRAUD")):
        found = sheet(code, 12900, with_codes=[other])
        assert (found.code, found.refund, found.extra, found.total) == (code, 12900, 50000, 62900)
        assert found.source.count("《") == 2
    assert sheet("A-NR", 20000, loss=Fen(300000), with_codes=["A-FOOD"]).extra is None


@pytest.mark.parametrize(
    ("code", "facts", "refusal", "field"),
    [
        ("A-NONE", {}, "remedy.unknown", "code"),
        ("A-DEFECT", {}, "loss.required", "loss"),
        ("A-FRAUD", {"with_codes": ["A-NONE"]}, "remedy.unknown", "with"),
        ("A-PROMISE", {}, "multiple.required", "multiple"),
        ("A-PROMISE", {"multiple": 0}, "multiple.out_of_range", "multiple"),
        ("A-FRAUD", {"multiple": 10}, "remedy.fact_not_used", "multiple"),
        ("A-FRAUD", {"loss": Fen(1)}, "remedy.fact_not_used", "loss"),
        ("A-NR", {"knowing": True}, "remedy.fact_not_used", "knowing"),
        ("A-FOOD", {"gift": Fen(1)}, "remedy.fact_not_used", "gift"),
        ("A-NR", {"gift": Fen(12901)}, "gift.over_price", "gift"),
        ("A-FOOD", {"quantity": 0}, "quantity.out_of_range", "quantity"),
        ("A-FOOD", {"reasonable": -1}, "reasonable.out_of_range", "reasonable"),
    ],
)
def test_what_does_not_fit_is_refused(sheet, code: str, facts: dict[str, object], refusal: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        sheet(code, 12900, **facts)
    assert (refused.value.code, refused.value.field) == (refusal, field)


def test_nothing_paid_is_refused(sheet) -> None:
    with pytest.raises(Refusal) as refused:
        sheet("A-FRAUD", 0)
    assert refused.value.code == "price.not_positive"


def test_the_law_of_the_day_decides(law: Law) -> None:
    with pytest.raises(Refusal) as refused:
        remedy("A-PROMISE", Fen(12900), law=law, on=date(2022, 3, 14), multiple=10)
    assert refused.value.code == "remedy.not_in_force"


@given(PRICES, st.integers(1, 100), st.integers(0, 100))
def test_a_knowing_buyer_never_has_more_than_one_who_did_not_know(
    law: Law, price: Fen, quantity: int, reasonable: int
) -> None:
    full = remedy("A-FOOD", price, law=law, on=TODAY).extra
    found = remedy("A-FOOD", price, law=law, on=TODAY, quantity=quantity, reasonable=reasonable, knowing=True)
    assert full is not None
    assert found.extra in {None, full}
    assert all(option.extra <= full for option in found.options)
    assert all(type(option.total) is Fen for option in found.options)
    assert RemedyWhen.NOT_KNOWING in {when for option in found.options for when in option.when} or not found.options

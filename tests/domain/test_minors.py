"""Who is not of age: the data of children, capacity, and who is paid (PIPL 28, 31; 民法典 19, 20, 144, 145)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain import minors
from odrdesk.domain.complaint import Complaint, Order, problems, warnings
from odrdesk.domain.corrections import corrected, refusal_of
from odrdesk.domain.parties import Consumer, Guardian, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim

NOW = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
BOUGHT = date(2026, 4, 29)
BOY_ID, WOMAN_ID = "310115201305201238", "310115199003070017"
MOTHER = Guardian("王芳", "13912345678", date(2026, 4, 30), "书面")
BOY = Consumer("欧阳明", phone="13812345678", id_no=BOY_ID)
WHOLE = Complaint(
    channel=Channel.ODR12315,
    channel_no="3101150000000202604301234",
    received_at=NOW,
    consumer=BOY,
    merchant=Merchant("浦江好物"),
    order=Order(bought_on=BOUGHT),
    category=Category.CONTRACT,
    claims=(Claim.REFUND,),
    facts="未经监护人同意下单。",
)


def codes(draft: Complaint, now: datetime = NOW) -> dict[str, str]:
    return {problem.field: problem.code for problem in problems(draft, now)}


def test_a_childs_number_waits_for_the_guardians_consent() -> None:
    assert codes(WHOLE) == {"consumer.guardian": "guardian.required"}
    assert codes(replace(WHOLE, consumer=replace(BOY, guardian=MOTHER))) == {}


def test_the_birthday_of_the_number_goes_before_the_typed_one() -> None:
    grown = replace(BOY, born_on=date(1990, 5, 20))
    assert codes(replace(WHOLE, consumer=grown)) == {"consumer.born_on": "born.differs"}
    assert minors.is_child(grown, BOUGHT)
    assert codes(replace(WHOLE, consumer=replace(BOY, born_on=date(2013, 5, 20), guardian=MOTHER))) == {}


@pytest.mark.parametrize(("day", "child"), [("2027-05-19", True), ("2027-05-20", False), ("2027-05-21", False)])
def test_fourteen_is_reached_on_the_birthday_counted_on_the_day_of_the_act(day: str, child: bool) -> None:
    now = datetime.fromisoformat(f"{day}T12:00+08:00")
    assert ("consumer.guardian" in codes(WHOLE, now)) is child


def test_a_consent_of_tomorrow_or_of_the_child_itself_is_none() -> None:
    for guardian, code in (
        (replace(MOTHER, consent_on=date(2026, 5, 1)), "consent.in_future"),
        (replace(MOTHER, name="欧阳明"), "guardian.itself"),
        (replace(MOTHER, phone="139"), "phone.form"),
    ):
        assert codes(replace(WHOLE, consumer=replace(BOY, guardian=guardian))) == {"consumer.guardian": code}


@pytest.mark.parametrize(
    ("born", "code"),
    [
        ("2018-04-30", "minor.no_capacity"),
        ("2018-04-29", "minor.limited_capacity"),
        ("2008-04-30", "minor.limited_capacity"),
        ("2008-04-29", None),
    ],
)
def test_capacity_is_that_of_the_day_of_the_purchase(born: str, code: str | None) -> None:
    buyer = Consumer("李某", phone="13812345678", born_on=date.fromisoformat(born), guardian=MOTHER)
    found = [one for one in warnings(replace(WHOLE, consumer=buyer)) if one.field == "consumer.born_on"]
    assert [one.code for one in found] == ([code] if code else [])
    if code == "minor.limited_capacity":
        assert found[0].data["rule"] == "R-RATIFY30"


def test_the_day_of_receipt_counts_where_that_of_the_purchase_is_unknown() -> None:
    buyer = replace(BOY, guardian=MOTHER)
    assert [one.code for one in warnings(replace(WHOLE, consumer=buyer, order=Order()))] == ["minor.limited_capacity"]


def test_a_minors_money_goes_to_the_guardian() -> None:
    boy = replace(BOY, guardian=MOTHER)
    assert minors.payee(boy, BOUGHT) == "王芳"
    assert minors.payee_refusal(boy, BOUGHT) is None
    assert minors.payee_refusal(boy, BOUGHT, "王芳") is None
    named = minors.payee_refusal(boy, BOUGHT, "欧阳明")
    assert named is not None
    assert named.code == "payee.not_guardian"
    alone = minors.payee_refusal(BOY, BOUGHT)
    assert alone is not None
    assert alone.code == "payee.guardian_missing"
    grown = date(2031, 5, 20)
    assert minors.payee(boy, grown) == "欧阳明"
    assert minors.payee_refusal(BOY, grown) is None


# Drafts


@pytest.mark.parametrize(
    "typed", [BOY_ID, "３１０１１５２０１３０５２０１２３８", BOY_ID[:14], BOY_ID[:17], "310115 20130520 1238"]
)
def test_a_draft_keeps_no_number_of_a_child_without_consent(typed: str) -> None:
    kept = minors.without_number({"consumer.id_no": typed, "facts": "半句"}, NOW.date())
    assert kept == {"consumer.id_no": "", "facts": "半句"}


def test_a_typed_birthday_protects_a_number_that_is_not_right_yet() -> None:
    values = {"consumer.id_no": "3101", "consumer.born_on": "2013-05-20"}
    assert minors.without_number(values, NOW.date())["consumer.id_no"] == ""


def test_with_consent_and_for_the_grown_a_draft_keeps_the_number() -> None:
    told = {
        "guardian.name": "王芳",
        "guardian.phone": "13912345678",
        "guardian.consent_on": "2026-04-30",
        "guardian.consent_how": "书面",
    }
    with_consent = {"consumer.id_no": BOY_ID, **told}
    assert minors.without_number(with_consent, NOW.date()) == with_consent
    half = {**with_consent, "guardian.consent_how": " "}
    assert minors.without_number(half, NOW.date())["consumer.id_no"] == ""
    assert minors.without_number({"consumer.id_no": WOMAN_ID}, NOW.date()) == {"consumer.id_no": WOMAN_ID}


@given(st.text(), st.text())
def test_a_text_never_shows_a_childs_number(before: str, after: str) -> None:
    text = minors.hidden(f"{before} {BOY_ID} {after} {WOMAN_ID}", NOW.date())
    assert text == f"{before} 310115********1238 {after} {WOMAN_ID}"


# Corrections


def test_a_number_may_be_corrected_in_only_after_the_guardian() -> None:
    plain = replace(WHOLE, consumer=replace(BOY, id_no=None))
    early = refusal_of(plain, "consumer.id_no", BOY_ID, NOW)
    assert early is not None
    assert early.code == "guardian.required"
    for typed in ("王芳，13912345678，2026-04-30，书面", "王芳; 13912345678; 2026-04-30; 书面"):
        assert refusal_of(plain, "consumer.guardian", typed, NOW) is None
        guarded = corrected(plain, "consumer.guardian", typed)
        assert guarded.consumer.guardian == MOTHER
    assert refusal_of(guarded, "consumer.id_no", BOY_ID, NOW) is None
    whole = corrected(guarded, "consumer.id_no", BOY_ID)
    taken = refusal_of(whole, "consumer.guardian", None, NOW)
    assert taken is not None
    assert taken.code == "guardian.required"


@pytest.mark.parametrize("typed", ["王芳", "王芳，13912345678，书面", "，，，", "王芳，139，2026-04-30，书面"])
def test_a_guardian_that_is_not_whole_is_refused(typed: str) -> None:
    no = refusal_of(replace(WHOLE, consumer=replace(BOY, guardian=MOTHER)), "consumer.guardian", typed, NOW)
    assert no is not None
    assert no.code in {"guardian.unreadable", "phone.form"}

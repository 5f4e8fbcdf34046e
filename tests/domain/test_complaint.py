"""What an intake must contain."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from odrdesk.domain.complaint import Complaint, problems, require, summary, warnings
from odrdesk.domain.errors import Refusal
from odrdesk.domain.minors import years_old
from odrdesk.domain.parties import Consumer, Guardian, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim

NOW = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
WHOLE = Complaint(
    channel=Channel.ODR12315,
    channel_no="3101150000000202604301234",
    received_at=NOW,
    consumer=Consumer("张某", phone="13812345678"),
    merchant=Merchant("上海浦江好物电子商务有限公司"),
    category=Category.QUALITY,
    claims=(Claim.REFUND,),
    facts="收到即损坏。",
)


def codes(draft: Complaint) -> dict[str, str]:
    return {problem.field: problem.code for problem in problems(draft, NOW)}


def test_a_whole_intake_has_no_problem() -> None:
    assert problems(WHOLE, NOW) == ()
    assert warnings(WHOLE) == ()


def test_an_empty_intake_names_every_required_field() -> None:
    assert set(codes(Complaint())) == {
        "channel",
        "received_at",
        "consumer.name",
        "consumer.phone",
        "merchant.name",
        "category",
        "claims",
        "facts",
    }


def test_the_refusal_names_the_first_field_and_carries_all() -> None:
    with pytest.raises(Refusal) as no:
        require(replace(WHOLE, category=None, facts=" "), NOW)
    assert (no.value.code, no.value.field) == ("field.required", "category")
    assert no.value.data["problems"] == [("category", "field.required"), ("facts", "field.required")]


def test_a_reason_may_stand_for_the_phone_and_a_live_room_for_the_merchant() -> None:
    no_phone = replace(WHOLE, consumer=Consumer("张某", no_phone_reason="仅留邮箱"))
    room = replace(WHOLE, merchant=None, live=Live(room="浦江好物"))
    assert codes(no_phone) == {}
    assert codes(room) == {}


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"received_at": NOW + timedelta(seconds=1)}, "received_at", "received.in_future"),
        ({"consumer": Consumer("张" * 51, phone="13812345678")}, "consumer.name", "text.too_long"),
        ({"facts": "字" * 20_001}, "facts", "text.too_long"),
        ({"consumer": Consumer("张某", phone="1381234567")}, "consumer.phone", None),
        ({"consumer": Consumer("张某", phone="13812345678", id_no="310115201305201239")}, "consumer.id_no", None),
        ({"merchant": Merchant("某店", uscc="91350100M000100Y44")}, "merchant.uscc", None),
        ({"consumer": Consumer("张某", phone="13812345678", born_on=date(2026, 5, 2))}, "consumer.born_on", None),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(change: dict[str, object], field: str, code: str | None) -> None:
    found = codes(replace(WHOLE, **change))
    assert list(found) == [field]
    assert code is None or found[field] == code


def test_a_child_under_fourteen_needs_a_guardians_consent() -> None:
    boy = Consumer("李某", phone="13812345678", born_on=date(2013, 5, 20))
    assert codes(replace(WHOLE, consumer=boy)) == {"consumer.guardian": "guardian.required"}
    guardian = Guardian("李父", "13912345678", date(2026, 4, 30), "书面")
    assert codes(replace(WHOLE, consumer=replace(boy, guardian=guardian))) == {}
    assert codes(replace(WHOLE, consumer=replace(boy, born_on=date(2012, 4, 30)))) == {}


def test_age_counts_birthdays() -> None:
    assert years_old(date(2013, 5, 20), date(2026, 4, 29)) == 12
    assert years_old(date(2013, 5, 20), date(2026, 5, 20)) == 13
    assert years_old(date(2012, 2, 29), date(2026, 2, 28)) == 13


def test_the_identity_number_gives_a_child_away() -> None:
    boy = Consumer("李某", phone="13812345678", id_no="310115201305201238")
    assert codes(replace(WHOLE, consumer=boy)) == {"consumer.guardian": "guardian.required"}
    misread = replace(boy, id_no="310115201305201239")
    assert codes(replace(WHOLE, consumer=misread)) == {"consumer.id_no": "id.check_digit"}


def test_an_unusual_channel_number_is_only_a_warning() -> None:
    odd = replace(WHOLE, channel_no="12345")
    assert problems(odd, NOW) == ()
    assert [(one.field, one.code) for one in warnings(odd)] == [("channel_no", "channel_no.unusual")]


@pytest.mark.parametrize(
    ("facts", "goods", "line"),
    [
        ("宣传头层牛皮，检测为PU。要求退一赔三。", None, "宣传头层牛皮，检测为PU"),
        ("It broke. Twice!", None, "It broke"),
        ("价格399.00元，未发货！", None, "价格399.00元，未发货"),
        ("", "空气炸锅", "空气炸锅"),
        ("长" * 41, None, "长" * 39 + "\u2026"),
    ],
)
def test_the_first_sentence_says_what_it_is_about(facts: str, goods: str | None, line: str) -> None:
    assert summary(facts, goods) == line

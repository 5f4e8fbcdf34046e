"""The rules as shipped: complete, cited, and chosen by the day of their event."""

from collections.abc import Mapping
from datetime import date

import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Law, Unit, Verified

LENGTHS = {
    "R-ODR": (10, "workday"),
    "R-REG-ACC": (7, "workday"),
    "R-REG-MED-121": (60, "day"),
    "R-REG-TERM": (7, "workday"),
    "R-XBW-MED": (60, "day"),
    "R-NR-RET": (7, "day"),
    "R-NR-REFUND": (7, "day"),
    "R-QUAL-RET": (7, "day"),
    "R-REFUSE15": (15, "day"),
    "R-LIMIT3": (3, "year"),
    "R-PLD": (2, "year"),
    "R-PLD-10": (10, "year"),
    "R-3B-7": (7, "day"),
    "R-3B-15": (15, "day"),
    "R-FIRST": (1, "workday"),
    "R-ACC": (2, "workday"),
    "R-PLAN": (5, "workday"),
    "R-TOTAL": (10, "workday"),
    "R-SUP": (5, "workday"),
    "R-MERCH": (2, "workday"),
    "R-XBW-ACC": (7, "workday"),
    "R-IP-ACT": (1, "workday"),
    "R-IP-FWD": (1, "workday"),
    "R-IP-PUB": (1, "workday"),
    "R-PRE-NOTICE": (3, "workday"),
    "R-PRE-APPROVE": (2, "workday"),
    "R-PRE-PAY": (3, "workday"),
    "R-PRE-TOPUP": (10, "workday"),
    "R-PRE-APPEAL": (10, "workday"),
    "R-IP15": (15, "day"),
    "R-RATIFY30": (30, "day"),
    "R-JUDCONF": (30, "day"),
    "R-PREPAID7": (7, "day"),
    "R-L-OPINFO3": (3, "workday"),
    "R-L-OPINFO7": (7, "workday"),
    "R-L-REMIND5": (5, "workday"),
    "R-L-REVERIFY": (6, "month"),
    "R-RULES7": (7, "day"),
    "R-RET-TXN": (3, "year"),
    "R-RET-LIVE": (3, "year"),
    "R-RET-CONSENT": (5, "year"),
    "R-RET-PIPROV": (3, "year"),
    "R-RET-CASE": (3, "year"),
    "R-WX-MERCH": (48, "hour"),
    "R-IMPORT30": (30, "day"),
    "R-IMPORT45": (45, "day"),
}
TODAY = date(2026, 11, 23)
BOOK = {"key": "x", "title": "X", "verified": "memory"}
ROW = {
    "code": "R-X",
    "version": "1",
    "name": "x",
    "name_en": "x",
    "unit": "day",
    "length": 7,
    "instrument": "x",
    "verified": "memory",
}


def law_of(*rows: Mapping[str, object]) -> Law:
    return Law.from_documents([{"instrument": [BOOK], "rule": list(rows)}])


@pytest.mark.parametrize(("code", "length"), LENGTHS.items(), ids=LENGTHS)
def test_every_limit_has_its_length(law: Law, code: str, length: tuple[int, str]) -> None:
    rule = law.rule(code, TODAY)
    assert (rule.length, rule.unit.value) == length


def test_the_regulators_limit_changes_overnight(law: Law) -> None:
    before, after = law.rule("R-REG-MED", date(2026, 4, 14)), law.rule("R-REG-MED", date(2026, 4, 15))
    assert (before.code, before.length, before.unit) == ("R-REG-MED-20", 45, Unit.WORKDAY)
    assert (after.code, after.length, after.unit) == ("R-REG-MED-121", 60, Unit.DAY)
    assert before.source != after.source


def test_a_rule_out_of_force_is_refused(law: Law) -> None:
    for code, on in (("R-REG-MED-20", date(2026, 4, 15)), ("R-REG-MED-121", date(2026, 4, 14))):
        with pytest.raises(Refusal) as refused:
            law.rule(code, on)
        assert refused.value.code == "rule.not_in_force"
        assert refused.value.data == {"rule": code, "on": on.isoformat()}


def test_live_room_duties_begin_on_the_first_of_february(law: Law) -> None:
    with pytest.raises(Refusal):
        law.rule("R-L-REMIND5", date(2026, 1, 31))
    assert law.rule("R-L-REMIND5", date(2026, 2, 1)).length == 5
    (duty,) = law.duties
    assert (duty.code, duty.months) == ("R-L-REPORT", (1, 7))
    assert not duty.in_force(date(2026, 1, 31))


def test_an_unknown_code_is_refused(law: Law) -> None:
    with pytest.raises(Refusal) as refused:
        law.rule("R-NONE", TODAY)
    assert refused.value.code == "rule.unknown"
    with pytest.raises(Refusal) as refused:
        law.amount("A-NONE", TODAY)
    assert refused.value.code == "remedy.unknown"


def test_only_the_regulators_mediation_may_be_paused(law: Law) -> None:
    assert {rule.code for rule in law.rules if rule.pause_allowed} == {"R-REG-MED-20", "R-REG-MED-121"}


def test_all_limits_roll_but_those_in_hours(law: Law) -> None:
    assert {rule.unit for rule in law.rules if not rule.rolls} == {Unit.HOUR}


def test_every_row_is_cited_and_named_in_both_languages(law: Law) -> None:
    for rule in law.rules:
        assert rule.source.startswith(("《", "全国", "微信", "本机构"))
        assert rule.name
        assert rule.name_en.isascii()
    assert law.rule("R-REG-ACC", TODAY).source == "《中华人民共和国消费者权益保护法》第四十六条"


def test_policy_is_told_from_law(law: Law) -> None:
    policy = {rule.code for rule in law.rules if rule.verified is Verified.POLICY}
    assert policy == {
        "R-FIRST", "R-ACC", "R-PLAN", "R-TOTAL", "R-SUP", "R-MERCH", "R-XBW-ACC", "R-RET-CASE",
        "R-PRE-NOTICE", "R-PRE-APPROVE", "R-PRE-PAY", "R-PRE-TOPUP", "R-PRE-APPEAL",
        "R-IP-ACT", "R-IP-FWD", "R-IP-PUB",
    }  # fmt: skip


def test_an_article_is_quoted_only_while_it_stands(law: Law) -> None:
    article = law.article("civil", "第二百零三条", TODAY)
    assert article is not None
    assert article.text.startswith("期间的最后一日是法定休假日的，")
    assert article.source == "《中华人民共和国民法典》第二百零三条"
    assert law.article("civil", "第二百零三条", date(2020, 12, 31)) is None
    assert law.article("civil", "第一条", TODAY) is None
    assert law.cite("cpl", "第三十九条") == "《中华人民共和国消费者权益保护法》第三十九条"


def test_a_later_document_replaces_a_row(law: Law) -> None:
    changed = Law.from_documents(
        [{"instrument": [BOOK], "rule": [ROW]}, {"rule": [ROW | {"length": 9, "note": "changed"}]}]
    )
    assert [(rule.length, rule.note) for rule in changed.rules] == [(9, "changed")]
    assert len(law.instruments) > 20


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"unit": "week"}, "law.unreadable"),
        ({"length": -1}, "law.unreadable"),
        ({"length": True}, "law.unreadable"),
        ({"length": "7"}, "law.unreadable"),
        ({"name": None}, "law.unreadable"),
        ({"rolls": "no"}, "law.unreadable"),
        ({"from": "2026-01-01"}, "law.unreadable"),
        ({"verified": "perhaps"}, "law.unreadable"),
        ({"instrument": "y"}, "law.instrument_unknown"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        law_of(ROW | change)
    assert refused.value.code == code


def test_two_versions_may_not_stand_on_one_day() -> None:
    older = ROW | {"version": "0", "to": date(2026, 4, 15)}
    law_of(older, ROW | {"from": date(2026, 4, 16)})
    for newer in (ROW | {"from": date(2026, 4, 15)}, ROW):
        with pytest.raises(Refusal) as refused:
            law_of(older, newer)
        assert refused.value.code == "law.overlap"
    with pytest.raises(Refusal):
        law_of(ROW | {"code": "R-A", "family": "R-F"}, ROW | {"code": "R-B", "family": "R-F"})


def test_a_document_without_tables_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Law.from_documents([{"rule": "R-X"}])
    assert refused.value.code == "law.unreadable"
    with pytest.raises(Refusal):
        Law.from_documents([{"instrument": [BOOK], "duty": [ROW | {"months": [13]}]}])
    with pytest.raises(Refusal):
        Law.from_documents([{"instrument": [BOOK], "amount": [ROW | {"confirm": ["anything"]}]}])
    with pytest.raises(Refusal):
        Law.from_documents([{"instrument": [BOOK], "amount": [ROW | {"excludes": "A-X"}]}])

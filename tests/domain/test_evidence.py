"""Which slots disputes should fill (电子商务法 arts. 31, 62; 直播电商监督管理办法 art. 16), names and timecodes."""

import tomllib
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Dispute, EvidenceMark, Performance, Settlement, Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import (
    NAME_LIMIT,
    Passage,
    SlotRule,
    Told,
    checked,
    filled_slots,
    key_in,
    missing_slots,
    needed_slots,
    safe_name,
    shown_name,
    slots_of,
    timecode,
)
from odrdesk.domain.guards import Act
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Clerk, Consumer, Guardian, Live
from odrdesk.domain.steps import refusal_of
from odrdesk.domain.vocabulary import Category, Claim, EvidenceSlot, ItemKind, PaperKind, Payer, Role, State, Step

NOW = datetime(2026, 10, 12, 2, 0, tzinfo=UTC)
RULES = tuple(
    SlotRule.parse(row)
    for row in tomllib.loads((Path(__file__).parents[2] / "resources" / "evidence" / "slots.toml").read_text("utf-8"))[
        "rule"
    ]
)
S = EvidenceSlot


def dispute(**changes: object) -> Dispute:
    told: dict[str, object] = {
        "received_at": NOW,
        "consumer": Consumer("张某", "13812345678"),
        "live": Live("浦江好物", "小鹿"),
        "order": Order(bought_on=date(2026, 9, 20)),
        "category": Category.FALSE_CLAIMS,
        "claims": (Claim.REFUND,),
    }
    return Dispute(1, "ODR-2026-00001", State.FAILED, Complaint(**{**told, **changes}), accepted_at=NOW)  # type: ignore[arg-type]


def needed(case: Dispute) -> set[EvidenceSlot]:
    return set(needed_slots(case, RULES))


def test_order_and_payment_are_needed_whatever_it_is_about() -> None:
    for category in Category:
        assert {S.ORDER, S.PAYMENT} <= needed(dispute(category=category))


@pytest.mark.parametrize(
    ("changes", "slots"),
    [
        ({}, {S.LIVE_REPLAY}),
        ({"live": Live()}, {S.PAGE}),
        ({"category": Category.PRICE}, {S.LIVE_REPLAY, S.PAGE}),
        ({"category": Category.FOOD_SAFETY}, {S.GOODS}),
        ({"category": Category.COUNTERFEIT, "live": Live()}, {S.GOODS}),
        ({"category": Category.AFTER_SALES}, {S.CHAT}),
        ({"category": Category.IP}, {S.RIGHTS, S.PAGE}),
        ({"category": Category.OTHER, "claims": (Claim.DAMAGES,)}, {S.EXPENSE}),
        (
            {
                "category": Category.OTHER,
                "consumer": Consumer("李某", "138", guardian=Guardian("李父", "139", date(2026, 4, 30), "letter")),
            },
            {S.IDENTITY},
        ),
    ],
)
def test_a_kind_of_dispute_needs_what_proves_it(changes: dict[str, object], slots: set[EvidenceSlot]) -> None:
    assert needed(dispute(**changes)) == {S.ORDER, S.PAYMENT} | slots


def test_the_article_is_that_of_the_day_of_purchase() -> None:
    """直播电商监督管理办法 is in force from 2026-02-01; before, 网络交易监督管理办法 art. 20 asks for the video."""
    for bought, words in ((date(2026, 1, 31), "网络交易监督管理办法"), (date(2026, 2, 1), "直播电商监督管理办法")):
        case = dispute(order=Order(bought_on=bought))
        replay = next(one for one in slots_of(case, RULES) if one.slot is S.LIVE_REPLAY)
        assert replay.needed
        assert replay.source
        assert words in replay.source.zh


@pytest.mark.parametrize("state", [State.NOT_ACCEPTED, State.TRANSFERRED, State.MERGED, State.WITHDRAWN])
def test_who_was_not_worked_on_needs_no_evidence_to_be_closed(state: State) -> None:
    assert needed(replace(dispute(), state=state)) == set()
    assert needed(replace(dispute(), accepted_at=None)) == set()


def test_what_was_withdrawn_fills_no_slot() -> None:
    case = replace(dispute(), evidence=(EvidenceMark(1, S.ORDER), EvidenceMark(2, S.PAYMENT, valid=False)))
    assert filled_slots(case) == {S.ORDER}
    assert missing_slots(case, needed(case)) == (S.PAYMENT, S.LIVE_REPLAY)


def test_missing_slots_come_first_and_filled_ones_besides_come_last() -> None:
    case = replace(dispute(), evidence=(EvidenceMark(1, S.RIGHTS), EvidenceMark(2, S.ORDER)))
    found = slots_of(case, RULES)
    assert [one.slot for one in found if one.needed] == [S.ORDER, S.PAYMENT, S.LIVE_REPLAY]
    assert [one.slot for one in found if one.missing] == [S.PAYMENT, S.LIVE_REPLAY]
    assert found[-1].slot is S.RIGHTS
    assert not found[-1].needed


def performed(proof: str) -> Dispute:
    term = Term(ItemKind.REFUND, Fen(100), Payer.MERCHANT)
    return replace(
        dispute(),
        state=State.PERFORMED,
        settlement=Settlement(NOW, (term,)),
        performances=(Performance(date(2026, 10, 12), Fen(100), proof),),
        evidence=tuple(
            EvidenceMark(key, slot) for key, slot in enumerate((S.ORDER, S.PAYMENT, S.LIVE_REPLAY, S.OTHER))
        ),
    )


def test_a_performance_is_proved_by_an_item_it_names() -> None:
    assert missing_slots(performed("转账回单"), needed(performed("转账回单"))) == (S.PERFORMANCE,)
    assert missing_slots(performed("3"), needed(performed("3"))) == ()
    assert missing_slots(performed("#3"), needed(performed("#3"))) == ()


def test_closing_is_held_by_an_empty_slot_unless_acknowledged() -> None:
    clerk = Clerk(1, "主管", frozenset({Role.SUPERVISOR}))
    case = replace(dispute(), accepted_at=None)
    act = Act(clerk, NOW, NOW, needed=frozenset({S.ORDER, S.PAYMENT}))
    no = refusal_of(case, Step.CLOSE, {}, act)
    assert no
    assert (no.code, no.field, no.data["slots"]) == (
        "close.evidence_missing",
        "missing_acknowledged",
        [S.ORDER, S.PAYMENT],
    )
    assert refusal_of(case, Step.CLOSE, {"missing_acknowledged": True}, act) is None
    whole = replace(case, evidence=(EvidenceMark(1, S.ORDER), EvidenceMark(2, S.PAYMENT)))
    assert refusal_of(whole, Step.CLOSE, {}, act) is None
    assert PaperKind.ACCEPTANCE_NOTICE  # papers come first where both are missing
    both = refusal_of(replace(case, accepted_at=NOW), Step.CLOSE, {}, act)
    assert both
    assert both.code == "close.papers_missing"


@pytest.mark.parametrize(
    ("proof", "key"),
    [("12", 12), ("#12", 12), (" 0007 ", 7), ("20260930", None), ("尾号 12", None), ("１２", None), ("", None)],
)
def test_a_bare_number_names_an_item_and_words_do_not(proof: str, key: int | None) -> None:
    assert key_in(proof) == key


def test_a_proof_that_names_no_valid_item_of_the_case_is_refused() -> None:
    clerk = Clerk(1, "专员", frozenset({Role.OFFICER}))
    term = Term(ItemKind.REFUND, Fen(100), Payer.MERCHANT)
    case = replace(
        dispute(),
        state=State.SETTLED,
        settlement=Settlement(NOW, (term,)),
        evidence=(EvidenceMark(4, S.PERFORMANCE), EvidenceMark(5, S.PERFORMANCE, valid=False)),
    )
    act = Act(clerk, NOW, NOW)
    for proof, code in (("4", None), ("5", "perform.proof_unknown"), ("6", "perform.proof_unknown"), ("回单", None)):
        no = refusal_of(case, Step.PERFORM, {"amount": Fen(100), "proof": proof}, act)
        assert (no.code if no else None) == code


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("00:42:10", "00:42:10"),
        ("42:10", "00:42:10"),
        ("1:2:3", "01:02:03"),
        ("75:30", "01:15:30"),
        ("４２：１０", "00:42:10"),
    ],
)
def test_timecodes_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert timecode("from", typed) == read


@pytest.mark.parametrize("typed", ["42", "0:61:00", "00:00:60", "一点", "-1:00", "1:2:3:4", "42:1O"])
def test_a_timecode_that_is_none_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Refusal) as no:
        timecode("to", typed)
    assert (no.value.code, no.value.field) == ("evidence.timecode", "to")


def test_a_passage_does_not_end_before_it_begins() -> None:
    with pytest.raises(Refusal, match=r"evidence\.passage_backwards"):
        checked(Told(S.PROMISE, passage=Passage("00:10:00", "09:59")))
    told = checked(Told(S.PROMISE, note="  备注 ", origin="", passage=Passage("42:10", "00:42:10", " 假一赔十 ")))
    assert (told.note, told.origin, told.passage) == ("备注", None, ("00:42:10", "00:42:10", "假一赔十"))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("C:\\用户\\下载\\订单.png", "订单.png"),
        ("/home/x/a b.pdf", "a b.pdf"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("零\u200b宽.txt", "零宽.txt"),
        ("👨‍👩‍👧 合影.jpg", "👨‍👩‍👧 合影.jpg"),
        ("bad\udcff.txt", "bad.txt"),
        ("\n\t.", "file"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_names_lose_what_is_hidden_and_keep_what_is_written(raw: str, name: str) -> None:
    assert shown_name(raw) == name


def test_a_long_name_keeps_its_ending() -> None:
    assert shown_name("长" * 400 + ".mp4") == "长" * (NAME_LIMIT - 4) + ".mp4"
    assert shown_name("a." + "b" * 400) == "a." + "b" * (NAME_LIMIT - 2)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
def test_every_name_can_be_kept_shown_and_written_to_any_disk(raw: str) -> None:
    name = shown_name(raw)
    assert 0 < len(name) <= NAME_LIMIT
    assert shown_name(name) == name
    assert not {"/", "\\", "\0", "\n"} & set(name)
    assert not any(unicodedata.category(one) in {"Cc", "Cs"} or unicodedata.bidirectional(one) == "RLO" for one in name)
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 150
    assert not set(safe) & set('\\/:*?"<>|')
    assert safe.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
    assert safe == safe.strip(". ")


def test_every_rule_says_what_it_proves_in_both_languages() -> None:
    for rule in RULES:
        assert rule.proves.zh
        assert rule.proves.en.isascii() or "“" in rule.proves.en
    assert len({(r.slot, r.needed, r.categories, r.claims, r.live, r.since, r.until) for r in RULES}) == len(RULES)

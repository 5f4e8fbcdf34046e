"""Papers of a settlement in Chinese and English: both texts whole, amounts in both kinds of words, Chinese prevails."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.documents import english
from odrdesk.documents.facts import OrderFacts, PartyFacts
from odrdesk.documents.lint import lint
from odrdesk.documents.worker import render, wording_of
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Language, PaperKind

Pages = Callable[[bytes], list[str]]
BOTH = {"language": Language.ZH_EN}


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "RMB zero yuan only"),
        (5, "RMB zero yuan and five fen"),
        (1005, "RMB ten yuan and five fen"),
        (1230, "RMB twelve yuan and thirty fen"),
        (62900, "RMB six hundred and twenty-nine yuan only"),
        (103880, "RMB one thousand and thirty-eight yuan and eighty fen"),
        (1640902, "RMB sixteen thousand four hundred and nine yuan and two fen"),
        (2000000, "RMB twenty thousand yuan only"),
        (10700053, "RMB one hundred and seven thousand yuan and fifty-three fen"),
        (10_000_000_000, "RMB one hundred million yuan only"),
        (100_000_001_00, "RMB one hundred million and one yuan only"),
    ],
)
def test_an_amount_in_english_words(fen: int, words: str) -> None:
    assert english.amount(Fen(fen)) == words


VALUES = {word: value for value, word in enumerate(english._ONES)} | {
    word: 10 * value for value, word in enumerate(english._TENS) if word
}
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def read(words: str) -> int:
    """The number that English words tell, put together another way than they were taken apart."""
    total = part = 0
    for word in words.replace("-", " ").split():
        if word in VALUES:
            part += VALUES[word]
        elif word == "hundred":
            part *= 100
        elif word in SCALES:
            total, part = total + part * SCALES[word], 0
    return total + part


@given(st.integers(0, 999_999_999_999))
def test_every_number_in_words_is_read_back(value: int) -> None:
    assert read(english.number(value)) == value


def test_less_than_nothing_has_no_words() -> None:
    with pytest.raises(ValueError, match="-1"):
        english.amount(Fen(-1))


def test_a_day_names_its_month() -> None:
    assert english.day(date(2026, 10, 11)) == "11 October 2026"


def test_both_texts_of_the_agreement_are_whole(facts: Any, pages: Pages) -> None:
    facts = facts.agreement(
        consumer=PartyFacts("John Smith"), claims_en="return of the goods; refund; punitive damages", **BOTH
    )
    text = "".join(pages(render(facts).content))
    for words in (
        "消费纠纷和解协议书",
        "SettlementAgreementofaConsumerDispute",
        "JohnSmith",
        "PartyA(consumer)",
        "人民币629.00元（大写：陆佰贰拾玖元整）",
        "RMB629.00inall(RMBsixhundredandtwenty-nineyuanonly)",
        "2026年10月20日",
        "20October2026",
        "Multipledamages",
        "以中文文本为准",
        "theChinesetextprevails",
        "unofficialtranslation",
        "backbythewayinwhichitwaspaid",
        "****7890",
        "PartyBbearsthefreightofthereturn",
        "punitivedamages",
        "甲方签名",
        "（盖章处）",
        "threecopiesofequaleffect",
        "LawofthePeople'sRepublicofChinaontheProtectionofConsumerRightsandInterests",
        "PersonalInformationProtectionLaw",
    ):
        assert words in text.replace("\u2019", "'"), words
    assert "None" not in text


@pytest.mark.parametrize("waives", [True, False])
def test_a_waiver_stands_in_both_languages_or_in_none(facts: Any, pages: Pages, waives: bool) -> None:
    text = "".join(pages(render(facts.agreement(waives_punitive=waives, **BOTH)).content))
    assert ("不再另行主张惩罚性赔偿" in text) is waives
    assert ("nofurtherpunitivedamages" in text) is waives
    assert ("expresslygiveup" in text) is not waives


def test_the_notice_tells_result_performance_and_ways(facts: Any, pages: Pages) -> None:
    text = "".join(pages(render(facts.settlement(**BOTH)).content))
    for words in (
        "NoticeofSettlementandClosing",
        "15October2026",
        "16October2026",
        "退款流水2026101622001",
        "suein",
        "Article39",
        "特此通知",
    ):
        assert words in text, words


@pytest.mark.parametrize("kind", ["agreement", "settlement"])
def test_the_file_is_clean_and_never_ends_with_signatures_alone(facts: Any, pages: Pages, kind: str) -> None:
    made = render(getattr(facts, kind)(**BOTH))
    assert lint(made.content) == ()
    last = pages(made.content)[-1]
    assert "法律条文请核对" in last
    assert "thisagreement" in last.lower() or "peoplescourt" in last.replace("'", "").replace("\u2019", "")


def test_long_names_and_hostile_words_are_set_whole(facts: Any, pages: Pages) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff" * 4
    order = OrderFacts("{total|money}<b>" * 30, "1" * 60)
    text = "".join(pages(render(facts.agreement(consumer=PartyFacts(name), order=order, **BOTH)).content))
    assert name in text
    assert "{total|money}<b>{total|money}<b>" in text


def test_the_version_named_before_is_that_of_the_paper(facts: Any) -> None:
    for kind, told in (
        (PaperKind.SETTLEMENT_AGREEMENT, facts.agreement(**BOTH)),
        (PaperKind.SETTLEMENT_NOTICE, facts.settlement(**BOTH)),
    ):
        assert wording_of(told, kind) == render(told).wording
        assert wording_of(told, kind) != wording_of(facts.agreement(), PaperKind.SETTLEMENT_AGREEMENT)

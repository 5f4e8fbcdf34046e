"""The wording files: whole for every case, filled once, and never speaking as an authority."""

from datetime import date
from pathlib import Path

import pytest

from odrdesk.documents.wording import Wording, chinese_number, day, wording
from odrdesk.domain.errors import Fault
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, Payer
from odrdesk.places import resource

NAMES = ("acceptance_notice", "settlement_agreement", "settlement_notice")


def made(**words: object) -> Wording:
    return Wording("made", "made@0", words)


def test_a_value_is_never_searched_for_placeholders_again() -> None:
    assert made().fill("{a}与{b}", {"a": "{b}", "b": "{a|money}"}) == "{b}与{a|money}"


def test_filters_print_dates_amounts_and_numerals() -> None:
    values = {"on": date(2026, 10, 20), "sum": Fen(62900), "n": 3}
    text = made().fill("{on|date}（{on|weekday}）{sum|money}元（{sum|capitals}）一式{n|number}份", values)
    assert text == "2026年10月20日（星期二）629.00元（陆佰贰拾玖元整）一式三份"


@pytest.mark.parametrize("text", ["{unknown}", "{a|unknown}", "{a|date}"])
def test_a_placeholder_that_cannot_be_filled_is_a_fault_that_names_it(text: str) -> None:
    with pytest.raises(Fault) as caught:
        made().fill(text, {"a": "x"})
    assert (caught.value.code, caught.value.data["place"]) == ("papers.wording_broken", text)


def test_a_paragraph_stands_only_under_its_condition() -> None:
    texts = ["一", {"when": "a", "text": "二"}, {"unless": "a", "text": "三"}, {"when": "b", "text": "四"}]
    assert made().paragraphs(texts, {"a": "x", "b": ""}) == ["一", "二"]


def test_a_wording_that_is_no_toml_is_a_fault() -> None:
    with pytest.raises(Fault):
        wording("no_such_paper")


@pytest.mark.parametrize("name", NAMES)
def test_the_version_names_the_content(name: str) -> None:
    version = wording(name).version
    assert version.startswith(f"{name}-0@")
    assert len(version.partition("@")[2]) == 12


@pytest.mark.parametrize(
    "file", sorted((*resource("papers").glob("*.toml"), *resource("papers").glob("*.tpl"))), ids=lambda file: file.name
)
def test_the_enterprise_never_styles_itself_an_authority(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not any(word in text for word in ("决定", "我局", "我委", "责令", "裁决"))


def test_there_are_words_for_every_kind_of_item_and_every_payer() -> None:
    words = wording("settlement_agreement")
    assert all(words.word("kinds", kind) for kind in ItemKind)
    assert all(words.word(table, payer) for table in ("sides", "payers") for payer in Payer)


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一")])
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_a_day_has_no_leading_noughts() -> None:
    assert day(date(2026, 1, 5)) == "2026年1月5日"

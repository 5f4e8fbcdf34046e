import ast
import contextvars
import re
import string
import threading
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from odrdesk import text
from odrdesk.domain import complaint, fund_vocabulary, paper_vocabulary, vocabulary
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.facts import FACTS
from odrdesk.domain.vocabulary import Channel, Claim, State

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
SOURCES = sorted((ROOT / "odrdesk").rglob("*.py"))
ENUMS = [
    thing
    for thing in (
        *vars(vocabulary).values(),
        *vars(fund_vocabulary).values(),
        *vars(paper_vocabulary).values(),
    )
    if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum
]


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    yield
    text.set_language("zh_CN")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@cache
def named_calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every call of a bare name in the sources, with where it stands."""
    return tuple(
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )


def calls(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    return ((where, node) for where, node in named_calls() if node.func.id in names)


def code_of(call: ast.Call) -> str | None:
    """`Refusal(code, …)`, `Fault(code, …)`, `Problem(field, code, …)`; None where the code is not written out."""
    place = 1 if call.func.id == "Problem" else 0
    code = call.args[place] if len(call.args) > place else None
    return code.value if isinstance(code, ast.Constant) and isinstance(code.value, str) else None


# The spoken language


def test_chinese_is_spoken_until_told_otherwise() -> None:
    assert text.language() == "zh_CN"
    assert text.word(State.NEGOTIATING) == "协商中"


def test_the_language_switches_while_running() -> None:
    text.set_language("en")
    assert text.word(State.NEGOTIATING) == "In negotiation"
    text.set_language("zh_CN")
    assert text.word(State.NEGOTIATING) == "协商中"


def test_an_unknown_language_is_refused_and_the_old_one_kept() -> None:
    text.set_language("en")
    with pytest.raises(Refusal) as refused:
        text.set_language("fr")
    assert refused.value.code == "language.unknown"
    assert text.language() == "en"


def test_a_thread_given_the_context_speaks_the_same_language() -> None:
    text.set_language("en")
    heard: list[str] = []
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(lambda: heard.append(text.language()),))
    thread.start()
    thread.join()
    assert heard == ["en"]


def test_a_source_string_without_translation_stays_chinese() -> None:
    text.set_language("en")
    assert text.gettext("没有人翻译过这一句") == "没有人翻译过这一句"


def test_the_english_catalogue_is_found_and_compiled() -> None:
    text.set_language("en")
    assert "Language: en" in text.gettext("")


# Sentences


def test_a_sentence_shows_its_data() -> None:
    refusal = Refusal("word.unknown", "channel", word="抖音", words=[Channel.PHONE, Channel.WECHAT])
    assert text.refusal_text(refusal) == "没有“抖音”这一项。请从这些词中选一个：电话、微信。"
    text.set_language("en")
    assert text.refusal_text(refusal) == "There is no entry “抖音”. Choose one of: Phone, WeChat."


def test_a_sentence_names_its_field(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        text, "messages", lambda: {"x.missing": text.Phrase("缺少“{field}”。", "“{field}” is missing.")}
    )
    assert text.refusal_text(Refusal("x.missing", "why")) == "缺少“原因”。"
    assert text.refusal_text(Refusal("x.missing", "unheard_of")) == "缺少“unheard_of”。"
    text.set_language("en")
    assert text.refusal_text(Refusal("x.missing", "why")) == "“Reason” is missing."


def test_a_placeholder_may_name_the_vocabulary_of_its_codes() -> None:
    refusal = Refusal("step.not_from_state", state="ext_pending", step="close")
    assert "“已转外部待受理”" in text.refusal_text(refusal)
    assert "“结案”" in text.refusal_text(refusal)
    papers = Refusal("close.papers_missing", papers=["settlement_notice", "case_report"])
    assert "和解/结案通知书、案件报告" in text.refusal_text(papers)
    assert "出具文书" in text.refusal_text(Refusal("step.role", step="paper.issue", role="officer"))


def test_every_vocabulary_that_a_placeholder_names_is_there() -> None:
    named = {
        name
        for row in text.messages().values()
        for _, _, spec, _ in (*string.Formatter().parse(row.zh), *string.Formatter().parse(row.en))
        for name in (spec or "").split("|")
        if name
    }
    assert {name for name in named if not text.vocabulary(name)} == set()


def test_times_are_shown_in_shanghai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "messages", lambda: {"x.at": text.Phrase("在 {at}", "at {at}")})
    assert text.sentence("x.at", {"at": datetime(2026, 9, 30, 16, 30, tzinfo=UTC)}) == "在 2026-10-01 00:30"


def test_a_missing_fact_or_row_never_hides_the_refusal() -> None:
    assert "“?”" in text.refusal_text(Refusal("word.unknown"))
    assert text.fault_text(Fault("no.such.row", path="/x")) == "no.such.row"


def test_every_code_has_one_row() -> None:
    seen: list[str] = []
    for path in sorted((RESOURCES / "messages").glob("*.toml")):
        seen += tomllib.loads(path.read_text("utf-8"))
    assert sorted(seen) == sorted(set(seen))
    assert set(seen) == set(text.messages())


def test_codes_are_dotted_lower_case() -> None:
    assert [code for code in text.messages() if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", code)] == []


def test_every_sentence_has_the_same_placeholders_in_both_languages() -> None:
    differing = [code for code, row in text.messages().items() if placeholders(row.zh) != placeholders(row.en)]
    assert differing == []


def test_every_sentence_is_whole_and_in_its_language() -> None:
    for code, row in text.messages().items():
        assert re.search(r"[\u4e00-\u9fff]", row.zh), code
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"“[^”]*”|《[^》]*》|\([^)]*\)", "", row.en)), code
        assert row.zh.endswith(("。", "？", "！")), code
        assert row.en.endswith((".", "?", "!")), code


def test_every_code_that_is_raised_has_a_row() -> None:
    raised = {code: place for place, call in calls({"Refusal", "Fault", "Problem"}) if (code := code_of(call))}
    assert {code: place for code, place in raised.items() if code not in text.messages()} == {}


def test_every_placeholder_is_given_where_the_code_is_raised() -> None:
    lacking = {}
    for place, call in calls({"Refusal", "Fault"}):
        row = text.messages().get(code_of(call) or "")
        given = {keyword.arg for keyword in call.keywords} | ({"field"} if call.args[1:] else set())
        if row is not None and None not in given and (missing := placeholders(row.zh) - given):
            lacking[place] = missing
    assert lacking == {}


# Terms of the trade


@pytest.mark.parametrize("enum_class", ENUMS, ids=lambda enum_class: enum_class.__name__)
def test_every_member_has_a_word_and_every_word_a_member(enum_class: type[StrEnum]) -> None:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", enum_class.__name__).lower()
    assert set(text.vocabulary(name)) == {member.value for member in enum_class}


@pytest.mark.parametrize("enum_class", ENUMS, ids=lambda enum_class: enum_class.__name__)
def test_words_lead_back_to_their_member_in_both_languages(enum_class: type[StrEnum]) -> None:
    for language in text.Language:
        text.set_language(language)
        for member in enum_class:
            assert text.member(enum_class, text.word(member)) is member
            assert text.member(enum_class, member.value) is member


def test_every_fact_of_a_step_and_field_of_a_complaint_has_a_label() -> None:
    facts = {fact.name for step in FACTS.values() for fact in step}
    whole = {problem.field for problem in complaint.problems(complaint.Complaint(), datetime(2026, 9, 30, tzinfo=UTC))}
    assert (facts | whole) - set(text.vocabulary("field")) == set()


WORDS = [path for path in sorted((RESOURCES / "vocabulary").glob("*.toml")) if path.stem != "field"]


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_no_spelling_means_two_things(path: Path) -> None:
    owner: dict[str, str] = {}
    for code, row in text.vocabulary(path.stem).items():
        for spelling in {"".join(each.split()).casefold() for each in (code, row.zh, row.en, *row.also)}:
            assert owner.setdefault(spelling, code) == code


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("退还货款和服务费用", Claim.REFUND),
        (" 退款 ", Claim.REFUND),
        ("REFUND", Claim.REFUND),
        ("价保", Claim.PRICE_PROTECTION),
    ],
)
def test_words_codes_and_other_spellings_are_understood(words: str, claim: Claim) -> None:
    assert text.member(Claim, words) is claim


def test_an_unknown_word_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(Refusal) as refused:
        text.member(Channel, "抖音", "channel")
    assert (refused.value.code, refused.value.field) == ("word.unknown", "channel")
    assert "联络点现场" in text.refusal_text(refused.value)


# The English catalogue


@cache
def source_strings() -> frozenset[str]:
    found = extract_from_dir(
        str(ROOT / "odrdesk"),
        method_map=[("**.py", "python")],
        keywords={"gettext": None, "_": None, "ngettext": (1, 2)},
    )
    strings: set[str] = set()
    for file, _line, message, _comments, _context in found:
        if Path(file).name == "gallery.py":  # samples of our own widgets, for whoever draws them
            continue
        strings |= set(message) if isinstance(message, tuple) else {message}
    return frozenset(strings)


def english() -> Iterator[Message]:
    for path in sorted((RESOURCES / "locale/en/LC_MESSAGES").glob("*.po")):
        with path.open("rb") as readable:
            yield from (message for message in read_po(readable, locale="en") if message.id)


def both(forms: str | tuple[str, ...] | list[str]) -> list[str]:
    return [forms] if isinstance(forms, str) else list(forms)


def test_every_chinese_source_string_has_its_english() -> None:
    translated = {said for message in english() if message.string and not message.fuzzy for said in both(message.id)}
    assert source_strings() - translated - {""} == set()


def test_no_translation_is_left_over() -> None:
    assert {said for message in english() for said in both(message.id)} - source_strings() == set()


def test_translations_keep_the_placeholders() -> None:
    for message in english():
        for said in both(message.string):
            assert placeholders(said) == placeholders(both(message.id)[0]), message.id

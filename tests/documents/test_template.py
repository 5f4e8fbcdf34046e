"""The language of the templates: what it prints, what it refuses and where, and that no value is ever read as one."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.documents.facts import IpLetter, PaperFacts
from odrdesk.documents.template import Chosen, Part, Template
from odrdesk.documents.template_fields import schema
from odrdesk.documents.template_reading import MOST_CHARACTERS, read
from odrdesk.documents.wording import shipped, wording
from odrdesk.documents.worker import render
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.places import resource
from odrdesk.text import messages

KINDS = sorted(path.stem for path in resource("papers").glob("*.tpl"))
HOSTILE = (
    "</para><img src=/etc/passwd>", "{金额.合计}", "{应收合计|金额}", "@完", "# 标题", "{{7*7}}", "%(x)s", "${x}",
    "\x00\x07\x1b[31m", "甲" * 10_000,
)  # fmt: skip
HEAD = "# 题\n@开头\n{0}\n@正文\n## 一\n{1}\n@结尾\n完\n@说明\n{{文书版本}}"
VALUES: dict[str, object] = {
    "consumer": "张某",
    "claims": "",
    "total": Fen(62900),
    "copies": 3,
    "agreed_on": date(2026, 10, 20),
    "issued_at": datetime(2026, 10, 20, 16, 30, tzinfo=UTC),
    "waives": False,
    "has_money": True,
    "paid": None,
    "has_paid": False,
    "version": "v",
    "items": (
        {"what": "退还货款", "payer": "乙方", "amount": Fen(12900), "due": date(2026, 10, 20)},
        {"what": "退回商品", "payer": "甲方", "amount": Fen(0), "due": None},
    ),
}


def agreement(body: str, opening: str = "开头") -> str:
    return HEAD.format(opening, body)


def template(body: str, opening: str = "开头") -> Template:
    reading = read("settlement_agreement", agreement(body, opening))
    assert reading.template is not None, reading.flaws
    return reading.template


def printed(body: str, **values: object) -> list[str]:
    found = template(body).sections(VALUES | values)
    return found[0].texts if found else []


def flaws(text: str, kind: str = "settlement_agreement") -> list[tuple[int, int, str]]:
    return [(one.at.line, one.at.column, one.code) for one in read(kind, text).flaws]


# What is printed


def test_a_field_is_printed_as_it_is_or_by_its_filter() -> None:
    line = "{消费者}于{和解日期|日期}（{和解日期|星期}、{和解日期|月日}）得{应收合计|金额}元（{应收合计|大写}）"
    told = "张某于2026年10月20日（星期二、10月20日）得629.00元（陆佰贰拾玖元整）"
    assert printed(line) == [told]
    assert printed("{份数}即{份数|中文数}份") == ["3即三份"]
    assert printed("{消费者|脱敏}") == ["张*"]


def test_a_moment_is_shown_in_shanghai() -> None:
    assert printed("{出具时间|时间}，{出具时间|日期}") == ["2026-10-21 00:30，2026年10月21日"]


def test_what_has_a_condition_stands_only_where_it_holds() -> None:
    body = "@若 诉求\n甲\n@否则\n乙\n@完\n@若无 放弃惩罚性赔偿\n丙\n@完"
    assert printed(body) == ["乙", "丙"]
    assert printed(body, claims="退款", waives=True) == ["甲"]


def test_a_list_is_gone_through_and_counted() -> None:
    body = "@每 项 于 履行事项\n{序|中文数}、{项.事项}\n@若 项.期限\n{项.期限|日期}前\n@完\n@完"
    assert printed(body) == ["一、退还货款", "2026年10月20日前", "二、退回商品"]


def test_a_list_within_a_list_keeps_both_counts() -> None:
    body = "@每 甲项 于 履行事项\n@每 乙项 于 履行事项\n{序}{甲项.事项}{乙项.事项}\n@完\n{序}\n@完"
    assert printed(body) == [
        "1退还货款退还货款", "2退还货款退回商品", "1", "1退回商品退还货款", "2退回商品退回商品", "2",
    ]  # fmt: skip


def test_a_sentence_is_put_together_once_and_named() -> None:
    text = "@句 事实\n甲\n@若 有款项\n应收{应收合计|金额}元\n@完\n。\n@完\n" + agreement("{事实}\n@若 事实\n有\n@完")
    reading = read("settlement_agreement", text)
    assert reading.template is not None
    assert reading.template.sections(VALUES)[0].texts == ["甲应收629.00元。", "有"]


def test_a_section_without_words_is_not_printed_and_one_may_go_without_numbers() -> None:
    found = template("@若 诉求\n甲\n@完\n## 二\n@不编号\n乙\n@空行\n丙").sections(VALUES)
    assert [(one.head, one.texts, one.numbered) for one in found] == [("二", ["乙", "blank_line", "丙"], False)]


def test_full_width_signs_of_an_input_method_are_understood() -> None:
    assert printed("＠若 有款项\n｛应收合计｜金额｝\n＠完") == ["629.00"]


def test_a_paragraph_may_begin_with_a_sign() -> None:
    assert printed("\\@甲\n\\#乙\n\\\\丙") == ["@甲", "#乙", "\\丙"]


def test_the_title_may_depend_on_the_case() -> None:
    text = shipped("settlement_notice")
    assert text is not None
    reading = read("settlement_notice", text)
    assert reading.template is not None
    assert reading.template.line(Part.TITLE, {"closed_on": None}) == "消费纠纷和解通知书"
    assert reading.template.line(Part.TITLE, {"closed_on": date(2026, 1, 1)}) == "消费纠纷和解结案通知书"


# What is refused, and where


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("甲{消费人}", (6, 3, "template.unknown_field")),
        ("  甲{ 消费人 }", (6, 5, "template.unknown_field")),
        ("{消费者|大小写}", (6, 6, "template.unknown_filter")),
        ("{消费者|金额}", (6, 6, "template.filter_unfit")),
        ("{消费者|日期}", (6, 6, "template.filter_unfit")),
        ("{和解日期}", (6, 1, "template.filter_needed")),
        ("{放弃惩罚性赔偿}", (6, 1, "template.flag_printed")),
        ("甲{}", (6, 3, "template.name_empty")),
        ("甲{消费者", (6, 2, "template.brace_alone")),
        ("甲}", (6, 2, "template.brace_alone")),
        ("{{7*7}}", (6, 1, "template.brace_alone")),
        ("{消费者.name}", (6, 2, "template.unknown_field")),
        ("{__class__}", (6, 2, "template.no_field")),
        ("@如果 诉求", (6, 1, "template.no_construct")),
        ("@若否 诉求", (6, 1, "template.unknown_construct")),
        ("@签署 甲方", (6, 1, "template.placed_by_layout")),
        ("@表 履行", (6, 4, "template.unknown_table")),
        ("@附件", (6, 1, "template.no_table")),
        ("@完", (6, 1, "template.end_alone")),
        ("@否则", (6, 1, "template.else_alone")),
        ("  @若 诉求\n甲", (6, 3, "template.not_ended")),
        ("@若\n@完", (6, 1, "template.condition_empty")),
        ("@每 履行事项", (6, 4, "template.each_form")),
        ("@每 项 于 消费者\n@完", (6, 8, "template.not_a_list")),
        ("@每 诉求 于 履行事项\n@完", (6, 4, "template.name_taken")),
        ("@每 项 于 履行事项\n{项.价格}\n@完", (7, 2, "template.unknown_field")),
        ("{序}", (6, 2, "template.no_field")),
        ("@若 诉求\n@结尾", (7, 1, "template.part_inside")),
        ("@正文", (6, 1, "template.part_twice")),
        ("@主送\n甲", (6, 1, "template.part_unprinted")),
        ("# 又一个标题", (6, 1, "template.title_late")),
        ("### 小", (6, 1, "template.heading_place")),
        ("##", (6, 1, "template.heading_empty")),
        ("@句 事实\n甲", (6, 1, "template.not_ended")),
        ("@不编号 甲", (6, 6, "template.rest_unread")),
    ],
)
def test_a_flaw_is_found_at_its_line_and_column(body: str, found: tuple[int, int, str]) -> None:
    assert found in flaws(agreement(body))
    assert read("settlement_agreement", agreement(body)).template is None


def test_what_stands_before_any_part_or_lacks_one_is_told() -> None:
    assert flaws("甲") == [
        (1, 1, "template.before_parts"),
        *[(1, 1, "template.part_missing")] * 5,
    ]


def test_the_nearest_name_is_offered() -> None:
    found = [one for one in read("settlement_agreement", agreement("{合计|金额}{和解日|日期}")).flaws if not one.mild]
    assert [one.data["near"] for one in found] == ["应收合计", "和解日期"]


def test_what_a_case_may_lack_is_pointed_out_but_allowed() -> None:
    reading = read("settlement_agreement", agreement("{实付金额|金额}\n@若 有实付金额\n{实付金额|金额}\n@完"))
    assert [(one.at.line, one.code, one.mild) for one in reading.flaws] == [(6, "template.may_be_missing", True)]
    assert reading.template is not None
    with pytest.raises(Refusal) as refused:
        reading.template.sections(VALUES)
    assert (refused.value.code, refused.value.data["line"], refused.value.data["name"]) == (
        "template.value_missing", 6, "实付金额",
    )  # fmt: skip


def test_a_text_that_is_too_long_or_too_deep_is_refused() -> None:
    assert flaws("甲" * (MOST_CHARACTERS + 1)) == [(1, 1, "template.text_too_long")]
    deep = "\n".join(["@若 诉求"] * 9 + ["@完"] * 9)
    assert (14, 1, "template.too_deep") in flaws(agreement(deep))


def test_a_number_beyond_the_numerals_is_refused_with_its_line() -> None:
    with pytest.raises(Refusal) as refused:
        template("{份数|中文数}").sections(VALUES | {"copies": 100})
    assert refused.value.code == "template.value_unfit"


@given(st.text(alphabet=st.sampled_from("@#{}|\\若无否则完每于句表主送正文 序消费者诉求.\n＠｛"), max_size=60))
def test_reading_never_fails_and_every_flaw_lies_inside_the_text(typed: str) -> None:
    reading = read("settlement_agreement", typed)
    lines = typed.split("\n")
    for flaw in reading.flaws:
        assert 1 <= flaw.at.line <= len(lines)
        assert 1 <= flaw.at.column <= len(lines[flaw.at.line - 1]) + 1
        assert flaw.code in messages()


# Values are never read


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_value_is_printed_letter_by_letter(typed: str) -> None:
    assert printed("甲{消费者}乙", consumer=typed) == [f"甲{typed}乙"]
    inserts = template("甲\n{消费者}").sections(VALUES | {"consumer": "@表 履行事项"})[0].texts
    assert [type(one) for one in inserts] == [str, str]


@given(st.text(max_size=200))
def test_no_text_whatever_is_read_as_part_of_the_template(typed: str) -> None:
    assert printed("{消费者}{消费者}", consumer=typed) == [typed * 2]


def test_a_hostile_name_reaches_the_page_as_typed(facts: Any, pages: Any) -> None:
    name = "{应收合计|金额}@完{{7*7}}%(x)s</para><img src=/etc/passwd>"
    told = facts.agreement(consumer=replace(facts.agreement().consumer, name=name))
    text = agreement("甲方是{消费者}。\n@表 履行事项")
    made = render(replace(told, template=Chosen(7, text)))
    whole = "".join(pages(made.content))
    assert f"甲方是{name}。".replace(" ", "") in whole
    assert made.wording.startswith("settlement_agreement-7@")
    assert made.wording in whole


def test_a_page_break_and_an_empty_line_are_set(facts: Any, pages: Any) -> None:
    text = agreement("甲方\n@空行\n乙方\n@分页\n## 二\n丙方得{应收合计|金额}元")
    plain = pages(render(replace(facts.agreement(), template=Chosen(1, text.replace("@分页\n", "")))).content)
    parted = pages(render(replace(facts.agreement(), template=Chosen(1, text))).content)
    assert len(parted) == len(plain) + 1
    assert "二、二" in parted[1]
    assert "丙方得629.00元" in parted[1]


# What comes with the program


@pytest.mark.parametrize("kind", KINDS)
def test_a_shipped_template_has_no_flaw(kind: str) -> None:
    assert read(kind, shipped(kind) or "").flaws == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained_in_both_languages(kind: str) -> None:
    known = schema(kind)
    assert [one.name for one in known.fields.values() if not (one.zh and one.en)] == []
    assert len({one.value for one in known.fields.values()}) == len(known.fields)


def every_field(kind: str) -> str:
    """A template that asks for everything the schema promises, and prints what it can."""
    known = schema(kind)
    lines = []
    for one in known.fields.values():
        how = {"day": "|日期", "moment": "|时间", "money": "|金额", "list": "|顿号"}.get(one.kind, "")
        shown = f"{{{one.name}{how}}}" if one.kind != "flag" and not one.parts else one.name
        lines += [f"@若 {one.name}", shown, "@完"]
        if one.parts:
            inside = [f"@若 项.{part.name}\n{part.name}\n@完" for part in one.parts.values()]
            lines += [f"@每 项 于 {one.name}", *inside, "@完"]
    body = ["@正文", "## 一", *lines, "## 二", *[f"@表 {name}" for name in known.tables]]
    words = {"title": "# 题", "address_line": "@主送\n甲", "opening": "@开头\n甲", "closing": "@结尾\n甲"}
    parts = [words[part] for part in known.parts if part in words]
    if "section" not in known.parts:
        return "\n".join([*parts, "@说明", *lines])
    return "\n".join([*parts, *body, "@说明", "{文书版本}"])


FACTS = {
    "acceptance_notice": "acceptance",
    "registration_form": "registration",
    "settlement_agreement": "agreement",
    "settlement_notice": "settlement",
    "lead_sheet": "lead_sheet",
    "transfer_letter": "transfer",
    "supplement_notice": "supplement",
    "refusal_notice": "refused",
    "failure_notice": "failure",
    "closing_notice": "closing",
    "contact_record": "contacts",
    "performance_receipt": "receipt",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_layout_gives_every_value_that_the_schema_promises(facts: Any, kind: str) -> None:
    if kind in FACTS:
        told = getattr(facts, FACTS[kind])()
    elif kind.startswith("ip_"):
        day = date(2026, 10, 8)
        shared = {one.name: getattr(facts.acceptance(), one.name) for one in fields(PaperFacts)}
        told = IpLetter(**shared, letter=PaperKind(kind), notice_on=day, measures_on=day, reached_on=day, due_on=day)
    else:
        told = facts.prepaid(PaperKind(kind))
    text = every_field(kind)
    assert [one for one in read(kind, text).flaws if not one.mild] == []
    made = render(replace(told, template=Chosen(1, text)))
    assert made.pages >= 1


def test_the_version_tells_template_words_and_number() -> None:
    text = shipped("acceptance_notice") or ""
    own = wording("acceptance_notice")
    assert wording("acceptance_notice", chosen=Chosen(0, text)).version == own.version
    assert wording("acceptance_notice", chosen=Chosen(2, text)).version.startswith("acceptance_notice-2@")
    changed = wording("acceptance_notice", chosen=Chosen(0, text + "甲\n")).version
    assert changed != own.version
    other = {**own.words, "labels": {**own.words["labels"], "seal": "盖章"}}
    assert wording("acceptance_notice", chosen=Chosen(0, text, other)).version != own.version
    assert wording("acceptance_notice", chosen=Chosen(0, text, own.words)).version == own.version


def test_a_template_that_cannot_be_used_is_a_fault_that_says_where() -> None:
    with pytest.raises(Fault) as broken:
        wording("acceptance_notice", chosen=Chosen(1, "# 甲\n{乙}"))
    assert broken.value.data["place"].startswith("2:1 ")

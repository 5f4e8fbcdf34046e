"""`case`: the JSON that goes in, the JSON that comes out, and everything that is refused on the way."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

DEADLINE = ["rule", "start", "raw", "due", "provisional", "stopped_on", "late_working_days"]
EVERYTHING = {
    "state",
    "level",
    "parties",
    "order",
    "live",
    "claims",
    "deadlines",
    "offers",
    "settlement",
    "performances",
    "prepayment",
    "ip",
    "papers",
    "evidence",
    "record",
    "awaiting",
}


def refusal(ran) -> tuple[str, str | None]:
    assert ran.status == 1, ran
    return ran.json["refusal"]["code"], ran.json["refusal"].get("field")


# Opening


def test_opening_answers_number_state_and_deadlines(run, practice, case_file) -> None:
    told = run("case", "open", case_file(), "--now", "2026-09-30T10:12", "--json").json
    assert (told["number"], told["state"], told["similar"], told["warnings"]) == (
        "ODR-2026-00001",
        "registered",
        [],
        [],
    )
    assert all(list(row)[: len(DEADLINE)] == DEADLINE for row in told["deadlines"])
    odr = next(row for row in told["deadlines"] if row["rule"] == "R-ODR")
    assert (odr["start"], odr["due"], odr["stopped_on"]) == ("2026-09-30", "2026-10-20", None)


def test_opening_reads_standard_input(run, practice, case_file, monkeypatch) -> None:
    content = io.BytesIO(Path(case_file()).read_bytes())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=content))
    assert run("case", "open", "-", "--now", "2026-10-01", "--json").json["state"] == "registered"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_saved_by_any_editor_is_read(run, practice, case_file, tmp_path, encoding) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(Path(case_file()).read_text("utf-8").encode(encoding))
    assert run("case", "open", str(path), "--now", "2026-10-01").status == 0


@pytest.mark.parametrize(
    ("changes", "without", "expected"),
    [
        ({}, ("channel",), ("field.required", "channel")),
        ({}, ("received_at",), ("field.required", "received_at")),
        ({}, ("consumer",), ("field.required", "consumer.name")),
        ({"consumer": {"name": "张某"}}, (), ("field.required", "consumer.phone")),
        ({"merchant": None, "live": None}, (), ("field.required", "merchant.name")),
        ({}, ("category",), ("field.required", "category")),
        ({"claims": []}, (), ("field.required", "claims")),
        ({"facts": "  "}, (), ("field.required", "facts")),
        ({"channel": "抖音"}, (), ("word.unknown", "channel")),
        ({"category": "奇怪"}, (), ("word.unknown", "category")),
        ({"claims": ["月亮"]}, (), ("word.unknown", "claims")),
        ({"claims": "退货"}, (), ("fact.unreadable", "claims")),
        ({"received_at": "gestern"}, (), ("time.unreadable", "received_at")),
        ({"received_at": "2999-01-01"}, (), ("received.in_future", "received_at")),
        ({"claimed": 629.0}, (), ("amount.unreadable", "claimed")),
        ({"claimed": "-1"}, (), ("amount.unreadable", "claimed")),
        ({"order": {"paid": "129.001"}}, (), ("amount.unreadable", "order.paid")),
        ({"order": {"quantity": 0}}, (), ("fact.unreadable", "order.quantity")),
        ({"order": {"bought_on": "2026-13-01"}}, (), ("fact.unreadable", "order.bought_on")),
        ({"order": []}, (), ("fact.unreadable", "order")),
        ({"order": {"no": True}}, (), ("fact.unreadable", "order.no")),
        ({"consumer": {"name": "张某", "phone": "13812"}}, (), ("phone.form", "consumer.phone")),
        ({"sum": "1"}, (), ("input.unknown_key", "sum")),
        ({"order": {"price": "1"}}, (), ("input.unknown_key", "order.price")),
        ({"facts": "\ud800"}, (), ("text.unreadable", "facts")),
        ({"live": {"room": "a\0b"}}, (), ("text.unreadable", "live.room")),
        ({"consumer": {"name": "x" * 51, "phone": "13812345678"}}, (), ("text.too_long", "consumer.name")),
    ],
)
def test_what_an_intake_lacks_or_misspells_is_refused_with_its_field(
    run, practice, tmp_path, case_file, *, changes, without, expected
) -> None:
    told = {**json.loads(Path(case_file(without=without)).read_text("utf-8")), **changes}
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    assert refusal(run("case", "open", str(path), "--now", "2026-10-01", "--json")) == expected
    assert run("case", "list", "--json").json == {"rows": [], "total": 0}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "input.not_json"),
        (b"{", "input.not_json"),
        (b"[]", "input.not_object"),
        (b"1", "input.not_object"),
        (b"\xff\xfe\xff", "input.not_json"),
        (b"[" * 100_000, "input.not_json"),
    ],
)
def test_a_file_that_is_no_case_is_refused(run, practice, tmp_path, content, code) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    assert refusal(run("case", "open", str(path), "--json"))[0] == code


def test_a_file_that_cannot_be_opened_is_refused(run, practice, tmp_path) -> None:
    assert refusal(run("case", "open", str(tmp_path / "none"), "--json"))[0] == "input.missing"
    assert refusal(run("case", "open", str(tmp_path), "--json"))[0] == "input.unreadable"


def test_words_and_codes_of_the_trade_are_both_understood(run, practice, case_file) -> None:
    path = case_file({"channel": "phone", "category": "quality", "claims": ["refund", "退货"], "channel_no": None})
    number = run("case", "open", path, "--now", "2026-10-01", "--json").json["number"]
    shown = run("case", "show", number, "--json").json
    assert (shown["channel"], shown["channel_code"]) == ("电话", "phone")
    assert (shown["category"], shown["category_code"]) == ("质量", "quality")
    assert (shown["claims"], shown["claim_codes"]) == (["退还货款和服务费用", "退货"], ["refund", "return_goods"])


def test_only_the_required_keys_suffice_and_the_push_defaults_to_the_receipt(run, practice, tmp_path) -> None:
    least = {
        "channel": "12315ODR",
        "received_at": "2026-09-30",
        "consumer": {"name": "张某", "no_phone_reason": "未留"},
        "live": {"room": "浦江好物"},
        "category": "质量",
        "claims": ["退货"],
        "facts": "破损",
    }
    path = tmp_path / "least.json"
    path.write_text(json.dumps(least), encoding="utf-8")
    number = run("case", "open", str(path), "--now", "2026-10-01", "--json").json["number"]
    shown = run("case", "show", number, "--json").json
    assert shown["pushed_at"] == shown["received_at"] == "2026-09-30T00:00:00+08:00"
    assert shown["parties"]["merchant"] is None


def test_the_same_channel_number_twice_is_refused_and_a_look_alike_is_only_named(run, opened, case_file) -> None:
    ran = run("case", "open", case_file(), "--now", "2026-10-01", "--json")
    assert refusal(ran) == ("channel_no.taken", "channel_no")
    assert ran.json["refusal"]["data"]["number"] == opened
    again = run("case", "open", case_file({"channel_no": "77"}), "--now", "2026-10-01", "--json").json
    assert again["similar"] == [opened]
    assert [(one["field"], one["code"]) for one in again["warnings"]] == [("channel_no", "channel_no.unusual")]


def test_a_child_under_14_needs_the_guardians_consent(run, practice, case_file) -> None:
    child = {"name": "小明", "phone": "13812345678", "born_on": "2013-05-20"}
    now = ("--now", "2026-04-30T17:30", "--json")
    when = {"received_at": "2026-04-30T17:30", "pushed_at": None, "knew_on": None}
    assert refusal(run("case", "open", case_file({**when, "consumer": child}), *now)) == (
        "guardian.required",
        "consumer.guardian",
    )
    guardian = {"name": "张强", "phone": "13912345678"}
    half = {**child, "guardian": guardian}
    assert (
        refusal(run("case", "open", case_file({**when, "consumer": half}), *now))[1] == "consumer.guardian.consent.on"
    )
    whole = {**child, "guardian": {**guardian, "consent": {"on": "2026-04-30", "how": "书面"}}}
    number = run("case", "open", case_file({**when, "consumer": whole}), *now).json["number"]
    shown = run("case", "show", number, "--json").json["parties"]["consumer"]
    assert shown["guardian"] == {**guardian, "consent": {"on": "2026-04-30", "how": "书面"}}


# Showing and stepping


def test_everything_of_a_case_is_shown_with_its_keys(run, opened) -> None:
    shown = run("case", "show", opened, "--now", "2026-10-22", "--json").json
    assert set(shown) >= EVERYTHING
    assert (shown["prepayment"], shown["ip"], shown["evidence"]) == (None, None, [])
    assert shown["order"]["paid_fen"] == 12900
    assert shown["received_at"] == "2026-09-30T10:12:00+08:00"
    odr = next(row for row in shown["deadlines"] if row["rule"] == "R-ODR")
    assert (list(odr)[: len(DEADLINE)], odr["late_working_days"]) == (DEADLINE, 2)
    assert [entry["act"] for entry in shown["record"]] == ["dispute.register"]


def test_a_case_is_shown_as_it_stood_on_a_past_day_with_the_same_keys(run, opened) -> None:
    run("case", "step", opened, "accept", "--now", "2026-10-08T09:30")
    now = run("case", "show", opened, "--now", "2026-10-22", "--json").json
    then = run("case", "show", opened, "--on", "2026-10-07", "--now", "2026-10-22", "--json").json
    assert set(then) == set(now) | {"as_of", "later", "changed_since"}
    assert (then["as_of"], then["state"], then["officer"]) == ("2026-10-07", "registered", None)
    assert [entry["act"] for entry in then["record"]] == ["dispute.register"]
    assert [(one["act"], one["told_late"]) for one in then["later"]] == [("dispute.accept", False)]
    assert {"field": "state", "then": "registered", "now": "accepted"} in then["changed_since"]
    assert {"field": "officer", "then": None, "now": now["officer"]} in then["changed_since"]
    moment = run("case", "show", opened, "--on", "2026-10-08T09:29+08:00", "--now", "2026-10-22", "--json").json
    assert (moment["as_of"], moment["state"]) == ("2026-10-08T09:29:00+08:00", "registered")
    assert "已登记" in run("case", "show", opened, "--on", "2026-10-07", "--now", "2026-10-22").out


def test_a_day_that_shows_nothing_is_refused(run, opened) -> None:
    for day, code in (("2026-10-23", "past.in_future"), ("2026-09-29", "past.not_yet"), ("later", "time.unreadable")):
        assert refusal(run("case", "show", opened, "--on", day, "--now", "2026-10-22", "--json")) == (code, "on")


def test_a_correction_takes_the_words_of_a_list(run, opened) -> None:
    words = ("--set", "field=claims", "--set", "value=退货、赔偿损失", "--set", "why=漏记")
    assert run("case", "step", opened, "correct", *words, "--now", "2026-10-08").status == 0
    shown = run("case", "show", opened, "--json").json
    assert shown["claims"] == ["退货", "赔偿损失"]
    assert shown["record"][-1]["facts"]["old"] == "return_goods refund punitive"
    wrong = run(
        "case", "step", opened, "correct", "--set", "field=claims", "--set", "value=退货、月亮", *words[4:], "--json"
    )
    assert refusal(wrong) == ("word.unknown", "value")


def test_an_unknown_case_is_refused(run, practice) -> None:
    for words in (("show", "X-1"), ("steps", "X-1"), ("step", "X-1", "accept")):
        assert refusal(run("case", *words, "--json"))[0] == "dispute.unknown"


def test_steps_say_what_is_open_by_whom_and_why_not(run, opened) -> None:
    rows = {row["step"]: row for row in run("case", "steps", opened, "--json").json["steps"]}
    assert (rows["accept"]["open"], rows["accept"]["role"]) == (True, "officer")
    assert "refusal" not in rows["accept"]
    assert rows["propose"]["open"] is False
    assert rows["propose"]["refusal"]["code"] == "step.not_from_state"
    assert "register" not in rows


def test_a_step_answers_state_deadlines_and_the_papers_it_calls_for(run, opened) -> None:
    told = run("case", "step", opened, "accept", "--now", "2026-10-08", "--json").json
    assert list(told) == ["number", "state", "deadlines", "papers", "postings"]
    assert (told["state"], told["postings"]) == ("accepted", [])
    assert told["papers"] == [{"kind": "acceptance_notice", "issued": False}]
    stopped = {row["rule"]: row["stopped_on"] for row in told["deadlines"]}
    assert (stopped["R-FIRST"], stopped["R-ODR"]) == ("2026-10-08", None)


@pytest.mark.parametrize(
    "words",
    [
        ("accept", "--set", "colour=red"),
        ("contact", "--set", "mode"),
        ("register",),
        ("fly",),
        ("propose", "--set", "items=[{"),
    ],
)
def test_unknown_steps_and_facts_are_wrong_usage(run, opened, words) -> None:
    assert run("case", "step", opened, *words, "--now", "2026-10-08", "--json").status == 2


def test_a_step_without_facts_says_that_it_takes_none(run, opened) -> None:
    told = ("--set", "colour=red", "--now", "2026-10-08", "--json")
    assert "可填：无。" in run("case", "step", opened, "accept", *told).json["usage"]["message"]


def test_the_case_to_merge_into_is_unknown_at_its_own_field(run, opened) -> None:
    told = ("--set", "into=ODR-2026-09999", "--now", "2026-10-08", "--json")
    assert refusal(run("case", "step", opened, "merge_into", *told)) == ("dispute.unknown", "into")


def test_an_unknown_key_inside_a_term_is_wrong_usage_too(run, opened) -> None:
    for step in (("accept",), ("contact", "--set", "mode=电话", "--set", "with=双方", "--set", "content=x")):
        run("case", "step", opened, *step, "--now", "2026-10-08")
    items = 'items=[{"kind": "退款", "amount": "1.00", "colour": "red"}]'
    assert run("case", "step", opened, "propose", "--set", items, "--now", "2026-10-08").status == 2


def test_a_missing_fact_and_a_step_out_of_turn_are_refused(run, opened) -> None:
    now = ("--now", "2026-10-08", "--json")
    assert refusal(run("case", "step", opened, "contact", *now)) == ("fact.missing", "mode")
    assert refusal(run("case", "step", opened, "settle", "--set", "consumer_confirmed_by=x", *now))[0] == (
        "step.not_from_state"
    )


def test_facts_come_from_a_file_and_the_line_wins(run, opened, tmp_path) -> None:
    run("case", "step", opened, "accept", "--now", "2026-10-08")
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"mode": "电话", "with": "消费者", "content": "说明"}), encoding="utf-8")
    words = ("case", "step", opened, "contact", "--facts", str(path), "--set", "with=商家", "--now", "2026-10-09")
    assert run(*words).status == 0
    contact = run("case", "show", opened, "--json").json["contacts"][0]
    assert (contact["mode"], contact["with"], contact["content"]) == ("电话", "merchant", "说明")


def test_an_unknown_word_of_a_fact_is_refused_with_its_field(run, opened) -> None:
    run("case", "step", opened, "accept", "--now", "2026-10-08")
    words = ("--set", "mode=电话", "--set", "with=邻居", "--set", "content=x", "--now", "2026-10-08", "--json")
    assert refusal(run("case", "step", opened, "contact", *words)) == ("word.unknown", "with")


def test_a_step_may_be_written_later_with_a_reason(run, opened) -> None:
    now = ("--now", "2026-10-12T10:00", "--json")
    assert refusal(run("case", "step", opened, "accept", "--at", "2026-10-08", *now)) == ("at.needs_why", "why")
    assert refusal(run("case", "step", opened, "accept", "--at", "2026-10-13", "--why", "x", *now))[0] == "at.in_future"
    told = run("case", "step", opened, "accept", "--at", "2026-10-08T09:00", "--why", "系统故障", *now).json
    assert {row["rule"]: row["stopped_on"] for row in told["deadlines"]}["R-ACC"] == "2026-10-08"
    entry = run("case", "show", opened, "--json").json["record"][-1]
    assert (entry["at"], entry["written_at"], entry["why"]) == (
        "2026-10-08T09:00:00+08:00",
        "2026-10-12T10:00:00+08:00",
        "系统故障",
    )


def test_a_refusal_of_the_case_waits_for_a_second_person(run, opened) -> None:
    run("clerk", "add", "主管乙", "--role", "supervisor")
    asked = run("case", "step", opened, "refuse", "--set", "ground=3", "--now", "2026-10-08", "--json").json
    assert asked["state"] == "registered"
    waiting = run("case", "show", opened, "--json").json["awaiting"]
    assert [(one["step"], one["asked_by"]) for one in waiting] == [("refuse", "负责人")]
    again = run("case", "step", opened, "refuse", "--set", "ground=3", "--now", "2026-10-08", "--json")
    assert refusal(again)[0] == "step.same_person"
    told = run("case", "step", opened, "refuse", "--set", "ground=3", "--now", "2026-10-09", "--as", "主管乙", "--json")
    assert told.json["state"] == "not_accepted"


def test_a_category_is_corrected_by_its_word(run, opened) -> None:
    words = ("--set", "field=category", "--set", "value=质量", "--set", "why=笔误", "--now", "2026-10-08")
    assert run("case", "step", opened, "correct", *words).status == 0
    assert run("case", "show", opened, "--json").json["category_code"] == "quality"


def test_the_record_keeps_the_old_amount_as_it_is_written(run, opened) -> None:
    words = ("--set", "field=order.paid", "--set", "value=139.00", "--set", "why=看错")
    assert run("case", "step", opened, "correct", *words).status == 0
    facts = run("case", "show", opened, "--json").json["record"][-1]["facts"]
    assert (facts["old"], facts["value"]) == ("129.00", "139.00")


# Lists


def test_a_list_answers_rows_and_the_exact_total(run, opened, case_file) -> None:
    run("case", "open", case_file({"channel_no": "2", "consumer": {"name": "李四", "phone": "13900001111"}}))
    told = run("case", "list", "--limit", "1", "--json").json
    assert (len(told["rows"]), told["total"]) == (1, 2)
    assert {"number", "state", "due", "amount_fen", "channel", "channel_code"} <= set(told["rows"][0])


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-10-01", "2026-10-08 还剩 1 个工作日"),
        ("2026-10-08", "2026-10-08 今天届满"),
        ("2026-10-09", "2026-10-08 逾期 1 个工作日"),
    ],
)
def test_a_list_says_how_the_nearest_deadline_stands(run, opened, day, words) -> None:
    assert words in run("case", "list", "--now", day).out


def test_a_day_agreed_for_a_weekend_has_no_working_day_before_it(run, opened) -> None:
    term = {"kind": "退款", "amount": "629.00", "due": "2026-10-18", "payer": "platform"}
    facts = ("--set", "items=" + json.dumps([term]), "--set", "over_paid_acknowledged=true")
    for day, step in (
        ("2026-10-08", ("accept",)),
        ("2026-10-09", ("contact", "--set", "mode=电话", "--set", "with=双方", "--set", "content=协商")),
        ("2026-10-12", ("propose", *facts)),
        ("2026-10-13", ("settle", "--set", "consumer_confirmed_by=短信")),
    ):
        assert run("case", "step", opened, *step, "--now", day).status == 0
    assert "2026-10-18 届满，此前没有工作日" in run("case", "list", "--now", "2026-10-17").out


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (("list", "--view", "open"), 1),
        (("list", "--view", "finished"), 0),
        (("list", "--view", "overdue", "--now", "2026-10-22"), 1),
        (("list", "--where", "state=已登记"), 1),
        (("list", "--where", "state=registered channel=12315ODR amount>=629"), 1),
        (("list", "--where", "category=质量"), 0),
        (("list", "--where", "due<=today", "--now", "2026-10-08T12:00"), 1),
        (("list", "--sort", "-amount"), 1),
        (("find", "牛皮"), 1),
        (("find", "5678"), 1),
        (("find", "692011582274003801"), 1),
        (("find", "zhang"), 1),
        (("find", "没有的"), 0),
    ],
)
def test_lists_are_narrowed_sorted_and_searched(run, opened, words, total) -> None:
    told = run("case", *words, "--json").json
    assert told["total"] == len(told["rows"]) == total


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--view", "mars"), "listing.unknown_view"),
        (("--where", "colour=red"), "listing.unknown_field"),
        (("--where", "state=fliegend"), "listing.unknown_word"),
        (("--where", "due<=morgen"), "listing.unreadable"),
        (("--sort", "colour"), "listing.unknown_sort"),
    ],
)
def test_what_a_list_does_not_know_is_refused(run, practice, words, code) -> None:
    assert refusal(run("case", "list", *words, "--json"))[0] == code


def test_a_person_reads_a_case_its_steps_and_a_list(run, opened) -> None:
    assert "头层牛皮男鞋" in run("case", "show", opened, "--now", "2026-10-01").out
    assert "accept\t受理\t专员\t是" in run("case", "steps", opened, "--now", "2026-10-01").out
    listed = run("case", "list", "--now", "2026-10-22").out
    assert "ODR-2026-00001\t已登记" in listed
    assert "共 1 件" in listed

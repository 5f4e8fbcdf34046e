"""Several clocks at once, each from a dated rule: worked cases carried through the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

Ask = Callable[..., dict[str, Any]]
NUMBER = "ODR-2026-00001"


@pytest.fixture
def made_on() -> str:
    return "2026-01-05T09:00"


@pytest.fixture
def open_case(ask: Ask, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    def opens(on: str, **told: object) -> dict[str, Any]:
        usual = {
            "channel": "12315ODR",
            "received_at": f"{on}+08:00",
            "consumer": {"name": "李某", "phone": "13812345678"},
            "merchant": {"name": "上海浦江好物电子商务有限公司"},
            "category": "质量",
            "claims": ["退款"],
            "facts": "收到的商品与直播间描述不符。",
        }
        (tmp_path / "case.json").write_text(json.dumps({**usual, **told}, ensure_ascii=False), encoding="utf-8")
        return ask("case", "open", "case.json", on=on)

    return opens


def step(ask: Ask, name: str, moment: str, /, status: int = 0, **facts: str) -> dict[str, Any]:
    told = [word for key, value in facts.items() for word in ("--set", f"{key.rstrip('_')}={value}")]
    return ask("case", "step", NUMBER, name, *told, on=moment, status=status)


def clock(answer: dict[str, Any], rule: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = answer["deadlines"]
    return next(row for row in reversed(rows) if row["rule"] == rule)


def rules(answer: dict[str, Any]) -> set[str]:
    return {row["rule"] for row in answer["deadlines"]}


# S3: a no-reason return across National Day


def returned(ask: Ask, open_case: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    return open_case(
        "2026-10-05T10:00",
        channel="电话",
        category="售后服务",
        claims=["七日无理由退货"],
        order={"no": "1", "goods": "电饭煲", "paid": "899.00", "signed_on": "2026-09-28"},
    )


def test_s3_the_consumers_seven_days_are_told_and_are_no_task_of_the_desk(ask: Ask, open_case) -> None:
    opened = returned(ask, open_case)
    notice = clock(opened, "R-NR-RET")
    assert (notice["start"], notice["raw"], notice["due"]) == ("2026-09-28", "2026-10-05", "2026-10-08")
    assert notice["whose"] == "consumer"
    # First contact (08), not the consumer's time, is what the list shows as due.
    row = ask("case", "list", on="2026-10-05T11:00")["rows"][0]
    assert row["rule"] == "R-FIRST"


def test_s3_refund_and_deemed_refusal_are_started_by_what_happened_outside(ask: Ask, open_case) -> None:
    returned(ask, open_case)
    step(ask, "accept", "2026-10-08T09:00")
    back = step(ask, "start_clock", "2026-10-12T09:00", rule="R-NR-REFUND", on="2026-10-11", why="商家签收退货")
    refund = clock(back, "R-NR-REFUND")
    assert (refund["raw"], refund["due"], refund["whose"]) == ("2026-10-18", "2026-10-19", "merchant")
    back = step(ask, "start_clock", "2026-10-12T09:05", rule="R-REFUSE15", on="2026-10-11", why="商家签收退货")
    refused = clock(back, "R-REFUSE15")
    assert (refused["due"], refused["flag"], refused["flag_from"]) == ("2026-10-26", None, "2026-10-27")
    assert clock(ask("case", "show", NUMBER, on="2026-10-26T23:59"), "R-REFUSE15")["flag"] is None
    shown = clock(ask("case", "show", NUMBER, on="2026-10-27T00:00"), "R-REFUSE15")
    assert (shown["flag"], shown["tier"]) == ("视为故意拖延或者无理拒绝", "overdue")
    done = step(ask, "stop_clock", "2026-10-27T10:00", rule="R-NR-REFUND", on="2026-10-20", why="退款到账")
    stopped = clock(done, "R-NR-REFUND")
    assert (stopped["stopped_on"], stopped["late"], stopped["late_working_days"]) == ("2026-10-20", True, 1)


@pytest.mark.parametrize(
    ("name", "facts", "code", "field"),
    [
        ("start_clock", {"rule": "R-ODR", "on": "2026-10-05"}, "clock.not_by_hand", "rule"),
        ("start_clock", {"rule": "R-NR-RET", "on": "2026-10-05"}, "clock.runs_already", "rule"),
        ("start_clock", {"rule": "R-QUAL-RET", "on": "2026-10-09"}, "on.in_future", "on"),
        ("stop_clock", {"rule": "R-FIRST", "on": "2026-10-05"}, "clock.stops_by_itself", "rule"),
        ("stop_clock", {"rule": "R-NR-RET", "on": "2026-09-27"}, "clock.stopped_before_start", "on"),
        ("stop_clock", {"rule": "R-JUDCONF", "on": "2026-10-05"}, "clock.not_running", "rule"),
    ],
)
def test_what_a_person_may_not_start_or_stop(ask: Ask, open_case, *, name: str, facts, code: str, field: str) -> None:
    returned(ask, open_case)
    refusal = step(ask, name, "2026-10-05T12:00", status=1, why="x", **facts)["refusal"]
    assert (refusal["code"], refusal["field"]) == (code, field)


# S4: ODR fails, the regulator mediates, an appraisal is excluded from its clock alone


def to_the_regulator(ask: Ask, open_case) -> None:
    open_case("2026-06-05T10:00", order={"no": "2", "goods": "空气炸锅", "paid": "459.00"})
    step(ask, "accept", "2026-06-08T09:00")
    step(ask, "contact", "2026-06-08T10:00", mode="电话", with_="both", content="否认缺陷")


def test_s4_the_clocks_of_the_regulator_beside_those_of_the_desk(ask: Ask, open_case) -> None:
    to_the_regulator(ask, open_case)
    failed = step(ask, "fail", "2026-06-23T09:00", ground="expired", why="期限届满")
    odr = clock(failed, "R-ODR")
    assert (odr["due"], odr["late"], odr["late_working_days"]) == ("2026-06-22", True, 1)
    assert clock(step(ask, "to_regulator", "2026-06-23T11:00"), "R-REG-ACC")["due"] == "2026-07-02"
    accepted = clock(step(ask, "ext_accepted", "2026-06-30T10:00", on="2026-06-30"), "R-REG-MED-121")
    assert (accepted["raw"], accepted["due"], accepted["whose"]) == ("2026-08-29", "2026-08-31", "outside")
    step(ask, "appraisal_start", "2026-07-06T10:00", on="2026-07-06")
    reported = step(ask, "appraisal_report", "2026-07-24T10:00", on="2026-07-24")
    assert (clock(reported, "R-REG-MED-121")["due"], clock(reported, "R-ODR")["due"]) == ("2026-09-16", "2026-06-22")
    ended = step(ask, "ext_terminated", "2026-09-16T16:00", ground="5", on="2026-09-16")
    assert clock(ended, "R-REG-TERM")["due"] == "2026-09-24"


def test_an_appraisal_already_running_pauses_the_mediation_from_its_first_day(ask: Ask, open_case) -> None:
    to_the_regulator(ask, open_case)
    step(ask, "appraisal_start", "2026-06-15T10:00", on="2026-06-15")
    step(ask, "fail", "2026-06-23T09:00", ground="expired", why="期限届满")
    step(ask, "to_regulator", "2026-06-23T11:00")
    begun = clock(step(ask, "ext_accepted", "2026-06-30T10:00", on="2026-06-30"), "R-REG-MED-121")
    assert begun["pauses"] == [{"since": "2026-06-30", "until": None}]
    # While it waits nothing is late, whatever day it is.
    shown = clock(ask("case", "show", NUMBER, on="2026-10-20T10:00"), "R-REG-MED-121")
    assert (shown["late"], shown["tier"]) == (False, "calm")
    # 06-30 + 60 days + the 24 days from 07-01 to 07-24 = 09-22, a Tuesday.
    reported = clock(step(ask, "appraisal_report", "2026-07-24T10:00", on="2026-07-24"), "R-REG-MED-121")
    assert reported["due"] == "2026-09-22"


@pytest.mark.parametrize(("day", "code"), [("2026-06-25", "on.in_future"), ("2026-06-22", "on.too_early")])
def test_a_body_accepts_neither_tomorrow_nor_before_it_was_asked(ask: Ask, open_case, day: str, code: str) -> None:
    to_the_regulator(ask, open_case)
    step(ask, "fail", "2026-06-23T09:00", ground="expired", why="期限届满")
    step(ask, "to_regulator", "2026-06-23T11:00")
    refusal = step(ask, "ext_accepted", "2026-06-24T10:00", status=1, on=day)["refusal"]
    assert (refusal["code"], refusal["field"]) == (code, "on")


def test_another_bodys_clock_cannot_be_extended_here(ask: Ask, open_case) -> None:
    to_the_regulator(ask, open_case)
    step(ask, "fail", "2026-06-23T09:00", ground="expired", why="期限届满")
    step(ask, "to_regulator", "2026-06-23T11:00")
    facts = {"rule": "R-REG-ACC", "to": "2026-07-10", "why": "x"}
    assert step(ask, "extend", "2026-06-24T10:00", status=1, **facts)["refusal"]["code"] == "extend.external"


# Extension


def test_the_council_gets_thirty_more_days_once_and_by_consent(ask: Ask, open_case) -> None:
    open_case("2026-09-30T10:12", channel="电话")
    step(ask, "accept", "2026-10-08T09:30")
    step(ask, "contact", "2026-10-08T10:00", mode="电话", with_="both", content="协商")
    step(ask, "fail", "2026-10-12T09:00", why="商家拒绝")
    step(ask, "to_council", "2026-10-12T10:00")
    step(ask, "ext_accepted", "2026-10-15T10:00", on="2026-10-15")

    def extend(status: int = 1, **facts: str) -> dict[str, Any]:
        return step(ask, "extend", "2026-11-02T10:00", status=status, rule="R-XBW-MED", why="双方同意", **facts)

    assert extend(to="2027-01-11")["refusal"]["code"] == "extend.consent"
    # 10-15 + 90 days = 2027-01-13, a Wednesday.
    beyond = extend(to="2027-01-14", consent="书面")["refusal"]
    assert (beyond["code"], beyond["data"]["most"]) == ("extend.beyond_law", "2027-01-13")
    done = clock(extend(0, to="2027-01-13", consent="双方书面同意"), "R-XBW-MED")
    assert (done["due"], done["extended_from"]) == ("2027-01-13", "2026-12-14")
    assert extend(to="2027-02-01", consent="书面")["refusal"]["code"] == "extend.no_more"


def test_a_later_day_agreed_for_the_odr_limit_is_shown_beside_it_and_late_is_late(ask: Ask, open_case) -> None:
    open_case("2026-09-30T10:12")
    step(ask, "accept", "2026-10-08T09:00")
    step(ask, "contact", "2026-10-09T09:00", mode="电话", with_="both", content="协商")
    agreed = clock(step(ask, "extend", "2026-10-19T09:00", rule="R-ODR", to="2026-10-23", why="双方同意再谈"), "R-ODR")
    assert (agreed["due"], agreed["agreed_due"], agreed["extended_from"]) == ("2026-10-20", "2026-10-23", None)
    failed = clock(step(ask, "fail", "2026-10-22T09:00", ground="expired", why="未达成"), "R-ODR")
    assert (failed["late"], failed["late_working_days"]) == (True, 2)


# Hours


def test_a_wechat_complaint_has_forty_eight_hours_to_the_minute(ask: Ask, open_case) -> None:
    opened = open_case("2026-10-02T22:30", channel="微信", pushed_at="2026-10-02T21:07:00+08:00")
    wait = clock(opened, "R-WX-MERCH")
    assert (wait["start"], wait["due"]) == ("2026-10-02T21:07:00+08:00", "2026-10-04T21:07:00+08:00")
    assert (wait["unit"], wait["raw"]) == ("hour", wait["due"])
    assert ask("case", "list", on="2026-10-03T09:00")["rows"][0]["rule"] == "R-WX-MERCH"
    at_once = clock(ask("case", "show", NUMBER, on="2026-10-04T21:07"), "R-WX-MERCH")
    assert (at_once["late"], at_once["hours_left"], at_once["tier"]) == (False, 0, "urgent")
    after = clock(ask("case", "show", NUMBER, on="2026-10-04T21:08"), "R-WX-MERCH")
    assert (after["late"], after["tier"]) == (True, "overdue")


def test_before_the_25th_of_march_2024_it_was_seventy_two(ask: Ask, open_case) -> None:
    opened = open_case("2024-03-24T20:00", channel="微信")
    assert clock(opened, "R-WX-MERCH")["due"] == "2024-03-27T20:00:00+08:00"


def test_the_merchants_answer_stops_the_hours(ask: Ask, open_case) -> None:
    open_case("2026-10-12T10:00", channel="微信")
    step(ask, "accept", "2026-10-12T11:00")
    facts = {"mode": "微信", "with_": "merchant", "content": "催办"}
    assert clock(step(ask, "contact", "2026-10-12T12:00", **facts), "R-WX-MERCH")["stopped_on"] is None
    answered = clock(step(ask, "contact", "2026-10-14T10:01", result="同意退款", **facts), "R-WX-MERCH")
    assert (answered["stopped_on"], answered["late"]) == ("2026-10-14", True)


# S9


def test_s9_labour_day_and_the_guardians_thirty_days(ask: Ask, open_case) -> None:
    guardian = {"name": "王某", "phone": "13912345678", "consent": {"on": "2026-04-30", "how": "书面"}}
    opened = open_case(
        "2026-04-30T17:30",
        consumer={"name": "王小某", "phone": "13812345678", "born_on": "2013-05-20", "guardian": guardian},
        order={"no": "9", "goods": "游戏设备", "paid": "4980.00", "bought_on": "2026-04-29"},
    )
    assert clock(opened, "R-ODR")["due"] == "2026-05-18"
    asked = step(ask, "start_clock", "2026-05-08T16:00", rule="R-RATIFY30", on="2026-05-08", why="监护人收到催告")
    ratify = clock(asked, "R-RATIFY30")
    assert (ratify["raw"], ratify["due"]) == ("2026-06-07", "2026-06-08")
    assert clock(ask("case", "show", NUMBER, on="2026-06-09T09:00"), "R-RATIFY30")["flag"] == "视为拒绝追认"


# Own rules


def test_the_citys_rule_runs_beside_the_law_only_where_it_is_chosen(ask: Ask, open_case) -> None:
    assert not {"JS-ACC", "JS-TOTAL"} & rules(open_case("2026-09-29T10:00"))
    taken = ask("desk", "rules", "shanghai-jinshan", on="2026-09-29T12:00")
    assert (taken["place"], taken["elsewhere"]) == ("上海市金山区", [])
    opened = open_case("2026-09-30T10:12")
    due = {row["rule"]: row["due"] for row in opened["deadlines"]}
    assert (due["JS-ACC"], due["JS-TOTAL"], due["R-ODR"]) == ("2026-10-02", "2026-10-07", "2026-10-20")
    number = opened["number"]
    accepted = ask("case", "step", number, "accept", on="2026-10-02T09:00")
    assert clock(accepted, "JS-ACC")["stopped_on"] == "2026-10-02"
    assert clock(accepted, "JS-TOTAL")["stopped_on"] is None


def test_a_target_changes_from_its_day_on_and_a_running_clock_keeps_its_version(
    ask: Ask, open_case, tmp_path: Path
) -> None:
    before = open_case("2026-11-25T09:00", channel="电话")
    changed = {
        "title": "联络点内部目标",
        "rule": [
            {
                "code": "R-TOTAL",
                "version": "2",
                "name": "联络点办结",
                "unit": "workday",
                "length": 7,
                "from": "2026-12-01",
            }
        ],
    }
    (tmp_path / "own.json").write_text(json.dumps(changed, ensure_ascii=False), encoding="utf-8")
    ask("desk", "rules", "own.json", on="2026-11-25T10:00")
    assert clock(before, "R-TOTAL")["due"] == "2026-12-09"
    early = clock(open_case("2026-11-30T09:00", channel="电话"), "R-TOTAL")
    assert (early["version"], early["due"]) == ("1", "2026-12-14")
    later = clock(open_case("2026-12-01T09:00", channel="电话"), "R-TOTAL")
    assert (later["version"], later["due"]) == ("2", "2026-12-10")
    shown = clock(ask("case", "show", NUMBER, on="2026-12-02T09:00"), "R-TOTAL")
    assert (shown["version"], shown["due"]) == ("1", "2026-12-09")
    states = ask("law", "rules", "--on", "2026-12-01", on="2026-11-25T11:00")["rules"]
    total = {row["version"]: row["standing"] for row in states if row["code"] == "R-TOTAL"}
    assert total == {"1": "replaced", "2": "in_force"}
    today = ask("law", "rules", on="2026-11-25T11:00")["rules"]
    assert {row["version"]: row["standing"] for row in today if row["code"] == "R-TOTAL"} == {
        "1": "in_force",
        "2": "coming",
    }


ROW: dict[str, object] = {
    "code": "X-ACC",
    "version": "1",
    "name": "试行",
    "unit": "workday",
    "length": 1,
    "from": "2026-10-01",
    "starts": ["register"],
}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{**ROW, "lenght": 2}], "rules.unknown_key"),
        ([{**ROW, "code": "R-ODR"}], "rules.statutory"),
        ([{**ROW, "starts": []}], "rules.starts_missing"),
        ([{**ROW, "from": None}], "rules.from_missing"),
        ([{**ROW, "length": 0}], "rules.length_missing"),
        ([{**ROW, "code": "x"}], "rules.code_unreadable"),
        ([ROW, ROW], "rules.version_taken"),
        ([ROW, {**ROW, "version": "2"}], "law.overlap"),
        ([{**ROW, "to": "2026-12-31"}, {**ROW, "version": "2", "from": "2026-12-31"}], "law.overlap"),
        ([{**ROW, "to": "2026-09-30"}], "rules.ends_before"),
        ([{**ROW, "starts": ["never"]}], "law.unreadable"),
        ([], "rules.empty"),
    ],
)
def test_a_document_that_cannot_stand_is_refused_whole(ask: Ask, tmp_path: Path, rows, code: str) -> None:
    (tmp_path / "own.json").write_text(json.dumps({"rule": rows}, ensure_ascii=False), encoding="utf-8")
    assert ask("desk", "rules", "own.json", status=1, on="2026-09-01T09:00")["refusal"]["code"] == code
    assert all(not row["own"] for row in ask("law", "rules", on="2026-09-01T09:00")["rules"])


def test_only_an_admin_takes_in_rules_and_calendars(ask: Ask, tmp_path: Path) -> None:
    ask("clerk", "add", "专员", "--role", "supervisor", on="2026-09-01T09:00")
    (tmp_path / "own.json").write_text(json.dumps({"rule": [ROW]}), encoding="utf-8")
    (tmp_path / "y.json").write_text(json.dumps(NOTICE), encoding="utf-8")
    for line in (("desk", "rules", "own.json"), ("desk", "calendar", "y.json")):
        refused = ask(*line, "--as", "专员", status=1, on="2026-09-01T10:00")
        assert refused["refusal"]["code"] == "step.role"


# Calendar


NOTICE: dict[str, object] = {
    "year": 2027,
    "number": "国办发明电〔2026〕0号",
    "title": "2027年部分节假日安排",
    "off": [f"2027-01-{day:02d}" for day in (1, 2, 3, 4)]
    + ["2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"],
    "work": ["2027-01-09"],
}


def test_the_notice_of_the_year_moves_provisional_days_and_says_which(ask: Ask, open_case, tmp_path: Path) -> None:
    # 12-29 30 31, 01-04 05 06 07 08 11, 12: the estimate knows New Year's Day alone.
    first = clock(open_case("2026-12-28T10:00"), "R-ODR")
    assert (first["due"], first["provisional"]) == ("2027-01-12", True)
    printed = open_case("2026-12-23T10:00")["number"]
    ask("case", "step", printed, "accept", on="2026-12-24T09:00")
    paper = ask("paper", "issue", "acceptance_notice", printed, on="2026-12-24T09:05")
    (tmp_path / "y.json").write_text(json.dumps({**NOTICE, "work": []}), encoding="utf-8")
    told = ask("desk", "calendar", "y.json", "--preview", on="2026-12-29T09:00")
    assert clock(ask("case", "show", NUMBER, on="2026-12-29T09:01"), "R-ODR")["due"] == "2027-01-12"
    done = ask("desk", "calendar", "y.json", on="2026-12-29T10:00")
    assert (done["moved"], done["cases"]) == (told["moved"], 2)
    moves = {(row["number"], row["rule"]): row for row in done["moved"]}
    # Monday 01-04 is off by the notice, so every day after it is one working day later.
    assert moves[NUMBER, "R-ODR"] == {
        "number": NUMBER,
        "rule": "R-ODR",
        "old": "2027-01-12",
        "new": "2027-01-13",
        "kept": None,
    }
    kept = moves[printed, "R-ODR"]
    assert (kept["old"], kept["new"], kept["kept"]) == ("2027-01-07", "2027-01-08", "printed")
    moved = clock(ask("case", "show", NUMBER, on="2026-12-29T11:00"), "R-ODR")
    assert (moved["due"], moved["provisional"], moved["correction"]) == ("2027-01-13", False, None)
    shown = ask("case", "show", printed, on="2026-12-29T11:00")
    stays = clock(shown, "R-ODR")
    assert (stays["due"], stays["provisional"]) == ("2027-01-07", False)
    assert stays["correction"] == {
        "raw": "2027-01-08",
        "due": "2027-01-08",
        "kept": "printed",
        "notice": "国办发明电〔2026〕0号",
        "paper": paper["number"],
    }
    assert [entry["act"] for entry in shown["record"]].count("dispute.recount") == 1


def test_what_has_passed_or_stopped_does_not_move(ask: Ask, open_case, tmp_path: Path) -> None:
    open_case("2026-12-23T10:00", channel="电话")
    before = {row["rule"]: row["due"] for row in step(ask, "accept", "2026-12-24T09:00")["deadlines"]}
    (tmp_path / "y.json").write_text(json.dumps({**NOTICE, "work": []}), encoding="utf-8")
    done = ask("desk", "calendar", "y.json", on="2027-01-15T09:00")
    assert [(row["rule"], row["kept"]) for row in done["moved"]] == [("R-TOTAL", "passed")]
    after = {row["rule"]: row["due"] for row in ask("case", "show", NUMBER, on="2027-01-15T10:00")["deadlines"]}
    assert after == before


def test_the_calendar_known_is_told(ask: Ask) -> None:
    years = ask("desk", "calendar")["years"]
    assert [(row["year"], row["provisional"]) for row in years][-2:] == [(2026, False), (2027, True)]


def paper_text(answer: dict[str, Any], folder: Path) -> str:
    file = next(folder.rglob(f"*{answer['number']}*.pdf"))
    return "".join("".join(page.extract_text() for page in PdfReader(file).pages).split())


def kept_case(ask: Ask, open_case, folder: Path) -> dict[str, Any]:
    """A limit whose day 2027-01-07 was printed; by the notice it would be 2027-01-08."""
    open_case("2026-12-23T10:00")
    step(ask, "accept", "2026-12-24T09:00")
    paper = ask("paper", "issue", "acceptance_notice", NUMBER, "--out", str(folder), on="2026-12-24T09:05")
    (folder / "y.json").write_text(json.dumps({**NOTICE, "work": []}), encoding="utf-8")
    ask("desk", "calendar", "y.json", on="2026-12-29T10:00")
    return paper


NOTE = "载明的期限届满日为2027年1月7日，按国办发明电〔2026〕0号公布的放假安排推算为2027年1月8日"


def test_a_paper_after_a_day_was_kept_says_both_days_and_the_notice(ask: Ask, open_case, tmp_path: Path) -> None:
    first = kept_case(ask, open_case, tmp_path)
    assert "更正说明" not in paper_text(first, tmp_path)
    again = ask("paper", "issue", "acceptance_notice", NUMBER, "--out", str(tmp_path), on="2026-12-29T11:00")
    told = paper_text(again, tmp_path)
    assert again["number"] != first["number"]
    assert "和解期限届满日为2027年1月7日" in told
    assert NOTE in told
    assert f"（{first['number']}）" in told
    same = ask("paper", "issue", "acceptance_notice", NUMBER, "--out", str(tmp_path), on="2026-12-29T12:00")
    assert same["number"] == again["number"]


def test_a_transfer_letter_says_that_the_day_told_before_is_counted_otherwise(
    ask: Ask, open_case, tmp_path: Path
) -> None:
    kept_case(ask, open_case, tmp_path)
    step(ask, "contact", "2026-12-29T11:00", mode="电话", with_="both", content="协商")
    step(ask, "fail", "2026-12-30T09:00", ground="明确拒绝", why="商家拒绝")
    step(ask, "to_regulator", "2026-12-30T10:00")
    letter = ask("paper", "issue", "transfer_letter", NUMBER, "--out", str(tmp_path), on="2026-12-30T11:00")
    assert NOTE in paper_text(letter, tmp_path)


def test_a_settlement_after_it_says_so_too(ask: Ask, open_case, tmp_path: Path) -> None:
    kept_case(ask, open_case, tmp_path)
    step(ask, "contact", "2026-12-29T11:00", mode="电话", with_="both", content="协商")
    item = {"kind": "退款", "amount": "100.00", "due": "2027-01-05", "payer": "merchant"}
    step(ask, "propose", "2026-12-29T12:00", items=json.dumps([item]))
    by = {"consumer_confirmed_by": "电话", "merchant_confirmed_by": "电话"}
    step(ask, "settle", "2026-12-29T13:00", **by)
    for kind in ("settlement_agreement", "settlement_notice"):
        paper = ask("paper", "issue", kind, NUMBER, "--out", str(tmp_path), on="2026-12-29T14:00")
        assert NOTE in paper_text(paper, tmp_path)


def test_an_officer_nobody_knows_is_told_at_the_field_of_the_officer(ask: Ask, open_case) -> None:
    open_case("2026-09-30T10:12")
    refusal = step(ask, "assign", "2026-10-08T09:00", status=1, officer="不存在")["refusal"]
    assert (refusal["code"], refusal["field"]) == ("clerk.unknown", "officer")

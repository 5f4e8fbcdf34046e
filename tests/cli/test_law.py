"""`law` against the vectors that were counted by hand."""

import json

import pytest

STRIP = ("2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12")


def test_the_odr_limit_over_golden_week_counts_the_made_up_saturday(run) -> None:
    told = run("law", "deadline", "R-ODR", "--from", "2026-09-30T10:12", "--json").json
    assert (told["start"], told["raw"], told["due"]) == ("2026-09-30", "2026-10-20", "2026-10-20")
    assert (told["unit"], told["length"], told["provisional"]) == ("workday", 10, False)
    counted = [day["date"] for day in told["days"] if day["count"]]
    assert tuple(counted[:4]) == STRIP
    assert len(counted) == 10
    assert {day["kind"] for day in told["days"]} == {"work", "rest", "holiday", "makeup"}
    assert list(told) == ["rule", "version", "source", "unit", "length", "start", "raw", "due", "provisional", "days"]


@pytest.mark.parametrize(
    ("rule", "start", "raw", "due"),
    [
        ("R-NR-RET", "2026-09-28", "2026-10-05", "2026-10-08"),
        ("R-NR-REFUND", "2026-10-11", "2026-10-18", "2026-10-19"),
        ("R-ODR", "2026-06-05", "2026-06-22", "2026-06-22"),
        ("R-REG-ACC", "2026-06-23", "2026-07-02", "2026-07-02"),
        ("R-REG-MED", "2026-06-30", "2026-08-29", "2026-08-31"),
        ("R-REG-TERM", "2026-09-16", "2026-09-24", "2026-09-24"),
        ("R-IP15", "2026-04-17", "2026-05-02", "2026-05-06"),
        ("R-ODR", "2026-04-30T17:30+08:00", "2026-05-18", "2026-05-18"),
        ("R-RATIFY30", "2026-05-08", "2026-06-07", "2026-06-08"),
    ],
)
def test_limits_of_the_scenarios(run, rule, start, raw, due) -> None:
    told = run("law", "deadline", rule, "--from", start, "--json").json
    assert (told["raw"], told["due"]) == (raw, due)


def test_an_appraisal_prolongs_the_regulators_mediation_by_its_days(run) -> None:
    words = ("law", "deadline", "R-REG-MED", "--from", "2026-06-30", "--pause", "2026-07-06/2026-07-24", "--json")
    told = run(*words).json
    assert (told["rule"], told["due"]) == ("R-REG-MED-121", "2026-09-16")
    assert sum(day["kind"] == "paused" for day in told["days"]) == 18


@pytest.mark.parametrize(("start", "rule"), [("2026-04-14", "R-REG-MED-20"), ("2026-04-15", "R-REG-MED-121")])
def test_the_mediation_rule_changes_overnight(run, start, rule) -> None:
    assert run("law", "deadline", "R-REG-MED", "--from", start, "--json").json["rule"] == rule


def test_a_calendar_of_ones_own_replaces_its_year(run, tmp_path) -> None:
    path = tmp_path / "2027.json"
    statutory = ["01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15", "10-01"]
    off = [f"2027-{day}" for day in [*statutory, "10-02", "10-03", "10-04"]]
    path.write_text(
        json.dumps({"year": 2027, "number": "x", "title": "x", "provisional": False, "work": [], "off": {"x": off}}),
        encoding="utf-8",
    )
    usual = run("law", "deadline", "R-ODR", "--from", "2027-09-24", "--json").json
    own = run("law", "deadline", "R-ODR", "--from", "2027-09-24", "--calendar", str(path), "--json").json
    assert (usual["provisional"], own["provisional"]) == (True, False)
    assert own["due"] > usual["due"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"not = [toml", b"{}", b"year = 1"])
def test_a_calendar_that_cannot_be_read_is_refused(run, tmp_path, content) -> None:
    path = tmp_path / "c.toml"
    path.write_bytes(content)
    assert run("law", "deadline", "R-ODR", "--from", "2026-01-01", "--calendar", str(path)).status == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("law", "deadline", "R-NONE", "--from", "2026-01-01"), "rule.unknown"),
        (("law", "deadline", "R-ODR", "--from", "2026-02-30"), "time.unreadable"),
        (("law", "deadline", "R-ODR", "--from", "2026-01-01", "--calendar", "/none"), "input.missing"),
        (
            ("law", "deadline", "R-ODR", "--from", "2026-01-01", "--pause", "2026-01-02/2026-01-03"),
            "pause.not_allowed",
        ),
        (("law", "remedy", "A-NONE", "--price", "1"), "remedy.unknown"),
        (("law", "remedy", "A-FRAUD", "--price", "1.234"), "amount.unreadable"),
        (("law", "remedy", "A-FRAUD", "--price", "-1"), "amount.unreadable"),
        (("law", "remedy", "A-FOOD", "--price", "100", "--with", "A-FRAUD"), "remedy.alternatives"),
        (("law", "words", "-5"), "amount.unreadable"),
        (("law", "words", "1e3"), "amount.unreadable"),
        (("law", "words", "五元"), "amount.unreadable"),
    ],
)
def test_what_the_law_refuses(run, words, code) -> None:
    ran = run(*words, "--json")
    assert ran.status == 1
    assert ran.json["refusal"]["code"] == code


@pytest.mark.parametrize(
    ("code", "price", "extra"),
    [
        ("A-FRAUD", "129.00", 50000),
        ("A-FRAUD", "166.66", 50000),
        ("A-FRAUD", "166.67", 50001),
        ("A-FRAUD", "¥200.00", 60000),
        ("A-FOOD", "38.80", 100000),
        ("A-FOOD", "100.01", 100010),
        ("A-DRUG", "150.00", 150000),
    ],
)
def test_extra_amounts(run, code, price, extra) -> None:
    told = run("law", "remedy", code, "--price", price, "--json").json
    assert told["extra_fen"] == extra
    assert told["total_fen"] == told["refund_fen"] + extra
    assert told["options"] == []
    assert told["confirm"]


def test_the_total_of_the_shoes_in_figures_and_capitals(run) -> None:
    told = run("law", "remedy", "A-FRAUD", "--price", "129.00", "--json").json
    assert (told["refund_fen"], told["total_fen"], told["words"]) == (12900, 62900, "陆佰贰拾玖元整")
    assert "第五十五条" in told["source"]


def test_where_the_facts_decide_every_answer_is_listed_and_none_picked(run) -> None:
    told = run("law", "remedy", "A-FOOD", "--price", "100", "--loss", "500", "--json").json
    assert (told["extra_fen"], told["total_fen"], told["words"]) == (None, None, None)
    assert {option["when"]: option["extra_fen"] for option in told["options"]} == {
        "price_multiple": 100000,
        "loss_multiple": 150000,
    }


def test_an_option_on_several_facts_names_them_in_one_word(run) -> None:
    words = ("--price", "1000", "--loss", "500", "--quantity", "10", "--reasonable", "2", "--knowing", "--json")
    told = run("law", "remedy", "A-FOOD", *words).json
    assert {option["when"]: option["extra_fen"] for option in told["options"]} == {
        "not_knowing+price_multiple": 1000000,
        "not_knowing+loss_multiple": 150000,
        "knowing_reasonable+price_multiple": 200000,
        "knowing_reasonable+loss_multiple": 150000,
    }


def test_a_promise_needs_its_multiple(run) -> None:
    assert run("law", "remedy", "A-PROMISE", "--price", "10", "--json").status == 1
    assert run("law", "remedy", "A-PROMISE", "--price", "100", "--multiple", "10", "--json").json["extra_fen"] == 100000


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("10.05", "壹拾元零伍分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1,038.80", "壹仟零叁拾捌元捌角整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
    ],
)
def test_capitals(run, yuan, words) -> None:
    assert run("law", "words", yuan).out == words + "\n"
    assert run("law", "words", yuan, "--json").json == {"words": words}


@pytest.mark.parametrize(
    ("kind", "value", "status"),
    [
        ("uscc", "91350100M000100Y43", 0),
        ("uscc", "91350100M000100Y44", 1),
        ("id", "11010519491231002X", 0),
        ("id", "310115201305201238", 0),
        ("id", "310115201305201239", 1),
        ("phone", "13812345678", 0),
        ("phone", "12", 1),
        ("card", "6222021234567890", 1),
    ],
)
def test_numbers_are_checked_and_the_reason_is_said(run, kind, value, status) -> None:
    ran = run("law", "validate", kind, value, "--json")
    assert ran.status == status
    assert ran.json["valid"] is (status == 0)
    assert ("refusal" in ran.json) is (status == 1)
    assert value not in ran.out + ran.err


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        ("phone", "13812345678", "138****5678"),
        ("id", "310115201305201238", "310115********1238"),
        ("name", "欧阳明", "欧阳*"),
        ("name", "张小明", "张*明"),
        ("name", "张明", "张*"),
        ("address", "上海市浦东新区世纪大道2001号4号楼319室", "上海市浦东新区***"),
        ("card", "6222021234567890", "****7890"),
        ("email", "zhang@example.com", "z***@example.com"),
    ],
)
def test_masks(run, kind, value, masked) -> None:
    assert run("law", "mask", kind, value).out == masked + "\n"
    assert run("law", "mask", kind, value, "--json").json["masked"] == masked


def test_a_person_reads_the_derivation_line_by_line(run) -> None:
    out = run("law", "deadline", "R-ODR", "--from", "2026-09-30").out
    assert "2026-10-10\t调休上班\t3" in out
    assert "国庆节" in out
    worked = run("law", "remedy", "A-FOOD", "--price", "100", "--loss", "500").out
    assert "按损失的倍数" in worked
    assert "参考计算" in worked


def test_a_remedy_comes_with_the_articles_of_the_day_of_purchase(run) -> None:
    told = run("law", "remedy", "A-FOOD", "--price", "38.80", "--on", "2024-08-21", "--json").json
    assert told["on"] == "2024-08-21"
    assert [article["source"] for article in told["articles"]] == ["《中华人民共和国食品安全法》第一百四十八条"]
    assert told["articles"][0]["text"].startswith("消费者因不符合食品安全标准的食品受到损害的")
    assert told["articles"][0]["verified"] == "verified"
    assert any("第四十四条" in note["source"] for note in told["notes"])


def test_a_purchase_before_the_law_is_refused_with_its_day(run) -> None:
    ran = run("law", "remedy", "A-FRAUD", "--price", "100", "--on", "2014-03-14", "--json")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "remedy.not_in_force")
    assert "2014-03-14" in ran.json["refusal"]["message"]


def test_several_orders_are_told_one_by_one(run) -> None:
    told = run("law", "remedy", "A-FOOD", "--order", "38.00", "--order", "50.00", "--json").json
    assert (told["refund_fen"], told["extra_fen"]) == (8800, None)
    assert {option["when"]: option["extra_fen"] for option in told["options"]} == {
        "orders_together": 100000,
        "orders_apart": 200000,
    }


def test_a_defect_has_only_a_limit(run) -> None:
    told = run("law", "remedy", "A-DEFECT", "--loss", "1000", "--json").json
    assert (told["limit_fen"], told["extra_fen"], told["total_fen"], told["words"]) == (200000, None, None, None)
    assert run("law", "remedy", "A-FRAUD", "--price", "1", "--json").json["limit_fen"] is None


def test_a_prepaid_balance_needs_its_rate_to_bear_interest(run) -> None:
    words = ("law", "remedy", "A-PREPAID", "--price", "3000", "--used", "1200", "--json")
    assert run(*words).json["extra_fen"] == 0
    told = run(*words, "--lpr", "3.10", "--from", "2026-03-01", "--to", "2026-09-01").json
    assert (told["refund_fen"], told["extra_fen"], told["total_fen"]) == (180000, 2813, 182813)
    assert run(*words, "--lpr", "310", "--from", "2026-03-01", "--to", "2026-09-01").status == 1


def test_a_remedy_without_a_price_is_wrong_usage(run) -> None:
    assert run("law", "remedy", "A-FRAUD", "--json").status == 2

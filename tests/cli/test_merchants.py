"""`merchant`: what scripts and people read of merchants, and merging by the command line."""

import pytest

FIRM = "91310115MA1FARM015"


@pytest.fixture
def desk(run, practice, case_file):
    for name, uscc, no in (("云裳服饰", None, "1"), ("云裳服装旗舰店", FIRM, "2"), ("海淘优专营店", None, "3")):
        told = {"merchant": {"name": name, "uscc": uscc}, "channel_no": no, "live": {"room": "云裳直播间"}}
        assert run("case", "open", case_file(told), "--now", "2026-09-30T10:12", "--json").status == 0
    return practice


def ask(run, *words, status=0):
    done = run("merchant", *words, "--now", "2026-10-08T09:00", "--json")
    assert done.status == status, done.out
    return done.json


def test_the_list_and_the_page(run, desk) -> None:
    told = ask(run, "list", "--find", "云裳", "--sort", "name")
    assert [row["name"] for row in told["rows"]] == ["云裳服饰", "云裳服装旗舰店"]  # by pinyin: shi before zhuang
    row = ask(run, "list", "--find", FIRM[:6])["rows"][0]
    assert (row["open"], row["recent"], row["settlement_rate"], row["answer_working_days"]) == (1, 1, None, None)
    page = ask(run, "show", FIRM)
    assert page["deposit"] is None
    assert page["problems"][0] == {
        "category": "虚假宣传",
        "category_code": "false_claims",
        "goods": "头层牛皮男鞋",
        "cases": 1,
        "recent": 1,
        "open": 1,
        "last": "2026-09-30T10:12:00+08:00",
    }
    assert [row["merchant"] for row in page["cases"]] == ["云裳服装旗舰店"]
    assert ask(run, "show", "没有的店", status=1)["refusal"]["code"] == "merchant.unknown"


def test_merging_by_hand_and_back(run, desk) -> None:
    (pair,) = ask(run, "duplicates")["pairs"]
    assert {pair["one"]["name"], pair["other"]["name"]} == {"云裳服饰", "云裳服装旗舰店"}
    assert pair["score"] >= 80
    merged = ask(run, "merge", "云裳服饰", FIRM, "--why", "同一营业执照")
    assert merged["merchant"]["cases"] == 2
    page = ask(run, "show", "云裳服饰")
    assert page["merchant"]["uscc"] == FIRM
    assert [one["name"] for one in page["merged"]] == ["云裳服饰"]
    assert sorted(one["merchant"] for one in page["cases"]) == ["云裳服装旗舰店", "云裳服饰"]
    assert ask(run, "duplicates")["pairs"] == []
    assert ask(run, "unmerge", "云裳服饰", status=1)["refusal"]["code"] == "field.required"
    assert ask(run, "unmerge", "云裳服饰", "--why", "店主不同")["merchant"]["cases"] == 1
    assert [one["act"] for one in ask(run, "show", FIRM)["record"]] == ["merchant.unmerge", "merchant.merge"]


def test_two_that_are_not_the_same_are_not_shown_again(run, desk) -> None:
    ask(run, "apart", "云裳服饰", FIRM)
    assert ask(run, "duplicates")["total"] == 0
    ask(run, "apart", FIRM, "云裳服饰", "--undo")
    assert ask(run, "duplicates")["total"] == 1


def test_notes_corrections_and_live_rooms(run, desk) -> None:
    assert ask(run, "note", FIRM, "约谈", "约谈负责人")["kind"] == "interview"
    assert ask(run, "note", FIRM, "罚款", "x", status=1)["refusal"]["code"] == "word.unknown"
    told = ask(run, "correct", FIRM, "--set", "region=浦东新区", "--set", "phone=021-58880315", "--why", "核实")
    assert (told["merchant"]["region"], told["merchant"]["phone"]) == ("浦东新区", "021-58880315")
    assert [one["act"] for one in ask(run, "show", FIRM)["record"]] == ["merchant.correct", "merchant.note"]
    (place,) = ask(run, "live", "room")["places"]
    assert (place["name"], place["cases"]) == ("云裳直播间", 3)
    assert len(ask(run, "live", "room", "云裳")["cases"]) == 3
    assert ask(run, "live", "shop", status=1)["refusal"]["code"] == "merchant.unknown_place"


def test_what_a_person_reads(run, desk) -> None:
    page = run("merchant", "show", FIRM, "--now", "2026-10-08T09:00").out
    assert "保证金\t—" in page
    assert "头层牛皮男鞋" in page
    assert "云裳服装旗舰店" in run("merchant", "list", "--now", "2026-10-08T09:00").out
    assert "名称相似" in run("merchant", "duplicates", "--now", "2026-10-08T09:00").out


def test_a_case_says_how_manieth_it_is(run, desk, case_file) -> None:
    told = {"merchant": {"name": "云裳服饰", "uscc": None}, "channel_no": "9"}
    number = run("case", "open", case_file(told), "--now", "2026-09-30T11:12", "--json").json["number"]
    shown = run("case", "show", number, "--now", "2026-10-08T09:00", "--json").json
    assert shown["merchant_standing"] == {"id": 1, "name": "云裳服饰", "nth": 2, "recent": 2, "same_problem": 2}

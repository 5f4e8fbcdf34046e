"""`desk watchlist`, and what a watched mark looks like to a script."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

LIST = "商标名称,注册号,权利人,生效日期\n澄砚,90000001,上海澄砚文化有限公司,2025-01-01\n"
SHEET = "投诉编号,投诉时间,投诉人,联系电话,被投诉人,商品名称,投诉内容\n"


@pytest.fixture
def marks(practice: Path) -> str:
    path = practice.parent / "名录.csv"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def test_a_list_is_brought_in_and_shown(run, marks: str) -> None:
    told = run("desk", "watchlist", marks, "--json").json
    assert (told["added"], told["total"], told["problems"]) == (1, 1, [])
    shown = run("desk", "watchlist", "--json").json
    assert shown["total"] == 1
    assert shown["marks"][0] == {
        "name": "澄砚",
        "registration_no": "90000001",
        "class": None,
        "holder": "上海澄砚文化有限公司",
        "from": "2025-01-01",
        "to": None,
        "source": None,
    }
    assert "澄砚" in run("desk", "watchlist").out


def test_the_sample_and_a_file_are_not_asked_for_together(run, marks: str) -> None:
    assert run("desk", "watchlist", marks, "--sample").status == 2
    assert run("desk", "watchlist", "--sample", "--json").json["added"] == 4


def test_a_line_without_a_mark_is_named(run, practice: Path) -> None:
    path = practice.parent / "名录.csv"
    path.write_text(LIST + ",90000002,,\n", encoding="utf-8")
    told = run("desk", "watchlist", str(path), "--json").json
    assert [(one["line"], one["code"]) for one in told["problems"]] == [(3, "watchlist.no_name")]
    assert "第 3 行" in run("desk", "watchlist", str(path)).out


def test_opening_a_case_warns_and_is_not_refused(run, marks: str, case_file) -> None:
    run("desk", "watchlist", marks)
    file = case_file({"facts": "印有“澄砚”标识，怀疑不是正品。"})
    opened = run("case", "open", file, "--now", "2026-09-30T10:12", "--json").json
    warned = [one for one in opened["warnings"] if one["code"] == "ip.watched"]
    assert [one["field"] for one in warned] == ["facts"]
    assert "澄砚 90000001 上海澄砚文化有限公司" in warned[0]["message"]
    shown = run("case", "show", opened["number"], "--json").json
    assert shown["watched"] == [{"name": "澄砚", "registration_no": "90000001"}]


def test_a_trial_import_hints(run, marks: str, practice: Path) -> None:
    run("desk", "watchlist", marks)
    sheet = practice.parent / "投诉.csv"
    sheet.write_text(
        SHEET + "1,2026-09-20,张小某,13812345678,浦江好物旗舰店,澄砚竹节保温杯,怀疑不是正品\n", encoding="utf-8"
    )
    told = run("intake", "import", str(sheet), "--dry-run", "--json").json
    assert [(one["line"], one["field"], one["name"]) for one in told["watched"]] == [(2, "order.goods", "澄砚")]
    assert all(one["code"] != "ip.watched" for one in told["problems"])


def test_the_letters_go_to_merchant_and_right_holder_and_tell_nothing_of_the_consumer(
    run, practice: Path, opened: str
) -> None:
    def step(name: str, now: str, **facts: str) -> None:
        told = [word for key, value in facts.items() for word in ("--set", f"{key}={value}")]
        assert run("case", "step", opened, name, *told, "--now", now, "--json").status == 0

    def text(kind: str, now: str, *more: str) -> str:
        issued = run("paper", "issue", kind, opened, *more, "--now", now, "--json").json
        pages = PdfReader(issued["file"]).pages
        return "".join("".join(page.extract_text().split()) for page in pages)

    early = run("paper", "issue", "ip_notice_letter", opened, "--now", "2026-12-30T09:00", "--json")
    assert (early.status, early.json["refusal"]["code"]) == (1, "paper.not_yet")
    contact = "legal@chengyan.example，13800001234"
    step("ip_notice", "2026-12-30T10:00", right="商标", rights_holder="上海澄砚文化有限公司",
         rights_holder_contact=contact, ip_target="张某所购男鞋")  # fmt: skip
    step("ip_measures", "2026-12-30T15:00", measures="屏蔽")
    notice = text("ip_notice_letter", "2026-12-30T15:05")
    assert "上海浦江好物电子商务有限公司：" in notice
    assert "屏蔽" in notice
    assert "l***@chengyan.example，138****1234" in notice
    assert "张某" not in notice
    assert "13812345678" not in notice
    assert "2019年修正" in notice
    assert "请核对现行有效文本" in notice

    step("ip_declaration", "2027-01-04T10:00", declaration="有授权书")
    declaration = text("ip_declaration_letter", "2027-01-04T10:05")
    assert "上海澄砚文化有限公司：" in declaration
    assert "向有关主管部门投诉，或者向人民法院起诉" in declaration
    assert "有授权书" in declaration
    refused = run("paper", "issue", "ip_declaration_letter", opened, "--copy", "consumer", "--json")
    assert (refused.status, refused.json["refusal"]["code"]) == (1, "paper.copy_not_for")


def test_the_trademark_law_is_that_of_the_day_of_the_notice(run, practice: Path, opened: str) -> None:
    run("case", "step", opened, "ip_notice", "--set", "right=trademark", "--now", "2027-01-01T09:00")
    run("case", "step", opened, "ip_measures", "--now", "2027-01-01T10:00")
    issued = run("paper", "issue", "ip_notice_letter", opened, "--now", "2027-01-01T10:05", "--json").json
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(issued["file"]).pages)
    assert "2026年6月26日修订" in text
    assert "2019年修正" not in text


def test_the_page_in_the_terminal_tells_the_branch(run, practice: Path, opened: str) -> None:
    run("case", "step", opened, "ip_notice", "--set", "right=商标", "--now", "2026-10-08T09:00")
    page = run("case", "show", opened, "--now", "2026-10-08T10:00").out
    assert "知识产权：收到通知" in page
    assert json.loads(run("case", "show", opened, "--json").out)["ip"]["next"] == "ip_measures"

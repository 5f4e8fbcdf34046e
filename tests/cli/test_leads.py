"""Leads and departments on the command line."""

import json
from pathlib import Path

AT = ("--now", "2026-10-08T09:00")


def test_a_lead_goes_its_way_and_is_shown(run, opened) -> None:
    told = run("case", "step", opened, "lead", "--set", "what=虚假宣传", "--set", "to=market", *AT, "--json").json
    assert (told["state"], [one["kind"] for one in told["papers"]]) == ("registered", ["lead_sheet"])
    assert run("case", "step", opened, "lead_sent", "--set", "how=邮寄", "--set", "region=浦东新区", *AT).status == 0
    assert run("case", "step", opened, "lead_answered", "--set", "result=已立案", *AT).status == 0
    assert "线索 1  已答复  market  310115  虚假宣传" in run("case", "show", opened, *AT).out
    (lead,) = run("case", "show", opened, *AT, "--json").json["leads"]
    assert (lead["number"], lead["status"], lead["to"], lead["region"]) == (1, "answered", "market", "310115")
    assert (lead["sent_on"], lead["answered_on"], lead["result"]) == ("2026-10-08", "2026-10-08", "已立案")


def test_a_lead_alone_needs_only_what(run, opened) -> None:
    assert run("case", "step", opened, "lead", *AT, "--json").json["refusal"]["field"] == "what"
    assert run("case", "step", opened, "lead", "--set", "what=虚假宣传", *AT).status == 0
    assert run("case", "show", opened, *AT, "--json").json["leads"][0]["to"] is None


def test_evidence_may_be_a_list(run, opened) -> None:
    facts = ("--set", "what=假冒", "--set", 'evidence=["回放", "报告"]')
    assert run("case", "step", opened, "lead", *facts, *AT).status == 0
    assert run("case", "show", opened, *AT, "--json").json["leads"][0]["evidence"] == ["回放", "报告"]


def test_the_departments_are_listed_and_set_from_a_file(run, practice, tmp_path: Path) -> None:
    usual = run("desk", "departments", "--json").json
    assert (len(usual["departments"]), usual["regions"][0]["zh"]) == (13, "浦东新区")
    file = tmp_path / "部门.json"
    row = {"zh": "城管部门", "en": "City management", "addressed": "{region}城管局", "categories": ["other"]}
    file.write_text(json.dumps({"city": row}, ensure_ascii=False), encoding="utf-8")
    told = run("desk", "departments", str(file), "--json").json["departments"]
    assert [one["code"] for one in told][-1] == "city"
    assert "城管部门" in run("desk", "departments").out
    file.write_text(json.dumps({"city": {"zh": "城管"}}), encoding="utf-8")
    refused = run("desk", "departments", str(file), "--json")
    assert (refused.status, refused.json["refusal"]["code"]) == (1, "department.lacks")


def test_a_sheet_is_issued_for_the_regulator_unless_told_and_of_the_lead_that_is_named(run, opened, tmp_path) -> None:
    for what in ("虚假宣传", "无照经营"):
        assert run("case", "step", opened, "lead", "--set", f"what={what}", *AT).status == 0
    told = run("paper", "issue", "lead_sheet", opened, "--lead", "1", "--out", str(tmp_path / "a.pdf"), *AT, "--json")
    assert (told.json["kind"], told.json["number"]) == ("lead_sheet", "消线〔2026〕第0001号")
    refused = run("paper", "issue", "lead_sheet", opened, "--copy", "merchant", *AT, "--json")
    assert (refused.status, refused.json["refusal"]["code"]) == (1, "paper.copy_not_for")
    assert "lead_sheet" in [one["kind"] for one in run("paper", "kinds", "--json").json["kinds"]]


def test_patterns_are_listed_dismissed_and_made_leads_of(run, practice, case_file) -> None:
    numbers = []
    for last in "123":
        changes = {"channel_no": f"310115000000020260930123{last}"}
        told = run("case", "open", case_file(changes), "--now", "2026-09-30T10:12", "--json").json
        numbers.append(told["number"])
    asked = run("case", "patterns", *AT, "--json").json
    assert (asked["days"], asked["least"]) == (30, 3)
    (group,) = asked["patterns"]
    assert (group["count"], group["consumers"], group["cases"], group["kind"]) == (3, 1, numbers, "room")
    assert run("case", "patterns", "--days", "3", *AT, "--json").json["patterns"] == []
    assert run("case", "patterns", "--least", "4", *AT, "--json").json["patterns"] == []
    refused = run("case", "patterns", "--dismiss", group["id"], *AT, "--json")
    assert refused.json["refusal"]["code"] == "pattern.needs_why"
    assert run("case", "patterns", "--dismiss", "x", "--why", "无", *AT, "--json").json["refusal"]["code"] == (
        "pattern.unknown"
    )
    done = run("case", "patterns", "--lead", group["id"], "--what", "虚假宣传", "--to", "market", *AT, "--json").json
    assert done["patterns"] == []
    assert len(run("case", "patterns", "--all", *AT, "--json").json["patterns"]) == 1
    assert run("case", "show", numbers[2], *AT, "--json").json["leads"][0]["to"] == "market"
    assert "同类投诉" in run("case", "patterns", *AT).out

"""Making a desk, seating clerks, and what a moved clock and another clerk may do."""

from odrdesk.domain.vocabulary import Role


def test_a_desk_is_made_with_one_owner(run, tmp_path) -> None:
    told = run("desk", "new", str(tmp_path / "台"), "--name", "消费维权联络点", "--json").json
    assert (told["name"], told["practice"], told["owner"]) == ("消费维权联络点", False, "负责人")
    assert (
        run("desk", "new", str(tmp_path / "台"), "--name", "又一个", "--json").json["refusal"]["code"] == "desk.exists"
    )


def test_a_desk_needs_a_name_and_an_empty_folder(run, tmp_path) -> None:
    assert run("desk", "new", str(tmp_path / "a"), "--name", " ").status == 1
    assert run("desk", "new", str(tmp_path / "a")).status == 2
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "file").write_text("x")
    assert run("desk", "new", str(tmp_path / "b"), "--name", "x").status == 1


def test_only_a_practice_desk_has_its_clock_moved(run, tmp_path) -> None:
    desk = str(tmp_path / "real")
    made_before = run("desk", "new", desk, "--name", "x", "--now", "2026-09-01", "--json")
    assert made_before.json["refusal"]["code"] == "now.not_practice"
    assert run("desk", "new", desk, "--name", "x").status == 0
    moved = run("case", "list", "--desk", desk, "--now", "2026-09-01", "--json")
    assert (moved.status, moved.json["refusal"]["code"]) == (1, "now.not_practice")


def test_a_practice_desk_may_go_back_before_it_was_made(run, practice, case_file) -> None:
    told = run("case", "open", case_file(), "--now", "2026-09-30T10:12", "--json").json
    assert told["number"] == "ODR-2026-00001"
    assert run("check", "--json").json == {"ok": True, "findings": []}


def test_clerks_have_the_roles_they_were_given(run, practice) -> None:
    told = run("clerk", "add", "王芳", "--role", "officer", "--role", "finance", "--json").json
    assert (told["name"], told["roles"]) == ("王芳", ["finance", "officer"])
    assert run("clerk", "add", "李雷", "--role", "officer", "finance", "--json").json["roles"] == ["finance", "officer"]
    assert run("clerk", "add", "韩梅", "--role", "主管", "--json").json["roles"] == ["supervisor"]
    assert run("clerk", "add", "王芳", "--role", "officer", "--json").json["refusal"]["code"] == "clerk.taken"
    assert run("clerk", "add", "赵六", "--role", "chef", "--json").json["refusal"]["code"] == "word.unknown"
    assert run("clerk", "add", "赵六").status == 2


def test_every_role_can_be_given(run, practice) -> None:
    words = [word for role in Role for word in ("--role", role.value)]
    assert run("clerk", "add", "全能", *words, "--json").json["roles"] == sorted(Role)


def test_a_clerk_acts_within_his_roles(run, practice, case_file) -> None:
    run("clerk", "add", "审计员", "--role", "auditor")
    refused = run("case", "open", case_file(), "--as", "审计员", "--now", "2026-10-01", "--json")
    assert refused.json["refusal"]["code"] == "step.role"
    assert run("clerk", "add", "谁", "--role", "officer", "--as", "审计员").status == 1
    assert run("case", "list", "--as", "不存在", "--json").json["refusal"]["code"] == "clerk.unknown"


def test_the_demonstration_is_a_whole_practice_desk_and_is_kept(run, tmp_path) -> None:
    made = run("demo", str(tmp_path / "demo"), "--json").json
    assert (made["kept"], made["cases"] >= 60) == (False, True)
    assert made["papers"]
    assert run("check", "--desk", made["desk"], "--json").json["ok"] is True
    assert run("case", "list", "--desk", made["desk"], "--now", "2026-10-01").status == 0
    again = run("demo", str(tmp_path / "demo"), "--json").json
    assert (again["kept"], again["cases"]) == (True, made["cases"])


def test_a_limit_warns_when_it_is_told_to_and_as_usual_again(run, practice) -> None:
    told = {row["rule"]: row for row in run("desk", "warnings", "--json").json["warnings"]}
    assert {"R-ODR", "R-TOTAL", "R-WX-MERCH"} <= set(told)
    assert not any(code.startswith("R-RET-") for code in told)
    assert told["R-ODR"] == {
        "rule": "R-ODR",
        "unit": "workday",
        "remind": 3,
        "urgent": 1,
        "usual": {"remind": 3, "urgent": 1},
        "chosen": False,
    }
    assert told["R-WX-MERCH"]["unit"] == "hour"
    (row,) = run("desk", "warnings", "R-ODR", "--remind", "5", "--urgent", "2", "--json").json["warnings"]
    assert (row["remind"], row["urgent"], row["usual"], row["chosen"]) == (5, 2, {"remind": 3, "urgent": 1}, True)
    assert "R-ODR" in run("desk", "warnings").out
    (row,) = run("desk", "warnings", "R-ODR", "--usual", "--json").json["warnings"]
    assert (row["remind"], row["chosen"]) == (3, False)


def test_a_warning_that_cannot_stand_is_refused_at_its_field(run, practice) -> None:
    for remind, urgent, code, field in (
        ("1", "2", "warning.reversed", "urgent"),
        ("x", "1", "fact.unreadable", "remind"),
        ("61", "1", "fact.unreadable", "remind"),
    ):
        refusal = run("desk", "warnings", "R-ODR", "--remind", remind, "--urgent", urgent, "--json").json["refusal"]
        assert (refusal["code"], refusal["field"]) == (code, field)
    unknown = run("desk", "warnings", "R-NONE", "--remind", "2", "--urgent", "1", "--json")
    assert unknown.json["refusal"]["code"] == "rule.unknown"
    for line in (["--usual"], ["R-ODR", "--remind", "2"], ["R-ODR", "--remind", "2", "--urgent", "1", "--usual"]):
        assert run("desk", "warnings", *line).status == 2

"""`paper`: what is answered, where the file goes, and what a changed file is told."""

from pathlib import Path

import pytest


@pytest.fixture
def accepted(run, opened) -> str:
    assert run("case", "step", opened, "accept", "--now", "2026-10-08").status == 0
    return opened


def issue(run, number: str, *words: str):
    return run("paper", "issue", "acceptance_notice", number, *words, "--now", "2026-10-08", "--json")


def test_kinds_are_those_that_can_be_issued(run) -> None:
    told = run("paper", "kinds", "--json").json["kinds"]
    assert {kind["kind"] for kind in told} >= {"acceptance_notice", "settlement_agreement", "settlement_notice"}
    assert [kind["title"] for kind in told[:2]] == ["登记表", "受理告知书"]


def test_an_issued_paper_lies_where_the_command_was_run(run, accepted, tmp_path) -> None:
    told = issue(run, accepted).json
    assert list(told) == ["id", "number", "kind", "pages", "sha256", "file"]
    assert told["number"] == "消受〔2026〕第0001号"
    path = Path(told["file"])
    assert path.parent == tmp_path
    assert path.name == "消受〔2026〕第0001号_受理告知书_张某_20261008.pdf"
    assert path.read_bytes().startswith(b"%PDF-")


def test_the_same_paper_again_is_the_same_file_and_a_stranger_is_left_alone(run, accepted) -> None:
    first = issue(run, accepted).json
    assert issue(run, accepted).json == first
    Path(first["file"]).write_bytes(b"someone else's")
    second = issue(run, accepted).json
    assert second["sha256"] == first["sha256"]
    assert Path(second["file"]).name.endswith("-2.pdf")
    assert Path(first["file"]).read_bytes() == b"someone else's"


def test_out_names_a_file_or_a_folder(run, accepted, tmp_path) -> None:
    named = tmp_path / "通知.pdf"
    assert issue(run, accepted, "--out", str(named)).json["file"] == str(named)
    (tmp_path / "文书").mkdir()
    assert Path(issue(run, accepted, "--out", str(tmp_path / "文书")).json["file"]).parent == tmp_path / "文书"


def test_a_place_that_cannot_be_written_is_a_fault_and_the_paper_is_kept(run, accepted, tmp_path) -> None:
    ran = issue(run, accepted, "--out", str(tmp_path / "none" / "x.pdf"))
    assert (ran.status, ran.json["fault"]["code"]) == (3, "output.cannot_write")
    assert [paper["number"] for paper in run("case", "show", accepted, "--json").json["papers"]] == [
        "消受〔2026〕第0001号"
    ]


def test_unknown_kinds_and_copies_are_wrong_usage_and_early_ones_refused(run, accepted) -> None:
    assert run("paper", "issue", "poem", accepted).status == 2
    assert issue(run, accepted, "--copy", "press").status == 2
    early = run("paper", "issue", "settlement_notice", accepted, "--now", "2026-10-08", "--json")
    assert (early.status, early.json["refusal"]["code"]) == (1, "paper.not_yet")
    assert "已受理" in early.json["refusal"]["message"]


def test_the_step_knows_that_its_paper_was_issued(run, accepted) -> None:
    issue(run, accepted)
    shown = run("case", "show", accepted, "--json").json["papers"]
    assert [(paper["kind"], paper["copy"], paper["void"]) for paper in shown] == [
        ("acceptance_notice", "consumer", False)
    ]


def test_a_file_is_verified_and_a_changed_one_refused(run, accepted) -> None:
    told = issue(run, accepted).json
    good = run("paper", "verify", told["file"], "--json")
    assert (good.status, good.json["unchanged"], good.json["number"]) == (0, True, told["number"])
    path = Path(told["file"])
    path.write_bytes(path.read_bytes().replace(b"%PDF-1", b"%PDF-2", 1))
    bad = run("paper", "verify", told["file"], "--json")
    assert (bad.status, bad.json["refusal"]["code"]) == (1, "paper.changed")
    assert run("paper", "verify", "/none.pdf", "--json").json["refusal"]["code"] == "input.missing"


def test_a_paper_is_declared_void_with_a_reason(run, accepted) -> None:
    key = str(issue(run, accepted).json["id"])
    assert run("paper", "void", key, "--json").status == 1
    told = run("paper", "void", key, "--why", "填错", "--json").json
    assert (told["void"], told["void_why"]) == (True, "填错")
    assert run("paper", "void", key, "--why", "再", "--json").json["refusal"]["code"] == "paper.void_already"
    assert run("paper", "void", "99", "--why", "x", "--json").json["refusal"]["code"] == "paper.unknown"
    assert issue(run, accepted).json["number"] == "消受〔2026〕第0002号"


def test_a_person_is_told_number_pages_and_place(run, accepted, tmp_path) -> None:
    out = run("paper", "issue", "acceptance_notice", accepted, "--now", "2026-10-08").out
    assert "受理告知书 消受〔2026〕第0001号" in out
    assert str(tmp_path) in out

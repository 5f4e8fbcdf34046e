"""`template`: a version of one's own by the command line, from a checked file to a paper that says it."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from odrdesk.cli.main import main

KIND = "acceptance_notice"


@pytest.fixture
def text(run) -> str:
    return run("template", "show", KIND).out


@pytest.fixture
def file(practice: Path, text: str) -> str:
    path = practice.parent / "告知书.tpl"
    path.write_text(text.replace("特此告知。", "特此告知，请知悉。"), encoding="utf-8")
    return str(path)


def test_the_list_names_version_and_hash_of_every_kind(run, practice: Path) -> None:
    told = run("template", "list", "--json").json["templates"]
    assert {one["kind"] for one in told} >= {KIND, "settlement_agreement", "recovery_notice"}
    assert all(one["version"] == 0 and len(one["sha256"]) == 64 and one["draft"] is None for one in told)
    assert "程序自带" in run("template", "list").out


def test_a_text_is_shown_as_it_is_written(run, practice: Path, text: str) -> None:
    assert text.startswith("# 消费纠纷受理告知书")
    assert run("template", "show", KIND, "--json").json["text"] == text
    assert run("template", "show", KIND, "--version", "1").status == 1
    assert run("template", "show", KIND, "--draft").status == 1
    assert run("template", "show", "no_such_paper").status == 2
    fields = run("template", "show", KIND, "--fields", "--json").json
    assert "期限届满日" in [one["name"] for one in fields["fields"]]
    assert "期限届满日" in run("template", "show", KIND, "--fields").out


def test_a_file_is_checked_with_line_and_column(run, practice: Path, file: str) -> None:
    good = run("template", "check", KIND, file, "--json")
    assert (good.status, good.json["ok"], good.json["problems"]) == (0, True, [])
    bad = Path(file)
    bad.write_text(bad.read_text("utf-8").replace("{消费者}", "{消费人}"), encoding="utf-8")
    told = run("template", "check", KIND, file, "--json")
    assert told.status == 1
    first = told.json["problems"][0]
    assert (first["line"], first["column"], first["code"]) == (4, 2, "template.unknown_field")
    assert "最接近的是“消费者”" in first["message"]
    assert "第 4 行第 2 列" in run("template", "check", KIND, file).out
    assert run("template", "check", KIND, file + ".no").status == 1


def test_a_version_goes_from_draft_to_the_paper(run, opened: str, file: str, tmp_path: Path) -> None:
    at = ("--now", "2026-10-08T10:00")
    run("clerk", "add", "王芳", "--role", "officer")
    run("clerk", "add", "李强", "--role", "supervisor")
    wang, li = ("--as", "王芳", *at), ("--as", "李强", *at)
    assert run("template", "draft", KIND, file, *wang).status == 0
    changed = run("template", "diff", KIND, "--json").json
    assert [one["what"] for one in changed["lines"]] == ["removed", "added"]
    assert "+ 特此告知，请知悉。" in run("template", "diff", KIND).out
    assert run("template", "release", KIND, *li, "--json").json["refusal"]["code"] == "template.not_submitted"
    assert run("template", "draft", KIND, "--submit", *wang).status == 1
    assert run("template", "draft", KIND, "--submit", "--why", "客气些", *wang).status == 0
    assert run("template", "draft", KIND, file, *wang, "--json").json["refusal"]["code"] == "template.is_submitted"
    assert run("template", "release", KIND, *wang).status == 1
    released = run("template", "release", KIND, *li, "--json").json
    assert (released["version"], released["drafted_by"], released["released_by"]) == (1, "王芳", "李强")
    run("case", "step", opened, "accept", *at)
    out = tmp_path / "p.pdf"
    assert run("paper", "issue", KIND, opened, "--out", str(out), *at).status == 0
    printed = "".join("".join(page.extract_text().split()) for page in PdfReader(out).pages)
    assert "特此告知，请知悉。" in printed
    assert "acceptance_notice-1@" in printed


def test_a_draft_is_taken_back_and_given_up(run, practice: Path, file: str) -> None:
    run("template", "draft", KIND, file, "--submit", "--why", "改")
    assert run("template", "release", KIND, "--json").json["refusal"]["code"] == "template.same_person"
    assert run("template", "draft", KIND, "--take-back", "--json").json["submitted_at"] is None
    assert run("template", "draft", KIND, "--withdraw", "--json").json["withdrawn_at"] is not None
    assert "草稿" not in run("template", "list").out.split("受理告知书")[1].splitlines()[0]


def test_a_sample_is_written(run, practice: Path, file: str, tmp_path: Path) -> None:
    out = tmp_path / "样张.pdf"
    told = run("template", "preview", KIND, str(out), "--file", file, "--json").json
    assert told["pages"] == len(PdfReader(out).pages)
    assert run("template", "preview", KIND, str(tmp_path / "no" / "x.pdf")).status == 3


@pytest.mark.usefixtures("practice")
def test_english_is_spoken_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ODRDESK_LANG", "en")
    assert main(["template", "list"]) == 0
    assert "built in" in capsys.readouterr().out

"""`paper batch`: many cases as one job."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import COMPLAINT


@pytest.fixture
def cases(run, opened, tmp_path) -> list[str]:
    second = tmp_path / "2.json"
    second.write_text(json.dumps({**COMPLAINT, "channel_no": "3101150000000202609309999"}), "utf-8")
    made = run("case", "open", str(second), "--now", "2026-09-30T10:12", "--json").json
    numbers = [opened, str(made["number"])]
    for number in numbers:
        assert run("case", "step", number, "accept", "--now", "2026-10-08").status == 0
    return numbers


def batch(run, *words: str):
    return run("paper", "batch", "acceptance_notice", *words, "--now", "2026-10-08T10:00", "--json")


def test_a_batch_answers_what_is_there_and_what_refused(run, cases, tmp_path) -> None:
    ran = batch(run, *cases, "ODR-2026-09999", "--out", str(tmp_path / "批"))
    assert ran.status == 0
    told = ran.json
    assert [paper["number"] for paper in told["papers"]] == ["消受〔2026〕第0001号", "消受〔2026〕第0002号"]
    assert [(no["case"], no["code"]) for no in told["refused"]] == [("ODR-2026-09999", "dispute.unknown")]
    assert (told["form"], Path(told["manifest"]).name) == ("folder", "清单.csv")
    assert told["pages"] == sum(paper["pages"] for paper in told["papers"])
    assert (tmp_path / "批" / told["papers"][0]["file"]).read_bytes().startswith(b"%PDF-")


def test_the_name_of_the_output_says_what_it_becomes(run, cases, tmp_path) -> None:
    told = batch(run, *cases, "--out", str(tmp_path / "批.pdf")).json
    assert (told["form"], told["papers"][1]["first_page"]) == ("book", 1 + told["papers"][0]["pages"])
    told = batch(run, *cases, "--out", str(tmp_path / "批.ZIP"), "--copy", "merchant").json
    assert (told["form"], told["manifest"]) == ("zip", None)
    with zipfile.ZipFile(tmp_path / "批.ZIP") as pack:
        assert [one.filename for one in pack.infolist()] == [*(paper["file"] for paper in told["papers"]), "清单.csv"]


def test_numbers_may_come_from_standard_input(run, cases, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(cases) + "\n"))
    assert len(batch(run, "-", "--out", str(tmp_path / "批")).json["papers"]) == 2


def test_where_none_could_be_issued_it_is_a_refusal(run, cases, tmp_path) -> None:
    ran = batch(run, "ODR-2026-09999", "--out", str(tmp_path / "批.zip"))
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "paper.batch_none")
    assert not (tmp_path / "批.zip").exists()


def test_wrong_usage(run, cases, tmp_path) -> None:
    assert run("paper", "batch", "poem", cases[0], "--out", str(tmp_path / "x")).status == 2
    assert batch(run, cases[0], "--out", str(tmp_path / "x"), "--copy", "press").status == 2
    assert batch(run, cases[0]).status == 2

"""`intake import` on the sheet of the 12315 console, and taking it back."""

import json
from pathlib import Path

import pytest

SHEETS = Path(__file__).parents[1] / "data" / "intake"
QUEUE = SHEETS / "12315-ODR-投诉单列表.xlsx"
TRUTH = json.loads((SHEETS / "truth.json").read_text("utf-8"))[QUEUE.name]
KEYS = {"file", "encoding", "sheet", "header_row", "mapping", "rows", "new", "repeated", "problems", "cases"}


def test_a_dry_run_tells_all_and_writes_nothing(run, practice) -> None:
    told = run("intake", "import", str(QUEUE), "--dry-run", "--json").json
    assert set(told) >= KEYS
    assert "batch" not in told
    assert (told["rows"], told["new"], told["repeated"], told["problems"]) == (240, 240, 0, [])
    assert run("case", "list", "--json").json["total"] == 0


def test_every_case_of_the_queue_has_the_values_of_the_sheet(run, practice) -> None:
    cases = run("intake", "import", str(QUEUE), "--dry-run", "--json").json["cases"]
    told = [{key: case[key] for key in truth} for case, truth in zip(cases, TRUTH["cases"], strict=True)]
    assert told == TRUTH["cases"]


def test_a_sheet_comes_in_once_with_deadlines_from_its_own_times(run, practice) -> None:
    first = run("intake", "import", str(QUEUE), "--json").json
    assert (first["new"], first["batch"]) == (240, 1)
    assert run("case", "list", "--json").json["total"] == 240
    again = run("intake", "import", str(QUEUE), "--json").json
    assert (again["rows"], again["new"], again["repeated"]) == (240, 0, 240)
    found = run("case", "find", TRUTH["cases"][0]["order_no"], "--json").json["rows"]
    odr = next(
        row for row in run("case", "show", found[0]["number"], "--json").json["deadlines"] if row["rule"] == "R-ODR"
    )
    assert (odr["start"], odr["due"]) == ("2026-11-02", "2026-11-16")
    assert run("check", "--json").json["ok"] is True


def test_a_batch_is_taken_back_until_somebody_works_on_it(run, practice) -> None:
    batch = run("intake", "import", str(QUEUE), "--json").json["batch"]
    assert run("intake", "undo", str(batch), "--json").json["withdrawn"] == 240
    assert run("intake", "undo", str(batch), "--json").json["refusal"]["code"] == "batch.undone"
    again = run("intake", "import", str(QUEUE), "--json").json
    assert again["new"] == 240
    number = run("case", "list", "--view", "open", "--limit", "1", "--json").json["rows"][0]["number"]
    assert run("case", "step", number, "accept").status == 0
    touched = run("intake", "undo", str(again["batch"]), "--json").json["refusal"]
    assert (touched["code"], touched["data"]["numbers"]) == ("batch.touched", [number])


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04garbage"])
def test_what_is_no_sheet_is_refused_in_a_sentence(run, practice, tmp_path, content) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    ran = run("intake", "import", str(path), "--json")
    assert ran.status == 1
    assert ran.json["refusal"]["message"] != ran.json["refusal"]["code"]


def test_a_missing_file_an_unknown_profile_and_an_unknown_batch_are_refused(run, practice, tmp_path) -> None:
    assert run("intake", "import", str(tmp_path / "none.xlsx")).status == 1
    assert run("intake", "import", str(QUEUE), "--profile", "mars", "--json").json["refusal"]["code"] == (
        "sheet.profile_unknown"
    )
    assert run("intake", "undo", "99", "--json").json["refusal"]["code"] == "batch.unknown"
    assert run("intake", "undo", "eins").status == 2


def test_a_person_reads_what_came_in_and_its_batch(run, practice) -> None:
    out = run("intake", "import", str(QUEUE)).out
    assert "新建 240 件" in out
    assert "第 1 批" in out

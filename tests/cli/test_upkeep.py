"""`check`, `backup`, `restore`."""

import shutil
from pathlib import Path

import pytest

V1 = Path(__file__).parents[1] / "databases" / "v1"


def test_a_whole_desk_checks_out(run, opened) -> None:
    ran = run("check", "--json")
    assert (ran.status, ran.json) == (0, {"ok": True, "findings": []})


def test_a_thorough_check_compares_every_case_with_its_record(run, opened) -> None:
    ran = run("check", "--thorough", "--json")
    assert (ran.status, ran.json) == (0, {"ok": True, "findings": [], "compared": 1})


def test_damage_is_found_and_the_status_is_3(run, opened, practice) -> None:
    database = practice / "odr.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    database.write_bytes(content)
    for leftover in ("odr.db-wal", "odr.db-shm"):
        (practice / leftover).unlink(missing_ok=True)
    ran = run("check", "--json")
    assert ran.status == 3
    assert ran.json["ok"] is False
    assert ran.json["findings"]
    assert all(finding["message"] for finding in ran.json["findings"])


def test_a_lost_key_is_a_finding_of_the_check_and_a_fault_elsewhere(run, opened, practice) -> None:
    next(path for path in practice.iterdir() if path.name.startswith("odr.") and path.suffix == ".key").unlink()
    assert run("check", "--json").json["findings"][0]["code"] == "desk.key_missing"
    assert run("case", "list", "--json").json["fault"]["code"] == "desk.key_missing"


def test_an_unknown_desk_is_a_fault_of_the_check(run, tmp_path) -> None:
    ran = run("check", "--desk", str(tmp_path / "none"), "--json")
    assert (ran.status, ran.json["fault"]["code"]) == (3, "desk.unknown")


def test_a_backup_comes_back_as_the_desk_it_was(run, opened, tmp_path) -> None:
    made = run("backup", str(tmp_path / "备份"), "--json").json
    assert made["disputes"] == 1
    assert Path(made["path"]).parent == tmp_path / "备份"
    told = run("restore", made["path"], str(tmp_path / "新台"), "--json").json
    assert (told["path"], told["lost"], told["aside"]) == (str(tmp_path / "新台"), 0, None)
    assert run("case", "show", opened, "--desk", told["path"], "--json").json["number"] == opened
    assert run("check", "--desk", told["path"], "--json").json["ok"] is True


def test_restoring_says_what_is_missing_and_overwrites_nothing(run, opened, practice, tmp_path) -> None:
    made = run("backup", str(tmp_path / "备份"), "--json").json
    run("case", "step", opened, "accept", "--now", "2026-10-08")
    told = run("restore", made["path"], str(practice), "--json").json
    assert told["lost"] == 1
    assert Path(told["aside"]).is_dir()
    assert run("case", "show", opened, "--json").json["state"] == "registered"


def test_what_is_no_backup_is_a_fault(run, tmp_path) -> None:
    ran = run("restore", str(tmp_path / "none"), str(tmp_path / "x"), "--json")
    assert (ran.status, ran.json["fault"]["code"]) == (3, "backup.unknown")
    assert run("restore", "a", "b", "--now", "2026-01-01").status == 2


def test_an_emptied_database_is_found_by_the_check(run, practice) -> None:
    (practice / "odr.db").write_bytes(b"")
    ran = run("check", "--json")
    assert (ran.status, ran.json["ok"], [one["code"] for one in ran.json["findings"]]) == (3, False, ["desk.empty"])


@pytest.mark.parametrize("words", [("check",), ("case", "list"), ("case", "show", "ODR-2026-00001")])
def test_a_desk_of_an_older_version_opens_whatever_the_first_command(run, tmp_path, words) -> None:
    desk = tmp_path / "older"
    shutil.copytree(V1, desk)
    first = run("--desk", str(desk), *words, "--json")
    assert first.status == 0, first.out
    assert run("--desk", str(desk), "check", "--thorough", "--json").json == {"ok": True, "findings": [], "compared": 1}
    assert any((desk / "backups").iterdir()), "it was backed up before"

"""`case bundle` on the command line: what it answers, its exit statuses, and that it overwrites only when told to."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_it_writes_the_file_and_tells_its_hash(run: Run, opened: str, tmp_path: Path) -> None:
    out = tmp_path / "案卷.zip"
    ran = run("case", "bundle", opened, "--out", str(out), "--json")
    assert ran.status == 0
    assert ran.json["file"] == str(out)
    assert (ran.json["form"], ran.json["copy"], ran.json["left_out"]) == ("zip", "desk", 0)
    with zipfile.ZipFile(out) as file:
        assert len(file.namelist()) == ran.json["files"] + 1
    checked = run("case", "bundle", "--check", str(out), "--json")
    assert (checked.status, checked.json["whole"], checked.json["number"]) == (0, True, opened)
    assert checked.json["exported_by"]


def test_a_changed_one_is_told_with_status_1(run: Run, opened: str, tmp_path: Path) -> None:
    out = tmp_path / "a.zip"
    run("case", "bundle", opened, "--out", str(out))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("more.txt", "x")
    checked = run("case", "bundle", "--check", str(out))
    assert checked.status == 1
    assert "more.txt" in checked.out
    assert run("case", "bundle", "--check", str(out), "--json").json["extra"] == ["more.txt"]


def test_sums_that_were_written_anew_deceive_no_desk(run: Run, opened: str, tmp_path: Path) -> None:
    out, forged = tmp_path / "a.zip", tmp_path / "b.zip"
    run("case", "bundle", opened, "--out", str(out))
    with zipfile.ZipFile(out) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["时间线.csv"] += b"x"
    known = sorted(set(parts) - {"SHA256SUMS"})
    parts["SHA256SUMS"] = "".join(f"{hashlib.sha256(parts[one]).hexdigest()}  {one}\n" for one in known).encode()
    with zipfile.ZipFile(forged, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    checked = run("case", "bundle", "--check", str(forged), "--json")
    assert (checked.status, checked.json["whole"], checked.json["known"]) == (1, True, False)
    assert "没有导出过" in run("case", "bundle", "--check", str(forged)).out
    alone = run("case", "bundle", "--check", str(forged), "--json", "--desk", str(tmp_path / "none"))
    assert (alone.status, alone.json["known"]) == (0, None)


def test_a_file_that_is_there_is_left_alone_unless_it_may_go(run: Run, opened: str, tmp_path: Path) -> None:
    out = tmp_path / "a.zip"
    out.write_bytes(b"mine")
    ran = run("case", "bundle", opened, "--out", str(out), "--json")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "output.exists")
    assert out.read_bytes() == b"mine"
    assert run("case", "bundle", opened, "--out", str(out), "--replace").status == 0


@pytest.mark.parametrize(("words", "status"), [
    (("case", "bundle"), 2), (("case", "bundle", "X"), 2), (("case", "bundle", "X", "--check", "a.zip"), 2),
    (("case", "bundle", "--check", "nowhere.zip"), 1), (("case", "bundle", "ODR-2026-09999", "--out", "a.zip"), 1),
])  # fmt: skip
def test_what_was_not_asked_well_is_said(run: Run, opened: str, words: tuple[str, ...], status: int) -> None:
    assert opened
    assert run(*words, "--json").status == status


def test_the_regulators_bundle_is_masked(run: Run, opened: str, tmp_path: Path) -> None:
    out = tmp_path / "a.zip"
    assert run("case", "bundle", opened, "--out", str(out), "--copy", "regulator", "--json").json["copy"] == "regulator"
    phone = run("case", "show", opened, "--json").json["parties"]["consumer"]["phone"]
    with zipfile.ZipFile(out) as file:
        assert not [name for name in file.namelist() if phone.encode() in file.read(name)]


def test_the_whole_desk_goes_into_a_folder_with_its_sums(run: Run, opened: str, tmp_path: Path) -> None:
    folder = tmp_path / "all" / "desk"
    ran = run("export", str(folder), "--json")
    assert (ran.status, ran.json["cases"]) == (0, 1)
    digest, name = (folder / "SHA256SUMS").read_text().rstrip("\n").split("  ")
    assert name == f"{opened}.zip"
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    again = run("export", str(folder), "--json")
    assert (again.status, again.json["refusal"]["code"]) == (1, "output.exists")
    assert run("export", str(folder), "--replace").status == 0

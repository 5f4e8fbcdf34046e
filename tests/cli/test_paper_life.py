"""`paper list|show|deliver|signed|reprint|printed|numbering|numbers`: what is answered, in JSON and for a person."""

import hashlib
from pathlib import Path

import pytest


@pytest.fixture
def issued(run, opened) -> str:
    assert run("case", "step", opened, "accept", "--now", "2026-10-08").status == 0
    assert run("paper", "issue", "acceptance_notice", opened, "--now", "2026-10-08").status == 0
    return opened


def at(run, day: int, *words: str):
    return run(*words, "--now", f"2026-10-{day:02d}T10:00", "--json")


def test_a_paper_goes_its_way_and_the_lists_follow(run, issued, tmp_path) -> None:
    (row,) = at(run, 8, "paper", "list", "--state", "waiting_print").json["rows"]
    assert (row["number"], row["case"], row["consumer"], row["title"]) == (
        "消受〔2026〕第0001号",
        issued,
        "张*",
        "受理告知书",
    )
    key = str(row["id"])
    told = at(run, 8, "paper", "printed", key, "--printer", "HP", "--copies", "2").json
    assert (told["turn"], told["copies"], told["printer"]) == (0, 2, "HP")
    told = at(run, 9, "paper", "deliver", key, "--how", "短信", "--to", "张某").json
    assert (told["how"], told["how_code"], told["offered"]) == ("短信", "sms", None)
    assert at(run, 9, "paper", "list", issued).json["rows"][0]["state"] == "waiting_receipt"
    (tmp_path / "签收.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9))
    scan = at(run, 10, "paper", "signed", key, str(tmp_path / "签收.png"), "--by", "张某").json
    assert (scan["name"], scan["by"], scan["size"]) == ("签收.png", "张某", 17)
    listed = at(run, 10, "paper", "list", "--state", "done").json
    assert (listed["total"], listed["counts"]["done"], listed["counts"]["waiting_print"]) == (1, 1, 0)
    told = at(run, 10, "paper", "show", key).json
    assert [len(told[name]) for name in ("prints", "deliveries", "signed", "copies")] == [1, 1, 1, 1]
    (shown,) = at(run, 10, "case", "show", issued).json["papers"]
    assert (shown["state"], shown["deliveries"][0]["to"], shown["signed"][0]["by"]) == ("done", "张某", "张某")


def test_a_late_delivery_needs_a_reason_and_a_correction_names_the_first(run, issued) -> None:
    words = ("paper", "deliver", "1", "--how", "post", "--to", "张某", "--receipt", "EMS 1", "--at", "2026-10-09")
    ran = at(run, 12, *words)
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "at.needs_why")
    first = at(run, 12, *words, "--why", "补记").json
    assert first["at"] == "2026-10-09T00:00:00+08:00"
    again = at(run, 12, "paper", "deliver", "1", "--how", "hand", "--to", "张某", "--corrects", str(first["id"]))
    told = at(run, 12, "paper", "show", "1").json["deliveries"]
    assert [one["corrected_by"] for one in told] == [again.json["id"], None]


def test_a_reprint_is_written_with_its_count_in_name_and_log(run, issued, tmp_path) -> None:
    first = at(run, 8, "paper", "reprint", "1").json
    second = at(run, 8, "paper", "reprint", "1", "--out", str(tmp_path)).json
    assert (first["turn"], second["turn"]) == (0, 1)
    assert Path(second["file"]).name == "消受〔2026〕第0001号_受理告知书_张某_20261008_副本1.pdf"
    content = Path(second["file"]).read_bytes()
    assert content.startswith(Path(first["file"]).read_bytes())
    assert hashlib.sha256(content).hexdigest() == second["sha256"]
    assert [one["turn"] for one in at(run, 8, "paper", "show", "1").json["prints"]] == [0, 1]
    assert run("paper", "verify", second["file"], "--json").status == 0


def test_a_reprint_that_cannot_be_written_is_not_logged(run, issued, tmp_path) -> None:
    ran = at(run, 8, "paper", "reprint", "1", "--out", str(tmp_path / "none" / "x.pdf"))
    assert ran.status == 3
    assert at(run, 8, "paper", "show", "1").json["prints"] == []


def test_void_numbers_are_listed_with_their_reasons(run, issued) -> None:
    at(run, 9, "paper", "void", "1", "--why", "期限写错")
    at(run, 9, "paper", "issue", "acceptance_notice", issued)
    (row,) = at(run, 9, "paper", "list", "--void").json["rows"]
    assert (row["number"], row["void_why"], row["state"]) == ("消受〔2026〕第0001号", "期限写错", "void")
    (series,) = at(run, 9, "paper", "numbers", "--year", "2026").json["series"]
    assert (series["first"], series["last"], series["valid"], series["missing"]) == (1, 2, 1, [])
    assert [(one["number"], one["why"]) for one in series["void"]] == [("消受〔2026〕第0001号", "期限写错")]


def test_numbering_is_shown_and_set_with_checks(run, issued) -> None:
    told = at(run, 9, "paper", "numbering", "--kind", "settlement_notice", "--prefix", "沪浦消和").json
    assert told["numbering"][0]["next"] == "沪浦消和〔2026〕第0001号"
    ran = at(run, 9, "paper", "numbering", "--template", "{prefix}号")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "paper.number_needs_seq")
    assert at(run, 9, "paper", "numbering", "--station", "甲").json["station"] == "甲"
    told = at(run, 9, "paper", "numbering", "--kind", "refusal_notice", "--first", "120")
    assert told.json["numbering"] == [] or told.json["numbering"][0]["next"].endswith("0120号")
    assert run("paper", "numbering", "--first", "5").status == 2


@pytest.mark.parametrize(
    "words",
    [("list", "--state", "lost"), ("deliver", "1", "--to", "张某"), ("deliver", "x", "--how", "sms", "--to", "张某")],
)
def test_wrong_usage(run, issued, words: tuple[str, ...]) -> None:
    assert run("paper", *words).status == 2


def test_an_unknown_way_or_paper_is_refused(run, issued) -> None:
    ran = at(run, 9, "paper", "deliver", "1", "--how", "鸽子", "--to", "张某")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "word.unknown")
    assert at(run, 9, "paper", "show", "7").json["refusal"]["code"] == "paper.unknown"


def test_a_person_reads_lists_and_histories(run, issued) -> None:
    run("paper", "deliver", "1", "--how", "hand", "--to", "张某", "--receipt", "签收", "--now", "2026-10-09")
    listed = run("paper", "list", "--now", "2026-10-09").out
    assert "消受〔2026〕第0001号" in listed
    assert "共 1 份" in listed
    shown = run("paper", "show", "1", "--now", "2026-10-09").out
    assert "送达 1" in shown
    assert "签收" in shown
    assert "第0001号" in run("paper", "numbers", "--now", "2026-10-09").out.replace("第#号", "第0001号")

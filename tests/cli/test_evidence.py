"""`evidence` on the command line: exit statuses and the keys that scripts rely on."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
AT = ("--now", "2026-10-08T09:00")


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "订单 截图📎.png").write_bytes(b"screenshot" * 999)
    return str(tmp_path / "订单 截图📎.png")


def test_add_answers_with_key_hash_and_size_and_show_tells_it(run: Run, opened: str, file: str) -> None:
    added = run(
        "evidence", "add", opened, file, "--slot", "直播回放", "--note", "平台调取", "--source", "平台",
        "--origin", "后台", "--proves", "宣传头层牛皮", "--from", "42:10", "--to", "00:43:00", "--words", "头层牛皮",
        *AT, "--json",
    )  # fmt: skip
    assert added.status == 0
    content = Path(file).read_bytes()
    assert (added.json["id"], added.json["size"]) == (1, len(content))
    assert added.json["sha256"] == hashlib.sha256(content).hexdigest()
    shown = run("case", "show", opened, "--json").json
    (item,) = shown["evidence"]
    assert item["name"] == "订单 截图📎.png"
    assert (item["slot"], item["slot_code"], item["source"]) == ("直播回放/录屏", "live_replay", "平台")
    assert (item["from"], item["to"], item["words"]) == ("00:42:10", "00:43:00", "头层牛皮")
    assert item["taken_at"] == "2026-10-08T09:00:00+08:00"
    assert [one["slot_code"] for one in shown["evidence_slots"] if one["missing"]] == ["order", "payment"]
    assert shown["record"][-1]["act"] == "evidence.add"


@pytest.mark.parametrize("slot", ["order", "订单", "Order", " 订单截图 "])
def test_a_slot_is_named_by_code_or_word(run: Run, opened: str, file: str, slot: str) -> None:
    assert run("evidence", "add", opened, file, "--slot", slot, *AT, "--json").json["slot_code"] == "order"


def test_an_unknown_slot_lists_those_that_are_known(run: Run, opened: str, file: str) -> None:
    ran = run("evidence", "add", opened, file, "--slot", "车票", *AT, "--json")
    assert ran.status == 1
    assert (ran.json["refusal"]["code"], ran.json["refusal"]["field"]) == ("evidence.slot_unknown", "slot")
    assert "口播承诺" in ran.json["refusal"]["message"]
    assert "live_replay" in ran.json["refusal"]["message"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("ODR-2026-09999", "FILE", "--slot", "order"), (1, "dispute.unknown")),
        (("NUMBER", "nowhere.png", "--slot", "order"), (1, "evidence.missing")),
        (("NUMBER", ".", "--slot", "order"), (1, "evidence.folder")),
        (("NUMBER", "FILE", "--slot", "order", "--source", "路人"), (1, "word.unknown")),
        (("NUMBER", "FILE", "--slot", "order", "--from", "noon"), (1, "evidence.timecode")),
        (("NUMBER", "FILE"), (2, None)),
        (("NUMBER",), (2, None)),
    ],
)
def test_what_cannot_be_filed_is_refused(
    run: Run, opened: str, file: str, words: tuple[str, ...], answer: tuple[int, str | None]
) -> None:
    line = [{"NUMBER": opened, "FILE": file}.get(word, word) for word in words]
    ran = run("evidence", "add", *line, *AT, "--json")
    assert (ran.status, ran.json.get("refusal", {}).get("code")) == answer


def test_verify_finds_a_changed_byte_with_status_3(run: Run, practice: Path, opened: str, file: str) -> None:
    sha256 = run("evidence", "add", opened, file, "--slot", "order", *AT, "--json").json["sha256"]
    for line in (("evidence", "verify"), ("evidence", "verify", opened)):
        whole = run(*line, "--json")
        assert (whole.status, whole.json["ok"], whole.json["items"], whole.json["findings"]) == (0, True, 1, [])
    path = practice / "evidence" / sha256[:2] / sha256
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[500] ^= 128
    path.write_bytes(bytes(content))
    for line in (("evidence", "verify"), ("evidence", "verify", opened), ("check",)):
        ran = run(*line, "--json")
        assert (ran.status, ran.json["ok"]) == (3, False)
        (found,) = ran.json["findings"]
        assert (found["code"], found["data"]["number"], found["data"]["key"]) == ("evidence.changed", opened, 1)
        assert opened in found["message"]
    path.unlink()
    assert run("evidence", "verify", "--json").json["findings"][0]["code"] == "evidence.missing_file"
    said = run("evidence", "verify")
    assert said.status == 3
    assert "evidence.missing_file" in said.out
    assert run("evidence", "verify", "ODR-2026-09999", "--json").json["refusal"]["code"] == "dispute.unknown"


def test_list_show_and_withdraw(run: Run, opened: str, file: str, tmp_path: Path) -> None:
    run("evidence", "add", opened, file, "--slot", "order", *AT)
    run("evidence", "add", opened, file, "--slot", "payment", *AT)
    refused = run("evidence", "withdraw", "1", *AT, "--json")
    assert (refused.status, refused.json["refusal"]["code"]) == (1, "evidence.withdraw_needs_why")
    gone = run("evidence", "withdraw", "1", "--why", "重复", "--by", "2", *AT, "--json").json
    assert (gone["withdrawn"], gone["withdrawn_why"], gone["replaced_by"]) == (True, "重复", 2)
    listed = run("evidence", "list", opened, "--json").json
    assert [(one["id"], one["withdrawn"]) for one in listed["items"]] == [(1, True), (2, False)]
    assert {one["slot_code"]: one["filled"] for one in listed["slots"]}["order"] is False
    out = run("evidence", "show", "2", "--out", str(tmp_path / "副本.png"), "--why", "移送", *AT, "--json")
    assert Path(out.json["file"]).read_bytes() == Path(file).read_bytes()
    again = run("evidence", "show", "2", "--out", str(tmp_path / "副本.png"), *AT, "--json")
    assert (again.status, again.json["refusal"]["code"]) == (1, "evidence.out_exists")
    said = run("evidence", "list", opened)
    assert "待补：订单" in said.out
    assert "已撤回" in said.out
    assert "撤回证据" in run("case", "show", opened).out


def test_a_stray_file_is_noted_and_does_no_harm(run: Run, practice: Path, opened: str, file: str) -> None:
    run("evidence", "add", opened, file, "--slot", "order", *AT)
    (practice / "evidence" / "note.txt").write_text("by hand", "utf-8")
    ran = run("check", "--json")
    assert (ran.status, ran.json["ok"]) == (0, True)
    assert [(one["code"], one["data"]["name"]) for one in ran.json["notes"]] == [("evidence.stray", "note.txt")]
    assert "note.txt" in run("check").out


def test_a_performance_may_be_proved_by_an_item(run: Run, opened: str, file: str) -> None:
    for step, at, *told in (
        ("accept", "2026-10-08T09:00"),
        ("contact", "2026-10-08T10:00", "mode=电话", "with=双方", "content=告知"),
        ("propose", "2026-10-08T11:00", 'items=[{"kind":"退款","amount":"129.00"}]', "floor_acknowledged=yes"),
        ("settle", "2026-10-08T12:00", "consumer_confirmed_by=录音", "merchant_confirmed_by=盖章"),
    ):
        sets = [word for one in told for word in ("--set", one)]
        assert run("case", "step", opened, step, *sets, "--now", at, "--json").status == 0
    perform = ("case", "step", opened, "perform", "--set", "amount=129.00", "--now", "2026-10-09T09:00", "--json")
    assert run(*perform, "--set", "proof=1").json["refusal"]["code"] == "perform.proof_unknown"
    run("evidence", "add", opened, file, "--slot", "履行凭证", "--now", "2026-10-09T08:00")
    assert run(*perform, "--set", "proof=1").json["state"] == "performed"


def test_backup_and_restore_count_the_evidence(run: Run, opened: str, file: str, tmp_path: Path) -> None:
    run("evidence", "add", opened, file, "--slot", "order", *AT)
    made = run("backup", str(tmp_path / "copies"), *AT, "--json").json
    assert (made["evidence"], made["evidence_missing"]) == (1, 0)
    done = run("restore", made["path"], str(tmp_path / "again"), "--json").json
    assert done["evidence_missing"] == 0
    assert run("evidence", "verify", "--desk", str(tmp_path / "again"), "--json").json["ok"] is True

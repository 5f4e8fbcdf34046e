"""`fund reconcile` and what belongs to it, as a script and as a person see it."""

from pathlib import Path
from typing import Any

import pytest

HEAD = "交易日期,收入金额,支出金额,账户余额,对方户名,对方账号,摘要,交易流水号"
LINES = (
    '2026-11-02,"10,000.00",,"10,000.00",某某平台,,划拨,B001',
    '2026-11-20,,5.00,"9,995.00",,,账户管理费,B002',
    '2026-11-20,,5.00,"9,995.00",,,账户管理费,B002',
)
NOW = ("--now", "2026-11-28T10:00", "--json")


@pytest.fixture
def statement(run, practice: Path) -> str:
    """A fund of 10,000 yuan and its bank, which took a fee; one line is there twice."""
    assert run("fund", "allocate", "10000", "--ref", "B001", "--now", "2026-11-02T10:00").status == 0
    path = practice.parent / "流水.csv"
    path.write_text("\r\n".join((HEAD, *LINES)), "gb18030")
    return str(path)


def test_a_dry_run_tells_everything_and_keeps_nothing(run, statement: str) -> None:
    told = run("fund", "reconcile", statement, "--dry-run", *NOW).json
    assert {name: told[name] for name in ("file", "encoding", "sheet", "header_row", "account", "lines", "kept")} == {
        "file": "流水.csv",
        "encoding": "gb18030",
        "sheet": "流水",
        "header_row": 1,
        "account": "1001",
        "lines": 2,
        "kept": False,
    }
    assert told["repeated"] == [{"line": 4, "of": 3}]
    assert told["problems"] == []
    (match,) = told["matched"]
    assert (match["line"], match["voucher"], match["by"], match["fen"]) == (2, "2026-0001", "ref", 1000000)
    (fee,) = told["bank_only"]
    assert (fee["line"], fee["fen"], fee["summary"], fee["reason"]) == (3, -500, "账户管理费", None)
    assert told["books_only"] == told["proposed"] == []
    money = ("bank_balance_fen", "book_balance_fen", "difference_fen", "explained_fen", "reconciled")
    assert [told[name] for name in money] == [999500, 1000000, -500, -500, False]
    assert run("fund", "reconcile", *NOW).json["lines"] == 0


def test_it_is_kept_once_and_explained(run, statement: str) -> None:
    first = run("fund", "reconcile", statement, *NOW).json
    assert (first["kept"], first["known"], first["new"]) == (True, False, 2)
    again = run("fund", "reconcile", statement, *NOW).json
    assert (again["kept"], again["known"], again["new"]) == (False, True, 0)
    assert again["matched"] == first["matched"]
    key = str(first["bank_only"][0]["key"])
    told = run("fund", "explain", "手续费", "十一月", "--line", key, *NOW).json
    assert (told["reconciled"], told["difference_fen"]) == (True, -500)
    assert (told["bank_only"][0]["reason"], told["bank_only"][0]["words"]) == ("fee", "十一月")
    assert run("fund", "explain", "none", "--line", key, *NOW).json["reconciled"] is False


def test_a_match_is_undone_made_by_hand_and_withdrawn(run, statement: str) -> None:
    first = run("fund", "reconcile", statement, *NOW).json
    match = first["matched"][0]
    undone = run("fund", "unmatch", str(match["match"]), "--why", "看错", *NOW).json
    assert (undone["matched"], len(undone["books_only"])) == ([], 1)
    made = run("fund", "match", "--line", str(match["keys"][0]), "--voucher", "2026-0001", *NOW).json
    assert [one["by"] for one in made["matched"]] == ["person"]
    refused = run("fund", "match", "--line", str(first["bank_only"][0]["key"]), "--voucher", "2026-0001", *NOW)
    assert (refused.status, refused.json["refusal"]["code"]) == (1, "bank.already_matched")
    statement_key = str(made["statements"][0]["statement"])
    assert run("fund", "withdraw", statement_key, *NOW).json["refusal"]["code"] == "bank.withdraw_why"
    gone = run("fund", "withdraw", statement_key, "--why", "选错了账户", *NOW).json
    assert (gone["statements"], gone["lines"], gone["bank_balance_fen"]) == ([], 0, None)


def test_a_person_reads_it_in_both_languages(run, statement: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run("fund", "reconcile", statement, "--dry-run", "--now", "2026-11-28T10:00").out
    assert "第 4 行与第 3 行是同一笔，只计一次。" in shown
    assert "银行余额 ¥9,995.00，账面余额 ¥10,000.00，相差 -¥5.00；逐笔能说明 -¥5.00。" in shown
    assert "还没有对平。" in shown
    run("fund", "reconcile", statement, "--now", "2026-11-28T10:00")
    assert "流水.csv" in run("fund", "reconcile", "--now", "2026-11-28T10:00").out
    monkeypatch.setenv("ODRDESK_LANG", "en")
    again = run("fund", "reconcile", statement, "--now", "2026-11-28T10:00").out
    assert "This statement was reconciled before; nothing was changed." in again


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("fund", "reconcile", "没有.csv"), 1, "sheet.missing"),
        (("fund", "reconcile", "流水.csv", "--account", "1001"), 1, "bank.account_unknown"),
        (("fund", "reconcile", "--dry-run"), 2, None),
        (("fund", "explain", "随便", "--line", "1"), 1, "word.unknown"),
        (("fund", "match", "--line", "1", "--voucher", "2026-0009"), 1, "bank.unknown_voucher"),
        (("fund", "unmatch", "7"), 1, "bank.not_matched"),
    ],
)
def test_what_cannot_be_done_is_refused(run, statement: str, words: tuple[str, ...], status: int, code: Any) -> None:
    told = run(*words, *NOW)
    assert told.status == status
    assert code is None or told.json["refusal"]["code"] == code


def test_problems_are_told_beside_their_lines(run, statement: str) -> None:
    Path(statement).write_text(
        f"{HEAD}\n2026-11-02,一万,,10000.00,,,,B001\n2026-11-03,1.00,,9000.00,,,,B002\n", "utf-8"
    )
    told = run("fund", "reconcile", statement, "--dry-run", *NOW).json
    (problem,) = told["problems"]
    assert {name: problem[name] for name in ("line", "column", "value", "code")} == {
        "line": 2,
        "column": "收入金额",
        "value": "一万",
        "code": "statement.amount",
    }
    assert "一万" in problem["message"]

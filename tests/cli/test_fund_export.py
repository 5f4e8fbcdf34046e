"""`fund export` and `fund simulate` on a desk whose fund paid and took back: other programs find the same sums."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from beancount import loader
from beancount.core import data as bean

NOW = ("--now", "2026-11-10T10:00")
FIRM = "上海浦江好物电子商务有限公司"
FORMS = {".beancount", ".csv", ".journal", ".xlsx"}


@pytest.fixture
def step(run, opened):
    """Take a step of the case and give its run."""

    def taken(name: str, *facts: str):
        words = [word for fact in facts for word in ("--set", fact)]
        return run("case", "step", opened, name, *words, *NOW, "--json")

    return taken


@pytest.fixture
def approved(run, opened, step) -> str:
    """A prepayment of 629.00 that may be paid, with a deposit of 300.00 and 50.00 withheld."""
    confirmed = "confirmed=" + json.dumps(["identity", "evidence", "not_compensated", "payee"])
    fund = (
        ("alone", "on"),
        ("allocate", "10000.00", "--ref", "=1+1"),
        ("deposit", FIRM, "300.00"),
        ("withhold", FIRM, "50.00"),
    )
    for words in fund:
        assert run("fund", *words, *NOW).status == 0
    for name, *facts in (
        ("accept",),
        ("contact", "mode=电话", "with=商家", "content=拒绝赔付"),
        ("fail", "why=商家拒绝"),
        ("prepay_request", "amount=629.00", confirmed),
        ("prepay_notify",),
        ("prepay_silent", "unreachable=true"),
        ("prepay_recommend", "amount=629.00", confirmed),
        ("prepay_approve",),
    ):
        ran = step(name, *facts)
        assert ran.status == 0, ran.out
    return opened


@pytest.fixture
def paid(approved, step) -> str:
    """It went out, and 300.00 of it is back from the deposit."""
    for name, *facts in (
        ("prepay_pay", "account=4111 1111 1111 1111", "payee=张某"),
        ("prepay_paid", "bank_ref=B-1"),
        ("recovery_notice",),
        ("recover", "from=deposit", "amount=300.00"),
    ):
        ran = step(name, *facts)
        assert ran.status == 0, ran.out
    return approved


def test_a_payout_goes_to_an_account_that_can_be_right(run, approved, step) -> None:
    wrong = step("prepay_pay", "account=4111 1111 1111 1112", "payee=张某")
    assert (wrong.status, wrong.json["refusal"]["code"]) == (1, "account.check_digit")
    assert "1112" not in wrong.out
    assert step("prepay_pay", "account=138 1234 5678", "payee=张某").status == 0
    shown = run("case", "show", approved, *NOW, "--json").out
    assert "138****5678" in shown


def standing(path: Path) -> dict[str, int]:
    entries, errors, _ = loader.load_file(str(path))
    assert errors == []
    sums: dict[str, int] = {}
    for entry in entries:
        for posting in entry.postings if isinstance(entry, bean.Transaction) else ():
            sums[posting.account] = sums.get(posting.account, 0) + int(posting.units.number * 100)
    return {account: fen for account, fen in sums.items() if fen}


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # beancount leaves the file it parses to the collector
def test_a_foreign_program_finds_the_trial_balance(run, paid, tmp_path) -> None:
    told = run("fund", "export", str(tmp_path / "账.beancount"), *NOW, "--json").json
    found = standing(tmp_path / "账.beancount")
    trial = run("fund", "trial", *NOW, "--json").json["accounts"]
    assert told["accounts"] == trial
    roots = {
        "1001": "Assets:Fund:Bank", "1002": "Assets:Deposits:Bank", "1003": "Assets:Settlements:Bank",
        "1201": "Assets:Receivable", "2001": "Liabilities:Deposits", "2002": "Liabilities:Settlements",
        "2101": "Liabilities:Payable", "3001": "Equity:Fund",
    }  # fmt: skip
    for code, root in roots.items():
        assert sum(fen for account, fen in found.items() if (account + ":").startswith(root + ":")) == trial[code]
    # 10,000.00 in, 629.00 out, 300.00 back from the deposit.
    assert found["Assets:Fund:Bank"] == 967_100
    assert [fen for account, fen in found.items() if account.startswith("Assets:Receivable:")] == [32_900]
    assert paid in (tmp_path / "账.beancount").read_text("utf-8")


def test_a_folder_gets_every_form_and_the_record_says_so(run, paid, tmp_path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    told = run("fund", "export", str(folder), *NOW, "--json").json
    names = {Path(one["path"]).name for one in told["files"]}
    assert names == {path.name for path in folder.iterdir()}
    assert len(names) == 6
    assert {Path(name).suffix for name in names} == FORMS
    assert all(name.startswith("20261110-20261110-") for name in names)
    assert told["debit_fen"] == told["credit_fen"] > 0
    journal = next(folder.glob("*-journal.csv")).read_bytes()
    rows = list(csv.DictReader(io.StringIO(journal.decode("utf-8-sig"), newline="")))
    fen = lambda column: sum(int(row[column].replace(".", "") or 0) for row in rows)  # noqa: E731 -- twice below
    assert fen("借方") == fen("贷方") == told["debit_fen"]
    assert rows[0]["银行流水号"] == "'=1+1"
    book = openpyxl.load_workbook(next(folder.glob("*.xlsx")), data_only=True)
    assert book.sheetnames == ["说明", "试算平衡表", "明细账余额", "分录"]


def test_no_export_tells_who_the_consumer_is(run, paid, tmp_path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("fund", "export", str(folder), *NOW).status == 0
    everything = b"".join(path.read_bytes() for path in folder.iterdir() if path.suffix != ".xlsx").decode("utf-8")
    for book in (openpyxl.load_workbook(path) for path in folder.glob("*.xlsx")):
        everything += str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
    for secret in ("张某", "13812345678", "4111", "商家拒绝"):
        assert secret not in everything


def test_a_file_that_is_there_is_replaced_on_purpose_only(run, paid, tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine", "utf-8")
    refused = run("fund", "export", str(path), *NOW, "--json")
    assert (refused.status, refused.json["refusal"]["code"]) == (1, "output.exists")
    assert path.read_text("utf-8") == "mine"
    assert run("fund", "export", str(path), "--replace", "--table", "trial", *NOW).status == 0
    assert path.read_bytes().decode("utf-8-sig").startswith("科目编号,科目,期初借方")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".odrdesk")] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("x.pdf",), "export.form"),
        (("x.csv", "--from", "2026-11-11", "--to", "2026-11-01"), "ledger.period"),
        (("x.csv", "--from", "neulich"), "fact.unreadable"),
    ],
)
def test_what_cannot_be_exported_is_refused(run, opened, tmp_path, words, code) -> None:
    ran = run("fund", "export", str(tmp_path / words[0]), *words[1:], *NOW, "--json")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, code)
    assert list(tmp_path.glob("x.*")) == []


def test_a_folder_that_is_not_there_is_a_fault_and_nothing_is_recorded(run, paid, tmp_path) -> None:
    ran = run("fund", "export", str(tmp_path / "no" / "a.xlsx"), *NOW, "--json")
    assert (ran.status, ran.json["fault"]["code"]) == (3, "output.not_written")


def test_a_table_nobody_knows_is_a_misuse(run, opened, tmp_path) -> None:
    assert run("fund", "export", str(tmp_path / "a.csv"), "--table", "x", *NOW).status == 2


# The simulator.


@pytest.fixture
def funded(run, opened) -> str:
    for words in (("allocate", "10000.00"), ("deposit", FIRM, "300.00"), ("withhold", FIRM, "50.00")):
        assert run("fund", *words, *NOW).status == 0
    return opened


def test_every_way_is_compared_with_its_cost_its_risk_and_the_law(run, funded) -> None:
    told = run("fund", "simulate", funded, *NOW, "--json").json
    assert (told["available_fen"], told["deposit_fen"], told["settlement_fen"]) == (1_000_000, 30_000, 5_000)
    assert (told["floor_fen"], told["paid_fen"]) == (62_900, 12_900)
    options = {one["option"]: one for one in told["options"]}
    whole = options["statutory"]
    assert (whole["money_fen"], whole["recoverable_fen"], whole["at_risk_fen"]) == (62_900, 35_000, 27_900)
    assert (whole["below_floor"], whole["asked"], whole["approvers"]) == (False, True, ["supervisor"])
    assert "消费者权益保护法" in whole["source"]
    assert options["return_refund"]["below_floor"] is True
    assert options["return_refund"]["short_fen"] == 50_000
    assert options["compensate"]["money_fen"] is None
    typed = run("fund", "simulate", funded, "--compensation", "200", "--freight", "12", *NOW, "--json").json
    options = {one["option"]: one for one in typed["options"]}
    assert options["compensate"]["money_fen"] == 20_000
    assert options["return_refund"]["money_fen"] == 14_100


def test_the_comparison_reads_as_a_table_and_leaves_nothing_behind(run, funded) -> None:
    before = run("case", "show", funded, *NOW, "--json").json["record"]
    shown = run("fund", "simulate", funded, *NOW)
    assert shown.status == 0
    for word in ("退货退款", "仅退款", "换货", "补偿", "退赔（法定）", "¥629.00", "主管"):
        assert word in shown.out
    assert run("case", "show", funded, *NOW, "--json").json["record"] == before


def test_what_was_decided_and_not_paid_yet_is_not_advanced_again(run, approved) -> None:
    told = run("fund", "simulate", approved, *NOW, "--json").json
    assert told["had_fen"] == 62_900
    assert {(one["advance_fen"], one["residual_fen"]) for one in told["options"]} == {(0, 0)}


def test_what_was_paid_already_is_not_advanced_again(run, paid) -> None:
    told = run("fund", "simulate", paid, *NOW, "--json").json
    assert told["had_fen"] == 62_900
    assert {one["advance_fen"] for one in told["options"]} == {0}


def test_an_unknown_case_is_refused(run, opened) -> None:
    ran = run("fund", "simulate", "ODR-2026-99999", *NOW, "--json")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "dispute.unknown")

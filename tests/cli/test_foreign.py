"""Orders from abroad on the command line."""

import pytest

USD = {"currency": "USD", "amount": "18.90", "rate": "7.1234", "on": "2026-09-20", "source": "中国外汇交易中心"}
NOW = ("--now", "2026-09-30T10:12")


@pytest.fixture
def order() -> dict[str, object]:
    return {"no": "1", "goods": "保健品", "quantity": 1, "bought_on": "2026-09-20", "import_kind": "跨境电商零售进口"}


@pytest.fixture
def opening(run, practice, case_file, order):
    return lambda foreign: run("case", "open", case_file({"order": order | {"foreign": foreign}}), *NOW, "--json")


def test_a_case_keeps_foreign_money_beside_the_yuan(run, practice, case_file, order) -> None:
    told = run("case", "open", case_file({"order": order | {"foreign": USD}}), *NOW, "--json").json
    assert told["warnings"] == []
    shown = run("case", "show", told["number"], *NOW, "--json").json["order"]
    assert shown["foreign"] == {
        "currency": "USD",
        "amount": "18.90",
        "amount_minor": 1890,
        "rate": "7.1234",
        "on": "2026-09-20",
        "source": "中国外汇交易中心",
        "converted_fen": 13463,
    }
    assert (shown["paid_fen"], shown["import_kind"]) == (13463, "retail_import")


def test_yuan_that_were_paid_stand_and_the_difference_is_remarked_on(run, practice, case_file, order) -> None:
    file = case_file({"order": order | {"foreign": USD, "paid": "135.00", "import_kind": "none"}})
    told = run("case", "open", file, *NOW, "--json").json
    assert [(one["field"], one["code"]) for one in told["warnings"]] == [("order.paid", "foreign.mismatch")]
    assert "¥134.63" in told["warnings"][0]["message"]
    shown = run("case", "show", told["number"], *NOW, "--json").json["order"]
    assert (shown["paid_fen"], shown["import_kind"]) == (13500, "none")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"currency": "JPY", "amount": "19.80"}, "foreign.amount_unreadable", "order.foreign.amount"),
        ({"currency": "金币"}, "word.unknown", "order.foreign.currency"),
        ({"rate": "七"}, "foreign.rate_unreadable", "order.foreign.rate"),
        ({"source": None}, "field.required", "order.foreign.source"),
        ({"on": None}, "field.required", "order.foreign.on"),
        ({"fee": "1"}, "input.unknown_key", "order.foreign.fee"),
    ],
)
def test_what_does_not_fit_is_refused(opening, changes, code, field) -> None:
    ran = opening(USD | changes)
    assert ran.status == 1
    assert (ran.json["refusal"]["code"], ran.json["refusal"]["field"]) == (code, field)


def test_a_case_without_foreign_money_says_so(run, opened) -> None:
    shown = run("case", "show", opened, *NOW, "--json").json["order"]
    assert (shown["foreign"], shown["import_kind"]) == (None, "none")


def test_it_is_corrected_and_the_record_keeps_the_old(run, practice, case_file, order) -> None:
    number = run("case", "open", case_file({"order": order | {"foreign": USD}}), *NOW, "--json").json["number"]
    words = (
        "--set",
        "field=order.foreign",
        "--set",
        "value=JPY 1980 @ 0.0481 2026-09-20 银行账单",
        "--set",
        "why=看错",
    )
    assert run("case", "step", number, "correct", *words, *NOW).status == 0
    shown = run("case", "show", number, *NOW, "--json").json
    assert shown["order"]["foreign"]["amount_minor"] == 1980
    assert shown["record"][-1]["facts"]["old"] == "USD 18.90 @ 7.1234 2026-09-20 中国外汇交易中心"


def test_a_paper_shows_both_amounts(run, practice, case_file, order, tmp_path) -> None:
    from pypdf import PdfReader

    number = run("case", "open", case_file({"order": order | {"foreign": USD}}), *NOW, "--json").json["number"]
    assert run("case", "step", number, "accept", *NOW).status == 0
    out = tmp_path / "notice.pdf"
    assert run("paper", "issue", "acceptance_notice", number, "--out", str(out), *NOW).status == 0
    said = "".join(page.extract_text() for page in PdfReader(out).pages).replace("\n", "")
    assert "134.63" in said
    assert "USD18.90" in said.replace(" ", "")
    assert "7.1234" in said


def test_import_rules_count_from_customs_release(run) -> None:
    told = run("law", "deadline", "R-IMPORT30", "--from", "2026-09-20", "--json").json
    assert told["raw"] == "2026-10-20"
    assert "第45号" in told["source"]


def test_the_kind_of_import_is_corrected_by_its_word_and_taken_back(run, opened) -> None:
    def corrected(value: str) -> object:
        words = ("--set", "field=order.import_kind", "--set", f"value={value}", "--set", "why=核对报关单")
        assert run("case", "step", opened, "correct", *words, *NOW).status == 0
        return run("case", "show", opened, *NOW, "--json").json["order"]["import_kind"]

    assert corrected("境外直邮") == "direct_mail"
    assert corrected("none") == "none"


def test_a_person_reads_the_foreign_money_and_the_worksheet(run, practice, case_file, order) -> None:
    number = run("case", "open", case_file({"order": order | {"foreign": USD}}), *NOW, "--json").json["number"]
    run("case", "worksheet", number, "A-FRAUD", *NOW)
    out = run("case", "show", number, *NOW).out
    assert "USD 18.90 × 7.1234 = ¥134.63" in out
    assert "跨境电商零售进口" in out
    assert "A-FRAUD  ¥634.63  待确认" in out

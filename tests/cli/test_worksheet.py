"""`case worksheet`: kept with the case, confirmed by a person, and what an offer is then held against."""

import json

import pytest

FRAUD = ("fraud", "consumer_asks", "living_consumption")
NOW = ("--now", "2026-10-08T10:00")


def confirmed(*facts: str) -> list[str]:
    return [word for fact in facts for word in ("--confirm", fact)]


@pytest.fixture
def negotiating(run, opened) -> str:
    for step in (("accept",), ("contact", "--set", "mode=电话", "--set", "with=消费者", "--set", "content=核实")):
        assert run("case", "step", opened, *step, *NOW).status == 0
    return opened


def offer(run, number: str, amount: str):
    items = json.dumps([{"kind": "退款", "amount": amount}], ensure_ascii=False)
    words = ("--set", f"items={items}", "--set", "over_paid_acknowledged=true")
    return run("case", "step", number, "propose", *words, *NOW, "--json")


def test_a_worksheet_takes_price_and_day_from_the_case_and_is_shown_there(run, opened) -> None:
    told = run("case", "worksheet", opened, "A-FRAUD", *confirmed(*FRAUD), *NOW, "--json").json
    assert (told["refund_fen"], told["extra_fen"], told["total_fen"]) == (12900, 50000, 62900)
    assert (told["on"], told["settled"], told["unconfirmed"]) == ("2026-09-20", True, [])
    assert {(one["fact"], one["by"], one["at"]) for one in told["confirmed"]} == {
        (fact, "负责人", "2026-10-08T10:00:00+08:00") for fact in FRAUD
    }
    shown = run("case", "show", opened, *NOW, "--json").json
    (kept,) = shown["worksheets"]
    assert (kept["id"], kept["total_fen"], kept["superseded"]) == (told["id"], 62900, False)
    assert kept["words"] == "陆佰贰拾玖元整"
    assert kept["articles"][0]["text"].startswith("经营者提供商品或者服务有欺诈行为的")
    assert shown["record"][-1]["act"] == "dispute.worksheet"
    assert shown["record"][-1]["facts"]["given"] == {"price": "129.00", "quantity": 1}


def test_a_later_worksheet_supersedes_and_the_earlier_stays(run, opened) -> None:
    run("case", "worksheet", opened, "A-FRAUD", *confirmed("fraud"), *NOW)
    later = ("--now", "2026-10-09T10:00")
    run("case", "worksheet", opened, "A-FRAUD", "--price", "200", *confirmed("fraud", "consumer_asks"), *later)
    run("case", "worksheet", opened, "A-NR", *later)
    first, second, other = run("case", "show", opened, *later, "--json").json["worksheets"]
    assert [one["superseded"] for one in (first, second, other)] == [True, False, False]
    assert (first["extra_fen"], second["extra_fen"], other["refund_fen"]) == (50000, 60000, 12900)
    # Who confirmed a fact first, and when, stays with it.
    assert {one["fact"]: one["at"][:10] for one in second["confirmed"]} == {
        "fraud": "2026-10-08",
        "consumer_asks": "2026-10-09",
    }


def test_an_offer_is_held_against_the_worksheet_that_was_kept(run, negotiating) -> None:
    run("case", "worksheet", negotiating, "A-FRAUD", "--price", "1000", *confirmed(*FRAUD), *NOW)
    assert run("case", "show", negotiating, *NOW, "--json").json["floor_fen"] == 400000
    refused = offer(run, negotiating, "3999.99")
    assert refused.json["refusal"]["code"] == "offer.below_floor"
    assert refused.json["refusal"]["data"]["floor_fen"] == 400000
    assert offer(run, negotiating, "4000.00").status == 0


def test_there_is_no_floor_while_facts_are_open(run, opened) -> None:
    def floor() -> object:
        return run("case", "show", opened, *NOW, "--json").json["floor_fen"]

    assert floor() == 62900
    run("case", "worksheet", opened, "A-FRAUD", *confirmed("fraud"), *NOW)
    assert floor() is None
    run("case", "worksheet", opened, "A-FRAUD", "--knowing", *confirmed(*FRAUD, "buyer_knew"), *NOW)
    assert floor() is None
    words = ("--knowing", "--choose", "knowing", *confirmed(*FRAUD, "buyer_knew"))
    told = run("case", "worksheet", opened, "A-FRAUD", *words, *NOW, "--json").json
    assert (told["chosen"], told["extra_fen"], told["total_fen"]) == ("knowing", 0, 12900)
    assert floor() == 12900


def test_a_limit_alone_says_nothing_of_the_least(run, opened) -> None:
    words = ("--loss", "1000", *confirmed("defect_known", "serious_harm"))
    told = run("case", "worksheet", opened, "A-DEFECT", *words, *NOW, "--json").json
    assert (told["limit_fen"], told["total_fen"], told["settled"]) == (200000, None, False)
    assert run("case", "show", opened, *NOW, "--json").json["floor_fen"] == 62900


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("A-NONE",), 1, "remedy.unknown"),
        (("A-FRAUD", "--confirm", "unsafe_food"), 1, "confirm.not_asked"),
        (("A-FRAUD", "--choose", "knowing"), 1, "option.not_asked"),
        (("A-FRAUD", "--knowing", "--choose", "perhaps"), 1, "option.unknown"),
        (("A-FRAUD", "--on", "2013-01-01"), 1, "remedy.not_in_force"),
        (
            ("A-PREPAID", "--lpr", "3.1", "--from", "2026-01-01", "--to", "2026-02-01"),
            1,
            "rate.source_missing",
        ),
        (("A-FRAUD", "--confirm", "nonsense"), 2, None),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(run, opened, words, status, code) -> None:
    ran = run("case", "worksheet", opened, *words, *NOW, "--json")
    assert ran.status == status
    if code:
        assert ran.json["refusal"]["code"] == code
    assert run("case", "show", opened, *NOW, "--json").json["worksheets"] == []


def test_keeping_one_is_for_an_officer(run, opened) -> None:
    assert run("clerk", "add", "小周", "--role", "intake", *NOW).status == 0
    ran = run("case", "worksheet", opened, "A-FRAUD", "--as", "小周", *NOW, "--json")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "worksheet.not_allowed")


def test_a_rate_is_kept_with_its_day_and_source(run, opened) -> None:
    words = ("--price", "3000", "--used", "1200", "--lpr", "3.10", "--rate-on", "2025-06-20", "--rate-source", "公告")
    days = ("--from", "2026-03-01", "--to", "2026-09-01")
    told = run("case", "worksheet", opened, "A-PREPAID", *words, *days, *NOW, "--json").json
    assert told["given"]["lpr"] == {"percent": "3.10", "on": "2025-06-20", "source": "公告"}
    assert (told["total_fen"], told["on"]) == (182813, "2026-03-01")


def test_a_kept_worksheet_cannot_be_changed_behind_the_record(run, practice, opened) -> None:
    import sqlcipher3

    run("case", "worksheet", opened, "A-FRAUD", *NOW)
    database = sqlcipher3.connect(str(practice / "odr.db"))
    for statement in ("UPDATE worksheet SET refund = 1", "DELETE FROM worksheet"):
        with pytest.raises(sqlcipher3.DatabaseError):
            database.execute(statement)
    database.close()


def test_a_person_reads_what_is_still_to_be_confirmed(run, opened) -> None:
    out = run("case", "worksheet", opened, "A-FRAUD", *confirmed("fraud"), *NOW).out
    assert "尚未确认：消费者提出了增加赔偿的要求 · 为生活消费需要购买" in out
    assert "已保存在案件中" in out

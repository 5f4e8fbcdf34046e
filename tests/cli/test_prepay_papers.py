"""`paper` for the fund: what each step calls for can be issued at once, comes again as it was, and is verified."""

import json
from pathlib import Path

import pytest

NOW = ("--now", "2026-11-10T10:00")
FIRM = "上海浦江好物电子商务有限公司"
CONFIRMED = "confirmed=" + json.dumps(["identity", "evidence", "not_compensated", "payee"])
ON_THE_WAY = (
    ("prepay_request", "amount=629.00", CONFIRMED),
    ("prepay_notify",),
    ("prepay_silent", "unreachable=true"),
    ("prepay_recommend", "amount=629.00", CONFIRMED),
    ("prepay_approve",),
    ("prepay_pay", "account=4111 1111 1111 1111"),
    ("prepay_paid", "bank_ref=B001"),
    ("recovery_notice",),
    ("clawback", "amount=29.00", "why=运费险已赔", "bank_ref=R001"),
)
CALLED_FOR = [
    "prepayment_application", "liability_notice", "prepayment_notice", "subrogation_confirmation",
    "payment_confirmation", "recovery_notice", "topup_notice", "return_notice",
]  # fmt: skip


@pytest.fixture
def step(run, opened):
    """Take a step of the case and give its answer."""

    def taken(name: str, *facts: str):
        words = [word for fact in facts for word in ("--set", fact)]
        ran = run("case", "step", opened, name, *words, *NOW, "--json")
        assert ran.status == 0, ran.out
        return ran.json

    return taken


@pytest.fixture
def failed(run, opened, step) -> str:
    for words in (("alone", "on"), ("allocate", "10000.00"), ("deposit", FIRM, "300.00")):
        assert run("fund", *words, *NOW).status == 0
    step("accept")
    step("contact", "mode=电话", "with=商家", "content=拒绝赔付")
    step("fail", "why=商家拒绝")
    return opened


def test_every_paper_a_step_calls_for_can_be_issued_and_is_verified(run, failed, step) -> None:
    called = []
    for name, *facts in ON_THE_WAY:
        for told in step(name, *facts)["papers"]:
            called.append(told["kind"])
            assert told["issued"] is False
            made = run("paper", "issue", told["kind"], failed, *NOW, "--json").json
            assert made["number"].endswith("〔2026〕第0001号")
            assert run("paper", "issue", told["kind"], failed, *NOW, "--json").json["sha256"] == made["sha256"]
            assert run("paper", "verify", made["file"], "--json").json["unchanged"] is True
            Path(made["file"]).write_bytes(Path(made["file"]).read_bytes() + b"\n")
            assert run("paper", "verify", made["file"], "--json").status == 1
    assert called == CALLED_FOR
    assert run("check", "--json").status == 0


def test_a_paper_too_early_is_refused_with_the_step_it_waits_for(run, failed, step) -> None:
    ran = run("paper", "issue", "recovery_notice", failed, *NOW, "--json")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "paper.prepay_none")
    for name, *facts in ON_THE_WAY[:5]:
        step(name, *facts)
    ran = run("paper", "issue", "payment_confirmation", failed, *NOW)
    assert ran.status == 1
    assert "先行赔付支付确认书" in ran.err
    assert "确认到账" in ran.err


def test_the_merchants_papers_are_the_merchants_copy_where_none_is_named(run, failed, step) -> None:
    for name, *facts in ON_THE_WAY[:2]:
        step(name, *facts)
    made = run("paper", "issue", "liability_notice", failed, *NOW, "--json").json
    assert made["file"].endswith("_商家本.pdf")


def test_closing_asks_for_no_paper_of_the_fund(run, failed, step) -> None:
    for name, *facts in ON_THE_WAY[:7]:
        step(name, *facts)
    ran = run("case", "step", failed, "close", "--set", "callback=已收到", *NOW, "--json")
    assert ran.status == 1
    assert ran.json["refusal"]["data"]["papers"] == ["acceptance_notice"]

"""S4 through the command line, with the words of the law and what the console is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., dict[str, Any]]
NUMBER = "ODR-2026-00001"
FRYER = {
    "channel": "12315ODR",
    "channel_no": "3101150000000202606051234",
    "received_at": "2026-06-05T09:00:00+08:00",
    "consumer": {"name": "李某", "phone": "13912345678"},
    "merchant": {"name": "上海浦江好物电子商务有限公司"},
    "order": {"no": "692011582274009999", "goods": "空气炸锅", "quantity": 1, "paid": "459.00"},
    "category": "质量",
    "claims": ["退还货款和服务费用"],
    "claimed": "459.00",
    "facts": "使用中起火，商家否认质量问题。",
}


@pytest.fixture
def ask(ask: Ask, tmp_path: Path) -> Ask:
    (tmp_path / "case.json").write_text(json.dumps(FRYER, ensure_ascii=False), encoding="utf-8")
    ask("case", "open", "case.json", on="2026-06-05T10:00")
    return ask


def step(ask: Ask, name: str, on: str, *, status: int = 0, **facts: str) -> dict[str, Any]:
    told = [word for key, value in facts.items() for word in ("--set", f"{key.rstrip('_')}={value}")]
    return ask("case", "step", NUMBER, name, *told, on=on, status=status)


def due(answer: dict[str, Any], rule: str) -> str:
    return str(next(row["due"] for row in reversed(answer["deadlines"]) if row["rule"] == rule))


def test_s4_whole(ask: Ask) -> None:
    assert due(step(ask, "accept", "2026-06-08T09:00"), "R-ODR") == "2026-06-22"
    step(ask, "contact", "2026-06-09T09:00", mode="电话", with_="商家", content="商家否认缺陷", result="拒绝退款")

    near = ask("case", "show", NUMBER, on="2026-06-22T09:00")
    # R-PLAN passed long ago, so a rise has been due; it is proposed and nothing has moved.
    assert near["proposals"][0]["to"] == 2
    assert near["level"] == 1

    early = step(ask, "fail", "2026-06-22T10:00", status=1, ground="expired", why="期限届满")
    assert early["refusal"]["code"] == "clock.not_passed"
    assert step(ask, "fail", "2026-06-23T09:00", ground="expired", why="期限届满")["state"] == "failed"

    console = ask("case", "console", NUMBER, on="2026-06-23T09:30")
    assert [*console][:5] == ["handled_at", "process", "mode", "result", "text"]
    assert console["handled_at"] == "2026-06-23 09:00"
    assert "电话联系商家：商家否认缺陷。结果：拒绝退款。" in console["process"]
    assert console["result"].startswith("未达成和解")
    assert console["over"] == 0

    sent = step(ask, "to_regulator", "2026-06-23T10:00", to="浦东新区市场监管局", focus="是否存在缺陷")
    assert due(sent, "R-REG-ACC") == "2026-07-02"
    accepted = step(ask, "ext_accepted", "2026-06-30T10:00", on_="2026-06-30")
    assert due(accepted, "R-REG-MED-121") == "2026-08-31"
    step(ask, "appraisal_start", "2026-07-06T10:00", on_="2026-07-06")
    assert due(step(ask, "appraisal_report", "2026-07-24T10:00", on_="2026-07-24"), "R-REG-MED-121") == "2026-09-16"

    ninth = step(ask, "ext_terminated", "2026-09-16T09:00", status=1, ground="9", on_="2026-09-16")
    assert ninth["refusal"]["field"] == "ground"
    ended = step(ask, "ext_terminated", "2026-09-16T10:00", ground="5", on_="2026-09-16")
    assert (ended["state"], due(ended, "R-REG-TERM")) == ("ext_done", "2026-09-24")

    shown = ask("case", "show", NUMBER, on="2026-09-17T09:00")
    assert "六十日" in shown["external_ground_words"]["words"]
    assert shown["external_ground_words"]["verified"] == "second_hand"
    assert [(one["from"], one["to"]) for one in shown["escalations"]] == [(1, 4)]
    gate = [item for item in shown["gate"] if not item["what"].startswith("evidence.")]
    assert {item["what"]: (item["done"], item["blocks"]) for item in gate} == {
        "ending": (True, True),
        "approval": (True, True),
        "paper.acceptance_notice": (False, False),
    }
    assert shown["handover"]["focus"] == "是否存在缺陷"
    closed = step(ask, "close", "2026-09-24T10:00", why="外部已结", missing_acknowledged="true")
    assert closed["state"] == "closed"


def test_a_step_decided_on_an_older_version_is_refused_with_both(ask: Ask) -> None:
    seen = ask("case", "show", NUMBER, on="2026-06-08T09:00")["version"]
    step(ask, "accept", "2026-06-08T09:10")
    late = ask(
        "case", "step", NUMBER, "withdraw", "--set", "why=撤回", "--expect", str(seen), on="2026-06-08T09:20", status=1
    )
    refusal = late["refusal"]
    assert refusal["code"] == "dispute.changed_elsewhere"
    assert refusal["data"]["seen"] == seen
    assert refusal["data"]["now"] > seen
    assert (refusal["data"]["state"], refusal["data"]["step"]) == ("accepted", "accept")


def test_refusal_grounds_are_those_of_the_day(ask: Ask) -> None:
    eighth = step(ask, "refuse", "2026-06-08T09:00", status=1, ground="8")
    assert eighth["refusal"]["field"] == "ground"
    step(ask, "refuse", "2026-06-08T09:00", ground="6")
    ask("clerk", "add", "周主管", "--role", "supervisor")
    told = ["--set", "ground=6", "--as", "周主管"]
    refused = ask("case", "step", NUMBER, "refuse", *told, on="2026-06-08T10:00")
    assert refused["state"] == "not_accepted"
    words = ask("case", "show", NUMBER, on="2026-06-08T10:00")["refusal_ground_words"]
    assert "冒用" in words["words"]
    assert "第十六条第六项" in words["source"]


def test_parts_by_item_offers_by_round_and_three_calls_in_vain(ask: Ask) -> None:
    step(ask, "accept", "2026-06-08T09:00")
    step(ask, "contact", "2026-06-08T10:00", mode="电话", with_="双方", content="协商")
    low = json.dumps([{"kind": "退款", "amount": "200.00", "payer": "merchant"}])
    step(ask, "propose", "2026-06-09T10:00", items=low, valid_until="2026-06-10")
    still = step(ask, "reject_offer", "2026-06-10T10:00", status=1, expired="true")
    assert still["refusal"]["code"] == "offer.still_valid"
    step(ask, "reject_offer", "2026-06-11T10:00", expired="true")
    asked = json.dumps([{"kind": "退款", "amount": "400.00", "payer": "merchant"}])
    step(ask, "propose", "2026-06-11T11:00", items=asked, by="消费者")
    step(ask, "reject_offer", "2026-06-12T11:00", why="商家不同意")
    both = json.dumps(
        [
            {"kind": "退款", "amount": "300.00", "payer": "merchant", "due": "2026-06-16"},
            {"kind": "赔偿损失", "amount": "50.00", "payer": "platform", "due": "2026-06-20"},
        ]
    )
    step(ask, "propose", "2026-06-12T12:00", items=both, total="350.00")
    step(ask, "settle", "2026-06-15T10:00", consumer_confirmed_by="短信", merchant_confirmed_by="短信")
    over = step(ask, "perform", "2026-06-16T10:00", status=1, item="2", amount="50.01", proof="x")
    assert over["refusal"]["code"] == "perform.over_item"
    early = step(ask, "perform", "2026-06-16T10:00", status=1, amount="50.00", proof="x", on_="2026-06-14")
    assert early["refusal"]["code"] == "on.too_early"
    step(ask, "perform", "2026-06-16T10:00", item="2", amount="50.00", proof="a")
    assert step(ask, "perform", "2026-06-16T11:00", item="1", amount="300.00", proof="b")["state"] == "performed"
    for hour in (9, 10):
        step(ask, "call_back", f"2026-06-17T{hour:02}:00", reached="false", result="无人接听")
    waiting = step(ask, "close", "2026-06-17T11:00", status=1, missing_acknowledged="true")
    assert waiting["refusal"]["code"] == "close.callback_missing"
    step(ask, "call_back", "2026-06-17T14:00", reached="false", result="无人接听")
    assert step(ask, "close", "2026-06-17T15:00", missing_acknowledged="true")["state"] == "closed"
    shown = ask("case", "show", NUMBER, on="2026-06-17T15:00")
    assert [(one["by"], one["accepted"], one["expired"]) for one in shown["offers"]] == [
        ("merchant", False, True),
        ("consumer", False, False),
        ("merchant", True, False),
    ]

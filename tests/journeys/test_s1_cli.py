"""The scenarios counted by hand, carried through the command line as a script would do it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

Ask = Callable[..., dict[str, Any]]
NUMBER = "ODR-2026-00001"
SHOES = {
    "channel": "12315ODR",
    "channel_no": "3101150000000202609301234",
    "received_at": "2026-09-30T10:12:00+08:00",
    "consumer": {"name": "张某", "phone": "13812345678"},
    "merchant": {"name": "上海浦江好物电子商务有限公司"},
    "live": {"room": "浦江好物", "host": "小鹿", "on": "2026-09-20", "timecode": "00:42:10"},
    "order": {"no": "692011582274003801", "goods": "头层牛皮男鞋", "quantity": 1, "paid": "129.00"},
    "category": "虚假宣传",
    "claims": ["退货", "退还货款和服务费用", "惩罚性赔偿"],
    "claimed": "629.00",
    "knew_on": "2026-09-29",
    "facts": "宣传头层牛皮，检测为PU。",
}


@pytest.fixture
def open_case(ask: Ask, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    def opens(told: dict[str, Any], on: str) -> dict[str, Any]:
        (tmp_path / "case.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return ask("case", "open", "case.json", on=on)

    return opens


def step(ask: Ask, name: str, on: str, **facts: str) -> dict[str, Any]:
    told = [word for key, value in facts.items() for word in ("--set", f"{key.rstrip('_')}={value}")]
    return ask("case", "step", NUMBER, name, *told, on=on)


def file(ask: Ask, folder: Path, slot: str, on: str) -> int:
    """File something in a slot; its key."""
    (folder / "证据.jpg").write_bytes(slot.encode())
    return int(ask("evidence", "add", NUMBER, "证据.jpg", "--slot", slot, on=on)["id"])


def clock(answer: dict[str, Any], rule: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = answer["deadlines"]
    return next(row for row in reversed(rows) if row["rule"] == rule)


def printed(path: str) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_s1_golden_week_and_the_fraud_floor(ask: Ask, open_case, tmp_path: Path) -> None:
    opened = open_case(SHOES, "2026-09-30T10:12")
    assert (opened["number"], opened["state"]) == (NUMBER, "registered")
    assert clock(opened, "R-ODR")["due"] == "2026-10-20"

    step(ask, "accept", "2026-10-08T09:00")
    accepted = ask("paper", "issue", "acceptance_notice", NUMBER, on="2026-10-08T09:05")
    assert "2026年10月20日" in printed(accepted["file"])

    step(ask, "contact", "2026-10-09T09:00", mode="电话", with_="双方", content="告知诉求")
    low = json.dumps([{"kind": "退款", "amount": "129.00", "due": "2026-10-16", "payer": "merchant"}])
    refused = ask("case", "step", NUMBER, "propose", "--set", f"items={low}", on="2026-10-13T10:00", status=1)
    assert refused["refusal"]["code"] == "offer.below_floor"
    assert refused["refusal"]["data"] == {"offered_fen": 12900, "floor_fen": 62900}
    assert "¥629.00" in refused["refusal"]["message"]

    items = [
        {"kind": "退款", "amount": "129.00", "due": "2026-10-16", "payer": "merchant"},
        {"kind": "加倍赔偿", "amount": "500.00", "due": "2026-10-16", "payer": "merchant"},
        {"kind": "运费", "amount": "0", "due": "2026-10-16", "payer": "商家"},
    ]
    proposed = step(ask, "propose", "2026-10-13T10:00", items=json.dumps(items))
    assert proposed["state"] == "proposed"
    settled = step(
        ask, "settle", "2026-10-15T10:00", consumer_confirmed_by="电话录音", merchant_confirmed_by="盖章确认"
    )
    odr = clock(settled, "R-ODR")
    assert (settled["state"], odr["stopped_on"], odr["late_working_days"]) == ("settled", "2026-10-15", 0)
    assert settled["papers"] == [{"kind": "settlement_agreement", "issued": False}]
    agreement = ask("paper", "issue", "settlement_agreement", NUMBER, on="2026-10-15T10:05")
    text = printed(agreement["file"])
    assert "陆佰贰拾玖元整" in text
    assert "一式三份" in text

    slip = file(ask, tmp_path, "履行凭证", "2026-10-16T09:55")
    assert step(ask, "perform", "2026-10-16T10:00", amount="629.00", proof=str(slip))["state"] == "performing"
    assert step(ask, "perform", "2026-10-16T10:01", amount="0.00", proof="商家寄件单")["state"] == "performed"
    refused = ask("case", "step", NUMBER, "close", "--set", "callback=满意", on="2026-10-19T09:00", status=1)
    assert refused["refusal"]["code"] == "close.evidence_missing"
    assert refused["refusal"]["data"]["slots"] == ["live_replay", "order", "payment"]
    for slot in ("订单", "支付", "直播回放"):
        file(ask, tmp_path, slot, "2026-10-19T09:30")
    assert step(ask, "close", "2026-10-19T10:00", callback="满意")["state"] == "closed"

    notice = ask("paper", "issue", "settlement_notice", NUMBER, on="2026-10-19T10:05")
    assert notice["number"].endswith("〔2026〕第0001号")
    text = printed(notice["file"])
    for words in (
        "629.00",
        "陆佰贰拾玖元整",
        "692011582274003801",
        "头层牛皮男鞋",
        NUMBER,
        "2026年10月16日",
        "第五十五条",
    ):
        assert words in text
    assert ask("paper", "verify", notice["file"])["number"] == notice["number"]

    shown = ask("case", "show", NUMBER)
    assert (shown["state"], shown["settlement"]["total_fen"], shown["performed_fen"]) == ("closed", 62900, 62900)
    assert [paper["pages"] for paper in shown["papers"]] == [accepted["pages"], agreement["pages"], notice["pages"]]
    assert ask("check") == {"ok": True, "findings": []}


def test_s3_no_reason_return_across_national_day(ask: Ask) -> None:
    returned = ask("law", "deadline", "R-NR-RET", "--from", "2026-09-28")
    assert (returned["raw"], returned["due"]) == ("2026-10-05", "2026-10-08")
    refunded = ask("law", "deadline", "R-NR-REFUND", "--from", "2026-10-11")
    assert (refunded["raw"], refunded["due"]) == ("2026-10-18", "2026-10-19")
    refused = ask("law", "deadline", "R-REFUSE15", "--from", "2026-10-11")
    assert refused["raw"] == "2026-10-26"
    kept = ask("law", "remedy", "A-NR", "--price", "899.00", "--gift", "49.00")
    assert (kept["refund_fen"], kept["extra_fen"]) == (85000, 0)
    assert ask("law", "remedy", "A-NR", "--price", "899.00")["refund_fen"] == 89900


def test_s4_from_failure_to_the_regulator_and_an_appraisal(ask: Ask, open_case) -> None:
    fryer = {
        **SHOES,
        "channel_no": "3101150000000202606051234",
        "received_at": "2026-06-05T09:00",
        "order": {"no": "6920", "goods": "空气炸锅", "paid": "459.00"},
        "category": "质量",
        "claims": ["退货", "退还货款和服务费用"],
        "claimed": "459.00",
        "knew_on": None,
        "facts": "使用中起火。",
    }
    assert clock(open_case(fryer, "2026-06-05T09:30"), "R-ODR")["due"] == "2026-06-22"
    step(ask, "accept", "2026-06-08")
    step(ask, "contact", "2026-06-09", mode="电话", with_="商家", content="否认质量问题")
    early = ask(
        "case", "step", NUMBER, "fail", "--set", "ground=expired", "--set", "why=期满", on="2026-06-22", status=1
    )
    assert early["refusal"]["code"] == "clock.not_passed"
    failed = step(ask, "fail", "2026-06-23", ground="expired", why="期满未达成")
    assert (failed["state"], failed["papers"]) == ("failed", [{"kind": "failure_notice", "issued": False}])
    passed_on = step(ask, "to_regulator", "2026-06-23")
    assert (passed_on["state"], clock(passed_on, "R-REG-ACC")["due"]) == ("ext_pending", "2026-07-02")
    taken = step(ask, "ext_accepted", "2026-06-30", on_="2026-06-30")
    med = clock(taken, "R-REG-MED-121")
    assert (med["raw"], med["due"]) == ("2026-08-29", "2026-08-31")
    step(ask, "appraisal_start", "2026-07-06", on_="2026-07-06")
    reported = step(ask, "appraisal_report", "2026-07-24", on_="2026-07-24")
    assert clock(reported, "R-REG-MED-121")["due"] == "2026-09-16"
    assert clock(reported, "R-ODR")["due"] == "2026-06-22"
    ended = step(ask, "ext_terminated", "2026-09-16", ground="5", on_="2026-09-16")
    assert (ended["state"], clock(ended, "R-REG-TERM")["due"]) == ("ext_done", "2026-09-24")
    assert ask("case", "show", NUMBER)["level"] == 4
    closed = step(ask, "close", "2026-09-24", why="外部已结", missing_acknowledged="yes")
    assert closed["state"] == "closed"


def test_s9_a_minor_masking_and_labour_day(ask: Ask, open_case, tmp_path: Path) -> None:
    boy = {
        **SHOES,
        "channel_no": "3101150000000202604301234",
        "received_at": "2026-04-30T17:30",
        "knew_on": None,
        "consumer": {
            "name": "欧阳明",
            "phone": "13812345678",
            "id_no": "310115201305201238",
            "address": "上海市浦东新区世纪大道2001号4号楼319室",
            "born_on": "2013-05-20",
        },
        "order": {"no": "6921", "goods": "游戏充值卡", "paid": "4980.00"},
        "category": "合同",
        "claims": ["退还货款和服务费用"],
        "claimed": "4980.00",
        "facts": "欧阳明（13812345678）未经监护人同意下单。",
    }
    path = tmp_path / "boy.json"
    path.write_text(json.dumps(boy, ensure_ascii=False), encoding="utf-8")
    refused = ask("case", "open", str(path), on="2026-04-30T17:30", status=1)
    assert refused["refusal"]["code"] == "guardian.required"
    guardian = {"name": "欧阳强", "phone": "13912345678", "consent": {"on": "2026-04-30", "how": "书面"}}
    opened = open_case({**boy, "consumer": {**boy["consumer"], "guardian": guardian}}, "2026-04-30T17:30")
    assert clock(opened, "R-ODR")["due"] == "2026-05-18"
    ratified = ask("law", "deadline", "R-RATIFY30", "--from", "2026-05-08")
    assert (ratified["raw"], ratified["due"]) == ("2026-06-07", "2026-06-08")
    assert ask("law", "words", "4980.00")["words"] == "肆仟玖佰捌拾元整"

    step(ask, "accept", "2026-05-06")
    notice = ask("paper", "issue", "acceptance_notice", NUMBER, "--copy", "merchant", on="2026-05-06")
    text = printed(notice["file"])
    for clear in ("欧阳明", "欧阳强", "13812345678", "310115201305201238", "世纪大道"):
        assert clear not in text
    for masked in ("欧阳*", "138****5678"):
        assert masked in text

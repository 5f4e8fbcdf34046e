"""S3: a return without reasons across National Day, whole, through the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Ask = Callable[..., dict[str, Any]]
NUMBER = "ODR-2026-00001"
COAT = {
    "channel": "直播间",
    "received_at": "2026-10-05T10:00:00+08:00",
    "consumer": {"name": "周某", "phone": "13912345678"},
    "merchant": {"name": "上海浦江好物电子商务有限公司"},
    "order": {"no": "692011582274007777", "goods": "外套", "paid": "899.00", "signed_on": "2026-09-28"},
    "category": "售后服务",
    "claims": ["退货", "退还货款和服务费用"],
    "facts": "七日无理由退货，商家拖延。",
}


def opened(ask: Ask, told: dict[str, Any], on: str, *, status: int = 0) -> dict[str, Any]:
    Path("case.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return ask("case", "open", "case.json", on=on, status=status)


def step(ask: Ask, name: str, now: str, /, *, status: int = 0, **facts: object) -> dict[str, Any]:
    told = {key.rstrip("_"): value for key, value in facts.items()}
    Path("facts.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return ask("case", "step", NUMBER, name, "--facts", "facts.json", on=now, status=status)


def clock(answer: dict[str, Any], rule: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = answer["deadlines"]
    return next(row for row in reversed(rows) if row["rule"] == rule)


def test_s3_whole(ask: Ask) -> None:
    opened(ask, COAT, "2026-10-05T11:00")
    step(ask, "accept", "2026-10-08T09:00")
    step(ask, "contact", "2026-10-08T10:00", mode="电话", with_="商家", content="请按无理由退货办理")
    for rule, on, raw, due in (
        ("R-NR-RET", "2026-09-28", "2026-10-05", "2026-10-08"),
        ("R-NR-REFUND", "2026-10-11", "2026-10-18", "2026-10-19"),
        ("R-REFUSE15", "2026-10-11", "2026-10-26", "2026-10-26"),
    ):
        found = clock(step(ask, "start_clock", "2026-10-12T09:00", rule=rule, on=on, why="按签收和退回之日"), rule)
        assert (found["start"], found["raw"], found["due"]) == (on, raw, due)

    kept = ask("law", "remedy", "A-NR", "--price", "899.00", "--gift", "49.00")
    assert (kept["refund_fen"], kept["extra_fen"], kept["words"]) == (85000, 0, "捌佰伍拾元整")
    assert ask("law", "remedy", "A-NR", "--price", "899.00")["refund_fen"] == 89900

    for day, flag in (("2026-10-26", None), ("2026-10-27", "视为故意拖延或者无理拒绝")):
        assert clock(ask("case", "show", NUMBER, on=f"{day}T09:00"), "R-REFUSE15")["flag"] == flag

    refund = {"kind": "退款", "amount": "850.00", "payer": "merchant", "due": "2026-10-18"}
    freight = {"kind": "运费", "amount": "12.00", "payer": "consumer"}
    step(ask, "propose", "2026-10-12T10:00", items=[refund, freight])
    step(ask, "settle", "2026-10-12T11:00", consumer_confirmed_by="微信", merchant_confirmed_by="盖章")
    assert step(ask, "perform", "2026-10-13T10:00", item=1, amount="850.00", proof="退款回单")["state"] == "performing"
    assert step(ask, "perform", "2026-10-13T11:00", item=2, amount="12.00", proof="运单")["state"] == "performed"
    step(ask, "close", "2026-10-14T09:00", callback="满意", missing_acknowledged=True)
    assert ask("check", "--thorough")["ok"] is True

"""S9: a boy of twelve, his guardian and his data over Labour Day, whole, through the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pypdf import PdfReader

Ask = Callable[..., dict[str, Any]]
NUMBER = "ODR-2026-00001"
CARD = "6222021234567890"
PERSONAL = ("欧阳明", "欧阳华", "13812345678", "13900001111", "310115201305201238", "世纪大道2001号", CARD)
BOY = {
    "name": "欧阳明",
    "phone": "13812345678",
    "id_no": "310115201305201238",
    "born_on": "2013-05-20",
    "address": "上海市浦东新区世纪大道2001号4号楼319室",
}
GUARDIAN = {"name": "欧阳华", "phone": "13900001111", "consent": {"on": "2026-04-30", "how": "签字的同意书"}}
TOY = {
    "channel": "12315ODR",
    "channel_no": "3101150000000202604301234",
    "received_at": "2026-04-30T17:30:00+08:00",
    "consumer": {**BOY, "guardian": GUARDIAN},
    "merchant": {"name": "上海浦江好物电子商务有限公司"},
    "order": {"no": "692011582274008888", "goods": "手办", "paid": "4980.00", "bought_on": "2026-04-29"},
    "category": "其他",
    "claims": ["退还货款和服务费用"],
    "facts": "未成年人下单，要求退款至6222 0212 3456 7890。",
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


def test_s9_whole(ask: Ask) -> None:
    for guardian in (None, {"name": "欧阳华", "phone": "13900001111"}):
        alone = {**TOY, "consumer": {**BOY, "guardian": guardian}}
        no = opened(ask, alone, "2026-04-30T17:40", status=1)["refusal"]
        assert no["field"].startswith("consumer.guardian")
    assert clock(opened(ask, TOY, "2026-04-30T17:45"), "R-ODR")["due"] == "2026-05-18"

    step(ask, "accept", "2026-05-06T09:00")
    step(ask, "contact", "2026-05-08T10:00", mode="信函", with_="双方", content="催告监护人追认")
    asked = step(ask, "start_clock", "2026-05-08T11:00", rule="R-RATIFY30", on="2026-05-08", why="监护人收到催告")
    assert (clock(asked, "R-RATIFY30")["raw"], clock(asked, "R-RATIFY30")["due"]) == ("2026-06-07", "2026-06-08")
    for day, flag in (("2026-06-08", None), ("2026-06-09", "视为拒绝追认")):
        assert clock(ask("case", "show", NUMBER, on=day), "R-RATIFY30")["flag"] == flag

    refund = {"kind": "退款", "amount": "4980.00", "due": "2026-05-15"}
    step(ask, "propose", "2026-05-11T09:00", items=[refund])
    step(ask, "settle", "2026-05-12T09:00", consumer_confirmed_by="监护人签字", merchant_confirmed_by="盖章")
    assert ask("case", "show", NUMBER, on="2026-05-12")["payee"] == "欧阳华"
    step(ask, "perform", "2026-05-13T10:00", amount="4980.00", proof=f"转入{CARD}")
    step(ask, "close", "2026-05-14T10:00", callback="监护人已收到", missing_acknowledged=True)
    assert ask("check", "--thorough")["ok"] is True

    for copy in ("merchant", "regulator"):
        for kind in ("acceptance_notice", "settlement_agreement", "settlement_notice"):
            told = words_of(ask("paper", "issue", kind, NUMBER, "--copy", copy, on="2026-05-15")["file"])
            assert [word for word in PERSONAL if word in told] == [], (kind, copy)
            assert "欧阳*" in told
    own = words_of(ask("paper", "issue", "settlement_notice", NUMBER, on="2026-05-15")["file"])
    assert "肆仟玖佰捌拾元整" in own
    assert "欧阳明" in own


def words_of(file: str) -> str:
    """What a paper says, without spaces and line ends."""
    return "".join("".join(page.extract_text() for page in PdfReader(file).pages).split())

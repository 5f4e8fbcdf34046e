"""S6: notice and declaration over Labour Day, carried through the command line with all its variants."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., dict[str, Any]]
NUMBER = "ODR-2026-00001"
MARK = {
    "channel": "平台客服",
    "received_at": "2026-04-10T08:30:00+08:00",
    "consumer": {"name": "张小某", "phone": "13812345678"},
    "merchant": {"name": "浦江好物旗舰店"},
    "live": {"room": "浦江好物"},
    "order": {"goods": "澄砚竹节保温杯", "paid": "129.00"},
    "category": "知识产权",
    "claims": ["退还货款和服务费用"],
    "facts": "印有“澄砚”标识，怀疑不是正品。",
}


@pytest.fixture
def ask(ask: Ask, tmp_path: Path) -> Ask:
    """With the case open."""
    (tmp_path / "case.json").write_text(json.dumps(MARK, ensure_ascii=False), encoding="utf-8")
    assert ask("case", "open", "case.json", on="2026-04-10T09:00")["number"] == NUMBER
    return ask


def step(ask: Ask, name: str, now: str, /, *, status: int = 0, **facts: str) -> dict[str, Any]:
    told = [word for key, value in facts.items() for word in ("--set", f"{key}={value}")]
    return ask("case", "step", NUMBER, name, *told, on=now, status=status)


def wait_of(answer: dict[str, Any]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = answer["deadlines"]
    return next(row for row in reversed(rows) if row["rule"] == "R-IP15")


def shown(ask: Ask) -> dict[str, Any]:
    found: dict[str, Any] = ask("case", "show", NUMBER)["ip"]
    return found


@pytest.fixture
def waiting(ask: Ask) -> Ask:
    """Up to the declaration that reached the right-holder on 2026-04-17."""
    step(ask, "ip_notice", "2026-04-10T10:00", right="商标", rights_holder="上海澄砚文化有限公司")
    step(ask, "ip_measures", "2026-04-10T15:00", measures="删除、断开链接")
    step(ask, "ip_declaration", "2026-04-16T11:00")
    told = step(ask, "ip_forwarded", "2026-04-17T09:00", on="2026-04-17")
    assert told["state"] == "registered"
    wait = wait_of(told)
    assert (wait["start"], wait["raw"], wait["due"]) == ("2026-04-17", "2026-05-02", "2026-05-06")
    return ask


def test_s6_nothing_is_heard_and_the_measures_end(waiting: Ask) -> None:
    ip = shown(waiting)
    assert (ip["state"], ip["right"], ip["measures"]) == ("waiting15", "商标", ["删除", "断开链接"])
    assert (ip["reached_on"], ip["deadline"], ip["deadline_raw"]) == ("2026-04-17", "2026-05-06", "2026-05-02")

    early = step(waiting, "ip_lift", "2026-05-06T23:59", status=1)["refusal"]
    assert (early["code"], early["data"]) == ("ip.waiting", {"due": "2026-05-06"})
    assert "2026-05-06" in early["message"]

    lifted = step(waiting, "ip_lift", "2026-05-07T09:00")
    assert wait_of(lifted)["stopped_on"] == "2026-05-07"
    assert wait_of(lifted)["late_working_days"] == 0, "the first day on which it may be done"
    step(waiting, "ip_publish", "2026-05-07T10:00")
    ip = shown(waiting)
    assert (ip["state"], ip["lifted_on"], ip["published_on"]) == ("published", "2026-05-07", "2026-05-07")
    assert ip["measures_stand"] is False


def test_s6_word_of_a_complaint_on_the_last_afternoon_keeps_the_measures(waiting: Ask) -> None:
    kept = step(waiting, "ip_rightsholder_acted", "2026-05-06T16:00", on="2026-05-06", holder_act="投诉")
    assert wait_of(kept)["stopped_on"] == "2026-05-06"
    assert shown(waiting)["state"] == "rights_holder_acted"
    assert step(waiting, "ip_lift", "2026-05-07T09:00", status=1)["refusal"]["code"] == "ip.holder_acted"
    assert shown(waiting)["measures_stand"] is True


def test_s6_word_that_comes_after_the_lift_is_only_written_down(waiting: Ask) -> None:
    step(waiting, "ip_lift", "2026-05-07T09:00")
    step(waiting, "ip_rightsholder_acted", "2026-05-07T15:00", on="2026-05-07")
    ip = shown(waiting)
    assert ip["state"] == "lifted"
    assert [(act["on"], act["in_time"]) for act in ip["holder_acts"]] == [("2026-05-07", False)]
    record = waiting("case", "show", NUMBER)["record"]
    assert record[-1]["act"] == "dispute.ip_rightsholder_acted"
    assert record[-1]["facts"]["on"] == "2026-05-07"


def test_a_notice_needs_no_facts(ask: Ask) -> None:
    step(ask, "ip_notice", "2026-04-10T10:00")
    assert (shown(ask)["state"], shown(ask)["notice_on"]) == ("ip_notice", "2026-04-10")


def test_a_declaration_before_measures_is_refused_and_says_where_it_stands(ask: Ask) -> None:
    step(ask, "ip_notice", "2026-04-10T10:00")
    no = step(ask, "ip_declaration", "2026-04-11T10:00", status=1)["refusal"]
    assert no["code"] == "ip.not_from_state"
    assert "收到通知" in no["message"]
    none = {row["step"]: row for row in ask("case", "steps", NUMBER, on="2026-04-11")["steps"]}
    assert none["ip_measures"]["open"]
    assert none["ip_measures"]["role"] == "legal"


def test_a_day_that_cannot_be_names_its_field(ask: Ask) -> None:
    step(ask, "ip_notice", "2026-04-10T10:00")
    no = step(ask, "ip_measures", "2026-04-10T15:00", status=1, on="2026-04-09")["refusal"]
    assert (no["code"], no["field"]) == ("ip.day_before", "on")


def test_an_unknown_word_is_refused_with_the_known_ones(ask: Ask) -> None:
    no = step(ask, "ip_notice", "2026-04-10T10:00", status=1, right="专属权")["refusal"]
    assert (no["code"], no["field"]) == ("word.unknown", "right")


def test_a_case_is_not_closed_over_the_fifteen_days(waiting: Ask) -> None:
    step(waiting, "withdraw", "2026-04-20T10:00", why="自行和解")
    no = step(waiting, "close", "2026-04-21T10:00", status=1)["refusal"]
    assert no["code"] == "close.ip_pending"
    rows = waiting("case", "list", "--view", "open", on="2026-04-21")["rows"]
    assert [row["number"] for row in rows] == [NUMBER], "it still waits for the desk"
    assert rows[0]["due"] == "2026-05-06"

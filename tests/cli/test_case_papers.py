"""Papers of a case's own life from the command line: who gets which copy, what is masked, what they say."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

Steps = Callable[..., dict[str, object]]


@pytest.fixture
def paper(run) -> Callable[..., str]:
    """Issue a paper and read it, spaces left out."""

    def read(kind: str, number: str, *words: str, now: str = "2026-10-08") -> str:
        told = run("paper", "issue", kind, number, *words, "--now", now, "--json")
        assert told.status == 0, told.out
        pages = PdfReader(BytesIO(Path(told.json["file"]).read_bytes())).pages
        return "".join("".join(page.extract_text().split()) for page in pages)

    return read


@pytest.fixture
def step(run) -> Steps:
    """Take a step of a case on a day; what was answered."""

    def take(number: str, name: str, *told: str, now: str) -> dict[str, object]:
        words = [part for one in told for part in ("--set", one)]
        ran = run("case", "step", number, name, *words, "--now", now, "--json")
        assert ran.status == 0, ran.out
        return ran.json

    return take


def test_registering_is_followed_by_the_form_with_what_the_file_told(run, case_file, practice, paper) -> None:
    changes = {
        "consumer": {"name": "张小明", "phone": "13812345678", "id_no": "310115199003070017"},
        "order": {
            "no": "692011582274003801",
            "goods": "男鞋",
            "paid": "129.00",
            "payment": "微信支付",
            "link": "https://x.cn/1",
        },
        "live": {"room": "浦江好物", "account": "pujianghaowu"},
        "publish": True,
        "entrust": False,
        "facts": "张小明说检测为PU。",
    }
    ran = run("case", "open", case_file(changes), "--now", "2026-10-08", "--json")
    number = ran.json["number"]
    text = paper("registration_form", number)
    for words in ("微信支付", "https://x.cn/1", "pujianghaowu", "姓名张小明", "310115199003070017", "联络点存档"):
        assert words in text
    shown = run("case", "show", number, "--json").json
    assert (shown["publish"], shown["entrust"], shown["order"]["payment"]) == (True, False, "微信支付")
    for copy in ("merchant", "regulator"):
        masked = paper("registration_form", number, "--copy", copy)
        assert "张*明" in masked
        assert not any(clear in masked for clear in ("张小明", "13812345678", "199003070017"))


@pytest.mark.parametrize("value", ['"yes"', "1"])
def test_an_answer_that_is_neither_yes_nor_no_is_refused_by_its_name(run, case_file, practice, value) -> None:
    ran = run("case", "open", case_file({"publish": json.loads(value)}), "--json")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "fact.unreadable")
    assert ran.json["refusal"]["field"] == "publish"


def test_what_was_not_asked_at_intake_is_put_in_by_a_correction(run, opened, step, paper) -> None:
    for name, value in (("publish", "true"), ("order.payment", "支付宝"), ("consumer.language", "中英文对照")):
        step(opened, "correct", f"field={name}", f"value={value}", "why=补记", now="2026-10-08")
    shown = run("case", "show", opened, "--json").json
    assert (shown["publish"], shown["parties"]["consumer"]["language"]) == (True, "zh-en")
    assert "支付方式支付宝" in paper("registration_form", opened)

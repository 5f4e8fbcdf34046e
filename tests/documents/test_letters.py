"""违法线索移送单 and 移送函: what a firm tells a department, and that it never speaks as an authority."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from odrdesk.documents import letters
from odrdesk.documents.facts import Handled, Recipient

Read = Callable[[bytes], dict[str, str]]


@pytest.mark.parametrize(
    "words",
    [
        "违法线索移送单",
        "沪浦消线〔2026〕1号",
        "上海市浦东新区市场监督管理局：",
        "报送监管部门",
        "虚假宣传",
        "通过“12315ODR”收到消费者投诉",
        "于2026年10月8日登记",
        "主播称鞋面为头层牛皮，检测为PU合成革。",
        "涉嫌违反：《直播电商监督管理办法》第三十四条第一款。",
        "判断的理由：检测报告。",
        "上海浦江好物电子商务有限公司",
        "浦江好物",
        "小鹿",
        "南京星河文化传媒有限公司",
        "2026年9月20日00:42:10",
        "头层牛皮男鞋",
        "129.00",
        "直播回放00:42:10",
        "投诉3件（含本件），涉及消费者2人",
        "PD-2026-000170、PD-2026-000172、PD-2026-000177",
        "王丽，联系电话：021-58880173。",
        "由你单位依法认定",
        "不是行政机关的文书",
        "法律条文请核对现行有效文本",
    ],
)
def test_the_lead_sheet_contains(facts: Any, readers: Read, words: str) -> None:
    paper = letters.lead_sheet(facts.lead_sheet(recipient=Recipient.REGULATOR))
    for text in readers(paper.content).values():
        assert words in text


@pytest.mark.parametrize(
    "words",
    [
        "消费纠纷移送函",
        "上海市浦东新区市场监督管理局：",
        "争议焦点",
        "2026年9月30日，收到投诉。",
        "2026年10月9日，联系经营者：同意退款，不同意三倍赔偿。",
        "提出第1轮和解方案，合计人民币129.00元，未获同意。",
        "2026年10月20日，终止协商（期限届满）。",
        "消费者请求：退货退款、三倍赔偿，金额人民币629.00元。",
        "最后一轮和解方案合计人民币129.00元。",
        "受理告知书沪浦消受〔2026〕1号",
        "渠道登记编号：3101150000000202609301234。",
        "特此函告。",
    ],
)
def test_the_letter_of_transfer_contains(facts: Any, readers: Read, words: str) -> None:
    for text in readers(letters.transfer(facts.transfer()).content).values():
        assert words in text


@pytest.mark.parametrize("kind", ["lead_sheet", "transfer"])
def test_a_firm_decides_nothing_and_bears_no_seal_of_an_authority(facts: Any, readers: Read, kind: str) -> None:
    paper = getattr(letters, kind)(getattr(facts, kind)())
    text = readers(paper.content)["pypdf"]
    assert not any(words in text for words in ("决定", "处罚", "责令", "立案", "公章"))
    assert "（盖章处）" in text


def test_what_is_not_known_is_not_printed(facts: Any, readers: Read) -> None:
    bare = facts.lead_sheet(
        law="", why="", agency="", timecode="", broadcast_on=None, evidence=(), alike=1, alike_numbers=(), order=None
    )
    text = readers(letters.lead_sheet(bare).content)["pypdf"]
    assert not any(words in text for words in ("涉嫌违反：", "判断的理由", "服务机构", "直播日期", "None"))
    assert "没有收到其他同类投诉" in text
    assert "暂无随单移送的证据" in text


def test_a_dispute_that_was_never_negotiated_says_so(facts: Any, readers: Read) -> None:
    early = facts.transfer(handled=(Handled("received", date(2026, 9, 30)),), points=(), negotiated=False, materials=())
    text = readers(letters.transfer(early).content)["pypdf"]
    assert "本纠纷未经本联络点组织协商" in text
    assert "暂无随函移送的材料" in text


@pytest.mark.parametrize("kind", ["lead_sheet", "transfer"])
def test_a_masked_copy_says_how_to_get_the_rest(facts: Any, readers: Read, kind: str) -> None:
    masked, whole = (getattr(letters, kind)(getattr(facts, kind)(masked=each)) for each in (True, False))
    assert "消费者个人信息已作脱敏处理" in readers(masked.content)["pypdf"]
    assert "脱敏" not in readers(whole.content)["pypdf"]

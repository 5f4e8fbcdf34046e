"""消费纠纷登记表 has the fields of the regulator's 投诉登记表 and those of a live sale; its boxes say what was told."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from odrdesk.documents import registration
from odrdesk.documents.facts import PartyFacts
from odrdesk.documents.fonts import faces
from odrdesk.documents.form import Form, Group, Row, Tick, Ticks, label_cell, value_cell
from odrdesk.domain.vocabulary import Answer, Claim

Read = Callable[[bytes], dict[str, str]]
Pages = Callable[[bytes], list[str]]


@pytest.fixture(scope="session")
def text(request: pytest.FixtureRequest) -> Callable[..., str]:
    """The words of a form, spaces left out."""

    def read(facts: Any) -> str:
        document = pypdfium2.PdfDocument(registration.render(facts).content)
        found = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return "".join(found.split())

    return read


@pytest.mark.parametrize(
    "words",
    [
        # 投诉登记表
        "登记单位", "案件编号", "投诉人", "姓名张某", "联系电话13812345678", "证件类型", "证件号码", "联系地址",
        "是否同意公示投诉信息", "是否同意委托调解", "被投诉人", "名称上海浦江好物电子商务有限公司", "联系人",
        "涉及金额（实付）人民币129.00元", "宣传头层牛皮，检测为PU。", "1.直播回放：录屏20260920.mp4",
        "投诉人签字", "经办人签字王丽",
        # what a live sale adds
        "投诉渠道12315ODR", "12315登记编号3101150000000202609301234", "订单号692011582274003801", "直播间名称浦江好物",
        "直播间账号pujianghaowu", "主播小鹿", "直播时间2026年9月20日00:42:10", "支付方式微信支付",
        "https://live.example.com/item/692011582274003801?room=pujiang", "收到时间2026-09-3010:12",
        "人民币629.00元（大写：陆佰贰拾玖元整）",
    ],
)  # fmt: skip
def test_it_has_the_field(facts: Any, text: Callable[..., str], words: str) -> None:
    assert words in text(facts.registration())


def test_all_official_requests_stand_there_asked_for_or_not(facts: Any, text: Callable[..., str]) -> None:
    found = text(facts.registration(claims=(Claim.OTHER,), other_claims=()))
    official = ("修理", "重作", "更换", "退货", "补足商品数量", "退还货款和服务费用", "赔偿损失")
    places = [found.index(word) for word in official]
    assert places == sorted(places), "the order of the form"
    assert "其他：" in found


def test_who_was_not_there_does_not_sign(facts: Any, text: Callable[..., str]) -> None:
    away, there = text(facts.registration()), text(facts.registration(face_to_face=True))
    assert "（非现场登记，不签字）" in away
    assert "不签字" not in there
    assert there.count("2026年月日") == 2, "the consumer and the clerk"


def test_a_consumer_who_is_not_known_leaves_cells_to_write_into(facts: Any, text: Callable[..., str]) -> None:
    found = text(facts.registration(consumer=PartyFacts(""), order=None, claimed=None, evidence=()))
    assert "姓名联系电话证件类型证件号码联系地址" in found
    assert "None" not in found


def test_why_there_is_no_phone_stands_in_its_place(facts: Any, text: Callable[..., str]) -> None:
    found = text(facts.registration(consumer=PartyFacts("张某"), no_phone_reason="听力残疾"))
    assert "联系电话未提供（听力残疾）" in found


def ink(content: bytes) -> int:
    """How many dark points the first page has at 100 dpi."""
    document = pypdfium2.PdfDocument(content)
    points = document[0].render(scale=100 / 72, grayscale=True).to_pil().tobytes()
    document.close()
    return sum(point < 100 for point in points)


def test_a_ticked_box_is_seen(facts: Any) -> None:
    nobody = ink(registration.render(facts.registration(publish=None)).content)
    yes = ink(registration.render(facts.registration(publish=Answer.AGREES)).content)
    both = ink(registration.render(facts.registration(publish=Answer.AGREES, entrust=Answer.DISAGREES)).content)
    assert nobody < yes < both


def test_a_story_of_three_pages_keeps_every_word_and_the_signatures_their_request(facts: Any, pages: Pages) -> None:
    told = "".join(f"第{k}次协商未果，" for k in range(700)) + "尾。"
    made = registration.render(facts.registration(dispute=told, face_to_face=True))
    found = pages(made.content)
    assert len(found) == made.pages >= 3
    assert all(f"第{k}次协商未果" in "".join(found) for k in (0, 350, 699))
    last = next(page for page in found if "投诉人签字" in page)
    assert "请求金额" in last
    assert "请求事项" in last


def test_the_name_of_a_group_stands_again_where_it_goes_on() -> None:
    registry = faces()
    row = Row((label_cell("栏", 70, registry), value_cell("字" * 700, 346, registry)))
    form = Form([Group("争议事实", (row, row))])
    parts = form.split(442, 300)
    assert parts is not None
    upper, lower = parts
    assert upper.height(442) <= 300
    assert upper.height(442) + lower.height(442) >= form.height(442)


def test_a_form_that_fits_is_not_split() -> None:
    registry = faces()
    form = Form([Group("", (Row((value_cell("短", 442, registry),)),))])
    assert form.split(442, 600) is None


@pytest.mark.parametrize("width", [60, 120, 300])
def test_boxes_fill_line_after_line_and_none_is_lost(width: int) -> None:
    ticks = [Tick(word) for word in ("修理", "重作", "更换", "退货", "补足商品数量", "退还货款和服务费用")]
    made = Ticks(ticks, faces())
    lines = made.height(width) / 15.6
    assert lines == round(lines) >= 1
    parts = made.split(width, 16)
    if parts is not None:
        assert sum(part.height(width) for part in parts) == pytest.approx(made.height(width))


def test_the_same_facts_give_the_same_bytes(facts: Any) -> None:
    one = facts.registration()
    assert registration.render(one).content == registration.render(replace(one)).content

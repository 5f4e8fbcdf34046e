"""Papers of a case's own life from the command line: who gets which copy, what is masked, what they say."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

HEAD = re.compile(r"^.*?(?:消费者存|经营者存|报送监管部门|联络点存档)(?:样本)?")
FOOT = re.compile(r"—\d+—.*$")
"""What stands on every page, so that a sentence that goes over the page is read whole."""
Steps = Callable[..., dict[str, object]]


@pytest.fixture
def paper(run) -> Callable[..., str]:
    """Issue a paper and read it, spaces left out."""

    def read(kind: str, number: str, *words: str, now: str = "2026-10-08") -> str:
        told = run("paper", "issue", kind, number, *words, "--now", now, "--json")
        assert told.status == 0, told.out
        pages = PdfReader(BytesIO(Path(told.json["file"]).read_bytes())).pages
        first, *rest = ("".join(page.extract_text().split()) for page in pages)
        return FOOT.sub("", first) + "".join(FOOT.sub("", HEAD.sub("", page)) for page in rest)

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
    assert (shown["publish"], shown["entrust"], shown["order"]["payment"]) == ("agrees", "disagrees", "微信支付")
    for copy in ("merchant", "regulator"):
        masked = paper("registration_form", number, "--copy", copy)
        assert "张*明" in masked
        assert not any(clear in masked for clear in ("张小明", "13812345678", "199003070017"))


@pytest.mark.parametrize("value", ['"也许"', "1.5"])
def test_an_answer_that_is_neither_yes_nor_no_is_refused_by_its_name(run, case_file, practice, value) -> None:
    ran = run("case", "open", case_file({"publish": json.loads(value)}), "--json")
    assert (ran.status, ran.json["refusal"]["field"]) == (1, "publish")


def test_what_was_not_asked_at_intake_is_put_in_by_a_correction(run, opened, step, paper) -> None:
    for name, value in (("publish", "同意"), ("order.payment", "支付宝"), ("consumer.language", "中英文对照")):
        step(opened, "correct", f"field={name}", f"value={value}", "why=补记", now="2026-10-08")
    shown = run("case", "show", opened, "--json").json
    assert (shown["publish"], shown["parties"]["consumer"]["language"]) == ("agrees", "zh-en")
    assert "支付方式支付宝" in paper("registration_form", opened)


# From the scenarios: each step is followed by the paper it calls for.


def called(answer: dict[str, object]) -> list[str]:
    return [one["kind"] for one in answer["papers"]]  # type: ignore[attr-defined]


def test_a_supplement_asked_for_and_not_brought_ends_in_a_refusal(opened, step, paper, run) -> None:
    # S1's case: asked on Thursday 10-08; 5 working days (调休 Saturday 10-10 counts) end on Wednesday 10-14.
    told = step(opened, "ask_supplement", 'items=["检测报告","身份证明"]', now="2026-10-08")
    assert called(told) == ["supplement_notice"]
    text = paper("supplement_notice", opened)
    for words in (
        "1检测报告2身份证明",
        "请于2026年10月14日（星期三）前补正",
        "至2026年10月20日届满，不因补正材料而顺延",
        "张某：",
    ):
        assert words in text
    assert "《市场监督管理投诉举报处理办法》第十条、第十一条" in text, "Order 121 is in force from 2026-04-15"
    lapsed = step(opened, "lapse", now="2026-10-15")
    assert called(lapsed) == ["refusal_notice"]
    text = paper("refusal_notice", opened, now="2026-10-15")
    for words in ("在2026年10月14日前补正下列材料", "1检测报告2身份证明", "第十六条第五项", "未提供办理所需的材料"):
        assert words in text
    assert "13812345678" not in paper("refusal_notice", opened, "--copy", "regulator", now="2026-10-15")
    assert run("paper", "issue", "refusal_notice", opened, "--copy", "merchant", "--json").status == 1


def test_a_refusal_names_its_ground_and_the_two_who_decided(opened, run, paper) -> None:
    run("clerk", "add", "陈经理", "--role", "supervisor")
    told = ("case", "step", opened, "refuse", "--set", "ground=4", "--now", "2026-10-08", "--json")
    assert run(*told, "--set", "why=购买于2020年，张某已知道").status == 0
    early = run("paper", "issue", "refusal_notice", opened, "--json")
    assert early.json["refusal"]["code"] == "paper.not_yet"
    second = run(*told, "--as", "陈经理", "--set", "why=同意")
    assert second.json["state"] == "not_accepted"
    text = paper("refusal_notice", opened)
    for words in (
        "已超过三年",
        "第十六条第四项（“除法律另有规定外",
        "购买于2020年，张某已知道",
        "、陈经理核定",
    ):
        assert words in text
    assert "消不受〔2026〕第0001号" in text
    assert "同意" not in text
    assert "张某" not in paper("refusal_notice", opened, "--copy", "regulator")


@pytest.fixture
def negotiated(opened, step) -> str:
    """S1 up to the settlement of 2026-10-15, with a round that was refused before."""
    step(opened, "accept", now="2026-10-08")
    step(
        opened,
        "contact",
        "mode=电话",
        "with=商家",
        "content=张某要求退一赔三，商家不同意",
        "result=请书面答复",
        now="2026-10-09T15:30",
    )
    step(
        opened,
        "propose",
        'items=[{"kind":"退款","amount":"129.00"}]',
        "floor_acknowledged=yes",
        "valid_until=2026-10-13",
        now="2026-10-12",
    )
    step(opened, "reject_offer", "why=不足法定金额", now="2026-10-12T17:00")
    step(
        opened,
        "propose",
        'items=[{"kind":"退款","amount":"129.00","due":"2026-10-16"},{"kind":"加倍赔偿","amount":"500.00","due":"2026-10-16"}]',
        now="2026-10-13",
    )
    step(opened, "settle", "consumer_confirmed_by=录音", "merchant_confirmed_by=电子章", now="2026-10-15")
    return opened


def test_the_record_has_every_contact_and_offer_and_the_clerk(negotiated, paper, run) -> None:
    text = paper("contact_record", negotiated, now="2026-10-15")
    in_order = (
        "2026-10-0915:30",
        "沟通电话",
        "对象：经营者",
        "张某要求退一赔三，商家不同意",
        "请书面答复",
        "2026-10-12",
        "第1轮：",
        "合计人民币129.00元",
        "未获同意",
        "不足法定金额",
        "第2轮：",
        "合计人民币629.00元",
        "双方同意",
        "达成和解",
        "录音",
        "电子章",
    )
    place = 0
    for words in in_order:
        place = text.index(words, place)
    assert "联络点存档" in text
    masked = paper("contact_record", negotiated, "--copy", "regulator", now="2026-10-15")
    assert "张*要求退一赔三" in masked
    assert "张某" not in masked
    assert run("paper", "issue", "contact_record", negotiated, "--copy", "consumer", "--json").status == 1


def test_the_receipt_tells_what_came_and_what_is_left(negotiated, step, paper) -> None:
    told = step(negotiated, "perform", "item=1", "amount=129.00", "on=2026-10-16", "proof=流水1", now="2026-10-16")
    assert called(told) == ["performance_receipt"]
    text = paper("performance_receipt", negotiated, now="2026-10-16")
    for words in ("退还货款129.00流水1", "大写：壹佰贰拾玖元整", "尚未履行的款项合计人民币500.00元（大写：伍佰元整）"):
        assert words in text
    step(negotiated, "perform", "item=2", "amount=500.00", "on=2026-10-16", "proof=流水2", now="2026-10-16")
    text = paper("performance_receipt", negotiated, now="2026-10-16")
    for words in ("合计人民币629.00元（大写：陆佰贰拾玖元整）", "已经全部履行", "消履〔2026〕第0002号"):
        assert words in text


@pytest.fixture
def failed(run, practice, case_file, step) -> str:
    """S4 up to the failure: pushed on 2026-06-05, the ten working days end on 06-22, failed on 06-23."""
    changes = {
        "channel_no": "3101150000000202606051234",
        "received_at": "2026-06-05T09:00",
        "pushed_at": "2026-06-05T09:00",
        "order": {"no": "692011582274003802", "goods": "空气炸锅", "paid": "459.00", "bought_on": "2026-06-01"},
        "category": "质量",
        "claims": ["退货", "退还货款和服务费用"],
        "claimed": "459.00",
        "facts": "使用中起火。",
        "knew_on": None,
    }
    number = run("case", "open", case_file(changes), "--now", "2026-06-05T10:00", "--json").json["number"]
    step(number, "accept", now="2026-06-08")
    step(number, "contact", "mode=电话", "with=商家", "content=商家否认缺陷", now="2026-06-09")
    answer = step(number, "fail", "ground=expired", "why=商家否认缺陷", now="2026-06-23")
    assert called(answer) == ["failure_notice"]
    return str(number)


def test_a_failure_hands_on_the_evidence_and_the_routes(failed, paper, run, tmp_path) -> None:
    (tmp_path / "起火.mp4").write_bytes(b"fire")
    item = run(
        "evidence", "add", failed, str(tmp_path / "起火.mp4"), "--slot", "goods", "--now", "2026-06-23", "--json"
    )
    text = paper("failure_notice", failed, now="2026-06-23")
    for words in (
        "2026年6月22日",
        "2026年6月23日终止协商",
        "和解期限届满",
        "商家否认缺陷",
        "转投诉",
        "七个工作日",
        "起火.mp4",
        "共联系当事人1次",
    ):
        assert words in text
    assert item.json["sha256"][:16] in text
    assert "消费者请求：退货、退还货款和服务费用，金额人民币459.00元" in text


def test_closing_without_a_settlement_calls_for_its_own_notice(failed, step, paper, run) -> None:
    told = step(failed, "close", "missing_acknowledged=yes", now="2026-06-24")
    assert called(told) == ["closing_notice", "case_report"]
    text = paper("closing_notice", failed, now="2026-06-24")
    for words in (
        "消费纠纷结案通知书",
        "已于2026年6月23日终止协商（期限届满）",
        "在2029年6月24日前",
        "消结〔2026〕第0001号",
    ):
        assert words in text
    assert "13812345678" not in paper("closing_notice", failed, "--copy", "merchant", now="2026-06-24")
    assert run("paper", "issue", "settlement_notice", failed, "--json").json["refusal"]["code"] == "paper.not_yet"


def test_a_withdrawn_case_is_closed_with_the_consumers_reason(opened, step, paper) -> None:
    step(opened, "withdraw", "why=已自行解决", now="2026-10-08")
    told = step(opened, "close", "missing_acknowledged=yes", now="2026-10-09")
    assert called(told)[0] == "closing_notice"
    text = paper("closing_notice", opened, now="2026-10-09")
    assert "消费者于2026年10月8日撤回本次反映。" in text
    assert "原因：已自行解决。" in text


def test_closing_after_performance_still_calls_for_the_settlement_notice(negotiated, step, run) -> None:
    for item, amount in (("1", "129.00"), ("2", "500.00")):
        step(negotiated, "perform", f"item={item}", f"amount={amount}", "on=2026-10-16", "proof=流水", now="2026-10-16")
    told = step(negotiated, "close", "callback=满意", "missing_acknowledged=yes", now="2026-10-19")
    assert called(told) == ["settlement_notice", "case_report"]
    early = run("paper", "issue", "closing_notice", negotiated, "--json")
    assert early.json["refusal"]["code"] == "paper.not_yet"


@pytest.mark.parametrize(
    "kind",
    [
        "supplement_notice",
        "refusal_notice",
        "contact_record",
        "performance_receipt",
        "failure_notice",
        "closing_notice",
    ],
)
def test_a_paper_before_its_step_is_refused(opened, run, kind) -> None:
    told = run("paper", "issue", kind, opened, "--json")
    assert (told.status, told.json["refusal"]["code"]) == (1, "paper.not_yet")


# What the parties agree beside the items


AGREED = ("method=原支付渠道退回", "returns=2026-10-18前寄回", "breach=逾期每日万分之五", "waives_punitive=yes")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("6222 0212 3456 7890", "****7890"),
        ("7890", "****7890"),
        ("****7890", "****7890"),
        ("zhang@example.com", "z***@example.com"),
    ],
)
def test_of_an_account_no_more_than_its_tail_is_kept(run, opened, step, typed, kept) -> None:
    step(opened, "accept", now="2026-10-08")
    step(opened, "contact", "mode=电话", "with=双方", "content=协商", now="2026-10-09")
    items = 'items=[{"kind":"退款","amount":"129.00","due":"2026-10-16"},{"kind":"加倍赔偿","amount":"500.00"}]'
    step(opened, "propose", items, now="2026-10-13")
    told = ("consumer_confirmed_by=录音", "merchant_confirmed_by=电子章", f"receiving_account={typed}", *AGREED)
    step(opened, "settle", *told, now="2026-10-15")
    shown = run("case", "show", opened, "--json")
    assert shown.json["settlement"]["receiving_account"] == kept
    assert typed not in shown.out.replace(kept, "")


def test_the_agreement_says_how_money_is_paid_what_is_sent_back_and_what_is_given_up(run, opened, step, paper) -> None:
    step(opened, "accept", now="2026-10-08")
    step(opened, "contact", "mode=电话", "with=双方", "content=协商", now="2026-10-09")
    items = (
        'items=[{"kind":"退款","amount":"129.00","due":"2026-10-16"},{"kind":"加倍赔偿","amount":"500.00"},'
        '{"kind":"退货","amount":"0","payer":"consumer"},{"kind":"运费","amount":"12.00","payer":"merchant"}]'
    )
    step(opened, "propose", items, now="2026-10-13")
    told = ("consumer_confirmed_by=录音", "merchant_confirmed_by=电子章", "receiving_account=6222021234567890", *AGREED)
    step(opened, "settle", *told, now="2026-10-15")
    text = paper("settlement_agreement", opened, now="2026-10-15")
    for words in (
        "款项支付方式：原支付渠道退回。",
        "收款账户：****7890。",
        "退货安排：2026-10-18前寄回。",
        "退货运费由乙方承担。",
        "各方另行约定：逾期每日万分之五。",
        "就本次纠纷不再另行主张惩罚性赔偿",
    ):
        assert words in text


def test_a_letter_of_transfer_says_what_the_person_handing_over_wrote(failed, step, paper) -> None:
    told = ("to=浦东新区市场监管所", "focus=是否存在缺陷", 'materials=["购物小票"]', "contact=李强 021-58880174")
    step(failed, "to_regulator", *told, now="2026-06-23")
    text = paper("transfer_letter", failed, now="2026-06-23")
    for words in ("双方的分歧：是否存在缺陷。", "购物小票", "李强021-58880174。"):
        assert words in text


# In two languages


def test_a_consumer_who_needs_english_gets_it_and_both_parties_sign_one_text(negotiated, step, paper, run) -> None:
    assert "Settlement" not in paper("settlement_agreement", negotiated, now="2026-10-15")
    told = paper("settlement_agreement", negotiated, "--language", "zh-en", now="2026-10-15")
    assert "SettlementAgreement" in told
    assert "消协〔2026〕第0002号" in told, "another text is another paper"
    step(negotiated, "correct", "field=consumer.language", "value=zh-en", "why=消费者需要英文", now="2026-10-15")
    for copy in ("consumer", "merchant", "desk"):
        text = paper("settlement_agreement", negotiated, "--copy", copy, now="2026-10-15")
        assert "SettlementAgreement" in text
        assert "消协〔2026〕第0002号" in text
    assert "NoticeofSettlement" in paper("settlement_notice", negotiated, now="2026-10-15")
    assert "NoticeofSettlement" not in paper("settlement_notice", negotiated, "--language", "zh", now="2026-10-15")
    assert "13812345678" not in paper("settlement_notice", negotiated, "--copy", "merchant", now="2026-10-15")


@pytest.mark.parametrize(
    ("kind", "language", "code"),
    [("settlement_agreement", "fr", "paper.language_unknown"), ("contact_record", "zh-en", "paper.language_none")],
)
def test_a_language_that_there_is_not_is_refused(negotiated, run, kind, language, code) -> None:
    told = run("paper", "issue", kind, negotiated, "--language", language, "--now", "2026-10-15", "--json")
    assert (told.status, told.json["refusal"]["code"]) == (1, code)

"""The words of a step's form: labels, placeholders, ticks, and what the step will bring about."""

from collections.abc import Mapping

from odrdesk.desktop.forms import ip_words
from odrdesk.domain.facts import FactKind
from odrdesk.domain.vocabulary import Step
from odrdesk.text import _, field_label

LONG = frozenset({"content", "why", "what", "callback", "value"}) | ip_words.LONG
"""Facts that are written as a paragraph."""
OWN_WORDS = frozenset({"mode", "to", "how", "law", "consumer_confirmed_by", "merchant_confirmed_by"})
"""Facts that offer usual words and take others too."""


def label(step: Step, fact: str) -> str:
    """What stands above the field of a fact; the usual label where the step has no better one."""
    better: Mapping[tuple[Step, str], str] = {
        (Step.EXTEND, "to"): _("延长至"),
        (Step.START_CLOCK, "on"): _("起算日期（第 0 日）"),
        (Step.START_CLOCK, "why"): _("发生了什么"),
        (Step.STOP_CLOCK, "on"): _("停止日期"),
        (Step.STOP_CLOCK, "why"): _("发生了什么"),
        (Step.TRANSFER, "to"): _("移送至"),
        (Step.TO_REGULATOR, "to"): _("转往"),
        (Step.TO_COUNCIL, "to"): _("转往"),
        (Step.ASK_SUPPLEMENT, "items"): _("需要补正的材料（每行一项）"),
        (Step.PROPOSE, "items"): _("方案内容"),
        (Step.EXT_AGREED, "items"): _("约定的履行内容"),
        (Step.APPRAISAL_START, "on"): _("委托日期"),
        (Step.APPRAISAL_REPORT, "on"): _("收到报告日期"),
        (Step.EXT_ACCEPTED, "on"): _("受理日期"),
        (Step.EXT_TERMINATED, "on"): _("终止日期"),
        (Step.EXT_TERMINATED, "ground"): _("终止调解的法定情形"),
        (Step.REFUSE, "ground"): _("不予受理的理由"),
        (Step.REFUSE, "why"): _("说明"),
        (Step.PERFORM, "on"): _("履行日期"),
        (Step.PERFORM, "amount"): _("本次履行金额（元）"),
        (Step.CALL_BACK, "result"): _("回访结果"),
        (Step.ADJUDICATE, "no"): _("仲裁或诉讼案号"),
        (Step.EXT_AGREED, "paper_no"): _("调解书编号"),
        (Step.CLOSE, "why"): _("说明"),
        (Step.LEAD, "to"): _("移送部门"),
        (Step.LEAD, "region"): _("管辖地区"),
        (Step.LEAD, "evidence"): _("证据（每行一项）"),
        (Step.LEAD, "why"): _("判断的理由"),
        (Step.LEAD_SENT, "to"): _("移送部门"),
        (Step.LEAD_SENT, "region"): _("管辖地区"),
        (Step.LEAD_SENT, "on"): _("移送日期"),
        (Step.LEAD_ANSWERED, "on"): _("答复日期"),
        (Step.LEAD_ANSWERED, "result"): _("答复内容"),
        (Step.LEAD_ANSWERED, "paper_no"): _("答复文书的编号"),
    }
    return better.get((step, fact)) or ip_words.label(step, fact) or field_label(fact)


def tick(fact: str) -> str:
    """The words beside a tick."""
    return {
        "floor_acknowledged": _("已告知消费者法定金额，消费者知情并接受"),
        "over_paid_acknowledged": _("金额无误，退款确实多于实付"),
        "missing_acknowledged": _("知悉文书或证据不齐，仍然结案"),
    }.get(fact, field_label(fact))


def placeholder(step: Step, fact: str) -> str:
    """A word of help inside an empty field."""
    return {
        "proof": _("如转账流水号、退款截图编号"),
        "callback": _("如：电话回访，消费者已收到款项，表示满意"),
        "content": _("说了什么、各方的要求和理由"),
        "result": _("如：商家同意退款，赔偿待答复") if step is Step.CONTACT else "",
        "into": "ODR-2026-00001",
        "law": _("如：反不正当竞争法第九条") if step is Step.LEAD else "",
        "what": _("谁、在哪里、做了什么、怎样发现的") if step is Step.LEAD else "",
        "consent": _("如：双方书面同意，2026-08-20"),
    }.get(fact) or ip_words.placeholder(fact)


def consequence(step: Step) -> str:
    """What the step brings about, in a sentence; empty where the fields say it all."""
    return {
        Step.ACCEPT: _("案件由您承办，受理期限停止计算，随后可以出具受理告知书。"),
        Step.SUPPLEMENTED: _("补正期限停止计算，案件回到“已登记”。"),
        Step.LAPSE: _("案件按不予受理处理，所有期限停止计算。"),
        Step.REFUSE: _("须由另一位有主管职责的人员复核后才生效。"),
        Step.SETTLE: _("方案成为和解约定，在线和解期限停止计算，随后可以出具和解协议书。"),
        Step.REJECT_OFFER: _("方案作废，案件回到“协商中”，可以再提方案。"),
        Step.BREACH: _("案件回到“协商中”，十五日拒不处理的期限开始计算。"),
        Step.CLOSE: _("案件办结，随后可以出具结案通知书。"),
        Step.FAIL: _("协商终止。消费者可以要求转市场监管部门或消保委。"),
        Step.WITHDRAW: _("案件终止办理，所有期限停止计算。"),
        Step.CORRECT: _("原来的内容留在记录里。渠道和收到、推送的时间由主管更正，期限随之重新计算。"),
        Step.UNMERGE: _("案件恢复独立办理。"),
        Step.LEAD: _("线索先登记在案，由人移送；程序不会自行发出任何东西。登记后可以出具违法线索移送单。"),
        Step.LEAD_SENT: _("记下何时、以什么方式移送给了谁。"),
        Step.LEAD_ANSWERED: _("记下部门的答复，线索到此办结。"),
        Step.EXTEND: _("内部目标改为新的日期；法律没有规定可以延长的，只记为双方约定，法定期限不变。"),
        Step.START_CLOCK: _("用于外部发生的事：签收商品、商家收到退货、消费者提出要求。次日为第一日。"),
        Step.STOP_CLOCK: _("期限停止计算，是否逾期以这一天为准。"),
        Step.ESCALATE: _("案件提高一级，由上一级负责人督办。"),
    }.get(step) or ip_words.consequence(step)


def modes() -> list[tuple[str, str]]:
    """The usual ways of contact; the words are what the 12315 console asks for."""
    return [(words, words) for words in (_("电话"), _("平台消息"), _("微信"), _("短信"), _("当面"), _("邮件"))]


def confirmations() -> list[tuple[str, str]]:
    """The usual ways of confirming a settlement."""
    return [(words, words) for words in (_("电话录音"), _("平台消息"), _("书面签字"), _("短信"), _("当面"))]


def ways_of_sending() -> list[tuple[str, str]]:
    """The usual ways a lead reaches a department."""
    ways = (_("全国12315平台"), _("书面送达"), _("邮寄"), _("电子邮件"), _("联席会议"))
    return [(words, words) for words in ways]


def refusal_grounds() -> tuple[str, ...]:
    """The seven grounds on which a complaint is not accepted, in their order."""
    return (
        _("不属于本机构处理范围"),
        _("其他机构已经受理或者处理"),
        _("不是生活消费，或者与被投诉人没有争议"),
        _("知道权益受损之日起已超过三年"),
        _("材料缺失或者不实"),
        _("冒用他人名义"),
        _("其他情形"),
    )


def grounds(kind: FactKind) -> list[tuple[str, str]]:
    """The numbered grounds of a refusal, or of the end of a mediation, which the decision names by its number."""
    if kind is FactKind.REFUSAL_GROUND:
        return [(str(number), words) for number, words in enumerate(refusal_grounds(), 1)]
    numerals = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("七"), _("八"))
    return [(str(number), _("第（{n}）项").format(n=numeral)) for number, numeral in enumerate(numerals, 1)]

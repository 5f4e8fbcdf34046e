"""The words of a step's form: labels, placeholders, ticks, and what the step will bring about."""

from collections.abc import Mapping, Sequence

from odrdesk.desktop.forms import ip_words, prepay_words
from odrdesk.domain.grounds import Ground
from odrdesk.domain.vocabulary import Step
from odrdesk.text import Language, _, field_label, language

LONG = frozenset({"content", "why", "what", "callback", "value", "focus"}) | ip_words.LONG | prepay_words.LONG
"""Facts that are written as a paragraph."""
OWN_WORDS = frozenset({"mode", "to", "how", "law", "consumer_confirmed_by", "merchant_confirmed_by", "method"})
"""Facts that offer usual words and take others too."""
UNASKED = frozenset({(Step.PROPOSE, "total")})
"""Facts a form need not ask for: the sum stands under the items."""
ALWAYS = frozenset({"asks_higher", "waives_punitive"}) | prepay_words.ALWAYS
"""Ticks that show without a refusal."""


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
        (Step.SUPPLEMENTED, "items"): _("逐项核对，收到的打勾"),
        (Step.PROPOSE, "valid_until"): _("方案有效期至（可空）"),
        (Step.PERFORM, "item"): _("履行的是哪一项"),
        (Step.REOPEN, "why"): _("重新立案的原因"),
        (Step.REOPEN, "ground"): _("依据"),
        (Step.REOPEN, "pushed_at"): _("12315 再次推送的时间（没有再次推送的不填）"),
        (Step.REJECT_OFFER, "why"): _("未获同意的原因"),
        (Step.EXT_REFUSED, "ground"): _("外部机构不予受理的理由"),
        (Step.ESCALATE, "why"): _("升级的原因"),
    }
    return better.get((step, fact)) or ip_words.label(step, fact) or prepay_words.label(step, fact) or field_label(fact)


def tick(fact: str) -> str:
    """The words beside a tick."""
    return (
        {
            "floor_acknowledged": _("已告知消费者法定金额，消费者知情并接受"),
            "over_paid_acknowledged": _("金额无误，退款确实多于实付"),
            "missing_acknowledged": _("知悉文书或证据不齐，仍然结案"),
            "expired": _("已过有效期，对方没有答复"),
            "asks_higher": _("对方要求由上一级处理"),
        }.get(fact)
        or prepay_words.tick(fact)
        or field_label(fact)
    )


def placeholder(step: Step, fact: str) -> str:
    """A word of help inside an empty field."""
    return (
        {
            "proof": _("如转账流水号、退款截图编号"),
            "callback": _("如：电话回访，消费者已收到款项，表示满意"),
            "content": _("说了什么、各方的要求和理由"),
            "result": _("如：商家同意退款，赔偿待答复") if step is Step.CONTACT else "",
            "into": "ODR-2026-00001",
            "law": _("如：反不正当竞争法第九条") if step is Step.LEAD else "",
            "what": _("谁、在哪里、做了什么、怎样发现的") if step is Step.LEAD else "",
            "consent": _("如：双方书面同意，2026-08-20"),
            "focus": _("双方还争什么，各自的理由"),
            "contact": _("姓名和电话"),
            "receiving_account": _("如：银行卡号、支付宝账号；只保存末四位"),
            "returns": _("如：消费者在 2026-10-18 前寄回，运单号告知商家"),
            "breach": _("如：逾期每日按未付金额的万分之五支付违约金"),
        }.get(fact)
        or ip_words.placeholder(fact)
        or prepay_words.placeholder(step, fact)
    )


def consequence(step: Step) -> str:
    """What the step brings about, in a sentence; empty where the fields say it all."""
    return (
        {
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
            Step.ESCALATE: _("案件提高一级，由上一级负责人督办。原因留在案件里。"),
            Step.ASSIGN: _("案件改由此人承办；已受理的案件随之进入协商。"),
            Step.MERGE_INTO: _("本案并入另一件，所有期限停止计算；可以撤销并案。"),
            Step.ASK_SUPPLEMENT: _("补正期限开始计算，在线和解期限不停。"),
            Step.TRANSFER: _("案件移出本机构，所有期限停止计算。"),
            Step.CONTACT: _("联系商家后开始计算商家答复期限；商家有了答复，期限停止。"),
            Step.APPRAISAL_START: _("允许扣除检测时间的期限暂停计算，在线和解期限不停。"),
            Step.APPRAISAL_REPORT: _("暂停的期限恢复计算，检测占用的天数顺延。"),
            Step.PROPOSE: _("等对方答复。填了有效期的，到期日列入期限。"),
            Step.PERFORM: _("全部约定都履行之后，案件进入待回访。"),
            Step.CALL_BACK: _("接通并记录即为已回访；三次未接通也视为已回访。"),
            Step.TO_REGULATOR: _("转市场监管部门，七个工作日的受理期限开始计算（外部期限）。"),
            Step.TO_COUNCIL: _("转消保委，等待受理。"),
            Step.EXT_ACCEPTED: _("调解期限自受理之日起计算（外部期限）。"),
            Step.EXT_REFUSED: _("案件回到“和解不成”，可以另转或者仲裁、诉讼。"),
            Step.EXT_AGREED: _("按调解书履行，可以在三十日内申请司法确认。"),
            Step.EXT_TERMINATED: _("外部调解结束，可以结案，或者登记仲裁、诉讼。"),
            Step.ADJUDICATE: _("案件升至 L5，所有期限停止计算，等待裁判结果。"),
            Step.REOPEN: _("案件回到“协商中”，原来的结案保留在记录里。"),
        }.get(step)
        or ip_words.consequence(step)
        or prepay_words.consequence(step)
    )


def modes() -> list[tuple[str, str]]:
    """The usual ways of contact; the words are what the 12315 console asks for."""
    return [(words, words) for words in (_("电话"), _("平台消息"), _("微信"), _("短信"), _("当面"), _("邮件"))]


def confirmations() -> list[tuple[str, str]]:
    """The usual ways of confirming a settlement."""
    return [(words, words) for words in (_("电话录音"), _("平台消息"), _("书面签字"), _("短信"), _("当面"))]


def payments() -> list[tuple[str, str]]:
    """The usual ways of paying what was settled."""
    ways = ("", _("原支付渠道退回"), _("银行转账"), _("微信转账"), _("支付宝转账"), _("现金"))
    return [(words, words) for words in ways]


def ways_of_sending() -> list[tuple[str, str]]:
    """The usual ways a lead reaches a department."""
    ways = (_("全国12315平台"), _("书面送达"), _("邮寄"), _("电子邮件"), _("联席会议"))
    return [(words, words) for words in ways]


def grounds(found: Sequence[Ground]) -> list[tuple[str, str]]:
    """The numbered grounds of the law as the options of a choice."""
    return [(str(one.number), f"{numeral(one.number)} {ground_words(one)}") for one in found]


def numeral(number: int) -> str:
    """`第（三）项`, as a decision names its ground."""
    numerals = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("七"), _("八"))
    return _("第（{n}）项").format(n=numerals[number - 1])


def ground_words(ground: Ground) -> str:
    """What the ground is, in the spoken language; only the Chinese is the text of the law."""
    return ground.words if language() is Language.ZH_CN else ground.words_en


def ground_whole(ground: Ground) -> str:
    """The whole ground with where it stands, and that the text must be checked."""
    words = _("{words}（{source}）。请核对现行有效文本。")
    return words.format(words=ground_words(ground), source=ground.source)

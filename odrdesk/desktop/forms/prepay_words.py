"""The words of the prepayment steps: buttons, labels, help in empty fields, what a step brings about."""

from collections.abc import Mapping

from odrdesk.domain.vocabulary import Step
from odrdesk.text import _

LONG = frozenset({"basis", "late_why"})
"""Facts that are written as a paragraph."""
ALWAYS = frozenset({"unreachable"})
"""Ticks that show from the start."""


def verb(step: Step) -> str:
    """A step as the words of a button; empty where the vocabulary's word serves."""
    return {
        Step.PREPAY_MERCHANT_PAID: _("登记商家已赔付"),
        Step.PREPAY_CONTESTED: _("登记商家异议"),
        Step.PREPAY_SILENT: _("登记商家未履行"),
        Step.PREPAY_PAY_FAILED: _("登记付款失败"),
        Step.PREPAY_PAID: _("登记已到账"),
        Step.APPEAL: _("登记商家申诉"),
        Step.CLAWBACK: _("登记消费者返还"),
    }.get(step, "")


def label(step: Step, fact: str) -> str:
    """What stands above the field of a fact; empty where the usual label serves."""
    better: Mapping[tuple[Step, str], str] = {
        (Step.PREPAY_REQUEST, "amount"): _("申请金额（元）"),
        (Step.PREPAY_REQUEST, "items"): _("赔付项目（每行一项，可空）"),
        (Step.PREPAY_REQUEST, "ground"): _("商家的责任"),
        (Step.PREPAY_REQUEST, "confirmed"): _("已经核实的（其余在提出建议前补齐）"),
        (Step.PREPAY_RECOMMEND, "confirmed"): _("逐项核实"),
        (Step.PREPAY_MERCHANT_PAID, "amount"): _("商家赔付的金额（元，可空）"),
        (Step.PREPAY_MERCHANT_PAID, "proof"): _("凭证（可空）"),
        (Step.PREPAY_CONTESTED, "why"): _("商家的理由和证据"),
        (Step.PREPAY_SILENT, "why"): _("说明（可空）"),
        (Step.PREPAY_WITHDRAW, "why"): _("撤回的原因"),
        (Step.PREPAY_RECOMMEND, "amount"): _("建议赔付金额（元）"),
        (Step.PREPAY_REJECT, "why"): _("不予赔付的理由"),
        (Step.PREPAY_RETURN, "why"): _("要补充什么（可空）"),
        (Step.PREPAY_APPROVE, "why"): _("批注（可空）"),
        (Step.PREPAY_PAY, "account"): _("收款账户"),
        (Step.PREPAY_PAY, "payee"): _("收款人"),
        (Step.PREPAY_PAY, "amount"): _("付款金额（元）"),
        (Step.PREPAY_PAID, "bank_ref"): _("银行流水号"),
        (Step.PREPAY_PAID, "amount"): _("到账金额（元）"),
        (Step.PREPAY_PAY_FAILED, "why"): _("失败的原因"),
        (Step.RECOVER, "from"): _("追偿来源"),
        (Step.RECOVER, "amount"): _("追回金额（元）"),
        (Step.RECOVER, "bank_ref"): _("银行流水号（可空）"),
        (Step.WRITE_OFF, "amount"): _("核销金额（元）"),
        (Step.WRITE_OFF, "why"): _("无法追回的原因"),
        (Step.APPEAL, "why"): _("商家的申诉理由"),
        (Step.APPEAL, "late_why"): _("逾期仍予受理的原因"),
        (Step.APPEAL_DISMISSED, "why"): _("驳回的理由"),
        (Step.APPEAL_UPHELD, "why"): _("成立的理由（可空）"),
        (Step.CLAWBACK, "amount"): _("返还金额（元）"),
        (Step.CLAWBACK, "why"): _("返还的原因"),
        (Step.CLAWBACK, "bank_ref"): _("银行流水号（可空）"),
        (Step.PREPAY_REVERSE, "voucher"): _("冲销哪张凭证"),
        (Step.PREPAY_REVERSE, "why"): _("冲销的原因"),
    }
    return better.get((step, fact), "")


def placeholder(step: Step, fact: str) -> str:
    """A word of help inside an empty field."""
    return {
        (Step.PREPAY_REQUEST, "items"): _("如：退货款 129.00"),
        (Step.PREPAY_PAY, "account"): _("银行卡号，或支付宝、微信的手机号、邮箱"),
        (Step.PREPAY_RECOMMEND, "basis"): _("认定商家责任的事实和证据"),
        (Step.PREPAY_PAY_FAILED, "why"): _("如：户名与账号不符"),
    }.get((step, fact), "")


def tick(fact: str) -> str:
    """The words beside a tick; empty where the label serves."""
    return {"unreachable": _("商家失联，不必等期限届满")}.get(fact, "")


def consequence(step: Step) -> str:
    """What the step brings about."""
    return {
        Step.PREPAY_REQUEST: _(
            "同一订单、同一问题只能有一笔进行中的赔付。超过单案上限的部分不赔付，仍是消费者的债权。"
        ),
        Step.PREPAY_NOTIFY: _("商家履行期限开始计算，随后可以出具责任告知及限期履行通知书。"),
        Step.PREPAY_MERCHANT_PAID: _("赔付申请终结；已经作出的决定一并冲销。"),
        Step.PREPAY_CONTESTED: _("进入审核。商家的理由和证据由经办人核实。"),
        Step.PREPAY_SILENT: _("期限届满商家没有履行也没有异议，进入审核。"),
        Step.PREPAY_WITHDRAW: _("赔付申请终结；已经作出的决定一并冲销。"),
        Step.PREPAY_RECOMMEND: _("建议金额先行预留，等待审批。建议人和申请人都不能审批。"),
        Step.PREPAY_REJECT: _("赔付申请不予通过，随后可以出具不予先行赔付通知书，并告知消费者其他途径。"),
        Step.PREPAY_RETURN: _("预留的金额释放，回到审核。"),
        Step.PREPAY_APPROVE: _("决定赔付并记账（应收追偿款、应付赔付款）。记账不能撤销，只能冲销。审批人不能付款。"),
        Step.PREPAY_PAY: _("付款交银行办理，等待到账。账户只显示末四位。"),
        Step.PREPAY_PAID: _("付款记账，不能撤销。全额赔付的案件随之履行完毕，等待回访。"),
        Step.PREPAY_PAY_FAILED: _("钱没有付出，决定不变，可以再次付款。"),
        Step.RECOVERY_NOTICE: _("保证金补足期限和申诉期限从今天起算，随后可以出具追偿通知书和保证金补足通知书。"),
        Step.RECOVER: _("追回的钱记入先行赔付金，不能撤销，只能冲销。"),
        Step.WRITE_OFF: _("由先行赔付金承担，须主管和财务两人先后确认。"),
        Step.APPEAL: _("登记商家申诉，申诉期限停止计算。追偿不因此停止，成立的如数退还。"),
        Step.APPEAL_DISMISSED: _("申诉不成立，追偿继续。"),
        Step.APPEAL_UPHELD: _("未付款的冲销决定；已付款的由先行赔付金承担，已扣的款项退还商家。"),
        Step.CLAWBACK: _("先抵未追回的，再抵已核销的，其余退给商家保证金。随后可以出具返还通知书。"),
        Step.PREPAY_REVERSE: _("按原凭证作相反的记账并与之关联；原记账人不能冲销自己的凭证。"),
    }.get(step, "")

"""The words of the intellectual-property steps: buttons, labels, help in empty fields, what a step brings about."""

from collections.abc import Mapping

from odrdesk.domain.vocabulary import Step
from odrdesk.text import _

LONG = frozenset({"notice_evidence", "declaration"})
"""Facts that are written as a paragraph."""


def verb(step: Step) -> str:
    """A step as the words of a button; empty where the vocabulary's word serves."""
    return {
        Step.IP_NOTICE: _("登记知识产权通知"),
        Step.IP_SUPPLEMENT: _("要求补充材料"),
        Step.IP_SUPPLEMENTED: _("材料已补齐"),
        Step.IP_MEASURES: _("采取措施并转送"),
        Step.IP_DECLARATION: _("登记不侵权声明"),
        Step.IP_FORWARDED: _("登记声明送达"),
        Step.IP_RIGHTSHOLDER_ACTED: _("登记投诉或起诉"),
        Step.IP_LIFT: _("终止措施"),
        Step.IP_PUBLISH: _("公示处理结果"),
    }.get(step, "")


def label(step: Step, fact: str) -> str:
    """What stands above the field of a fact; empty where the usual label serves."""
    better: Mapping[tuple[Step, str], str] = {
        (Step.IP_NOTICE, "on"): _("收到通知的日期"),
        (Step.IP_SUPPLEMENT, "on"): _("要求补充的日期"),
        (Step.IP_SUPPLEMENT, "items"): _("还缺的材料（每行一项）"),
        (Step.IP_SUPPLEMENTED, "on"): _("补齐的日期"),
        (Step.IP_MEASURES, "on"): _("采取措施的日期"),
        (Step.IP_DECLARATION, "on"): _("收到声明的日期"),
        (Step.IP_FORWARDED, "on"): _("声明到达权利人的日期"),
        (Step.IP_RIGHTSHOLDER_ACTED, "on"): _("收到告知的日期"),
        (Step.IP_RIGHTSHOLDER_ACTED, "no"): _("受理编号或案号"),
        (Step.IP_LIFT, "on"): _("终止措施的日期"),
        (Step.IP_LIFT, "why"): _("说明"),
        (Step.IP_PUBLISH, "on"): _("公示日期"),
    }
    return better.get((step, fact), "")


def placeholder(fact: str) -> str:
    """A word of help inside an empty field."""
    return {
        "rights_holder": _("权利人的姓名或名称"),
        "rights_holder_contact": _("邮箱、电话或送达地址"),
        "registration_no": _("如商标注册号、专利号"),
        "ip_target": _("商品名称、链接或直播间"),
        "notice_evidence": _("权属证明、侵权比对、公证书编号"),
        "declaration": _("不侵权的理由和初步证据，如授权书、进货凭证"),
        "reached_by": _("如邮件回执、快递单号"),
        "filed_with": _("市场监管部门或人民法院的名称"),
        "published_where": _("如平台公示页的网址"),
    }.get(fact, "")


def consequence(step: Step) -> str:
    """What the step brings about."""
    return {
        Step.IP_NOTICE: _("案件增加知识产权环节，原有办理状态不变。通知应当包括构成侵权的初步证据。"),
        Step.IP_SUPPLEMENT: _("通知暂不完整，处置目标期限停止计算，等权利人补充材料。"),
        Step.IP_SUPPLEMENTED: _("通知完整，处置目标期限从补齐之日重新计算。"),
        Step.IP_MEASURES: _("登记已采取的必要措施，并把通知转送商家，随后可以出具转送函。"),
        Step.IP_DECLARATION: _("收到商家声明后应当转送权利人，并告知其可以投诉或者起诉。"),
        Step.IP_FORWARDED: _("从声明到达权利人之日起算十五日，届满遇休息日顺延。填错了可以再登记一次，期限重新计算。"),
        Step.IP_RIGHTSHOLDER_ACTED: _("十五日内收到的，措施保持；期满或者终止措施以后收到的，只作记录。"),
        Step.IP_LIFT: _("十五日届满没有收到投诉或者起诉的通知，措施终止，随后应当公示。"),
        Step.IP_PUBLISH: _("登记通知、声明及处理结果已经公示。"),
    }.get(step, "")

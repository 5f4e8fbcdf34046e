"""The words of the list of merchants: levels of risk, their signs, what a list is narrowed to."""

from odrdesk.desktop.formats import money
from odrdesk.domain.merchant_risk import Risk, RiskSign
from odrdesk.services.merchant_lists import Having, Listed
from odrdesk.text import _, ngettext


def risk(level: Risk) -> str:
    """A level of risk in a word."""
    return {Risk.NONE: _("无"), Risk.WATCH: _("关注"), Risk.HIGH: _("高")}[level]


def signs(found: Listed) -> str:
    """Why a merchant is one to look at, sign by sign."""
    line = found.line
    told = {
        RiskSign.OWES: _("欠付先行赔付 {fen}").format(fen=money(found.owed)),
        RiskSign.REPEATS: ngettext("重复问题 {n} 类", "重复问题 {n} 类", line.repeats).format(n=line.repeats),
        RiskSign.LOW_RATE: _("和解率 {n}%").format(n=f"{line.rate or 0:.0f}"),
        RiskSign.MANY: ngettext("近 90 天 {n} 件", "近 90 天 {n} 件", line.figures.recent).format(
            n=f"{line.figures.recent:,}"
        ),
    }
    return _("、").join(told[sign] for sign in found.signs)


def having(one: Having) -> str:
    """A condition of the list in a word."""
    return {
        Having.OPEN: _("有在办案件"),
        Having.OWES: _("欠付先行赔付"),
        Having.NO_CODE: _("未登记信用代码"),
        Having.NO_DEPOSIT: _("没有保证金"),
    }[one]

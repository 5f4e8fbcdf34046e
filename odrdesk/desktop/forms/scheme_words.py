"""A scheme of the prepayment fund in words: every number it sets, and what another version changes."""

from collections.abc import Mapping, Sequence

from odrdesk.desktop.formats import money
from odrdesk.desktop.handbook_tables import table
from odrdesk.domain.money import Fen
from odrdesk.domain.scheme import WINDOWS, Scheme, Tier
from odrdesk.text import _, ngettext, word


def numbers(scheme: Scheme) -> Mapping[str, str]:
    """Every number of a scheme, by what it is."""
    told = {
        _("施行日期"): scheme.effective_from.isoformat(),
        _("公示条款"): scheme.clause or "—",
        _("开办金额"): money(scheme.opening),
        _("预警线"): money(scheme.low),
        _("单案上限"): _cap(scheme.case_cap),
        _("消费者年度上限"): _cap(scheme.consumer_year_cap),
        _("商家垫付上限"): _cap(scheme.merchant_cap),
        _("交易完成后可申请的天数"): _days(scheme.claim_days),
        _("资金顺序"): word(scheme.order),
    }
    for name in WINDOWS:
        days = scheme.window(name)
        told[_window(name)] = _("按期限规则") if days is None else _working(days)
    return told | {f"{_('审批')} {upto}": how for upto, how in tiers(scheme.tiers)}


def tiers(found: Sequence[Tier]) -> list[tuple[str, str]]:
    """Up to which amount, and how it is decided."""
    told, before = [], None
    for tier in found:
        roles = _("、").join(word(role) for role in tier.approvers)
        if tier.up_to is not None:
            upto = _("{fen} 及以下").format(fen=money(tier.up_to))
        else:
            upto = _("{fen} 以上").format(fen=money(before)) if before is not None else _("不论金额")
        told.append((upto, _("{lane}：{roles}").format(lane=word(tier.lane), roles=roles)))
        before = tier.up_to
    return told


def whole(scheme: Scheme) -> str:
    """All of a scheme as a table."""
    return table((_("事项"), _("规定")), numbers(scheme).items())


def changes(before: Scheme, after: Scheme) -> str:
    """What another version changes, as a table; a sentence where it changes nothing."""
    old, new = numbers(before), numbers(after)
    rows = [
        (name, old.get(name, "—"), new.get(name, "—"))
        for name in (*new, *(name for name in old if name not in new))
        if old.get(name) != new.get(name)
    ]
    return table((_("事项"), _("现行"), _("新方案")), rows) if rows else _("与现行方案相同。")


def _cap(fen: Fen | None) -> str:
    return _("不限") if fen is None else money(fen)


def _days(days: int) -> str:
    return ngettext("{n} 日", "{n} 日", days).format(n=days)


def _working(days: int) -> str:
    return ngettext("{n} 工作日", "{n} 工作日", days).format(n=days)


def _window(name: str) -> str:
    return {
        "notice": _("商家履行期限"),
        "approve": _("审批期限"),
        "pay": _("付款期限"),
        "topup": _("保证金补足期限"),
        "appeal": _("商家申诉期限"),
    }[name]

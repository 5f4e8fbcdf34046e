"""The words of the 知识产权 tab: stages, facts, what happened, and the law it rests on."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from odrdesk.desktop.formats import DOT, day, day_short
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.stepper import Passed, Stage
from odrdesk.domain.dispute import Clock
from odrdesk.domain.ip import IpBranch, RightsAct
from odrdesk.domain.law import Law
from odrdesk.domain.vocabulary import IpRight, IpState
from odrdesk.services.ip import ecommerce_law, trademark_law
from odrdesk.text import _, word

_PLACE = {
    IpState.NOTICE: 1,
    IpState.SUPPLEMENT: 1,
    IpState.MEASURES_TAKEN: 2,
    IpState.DECLARED: 3,
    IpState.WAITING15: 4,
    IpState.RIGHTS_HOLDER_ACTED: 6,
    IpState.LIFTED: 6,
    IpState.PUBLISHED: 7,
}
"""How many stages are done in each state."""


class Event(NamedTuple):
    """A day of the branch: icon, its ink, what happened."""

    on: date
    icon: str
    ink: Ink
    words: str


def stages(branch: IpBranch, wait: Clock | None) -> tuple[Stage, ...]:
    """The way of a notice, from its receipt to the publication."""
    kept = branch.kept
    ended = kept.on if kept else branch.lifted_on
    due = day_short(wait.due) if wait and branch.reached_on else ""
    rows = (
        (_("通知"), day_short(branch.notice_on)),
        (_("措施"), _("待补充") if branch.state is IpState.SUPPLEMENT else _short(branch.measures_on)),
        (_("声明"), _short(branch.declared_on)),
        (_("送达"), _short(branch.reached_on)),
        (_("十五日"), due),
        (_("保持") if kept else _("终止"), _short(ended)),
        (_("公示"), _short(branch.published[-1] if branch.published else None)),
    )
    place = _PLACE[branch.state]
    return tuple(Stage(name, note, _passed(branch, number, place)) for number, (name, note) in enumerate(rows))


def facts_shown(branch: IpBranch) -> Sequence[tuple[str, str]]:
    """The facts of the notice and of the measures, as title and value."""
    measures = _("、").join(word(one) for one in branch.measures)
    return (
        (_("权利"), word(branch.right) if branch.right else "—"),
        (_("权利人"), branch.rights_holder or "—"),
        (_("注册号或登记号"), branch.registration_no or "—"),
        (_("权利人联系方式"), branch.rights_holder_contact or "—"),
        (_("采取的措施"), measures or (_("已采取，未写明") if branch.measures_on else "—")),
        (_("通知转送商家"), day(branch.forwarded_on)),
        (_("收到声明"), day(branch.declared_on)),
        (_("声明送达方式"), branch.reached_by or "—"),
    )


def line(branch: IpBranch) -> str:
    """Where it stands, in a sentence beside the title."""
    parts = [_("第 {n} 次通知").format(n=branch.round)] if branch.round > 1 else []
    if branch.measures_on and branch.state is not IpState.SUPPLEMENT:
        parts.append(_("措施仍在") if branch.measures_stand else _("措施已终止"))
    if branch.missing:
        parts.append(_("还缺：{items}").format(items=_("、").join(branch.missing)))
    return DOT.join(parts)


def events(branch: IpBranch) -> list[Event]:
    """What happened, the newest first."""
    found = [Event(branch.notice_on, "shield-check", Ink.ACCENT_TEXT, _("收到权利人的通知"))]
    rows = (
        (branch.asked_on, "file-plus", _("要求权利人补充材料")),
        (branch.supplemented_on, "file-check", _("权利人补齐材料")),
        (branch.measures_on, "ban", _("采取措施")),
        (branch.forwarded_on, "send", _("通知转送商家")),
        (branch.declared_on, "file-text", _("收到商家不存在侵权行为的声明")),
        (branch.reached_on, "send", _("声明到达权利人，十五日起算")),
    )
    found.extend(Event(on, icon, Ink.TEXT2, words) for on, icon, words in rows if on)
    found.extend(_heard(act) for act in branch.acts)
    if branch.lifted_on:
        found.append(Event(branch.lifted_on, "unlock", Ink.OK, _lifted(branch)))
    found.extend(Event(on, "eye", Ink.TEXT2, _("公示通知、声明及处理结果")) for on in branch.published)
    return sorted(found, key=lambda event: event.on)[::-1]


def basis(branch: IpBranch, law: Law) -> Sequence[str]:
    """The law the steps rest on, the version of the right's own law by the day of the notice, and what to mind."""
    ecl = ecommerce_law(law).cite
    lines = [_("依据：{law}第四十二条至第四十五条。").format(law=ecl)]
    if branch.right in {None, IpRight.TRADEMARK}:
        lines.extend(_trademark(branch, law))
    if branch.notice_fault is not None or branch.lifted_on is not None:
        lines.append(
            _(
                "因通知错误造成平台内经营者损害的，依法承担民事责任；恶意发出错误通知，造成损失的，"
                "加倍承担赔偿责任（{law}第四十二条第三款）。"
            ).format(law=ecl)
        )
    lines.append(_("请核对现行有效文本。"))
    return lines


def _trademark(branch: IpBranch, law: Law) -> list[str]:
    found = trademark_law(law, branch.notice_on)
    if found is None:
        return []
    words = _("商标的认定适用通知之日（{day}）的{law}，{number}。").format(
        day=day(branch.notice_on), law=found.cite, number=found.number
    )
    return [words, found.note] if found.note else [words]


def _passed(branch: IpBranch, number: int, place: int) -> Passed:
    kept = branch.kept
    skipped = kept is not None and number in {2, 3, 4} and not _known(branch, number)
    if skipped:
        return Passed.SKIPPED
    if number < place:
        return Passed.DONE
    return Passed.CURRENT if number == place else Passed.COMING


def _known(branch: IpBranch, number: int) -> bool:
    return bool((branch.declared_on, branch.reached_on, branch.reached_on)[number - 2])


def _heard(act: RightsAct) -> Event:
    told = DOT.join(part for part in (word(act.act) if act.act else "", act.body, act.no) if part)
    effect = _("期内收到，措施保持") if act.in_time else _("期满后收到，仅作记录")
    words = _("权利人告知已投诉或者起诉：{told}（{effect}）") if told else _("权利人告知已投诉或者起诉（{effect}）")
    return Event(act.on, "gavel", Ink.ACCENT_TEXT if act.in_time else Ink.TEXT3, words.format(told=told, effect=effect))


def _lifted(branch: IpBranch) -> str:
    if branch.notice_fault is None:
        return _("终止措施")
    return _("终止措施，通知存在的问题：{fault}").format(fault=word(branch.notice_fault))


def _short(value: date | None) -> str:
    return day_short(value) if value else ""

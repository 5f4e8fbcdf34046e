"""The intellectual-property branch as a person reads it in a terminal."""

from odrdesk.cli.voice import Page
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.ip import WAIT, WAY, IpBranch
from odrdesk.text import gettext as _
from odrdesk.text import word


def show_ip(page: Page, case: Dispute) -> None:
    """Where it stands, its days, what the right-holder did; nothing where there was no notice."""
    branch = case.ip
    if branch is None:
        return
    page.line()
    page.line(_("知识产权：{state}").format(state=word(branch.state)))
    clock = case.clock(WAIT) if branch.reached_on else None
    following = WAY.get(branch.state)
    page.facts(
        [
            (_("权利"), _right(branch)),
            (_("收到通知"), branch.notice_on),
            (_("待补充"), _("、").join(branch.missing)),
            (_("措施"), _measures(branch)),
            (_("收到声明"), branch.declared_on),
            (_("声明送达"), branch.reached_on),
            (_("等待期届满"), clock.due if clock else None),
            (_("终止措施"), branch.lifted_on),
            (_("公示"), _("、").join(day.isoformat() for day in branch.published)),
            (_("下一环节"), word(following) if following else ""),
        ]
    )
    for act in branch.acts:
        kept = _("期内收到，措施保持") if act.in_time else _("期满后收到，仅作记录")
        told = [_("权利人告知"), act.on.isoformat(), word(act.act) if act.act else "", act.body, act.no, kept]
        page.line("  ".join(part for part in told if part))


def _right(branch: IpBranch) -> str:
    kind = word(branch.right) if branch.right else ""
    return " ".join(part for part in (kind, branch.rights_holder, branch.registration_no) if part)


def _measures(branch: IpBranch) -> str:
    words = _("、").join(word(measure) for measure in branch.measures)
    return f"{branch.measures_on} {words}".rstrip() if branch.measures_on else ""

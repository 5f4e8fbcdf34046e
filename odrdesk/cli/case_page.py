"""A dispute as a person reads it in a terminal."""

from collections.abc import Sequence
from datetime import date

from odrdesk.cli.case_page_ip import show_ip
from odrdesk.cli.voice import Page, shanghai
from odrdesk.domain.closing import APPROVAL, CALL_BACK, ENDING, EVIDENCE, IP, PAPER, PERFORMANCE
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.foreign import Foreign
from odrdesk.domain.money import Fen
from odrdesk.domain.offers import standing
from odrdesk.domain.steps import StepStatus
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.domain.worksheets import latest
from odrdesk.services.cases import CaseView, Deadline
from odrdesk.services.lists import DueRow
from odrdesk.text import Language, language, refusal_text, sentence, word
from odrdesk.text import gettext as _

DOTTED = "· "


def show_case(page: Page, view: CaseView) -> None:
    """Head, parties, deadlines, offers, papers and the record."""
    case = view.case
    page.line(f"{case.number}  {word(case.state)}  L{case.level}")
    page.facts(_facts(view))
    page.line()
    page.table(
        [_("期限"), _("起算"), _("届满"), _("停止"), _("逾期工作日")],
        [
            (
                one.clock.rule,
                shanghai(one.clock.start_at) if one.clock.start_at else one.clock.start,
                _end(one),
                one.clock.stopped_on,
                one.late_working_days or (_("是") if one.late else ""),
            )
            for one in view.deadlines
        ],
    )
    _show_offers(page, case)
    _show_agreement(page, case)
    _show_worksheets(page, view)
    show_ip(page, case)
    for lead in case.leads:
        told = (_("线索 {n}").format(n=lead.number), word(lead.status), lead.to, lead.region, lead.what)
        page.line(DOTTED + "  ".join(part for part in told if part))
    _show_way(page, view)
    for one in view.papers:
        stage = "" if one.core is None and not one.mark.void else word(one.stage)
        page.line(f"{DOTTED}{word(one.mark.kind)}  {one.mark.number}  {shanghai(one.mark.issued_at)}  {stage}")
    for item in view.evidence:
        withdrawn = "" if item.valid else _("已撤回")
        page.line(f"{DOTTED}{_('证据 {id}').format(id=item.key)}  {word(item.slot)}  {item.name}  {withdrawn}")
    missing = [word(one.slot) for one in view.slots if one.missing]
    if missing:
        page.line(_("待补证据：{slots}").format(slots=_("、").join(missing)))
    page.line()
    page.table(
        [_("序号"), _("时间"), _("事项"), _("经办人")],
        [(entry.seq, shanghai(entry.entry.at), act_words(entry.entry.act), entry.clerk_name) for entry in view.record],
    )


def show_steps(page: Page, found: Sequence[StepStatus]) -> None:
    """Open steps first, then the rest with why not."""
    ordered = sorted(found, key=lambda status: not status.open)
    page.table(
        [_("步骤"), _("名称"), _("职责"), _("可以办理"), _("原因")],
        [
            (
                status.step.value,
                word(status.step),
                word(status.role),
                _("是") if status.open else _("否"),
                refusal_text(status.refusal) if status.refusal else "",
            )
            for status in ordered
        ],
    )


def show_rows(page: Page, rows: Sequence[DueRow], total: int, today: date) -> None:
    """A list with how its deadlines stand on `today` (Asia/Shanghai), and how many there are in all."""
    page.table(
        [_("案件号"), _("状态"), _("渠道"), _("消费者"), _("商家"), _("商品"), _("金额"), _("届满"), _("经办人")],
        [
            (
                one.row.number,
                word(one.row.state),
                word(one.row.channel),
                one.row.consumer,
                one.row.merchant,
                one.row.goods,
                Fen(one.row.amount).grouped if one.row.amount else "",
                _due(one, today),
                one.row.officer,
            )
            for one in rows
        ],
    )
    page.line(_("共 {total} 件，列出 {shown} 件").format(total=total, shown=len(rows)))


def _foreign(paid: Foreign) -> str:
    """What was paid in other money, the rate, its day and source, and what it comes to."""
    if paid.rate is None or paid.converted is None:
        return f"{paid.currency} {paid.figure}"
    day = paid.on.isoformat() if paid.on else ""
    return f"{paid.currency} {paid.figure} × {paid.rate} = {paid.converted.yuan}  {day} {paid.source or ''}".rstrip()


def _show_worksheets(page: Page, view: CaseView) -> None:
    for one in latest(view.worksheets):
        amount = one.total.yuan if one.total is not None else _("没有单一金额")
        state = _("已确认") if one.settled else _("待确认")
        page.line("  ".join((DOTTED + _("法定金额"), one.code, amount, state, shanghai(one.made_at))))


def _end(one: Deadline) -> str:
    """The end of a clock with what stands beside it: provisional, agreed, counted anew, what follows in law."""
    clock = one.clock
    said = [shanghai(clock.due_at) if clock.due_at else clock.due.isoformat()]
    if clock.provisional:
        said.append(_("（暂定）"))
    if clock.agreed_due:
        said.append(_("（双方约定至 {day}）").format(day=clock.agreed_due))
    if clock.recount:
        said.append(_("（新推算 {day}，{why}）").format(day=clock.recount.due, why=word(clock.recount.kept)))
    if one.flag and one.rule:
        said.append(f" {one.flag if language() is Language.ZH_CN else one.rule.passed_en}")
    return "".join(said)


def _facts(view: CaseView) -> list[tuple[str, object]]:
    case = view.case
    complaint = case.complaint
    consumer, merchant, order = complaint.consumer, complaint.merchant, complaint.order
    return [
        (_("渠道"), f"{word(complaint.channel) if complaint.channel else ''} {complaint.channel_no or ''}".strip()),
        (_("收到"), shanghai(complaint.received_at)),
        (_("消费者"), f"{consumer.name} {consumer.phone or ''}".strip()),
        (_("商家"), merchant.name if merchant else ""),
        (_("直播间"), complaint.live.room),
        (_("订单号"), order.no),
        (_("商品"), order.goods),
        (_("实付"), order.paid.yuan if order.paid is not None else ""),
        (_("外币"), _foreign(order.foreign) if order.foreign else ""),
        (_("进口方式"), word(order.import_kind) if order.import_kind else ""),
        (_("类别"), word(complaint.category) if complaint.category else ""),
        (_("诉求"), " ".join(word(claim) for claim in complaint.claims)),
        (_("诉求金额"), complaint.claimed.yuan if complaint.claimed is not None else ""),
        (_("事实"), complaint.facts),
        (_("承办人"), view.people.get(case.officer) if case.officer is not None else ""),
        (_("待复核"), " ".join(word(one.step) for one in case.awaiting)),
        (_("下一步"), word(view.primary) if view.primary else ""),
    ]


def _show_offers(page: Page, case: Dispute) -> None:
    if not case.offers:
        return
    page.line()
    answers = {None: _("待确认"), True: _("已同意"), False: _("未同意")}
    page.table(
        [_("轮次"), _("提出方"), _("合计"), _("有效期至"), _("结果"), _("原因")],
        [
            (
                one.round,
                word(one.by),
                one.total.yuan,
                one.valid_until,
                _("已过期") if one.expired else answers[one.accepted],
                one.why,
            )
            for one in case.offers
        ],
    )
    found = standing(case)
    if found is not None:
        page.line(_("差距 {gap}，中间值 {middle}").format(gap=found.gap.yuan, middle=found.midpoint.yuan))


def _show_way(page: Page, view: CaseView) -> None:
    """How it rose, what is proposed, on which ground it ended, and what closing still wants."""
    page.line()
    for one in view.case.escalations:
        words = _("{when} 由 L{before} 升至 L{after}：{why}")
        told = words.format(when=shanghai(one.at), before=one.before, after=one.after, why=one.why)
        page.line(f"{DOTTED}{told}  {view.people.get(one.by, '')}")
    for proposal in view.proposals:
        why = sentence(f"escalation.{proposal.reason}", proposal.data)
        page.line(DOTTED + _("建议升至 L{level}：{why}").format(level=proposal.to, why=why))
    for ground in view.grounds.values():
        said = ground.words if language() is Language.ZH_CN else ground.words_en
        page.line(f"{DOTTED}{ground.source}  {said}")
    left = [gate_words(item.what) for item in view.gate if not item.done]
    if left and view.case.closed_at is None:
        page.line(_("结案还缺：{what}").format(what=_("、").join(left)))


def gate_words(what: str) -> str:
    """One item of what closing wants, in words."""
    if what.startswith(PAPER):
        return word(PaperKind(what.removeprefix(PAPER)))
    return {
        ENDING: _("和解并履行，或以其他方式终结"),
        PERFORMANCE: _("全部履行"),
        CALL_BACK: _("回访"),
        APPROVAL: _("复核"),
        IP: _("知识产权环节办完"),
    }.get(what, what.removeprefix(EVIDENCE))


def _show_agreement(page: Page, case: Dispute) -> None:
    agreed = case.settlement
    if agreed is None:
        return
    page.line()
    page.line(_("和解 {day}，共 {total}").format(day=shanghai(agreed.agreed_at)[:10], total=agreed.total.yuan))
    for term in agreed.terms:
        due = term.due.isoformat() if term.due else ""
        page.line(f"{DOTTED}{word(term.kind)}  {term.amount.yuan if term.amount else ''}  {word(term.payer)}  {due}")
    for done in case.performances:
        page.line("  ".join((DOTTED + _("已履行"), done.on.isoformat(), done.amount.yuan, done.proof)))


def act_words(code: str) -> str:
    """The words of a record entry: those of its step, or of what was done with a paper."""
    kind, _dot, rest = code.partition(".")
    name, _dot, asked = rest.partition(".")
    own = {
        "dispute.recount": _("按新的放假安排重新推算期限"),
        "dispute.unassign": _("撤销指派"),
        "dispute.worksheet": _("保存法定金额计算"),
    }
    if code in own:
        return own[code]
    if kind == "paper":
        return {"issue": _("出具文书"), "void": _("作废文书")}.get(name, code)
    if kind == "evidence":
        words = {"add": _("登记证据"), "withdraw": _("撤回证据"), "release": _("导出证据副本")}
        return words.get(name, code)
    if kind != "dispute" or name not in list(Step):
        return code
    return word(Step(name)) + (_("（待复核）") if asked else "")


def _due(one: DueRow, today: date) -> str:
    day = one.row.due
    if day is None:
        return ""
    if one.wait_over:
        return _("{day} 等待期满，可终止措施").format(day=day)
    if one.late:
        hours = one.hours_left is not None
        words = _("{day} 逾期 {count} 小时") if hours else _("{day} 逾期 {count} 个工作日")
        return words.format(day=day, count=max(1, round(-(one.hours_left or 0))) if hours else one.late)
    if day == today:
        return _("{day} 今天届满").format(day=day)
    if not one.left:  # agreed for a rest day, with no working day before it
        return _("{day} 届满，此前没有工作日").format(day=day)
    return _("{day} 还剩 {count} 个工作日").format(day=day, count=one.left)

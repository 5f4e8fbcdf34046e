"""The words of the case page: steps as verbs, entries of the record as sentences, deadlines as sums."""

from collections.abc import Mapping, Sequence

from odrdesk.desktop.act_words import act_icon, act_word, tags_text
from odrdesk.desktop.formats import day_short, money
from odrdesk.desktop.forms import ip_words, lead_words, prepay_words, remedy_words, step_words
from odrdesk.desktop.pages import ip_sayings, prepay_sayings
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.timeline import Moment
from odrdesk.domain.corrections import SUPERVISED, WORDED
from odrdesk.domain.dispute import Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Rule
from odrdesk.domain.money import Fen
from odrdesk.domain.offers import OFFER
from odrdesk.domain.record import Written
from odrdesk.domain.replay import NOT_TOLD
from odrdesk.domain.vocabulary import (
    ContactWith,
    EvidenceSlot,
    FailGround,
    ItemKind,
    Kept,
    PaperKind,
    Payer,
    ReopenGround,
    Step,
)
from odrdesk.services.tags import ON_CASE
from odrdesk.text import Language, _, field_label, language, word

STEP, ASKED, EVIDENCE = "dispute.", ".asked", "evidence."
_SPOKEN = ("电话", "来电", "致电", "phone", "call")
_NO_STATE = frozenset({Step.CORRECT, Step.ASSIGN, Step.ESCALATE, Step.START_CLOCK, Step.STOP_CLOCK, Step.EXTEND})
_KNOWN = NOT_TOLD | {"step", "old", "number", "channel", "channel_no", "deadlines"}
"""Facts that stand elsewhere on the page or are no news."""
_ICONS: Mapping[Step, str] = {
    Step.REGISTER: "file-plus",
    Step.ACCEPT: "circle-check",
    Step.SUPPLEMENTED: "file-check",
    Step.CONTACT: "phone",
    Step.ASSIGN: "user-plus",
    Step.PROPOSE: "handshake",
    Step.REJECT_OFFER: "undo-2",
    Step.SETTLE: "signature",
    Step.PERFORM: "wallet",
    Step.BREACH: "triangle-alert",
    Step.CALL_BACK: "phone",
    Step.CLOSE: "archive",
    Step.CORRECT: "pencil",
    Step.TO_REGULATOR: "landmark",
    Step.TO_COUNCIL: "users",
    Step.ADJUDICATE: "gavel",
    Step.EXTEND: "calendar-clock",
    Step.START_CLOCK: "calendar-clock",
    Step.STOP_CLOCK: "calendar-clock",
    Step.REFUSE: "ban",
    Step.LAPSE: "ban",
    Step.WITHDRAW: "undo-2",
    Step.FAIL: "circle-x",
    Step.LEAD: "flag",
    Step.LEAD_SENT: "landmark",
    Step.LEAD_ANSWERED: "file-check",
    Step.REOPEN: "folder-open",
    Step.ESCALATE: "arrow-up",
    **ip_sayings.ICONS,
    **prepay_sayings.ICONS,
}
_TONES: Mapping[Step, Tone] = {
    Step.PROPOSE: Tone.INFO,
    Step.SETTLE: Tone.TEAL,
    Step.PERFORM: Tone.TEAL,
    Step.CALL_BACK: Tone.TEAL,
    Step.CLOSE: Tone.OK,
    Step.ACCEPT: Tone.INFO,
    Step.CONTACT: Tone.INFO,
    Step.TO_REGULATOR: Tone.PURPLE,
    Step.TO_COUNCIL: Tone.PURPLE,
    Step.ADJUDICATE: Tone.PURPLE,
    **ip_sayings.TONES,
    **prepay_sayings.TONES,
}


def verb(step: Step) -> str:
    """A step as the words of a button."""
    better = {
        Step.CONTACT: _("记录沟通"),
        Step.PROPOSE: _("拟和解方案"),
        Step.SETTLE: _("确认和解"),
        Step.CORRECT: _("更正登记内容"),
        Step.REJECT_OFFER: _("方案未获同意"),
        Step.EXT_AGREED: _("登记外部调解书"),
        Step.EXT_TERMINATED: _("登记终止调解"),
        Step.EXT_ACCEPTED: _("登记外部受理"),
        Step.EXT_REFUSED: _("登记外部不予受理"),
        Step.CALL_BACK: _("记录回访"),
        Step.BREACH: _("登记逾期未履行"),
        Step.WITHDRAW: _("登记消费者撤回"),
        Step.FAIL: _("登记和解不成"),
        Step.LEAD: _("登记违法线索"),
    }
    return better.get(step) or ip_words.verb(step) or prepay_words.verb(step) or word(step)


def icon(step: Step) -> str:
    """The icon of a step."""
    return _ICONS.get(step, "arrow-right")


def moment(written: Written, when: str) -> Moment:
    """One entry of the record, ready to be shown."""
    act = written.entry.act
    who = written.clerk_name or _("系统")
    told = dict(written.entry.facts)
    if act == "dispute.recount":
        return Moment("calendar-clock", Tone.INFO, who, when, _recounted(told), _("按新的放假安排重新推算期限"))
    if act == "case.note":
        content = _("内容已依法删除。") if written.erased else str(told.get("content", ""))
        return Moment("sticky-note", Tone.NEUTRAL, who, when, content, act_word(act))
    if not act.startswith(STEP):
        words, glyph, tone = _other(act)
        text = _evidence_text(told, written.entry.why) if act.startswith(EVIDENCE) else _beside(act, told)
        return Moment(glyph, tone, who, when, "" if written.erased else text, words)
    if act == remedy_words.KEPT:
        text = _("内容已依法删除。") if written.erased else remedy_words.kept_text(told)
        return Moment("scale", Tone.INFO, who, when, text, _("保存法定金额计算"))
    waits = act.endswith(ASKED)
    code = act.removeprefix(STEP).removesuffix(ASKED)
    if code not in list(Step):
        parts = (
            str(told.get("officer", "")),
            _("原因：{why}").format(why=written.entry.why) if written.entry.why else "",
        )
        text = "" if written.erased else "\n".join(filter(None, parts))
        return Moment(act_icon(act), Tone.NEUTRAL, who, when, text, act_word(act))
    step = Step(code)
    text = _("内容已依法删除。") if written.erased else _told(step, told, written.entry.why)
    mark = _("{step}，待复核").format(step=word(step)) if waits else word(step)
    return Moment(icon(step), _TONES.get(step, Tone.NEUTRAL), who, when, text, mark, _TONES.get(step, Tone.NEUTRAL))


def kind_of(written: Written) -> str:
    """Which filter of the timeline an entry belongs to: `phone`, `message`, `paper`, `state` or `system`."""
    act = written.entry.act
    if act in (f"{STEP}{Step.CONTACT}", f"{STEP}{Step.CALL_BACK}"):
        mode = str(written.entry.facts.get("mode") or "")
        return "phone" if act.endswith(Step.CALL_BACK) or any(word in mode for word in _SPOKEN) else "message"
    if act.startswith(("paper.", EVIDENCE)):
        return "paper"
    step = act.removeprefix(STEP).removesuffix(ASKED)
    return "state" if act.startswith(STEP) and step in list(Step) and Step(step) not in _NO_STATE else "system"


def terms_text(terms: Sequence[Term]) -> str:
    """The items of an offer in one line: `退款 ¥129.00、加倍赔偿 ¥500.00`."""
    return _("、").join(_term_text(term.kind, term.amount, term.payer) for term in terms)


def rule_name(rule: Rule | None, code: str = "") -> str:
    """A time limit's name; one without rule was agreed by the parties, or is the last day of an offer."""
    if code.startswith(OFFER):
        return _("第 {n} 轮方案有效期").format(n=code.removeprefix(OFFER))
    if rule is None:
        return _("约定履行期限")
    return rule.name if language() is Language.ZH_CN else rule.name_en


def event_text(rule: str) -> str:
    """What set a time limit going."""
    events = {
        "R-ODR": _("收到"),
        "R-SUP": _("要求补正"),
        "R-MERCH": _("联系商家"),
        "R-REFUSE15": _("起算日"),
        "R-REG-ACC": _("转出"),
        "R-JUDCONF": _("达成调解"),
        "R-REG-TERM": _("终止调解"),
        "R-WX-MERCH": _("推送"),
        "R-NR-RET": _("签收"),
        "R-NR-REFUND": _("收到退货"),
        "R-QUAL-RET": _("收到商品"),
        "R-RATIFY30": _("收到催告"),
        **ip_sayings.events(),
        **prepay_sayings.events(),
    }
    mediation = rule.startswith("R-REG-MED") or rule == "R-XBW-MED"
    return events.get(rule, _("受理") if mediation else _("登记"))


def money_words(amount: object) -> str:
    """Plain yuan of the record as it is shown: `¥129.00`."""
    try:
        return Fen.parse(str(amount)).yuan
    except Refusal:
        return str(amount)


def _other(act: str) -> tuple[str, str, Tone]:
    return {
        "paper.issue": (_("出具文书"), "file-check", Tone.INFO),
        "paper.void": (_("作废文书"), "file-text", Tone.NEUTRAL),
        "evidence.add": (_("登记证据"), "paperclip", Tone.INFO),
        "evidence.withdraw": (_("撤回证据"), "paperclip", Tone.NEUTRAL),
        "evidence.restore": (_("恢复证据"), "paperclip", Tone.INFO),
        "evidence.release": (_("导出证据副本"), "download", Tone.NEUTRAL),
        "fund.topped_up": (_("商家已补足保证金"), "wallet", Tone.OK),
    }.get(act, (act_word(act), act_icon(act), Tone.NEUTRAL))


def _paper_text(told: Mapping[str, object]) -> str:
    kind = str(told.get("kind", ""))
    name = word(PaperKind(kind)) if kind in list(PaperKind) else kind
    return f"{name} {told.get('number', '')}".strip()


def _beside(act: str, told: Mapping[str, object]) -> str:
    """What an act beside the case tells: a look at data, a file that went out, a paper."""
    if act == "consumer.reveal":
        return _("复制了联系电话") if told.get("what") == "copied" else _("在屏幕上显示")
    if act == "record.export":
        return _("{file}，{n} 条").format(file=told.get("file", ""), n=told.get("rows", ""))
    if act == ON_CASE:
        return tags_text(told)
    if act == "case.note_withdrawn":
        return _("第 {n} 条便签").format(n=told.get("of", ""))
    return _paper_text(told)


def _evidence_text(told: Mapping[str, object], why: str | None) -> str:
    """What was filed where, or which item; then the reason."""
    slot = str(told.get("slot", ""))
    named = word(EvidenceSlot(slot)) if slot in list(EvidenceSlot) else ""
    item = str(told.get("name") or _("证据 {id}").format(id=told.get("id", "")))
    first = _("{slot}：{name}").format(slot=named, name=item) if named else item
    reason = _("原因：{why}").format(why=why) if why else ""
    return "\n".join(part for part in (first, str(told.get("proves") or ""), reason) if part)


def _told(step: Step, told: Mapping[str, object], why: str | None) -> str:
    if step in ip_sayings.SAID:
        said = ip_sayings.saying(step, told)
    elif step in prepay_sayings.SAID:
        said = prepay_sayings.saying(step, told)
    else:
        said = _SAYINGS[step](told) if step in _SAYINGS else _plainly(told)
    late = _("补记原因：{why}").format(why=why) if why else ""
    return "\n".join(part for part in (said, late) if part)


def _plainly(told: Mapping[str, object]) -> str:
    """The facts one after the other, each with its label, when there is no better sentence."""
    said = []
    for name, value in told.items():
        if name in _KNOWN or value in (None, "", False):
            continue
        shown = _("、").join(map(str, value)) if isinstance(value, list) else str(value)
        said.append(_("{label}：{value}").format(label=field_label(name), value=shown))
    return _("；").join(said)


def _recounted(told: Mapping[str, object]) -> str:
    """What a newer calendar did to the days: moved, kept with the reason, or confirmed."""
    moves = told.get("moves")
    rows = [one for one in moves if isinstance(one, Mapping)] if isinstance(moves, list) else []
    said = [
        _("{rule} 保持 {old}（新推算 {new}：{why}）").format(
            rule=one["rule"], old=one["old"], new=one["counted"], why=word(Kept(str(one["kept"])))
        )
        if one.get("kept")
        else _("{rule} {old} → {new}").format(rule=one["rule"], old=one["old"], new=one["new"])
        for one in rows
        if one.get("kept") or one["old"] != one["new"]
    ]
    notice = str(told.get("notice") or "")
    return _("；").join([*([notice] if notice else []), *(said or [_("日期不变，不再是暂定")])])


def _contact(told: Mapping[str, object]) -> str:
    raw = str(told.get("with", ""))
    with_whom = word(ContactWith(raw)) if raw in list(ContactWith) else raw
    head = _("{mode} · {party}：").format(mode=told.get("mode", ""), party=with_whom)
    result = told.get("result")
    after = "\n" + _("结果：{result}").format(result=result) if result else ""
    return f"{head}{told.get('content', '')}{after}"


def _offer(told: Mapping[str, object]) -> str:
    items = told.get("items")
    rows = [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
    said = [
        _term_text(
            ItemKind(str(item["kind"])),
            Fen.parse(str(item.get("amount", "0"))),
            Payer(str(item.get("payer", "merchant"))),
        )
        for item in rows
    ]
    total = Fen(sum(Fen.parse(str(item.get("amount", "0"))) for item in rows))
    raw = str(told.get("by") or "")
    by = _("{party}提出").format(party=word(Payer(raw))) if raw in list(Payer) else ""
    parts = [by, _("、").join(said), _("共 {total}").format(total=total.yuan) if said else ""]
    if told.get("valid_until"):
        parts.append(_("有效期至 {day}").format(day=told["valid_until"]))
    if told.get("paper_no"):
        parts.append(_("文书 {number}").format(number=told["paper_no"]))
    return _("；").join(part for part in parts if part)


def _performed(told: Mapping[str, object]) -> str:
    on = str(told.get("on") or "")
    item = _("第 {n} 项").format(n=told["item"]) if told.get("item") else ""
    parts = [item, money_words(told.get("amount", "")), on, _("凭证：{proof}").format(proof=told.get("proof", ""))]
    return _("；").join(part for part in parts if part)


def _corrected(told: Mapping[str, object]) -> str:
    field = str(told.get("field", ""))
    old, new = (_worded(field, told.get(name)) for name in ("old", "value"))
    said = [_("{label}：“{old}” 改为 “{new}”").format(label=field_label(field), old=old, new=new)]
    moved = told.get("deadlines")
    said.extend(
        _("{rule} 届满日由 {old} 改为 {new}").format(rule=one["rule"], old=one["old"], new=one["new"])
        for one in (moved if isinstance(moved, list) else [])
        if isinstance(one, Mapping)
    )
    said.append(str(told.get("why") or ""))
    return _("；").join(filter(None, said))


def _worded(field: str, value: object) -> str:
    """A value of the record as people read it: codes of a vocabulary in words, moments without their offset."""
    kind = WORDED.get(field)
    if kind is not None:
        codes = str(value or "").split()
        return _("、").join(word(kind(code)) if code in list(kind) else code for code in codes)
    if field in SUPERVISED and value:
        return str(value)[:16].replace("T", " ")
    return "" if value is None else str(value)


def _failed(told: Mapping[str, object]) -> str:
    raw = str(told.get("ground", FailGround.REFUSED))
    ground = word(FailGround(raw)) if raw in list(FailGround) else raw
    return _("；").join(part for part in (ground, str(told.get("why") or "")) if part)


def _refused(told: Mapping[str, object]) -> str:
    parts = (_numbered(told), str(told.get("why") or ""))
    return _("；").join(part for part in parts if part)


def _numbered(told: Mapping[str, object]) -> str:
    number = str(told.get("ground", ""))
    return step_words.numeral(int(number)) if number.isdigit() and 1 <= int(number) <= 8 else number


def _ended(told: Mapping[str, object]) -> str:
    parts = (_numbered(told), str(told.get("on") or ""))
    return _("；").join(part for part in parts if part)


def _called(told: Mapping[str, object]) -> str:
    missed = told.get("reached") is False
    return (_("未接通：{result}") if missed else "{result}").format(result=told.get("result", ""))


def _reopened(told: Mapping[str, object]) -> str:
    raw = str(told.get("ground") or "")
    ground = word(ReopenGround(raw)) if raw in list(ReopenGround) else ""
    return _("；").join(part for part in (ground, str(told.get("why") or "")) if part)


def _answered(told: Mapping[str, object]) -> str:
    expired = _("已过有效期") if told.get("expired") else ""
    return _("；").join(part for part in (expired, str(told.get("why") or "")) if part)


_SAYINGS = {
    Step.CONTACT: _contact,
    Step.PROPOSE: _offer,
    Step.EXT_AGREED: _offer,
    Step.PERFORM: _performed,
    Step.CORRECT: _corrected,
    Step.FAIL: _failed,
    Step.REFUSE: _refused,
    Step.LEAD: lead_words.said,
    Step.LEAD_SENT: lead_words.said,
    Step.LEAD_ANSWERED: lead_words.said,
    Step.EXT_TERMINATED: _ended,
    Step.CALL_BACK: _called,
    Step.REOPEN: _reopened,
    Step.REJECT_OFFER: _answered,
}


def _term_text(kind: ItemKind, amount: Fen, payer: Payer) -> str:
    sum_ = f" {money(amount)}" if amount else ""
    by = "" if payer is Payer.MERCHANT else _("（{payer}承担）").format(payer=word(payer))
    return f"{word(kind)}{sum_}{by}"


def due_text(term: Term) -> str:
    """An item of the settlement with its day: `退款 ¥129.00（10-20 前）`."""
    before = _("（{day} 前）").format(day=day_short(term.due)) if term.due else ""
    return _term_text(term.kind, term.amount, term.payer) + before

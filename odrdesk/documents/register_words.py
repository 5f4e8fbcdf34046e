"""What the register says of a case in a few words: how it ended, and what else is to be known of it."""

import re
from enum import StrEnum

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.prepayment import PAID_OUT
from odrdesk.domain.vocabulary import ExternalBody, ItemKind, State
from odrdesk.text import vocabulary

_AGREED = frozenset({State.SETTLED, State.PERFORMING, State.PERFORMED})
_BODIES = {ExternalBody.REGULATOR: "转市场监管部门", ExternalBody.COUNCIL: "转消保委"}


def word(member: StrEnum | None) -> str:
    """A member's Chinese word; nothing for none."""
    if member is None:
        return ""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(member).__name__).lower()
    phrase = vocabulary(name).get(member.value)
    return phrase.zh if phrase else member.value


def outcome(case: Dispute, *, withdrawn: bool) -> str:
    """How it ended or where it stands, for a narrow column: 和解：退款、加倍赔偿.

    A closed case does not tell by itself that it was withdrawn: its record does.
    """
    paid = case.prepayment is not None and case.prepayment.state in PAID_OUT
    apart = {
        State.MERGED: "并案", State.TRANSFERRED: "移送", State.NOT_ACCEPTED: "不予受理"
    }  # fmt: skip
    if withdrawn:
        return "消费者撤回"
    told = next((words for state, words in apart.items() if _stood(case, state)), None)
    if told is not None:
        return told
    if case.settlement is not None and case.fail_ground is None and (case.state in _AGREED or _closed(case)):
        kinds = dict.fromkeys(word(term.kind) for term in case.settlement.terms if term.kind is not ItemKind.FREIGHT)
        return "和解：" + "、".join(kinds) if kinds else "和解"
    if paid and (case.state is State.PERFORMED or _closed(case)):
        return "先行赔付"
    if case.fail_ground is not None:
        body = f"，{_BODIES[case.external]}" if case.external else ""
        return f"和解不成{body}"
    return word(case.state)


def remark(case: Dispute) -> str:
    """What does not fit the columns: where it went, that it was taken up again, what is still recovered."""
    said = []
    if case.merged_into:
        said.append(f"并入 {case.merged_into}")
    if case.transferred_to:
        said.append(f"移送 {case.transferred_to}")
    if case.refusal_ground:
        said.append(f"不予受理第{case.refusal_ground}项情形")
    if case.adjudication_no:
        said.append(f"仲裁或诉讼 {case.adjudication_no}")
    if case.reopen_count:
        said.append(f"重新立案{case.reopen_count}次")
    if case.prepayment and case.prepayment.outstanding:
        said.append(f"先行赔付待追偿 {case.prepayment.outstanding.plain} 元")
    if case.leads:
        said.append(f"违法线索{len(case.leads)}条")
    return "；".join(said)


def _closed(case: Dispute) -> bool:
    return case.state is State.CLOSED


def _stood(case: Dispute, state: State) -> bool:
    """Whether it ended in a state, also where it was closed since."""
    if case.state is state:
        return True
    if not _closed(case):
        return False
    return {
        State.MERGED: case.merged_into is not None,
        State.TRANSFERRED: case.transferred_to is not None and case.external is None,
        State.NOT_ACCEPTED: case.refusal_ground is not None,
    }[state]

"""What is put into the 12315 console after handling: its four fields in its order, always in Chinese."""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from odrdesk.documents.pdf import SHANGHAI
from odrdesk.domain.console import SETTLED, Handling
from odrdesk.domain.dispute import Contact, Dispute, Offer, Term
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ExternalBody, Payer, State
from odrdesk.text import vocabulary

MARKS = ("处理时间：", "协商过程：", "协商方式：", "协商结果：")


def texts(case: Dispute, handled: Handling) -> tuple[str, str, str, str]:
    """The four fields; an empty text where nothing happened yet."""
    process = "\n".join(_event(event) for event in handled.events)
    return _moment(handled.handled_at), process, "、".join(handled.modes), _result(case)


def _event(event: Contact | Offer) -> str:
    if isinstance(event, Contact):
        result = f"结果：{_sentence(event.result)}" if event.result else ""
        return f"{_moment(event.at)} {event.mode}联系{_zh(event.with_)}：{_sentence(event.content)}{result}"
    kind = "要求" if event.by is Payer.CONSUMER else "方案"
    answer = {None: "待答复", True: "双方同意", False: "未获同意"}[event.accepted]
    if event.expired:
        answer = "过期未答复"
    why = f"（{event.why}）" if event.why else ""
    words = f"第{event.round}轮，{_zh(event.by)}{kind}：{_terms(event.terms)}，{answer}{why}。"
    return f"{_moment(event.made_at)} {words}"


def _result(case: Dispute) -> str:
    agreed = case.settlement
    if agreed is not None and (case.state in SETTLED or (case.state is State.CLOSED and case.fail_ground is None)):
        done = "，已履行完毕" if not case.unperformed else f"，已履行{case.performed_total.plain}元"
        return f"达成和解：{_terms(agreed.terms)}{done}。"
    if case.fail_ground is not None:
        body = {ExternalBody.REGULATOR: "，已转市场监管部门", ExternalBody.COUNCIL: "，已转消保委"}
        went = body.get(case.external, "") if case.external else ""
        return f"未达成和解：{_zh(case.fail_ground)}{went}。"
    ended = {State.WITHDRAWN, State.NOT_ACCEPTED, State.TRANSFERRED, State.MERGED, State.CLOSED}
    return f"{_zh(case.state)}。" if case.state in ended else "协商尚未结束。"


def _terms(terms: Sequence[Term]) -> str:
    said = []
    for term in terms:
        by = "" if term.payer is Payer.MERCHANT else f"（{_zh(term.payer)}承担）"
        said.append(f"{_zh(term.kind)}{term.amount.plain + '元' if term.amount else ''}{by}")
    money = [term.amount for term in terms if term.amount]
    total = f"，共{Fen(sum(money)).plain}元" if len(money) > 1 else ""
    return "、".join(said) + total


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment else ""


def _sentence(text: str) -> str:
    """One line that ends like a sentence: the console's field has no room for more."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if not line or line[-1] in "。！？.!?" else f"{line}。"


def _zh(member: StrEnum) -> str:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(member).__name__).lower()
    phrase = vocabulary(name).get(member.value)
    return phrase.zh if phrase else member.value

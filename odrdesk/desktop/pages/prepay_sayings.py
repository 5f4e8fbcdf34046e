"""The prepayment steps in the record and beside the time limits."""

from collections.abc import Mapping
from enum import StrEnum

from odrdesk.desktop.forms import prepay_words
from odrdesk.desktop.tokens import Tone
from odrdesk.domain.facts import FACTS, FactKind
from odrdesk.domain.fund_vocabulary import Confirmation, PrepayGround, RecoverFrom
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, Step
from odrdesk.text import _, field_label, word

ICONS: Mapping[Step, str] = {
    Step.PREPAY_REQUEST: "wallet",
    Step.PREPAY_NOTIFY: "send",
    Step.PREPAY_MERCHANT_PAID: "circle-check",
    Step.PREPAY_CONTESTED: "triangle-alert",
    Step.PREPAY_SILENT: "clock",
    Step.PREPAY_WITHDRAW: "undo-2",
    Step.PREPAY_RECOMMEND: "file-text",
    Step.PREPAY_REJECT: "ban",
    Step.PREPAY_RETURN: "undo-2",
    Step.PREPAY_APPROVE: "circle-check",
    Step.PREPAY_PAY: "wallet",
    Step.PREPAY_PAID: "circle-check",
    Step.PREPAY_PAY_FAILED: "circle-x",
    Step.RECOVERY_NOTICE: "send",
    Step.RECOVER: "wallet",
    Step.WRITE_OFF: "archive",
    Step.APPEAL: "gavel",
    Step.APPEAL_DISMISSED: "gavel",
    Step.APPEAL_UPHELD: "gavel",
    Step.CLAWBACK: "undo-2",
    Step.PREPAY_REVERSE: "undo-2",
}
TONES: Mapping[Step, Tone] = {
    Step.PREPAY_REQUEST: Tone.INFO,
    Step.PREPAY_RECOMMEND: Tone.INFO,
    Step.PREPAY_APPROVE: Tone.PURPLE,
    Step.PREPAY_PAID: Tone.TEAL,
    Step.RECOVER: Tone.TEAL,
    Step.RECOVERY_NOTICE: Tone.INFO,
}
SAID = frozenset(ICONS)
_WORDS: Mapping[FactKind, type[StrEnum]] = {
    FactKind.CONFIRMATIONS: Confirmation,
    FactKind.PREPAY_GROUND: PrepayGround,
    FactKind.RECOVER_FROM: RecoverFrom,
}


def events() -> Mapping[str, str]:
    """What set the time limits of a prepayment going."""
    return {
        "R-PRE-NOTICE": _("通知商家"),
        "R-PRE-APPROVE": _("提出建议"),
        "R-PRE-PAY": _("批准"),
        "R-PRE-TOPUP": _("追偿通知"),
        "R-PRE-APPEAL": _("追偿通知"),
    }


def saying(step: Step, told: Mapping[str, object]) -> str:
    """The facts of an entry, each with its label, codes as words, money as money."""
    pair = _("{label}：{value}")
    said = []
    for fact in FACTS[step]:
        value = told.get(fact.name)
        if value not in (None, "", [], False):
            label = prepay_words.label(step, fact.name) or field_label(fact.name)
            said.append(pair.format(label=label, value=_value(fact.kind, value)))
    return _("；").join(said)


def _value(kind: FactKind, value: object) -> str:
    if kind is FactKind.MONEY:
        return Fen.parse(str(value)).yuan
    if kind in _WORDS:
        values = value if isinstance(value, list) else [value]
        return _("、").join(word(_WORDS[kind](str(one))) for one in values)
    if kind is FactKind.CLAIM_ITEMS and isinstance(value, list):
        return _("、").join(map(_item, value))
    return _("是") if value is True else str(value)


def _item(told: object) -> str:
    if not isinstance(told, Mapping):
        return str(told)
    amount = Fen.parse(str(told.get("amount") or "0"))
    words = str(told.get("words") or "") or word(ItemKind(str(told.get("kind", ItemKind.OTHER.value))))
    return f"{words} {amount.yuan}" if amount else words

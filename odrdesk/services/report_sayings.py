"""What an entry of a case's record says, in Chinese, for paper: its title, its text, the colour of its dot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from odrdesk.documents.report_facts import Tone
from odrdesk.documents.wording import Wording
from odrdesk.domain.corrections import SUPERVISED, WORDED
from odrdesk.domain.dispute import Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import FACTS, Fact, FactKind
from odrdesk.domain.grounds import GroundOf
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import Step
from odrdesk.domain.workdays import SHANGHAI, day_of
from odrdesk.services.books import known_grounds
from odrdesk.text import vocabulary

STEP, ASKED = "dispute.", ".asked"
S, K = Step, FactKind
_GOOD = frozenset({S.SETTLE, S.PERFORM, S.CLOSE, S.EXT_AGREED, S.PREPAY_PAID, S.PREPAY_MERCHANT_PAID, S.RECOVER})
_CARE = frozenset({
    S.REJECT_OFFER, S.BREACH, S.FAIL, S.ESCALATE, S.ASK_SUPPLEMENT, S.PREPAY_CONTESTED, S.PREPAY_SILENT,
    S.PREPAY_RETURN, S.APPEAL, S.LEAD, S.EXT_TERMINATED,
})  # fmt: skip
_BAD = frozenset({S.REFUSE, S.LAPSE, S.EXT_REFUSED, S.PREPAY_REJECT, S.PREPAY_PAY_FAILED, S.WRITE_OFF})
_QUIET = frozenset({S.CORRECT, S.ASSIGN, S.EXTEND, S.START_CLOCK, S.STOP_CLOCK, S.MERGE_INTO, S.UNMERGE})
_NAMED: Mapping[FactKind, str] = {
    K.FAIL_GROUND: "fail_ground",
    K.REOPEN_GROUND: "reopen_ground",
    K.PARTY: "payer",
    K.WITH: "contact_with",
    K.IP_RIGHT: "ip_right",
    K.IP_MEASURES: "ip_measure",
    K.HOLDER_ACT: "holder_act",
    K.NOTICE_FAULT: "notice_fault",
    K.CONFIRMATIONS: "confirmation",
    K.PREPAY_GROUND: "prepay_ground",
    K.RECOVER_FROM: "recover_from",
}
"""Facts that are codes, and the vocabulary they belong to."""
_NUMBERED = {K.REFUSAL_GROUND: GroundOf.REFUSAL, K.END_GROUND: GroundOf.TERMINATION}
_OWN = frozenset({S.REGISTER, S.CONTACT, S.CORRECT, S.CALL_BACK})
"""Steps that have a sentence of their own in the wording."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """Entries in the words of a report; `hide` masks what the copy may not show."""

    words: Wording
    hide: Callable[[str], str]

    def title(self, written: Written) -> str:
        """What was done."""
        act = written.entry.act
        code = act.removeprefix(STEP).removesuffix(ASKED)
        if act.startswith(STEP) and code in list(Step):
            said = zh("step", code)
            return said + self.words.label("asked") if act.endswith(ASKED) else said
        return zh("act", act) if act in vocabulary("act") else self.words.part("acts").get(act, act)

    def text(self, written: Written) -> str:
        """What is told of it; a fact that says nothing new is left out."""
        entry = written.entry
        if written.erased:
            return self.words.label("erased")
        told = dict(entry.facts)
        code = entry.act.removeprefix(STEP).removesuffix(ASKED)
        if entry.act.startswith(STEP) and code in list(Step):
            return self.hide(self._step(Step(code), told, day_of(entry.at)))
        return self.hide(self._other(entry.act, told))

    def tone(self, written: Written) -> Tone:
        """The colour of its dot."""
        code = written.entry.act.removeprefix(STEP)
        step = Step(code) if code in list(Step) else None
        known = ((_GOOD, Tone.GOOD), (_CARE, Tone.CARE), (_BAD, Tone.BAD), (_QUIET, Tone.QUIET))
        if step is None:
            return Tone.QUIET if written.entry.act.startswith(("paper.", "evidence.")) else Tone.PLAIN
        return next((tone for steps, tone in known if step in steps), Tone.PLAIN)

    def terms(self, terms: Sequence[Term]) -> str:
        """The terms of an offer in one line."""
        return self._listed([self._term(one.kind.value, one.amount, one.payer.value) for one in terms])

    def _step(self, step: Step, told: Mapping[str, object], on: date) -> str:
        if step in _OWN:
            return self._own(step, told)
        parts = [
            self._fact(step, fact, told[fact.name], on)
            for fact in FACTS.get(step, ())
            if told.get(fact.name) not in (None, "", False, [])
        ]
        return self.words.label("semicolon").join(part for part in parts if part)

    def _own(self, step: Step, told: Mapping[str, object]) -> str:
        values: dict[str, object] = {name: str(value) for name, value in told.items() if isinstance(value, str | int)}
        if step is S.REGISTER:
            values |= {
                "channel_word": zh("channel", str(told.get("channel", ""))),
                "channel_no": told.get("channel_no"),
            }
        if step is S.CONTACT:
            values["with_whom"] = zh("contact_with", str(told.get("with", "")))
            values.setdefault("result", "")
        if step is S.CORRECT:
            field = str(told.get("field", ""))
            old, new = (self._worded(field, told.get(name)) for name in ("old", "value"))
            values |= {"label": zh("field", field), "old": old or self.words.label("empty")}
            values["new"] = new or self.words.label("empty")
        if step is S.CALL_BACK:
            values["missed"] = told.get("reached") is False
        return "".join(self.words.paragraphs(self.words.part("said")[step.value], values))

    def _fact(self, step: Step, fact: Fact, value: object, on: date) -> str:
        label = self.words.part("fact_labels").get(f"{step.value}.{fact.name}") or zh("field", fact.name)
        if fact.kind is K.FLAG:
            return label
        said = self._ground(fact.kind, value, on) if fact.kind in _NUMBERED else self._value(fact.kind, value)
        if fact.kind in {K.TERMS, K.CLAIM_ITEMS}:
            return said
        return f"{label}{self.words.label('colon')}{said}" if said else ""

    def _ground(self, kind: FactKind, value: object, on: date) -> str:
        """A numbered ground in the words of the order in force that day."""
        standing = known_grounds().all(_NUMBERED[kind], on)
        return next((one.words for one in standing if str(one.number) == str(value)), str(value))

    def _value(self, kind: FactKind, value: object) -> str:
        if kind in _NAMED:
            codes = value if isinstance(value, list) else [value]
            return self._listed([zh(_NAMED[kind], str(code)) for code in codes])
        if isinstance(value, list):
            return self._listed([self._row(one) if isinstance(one, Mapping) else str(one) for one in value])
        if kind is K.MONEY:
            return money(value)
        return minute(value) if kind is K.MOMENT else str(value)

    def _row(self, row: Mapping[str, object]) -> str:
        """A term of an offer, or an item of a claim on the fund."""
        amount = Fen.parse(str(row.get("amount") or "0"))
        said = self._term(str(row.get("kind", "")), amount, str(row.get("payer") or "merchant"))
        return (
            said + self.words.fill(self.words.label("bracketed"), {"text": str(row["words"])})
            if row.get("words")
            else said
        )

    def _term(self, kind: str, amount: Fen, payer: str) -> str:
        sum_ = f" {amount.yuan}" if amount else ""
        by = "" if payer == "merchant" else self.words.fill(self.words.label("borne"), {"payer": zh("payer", payer)})
        return f"{zh('item_kind', kind)}{sum_}{by}"

    def _worded(self, field: str, value: object) -> str:
        kind = WORDED.get(field)
        if kind is not None:
            return self._listed([zh(name_of(kind), code) for code in str(value or "").split()])
        if field in SUPERVISED and value:
            return minute(value)
        return "" if value is None else str(value)

    def _other(self, act: str, told: Mapping[str, object]) -> str:
        if act.startswith("paper."):
            return f"{zh('paper_kind', str(told.get('kind', '')))}\u3000{told.get('number', '')}"
        if act.startswith("evidence."):
            slot = zh("evidence_slot", str(told["slot"])) if "slot" in told else ""
            named = str(told.get("name") or told.get("file") or "")
            return self.words.label("semicolon").join(
                part for part in (slot, named, str(told.get("proves") or "")) if part
            )
        if act == "dispute.worksheet":
            return zh("remedy", str(told.get("code", "")))
        return str(told.get("notice") or "")

    def _listed(self, parts: Sequence[str]) -> str:
        return self.words.label("comma").join(part for part in parts if part)


def zh(name: str, code: str) -> str:
    """A code in the Chinese word of its vocabulary; itself where it has none."""
    phrase = vocabulary(name).get(code)
    return phrase.zh if phrase else code


def name_of(kind: type[StrEnum]) -> str:
    """The vocabulary of an enumeration."""
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in kind.__name__).lstrip("_")


def money(value: object) -> str:
    """Plain yuan of the record as it is printed."""
    try:
        return Fen.parse(str(value)).yuan
    except Refusal:
        return str(value)


def minute(value: object) -> str:
    """A moment of the record in Shanghai, to the minute; any other text as it is."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment.tzinfo else str(value)

"""Consumers who are not of age: whose data need a guardian's consent, what they can agree to, who is paid for them.

Data of a child under 14 are sensitive and need a guardian's consent first (个人信息保护法 art. 28, 31). Who is under 8
can make no contract, who is under 18 only one that a guardian ratifies (民法典 art. 19, 20, 144, 145).
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import born_on, check_phone, mask_id, normal
from odrdesk.domain.parties import Consumer

CHILD_UNDER, CAPACITY_FROM, FULL_AGE = 14, 8, 18
RATIFICATION = "R-RATIFY30"
"""How long a guardian has to ratify once asked; silence is refusal (民法典 art. 145)."""

ID_NO, BORN_ON, GUARDIAN = "consumer.id_no", "consumer.born_on", "consumer.guardian"
GUARDIAN_FACTS = ("guardian.name", "guardian.phone", "guardian.consent_on", "guardian.consent_how")
"""What a guardian's consent consists of, by the names of the form's fields."""

_DATED = re.compile(r"[0-9]{6}([0-9]{4})([0-9]{2})([0-9]{2})[0-9X]{0,4}")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")


class Finding(NamedTuple):
    """What is wrong or odd: the field, the code of its sentence, and the data of that."""

    field: str
    code: str
    data: dict[str, object]


def years_old(born: date, on: date) -> int:
    """Whole years of age on a day, by birthdays (民法典 art. 17-19); 29 February falls on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(consumer: Consumer) -> date | None:
    """The day of birth: what the identity number says goes before what was typed."""
    return _by_number(consumer.id_no) or consumer.born_on


def age(consumer: Consumer, on: date) -> int | None:
    """Whole years on a day; None where no birthday is known."""
    born = birthday(consumer)
    return None if born is None else years_old(born, on)


def is_child(consumer: Consumer, on: date) -> bool:
    """Under 14 on a day."""
    years = age(consumer, on)
    return years is not None and years < CHILD_UNDER


def is_minor(consumer: Consumer, on: date) -> bool:
    """Under 18 on a day."""
    years = age(consumer, on)
    return years is not None and years < FULL_AGE


def problems(consumer: Consumer, today: date) -> tuple[Finding, ...]:
    """What keeps the consumer's data from being stored on `today` (Asia/Shanghai)."""
    born, said = _by_number(consumer.id_no), consumer.born_on
    found = []
    if (said and said > today) or (born and born > today):
        found.append(Finding(BORN_ON, "born.in_future", {}))
    elif born and said and born != said:
        found.append(Finding(BORN_ON, "born.differs", {"typed": said.isoformat(), "number": born.isoformat()}))
    elif is_child(consumer, today) and consumer.guardian is None:
        found.append(Finding(GUARDIAN, "guardian.required", {}))
    return (*found, *_guardian_problems(consumer, today))


def warnings(consumer: Consumer, bought: date) -> tuple[Finding, ...]:
    """What the age on the day of the purchase means for the contract; never a refusal."""
    years = age(consumer, bought)
    if years is None or not 0 <= years < FULL_AGE:
        return ()
    code = "minor.no_capacity" if years < CAPACITY_FROM else "minor.limited_capacity"
    return (Finding(BORN_ON, code, {"age": years, "on": bought.isoformat(), "rule": RATIFICATION}),)


def payee(consumer: Consumer, on: date) -> str:
    """To whom money for the consumer goes on a day: the guardian while the consumer is a minor."""
    return consumer.guardian.name if consumer.guardian and is_minor(consumer, on) else consumer.name


def payee_refusal(consumer: Consumer, on: date, named: str | None = None) -> Refusal | None:
    """Why money may not go out: a minor without a guardian on record, or a payee who is not that guardian."""
    if not is_minor(consumer, on):
        return None
    if consumer.guardian is None:
        return Refusal("payee.guardian_missing", GUARDIAN, age=age(consumer, on))
    if named is not None and named.strip() != consumer.guardian.name:
        return Refusal("payee.not_guardian", "payee", payee=named.strip(), guardian=consumer.guardian.name)
    return None


def without_number(values: Mapping[str, object], today: date) -> dict[str, object]:
    """The values of a draft as they may be kept: without a child's identity number until the consent is told.

    `values` are the form's raw texts by the names of its fields. A number half typed counts from its birthday on.
    """
    kept = dict(values)
    number = normal(unicodedata.normalize("NFKC", str(kept.get(ID_NO) or "")))
    consented = all(str(kept.get(name) or "").strip() for name in GUARDIAN_FACTS)
    born = _begun(number) or _day(str(kept.get(BORN_ON) or ""))
    if number and born and not consented and years_old(born, today) < CHILD_UNDER:
        kept[ID_NO] = ""
    return kept


def hidden(text: str, today: date) -> str:
    """A text with every identity number of a child under 14 masked."""

    def mask(found: re.Match[str]) -> str:
        born = _by_number(found.group())
        return mask_id(found.group()) if born and years_old(born, today) < CHILD_UNDER else found.group()

    return _NUMBER.sub(mask, text)


def _guardian_problems(consumer: Consumer, today: date) -> tuple[Finding, ...]:
    guardian = consumer.guardian
    if guardian is None:
        return ()
    found = []
    if guardian.name.strip() == consumer.name.strip():
        found.append(Finding(GUARDIAN, "guardian.itself", {"name": guardian.name}))
    if guardian.consent_on > today:
        found.append(Finding(GUARDIAN, "consent.in_future", {"on": guardian.consent_on.isoformat()}))
    try:
        check_phone(guardian.phone)
    except Refusal as no:
        found.append(Finding(GUARDIAN, no.code, dict(no.data)))
    return tuple(found)


def _by_number(id_no: str | None) -> date | None:
    try:
        return born_on(id_no) if id_no else None
    except Refusal:
        # A number that cannot be right is a problem of its own field and tells no birthday.
        return None


def _begun(number: str) -> date | None:
    told = _DATED.fullmatch(number)
    return _day("-".join(told.groups())) if told else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None

"""The intellectual-property steps in the record and beside the time limits."""

from collections.abc import Mapping
from enum import StrEnum

from odrdesk.desktop.tokens import Tone
from odrdesk.domain.facts import FACTS
from odrdesk.domain.vocabulary import HolderAct, IpMeasure, IpRight, NoticeFault, Step
from odrdesk.text import _, field_label, word

ICONS: Mapping[Step, str] = {
    Step.IP_NOTICE: "shield-check",
    Step.IP_SUPPLEMENT: "file-plus",
    Step.IP_SUPPLEMENTED: "file-check",
    Step.IP_MEASURES: "ban",
    Step.IP_DECLARATION: "file-text",
    Step.IP_FORWARDED: "send",
    Step.IP_RIGHTSHOLDER_ACTED: "gavel",
    Step.IP_LIFT: "unlock",
    Step.IP_PUBLISH: "eye",
}
TONES: Mapping[Step, Tone] = {
    Step.IP_NOTICE: Tone.INFO,
    Step.IP_MEASURES: Tone.PURPLE,
    Step.IP_RIGHTSHOLDER_ACTED: Tone.PURPLE,
    Step.IP_LIFT: Tone.TEAL,
    Step.IP_PUBLISH: Tone.OK,
}
SAID = frozenset(ICONS)
_WORDS: Mapping[str, type[StrEnum]] = {
    "right": IpRight,
    "measures": IpMeasure,
    "holder_act": HolderAct,
    "notice_fault": NoticeFault,
}


def events() -> Mapping[str, str]:
    """What set the time limits of this branch going."""
    return {
        "R-IP15": _("声明送达"),
        "R-IP-ACT": _("收到通知"),
        "R-IP-FWD": _("收到声明"),
        "R-IP-PUB": _("有了结果"),
    }


def saying(step: Step, told: Mapping[str, object]) -> str:
    """The facts of an entry, each with its label, codes as words."""
    names = [fact.name for fact in FACTS[step]]
    shown = {name: told[name] for name in names if told.get(name) not in (None, "", [])}
    if step is Step.IP_FORWARDED and "on" in shown:
        shown["reached_on"] = shown.pop("on")
    pair = _("{label}：{value}")
    return _("；").join(pair.format(label=_label(name), value=_value(name, value)) for name, value in shown.items())


def _label(name: str) -> str:
    return _("送达日期") if name == "reached_on" else field_label(name)


def _value(name: str, value: object) -> str:
    several = value if isinstance(value, list) else [value]
    return _("、").join(_word(name, str(one)) for one in several)


def _word(name: str, value: str) -> str:
    members = _WORDS.get(name)
    return word(members(value)) if members is not None and value in list(members) else value

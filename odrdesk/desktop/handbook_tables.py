"""The tables of the handbook, made in Markdown from what the program works by: law, steps, calendar, commands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from odrdesk.desktop import formats
from odrdesk.desktop.actions import Command, Group, group_words
from odrdesk.domain.clocks import MEDIATION, OWN, STARTS
from odrdesk.domain.law import Amount, Instrument, Law, Rule, Verified
from odrdesk.domain.steps import STEPS, Move
from odrdesk.domain.vocabulary import PaperKind, Role, State, Step
from odrdesk.domain.workdays import WorkCalendar
from odrdesk.text import Language, _, language, vocabulary, word

STARTED = OWN | MEDIATION | {rule for rules in STARTS.values() for rule in rules} | {"R-REG-TERM"}
"""Codes of the time limits that a case starts by itself."""

_NOT_IN_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~"})
_SHOWN_KEYS = {"Return": "Enter", "PgDown": "PgDn", "Left": "←"}


def tables(law: Law, calendar: WorkCalendar, commands: Sequence[Command]) -> Mapping[str, Callable[[], str]]:
    """Every table by the name pages call it."""
    return {
        "rules": lambda: rules(rule for rule in law.rules if rule.code in STARTED),
        "others": lambda: rules(rule for rule in law.rules if rule.code not in STARTED),
        "amounts": lambda: amounts(law.amounts),
        "instruments": lambda: instruments(law.instruments),
        "steps": steps,
        "roles": roles,
        "years": lambda: years(calendar),
        "keys": lambda: keys(commands),
        "papers": papers,
    }


def rules(found: Iterable[Rule]) -> str:
    """Time limits: name and code, length, the source with the days it is in force, how well it is known."""
    heads = (_("期限"), _("长度"), _("起算与说明"), _("依据"), _("核对"))
    return table(heads, (_rule(one) for one in found))


def amounts(found: Iterable[Amount]) -> str:
    """Statutory amounts: name and code, the reckoning, what a person must confirm, source, how well it is known."""
    heads = (_("项目"), _("算法"), _("须由人确认"), _("依据"), _("核对"))
    return table(heads, (_amount(one) for one in found))


def instruments(found: Iterable[Instrument]) -> str:
    """Every law cited, its number, since when, how well it is known."""
    heads = (_("文件"), _("文号或版本"), _("施行"), _("核对"))
    return table(
        heads, ((one.cite, one.number, _span(one.in_force_from, one.in_force_to), known(one.verified)) for one in found)
    )


def steps() -> str:
    """Every step: from where to where, who takes it, which papers it calls for."""
    heads = (_("步骤"), _("从"), _("到"), _("谁办"), _("要出的文书"))
    return table(heads, (_step(step, move) for step, move in STEPS.items()))


def roles() -> str:
    """Every role and the steps it takes that no lesser role may take."""
    rows = []
    for role in Role:
        own = [word(step) for step, move in STEPS.items() if move.role is role]
        if own:
            rows.append((word(role), _("、").join(own)))
    return table((_("职责"), _("可办的步骤")), rows)


def years(calendar: WorkCalendar) -> str:
    """Every year the calendar knows, with the number of its notice, or that it is provisional."""
    rows = (
        (str(one.year), _("暂定") if one.provisional else one.number, str(len(one.off)), str(len(one.makeup)))
        for one in calendar.tables
    )
    return table((_("年份"), _("放假通知"), _("放假天数"), _("调休上班天数")), rows)


def keys(commands: Sequence[Command]) -> str:
    """Every command that has keys, by group."""
    order = list(Group)
    keyed = sorted((one for one in commands if one.keys), key=lambda one: order.index(one.group))
    heads, parts = (_("做什么"), _("按键")), []
    for group, members in groupby(keyed, key=lambda one: one.group):
        rows = [(one.words, _caps(one.keys)) for one in members]
        parts.append(f"## {group_words(group)}\n\n{_raw_table(heads, rows)}")
    return "\n\n".join(parts)


def papers() -> str:
    """Papers that can be issued, and the steps that call for them."""
    rows = []
    for kind in sorted(PaperKind, key=list(vocabulary("paper_kind")).index):
        called = [word(step) for step, move in STEPS.items() if kind in move.papers]
        rows.append((word(kind), _("、").join(called)))
    return table((_("文书"), _("由哪一步提出")), rows)


def known(verified: Verified) -> str:
    """How well a row is known, in words."""
    return {
        Verified.VERIFIED: _("已核对原文"),
        Verified.SECOND_HAND: _("据转载"),
        Verified.MEMORY: _("待核对"),
        Verified.POLICY: _("本单位自定"),
    }[verified]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table of plain texts."""
    return _raw_table(heads, ([cell.translate(_NOT_IN_MARKDOWN) for cell in row] for row in rows))


def _raw_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rule(one: Rule) -> tuple[str, ...]:
    undated = _("长期有效") if one.verified is Verified.POLICY else _("施行日期未核对")
    source = f"{one.source}\u2028{_span(one.in_force_from, one.in_force_to) or undated}"
    return (_named(one.name, one.name_en, one.code), formats.length(one), one.note, source, known(one.verified))


def _amount(one: Amount) -> tuple[str, ...]:
    facts = vocabulary("remedy_fact")
    confirm = _("、").join(word(fact) for fact in one.confirm if fact in facts)
    return (_named(one.name, one.name_en, one.code), _reckoning(one), confirm, one.source, known(one.verified))


def _reckoning(one: Amount) -> str:
    times = []
    if one.price_multiple:
        times.append(_("价款的 {n} 倍").format(n=one.price_multiple))
    if one.loss_multiple:
        times.append(_("损失的 {n} 倍").format(n=one.loss_multiple))
    said = [_("或").join(times)]
    if one.minimum:
        said.append(_("不足 {least} 的按 {least}").format(least=one.minimum.yuan))
    return _("；").join(part for part in (*said, one.note) if part)


def _step(step: Step, move: Move) -> tuple[str, ...]:
    who = word(move.role)
    if move.people > 1:
        who = _("专员提出，{role}复核").format(role=who)
    target = word(move.target) if move.target else _stays(step)
    return (
        word(step),
        _sources(move.sources),
        target,
        who,
        _("、").join(word(kind) for kind in move.papers),
    )


def _stays(step: Step) -> str:
    """Where a step leads whose target depends on what it found."""
    moved = {
        Step.CONTACT: _("不变（已受理的转为协商中）"),
        Step.ASSIGN: _("不变（已受理的转为协商中）"),
        Step.PERFORM: _("履行中，全部履行后待回访"),
        Step.UNMERGE: _("并案前的状态"),
    }
    return moved.get(step, _("不变"))


def _sources(sources: frozenset[State]) -> str:
    """The states in the order of a dispute's life; a long list is told by what it leaves out."""
    listed = [state for state in State if state in sources]
    missing = [state for state in State if state not in sources and state is not State.DRAFT]
    if not missing:
        return _("任何状态")
    if len(listed) > 6 and len(missing) < len(listed):
        return _("除 {states} 以外").format(states=_("、").join(map(word, missing)))
    return _("、").join(map(word, listed))


def _named(name: str, name_en: str, code: str) -> str:
    shown = name if language() is Language.ZH_CN else name_en
    return f"{shown}\u2028{code}"


def _span(first: date | None, last: date | None) -> str:
    if first and last:
        return _("{first} 至 {last}").format(first=first.isoformat(), last=last.isoformat())
    if last:
        return _("至 {last}").format(last=last.isoformat())
    return _("{first} 起").format(first=first.isoformat()) if first else ""


def _caps(shortcuts: Sequence[str]) -> str:
    """`Ctrl+K` as code; the keys as they are written on a keyboard."""
    return _("或").join(f" `{_shown(one)}` " for one in shortcuts).strip()


def _shown(shortcut: str) -> str:
    head, plus, last = shortcut.rpartition("+") if not shortcut.endswith("++") else (shortcut[:-2], "+", "+")
    return f"{head}{plus}{_SHOWN_KEYS.get(last, last)}"

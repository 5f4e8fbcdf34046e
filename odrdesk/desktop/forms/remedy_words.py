"""Amounts of the law in words: names, options, who confirmed what, and the whole worksheet as text to copy."""

from collections.abc import Iterable, Mapping

from odrdesk.desktop.formats import money, stamp
from odrdesk.desktop.handbook_tables import known
from odrdesk.domain.law import Law, Note, RemedyFact, Verified
from odrdesk.domain.money import Fen, capitals
from odrdesk.domain.remedies import How, Option, Remedy, Worksheet
from odrdesk.domain.worksheets import Confirmed, KeptWorksheet
from odrdesk.text import Language, _, language, sentence, vocabulary, word

KEPT = "dispute.worksheet"
"""The record's act for a worksheet that was kept."""
CHECKED, UNCHECKED = "\u2611", "\u2610"


def name(law: Law, code: str) -> str:
    """What a remedy is called."""
    row = next((row for row in law.amounts if row.code == code), None)
    if row is None:
        return code
    return row.name_en if language() is Language.EN else row.name


def note_text(note: Note) -> str:
    """What the law says besides."""
    return note.en if language() is Language.EN else note.zh


def cited(text: str, verified: Verified) -> str:
    """A source or a sentence of the law with how well it is known."""
    return _("{source}（{known}）").format(source=text, known=known(verified))


def when(option: Option) -> str:
    """The facts and choices an option stands on."""
    return _("，").join(map(word, option.when)) or _("唯一结果")


def excludes(worked: Worksheet) -> str:
    """What cannot be claimed together with it, and where that stands."""
    others = _("、").join(sentence_word("remedy", code) for code in worked.excludes)
    return _("只能选择其一，不能并用：{others}。{source}").format(others=others, source=worked.excludes_source)


def lines(how: Iterable[How]) -> list[str]:
    """The derivation, line by line."""
    return [sentence(one.code, one.data) for one in how]


def headline(worked: Worksheet) -> str:
    """The answer in a few words."""
    if worked.limit is not None and worked.total is None:
        return _("上限 {limit}").format(limit=worked.limit.yuan)
    if worked.total is not None:
        return worked.total.yuan
    totals = [option.total for option in worked.options]
    return _("{least} 至 {most}").format(least=Fen(min(totals)).yuan, most=Fen(max(totals)).yuan)


def extra_label(code: str) -> str:
    """What the amount besides the refund is called."""
    return _("利息") if code == Remedy.PREPAID else _("增加的赔偿")


def kept_headline(kept: KeptWorksheet) -> str:
    """What a kept worksheet came to."""
    if kept.limit is not None and kept.total is None:
        return _("上限 {limit}").format(limit=kept.limit.yuan)
    return kept.total.yuan if kept.total is not None else _("有几种情形，未选定")


def kept_text(told: Mapping[str, object]) -> str:
    """What the record tells of a kept worksheet: which remedy, what it came to, the facts that were confirmed."""
    code, extra, limit = str(told.get("code", "")), told.get("extra_fen"), told.get("limit_fen")
    refund = told.get("refund_fen")
    parts = [sentence_word("remedy", code)]
    if isinstance(extra, int) and isinstance(refund, int):
        parts.append(Fen(refund + extra).yuan)
    elif isinstance(limit, int):
        parts.append(_("上限 {limit}").format(limit=Fen(limit).yuan))
    else:
        parts.append(_("有几种情形，未选定"))
    confirmed = told.get("confirmed")
    facts = [str(one["fact"]) for one in confirmed] if isinstance(confirmed, list) else []
    if facts:
        said = _("、").join(sentence_word("remedy_fact", fact) for fact in facts)
        parts.append(_("已确认：{facts}").format(facts=said))
    return _("；").join(parts)


def sentence_word(name: str, code: str) -> str:
    """A code of the record in the words of a vocabulary; the code itself where there are none."""
    phrase = vocabulary(name).get(code)
    if phrase is None:
        return code
    return phrase.en if language() is Language.EN else phrase.zh


def confirmed_by(one: Confirmed, people: Mapping[int, str]) -> str:
    """Who confirmed a fact and when."""
    return _("{who} {when} 确认").format(who=people.get(one.by, ""), when=stamp(one.at, year=False))


def as_text(law: Law, worked: Worksheet, ticked: frozenset[RemedyFact], chosen: Option | None) -> str:
    """The whole worksheet as plain text."""
    total = chosen.total if chosen else worked.total
    said = [name(law, worked.code), _("按 {day} 有效的法律计算").format(day=worked.on.isoformat())]
    if total is not None:
        refund, extra = (chosen.refund, chosen.extra) if chosen else (worked.refund, worked.extra)
        said.append(_("退款 {refund}").format(refund=money(refund)))
        said.append(f"{extra_label(worked.code)} {money(extra)}")
        said.append(_("合计 {total}（{words}）").format(total=total.yuan, words=capitals(total)))
    if worked.limit is not None:
        said.append(_("上限 {limit}").format(limit=worked.limit.yuan))
    said.extend(lines(chosen.how if chosen else worked.how))
    if not chosen:
        for option in worked.options:
            said.append("- " + _("{label}：{value}").format(label=when(option), value=option.total.yuan))
            said.extend(f"  {line}" for line in lines(option.how))
    said.append(_("须由人确认的事实"))
    said.extend(f"{CHECKED if fact in ticked else UNCHECKED} {word(fact)}" for fact in worked.asked)
    said.append(_("依据：{source}").format(source=worked.source))
    said.extend(f"{article.source}\n{article.text.strip()}" for article in worked.articles)
    said.append(_("参考计算，请核对现行有效文本，由人决定。"))
    return "\n".join(said)

"""What may be written at the cursor of a template: fields, filters, constructs, tables, each with its explanation."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from odrdesk.services.templates import CONSTRUCTS, FILTERS, ORDINAL, TABLES, USUAL, Field, FieldKind, Schema
from odrdesk.text import _, spoken

_FILTER = re.compile(r"\{([^{}|]+)\|([^{}|]*)$")
_FIELD = re.compile(r"\{([^{}|]*)$")
_CONDITION = re.compile(r"^\s*@(?:若|若无)\s+(\S*)$")
_LIST = re.compile(r"^\s*@每\s+\S+\s+于\s+(\S*)$")
_TABLE = re.compile(r"^\s*@表\s+(\S*)$")
_CONSTRUCT = re.compile(r"^\s*@(\S*)$")
_SENTENCE = re.compile(r"(?m)^\s*@句\s+(\w+)\s*$")
_EACH = re.compile(r"^\s*@每\s+(\w+)\s+于\s+(\w+)\s*$")
_OPENS = re.compile(r"^\s*@(?:若|若无|句)\s")
_WITH_NAME = {"若", "若无", "每", "句", "表"}


class Choice(NamedTuple):
    """What can be put in: the name that is matched, what is said of it, and the text that goes in for `typed`."""

    name: str
    said: str
    text: str


class Offered(NamedTuple):
    """What was typed so far of a name, and what it may become."""

    typed: str
    choices: tuple[Choice, ...]


def offered(schema: Schema, before: str, above: str, after: str = "") -> Offered | None:
    """What may stand at the cursor: `before` and `after` are the parts of its line, `above` the lines before it."""
    flat = before.translate(str.maketrans("＠｛｜｝", "@{|}"))
    for pattern, made in (
        (_FILTER, _filters),
        (_FIELD, _fields),
        (_CONDITION, _conditions),
        (_LIST, _lists),
        (_TABLE, _tables),
        (_CONSTRUCT, _constructs),
    ):
        found = pattern.search(flat)
        if found:
            close = "" if after.lstrip().startswith(("}", "|")) else "}"
            return Offered(found[found.lastindex or 1], tuple(made(schema, above, found, close)))
    return None


def _named(schema: Schema, above: str) -> Iterator[Field]:
    """Every name at that place: the paper's fields, the sentences written above, the parts of open lists."""
    yield from schema.fields.values()
    for name in _SENTENCE.findall(above):
        yield Field(name, name, FieldKind.SENTENCE, "本模板的句子", "a sentence of this template")
    for turn, listed in _open_lists(above):
        parent = schema.fields.get(listed)
        if parent is None:
            continue
        for part in parent.parts.values():
            yield Field(f"{turn}.{part.name}", part.value, part.kind, part.zh, part.en, part.sample)
        if not parent.parts:
            yield Field(turn, turn, FieldKind.TEXT, parent.zh, parent.en)
        yield Field(ORDINAL, ORDINAL, FieldKind.NUMBER, "第几项，从 1 起", "which one, from 1")


def _open_lists(above: str) -> list[tuple[str, str]]:
    """The turns and lists of the `@每` that have no `@完` yet."""
    waiting: list[tuple[str, str] | None] = []
    for line in above.splitlines():
        found = _EACH.match(line)
        if found:
            waiting.append((found[1], found[2]))
        elif _OPENS.match(line):
            waiting.append(None)
        elif line.strip() == "@完" and waiting:
            waiting.pop()
    return [one for one in waiting if one]


def _said(one: Field) -> str:
    told = spoken(one)
    return _("{told}例：{sample}").format(told=told, sample=one.sample) if one.sample else told


def _fields(schema: Schema, above: str, _found: re.Match[str], close: str) -> Iterator[Choice]:
    for one in _named(schema, above):
        if one.kind is FieldKind.FLAG:
            continue
        usual = USUAL.get(one.kind)
        yield Choice(one.name, _said(one), one.name + (f"|{usual}" if usual and close else "") + close)


def _filters(schema: Schema, above: str, found: re.Match[str], close: str) -> Iterator[Choice]:
    kind = next((one.kind for one in _named(schema, above) if one.name == found[1].strip()), None)
    for name, one in FILTERS.items():
        if kind is None or kind in one.takes:
            yield Choice(name, _("{told}，如 {sample}").format(told=spoken(one), sample=one.sample), name + close)


def _conditions(schema: Schema, above: str, _found: re.Match[str], _close: str) -> Iterator[Choice]:
    for one in _named(schema, above):
        if one.name != ORDINAL:
            yield Choice(one.name, _said(one), one.name)


def _lists(schema: Schema, _above: str, _found: re.Match[str], _close: str) -> Iterator[Choice]:
    for one in schema.fields.values():
        if one.kind is FieldKind.LIST:
            yield Choice(one.name, _said(one), one.name)


def _tables(schema: Schema, _above: str, _found: re.Match[str], _close: str) -> Iterator[Choice]:
    for name in schema.tables:
        yield Choice(name, _("版式的表"), name)


def _constructs(schema: Schema, _above: str, _found: re.Match[str], _close: str) -> Iterator[Choice]:
    said = explained()
    for word in CONSTRUCTS:
        if word in TABLES and not any(block in schema.tables.values() for block in TABLES[word]):
            continue
        yield Choice(word, said.get(word, ""), f"{word} " if word in _WITH_NAME else word)


def explained() -> dict[str, str]:
    """What each construct does."""
    return {
        "若": _("有这个字段时才印，到 @完 为止"),
        "若无": _("没有这个字段时才印"),
        "否则": _("条件不成立时印"),
        "完": _("结束 @若、@每 或者 @句"),
        "每": _("逐项写出：@每 项 于 履行事项"),
        "句": _("先拼成一句，再用 {名称} 引用"),
        "表": _("放入版式的表"),
        "当事人": _("当事人的表"),
        "附件": _("材料或者证据的表"),
        "主送": _("收件人一行"),
        "开头": _("开头一段"),
        "正文": _("各节，小标题写作 ##"),
        "结尾": _("结尾一句"),
        "说明": _("末尾的小字"),
        "不编号": _("本节各段不加（一）（二）"),
        "分页": _("另起一页"),
        "空行": _("空一行"),
        "注": _("不印出的备注"),
    }

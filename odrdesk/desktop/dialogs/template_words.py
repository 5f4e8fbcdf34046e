"""What the editor of a template says: states of versions, the language with a kind's own fields."""

from typing import NamedTuple

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.template_completion import explained
from odrdesk.services.templates import FILTERS, USUAL, Field, FieldKind, Listed, Schema, Version
from odrdesk.text import _, spoken


def version_words(one: Version) -> str:
    """One version or draft in a line."""
    if one.withdrawn_at is not None:
        return _("已撤回的草稿  {name}  {when}").format(name=one.drafter, when=stamp(one.withdrawn_at, year=True))
    if one.version is not None and one.released_at is not None:
        words = _("第 {n} 版  {drafter} 起草，{releaser} 发布  {when}").format(
            n=one.version, drafter=one.drafter, releaser=one.releaser or "", when=stamp(one.released_at, year=True)
        )
        return words + (_("  单人模式") if one.alone else "")
    if one.submitted_at is not None:
        return _("待发布  {name} 起草  {when}").format(name=one.drafter, when=stamp(one.submitted_at, year=True))
    return _("草稿  {name}  {when}").format(name=one.drafter, when=stamp(one.saved_at, year=True))


def state(one: Listed) -> tuple[str, Tone]:
    """The state of a kind: its draft, else where its version comes from."""
    if one.draft is not None:
        if one.draft.submitted_at is not None:
            return _("待发布"), Tone.WARN
        return _("有草稿"), Tone.INFO
    return (_("程序自带"), Tone.NEUTRAL) if one.own is None else (_("本机构"), Tone.OK)


class Row(NamedTuple):
    """A line of the language: how it is written, what it does, an example, and what goes in where it is chosen."""

    written: str
    said: str
    sample: str
    text: str


def guide(schema: Schema) -> tuple[Row, ...]:
    """The language: fields and tables of this kind first, then ways to print and constructs."""
    rows = [_field(one) for one in schema.fields.values()]
    rows += [Row(f"@表 {name}", _("版式的表"), "", f"@表 {name}") for name in schema.tables]
    rows += [Row(f"|{name}", _("印法：{told}").format(told=spoken(one)), one.sample, f"|{name}")
             for name, one in FILTERS.items()]  # fmt: skip
    rows += [Row("# …", _("标题"), "", "# "), Row("## …", _("正文的小标题，自动编号"), "", "## ")]
    rows += [Row(f"@{name}", said, "", f"@{name}") for name, said in explained().items()]
    return tuple(rows)


def _field(one: Field) -> Row:
    marks = [_("是或否")] if one.kind is FieldKind.FLAG else []
    marks += [_("列表")] if one.kind is FieldKind.LIST else []
    marks += [_("可能没有")] if one.optional else []
    told = spoken(one) + (_("（{marks}）").format(marks=_("，").join(marks)) if marks else "")
    if one.kind is FieldKind.FLAG:
        return Row(one.name, told, one.sample, one.name)
    if one.parts:
        return Row(one.name, told, _("、").join(one.parts), one.name)
    how = f"|{USUAL[one.kind]}" if one.kind in USUAL else ""
    return Row(one.name, told, one.sample, f"{{{one.name}{how}}}")

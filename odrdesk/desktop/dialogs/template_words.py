"""What the editor of a template says: states of versions, the handbook of the language with a kind's own fields."""

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.template_completion import explained
from odrdesk.services.templates import FILTERS, FieldKind, Listed, Schema, Version
from odrdesk.text import _, spoken

PLACES = "`{…}` `{…\uff5c…}`"


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


def guide(schema: Schema) -> str:
    """The language on one page, in Markdown: constructs, filters, the fields of this kind."""
    rows = [_("| 写法 | 作用 |\n|---|---|")]
    signs = {"`# …`": _("标题"), "`## …`": _("正文的小标题，自动编号"), PLACES: _("放入字段；竖线后面是印法")}
    rows += [f"| {sign} | {said} |" for sign, said in signs.items()]
    rows += [f"| `@{name}` | {said} |" for name, said in explained().items()]
    filters = [_("| 印法 | 作用 | 例 |\n|---|---|---|")]
    filters += [f"| `{name}` | {spoken(one)} | {one.sample} |" for name, one in FILTERS.items()]
    fields = [_("| 字段 | 说明 | 例 |\n|---|---|---|")]
    for one in schema.fields.values():
        marks = [_("是或否")] if one.kind is FieldKind.FLAG else []
        marks += [_("列表")] if one.kind is FieldKind.LIST else []
        marks += [_("可能没有")] if one.optional else []
        told = spoken(one) + (_("（{marks}）").format(marks=_("，").join(marks)) if marks else "")
        fields.append(f"| `{one.name}` | {told} | {one.sample} |")
    tables = _("、").join(f"`{name}`" for name in schema.tables) or "—"
    parts = [
        _("## 写法"), "\n".join(rows), _("## 印法"), "\n".join(filters),
        _("## 本文书的表"), tables, _("## 本文书的字段"), "\n".join(fields),
    ]  # fmt: skip
    return "\n\n".join(parts)

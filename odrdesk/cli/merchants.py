"""`merchant`: the list, one page, live rooms and hosts, look-alikes, merging, notes, corrections."""

from collections.abc import Sequence
from typing import Annotated

import typer

from odrdesk.cli import shown
from odrdesk.cli.call import call_of
from odrdesk.cli.case_page import show_rows
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.reading import read_text
from odrdesk.cli.shown import Json, chinese
from odrdesk.cli.voice import Page, refusal_body, shanghai
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import MerchantNote
from odrdesk.services import merchant_changes, merchants
from odrdesk.services.merchants import Line, MerchantPage, Pair, Place, Profile
from odrdesk.text import gettext, member, word

USUAL_ROWS = 50
app = typer.Typer(help=_("商家：列表、商家页、合并、处置记录。"), no_args_is_help=True)

Merchant = Annotated[str, typer.Argument(metavar="MERCHANT", help=_("名称、统一社会信用代码，或 #编号"))]


@app.command(name="list", help=_("商家列表：在办、近 90 天、和解率、平均反馈工作日、重复问题。"))
def list_(
    context: typer.Context,
    *,
    find: Annotated[str, typer.Option(metavar="TEXT", help=_("名称的一部分，或代码的开头"))] = "",
    sort: Annotated[str, typer.Option(metavar="KEY", help=" ".join(merchants.SORTS))] = "-recent",
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=100_000, help=_("最多几行"))] = USUAL_ROWS,
) -> None:
    """List merchants."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        keys = merchants.ids(desk, read_text("text", find), sort.removeprefix("-"), down=sort.startswith("-"))
        rows = merchants.lines(desk, keys[:limit])
    call.say(
        {"rows": [_line(one) for one in rows], "total": len(keys)}, lambda page: _show_lines(page, rows, len(keys))
    )


@app.command(help=_("一个商家：情况、重复问题、直播间、历史案件、处置记录。"))
def show(
    context: typer.Context,
    merchant: Merchant,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=100_000, help=_("最多列几件案件"))] = USUAL_ROWS,
) -> None:
    """Show a merchant's page."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        found = merchants.page(desk, merchants.find(desk, read_text("merchant", merchant)).key)
        keys = merchants.cases(desk, found.line.profile.key)
        rows = merchants.case_rows(desk, keys[:limit])
        today = desk.today()

    def present(page: Page) -> None:
        _show_page(page, found)
        show_rows(page, rows, len(keys), today)

    call.say({**_page(found), "cases": [shown.row(row) for row in rows], "cases_total": len(keys)}, present)


@app.command(help=_("可能是同一家的商家，由人判断后合并或标为不是同一家。"))
def duplicates(context: typer.Context) -> None:
    """List merchants that may be the same."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        pairs = merchants.side_by_side(desk, merchants.duplicates(desk))

    def present(page: Page) -> None:
        heads = [gettext("相似"), gettext("编号"), gettext("名称"), gettext("编号"), gettext("名称"), gettext("依据")]
        page.table(heads, [_pair_cells(pair) for pair in pairs])

    call.say({"pairs": [_pair(one) for one in pairs], "total": len(pairs)}, present)


@app.command(help=_("把一个商家并入另一个；需要主管。案件保留原来的名称，可以撤销。"))
def merge(
    context: typer.Context,
    merchant: Merchant,
    into: Annotated[str, typer.Argument(metavar="INTO", help=_("并入的商家"))],
) -> None:
    """Merge a merchant into another."""
    call = call_of(context)
    with call.desk() as desk:
        gone, kept = (merchants.find(desk, read_text("merchant", one)) for one in (merchant, into))
        done = merchant_changes.merge(desk, gone.key, kept.key, call.options.why).value
        answer = _line(merchants.lines(desk, [done.page])[0])
    words = gettext("已把“{gone}”并入“{kept}”").format(gone=gone.name, kept=kept.name)
    call.say({"merged": _profile(gone), "merchant": answer}, lambda page: page.line(words))


@app.command(help=_("撤销一次合并；需要主管，并用 --why 写明原因。"))
def unmerge(context: typer.Context, merchant: Merchant) -> None:
    """Take a merger back."""
    call = call_of(context)
    with call.desk() as desk:
        key = merchants.find(desk, read_text("merchant", merchant)).key
        done = merchant_changes.unmerge(desk, key, call.options.why or "").value
        answer = _line(merchants.lines(desk, [done.page])[0])
    call.say({"merchant": answer}, lambda page: page.line(gettext("已撤销“{name}”的合并").format(name=done.name)))


@app.command(help=_("标明两个商家不是同一家，以后不再提示；--undo 收回。"))
def apart(
    context: typer.Context,
    merchant: Merchant,
    other: Annotated[str, typer.Argument(metavar="OTHER", help=_("另一个商家"))],
    *,
    undo: Annotated[bool, typer.Option("--undo", help=_("收回"))] = False,
) -> None:
    """Keep that two merchants are not the same."""
    call = call_of(context)
    with call.desk() as desk:
        one, two = (merchants.find(desk, read_text("merchant", name)) for name in (merchant, other))
        merchant_changes.set_apart(desk, one.key, two.key, apart=not undo, why=call.options.why)
    call.say(
        {"one": _profile(one), "other": _profile(two), "apart": not undo},
        lambda page: page.line(f"{one.name}\t{two.name}"),
    )


@app.command(help=_("记下对商家的处置：reminder 提醒、interview 约谈、restriction 限流建议、other 其他。"))
def note(
    context: typer.Context,
    merchant: Merchant,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=" ".join(MerchantNote))],
    content: Annotated[str, typer.Argument(metavar="TEXT", help=_("内容"))],
) -> None:
    """Put down what was done about a merchant."""
    call = call_of(context)
    what = member(MerchantNote, kind, "kind")
    with call.desk() as desk:
        found = merchants.find(desk, read_text("merchant", merchant))
        words = read_text("content", content)
        merchant_changes.note(desk, found.key, what, words, at=call.options.at, why=call.options.why)
    answer = {"merchant": _profile(found), "kind": what, "content": words.strip()}
    call.say(answer, lambda page: page.line(f"{found.name}\t{word(what)}"))


@app.command(help=_("更正商家资料：uscc region address shop_no contact phone notes；用 --why 写明原因。"))
def correct(
    context: typer.Context,
    merchant: Merchant,
    told: Annotated[list[str], typer.Option("--set", metavar="K=V", help=_("一项，可多次；空值清除"))],
) -> None:
    """Correct what is known of a merchant."""
    call = call_of(context)
    values: dict[str, str | None] = {}
    for one in told:
        name, equals, value = one.partition("=")
        if not equals:
            raise Misuse(gettext("--set 应写成 名=值，看不懂“{text}”").format(text=one))
        values[name.strip()] = read_text(name.strip(), value)
    with call.desk() as desk:
        key = merchants.find(desk, read_text("merchant", merchant)).key
        done = merchant_changes.correct(desk, key, values, call.options.why or "").value
    call.say({"merchant": _profile(done)}, lambda page: page.line(done.name))


@app.command(help=_("直播间、主播、服务机构或直播基地：room host mcn base；写名称则列出它的案件。"))
def live(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=" ".join(merchants.PLACES))],
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("名称，写法不必完全一样"))] = None,
) -> None:
    """List live rooms, hosts, agencies or bases, or the cases of one."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        if name is None:
            found = merchants.places(desk, kind)
            call.say({"places": [_place(one) for one in found]}, lambda page: _show_places(page, found))
            return
        place, rows = merchants.place_cases(desk, kind, read_text("name", name))
        today = desk.today()
    call.say(
        {"place": _place(place) if place else None, "cases": [shown.row(row) for row in rows]},
        lambda page: show_rows(page, rows, place.cases if place else 0, today),
    )


def _profile(one: Profile) -> Json:
    return {
        "id": one.key,
        "name": one.name,
        "uscc": one.uscc,
        "region": one.region,
        "address": one.address,
        "shop_no": one.shop_no,
        "contact": one.contact,
        "phone": one.phone,
        "notes": one.notes,
        "merged_into": one.merged_into,
    }


def _line(one: Line) -> Json:
    return {
        **_profile(one.profile),
        "cases": one.figures.cases,
        "open": one.figures.open,
        "recent": one.figures.recent,
        "settled": one.figures.settled,
        "failed": one.figures.failed,
        "settlement_rate": one.rate,
        "answer_working_days": one.answer_days,
        "repeats": one.repeats,
    }


def _page(found: MerchantPage) -> Json:
    return {
        "merchant": _line(found.line),
        "uscc_problem": refusal_body(found.code_refusal) if found.code_refusal else None,
        "deposit": found.deposit,
        "merged": [_profile(one) for one in found.members],
        "spellings": [{"name": one.name, "cases": one.cases, "recent": one.recent} for one in found.spellings],
        "problems": [
            {
                "category": chinese(one.category),
                "category_code": one.category,
                "goods": one.goods or None,
                "cases": one.cases,
                "recent": one.recent,
                "open": one.open,
                "last": one.last,
            }
            for one in found.problems
        ],
        "places": [_place(one) for one in found.places],
        "months": [{"month": f"{day:%Y-%m}", "cases": count} for day, count in found.months],
        "record": [_event(one) for one in found.events],
    }


def _place(one: Place) -> Json:
    return {
        "kind": one.kind,
        "name": one.name,
        "spellings": one.spellings,
        "cases": one.cases,
        "recent": one.recent,
    }


def _event(one: Written) -> Json:
    entry = one.entry
    return {
        "seq": one.seq,
        "act": entry.act,
        "at": entry.at,
        "clerk": one.clerk_name,
        "why": entry.why,
        "facts": entry.facts,
    }


def _pair(pair: Pair) -> Json:
    told = pair.candidate
    return {"one": _line(pair.one), "other": _line(pair.other), "score": told.score, "reasons": told.reasons}


def _pair_cells(pair: Pair) -> Sequence[object]:
    one, other, told = pair.one.profile, pair.other.profile, pair.candidate
    return told.score, f"#{one.key}", one.name, f"#{other.key}", other.name, " ".join(map(word, told.reasons))


def _show_lines(page: Page, rows: Sequence[Line], total: int) -> None:
    page.table(
        [
            gettext("编号"),
            gettext("名称"),
            gettext("统一社会信用代码"),
            gettext("在办"),
            gettext("近 90 天"),
            gettext("和解率"),
            gettext("平均反馈工作日"),
            gettext("重复问题"),
        ],
        [
            (
                f"#{one.profile.key}",
                one.profile.name,
                one.profile.uscc,
                one.figures.open,
                one.figures.recent,
                f"{one.rate:.2f}%" if one.rate is not None else "",
                one.answer_days,
                one.repeats or "",
            )
            for one in rows
        ],
    )
    page.line(gettext("共 {total} 家，列出 {shown} 家").format(total=total, shown=len(rows)))


def _show_page(page: Page, found: MerchantPage) -> None:
    line, profile = found.line, found.line.profile
    page.line(f"#{profile.key}  {profile.name}  {profile.uscc or ''}")
    page.facts(
        [
            (gettext("地区"), profile.region),
            (gettext("地址"), profile.address),
            (gettext("平台店铺号"), profile.shop_no),
            (gettext("联系人"), profile.contact),
            (gettext("联系电话"), profile.phone),
            (gettext("备注"), profile.notes),
            (gettext("保证金"), found.deposit.yuan if found.deposit else "—"),
            (gettext("全部案件"), line.figures.cases),
            (gettext("在办"), line.figures.open),
            (gettext("近 90 天"), line.figures.recent),
            (gettext("和解率"), f"{line.rate:.2f}%" if line.rate is not None else ""),
            (gettext("平均反馈工作日"), line.answer_days),
            (gettext("并入的商家"), " ".join(one.name for one in found.members)),
            (gettext("案件里的写法"), " ".join(one.name for one in found.spellings)),
        ]
    )
    page.line()
    page.table(
        [gettext("类别"), gettext("商品"), gettext("案件"), gettext("近 90 天"), gettext("在办"), gettext("最近")],
        [
            (word(one.category), one.goods, one.cases, one.recent, one.open, shanghai(one.last)[:10])
            for one in found.problems
        ],
    )
    page.line()
    _show_places(page, found.places)
    page.line()
    for one in found.events:
        page.line(f"· {shanghai(one.entry.at)}  {one.entry.act}  {one.clerk_name or ''}  {one.entry.why or ''}")


def _show_places(page: Page, found: Sequence[Place]) -> None:
    page.table(
        [gettext("种类"), gettext("名称"), gettext("案件"), gettext("近 90 天")],
        [(one.kind, one.name, one.cases, one.recent) for one in found],
    )

"""`law rules`, `desk rules` and `desk calendar`: every time limit on a day, the desk's own, a year's working days."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.documents import read_document
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.reading import read_date_or_moment, read_text
from odrdesk.cli.voice import Page
from odrdesk.domain.law import Rule
from odrdesk.domain.workdays import day_of
from odrdesk.services import calendars, rules
from odrdesk.services.calendars import Imported
from odrdesk.services.desk import DATABASE
from odrdesk.services.rules import RuleState, Taken
from odrdesk.text import Language, gettext, language, word

Json = dict[str, object]


def add_to_law(app: typer.Typer) -> None:
    """Add `rules` to `law`."""
    app.command(name="rules", help=_("所有期限规则在某一天的状态，含本机构自己的规则。"))(law_rules)


def add_to_desk(app: typer.Typer) -> None:
    """Add `rules` and `calendar` to `desk`."""
    app.command(name="rules", help=_("导入本机构自己的期限规则；不写文件时列出随附的规则组。"))(desk_rules)
    app.command(name="calendar", help=_("导入一年的放假安排并重新推算期限；不写文件时列出已有年份。"))(desk_calendar)


def law_rules(
    context: typer.Context,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("哪一天的状态，默认今天"))] = None,
) -> None:
    """Every time limit as it stands on a day, the desk's own among them where there is a desk."""
    call = call_of(context)
    told = read_date_or_moment("on", on) if on else day_of(call.now())
    day = day_of(told) if isinstance(told, datetime) else told
    if call.options.desk is None and not (call.options.folder / DATABASE).exists():
        found = rules.shipped(day)
    else:
        with call.desk(writing=False) as desk:
            found = rules.all_rules(desk, day)
    call.say({"on": day, "rules": [_state(one) for one in found]}, lambda page: _show_rules(page, found))


def desk_rules(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help=_("规则文件，或随附规则组的名称"))] = None,
    *,
    place: Annotated[str | None, typer.Option(metavar="TEXT", help=_("本机构所在的市、区"))] = None,
    preview: Annotated[bool, typer.Option("--preview", help=_("只看会怎样，不保存"))] = False,
) -> None:
    """Take in a document of own rules; without one, say which sets odrdesk brings along."""
    call = call_of(context)
    if file is None and place is None:
        sets = rules.shipped_sets()
        rows = [(name, str(one.get("title", ""))) for name, one in sets.items()]
        answer = {"sets": [{"name": name, "title": title} for name, title in rows]}
        call.say(answer, lambda page: page.table([gettext("名称"), gettext("内容")], rows))
        return
    with call.desk() as desk:
        if place is not None:
            rules.settle_in(desk, read_text("place", place))
        if file is None:
            call.say({"place": place}, lambda page: page.line(gettext("所在地：{place}").format(place=place)))
            return
        document = _document(file)
        taken = rules.preview(desk, document) if preview else rules.take_in(desk, document).value
    call.say({**_taken(taken), "preview": preview}, lambda page: _show_taken(page, taken))


def desk_calendar(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help=_("一年的放假安排（TOML 或 JSON）"))] = None,
    *,
    preview: Annotated[bool, typer.Option("--preview", help=_("只看会怎样，不保存"))] = False,
) -> None:
    """Take in a year's working days and count running deadlines again; without a file, say what is known."""
    call = call_of(context)
    if file is None:
        with call.desk(writing=False) as desk:
            found = calendars.tables(desk)
        years = [
            {
                "year": one.table.year,
                "number": one.table.number,
                "provisional": one.table.provisional,
                "imported_at": one.imported_at,
            }
            for one in found
        ]
        rows = [(one["year"], one["number"], gettext("暂定") if one["provisional"] else "") for one in years]
        call.say({"years": years}, lambda page: page.table([gettext("年份"), gettext("文号"), gettext("提示")], rows))
        return
    document = read_document(file, "calendar.unreadable")
    with call.desk() as desk:
        done = calendars.preview(desk, document) if preview else calendars.take_in(desk, document).value
    call.say({**_imported(done), "preview": preview}, lambda page: _show_imported(page, done))


def _document(file: str) -> Mapping[str, object]:
    """A file's document, or the shipped set of that name where there is no such file."""
    sets = rules.shipped_sets()
    if file in sets and not Path(file).exists():
        return sets[file]
    return read_document(file, "rules.unreadable")


def _state(one: RuleState) -> Json:
    beside = {"standing": one.standing, "imported_at": one.imported_at, "imported_by": one.imported_by}
    return {**_rule(one.rule), **beside}


def _rule(rule: Rule) -> Json:
    return {
        "code": rule.code,
        "version": rule.version,
        "name": rule.name,
        "name_en": rule.name_en,
        "unit": rule.unit,
        "length": rule.length,
        "rolls": rule.rolls,
        "pause_allowed": rule.pause_allowed,
        "from": rule.in_force_from,
        "to": rule.in_force_to,
        "source": rule.source,
        "verified": rule.verified,
        "whose": rule.whose,
        "own": rule.own,
        "by_hand": rule.by_hand,
        "starts": rule.starts,
        "stops": rule.stops,
        "channels": rule.scope.channels,
        "contact_points": rule.scope.contact_points,
        "places": rule.scope.places,
        "extension": rule.extension._asdict() if rule.extension else None,
        "warn": rule.warn._asdict() if rule.warn else None,
        "note": rule.note,
    }


def _taken(taken: Taken) -> Json:
    return {
        "title": taken.title,
        "place": taken.place,
        "rules": [_rule(rule) for rule in taken.rules],
        "ended": taken.ended,
        "elsewhere": taken.elsewhere,
    }


def _imported(done: Imported) -> Json:
    moved = [
        {"number": one.number, "rule": one.rule, "old": one.old, "new": one.new, "kept": one.kept} for one in done.moved
    ]
    table = done.table
    return {
        "year": table.year,
        "number": table.number,
        "title": table.title,
        "provisional": table.provisional,
        "cases": done.cases,
        "moved": moved,
        "confirmed": done.confirmed,
    }


def _show_rules(page: Page, found: Iterable[RuleState]) -> None:
    page.table(
        [
            gettext("代码"),
            gettext("名称"),
            gettext("长度"),
            gettext("自"),
            gettext("至"),
            gettext("状态"),
            gettext("依据"),
        ],
        [
            (
                one.rule.code,
                _name(one.rule),
                f"{one.rule.length} {one.rule.unit.value}",
                one.rule.in_force_from or "",
                one.rule.in_force_to or "",
                _standing(one.standing.value),
                one.rule.source,
            )
            for one in found
        ],
    )


def _show_taken(page: Page, taken: Taken) -> None:
    page.line(taken.title)
    for rule in taken.rules:
        begins = rule.in_force_from.isoformat() if rule.in_force_from else ""
        resting = gettext("（本机构不适用）") if rule.code in taken.elsewhere else ""
        page.line(f"· {rule.code} {_name(rule)} {begins} {resting}".rstrip())
    for code in taken.ended:
        page.line(gettext("结束：{code}").format(code=code))
    if taken.place:
        page.line(gettext("所在地：{place}").format(place=taken.place))


def _show_imported(page: Page, done: Imported) -> None:
    line = gettext("{year}年：{cases} 件案件的期限重新推算，{moved} 个日期有变化，{confirmed} 个日期确认不变。")
    page.line(line.format(year=done.table.year, cases=done.cases, moved=len(done.moved), confirmed=done.confirmed))
    rows = [(one.number, one.rule, one.old, one.new, word(one.kept) if one.kept else "") for one in done.moved]
    if rows:
        page.table(
            [gettext("案件号"), gettext("期限"), gettext("原届满"), gettext("新推算"), gettext("保持原日期")], rows
        )


def _name(rule: Rule) -> str:
    return rule.name if language() is Language.ZH_CN else rule.name_en


def _standing(code: str) -> str:
    return {
        "in_force": gettext("适用"),
        "coming": gettext("未到"),
        "ended": gettext("已结束"),
        "elsewhere": gettext("不适用于本机构"),
        "replaced": gettext("已被代替"),
    }[code]

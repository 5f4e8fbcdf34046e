"""`desk warnings`: from how many working days or hours left each time limit reminds and is urgent."""

from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.voice import Page
from odrdesk.domain.rules import Warn
from odrdesk.services import rule_warnings, rules
from odrdesk.services.rule_warnings import RuleWarning
from odrdesk.text import Language, gettext, language

Json = dict[str, object]


def add_to_desk(app: typer.Typer) -> None:
    """Add `warnings` to `desk`."""
    app.command(name="warnings", help=_("各期限提前多少工作日（小时）提醒、紧急；写规则代码即可改动。"))(desk_warnings)


def desk_warnings(
    context: typer.Context,
    rule: Annotated[str | None, typer.Argument(metavar="RULE", help=_("规则代码，例如 R-ODR"))] = None,
    *,
    remind: Annotated[str | None, typer.Option(metavar="N", help=_("剩余不多于 N 时提醒"))] = None,
    urgent: Annotated[str | None, typer.Option(metavar="N", help=_("剩余不多于 N 时紧急"))] = None,
    usual: Annotated[bool, typer.Option("--usual", help=_("恢复默认的提前量"))] = False,
) -> None:
    """Say when limits warn, or choose it for one."""
    call = call_of(context)
    asked = remind is not None or urgent is not None
    if (asked or usual) and (rule is None or (asked and usual) or (asked and None in {remind, urgent})):
        raise Misuse(gettext("改动写：desk warnings RULE --remind N --urgent N，或 desk warnings RULE --usual"))
    with call.desk(writing=asked or usual) as desk:
        if rule is not None and asked:
            rule_warnings.choose(desk, rule, remind or "", urgent or "")
        elif rule is not None and usual:
            rules.choose_threshold(desk, rule, None)
        found = [one for one in rule_warnings.all_warnings(desk) if rule is None or one.rule.code == rule]
    call.say({"warnings": [_told(one) for one in found]}, lambda page: _show(page, found))


def _told(one: RuleWarning) -> Json:
    return {
        "rule": one.rule.code,
        "unit": "hour" if one.hours else "workday",
        **one.now._asdict(),
        "usual": one.usual._asdict(),
        "chosen": one.chosen is not None,
    }


def _show(page: Page, found: list[RuleWarning]) -> None:
    zh = language() is Language.ZH_CN
    heads = [gettext("代码"), gettext("名称"), gettext("提醒"), gettext("紧急"), gettext("默认")]
    page.table(
        heads,
        [
            (
                one.rule.code,
                one.rule.name if zh else one.rule.name_en,
                _length(one.now.remind, hours=one.hours),
                _length(one.now.urgent, hours=one.hours),
                _usual(one.usual) if one.chosen else "",
            )
            for one in found
        ],
    )


def _length(number: int, *, hours: bool) -> str:
    return (gettext("{n} 小时") if hours else gettext("{n} 工作日")).format(n=number)


def _usual(warn: Warn) -> str:
    return f"{warn.remind} / {warn.urgent}"

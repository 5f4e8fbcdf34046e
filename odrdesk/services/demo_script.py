"""The script of the demonstration: invented cases and what happens to them, as dated data in `resources/demo`.

Its moments are counted from the day the demonstration is made, so that on any day some cases are overdue, some due
today and some tomorrow. `resources/demo/cases.toml` says how they are written.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.facts import read_money
from odrdesk.domain.parties import Consumer, ContactPoint, Guardian, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Role, Stars
from odrdesk.domain.workdays import SHANGHAI, WorkCalendar, day_of
from odrdesk.places import resource

REGISTER, ISSUE, FILE, REMEDY = "register", "issue", "evidence", "worksheet"
"""What may stand in place of a step: the first act of every case, a paper issued, a file, an amount worked out."""
TAG, RETIRE = "tag", "retire"
"""A tag given to a case, and one that is given no more."""
ALLOCATE, DEPOSIT, WITHHOLD = "allocate", "deposit", "withhold"
"""Money into the fund, of no case."""

USUAL_DELAY = timedelta(minutes=20)
"""How long after its receipt a case is registered unless the script says when."""

TAG_DELAY = timedelta(minutes=6)

_WORKING_DAY = re.compile(r"([+-]?\d+)wd")
_DAY = re.compile(r"([+-]?\d+)d")

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a clerk on a case: a step with its raw facts, a registration, or the issue of a paper."""

    moment: datetime
    clerk: str
    case: str
    what: str
    facts: Mapping[str, object]


class Unfinished(NamedTuple):
    """A form somebody did not finish: kept by whom, when, and what was typed so far."""

    moment: datetime
    clerk: str
    kind: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Script:
    """All of the demonstration. `acts` are in the order in which they happened, none later than the moment of making.

    `sheet` has the file name, the name of its only sheet, the widths of its columns, their words and the cells.
    """

    name: str
    owner: str
    opened: datetime
    letterhead: Mapping[str, str]
    handed: Mapping[str, str]
    points: tuple[ContactPoint, ...]
    clerks: Mapping[str, tuple[Role, ...]]
    complaints: Mapping[str, Complaint]
    acts: tuple[Act, ...]
    draft: Unfinished
    sheet: "Sheet"


class Sheet(NamedTuple):
    """A small intake sheet, as the 12315 console exports it."""

    file: str
    name: str
    widths: tuple[int, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


class Today(NamedTuple):
    """The moment the demonstration is made (aware), and the calendar its days are counted by."""

    now: datetime
    calendar: WorkCalendar

    def day(self, text: str) -> date | None:
        """The day that `-8wd` (working days) or `0d` (days) names; None for any other text.

        On a rest day, working days gone by are counted from the last one worked.
        """
        today = day_of(self.now)
        if found := _DAY.fullmatch(text):
            return today + timedelta(days=int(found[1]))
        if not (found := _WORKING_DAY.fullmatch(text)):
            return None
        count = int(found[1])
        if count > 0:
            return self.calendar.add_working_days(today, count)
        while not self.calendar.is_working(today):
            today -= timedelta(days=1)
        while count:
            today -= timedelta(days=1)
            count += self.calendar.is_working(today)
        return today

    def moment(self, text: str) -> datetime:
        """The moment (aware UTC) that `-8wd 10:12` names in Asia/Shanghai; ValueError for any other text."""
        named, _, clock = text.partition(" ")
        day = self.day(named)
        if day is None:
            raise ValueError(text)
        return datetime.combine(day, time.fromisoformat(clock), SHANGHAI).astimezone(UTC)

    def past(self, moment: datetime) -> datetime:
        """The moment itself, or now where it is yet to come: early in the morning, all of today happens now."""
        return min(moment, self.now)


def read(now: datetime, calendar: WorkCalendar) -> Script:
    """The script as it stands on the day of `now` (aware)."""
    desk, sheet = _document("desk"), _document("sheet")
    cases = [*_document("cases")["case"], *_document("prepaid")["case"]]
    today = Today(now, calendar)
    return Script(
        name=desk["name"],
        owner=desk["owner"],
        opened=today.moment(desk["opened"]),
        letterhead=desk["letterhead"],
        handed=desk["handed"],
        points=tuple(ContactPoint(**one | {"stars": Stars(one["stars"])}) for one in desk["points"]),
        clerks={name: tuple(map(Role, roles)) for name, roles in desk["clerks"].items()},
        complaints={case["key"]: _complaint(case, desk, today) for case in cases},
        acts=_acts(cases, desk, today),
        draft=_draft(desk["draft"], today),
        sheet=_sheet(sheet, desk, today),
    )


def _document(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("demo", f"{name}.toml").read_text("utf-8"))


def _acts(cases: Iterable[Table], desk: Table, today: Today) -> tuple[Act, ...]:
    acts = []
    for case in cases:
        received = today.moment(case["received"])
        registered = today.moment(case["registered"]) if "registered" in case else received + USUAL_DELAY
        acts.append(Act(registered, desk["registrar"], case["key"], REGISTER, {}))
        acts.extend(_tagged(case["key"], registered, desk))
        for when, clerk, what, *facts in case["events"]:
            told = _dated(facts[0], today) if facts else {}
            acts.append(Act(today.moment(when), clerk, case["key"], what, told))
    acts.extend(_money(one, desk, today) for one in desk["fund"])
    retired = [one for one in desk["tags"] if "retired" in one]
    acts.extend(Act(today.moment(one["retired"]), desk["owner"], "", RETIRE, {"name": one["name"]}) for one in retired)
    ordered = sorted(acts, key=lambda act: act.moment)
    return tuple(Act(today.past(act.moment), act.clerk, act.case, act.what, act.facts) for act in ordered)


def _tagged(case: str, registered: datetime, desk: Table) -> list[Act]:
    """The tags of a case, given soon after it was registered."""
    told = [{"name": one["name"], "tone": one["tone"]} for one in desk["tags"] if case in one["cases"]]
    return [Act(registered + TAG_DELAY, desk["owner"], case, TAG, facts) for facts in told]


def _money(told: Table, desk: Table, today: Today) -> Act:
    """Money into the fund: no case, the merchant by its credit code."""
    facts = {"amount": told["amount"], "ref": told["ref"]}
    if "merchant" in told:
        facts["merchant"] = desk["merchants"][told["merchant"]]["name"]
    return Act(today.moment(told["at"]), told["clerk"], "", told["what"], facts)


def _dated(value: Any, today: Today) -> Any:
    """Facts with their relative days as ISO dates."""
    match value:
        case dict():
            return {name: _dated(inner, today) for name, inner in value.items()}
        case list():
            return [_dated(inner, today) for inner in value]
        case str():
            day = today.day(value)
            return day.isoformat() if day else value
        case _:
            return value


def _complaint(case: Table, desk: Table, today: Today) -> Complaint:
    received = today.past(today.moment(case["received"]))
    merchant = desk["merchants"][case["merchant"]]
    order = case.get("order", {})
    bought = _before(received, order, "bought")
    return Complaint(
        channel=Channel(case["channel"]),
        channel_no=_channel_no(desk, received, case["serial"]) if "serial" in case else None,
        received_at=received,
        pushed_at=received,
        consumer=_consumer(case["consumer"], received),
        merchant=Merchant(merchant["name"], merchant.get("uscc")) if "name" in merchant else None,
        live=Live(
            room=merchant["room"],
            host=case.get("host"),
            mcn=merchant.get("mcn"),
            on=bought if "host" in case else None,
            timecode=case.get("timecode"),
        ),
        order=Order(
            no=order.get("no"),
            goods=order.get("goods"),
            quantity=order.get("quantity"),
            paid=read_money("order.paid", order["paid"]) if "paid" in order else None,
            bought_on=bought,
            signed_on=_before(received, order, "signed"),
        ),
        category=Category(case["category"]),
        claims=tuple(map(Claim, case["claims"])),
        claims_words=case.get("claims_words"),
        claimed=read_money("claimed", case["claimed"]) if "claimed" in case else None,
        facts=case["facts"].strip(),
        contact_point=case.get("contact_point"),
    )


def _consumer(told: Table, received: datetime) -> Consumer:
    guardian = told.get("guardian")
    return Consumer(
        name=told["name"],
        phone=told["phone"],
        address=told.get("address"),
        # Half a year past the birthday, where leap days do not matter.
        born_on=_ago(received, 365 * told["age"] + 182) if "age" in told else None,
        guardian=Guardian(guardian["name"], guardian["phone"], _ago(received, guardian["consent"]), guardian["how"])
        if guardian
        else None,
    )


def _before(received: datetime, told: Table, name: str) -> date | None:
    return _ago(received, told[name]) if name in told else None


def _ago(received: datetime, days: int) -> date:
    return day_of(received) - timedelta(days=days)


def _channel_no(desk: Table, received: datetime, serial: int) -> str:
    """A 12315 number: region, zeros, day, serial."""
    return f"{desk['channel_prefix']}{day_of(received):%Y%m%d}{serial:04d}"


def _draft(told: Table, today: Today) -> Unfinished:
    return Unfinished(today.past(today.moment(told["at"])), told["clerk"], told["kind"], told["values"])


def _sheet(sheet: Table, desk: Table, today: Today) -> Sheet:
    return Sheet(
        file=sheet["file"],
        name=sheet["sheet"],
        widths=tuple(sheet["widths"]),
        columns=tuple(sheet["columns"]),
        rows=tuple(_line(row, sheet, desk, today) for row in sheet["rows"]),
    )


def _line(row: list[Any], sheet: Table, desk: Table, today: Today) -> tuple[str | int, ...]:
    serial, at, name, phone, address, merchant, host, order, goods, quantity, category, amount, bought, facts, claim = (
        row
    )
    received = today.past(today.moment(at))
    firm = desk["merchants"][merchant]
    return (
        _channel_no(desk, received, serial),
        received.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
        name,
        phone,
        "",
        address,
        firm["name"],
        firm["uscc"],
        firm["room"],
        host,
        order,
        goods,
        quantity,
        category,
        amount,
        _ago(received, bought).isoformat(),
        facts,
        claim,
        sheet["state"],
    )

"""The columns of each list as data, and a dispute's row made ready to be drawn."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from odrdesk.desktop.formats import Due, due, due_hours, money, wait_over
from odrdesk.desktop.tokens import Tone
from odrdesk.domain.complaint import summary
from odrdesk.domain.identity import mask_name
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Channel, State
from odrdesk.services.books import compound_surnames
from odrdesk.services.lists import DueRow
from odrdesk.text import Language, _, language, word


class Drawn(StrEnum):
    """How the cells of a column are drawn."""

    QUIET = "quiet"
    PLAIN = "plain"
    DUE = "due"
    TAGGED = "tagged"
    AMOUNT = "amount"
    CHANNEL = "channel"
    STATE = "state"
    OFFICER = "officer"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in pixels at 100 %, 0 takes what is left; `order` is the list's word for sorting by it."""

    key: str
    title: str
    width: int
    drawn: Drawn
    order: str = ""


class CaseRow(NamedTuple):
    """A dispute in a list: every word already written; `found` is what it was made from, where that is needed."""

    key: int
    texts: tuple[str, ...]
    due: Due
    number: str
    consumer: str
    merchant: str
    title: str
    category: str
    amount: str
    channel: str
    channel_icon: str
    state: str
    tone: Tone
    officer: str
    found: DueRow | None = None


def case_columns() -> tuple[Column, ...]:
    """The columns of the case list, from the left."""
    # “2 working days late” is longer than its Chinese, and so are most titles.
    due, consumer, merchant, amount, channel, state, officer = (
        (122, 80, 160, 104, 112, 116, 66) if language() is Language.ZH_CN else (174, 92, 136, 124, 108, 122, 86)
    )
    return (
        Column("due", _("期限"), due, Drawn.DUE, "due"),
        Column("number", _("案件号"), 142, Drawn.QUIET, "number"),
        Column("consumer", _("消费者"), consumer, Drawn.PLAIN),
        Column("merchant", _("商家 / 直播间"), merchant, Drawn.PLAIN, "merchant"),
        Column("title", _("争议概要"), 0, Drawn.TAGGED),
        Column("amount", _("诉求金额"), amount, Drawn.AMOUNT, "amount"),
        Column("channel", _("渠道"), channel, Drawn.CHANNEL, "channel"),
        Column("state", _("状态"), state, Drawn.STATE, "state"),
        Column("officer", _("经办"), officer, Drawn.OFFICER, "officer"),
    )


def case_row(found: DueRow) -> CaseRow:
    """Write a row out; the consumer's name as strangers may see it."""
    row = found.row
    words = _due_words(found)
    consumer = mask_name(row.consumer, compound_surnames())
    amount, category = money(Fen(row.amount)), word(row.category)
    channel, state, officer = word(row.channel), word(row.state), row.officer or ""
    title = summary(row.facts, row.goods) or category
    texts = (words.text, row.number, consumer, row.merchant, title, amount, channel, state, officer or _("未分派"))
    return CaseRow(
        key=row.key,
        texts=texts,
        due=words,
        number=row.number,
        consumer=consumer,
        merchant=row.merchant,
        title=title,
        category=category,
        amount=amount,
        channel=channel,
        channel_icon=channel_icon(row.channel),
        state=state,
        tone=state_tone(row.state),
        officer=officer,
    )


def _due_words(found: DueRow) -> Due:
    """The deadline in words; an open case may have none, an ended one is done with."""
    if found.wait_over:
        return wait_over()
    if found.row.due is not None:
        if found.hours_left is not None:
            return due_hours(found.hours_left, found.tier)
        return due(found.late or -found.left, provisional=found.provisional, tier=found.tier)
    return due(None) if found.row.state is State.CLOSED else Due("—", Tone.INFO)


def state_tone(state: State) -> Tone:
    """The colour of a state's pill; never red or amber, which are for time."""
    return _STATES.get(state, Tone.NEUTRAL)


def channel_icon(channel: Channel) -> str:
    """The icon of the way a complaint came."""
    return _CHANNELS.get(channel, "inbox")


_STATES = {
    State.NEGOTIATING: Tone.INFO,
    State.PROPOSED: Tone.INFO,
    State.ACCEPTED: Tone.INFO,
    State.SETTLED: Tone.TEAL,
    State.PERFORMING: Tone.TEAL,
    State.PERFORMED: Tone.TEAL,
    State.EXT_PENDING: Tone.PURPLE,
    State.EXT_MEDIATING: Tone.PURPLE,
    State.ADJUDICATION: Tone.PURPLE,
    State.CLOSED: Tone.OK,
}
_CHANNELS = {
    Channel.ODR12315: "shield-check",
    Channel.GREEN: "route",
    Channel.REGULATOR: "landmark",
    Channel.COUNCIL: "users",
    Channel.HOTLINE12345: "phone",
    Channel.CONTACT_POINT: "map-pin",
    Channel.PHONE: "phone",
    Channel.PLATFORM: "smartphone",
    Channel.LIVE_ROOM: "video",
    Channel.WECHAT: "message-square",
    Channel.LETTER: "mail",
}

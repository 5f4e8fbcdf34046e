"""Invented disputes in any number, always the same ones: few words are frequent, most are rare, as in real complaints.

A corpus with evenly drawn words would hide what makes search hard: a frequent word sorted by something else than age.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from odrdesk.domain.clocks import Rules, Start, begin
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Clock, Contact, Dispute, Settlement, Term
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, ContactWith, ItemKind, Payer, State
from odrdesk.domain.workdays import day_of

SEED = 20_261_123
YEARS = 6
RARE_WORDS, FIRMS, ROOMS, HOSTS = 20_000, 3_000, 2_000, 2_000

WORDS = {
    name: text.split()
    for name, text in tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8")).items()
}
SURNAMES, GIVEN, SYLLABLES = ("".join(WORDS[name]) for name in ("surnames", "given", "syllables"))

ENDED = (State.CLOSED,) * 88 + (State.WITHDRAWN,) * 5 + (State.NOT_ACCEPTED,) * 4 + (State.TRANSFERRED, State.MERGED)
UNDER_WAY = (
    *(State.REGISTERED, State.ACCEPTED, State.PROPOSED, State.SETTLED, State.PERFORMING) * 3,
    *(State.NEGOTIATING,) * 12,
    *(State.PERFORMED, State.FAILED, State.EXT_PENDING, State.EXT_MEDIATING),
)
CHANNELS = (*(Channel.ODR12315,) * 6, *(Channel.PLATFORM,) * 2, *Channel)
CATEGORIES = (*(Category.QUALITY,) * 8, *(Category.AFTER_SALES,) * 4, *(Category.FALSE_CLAIMS,) * 3, *Category)


class Drawn:
    """Things drawn by rank: the second half as often as the first, the third a third as often (Zipf)."""

    def __init__(self, chance: random.Random, things: Sequence[str], power: float = 1.05) -> None:
        self._chance, self._things = chance, things
        self._weights = list(accumulate(1 / (rank + 1) ** power for rank in range(len(things))))

    def one(self) -> str:
        return self._chance.choices(self._things, cum_weights=self._weights)[0]


class Corpus:
    """`disputes(count)` in the order they came, the last ones of yesterday; `officers` are keys of clerks."""

    def __init__(self, now: datetime, rules: Rules, officers: Sequence[int]) -> None:
        self._now, self._rules, self._officers = now, rules, officers
        self._chance = random.Random(SEED)  # noqa: S311 -- the same disputes every time
        self._clocks: dict[Start, Clock] = {}
        self._rare = Drawn(self._chance, [self._coined(2, 3) for _each in range(RARE_WORDS)])
        self._goods = Drawn(self._chance, WORDS["goods"], 0.7)
        self._trouble = Drawn(self._chance, WORDS["trouble"], 0.8)
        self._firms = Drawn(self._chance, [self._firm() for _each in range(FIRMS)], 0.9)
        self._rooms = Drawn(self._chance, [self._coined(2, 2) + self._of("rooms") for _ in range(ROOMS)], 0.9)

        self._hosts = Drawn(self._chance, [self._coined(2, 2) for _each in range(HOSTS)], 0.8)

    def disputes(self, count: int) -> Iterator[Dispute]:
        """`count` disputes over the last years; of the newest three in a hundred most are still open."""
        begun = self._now - timedelta(days=365 * YEARS)
        for place in range(count):
            received = begun + (self._now - begun) * place / count
            lately = count - place < count * 0.03
            is_open = self._chance.random() < (0.6 if lately else 0.002)
            state = self._chance.choice(UNDER_WAY if is_open else ENDED)
            yield self._dispute(place + 1, received.replace(microsecond=0).astimezone(UTC), state)

    def _dispute(self, place: int, received: datetime, state: State) -> Dispute:
        told = self._complaint(place, received)
        is_open = state in UNDER_WAY
        done = None if is_open else received + timedelta(days=self._chance.randint(2, 12))
        settled = state in {State.CLOSED, State.SETTLED, State.PERFORMING, State.PERFORMED}
        paid = told.order.paid or Fen(0)
        terms = (Term(ItemKind.REFUND, paid, Payer.MERCHANT, day_of(received) + timedelta(days=14)),)
        return Dispute(
            key=0,
            number=f"ODR-{day_of(received).year}-{place:07d}",
            state=state,
            complaint=told,
            officer=None if state is State.REGISTERED else self._chance.choice(self._officers),
            registered_at=received,
            accepted_at=None if state is State.REGISTERED else received + timedelta(hours=5),
            concluded_at=done,
            closed_at=done,
            settlement=Settlement(done or received, terms, 1, told.consumer.name, "") if settled else None,
            contacts=(Contact(received, self._of("modes"), ContactWith.MERCHANT, self._of("done")),),
            clocks=self._deadlines(told, received, done),
        )

    def _complaint(self, place: int, received: datetime) -> Complaint:
        chance = self._chance
        goods, channel = self._goods.one(), chance.choice(CHANNELS)
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        bought = day_of(received) - timedelta(days=chance.randint(1, 40))
        return Complaint(
            channel=channel,
            channel_no=f"3101150000000{day_of(received):%Y%m%d}{place:06d}",
            received_at=received,
            pushed_at=received,
            consumer=Consumer(name, f"1{chance.choice('35789')}{chance.randrange(10**9):09d}"),
            merchant=Merchant(self._firms.one()),
            live=Live(self._rooms.one(), self._hosts.one()),
            order=Order(f"{bought:%y%m%d}{chance.randrange(10**13):013d}", goods, 1, self._price(), bought),
            category=chance.choice(CATEGORIES),
            claims=tuple(dict.fromkeys(chance.choices(list(Claim), k=chance.choice((1, 1, 2))))),
            facts=self._facts(goods),
        )

    def _deadlines(self, told: Complaint, received: datetime, done: datetime | None) -> tuple[Clock, ...]:
        day = day_of(received)
        total = "R-ODR" if told.channel is Channel.ODR12315 else "R-TOTAL"
        stopped = day_of(done) if done else None
        found = []
        for rule in ("R-ACC", "R-PLAN", total):
            start = Start(rule, day)
            if start not in self._clocks:
                self._clocks[start] = begin(start, self._rules)
            # A case still open that was received years ago has met its first deadline at least.
            until = stopped or (day if rule == "R-ACC" else None)
            found.append(replace(self._clocks[start], stopped_on=until))
        return tuple(found)

    def _facts(self, goods: str) -> str:
        wanted = int(self._chance.triangular(50, 200, 110))
        told = f"在直播间购买{goods}，{self._trouble.one()}，{self._of('wishes')}"
        while len(told) < wanted:
            told += self._chance.choice("，，，。；") + self._sentence()
        return told[:200] + "。"

    def _sentence(self) -> str:
        dice = self._chance.random()
        if dice < 0.24:
            return self._trouble.one()
        if dice < 0.36:
            return self._of("wishes")
        if dice < 0.48:
            return self._of("done")
        if dice < 0.54:
            return f"订单实付金额{self._chance.randint(9, 9999)}元"
        return "".join(self._rare.one() for _each in range(self._chance.randint(3, 7)))

    def _price(self) -> Fen:
        return Fen(min(980_000, int(self._chance.paretovariate(1.2) * 3_000)))

    def _firm(self) -> str:
        return f"{self._of('towns')}{self._coined(2, 4)}{self._of('trades')}有限公司"

    def _coined(self, least: int, most: int) -> str:
        return "".join(self._chance.choices(SYLLABLES, k=self._chance.randint(least, most)))

    def _of(self, name: str) -> str:
        return self._chance.choice(WORDS[name])

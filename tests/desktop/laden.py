"""A desk that holds too much of everything: what a person types at the worst, and what years pile up.

Made from the demonstration, once for all tests, and kept beside it. The crowded case has as much as the rules let in:
names and texts at their limits, 9,999,999.99 yuan, 300 files, 500 entries of talks. The overlong one was written past
them, as from an old sheet: 2,000 characters in every field, in emoji and two directions, for 0 yuan. A merchant has
20,000 cases more.
"""

import hashlib
import shutil
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from odrdesk.domain.clocks import Rules
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.evidence import Told
from odrdesk.domain.facts import read
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, EvidenceSlot, Step
from odrdesk.services import cases, clerks, evidence, intake, merchants, steps
from odrdesk.services.desk import Desk, open_desk
from odrdesk.services.evidence import HandedIn
from odrdesk.storage import disputes, parties
from odrdesk.storage.lock import hold
from tests.bench.corpus import Corpus
from tests.bench.inserting import insert, text_of, tokens_of
from tests.desktop import demonstration
from tests.desktop.scenes import Cast
from tests.desktop.stage import Stage

ENTRIES, FILES, CASES = 500, 300, 20_000
MOST_MONEY = Fen(999_999_999)
LONG = 2_000
HARD = "👩\u200d👩\u200d👧\u200d👦مرحبا שלום🧨\u202e裂\u202c王e\u0301𠮷龘"
"""Emoji of several together, two scripts from right to left, a turn of the direction, marks, rare characters."""
BIG = "巨量优选供应链（上海）有限公司"
CHUNK = 5_000
CROWDED, OVERLONG = "at the limit", "past every limit"


def filler(length: int, start: str = "") -> str:
    """So many characters, none of them easy; every other stretch has no place to break."""
    told = start
    while len(told) < length:
        told += HARD + "无空格的长句子" * 4 + "Unbreakable" * 6 + " "
    return told[: length - 1] + "终"


def kept() -> Path:
    """The folder of the desk; nobody writes into it."""
    place = demonstration.ROOT / "build" / "laden" / _key()
    place.parent.mkdir(parents=True, exist_ok=True)
    held = hold(place.parent / "lock", 900.0)
    try:
        if not place.exists():
            for old in place.parent.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            growing = place.with_suffix(".new")
            desk = demonstration.opened(growing)
            try:
                fill(desk)
            finally:
                desk.close(backup=False)
            growing.rename(place)
    finally:
        held.release()
    return place


def opened(place: Path) -> Desk:
    """A copy of the desk in `place`, open, its clock standing still."""
    shutil.copytree(kept(), place, ignore=shutil.ignore_patterns("*.lock", "*-wal", "*-shm"))
    return open_desk(place, clock=demonstration.still)


def fill(desk: Desk, entries: int = ENTRIES, files: int = FILES, cases: int = CASES) -> str:
    """Lay all of it into a desk; the number of the crowded case."""
    number = crowd(desk, entries, files)
    overfill(desk)
    if cases:
        pile(desk, cases)
    return number


def crowd(desk: Desk, entries: int = ENTRIES, files: int = FILES) -> str:
    """A case under way at every limit; its number."""
    number = intake.register(desk, complaint(CROWDED, 50, 200, 20_000, MOST_MONEY)).value.case.number
    steps.take_step(desk, number, Step.ACCEPT, {})
    for start in range(0, files, 100):
        slots = list(EvidenceSlot)
        some = [
            HandedIn(
                f"{place}".encode(),
                Told(slots[place % len(slots)], proves=filler(2_000), note=filler(2_000)),
                filler(110, f"{place} ") + ".txt",
            )
            for place in range(start, min(files, start + 100))
        ]
        evidence.add_several(desk, number, some)
    with desk.writing() as session:
        case = disputes.load(session, number)
        for place in range(entries):
            step, raw = _turn(place)
            case = steps.step_in(session, desk, case, step, read(step, raw), moment=desk.now()).case
    return number


def _turn(place: int) -> tuple[Step, dict[str, object]]:
    """One entry of the talks: many words, few words, an offer of the most money and its refusal."""
    if place % 50 == 48:
        return Step.PROPOSE, {"items": [{"kind": "refund", "amount": MOST_MONEY.plain, "due": "2026-12-10"}]}
    if place % 50 == 49:
        return Step.REJECT_OFFER, {"why": filler(2_000)}
    length = (40, 300, 2_000)[place % 3]
    return Step.CONTACT, {"mode": "电话", "with": "merchant", "content": filler(length, f"{place} ")}


def overfill(desk: Desk) -> str:
    """A case with more in every field than the rules let in, for nothing; its number."""
    draft = complaint(OVERLONG, LONG, LONG, 20_000, Fen(0))
    moment = desk.now()
    with desk.writing() as session:
        case = intake.add(session, desk, draft, moment)
    return case.number


def pile(desk: Desk, cases: int = CASES) -> int:
    """One merchant with so many cases; its key."""
    rules = Rules(desk.law, desk.calendar)
    corpus = Corpus(desk.now(), rules, [clerk.key for clerk in clerks.seated(desk)])
    waiting = corpus.disputes(cases)
    with desk.writing() as session:
        connection = session.connection()
        merchant = parties.merchant_key(session, Merchant(BIG))
        last = int(connection.exec_driver_sql("SELECT max(id) FROM dispute").scalar_one())
        while some := [_renamed(one) for one in islice(waiting, CHUNK)]:
            insert(session, last, some, (tokens_of(text_of(one)) for one in some), merchant)
            last += len(some)
        connection.exec_driver_sql("ANALYZE")
    return merchant


def _renamed(one: Dispute) -> Dispute:
    """A dispute of the corpus, with the one merchant, and numbers no other has."""
    told = replace(one.complaint, merchant=Merchant(BIG), channel_no=f"9{(one.complaint.channel_no or '')[1:]}")
    return replace(one, number=one.number.replace("ODR-", "ODR-B"), complaint=told)


class Laden(Cast):
    """The cases that hold too much stand for the others; a step that is not open there is seen where it was before."""

    def __init__(self, stage: Stage) -> None:
        desk = stage.desk
        with desk.reading() as session:
            crowded, overlong = (
                disputes.by_channel_no(session, Channel.PHONE, _no(one)) for one in (CROWDED, OVERLONG)
            )
            before = disputes.newest(session, 400, before=disputes.load(session, crowded).key)
        self._take([cases.view(desk, number) for number in (crowded, overlong, *(one.number for one in before))])
        self.filed = self.offered = crowded
        self.marked, self.merchant = overlong, merchants.find(desk, BIG).key


def complaint(mark: str, name: int, line: int, text: int, paid: Fen) -> Complaint:
    """An intake with names, lines and a text of so many characters."""
    now = demonstration.still()
    return Complaint(
        channel=Channel.PHONE,
        channel_no=_no(mark),
        received_at=now - timedelta(hours=3),
        pushed_at=now - timedelta(hours=2),
        consumer=Consumer(filler(name), "13800138000", address=filler(line)),
        merchant=Merchant(filler(name, mark)),
        live=Live(filler(line), filler(name), filler(line), base=filler(line), account=filler(line)),
        order=Order("9" * 60, filler(line), 999_999, paid, now.date(), payment=filler(line), link=_link()),
        category=Category.QUALITY,
        claims=tuple(Claim),
        claims_words=filler(line),
        claimed=paid,
        facts=filler(text, mark),
    )


def _no(mark: str) -> str:
    return f"{mark} {'9' * 40}"


def _link() -> str:
    return "https://shop.example/" + "x" * 1_900


def _key() -> str:
    told = hashlib.sha256(demonstration._key().encode())
    for file in (Path(__file__), *sorted(Path(__file__).parents[1].joinpath("bench").glob("*.*"))):
        told.update(file.read_bytes())
    return told.hexdigest()[:16]

"""The lives of all cases as figures read them: narrow rows of whole tables, each read once, no wide row of a case."""
# ruff: noqa: S608 -- the SQL is put together from our own words; every value is bound

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from odrdesk.domain import case_money
from odrdesk.domain.case_life import ACTS, Life, Mark, Moved, Span
from odrdesk.domain.dispute import Performance, Term
from odrdesk.domain.fund_vocabulary import Account, Journal
from odrdesk.domain.ledger import Posting, Sub, Voucher
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Category, Channel, ItemKind, Payer, State, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.storage.columns import utc_text
from odrdesk.storage.dispute_rows import OF_SETTLEMENT

OF_DISPUTE = "dispute."
_HOUR = 13
"""Characters of a stored moment up to its hour: all that decides on its day."""
_STEPS = {f"{OF_DISPUTE}{step.value}": step for step in ACTS}
_ACTS = ", ".join(f"'{act}'" for act in sorted(_STEPS))
_CATEGORIES = {one.value: one for one in Category}
_CHANNELS = {one.value: one for one in Channel}
_PAYOUTS = "'dispute.prepay_paid', 'dispute.prepay_reverse'"
_MONEY = "'J4', 'J5', 'J6', 'J7', 'J9', 'J10'"

# A sheet that was taken back brought no case; its lines were nobody's complaint.
_CASES = """SELECT id, number, category, channel FROM dispute WHERE id NOT IN (SELECT i.dispute FROM imported i
JOIN import_batch b ON b.id = i.batch WHERE b.undone_at IS NOT NULL) ORDER BY id"""
# One value for all of it: some hundred thousand rows would each be an object, and each looked at by the collector.
_MARKS = f"""SELECT group_concat(dispute), group_concat(mark) FROM (SELECT dispute, substr(at, 1, 13) || act ||
CASE WHEN act IN ({_PAYOUTS}) THEN '#' || seq ELSE '' END AS mark
FROM record WHERE act IN ({_ACTS}) AND at < :until ORDER BY seq)"""
_LEFT = f"""SELECT r.seq, p.body FROM record r JOIN payload p ON p.seq = r.seq
WHERE r.act IN ({_PAYOUTS}) AND p.body IS NOT NULL"""
_SPANS = """SELECT dispute, rule, start, CASE WHEN rule = 'R-ODR' THEN coalesce(extended_from, due) ELSE due END,
stopped_on FROM clock WHERE rule IN ('R-ODR', 'R-TOTAL') AND start <= :last ORDER BY dispute, position"""
_PERFORMED = """SELECT dispute, performed_on, amount, under, item FROM performance WHERE amount > 0
AND performed_on <= :last ORDER BY dispute, position"""
_TERMS = """SELECT t.dispute, t.offer, t.kind, t.amount, t.payer FROM term t WHERE t.dispute IN
(SELECT dispute FROM performance) AND (t.offer = :agreed OR EXISTS (SELECT 1 FROM offer o WHERE o.dispute = t.dispute
AND o.position = t.offer AND o.accepted = 1)) ORDER BY t.dispute, t.offer, t.position"""
_AGREED = "SELECT dispute, number FROM settlement WHERE dispute IN (SELECT dispute FROM performance)"
_DIRECT = "SELECT dispute, ended_at, merchant_paid FROM prepayment WHERE merchant_paid > 0 AND ended_at < :until"
_VOUCHERS = f"""SELECT v.id, v.journal, v.at, v.dispute, v.reverses FROM voucher v LEFT JOIN voucher o
ON o.id = v.reverses WHERE v.dispute IS NOT NULL AND v.at < :until AND coalesce(o.journal, v.journal) IN ({_MONEY})
ORDER BY v.id"""
_POSTINGS = f"""SELECT p.voucher, p.account, p.fen FROM posting p JOIN voucher v ON v.id = p.voucher
WHERE v.journal IN ({_MONEY})"""


_CLOSED = """SELECT id, number, category, channel FROM dispute WHERE closed_at >= :since OR id IN
(SELECT dispute FROM reopening WHERE closed_at >= :since) ORDER BY id"""
_MARKS_OF = f"""SELECT dispute, substr(at, 1, 13) || act || CASE WHEN act IN ({_PAYOUTS}) THEN '#' || seq ELSE '' END
FROM record WHERE dispute IN (SELECT value FROM json_each(:keys)) AND act IN ({_ACTS}) AND at < :until ORDER BY seq"""


def closed_lives(session: Session, first: date, last: date) -> list[Life]:
    """The lives, without clocks and money, of the cases closed from the first day on: a few of a large desk."""
    read = _Reader(session, last)
    since = utc_text(datetime.combine(first, time(), SHANGHAI))
    connection = session.connection()
    cases = connection.exec_driver_sql(_CLOSED, {"since": since}).fetchall()
    keys = json.dumps([key for key, *_rest in cases])
    marks = read.marks_of(keys)
    return [
        Life(number, _CATEGORIES[category], _CHANNELS[channel], marks.get(key, ()))
        for key, number, category, channel in cases
    ]


def lives(session: Session, last: date) -> list[Life]:
    """The life of every case up to the end of a day in Shanghai, in the order of the cases' keys."""
    read = _Reader(session, last)
    marks, spans = read.marks(), read.spans()
    money = read.money(marks)
    none: Sequence[Any] = ()
    return [
        Life(
            number,
            _CATEGORIES[category],
            _CHANNELS[channel],
            marks.get(key, none),
            spans.get(key, none),
            money.get(key, none),
        )
        for key, number, category, channel in read.rows(_CASES)
    ]


class _Reader:
    """The tables one after the other.

    Equal marks and clocks of different cases are one object: a desk of 100,000 cases has some thousand of each.
    """

    def __init__(self, session: Session, last: date) -> None:
        self._connection = session.connection()
        until = datetime.combine(last + timedelta(days=1), time(), SHANGHAI)
        self._bound = {"last": last.isoformat(), "until": utc_text(until), "agreed": OF_SETTLEMENT}
        self._hours: dict[str, date] = {}
        self._dates: dict[str, date] = {}

    def rows(self, query: str) -> Sequence[Any]:
        """The rows of a query; what it does not name is not bound."""
        bound = {name: value for name, value in self._bound.items() if f":{name}" in query}
        return self._connection.exec_driver_sql(query, bound).fetchall()

    def marks(self) -> dict[int, list[Mark]]:
        """The acts of every case in the order of writing."""
        ((disputes, marks),) = self.rows(_MARKS)
        return self._marked(zip(_split(disputes), _split(marks), strict=True))

    def marks_of(self, keys: str) -> dict[int, list[Mark]]:
        """As `marks`, of the cases with these keys (a JSON list) alone."""
        self._bound["keys"] = keys
        return self._marked(self.rows(_MARKS_OF))

    def _marked(self, told: Iterable[tuple[Any, str]]) -> dict[int, list[Mark]]:
        left = {str(seq): _left(body) for seq, body in self.rows(_LEFT)}
        found: dict[int, list[Mark]] = defaultdict(list)
        known: dict[str, Mark] = {}
        for dispute, token in told:
            mark = known.get(token)
            if mark is None:
                act, _hash, seq = token[_HOUR:].partition("#")
                mark = known[token] = Mark(_STEPS[act], self._day_of(token), left.get(seq))
            found[int(dispute)].append(mark)
        return found

    def spans(self) -> dict[int, list[Span]]:
        """The clocks that decide on being in time."""
        found: dict[int, list[Span]] = defaultdict(list)
        known: dict[tuple[str, ...], Span] = {}
        for dispute, *told in self.rows(_SPANS):
            rule, start, due, stopped = told
            span = known.get((rule, start, due, stopped))
            if span is None:
                last = self._day(stopped) if stopped else None
                span = known[rule, start, due, stopped] = Span(rule, self._day(start), self._day(due), last)
            found[dispute].append(span)
        return found

    def money(self, marks: Mapping[int, Sequence[Mark]]) -> dict[int, list[Moved]]:
        """Performances, what merchants paid at the fund's warning, and the vouchers of the fund."""
        done: dict[int, list[Performance]] = defaultdict(list)
        for dispute, on, amount, under, item in self.rows(_PERFORMED):
            done[dispute].append(Performance(self._day(on), Fen(amount), "", under, item))
        terms, direct = self._terms(), self._direct()
        last: dict[int, int] = dict(map(tuple, self.rows(_AGREED)))
        found: dict[int, list[Moved]] = {}
        for dispute in done.keys() | direct.keys():
            known = _by_number(terms.get(dispute, {}), marks.get(dispute, ()), last.get(dispute, 1))
            found[dispute] = case_money.with_direct(
                case_money.performed(done.get(dispute, ()), known), direct.get(dispute, ())
            )
        for dispute, moved in self._fund():
            found.setdefault(dispute, []).extend(moved)
        return found

    def _terms(self) -> dict[int, dict[int, list[Term]]]:
        found: dict[int, dict[int, list[Term]]] = {}
        for dispute, offer, kind, amount, payer in self.rows(_TERMS):
            own = found.setdefault(dispute, {})
            own.setdefault(offer, []).append(Term(ItemKind(kind), Fen(amount), Payer(payer)))
        return found

    def _direct(self) -> dict[int, list[tuple[date, int]]]:
        found: dict[int, list[tuple[date, int]]] = defaultdict(list)
        for dispute, at, fen in self.rows(_DIRECT):
            found[dispute].append((self._day_of(at), fen))
        return found

    def _fund(self) -> list[tuple[int, list[Moved]]]:
        postings: dict[int, list[Posting]] = defaultdict(list)
        for voucher, account, fen in self.rows(_POSTINGS):
            postings[voucher].append(Posting(Sub(Account(account)), Fen(fen)))
        kinds = {row[0]: Journal(row[1]) for row in self.rows("SELECT id, journal FROM voucher")}

        def whole(key: int) -> Voucher:
            return Voucher(kinds[key], tuple(postings.get(key, ())))

        return [
            (dispute, case_money.of_voucher(whole(key), self._day_of(at), whole(reverses) if reverses else None))
            for key, _, at, dispute, reverses in self.rows(_VOUCHERS)
        ]

    def _day(self, text: str) -> date:
        if text not in self._dates:
            self._dates[text] = date.fromisoformat(text)
        return self._dates[text]

    def _day_of(self, at: str) -> date:
        hour = at[:_HOUR]
        if hour not in self._hours:
            self._hours[hour] = datetime.fromisoformat(f"{hour}:00:00Z").astimezone(SHANGHAI).date()
        return self._hours[hour]


def _split(text: str | None) -> list[str]:
    return text.split(",") if text else []


def _left(body: str) -> State | None:
    changed = json.loads(body)["facts"].get("changed", {})
    return State(changed["state"]) if "state" in changed else None


def _by_number(terms: Mapping[int, Sequence[Term]], marks: Sequence[Mark], last: int) -> dict[int, Sequence[Term]]:
    """The terms of each settlement by its number: those of the last are kept, of earlier ones the offer accepted."""
    offers = iter([terms[place] for place in sorted(terms) if place != OF_SETTLEMENT])
    agreed = [mark.act for mark in marks if mark.act in {Step.SETTLE, Step.EXT_AGREED}]
    found: dict[int, Sequence[Term]] = {
        number: next(offers, ()) for number, act in enumerate(agreed, 1) if act is Step.SETTLE and number != last
    }
    return found | {last: terms.get(OF_SETTLEMENT, ())}

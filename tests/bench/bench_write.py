"""One durable change of one dispute, and one dispute read whole, each against the same by the bare driver."""
# ruff: noqa: S608 -- the names are those of our tables

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from measure import Figure, figure, in_turn

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Step
from odrdesk.services import cases, intake, lists, steps
from odrdesk.services.desk import DATABASE, Desk
from odrdesk.storage.engine import plain_connection

ROUNDS = 60
CONTACT = {"mode": "电话", "with": "consumer", "content": "核对订单与付款截图，消费者补充开箱视频一段。"}
TABLES = ("claim", "clock", "offer", "term", "settlement", "performance", "contact", "call_back", "awaiting", "paper")


def figures(desk: Desk) -> Iterator[Figure]:
    """The figures of saving and opening."""
    number = _negotiating(desk)
    bare = plain_connection(desk.path / DATABASE)
    try:
        raw = _Raw(bare, desk.path)
        serial = count(1)
        calls = {
            "step": lambda: steps.take_step(desk, number, Step.CONTACT, CONTACT),
            "register": lambda: intake.register(desk, _told(desk, next(serial))),
            "raw": raw.write,
        }
        taken = in_turn(calls, ROUNDS)
        yield figure("save: a step, durable", taken["step"], against=taken["raw"], most=5)
        yield figure("save: a registration, durable", taken["register"], against=taken["raw"])
        yield figure("save: bare driver, durable", taken["raw"])
        quiet = _other(desk, number)
        opened = in_turn({"open": lambda: cases.view(desk, quiet), "raw": lambda: raw.read(quiet)}, ROUNDS)
        yield figure("open one case, whole", opened["open"], against=opened["raw"], most=8)
        yield figure("open: bare driver", opened["raw"])
        yield figure("the board of today", in_turn({"board": lambda: lists.board(desk)}, 15)["board"])
    finally:
        bare.close()


class _Raw:
    """The least a durable change can cost: one row changed, an entry and its payload added, in one transaction."""

    def __init__(self, bare: Any, folder: Path) -> None:
        self._bare = bare
        self._own = plain_connection(folder / "raw.db")
        self._own.execute("PRAGMA journal_mode = WAL").fetchall()
        self._own.execute("CREATE TABLE IF NOT EXISTS dispute (id INTEGER PRIMARY KEY, state TEXT, facts TEXT) STRICT")
        self._own.execute("CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, body TEXT, mac BLOB) STRICT")
        self._own.execute("CREATE TABLE IF NOT EXISTS payload (seq INTEGER PRIMARY KEY, body TEXT) STRICT")
        self._own.execute("INSERT OR REPLACE INTO dispute VALUES (1, 'negotiating', ?)", ("退" * 120,))

    def write(self) -> None:
        run = self._own.execute
        run("BEGIN IMMEDIATE")
        run("UPDATE dispute SET state = 'negotiating' WHERE id = 1")
        run("INSERT INTO entry (body, mac) VALUES ('{}', zeroblob(32))")
        run("INSERT INTO payload (body) VALUES (?)", (CONTACT["content"],))
        run("COMMIT")

    def read(self, number: str) -> int:
        run = self._bare.execute
        row = run("SELECT * FROM dispute WHERE number = ?", (number,)).fetchone()
        found = sum(len(run(f"SELECT * FROM {name} WHERE dispute = ?", row[:1]).fetchall()) for name in TABLES)
        return found + len(run("SELECT * FROM record WHERE dispute = ?", (row[0],)).fetchall())


def _negotiating(desk: Desk) -> str:
    with desk.reading() as session:
        query = "SELECT number FROM dispute WHERE state = 'negotiating' ORDER BY id DESC LIMIT 1"
        return str(session.connection().exec_driver_sql(query).scalar_one())


def _other(desk: Desk, number: str) -> str:
    with desk.reading() as session:
        query = "SELECT number FROM dispute WHERE state = 'closed' AND number <> ? ORDER BY id DESC LIMIT 1"
        return str(session.connection().exec_driver_sql(query, (number,)).scalar_one())


def _told(desk: Desk, serial: int) -> Complaint:
    return Complaint(
        channel=Channel.PHONE,
        received_at=desk.now() - timedelta(minutes=5),
        consumer=Consumer("陈龑", f"139{serial:08d}"),
        merchant=Merchant("上海浦江好物电子商务有限公司"),
        order=Order(f"69{serial:016d}", "可视空气炸锅 5.5L", 1, Fen(36_900)),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts="收到时外包装已经破损，炸篮缺角，客服先答应换新后又拒绝，附开箱视频一段、聊天截图三张。",
    )

"""A list that goes out: as it was shown, masked, with no cell that calculates, and the record says so."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from odrdesk.documents import list_sheet
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Listing, order, parse
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import intake
from odrdesk.services.desk import Desk, create
from odrdesk.services.list_export import Wanted, export_list
from odrdesk.services.lists import DueRow
from odrdesk.storage import record

NOW = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI).astimezone(UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    for place, goods in enumerate(("=1+1", "羊绒衫", "@cmd"), 1):
        draft = Complaint(
            channel=Channel.PHONE,
            received_at=NOW,
            consumer=Consumer("王秀英", phone="13812345678"),
            merchant=Merchant("云裳服饰旗舰店"),
            order=Order(goods=goods, paid=Fen(place * 10_050)),
            category=Category.QUALITY,
            claims=(Claim.REFUND,),
            facts="不符。",
        )
        intake.register(made, draft)
    yield made
    made.close(backup=False)


def cells(found: DueRow) -> tuple[str | None, Fen, date]:
    return found.row.goods, Fen(found.row.amount), date(2026, 11, 20)


def wanted(**more: object) -> Wanted:
    listing = Listing(parse("open=yes").where, "", order("-amount"))
    made = {"listing": listing, "columns": ("goods", "amount", "received"), "headings": ("商品", "金额", "收到日")}
    return Wanted(**{**made, "cells": cells, "title": "案件", "about_title": "说明", **more})  # type: ignore[arg-type]


def test_a_workbook_has_the_rows_in_order_with_real_days_and_money(desk: Desk, tmp_path: Path) -> None:
    done = export_list(desk, wanted(about=(("条件", "=cmd"),)), tmp_path / "a.xlsx").value
    assert done is not None
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rows = list(book["案件"].iter_rows(values_only=True))
    assert rows[0] == ("商品", "金额", "收到日")
    assert [row[1] for row in rows[1:]] == [301.5, 201.0, 100.5]
    assert rows[1][2] == datetime(2026, 11, 20)  # noqa: DTZ001 -- a day of a sheet has no zone
    assert [(cell.value, cell.data_type) for cell in book["案件"]["A"][1:]] == [
        ("@cmd", "s"),
        ("羊绒衫", "s"),
        ("=1+1", "s"),
    ]
    assert book["说明"]["B1"].data_type == "s"


def test_a_csv_has_no_cell_that_calculates(desk: Desk, tmp_path: Path) -> None:
    export_list(desk, wanted(keys=(3, 1)), tmp_path / "a.csv")
    told = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(told)))[1:] == [
        ["'@cmd", "301.50", "2026-11-20"],
        ["'=1+1", "100.50", "2026-11-20"],
    ]


def test_the_record_says_what_went_out(desk: Desk, tmp_path: Path) -> None:
    done = export_list(desk, wanted(), tmp_path / "a.csv").value
    assert done is not None
    with desk.reading() as session:
        entry = record.latest(session, 1)[0].entry
    assert (entry.act, entry.facts["rows"], entry.facts["where"]) == ("list.export", 3, "open=yes")
    assert entry.facts["sha256"] == done.sha256


def test_one_that_was_stopped_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    assert export_list(desk, wanted(), tmp_path / "a.csv", progress=lambda _at, _of: False).value is None
    assert not (tmp_path / "a.csv").exists()
    with desk.reading() as session:
        assert record.latest(session, 1)[0].entry.act != "list.export"


def test_a_workbook_under_way_stops_too(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_sheet, "ASKED", 1)
    heard = []

    def stops(at: int, of: int) -> bool:
        heard.append(at)
        return at < of

    assert export_list(desk, wanted(), tmp_path / "a.xlsx", progress=stops).value is None
    assert heard == [0, 3], "no row is written after it was stopped"
    assert not (tmp_path / "a.xlsx").exists()


def test_an_unknown_ending_and_a_file_that_is_there_are_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"report\.form"):
        export_list(desk, wanted(), tmp_path / "a.pdf")
    (tmp_path / "a.csv").write_text("mine", "utf-8")
    with pytest.raises(Refusal, match=r"output\.exists"):
        export_list(desk, wanted(), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text("utf-8") == "mine"

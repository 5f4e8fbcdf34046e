"""The watch list on a desk: brought in from files, warned of at intake, kept in the record."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Role
from odrdesk.services import cases, clerks, intake, watchlist
from odrdesk.services.desk import Desk, create

NOW = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)
HEADING = "商标名称,注册号,类别,权利人,生效日期,失效日期,来源\n"


@pytest.fixture
def desk(tmp_path: Path):
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def cup() -> Complaint:
    return Complaint(
        channel=Channel.PLATFORM,
        received_at=NOW,
        consumer=Consumer("张小某", phone="13812345678"),
        merchant=Merchant("浦江好物旗舰店"),
        live=Live(room="浦江好物"),
        order=Order(goods="ＬＵＭＩＱ手表配澄砚表带"),
        category=Category.TRADEMARK,
        claims=(Claim.REFUND,),
        facts="怀疑不是正品。",
    )


def csv(tmp_path: Path, text: str, name: str = "名录.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_a_csv_is_brought_in_and_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path, HEADING + "澄砚,90000001,21,上海澄砚文化有限公司,2025-01-01,,示例\n,90000009,,,,,\n")
    told = watchlist.bring_in(desk, path).value
    assert (told.rows, told.added, told.changed, told.unchanged, told.total) == (2, 1, 0, 0, 1)
    assert [(one.line, one.code) for one in told.problems] == [(3, "watchlist.no_name")]
    again = watchlist.bring_in(desk, path).value
    assert (again.added, again.unchanged, again.total) == (0, 1, 1)
    later = csv(tmp_path, HEADING + "澄砚,90000001,21,上海澄砚文化有限公司,2025-01-01,2026-12-31,示例\n")
    assert watchlist.bring_in(desk, later).value.changed == 1
    assert [mark.effective_to for mark in watchlist.marks(desk)] == [date(2026, 12, 31)]


def test_a_sheet_and_a_toml_file_are_read_too(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["商标", "注册号", "权利人"])
    book.active.append(["浦屿山", 90000002, "上海浦屿山食品有限公司"])
    book.save(tmp_path / "名录.xlsx")
    assert watchlist.bring_in(desk, tmp_path / "名录.xlsx").value.added == 1
    table = '[[mark]]\nname = "LUMIQ"\nregistration_no = 90000003\neffective_from = 2025-01-01\n'
    assert watchlist.bring_in(desk, csv(tmp_path, table, "名录.toml")).value.added == 1
    assert [(one.name, one.registration_no) for one in watchlist.marks(desk)] == [
        ("LUMIQ", "90000003"),
        ("浦屿山", "90000002"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("名录.csv", "订单号,商品\n1,杯子\n", "watchlist.no_heading"),
        ("名录.toml", "mark = 3\n", "watchlist.no_heading"),
        ("名录.toml", "[[mark]\n", "sheet.unreadable"),
    ],
)
def test_what_is_no_list_is_refused(desk: Desk, tmp_path: Path, name: str, text: str, code: str) -> None:
    with pytest.raises(Refusal) as no:
        watchlist.bring_in(desk, csv(tmp_path, text, name))
    assert no.value.code == code


def test_a_named_mark_warns_and_registers_all_the_same(desk: Desk, cup: Complaint) -> None:
    watchlist.bring_in_sample(desk)
    made = intake.register(desk, cup).value
    warned = [(one.field, one.code, one.data["name"]) for one in made.warnings if one.code == "ip.watched"]
    assert warned == [("order.goods", "ip.watched", "LUMIQ"), ("order.goods", "ip.watched", "澄砚")]
    assert [mark.name for mark in cases.view(desk, made.case.number).watched] == ["LUMIQ", "澄砚"]


def test_without_a_list_nothing_warns(desk: Desk, cup: Complaint) -> None:
    made = intake.register(desk, cup).value
    assert [one.code for one in made.warnings if one.code == "ip.watched"] == []
    assert cases.view(desk, made.case.number).watched == ()


def test_ten_thousand_marks_and_one_intake(desk: Desk, cup: Complaint, tmp_path: Path) -> None:
    lines = (f"{chr(0x4E00 + n // 90)}{chr(0x5000 + n % 90)}牌,8{n:07d},,,,," for n in range(10_000))
    told = watchlist.bring_in(desk, csv(tmp_path, HEADING + "\n".join(lines) + "\n澄砚,90000001,,,,,\n")).value
    assert told.total == 10_001
    assert [hit.mark.name for hit in watchlist.hits(desk, replace(cup, facts="说" * 20_000))] == ["澄砚"]


def test_the_sample_is_for_practice_and_the_list_for_those_who_keep_it(desk: Desk, tmp_path: Path) -> None:
    clerks.add(desk, "周倩", frozenset({Role.INTAKE}))
    with pytest.raises(Refusal) as no:
        watchlist.bring_in_sample(desk.acting_as("周倩"))
    assert no.value.code == "clerk.not_allowed"

"""Sheets come in whole, once, counted from their own times; what cannot be read is told by its cell; all goes back."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.listing import Listing, Order
from odrdesk.domain.vocabulary import Category, Channel, Claim, Role, State, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import cases, clerks, lists, steps, transfer, upkeep
from odrdesk.services.desk import Desk, create
from odrdesk.services.transfer import Imported
from odrdesk.storage import disputes, drafts, record

SHEETS = Path(__file__).parents[1] / "data" / "intake"
QUEUE, LEDGER, SHOP = "12315-ODR-投诉单列表.xlsx", "监管转办台账-合并表头.xlsx", "店铺后台-售后单-GB18030.csv"
TRUTH = json.loads((SHEETS / "truth.json").read_text("utf-8"))
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEADS = ("登记编号", "登记时间", "投诉人", "联系电话", "被投诉企业", "订单号", "问题陈述", "投诉请求", "备注")
LINE = (
    "3101150000000020261102000",
    "2026-11-02 09:30",
    "王某",
    "13800001111",
    "好物公司",
    "88",
    "皮鞋开胶",
    "退货",
    "",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "Probe", practice=True, clock=lambda: NOW)
    yield made
    made.close(backup=False)


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with the queue imported, to be looked at only."""
    made = create(tmp_path_factory.mktemp("queue") / "desk", "Probe", practice=True, clock=lambda: NOW)
    bring(made, QUEUE)
    yield made
    made.close(backup=False)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "real", "Probe", clock=lambda: NOW)
    yield made
    made.close(backup=False)


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes a sheet of the 12315 kind; a line is changed by heading."""

    def write(*lines: dict[str, str], heads: Sequence[str] = HEADS, name: str = "投诉单.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(heads)
            for line in lines:
                told = dict(zip(HEADS, LINE, strict=True)) | line
                rows.writerow(told.get(head, "") for head in heads)
        return path

    return write


def bring(desk: Desk, name: str, **options: Any) -> Imported:
    return transfer.import_sheet(desk, SHEETS / name, **options).value


def all_cases(desk: Desk) -> list[Dispute]:
    with desk.reading() as session:
        keys = lists.opening(desk, Listing(order=Order("newest")), 100_000).ids
        return [disputes.load_key(session, key) for key in keys]


def flat(case: Dispute) -> dict[str, Any]:
    """A stored case with the keys of the truth; times in Shanghai."""
    told = case.complaint
    return {
        "channel_no": told.channel_no,
        "received_at": told.received_at.astimezone(SHANGHAI).isoformat(),
        "consumer": told.consumer.name,
        "phone": told.consumer.phone,
        "merchant": told.merchant.name if told.merchant else None,
        "live_room": told.live.room,
        "order_no": told.order.no,
        "amount_fen": told.order.paid,
        "bought_on": told.order.bought_on.isoformat() if told.order.bought_on else None,
    }


def by_channel_no(desk: Desk) -> dict[str, Dispute]:
    return {case.complaint.channel_no: case for case in all_cases(desk)}


# The queue of the 12315 console


def test_the_whole_queue_comes_in_with_the_values_of_the_sheet(desk: Desk) -> None:
    told = bring(desk, QUEUE)
    assert (told.rows, told.new, told.repeated, told.problems, told.drafts) == (240, 240, 0, (), 0)
    stored = by_channel_no(desk)
    for truth in TRUTH[QUEUE]["cases"]:
        told_of = flat(stored[truth["channel_no"]])
        assert told_of == {key: truth[key] for key in told_of}


def test_categories_claims_and_codes_of_the_queue_are_kept(queue: Desk) -> None:
    stored = all_cases(queue)
    assert {case.complaint.channel for case in stored} == {Channel.ODR12315}
    assert all(case.complaint.merchant and case.complaint.merchant.uscc for case in stored)
    assert all(case.complaint.consumer.id_no and case.complaint.consumer.address for case in stored)
    tripled = [case.complaint for case in stored if case.complaint.claims_words == "退一赔三"]
    assert tripled
    assert all(told.claims == (Claim.REFUND, Claim.PUNITIVE) for told in tripled)


def test_every_clock_of_the_queue_counts_from_its_own_line(queue: Desk) -> None:
    for case in all_cases(queue):
        day = case.complaint.received_at.astimezone(SHANGHAI).date()
        odr = case.clock("R-ODR")
        assert odr is not None
        assert (odr.start, odr.due) == (day, queue.calendar.add_working_days(day, 10))
        assert case.registered_at == case.complaint.received_at


def test_a_case_of_monday_the_second_of_november_is_due_in_two_weeks(queue: Desk) -> None:
    first = by_channel_no(queue)["3101150000000020261102000"]
    odr = first.clock("R-ODR")
    assert odr is not None
    assert odr.due == date(2026, 11, 16)


def test_a_sheet_that_comes_twice_makes_no_second_case(desk: Desk) -> None:
    bring(desk, QUEUE)
    again = bring(desk, QUEUE)
    assert (again.rows, again.new, again.repeated, again.batch) == (240, 0, 240, 2)
    assert len(all_cases(desk)) == 240


def test_a_dry_run_tells_the_same_and_writes_nothing(desk: Desk) -> None:
    told = bring(desk, QUEUE, dry_run=True)
    assert (told.new, told.batch, len(told.cases)) == (240, None, 240)
    assert all_cases(desk) == []
    assert bring(desk, QUEUE, dry_run=True).new == 240


def test_the_numbers_of_an_import_have_no_gap_and_the_desk_is_sound(queue: Desk) -> None:
    assert sorted(case.number for case in all_cases(queue)) == [f"ODR-2026-{n:05d}" for n in range(1, 241)]
    assert upkeep.check(queue) == ()


def test_imported_cases_are_found_by_two_characters_of_the_goods(queue: Desk) -> None:
    found = lists.opening(queue, Listing(text="燕窝"), 500).total
    assert found == sum(
        "燕窝" in (case.complaint.order.goods or "") + case.complaint.facts for case in all_cases(queue)
    )
    assert found > 0


def test_the_record_keeps_each_line_word_for_word_and_one_entry_of_the_batch(queue: Desk) -> None:
    with queue.reading() as session:
        written = [each.entry for each in record.entries(session)]
    assert [entry.act for entry in written].count("intake.import") == 1
    assert [entry.act for entry in written].count("dispute.register") == 240
    words = next(entry for entry in written if entry.act == "dispute.register").facts["words"]
    assert isinstance(words, dict)
    assert (words["登记编号"], words["办理状态"]) == ("3101150000000020261102000", "待处理")


# The messy ones


def test_every_line_of_the_ledger_becomes_a_case_and_its_problems_are_told_by_cell(desk: Desk) -> None:
    told = bring(desk, LEDGER)
    assert (told.rows, told.new, told.drafts) == (60, 60, 0)
    assert [{"cell": one.cell, "code": one.code} for one in told.problems] == TRUTH[LEDGER]["problem_cells"]
    assert len(all_cases(desk)) == 60


def test_the_rest_of_a_line_with_an_unreadable_cell_comes_in(desk: Desk) -> None:
    bring(desk, LEDGER)
    stored = by_channel_no(desk)
    for truth in TRUTH[LEDGER]["cases"]:
        case = stored[truth["channel_no"]]
        told = flat(case)
        same = ("consumer", "phone", "merchant", "live_room", "order_no", "amount_fen")
        assert {key: told[key] for key in same} == {key: truth[key] for key in same}
        if truth["received_at"]:
            assert told["received_at"] == f"{truth['received_at']}T00:00:00+08:00"


def test_an_unreadable_phone_is_kept_as_the_reason_for_none(desk: Desk) -> None:
    bring(desk, LEDGER)
    without = [case.complaint.consumer for case in all_cases(desk) if case.complaint.consumer.phone is None]
    assert [consumer.no_phone_reason for consumer in without] == ["1380000", "1380000"]


def test_without_a_readable_day_of_receipt_the_import_is_when_it_reached_the_desk(desk: Desk) -> None:
    bring(desk, LEDGER)
    stored = [case for case in all_cases(desk) if case.complaint.received_at == NOW]
    assert len(stored) == 3
    with desk.reading() as session:
        facts = record.entries(session, stored[0].key)[0].entry.facts
    assert facts["assumed"] == ["received_at"]
    assert "上周三" in str(facts["words"])


def test_the_export_of_a_shop_in_gb18030_comes_in_without_its_repeated_line(desk: Desk) -> None:
    told = bring(desk, SHOP)
    assert (told.encoding, told.rows, told.new, told.repeated, told.problems) == ("gb18030", 120, 120, 1, ())
    stored = by_channel_no(desk)
    truth = TRUTH[SHOP]["cases"]
    for line in truth:
        told_of = flat(stored[line["channel_no"]])
        told_of = {key: told_of[key] for key in line if key in told_of}
        assert told_of == {key: line[key] for key in told_of}
    again = bring(desk, SHOP)
    assert (again.new, again.repeated) == (0, 121)


def test_a_sheet_without_claims_and_category_is_registered_as_other(desk: Desk, sheet) -> None:
    transfer.import_sheet(desk, sheet({}, heads=("登记编号", "登记时间", "投诉人", "联系电话", "被投诉企业")))
    case = all_cases(desk)[0]
    assert (case.complaint.category, case.complaint.claims) == (Category.OTHER, (Claim.OTHER,))
    assert "被投诉企业: 好物公司" in case.complaint.facts


def test_columns_nobody_knows_are_kept_under_the_narrative(desk: Desk, sheet) -> None:
    transfer.import_sheet(desk, sheet({"备注": "已电话安抚"}))
    assert all_cases(desk)[0].complaint.facts == "皮鞋开胶\n备注: 已电话安抚"


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [
        ("统一社会信用代码", "91310115MA1FARM010", "uscc.check_digit"),
        ("证件号码", "310115201305201230", "id.check_digit"),
        ("商品名称", "鞋" * 201, "text.too_long"),
    ],
)
def test_a_value_that_cannot_be_right_is_told_and_left_empty(desk: Desk, sheet, column, typed, code) -> None:
    path = sheet({column: typed}, heads=(*HEADS, column))
    told = transfer.import_sheet(desk, path).value
    assert [(one.cell, one.column, one.value, one.code) for one in told.problems] == [("J2", column, typed, code)]
    case = all_cases(desk)[0].complaint
    assert (case.merchant.uscc, case.consumer.id_no, case.order.goods) == (None, None, None)


def test_a_narrative_that_is_too_long_is_cut_in_the_case_and_whole_in_the_record(desk: Desk, sheet) -> None:
    told = transfer.import_sheet(desk, sheet({"问题陈述": "长" * 20_001})).value
    assert [one.code for one in told.problems] == ["text.too_long"]
    case = all_cases(desk)[0]
    assert len(case.complaint.facts) == 20_000
    with desk.reading() as session:
        assert record.entries(session, case.key)[0].entry.facts["words"]["问题陈述"] == "长" * 20_001


def test_a_line_without_a_consumer_is_kept_as_a_draft_once(desk: Desk, sheet) -> None:
    path = sheet({"投诉人": ""}, {"登记编号": "3101150000000020261102001"})
    told = transfer.import_sheet(desk, path).value
    assert (told.rows, told.new, told.drafts) == (2, 2, 1)
    assert [(one.cell, one.column, one.code) for one in told.problems] == [("C2", "投诉人", "field.required")]
    assert transfer.import_sheet(desk, path).value.new == 0
    with desk.reading() as session:
        kept = drafts.drafts(session, desk.clerk.key, transfer.DRAFT)
        noted = [each.entry.facts for each in record.entries(session) if each.entry.act == "intake.draft"]
    assert len(kept) == 1
    assert [(facts["line"], facts["words"]["问题陈述"]) for facts in noted] == [(2, "皮鞋开胶")]
    assert (kept[0].values["merchant.name"], kept[0].values["received_at"]) == ("好物公司", ["2026-11-02", "09:30"])


def test_without_a_channel_number_phone_and_order_tell_a_dispute_again(desk: Desk, sheet) -> None:
    heads = ("登记时间", "投诉人", "联系电话", "被投诉企业", "订单号", "问题陈述", "登记编号")
    transfer.import_sheet(desk, sheet({"登记编号": ""}, heads=heads))
    again = sheet({"登记编号": "", "问题陈述": "又来了"}, {"登记编号": "", "订单号": "89"}, heads=heads)
    assert transfer.import_sheet(desk, again).value.new == 1


def test_another_channel_number_about_the_same_order_is_another_case(desk: Desk, sheet) -> None:
    transfer.import_sheet(desk, sheet({}))
    assert transfer.import_sheet(desk, sheet({"登记编号": "3101150000000020261102001"})).value.new == 1


def test_a_line_without_any_number_is_told_again_by_all_it_says(desk: Desk, sheet) -> None:
    bare = {"登记编号": "", "订单号": "", "联系电话": "", "登记时间": "上周三"}
    path = sheet(bare, bare | {"投诉人": "李某"})
    assert transfer.import_sheet(desk, path).value.new == 2
    later = desk.at(lambda: datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    assert transfer.import_sheet(later, path).value.new == 0


# Refused and broken


def test_a_receipt_after_today_is_no_receipt_on_a_real_desk(real: Desk, sheet) -> None:
    told = transfer.import_sheet(real, sheet({"登记时间": "2062-11-02 09:30"})).value
    assert [(one.cell, one.code) for one in told.problems] == [("B2", "received.in_future")]
    assert all_cases(real)[0].complaint.received_at == NOW


def test_a_receipt_later_today_is_believed_but_nothing_is_registered_ahead(real: Desk, sheet) -> None:
    told = transfer.import_sheet(real, sheet({"登记时间": "2026-11-23 10:05"})).value
    case = all_cases(real)[0]
    assert told.problems == ()
    assert case.complaint.received_at == datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
    assert case.registered_at == NOW


def test_the_clock_of_a_practice_desk_may_lag_behind_its_sheet(desk: Desk) -> None:
    early = desk.at(lambda: datetime(2026, 10, 1, tzinfo=UTC))
    assert bring(early, QUEUE).problems == ()
    assert by_channel_no(desk)["3101150000000020261102000"].clock("R-ODR").due == date(2026, 11, 16)


def test_a_sheet_that_tells_no_channel_is_refused_until_its_kind_is_named(desk: Desk, sheet) -> None:
    path = sheet({}, heads=("投诉人", "联系电话", "商家名称", "问题陈述"))
    assert transfer.import_sheet(desk, path, dry_run=True).value.new == 1
    with pytest.raises(Refusal, match=r"sheet\.channel_unknown"):
        transfer.import_sheet(desk, path)
    told = transfer.import_sheet(desk, path, profile="shop_after_sales").value
    assert told.profile == "shop_after_sales"
    assert told.cases[0].channel is Channel.PLATFORM


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", "一封信\n没有表头".encode()])
def test_a_refused_file_leaves_nothing(desk: Desk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal, match="sheet"):
        transfer.import_sheet(desk, path)
    with pytest.raises(Refusal, match=r"sheet\.profile_unknown"):
        bring(desk, QUEUE, profile="none")
    with desk.reading() as session:
        assert [each.entry.act for each in record.entries(session)] == ["desk.create"]


def test_a_clerk_without_the_intake_role_imports_nothing(desk: Desk) -> None:
    clerks.add(desk, "读者", [Role.AUDITOR])
    reader = desk.acting_as("读者")
    assert bring(reader, QUEUE, dry_run=True).new == 240
    with pytest.raises(Refusal, match=r"step\.role"):
        bring(reader, QUEUE)
    with pytest.raises(Refusal, match=r"step\.role"):
        transfer.undo_batch(reader, 1)


def test_what_the_disk_says_passes_through_and_leaves_the_batch_out(desk: Desk, monkeypatch) -> None:
    def full(*_told: object, **_also: object) -> None:
        raise Fault("disk.full", path="")

    monkeypatch.setattr(record, "append", full)
    with pytest.raises(Fault, match=r"disk\.full"):
        bring(desk, QUEUE)
    monkeypatch.undo()
    assert all_cases(desk) == []
    assert bring(desk, QUEUE).new == 240


def test_an_import_that_broke_off_keeps_whole_transactions_and_goes_on_next_time(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr(transfer, "CHUNK", 100)
    told: list[int] = []

    def break_off(done: int, _all: int) -> bool:
        told.append(done)
        if done == 160:
            raise Fault("disk.full", path="")
        return True

    with pytest.raises(Fault, match=r"disk\.full"):
        bring(desk, QUEUE, progress=break_off)
    assert told == list(range(20, 161, 20))
    assert len(all_cases(desk)) == 100
    again = bring(desk, QUEUE)
    assert (again.new, again.repeated) == (140, 100)
    assert transfer.undo_batch(desk, 1).value.withdrawn == 100


def test_a_stopped_import_keeps_the_transaction_under_way(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr(transfer, "CHUNK", 100)
    told = bring(desk, QUEUE, progress=lambda done, _all: done < 120)
    assert (told.new, told.stopped, len(all_cases(desk))) == (200, True, 200)


# Taken back


def test_an_untouched_batch_goes_back_and_its_sheet_may_come_again(desk: Desk) -> None:
    batch = bring(desk, QUEUE).batch
    told = transfer.undo_batch(desk, batch).value
    assert (told.withdrawn, told.file) == (240, QUEUE)
    gone = all_cases(desk)
    assert {case.state for case in gone} == {State.WITHDRAWN}
    assert all(not clock.running for case in gone for clock in case.clocks)
    assert bring(desk, QUEUE).new == 240
    assert len(all_cases(desk)) == 480
    assert upkeep.check(desk) == ()


def test_the_record_keeps_the_channel_number_a_withdrawn_case_had(desk: Desk, sheet) -> None:
    transfer.import_sheet(desk, sheet({}))
    transfer.undo_batch(desk, 1, why="拿错了表")
    case = all_cases(desk)[0]
    with desk.reading() as session:
        last = record.entries(session, case.key)[-1].entry
    assert case.complaint.channel_no is None
    assert (last.act, last.facts["channel_no"], last.why) == ("dispute.withdraw", LINE[0], "拿错了表")


def test_a_case_without_channel_number_may_come_again_too(desk: Desk, sheet) -> None:
    path = sheet({"登记编号": ""}, {"登记编号": "", "订单号": "", "投诉人": "李某"})
    transfer.import_sheet(desk, path)
    transfer.undo_batch(desk, 1)
    assert transfer.import_sheet(desk, path).value.new == 2


def test_a_batch_that_was_worked_on_stays_and_says_where(desk: Desk) -> None:
    batch = bring(desk, QUEUE).batch
    steps.take_step(desk, "ODR-2026-00007", Step.ACCEPT, {})
    with pytest.raises(Refusal, match=r"batch\.touched") as no:
        transfer.undo_batch(desk, batch)
    assert no.value.data["numbers"] == ["ODR-2026-00007"]
    assert cases.view(desk, "ODR-2026-00001").case.state is State.REGISTERED


def test_a_batch_goes_back_once_and_an_unknown_one_never(desk: Desk) -> None:
    batch = bring(desk, SHOP).batch
    transfer.undo_batch(desk, batch)
    with pytest.raises(Refusal, match=r"batch\.undone"):
        transfer.undo_batch(desk, batch)
    with pytest.raises(Refusal, match=r"batch\.unknown"):
        transfer.undo_batch(desk, 99)


def test_drafts_of_a_batch_go_back_with_it_unless_somebody_typed_on(desk: Desk, sheet) -> None:
    path = sheet({"投诉人": ""}, {"登记编号": "2", "投诉人": ""})
    transfer.import_sheet(desk, path)
    with desk.writing() as session:
        first = drafts.drafts(session)[0]
        drafts.save(session, first._replace(saved_at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC)))
    assert transfer.undo_batch(desk, 1).value.drafts == 1
    with desk.reading() as session:
        assert [draft.key for draft in drafts.drafts(session)] == [first.key]

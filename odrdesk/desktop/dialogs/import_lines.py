"""What the import dialog shows of a sheet in its tables: columns as they were understood, cases, repeats, problems."""

from collections.abc import Callable, Mapping
from datetime import datetime

from odrdesk.desktop import formats
from odrdesk.desktop.dialogs.import_parts import Cell, Drawn
from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.models.columns import Drawn as ListDrawn
from odrdesk.desktop.tokens import Tone
from odrdesk.domain.identity import mask_address, mask_id, mask_name, mask_phone
from odrdesk.domain.sheet_complaints import CellProblem
from odrdesk.domain.sheet_lines import IntakeRow
from odrdesk.domain.sheet_words import Field
from odrdesk.services import transfer
from odrdesk.services.books import compound_surnames
from odrdesk.services.transfer import Repeat
from odrdesk.text import Language, _, field_label, language, sentence

_LABELS: Mapping[Field, str] = {
    Field.CONSUMER: "consumer.name",
    Field.PHONE: "consumer.phone",
    Field.ID_NO: "consumer.id_no",
    Field.ADDRESS: "consumer.address",
    Field.MERCHANT: "merchant.name",
    Field.USCC: "merchant.uscc",
    Field.LIVE_ROOM: "live.room",
    Field.HOST: "live.host",
    Field.ORDER_NO: "order.no",
    Field.GOODS: "order.goods",
    Field.QUANTITY: "order.quantity",
    Field.AMOUNT: "order.paid",
    Field.BOUGHT_ON: "order.bought_on",
}
"""Fields of a sheet and the names of the intake's fields they fill, where the two differ."""


def profile_words(name: str) -> str:
    """The words for a kind of sheet."""
    known = {
        "odr12315": _("12315 控制台"),
        "regulator_ledger": _("监管转办台账"),
        "shop_after_sales": _("店铺售后单"),
    }
    return known.get(name, name)


def mapping_columns() -> tuple[Column, ...]:
    """The table of columns."""
    return (
        _column("title", _("文件里的列"), 190),
        _column("samples", _("前几个值"), 0),
        _column("field", _("对应到"), 210),
    )


def mapping_cells(column: transfer.Column) -> tuple[Cell, ...]:
    """One column of the sheet: heading, first values (what identifies people masked), field."""
    mask = _masks().get(column.field, str) if column.field else str
    samples = formats.DOT.join(mask(" ".join(sample.split())) for sample in column.samples)
    if column.field in (Field.STATUS, Field.RESULT) or column.field is None:
        return (Cell(column.title), _quiet(samples), Cell(_("只留原文"), drawn=Drawn.PILL, tone=Tone.NEUTRAL))
    label = field_words(column.field)
    return (Cell(column.title), _quiet(samples), Cell(label, drawn=Drawn.PILL, tone=Tone.OK))


def field_words(field: Field) -> str:
    """What a field of a sheet is called here."""
    return field_label(_LABELS.get(field, field.value))


def problem_words(problem: CellProblem) -> str:
    """What is wrong with a cell and how to mend it, in one line."""
    return f"{problem.cell} {problem.column}: {sentence(problem.code, problem.data)}"


def case_columns() -> tuple[Column, ...]:
    """The table of cases to come."""
    return (
        _column("line", _("行"), 58),
        _column("received", _("收到"), 142),
        _column("no", _("渠道编号"), 132),
        _column("consumer", _("消费者"), 84),
        _column("merchant", _("商家 / 直播间"), 230),
        _column("goods", _("商品"), 0),
        Column("amount", _("金额"), 112, ListDrawn.AMOUNT),
    )


def case_cells(row: IntakeRow) -> tuple[Cell, ...]:
    """One case to come; names masked as in every list."""
    received = row.received_at
    told = formats.stamp(received) if isinstance(received, datetime) else formats.day(received)
    return (
        _quiet(str(row.line)),
        _quiet(told),
        _quiet(_tail(row.channel_no)),
        Cell(mask_name(row.consumer or "", compound_surnames()) or "—"),
        Cell(row.merchant or row.live_room or "—"),
        Cell(row.goods or "—"),
        Cell(formats.money(row.amount), drawn=Drawn.AMOUNT),
    )


def repeat_columns() -> tuple[Column, ...]:
    """The table of lines that are there already."""
    return (
        _column("line", _("行"), 58),
        _column("no", _("渠道编号"), 132),
        _column("consumer", _("消费者"), 84),
        _column("merchant", _("商家 / 直播间"), 230),
        _column("why", _("说明"), 0),
    )


def repeat_cells(repeat: Repeat, row: IntakeRow | None) -> tuple[Cell, ...]:
    """One line that makes no case, and why; `row` is None where the sheet itself repeats a line."""
    known = _("已登记为 {number}").format(number=repeat.number) if repeat.number else _("与表内另一行或已存的草稿相同")
    return (
        _quiet(str(repeat.line)),
        _quiet(_tail(row.channel_no if row else None)),
        Cell(mask_name(row.consumer or "", compound_surnames()) if row else "—"),
        Cell((row.merchant or row.live_room or "—") if row else "—"),
        Cell(known),
    )


def alike_cells(repeat: Repeat, row: IntakeRow | None) -> tuple[Cell, ...]:
    """One line that looks like a case on the desk; it comes in all the same, for it has a deadline of its own."""
    words = _("订单，或 30 天内的电话与商家，和 {number} 相同；照常登记，登记后可以并案").format(number=repeat.number)
    return (*repeat_cells(repeat, row)[:-1], Cell(words))


def problem_columns() -> tuple[Column, ...]:
    """The table of cells that could not be used."""
    return (
        _column("cell", _("单元格"), 78),
        _column("column", _("列"), 112),
        _column("value", _("内容"), 204),
        _column("why", _("问题与处理"), 0),
    )


def problem_cells(problem: CellProblem) -> tuple[Cell, ...]:
    """One cell that could not be used: what is wrong, and beneath it how to mend it."""
    stop = "。" if language() is Language.ZH_CN else ". "
    cause, _stop, cure = sentence(problem.code, problem.data).partition(stop)
    return (
        _quiet(problem.cell),
        Cell(problem.column or "—"),
        Cell(" ".join(problem.value.split()) or _("（空）")),
        Cell(cause + stop.strip(), cure),
    )


def _masks() -> Mapping[Field, Callable[[str], str]]:
    return {
        Field.CONSUMER: lambda name: mask_name(name, compound_surnames()),
        Field.PHONE: mask_phone,
        Field.ID_NO: mask_id,
        Field.ADDRESS: mask_address,
    }


def _column(key: str, title: str, width: int) -> Column:
    return Column(key, title, width, ListDrawn.PLAIN)


def _quiet(text: str) -> Cell:
    return Cell(text, drawn=Drawn.QUIET)


def _tail(number: str | None) -> str:
    """The end of a long number: the beginning is the same in a whole sheet."""
    if not number:
        return "—"
    return f"…{number[-10:]}" if len(number) > 12 else number

"""A report for programs: every figure with its name, value and cases, and how it is counted, as CSV or JSON."""

import json
from collections.abc import Mapping
from decimal import Decimal

from odrdesk.documents.csv_text import csv_bytes
from odrdesk.documents.period_facts import ReportFacts, notes
from odrdesk.documents.register_words import word
from odrdesk.domain.money import Fen
from odrdesk.domain.reporting import RATES, Figure, FigureKey, Value
from odrdesk.domain.vocabulary import Category

HEADINGS = ("期间", "代码", "指标", "问题类别", "数值", "单位", "案件数", "案号")
NOTE = "note"
"""The code of a line that tells how figures are counted."""


def csv_table(facts: ReportFacts) -> bytes:
    """A line for each figure, for each category where it is divided, and for each note. Money in yuan, to the fen."""
    period = facts.content.period.name
    rows: list[tuple[object, ...]] = []
    for key, figure in facts.content.figures.items():
        if isinstance(figure.value, Mapping):
            rows += [
                (period, key.value, word(key), word(Category(name)), count, "件", count, _joined(figure, name))
                for name, count in figure.value.items()
            ]
        else:
            cases = (len(figure.cases), "、".join(figure.cases))
            rows.append((period, key.value, word(key), None, _plain(figure.value), _unit(key, figure.value), *cases))
    rows += [(period, NOTE, note, None, None, None, None, None) for note in notes()]
    return csv_bytes(HEADINGS, rows)


def json_text(facts: ReportFacts) -> bytes:
    """The figures by their keys as the command line gives them, each with its name and unit; money in fen."""
    content = facts.content
    told = {
        "period": content.period.name,
        "from": content.period.first.isoformat(),
        "to": content.period.last.isoformat(),
        "as_of": content.as_of.isoformat(),
        "unit": content.unit,
        "version": facts.version,
        "figures": {key.value: _figure(key, one) for key, one in content.figures.items()},
        "notes": list(notes()),
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _figure(key: FigureKey, one: Figure) -> dict[str, object]:
    value = one.value
    told: dict[str, object] = {
        "name": word(key),
        "value": float(value) if isinstance(value, Decimal) else value,
        "unit": "分" if isinstance(value, Fen) else _unit(key, value),
        "cases": list(one.cases),
    }
    return told | ({"parts": {name: list(cases) for name, cases in one.parts.items()}} if one.parts else {})


def _joined(figure: Figure, part: str) -> str:
    return "、".join((figure.parts or {}).get(part, ()))


def _plain(value: Value) -> object:
    return str(value) if isinstance(value, Decimal) else value


def _unit(key: FigureKey, value: Value) -> str:
    if key in RATES:
        return "%"
    if key is FigureKey.MEAN_WORKING_DAYS:
        return "工作日"
    if isinstance(value, Fen) or key.value.endswith("_fen"):
        return "元"
    return "笔" if key is FigureKey.PREPAID_COUNT else "件"

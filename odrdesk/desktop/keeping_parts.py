"""The editors of a form as plain values: what is typed in each, how it is written back, how a change is heard."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from odrdesk.desktop.forms.checklist import Checklist
from odrdesk.desktop.forms.chips import Chips
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.terms import TermRow, TermsEditor
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.widgets.segmented import Segmented

Act = Callable[[], object]


class _Way(NamedTuple):
    """How one sort of editor is read, written and heard; `takes` is the type its value has."""

    read: Callable[[Any], object]
    write: Callable[[Any, Any], object]
    hear: Callable[[Any, Act], object]
    takes: type


def typed(part: QWidget) -> object:
    """What is typed or chosen, as a plain JSON value."""
    way = _way(part)
    return [typed(leaf) for leaf in leaves(part)] if way is None else way.read(part)


def give(part: QWidget, value: object) -> None:
    """Write a value back; one that does not fit the editor any more is left out."""
    way = _way(part)
    if way is not None:
        if isinstance(value, way.takes):
            way.write(part, value)
        return
    for leaf, one in zip(leaves(part), value if isinstance(value, list) else (), strict=False):
        give(leaf, one)


def listen(part: QWidget, heard: Act) -> None:
    """Call `heard` at every change."""
    way = _way(part)
    if way is not None:
        way.hear(part, heard)
        return
    for leaf in leaves(part):
        listen(leaf, heard)


def leaves(part: QWidget) -> Sequence[QWidget]:
    """The simple editors inside a composite one, in the order they were made."""
    found: list[QWidget] = []
    for child in part.children():
        if isinstance(child, QWidget):
            found.extend(leaves(child) if _way(child) is None else (child,))
    return found


def length(value: object) -> int:
    """How many characters of text a value holds."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(map(length, value.values()))
    return sum(map(length, value)) if isinstance(value, list | tuple) else 0


def _way(part: QWidget) -> _Way | None:
    return next((way for sort, way in _WAYS if isinstance(part, sort)), None)


def _choose(choice: Choice, key: str) -> None:
    if choice.isEditable() or choice.findData(key) >= 0:
        choice.choose(key)


def _segment(segmented: Segmented, key: str) -> None:
    if key in segmented.keys:
        segmented.choose(key)


def _tick(tick: Tick, on: bool) -> None:
    tick.setChecked(on)
    if on and tick.parentWidget() is not None:
        tick.show()


def _check(ticks: Checklist, keys: list[object]) -> None:
    for key, tick in ticks.ticks.items():
        tick.setChecked(key in keys)


def _term(row: TermRow) -> dict[str, object]:
    return {"kind": row.kind.key, "payer": row.payer.key, "amount": row.amount.text(), "due": row.due.text()}


def _give_terms(editor: TermsEditor, told: list[object]) -> None:
    rows = [one for one in told if isinstance(one, Mapping)]
    while len(editor.rows) < len(rows):
        editor.add_row(None)
    while len(editor.rows) > max(1, len(rows)):
        editor.rows[-1].gone.emit()
    for row, one in zip(editor.rows, rows, strict=False):
        row.kind.choose(str(one.get("kind", "")))
        row.payer.choose(str(one.get("payer", "")))
        row.amount.setText(str(one.get("amount", "")))
        row.due.setText(str(one.get("due", "")))


_WAYS: Sequence[tuple[type[QWidget], _Way]] = (
    (
        QPlainTextEdit,
        _Way(
            QPlainTextEdit.toPlainText,
            QPlainTextEdit.setPlainText,
            lambda part, act: part.textChanged.connect(act),
            str,
        ),
    ),
    (
        Choice,
        _Way(
            lambda part: part.key, _choose, lambda part, act: part.currentTextChanged.connect(lambda _text: act()), str
        ),
    ),
    (
        QLineEdit,
        _Way(QLineEdit.text, QLineEdit.setText, lambda part, act: part.textChanged.connect(lambda _text: act()), str),
    ),
    (
        Segmented,
        _Way(lambda part: part.current, _segment, lambda part, act: part.chosen.connect(lambda _key: act()), str),
    ),
    (Tick, _Way(Tick.isChecked, _tick, lambda part, act: part.toggled.connect(lambda _on: act()), bool)),
    (Checklist, _Way(lambda part: list(part.chosen), _check, lambda part, act: part.edited.connect(act), list)),
    (Chips, _Way(lambda part: list(part.chosen), Chips.choose, lambda part, act: part.edited.connect(act), list)),
    (
        TermsEditor,
        _Way(lambda part: list(map(_term, part.rows)), _give_terms, lambda part, act: part.changed.connect(act), list),
    ),
)

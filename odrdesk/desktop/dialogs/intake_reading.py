"""What was read in the text and where it went: fills the form, tints the pieces, and knows what is still to look at."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from odrdesk.desktop.dialogs.intake_text import TextPane
from odrdesk.desktop.forms.complaint import REQUIRED, ComplaintForm, Mark
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.original import Piece
from odrdesk.desktop.work import Work
from odrdesk.services import recognition
from odrdesk.services.desk import Desk
from odrdesk.services.recognition import Dictionary, Recognised, Span, Value
from odrdesk.text import _, ngettext

READ_MS = 700
"""After the last key in the text it is read again."""
_INK = {
    **dict.fromkeys(
        ("channel_no", "order.no", "consumer.id_no", "merchant.uscc", "order.link"), (Ink.ACCENT_TEXT, Ink.ACCENT_SOFT)
    ),
    **dict.fromkeys(("consumer.name", "consumer.phone", "consumer.address", "consumer.born_on"), (Ink.OK, Ink.OK_SOFT)),
    **dict.fromkeys(
        ("merchant.name", "live.room", "live.host", "live.mcn", "live.base", "live.account"), (Ink.TEAL, Ink.TEAL_SOFT)
    ),
    **dict.fromkeys(("order.paid", "claimed", "order.payment", "order.quantity"), (Ink.WARN, Ink.WARN_SOFT)),
}
_OTHER_INK, _BESIDE_INK = (Ink.PURPLE, Ink.PURPLE_SOFT), (Ink.TEXT2, Ink.NEUTRAL_SOFT)
_WHOLE = frozenset({"facts", "claims"})
"""The narrative covers everything and the codes of the claims stand where their words do: neither is tinted."""
_LIKELY: Mapping[str, tuple[str, ...]] = {
    "phone": ("consumer.phone",),
    "amount": ("order.paid", "claimed"),
    "day": ("order.bought_on", "order.signed_on", "order.completed_on", "live.on", "received_at", "knew_on"),
    "timecode": ("live.timecode",),
    "number": ("order.no", "channel_no", "consumer.id_no", "merchant.uscc", "consumer.phone"),
    "": ("consumer.name", "merchant.name", "live.room", "live.host", "order.goods", "claims_words", "facts"),
}
_EVERY = (
    "consumer.name", "consumer.phone", "consumer.id_no", "consumer.address", "consumer.born_on", "merchant.name",
    "merchant.uscc", "live.room", "live.host", "live.mcn", "live.base", "live.account", "live.on", "live.timecode",
    "order.no", "order.goods", "order.quantity", "order.paid", "order.bought_on", "order.signed_on",
    "order.completed_on", "order.payment", "order.link", "claimed", "claims", "claims_words", "knew_on", "facts",
    "channel_no", "received_at", "pushed_at", "contact_point",
)  # fmt: skip


class Reading(QObject):
    """Reads when something is pasted, when typing rests and when asked; `told` when the counts changed."""

    told = Signal()

    def __init__(self, pane: TextPane, form: ComplaintForm, work: Work, desk: Desk) -> None:
        super().__init__(pane)
        self._pane, self._form, self._work, self._desk = pane, form, work, desk
        self._names: Dictionary | None = None
        self._spans: list[Span] = []
        self._put: dict[str, object] = {}
        self._seen: set[str] = set()
        self._asked = 0
        self._soon = QTimer(self, singleShot=True, interval=READ_MS)
        self._soon.timeout.connect(self.read)
        pane.pasted.connect(self.read)
        pane.asked.connect(self.read)
        pane.edited.connect(self._soon.start)
        pane.original.pieced.connect(self._ask_piece)
        pane.original.chosen.connect(self._ask_selection)
        pane.original.hovered.connect(self._hovered)
        form.entered.connect(self._entered)
        form.left.connect(self._left)
        form.marked.connect(self.told)
        for field in form.fields.values():
            for part in (field, field.editor, *field.editor.findChildren(QWidget)):
                part.installEventFilter(self)
        work.read(lambda: recognition.dictionary(desk), owner=self, done=self._know)

    @property
    def spans(self) -> Sequence[Span]:
        """What was read and where it went."""
        return tuple(self._spans)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The fields that still ask to be looked at, in the order of the form."""
        marks = self._form.marks
        return tuple(name for name in self._form.fields if marks.get(name) in {Mark.CHECK, Mark.MISSING})

    @property
    def words(self) -> str:
        """How much was read and how much is to be looked at."""
        marks = self._form.marks
        if not marks:
            return _("粘贴之后自动填写，拿不准的会标“请核对”")
        known = sum(1 for mark in marks.values() if mark in {Mark.READ, Mark.CHECKED})
        left = len(self.waiting)
        said = ngettext("{n} 项已识别", "{n} 项已识别", known).format(n=known)
        if not left:
            return _("{said}，没有待核对的了").format(said=said)
        check = ngettext("{n} 项请核对", "{n} 项请核对", left).format(n=left)
        return _("{said}，{check} — Tab 只跳待核对项").format(said=said, check=check)

    def read(self) -> None:
        """Read the text off the window's thread; only the last answer counts."""
        self._soon.stop()
        self._asked += 1
        text, desk, names, asked = self._pane.words, self._desk, self._names, self._asked

        def answer(found: Recognised) -> None:
            if asked == self._asked and text == self._pane.words:
                self.take(found)

        self._work.read(lambda: recognition.recognise(desk, text, names), owner=self, done=answer)

    def take(self, found: Recognised) -> None:
        """Fill in what was read; what a person typed or chose stays."""
        self._spans = list(found.spans)
        values: dict[str, object] = {}
        marks: dict[str, Mark] = {}
        fields = found.fields
        for name, span in fields.items():
            if name in self._form.fields and self._ours(name):
                values[name] = _raw(name, span.value)
                marks[name] = Mark.READ if span.sure else Mark.CHECK
        gone = [name for name in self._put if name not in fields and self._ours(name)]
        raw = self._form.raw()
        # The moment of receipt is filled in before anything is read, and stands where no text tells another.
        values |= {name: _nothing(raw[name]) for name in gone if name != "received_at"}
        self._put = {name: value for name, value in values.items() if name in marks}
        self._seen -= set(marks)
        self._form.fill(values, marks)
        for name in gone:
            self._form.mark(name, None)
        self._tell_missing()
        self._show()

    def forget(self) -> None:
        """A fresh window."""
        self._asked += 1
        self._soon.stop()
        self._spans, self._put, self._seen = [], {}, set()
        self._show()

    def next_stop(self, here: str) -> str:
        """The next field to look at after this one; empty when all were seen."""
        if here:
            self._seen.add(here)
        order = list(self._form.fields)
        left = [name for name in self.waiting if name not in self._seen and self._form.fields[name].isEnabled()]
        at = order.index(here) if here in order else -1
        return next((name for name in left if order.index(name) > at), left[0] if left else "")

    def assign(self, span: Span, field: str) -> None:
        """A person says what a piece is; empty: nothing of ours."""
        text = self._pane.words[span.start : span.end]
        value: Value | None = span.value if field == span.field else None
        if field and value is None:
            value = recognition.value_for(self._desk, field, text) or text.strip()
        kept = [one for one in self._spans if (one.start, one.end, one.field) != (span.start, span.end, span.field)]
        self._spans = [one._replace(field="") if one.field == field and field else one for one in kept]
        self._spans.append(span._replace(field=field, sure=True))
        if span.field and span.field != field:
            self._form.fill({span.field: _nothing(self._form.raw()[span.field])}, {})
            self._form.mark(span.field, None)
        if field:
            raw = _raw(field, value or "")
            self._put[field] = raw
            self._form.fill({field: raw}, {field: Mark.CHECKED})
            self._form.page.reveal(field)
        self._tell_missing()
        self._show()

    def menu(self, span: Span) -> QMenu:
        """What a piece may be: the likely fields first, all others beneath, and that it is none."""
        menu = QMenu(self._pane)
        likely = _LIKELY.get(span.kind, _LIKELY[""])
        for name in likely:
            self._offer(menu, span, name)
        more = menu.addMenu(_("其他项目"))
        for name in _EVERY:
            if name not in likely:
                self._offer(more, span, name)
        if span.field:
            menu.addSeparator()
            menu.addAction(_("不填入任何项目")).triggered.connect(lambda: self.assign(span, ""))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field under the pointer lights its piece; a paste into the fresh window is a paste of the text."""
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave} and isinstance(watched, QWidget):
            name = self._form.name_at(watched) if event.type() is QEvent.Type.Enter else ""
            self._light(name or self._form.name_at(QApplication.focusWidget()))
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Paste)
            and self._fresh
        ):
            self._pane.original.setFocus()
            self._pane.original.paste()
            return True
        return False

    @property
    def _fresh(self) -> bool:
        return self._pane.isVisible() and self._pane.blank and self._form.blank

    def _offer(self, menu: QMenu, span: Span, name: str) -> None:
        action = menu.addAction(_("改为：{field}").format(field=self._form.caption(name)))
        action.setCheckable(True)
        action.setChecked(name == span.field)
        action.triggered.connect(lambda _on=False: self.assign(span, name))

    def _ours(self, name: str) -> bool:
        """Whether a field holds nothing a person put there."""
        raw = self._form.raw()[name]
        untouched = name not in self._form.touched
        return untouched or self._form.empty(name) or (name in self._put and raw == self._put[name])

    def _tell_missing(self) -> None:
        missing = set(self._form.missing())
        for name in REQUIRED:
            if name in missing:
                self._form.mark(name, Mark.MISSING)
            elif self._form.marks.get(name) is Mark.MISSING:
                self._form.mark(name, None)

    def _know(self, names: Dictionary) -> None:
        self._names = names

    def _entered(self, name: str) -> None:
        self._light(name)

    def _left(self, name: str) -> None:
        if self._form.marks.get(name) is Mark.CHECK and self._pane.isVisible():
            self._form.mark(name, Mark.CHECKED)
        self._light(self._form.name_at(QApplication.focusWidget()))

    def _light(self, name: str) -> None:
        self._pane.original.light(name)

    def _hovered(self, key: str) -> None:
        span = self._span(key)
        self._pane.original.setToolTip(self._form.caption(span.field) if span and span.field else "")

    def _show(self) -> None:
        numbers = {span[:2] for span in self._spans if span.field == "channel_no"}
        pieces = [
            Piece(_key(at, span), span.start, span.end, *_inks(span))
            for at, span in enumerate(self._spans)
            if span.field not in _WHOLE and not (span.field == "channel" and span[:2] in numbers)
        ]
        self._pane.original.show_pieces(pieces)
        self.told.emit()

    def _span(self, key: str) -> Span | None:
        return next((span for at, span in enumerate(self._spans) if _key(at, span) == key), None)

    def _ask_piece(self, key: str, place: QPoint) -> None:
        span = self._span(key)
        if span is not None:
            self.menu(span).popup(place)

    def _ask_selection(self, start: int, end: int, place: QPoint) -> None:
        self.menu(Span(start, end, "", "", sure=True)).popup(place)


def _key(at: int, span: Span) -> str:
    return span.field or f"#{at}"


def _nothing(raw: object) -> object:
    return [""] * len(raw) if isinstance(raw, list) else ""


def _inks(span: Span) -> tuple[Ink, Ink]:
    return _INK.get(span.field, _OTHER_INK) if span.field else _BESIDE_INK


def _raw(name: str, value: Value) -> object:
    """A value as the form of a complaint holds it."""
    if name == "consumer.phone":
        return [str(value), "", ""]
    if name in {"received_at", "pushed_at"} and isinstance(value, str):
        return [value, ""]
    if isinstance(value, tuple):
        return list(value)
    return [value] if name == "claims" else value

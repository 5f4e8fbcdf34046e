"""What the registration form asks beside: payment, link, account, consents, language; folded until one is filled."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from odrdesk.desktop.forms.binding import Binding, Bound, Maker, Term
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.domain.vocabulary import Answer, Language
from odrdesk.text import _, field_label, word

PAYMENT, LINK, ACCOUNT, PUBLISH, ENTRUST, LANGUAGE = (
    "order.payment", "order.link", "live.account", "publish", "entrust", "consumer.language",
)  # fmt: skip
FIELDS = (PAYMENT, LINK, ACCOUNT, PUBLISH, ENTRUST, LANGUAGE)
_COLUMNS = 12
_PLACES = ((0, 0, 4), (0, 4, 8), (1, 0, 4), (1, 4, 4), (1, 8, 4), (2, 0, 6))
"""Row, column and width of each field."""


class FurtherPlate(QFrame):
    """Six fields behind a link, which stands wherever the page puts it; open as soon as one of them holds something."""

    def __init__(self, make: Maker, binding: Binding) -> None:
        super().__init__()
        self.link = Button(
            make.look, _("更多：支付方式、链接与两项同意"), "chevron-down", Kind.LINK, height=24, icon_size=14
        )
        self.link.clicked.connect(self.turn)
        self._plate = QFrame()
        self._plate.setProperty("plate", "quote")
        grid = QGridLayout(self._plate)
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for bound, (row, column, span) in zip(_fields(make), _PLACES, strict=True):
            grid.addWidget(binding.add(bound), row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self._plate)
        self._plate.hide()
        self.hide()

    @property
    def open(self) -> bool:
        """Whether the fields are in view."""
        return not self._plate.isHidden()

    def _show(self, *, on: bool) -> None:
        self._plate.setVisible(on)
        self.setVisible(on)

    def turn(self) -> None:
        """Open or fold."""
        self._show(on=self._plate.isHidden())

    def follow(self, raw: Mapping[str, object]) -> None:
        """Open where something is typed."""
        if any(raw.get(name) for name in FIELDS):
            self._show(on=True)


def _fields(make: Maker) -> tuple[Bound, ...]:
    return (
        make.line(PAYMENT, field_label(PAYMENT)),
        make.line(LINK, field_label(LINK), hint="https://"),
        make.line(ACCOUNT, field_label(ACCOUNT)),
        _choice(make, PUBLISH, Answer, _("未询问")),
        _choice(make, ENTRUST, Answer, _("未询问")),
        _choice(make, LANGUAGE, Language, _("未说明")),
    )


def _choice(make: Maker, name: str, terms: type[Term], nothing: str) -> Bound:
    entry = Choice(make.look, [("", nothing), *((one.value, word(one)) for one in terms)])
    entry.choose("")

    def read() -> Any:
        return terms(entry.key) if entry.key else None

    return Bound(Field(make.look, name, field_label(name), entry), lambda: entry.key, entry.choose, read)

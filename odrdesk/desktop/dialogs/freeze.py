"""定稿: what it means that a period's figures are kept for good, before it is done; the safe answer has the keys."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.text import _

WIDTH = 480


class FreezeDialog(Dialog):
    """`agreed` when the figures of the period so named are to be kept; `missing` is what the report still lacks."""

    agreed = Signal()

    def __init__(self, look: Look, window: QWidget, named: str, missing: Sequence[str], version: int) -> None:
        super().__init__(look, window, _("定稿 {period}？").format(period=named))
        told = _("这些数字将作为第 {n} 版保留，不能修改也不能删除。以后有更正，要再定稿一版，并附更正说明。")
        self.body.addWidget(Label(told.format(n=version), 14, wrap=True))
        if missing:
            self.body.addWidget(Label(_("还差：{what}").format(what=_("；").join(missing)), 13, Ink.WARN, wrap=True))
        self.safe = self.button(_("先不定稿"))
        self.safe.clicked.connect(self.close_over)
        self.go = self.button(_("定稿 {period}").format(period=named), Kind.PRIMARY, "lock")
        self.go.clicked.connect(self._agree)

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _agree(self) -> None:
        self.close_over()
        self.agreed.emit()

"""The report of a period as it will be sent, before it is: looked at, written out, frozen."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from odrdesk.desktop.dialogs.preview import PreviewDialog, Sheet
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.text import _


class ReportDialog(PreviewDialog):
    """`exported` when the files are wanted (Ctrl+S), `freeze_asked` when the figures are to be kept for good."""

    exported = Signal()
    freeze_asked = Signal()

    def __init__(self, look: Look, window: Window, work: Work, fetch: Callable[[int], bytes], sheet: Sheet) -> None:
        super().__init__(look, window, work, fetch, [sheet])
        self.freeze = self.button(_("定稿"), Kind.DEFAULT, "lock")
        self.freeze.clicked.connect(self.freeze_asked)
        self.save.relabel(_("导出 PDF 和 Excel"))

    def save_as(self) -> None:
        """The files that are sent: the paper to sign, the workbook with the cases behind every figure."""
        self.exported.emit()

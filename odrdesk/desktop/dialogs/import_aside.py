"""Beside the import itself: lines with problems are taken out as a sheet, imports of the day are taken back."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from odrdesk.desktop.dialogs import import_lines as told_as
from odrdesk.desktop.dialogs.import_deeds import RecentImports
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.services import sheet_habits, transfer
from odrdesk.services.desk import Desk
from odrdesk.services.transfer import Imported, Undone
from odrdesk.text import _


class Aside(QObject):
    """`refused` and `faulted` where something could not be done; the dialog says why."""

    refused = Signal(object)
    faulted = Signal(object)

    def __init__(self, recent: RecentImports, window: Window, desk: Desk, work: Work) -> None:
        super().__init__(recent)
        self._recent, self._window, self._desk, self._work = recent, window, desk, work
        recent.asked.connect(self._take_back)

    def write_problems(self, path: Path, found: Imported, out: Path) -> None:
        """Write the lines that have problems, each with what is wrong and how to mend it."""
        why: dict[int, str] = {}
        for one in found.problems:
            line = int(one.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            why[line] = "\n".join(filter(None, (why.get(line), told_as.problem_words(one))))
        lines, heading = sheet_habits.Lines(found.sheet, found.first_line, why), _("问题与处理")
        self._work.read(
            lambda: sheet_habits.write_problem_rows(out, path, lines, heading),
            owner=self,
            done=self._taken_out,
            refused=self.refused.emit,
            faulted=self.faulted.emit,
        )

    def look_back(self) -> None:
        """Offer the imports of the last 24 hours."""
        desk = self._desk
        self._work.read(lambda: sheet_habits.recent(desk), owner=self, done=self._recent.show_batches)

    def _taken_out(self, place: Path) -> None:
        self._window.toasts.say(_("已存为 {file}").format(file=place.name))

    def _take_back(self, batch: sheet_habits.Batch) -> None:
        desk = self._desk
        self._work.write(
            lambda: transfer.undo_batch(desk, batch.key, why=_("撤销导入")),
            owner=self,
            done=self._back,
            refused=self.refused.emit,
            faulted=self.faulted.emit,
        )

    def _back(self, told: Undone) -> None:
        self._window.toasts.say(_("已撤销导入，撤回 {n} 件").format(n=f"{told.withdrawn:,}"))
        self.look_back()

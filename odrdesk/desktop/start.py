"""From nothing to an open desk: a first start where there is none, words and ways out where it will not open."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QSettings, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odrdesk.desktop import appearance, asking, tell
from odrdesk.desktop.crash import Net
from odrdesk.desktop.dialogs.first_start import FirstStart, Homes, usual_homes
from odrdesk.desktop.dialogs.restore import RestoreDialog
from odrdesk.desktop.forms.looks import recall
from odrdesk.desktop.front import PATIENCE_MS, Front
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.instance import Instance
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.window import Page, Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.seats import Seat
from odrdesk.services import clerks, upkeep
from odrdesk.services import settings as desk_settings
from odrdesk.services.desk import DATABASE, Desk, open_desk, wall_clock
from odrdesk.text import _, language, refusal_text

DONE, BROKEN = 0, 3
AGAIN = frozenset({"desk.locked", "desk.read_only", "desk.cannot_open", "desk.disk_error", "disk.full"})
"""What may have passed when one tries again."""
LOST = frozenset({
    "desk.empty", "desk.not_a_database", "desk.cut_short", "desk.damaged", "desk.tail_lost", "desk.diverged",
    "desk.key_missing", "desk.key_damaged", "desk.migration_failed",
})  # fmt: skip
"""What a backup mends."""
_OPENING = "opening"


class Opening(Page):
    """Empty at first; a sentence only where it takes long enough to be read."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        words = EmptyState(look)
        words.say("")
        column = QVBoxLayout(self)
        column.addWidget(words)
        QTimer.singleShot(PATIENCE_MS, words, lambda: words.say(_("正在打开…")))


class Start(QObject):
    """`begin(folder)` once; `code` is the exit status, 3 where no desk could be opened. `gone`: the program may end."""

    gone = Signal()

    def __init__(self, look: Look, settings: QSettings, net: Net) -> None:
        super().__init__()
        self._look, self._settings = look, settings
        self.hub = Hub()
        self.work = Work(self.hub, bug=net.caught, fault=self._broke, refusal=self._refused)
        self.code = BROKEN
        self.window: Window | None = None
        self.front: Front | None = None
        self.first: FirstStart | None = None
        self._instance: Instance | None = None
        self._files: list[Path] = []
        net.fell.connect(self._fell)

    def begin(self, folder: Path, files: Sequence[Path] = ()) -> None:
        """Open the desk in `folder`, or ask what to begin with where there is none; `files` are for it then."""
        self._files = [one.resolve() for one in files]
        if (folder / DATABASE).exists() or folder != usual_homes().desk:
            self.open(folder)
        else:
            self.ask_first(usual_homes())

    def ask_first(self, homes: Homes) -> None:
        """The first start: a new desk, the demonstration, a backup."""
        self.code = DONE
        self.first = FirstStart(self._look, self.work, homes)
        self.first.chosen.connect(self.open)
        self.first.resize(1100, 720)
        self.first.show()
        self._hide_window()

    def open(self, folder: Path, *, writing: bool = True) -> None:
        """Open a desk off the GUI thread; the window stands meanwhile."""
        if not self._alone(folder):
            self.code = DONE
            self.gone.emit()
            return
        window = self._show_window()
        self._say_opening(window)

        def opened() -> tuple[Desk, dict[str, object], tuple[Seat, ...]]:
            desk = open_desk(folder, clock=wall_clock, writing=writing)
            _law, _calendar = desk.law, desk.calendar  # read here, not where the window paints
            return desk, desk_settings.read(desk, desk_settings.LOOKS), clerks.roll(desk)

        self.work.read(
            opened,
            done=lambda found: self._opened(*found),
            refused=lambda no: self._closed_out(folder, Fault(no.code, **dict(no.data))),
            faulted=lambda fault: self._closed_out(folder, fault),
        )

    def end(self) -> None:
        """The program ends: nothing runs on, the name is free."""
        self.work.finish()
        if self._instance is not None:
            self._instance.release()

    def _opened(self, desk: Desk, looks: dict[str, object], seats: tuple[Seat, ...]) -> None:
        self.code = DONE
        spoken = language()
        recall(looks, self._look, self._settings)
        if language() is not spoken:
            self._hide_window()
        front = self._furnish(desk)
        if not desk.practice and any(one.owner and one.has_password for one in seats):
            front.sitting.lock_with(seats)
        self._hand_over()
        if self.first is not None:
            self.first.hide()
            self.first.deleteLater()
            self.first = None

    def _furnish(self, desk: Desk) -> Front:
        """Put the front of a desk into the window."""
        window = self._show_window()
        if window.has_page(_OPENING):
            window.drop_page(_OPENING)
        self.front = Front(self._look, window, self._settings, work=self.work, hub=self.hub, desk=desk)
        self.front.respoken.connect(self._say_again)
        self.front.sitting.taken.connect(self._seat)
        self.front.settings.put_back.connect(self._put_in_place)
        # Whoever signs in may be another, whose window is made after this: the files are for that one.
        self.front.sitting.unlocked.connect(lambda: QTimer.singleShot(0, self, self._hand_over))
        self.front.desktop.session.listen(int(window.winId()))
        return self.front

    def _say_again(self) -> None:
        """Another language: the same desk in a new window, for every word was already said."""
        if self.front is not None:
            self._seat(self.front.desk, "settings")  # where the language was chosen

    def _put_in_place(self, source: Path) -> None:
        """A backup in the place of the open desk: it is closed, with a backup of its own, and the other one opened."""
        front, window = self.front, self.window
        if front is None or window is None:
            return
        desk, folder = front.desk, front.desk.path
        asking.withdraw()
        window.leaving.emit()
        window.keep_place()
        front.step_aside()
        self.front = None
        self._hide_window()
        self._say_opening(self._show_window())

        def swap() -> None:
            failed = desk.close()
            if failed is not None:
                raise failed
            upkeep.restore(source, folder, clock=wall_clock)

        self.work.write(
            swap,
            done=lambda _none: self.open(folder),
            faulted=lambda fault: self._not_put(folder, fault),
        )

    def _not_put(self, folder: Path, fault: Fault) -> None:
        """The desk stays as it was: open it again, and say what was wrong with the backup."""
        if not fault.code.startswith("backup."):
            self._closed_out(folder, fault)
            return
        self.open(folder)
        self._broke(fault)

    def _seat(self, desk: Desk, page: str) -> None:
        """Another clerk, or other words: a new window for them, so that nothing remembers those before."""
        front, window = self.front, self._show_window()
        if front is None:
            return
        asking.withdraw()  # nobody is left to answer
        window.leaving.emit()  # what is typed is kept
        window.keep_place()
        front.step_aside()
        self._hide_window()
        self._furnish(desk)
        self._show_window().jobs.inherit(window.jobs)
        if page:
            self._show_window().registry.run(page)

    def _show_window(self) -> Window:
        if self.window is None:
            window = Window(self._look, self._settings)
            appearance.offer(window.registry, self._look, self._settings)
            window.registry.handle("open_desk", self._open_another)
            window.restore_place()
            window.show()
            self.window = window
        return self.window

    def _hide_window(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            # Only hidden now: were it closed while it is the last one, the program would end.
            QTimer.singleShot(0, window, window.deleteLater)
            window.hide()

    def _say_opening(self, window: Window) -> None:
        if window.has_page(_OPENING):
            return
        window.add_page(_OPENING, Opening(self._look))
        window.go(_OPENING)

    def _alone(self, folder: Path) -> bool:
        """Whether no other window has this desk; where one has, it comes forward instead."""
        if self._instance is not None:
            self._instance.release()
        self._instance = Instance(str(folder.resolve()))
        self._instance.called.connect(self._come_forward)
        return self._instance.claim([str(one) for one in self._files])

    def _come_forward(self, words: list[str]) -> None:
        """Another start asked for this window, perhaps with files."""
        self._files += [path for word in words if (path := Path(word)).is_file()]
        if self.window is not None:
            self.window.come_forward()
            self._hand_over()

    def _hand_over(self) -> None:
        """Files wait until the desk is open and nobody has to sign in first."""
        if self.window is not None and self.front is not None and self.front.sitting.panel is None:
            files, self._files = self._files, []
            self.window.files_fell(files)

    def _closed_out(self, folder: Path, fault: Fault) -> None:
        """It does not open: say why and offer what can be done."""
        self.code = BROKEN
        window = self._show_window()
        dialog = tell.FaultDialog(self._look, window, fault, self._ways(folder, fault))
        dialog.title.setText(_("没有打开工作台"))
        dialog.last.relabel(_("退出"))
        dialog.last.clicked.connect(window.close)
        window.cover(dialog, dialog.last)

    def _ways(self, folder: Path, fault: Fault) -> list[tell.Way]:
        ways: list[tell.Way] = []
        if fault.code == "desk.unknown":
            ways.append((_("在这里新建…"), partial(self.ask_first, Homes(folder, usual_homes().demo))))
        if fault.code == "desk.locked":
            ways.append((_("只读打开"), partial(self.open, folder, writing=False)))
        if fault.code in LOST and upkeep.backups(folder):
            ways.append((_("从备份恢复…"), partial(self._restore, folder, fault)))
        ways.append((_("打开另一个…"), partial(self._choose_other, folder, fault)))
        if fault.code in AGAIN:
            ways.append((_("再试一次"), partial(self.open, folder)))
        return ways

    def _restore(self, folder: Path, fault: Fault) -> None:
        window = self._show_window()
        dialog = RestoreDialog(self._look, window, upkeep.backups(folder))
        dialog.declined.connect(lambda: self._closed_out(folder, fault))
        dialog.agreed.connect(lambda source: self._put_back(Path(source), folder))
        window.cover(dialog, dialog.no)

    def _put_back(self, source: Path, folder: Path) -> None:
        self.work.write(
            lambda: upkeep.restore(source, folder, clock=wall_clock),
            done=lambda _restored: self.open(folder),
            faulted=lambda fault: self._closed_out(folder, fault),
        )

    def _choose_other(self, folder: Path, fault: Fault) -> None:
        chosen = _ask_folder(self._show_window(), folder)
        if chosen is None:
            self._closed_out(folder, fault)
        else:
            self.open(chosen)

    def _open_another(self) -> None:
        """Another desk has a window of its own, in a program of its own."""
        front = self.front
        chosen = _ask_folder(self._show_window(), front.desk.path.parent if front else Path.home())
        if chosen is not None:
            module = [] if getattr(sys, "frozen", False) else ["-m", "odrdesk"]
            QProcess.startDetached(sys.executable, [*module, "--desk", str(chosen)])

    def _broke(self, fault: Fault) -> None:
        where = self._shown()
        if where is not None:
            tell.faulted(self._look, where, fault)

    def _refused(self, refusal: Refusal) -> None:
        if self.window is not None:
            self.window.toasts.say(refusal_text(refusal))

    def _fell(self, path: str) -> None:
        where = self._shown()
        if where is not None:
            tell.fell(self._look, where, path)

    def _shown(self) -> QWidget | None:
        return self.window or self.first


def _ask_folder(parent: QWidget, start: Path) -> Path | None:
    chosen = asking.folder(parent, _("选择工作台所在的文件夹"), str(start))
    return Path(chosen) if chosen else None

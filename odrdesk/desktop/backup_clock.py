"""While the desk is in use a backup is made every half hour of it, when something was written and nothing is under way.

What the navigation tells of the last one is worded here as well.
"""

from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer

from odrdesk.desktop.formats import clock, stamp
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault
from odrdesk.domain.workdays import day_of
from odrdesk.services import backup_place
from odrdesk.services.backup_place import Backup
from odrdesk.services.desk import Desk
from odrdesk.text import _, fault_text

LOOK_MS = 60_000
"""How often it is asked whether one is due: what is under way puts it off by so long."""


class BackupClock(QObject):
    """Goes with its window. `look` makes a backup when one is due, beside all else, and never beside a busy writer."""

    def __init__(self, window: Window, work: Work, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._work, self._desk = window, work, desk
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        backup_place.due(desk)  # the half hour begins when the window opens

    def look(self) -> None:
        """A minute went by."""
        if self._work.busy or self._window.jobs.running or not backup_place.due(self._desk):
            return
        job = self._window.jobs.begin(_("正在自动备份"))

        def done(made: Backup | None) -> None:
            if made is not None:
                self._window.rail.tell_state(_("已自动保存"), told(made.made_at, self._desk.today()))
                self._second()

        def faulted(fault: Fault) -> None:
            self._window.rail.tell_state(_("已自动保存"), _("自动备份没有做成"), well=False)
            job.end(fault_text(fault))

        call = backup_place.keep_up
        op = self._work.long(lambda: call(self._desk, told=job.tell), owner=self, done=done, faulted=faulted)
        op.ended.connect(job.end)

    def _second(self) -> None:
        """The second place after the first: a slow or full stick keeps nobody from the backup on this machine."""
        call = backup_place.keep_second

        def faulted(fault: Fault) -> None:
            words = _("备份另存的位置没有写成：{why}").format(why=fault_text(fault))
            self._window.toasts.say(words)

        self._work.long(lambda: call(self._desk), owner=self, done=lambda _made: None, faulted=faulted)


def told(backed_up: datetime | None, today: date) -> str:
    """When the last backup was made, as short as the navigation needs it."""
    if backed_up is None:
        return _("尚无备份")
    if day_of(backed_up) == today:
        return _("上次备份 今天 {time}").format(time=clock(backed_up))
    return _("上次备份 {when}").format(when=stamp(backed_up, year=False))

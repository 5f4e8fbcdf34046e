"""Asked when the window is to close while work is under way: stop it, wait for it, or stay."""

from PySide6.QtWidgets import QWidget

from odrdesk.desktop.jobs import Job
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog, Overlay
from odrdesk.desktop.window import Window
from odrdesk.text import _, ngettext

WIDTH, NAMED = 520, 6


class LeavingDialog(Dialog):
    """Staying is what Enter and Esc do; either way out closes the window, which then waits for what has no stop."""

    def __init__(self, look: Look, window: Window, jobs: list[Job]) -> None:
        many = len(jobs)
        super().__init__(
            look, window, ngettext("还有 {n} 项工作没有做完", "还有 {n} 项工作没有做完", many).format(n=many)
        )
        self._host, self._work = window, jobs
        self.sure = False
        for job in jobs[:NAMED]:
            share = f"{job.share:.0%}" if job.share else ""
            self.body.addWidget(Elided(" ".join(filter(None, (job.words, share))), 14))
        words = _("停止：已经完成的部分保留，没有完成的不写入。等它做完：窗口在做完并备份以后自己关闭。")
        self.body.addWidget(Label(words, 12, Ink.TEXT3, wrap=True))
        self.wait = self.button(_("做完再退出"))
        self.stop = self.button(_("停止并退出"))
        self.stay: QWidget = self.button(_("不退出"), Kind.PRIMARY)
        self.stop.setVisible(any(job.can_stop for job in jobs))
        self.wait.clicked.connect(self._go)
        self.stop.clicked.connect(self._halt)
        self.stay.clicked.connect(self.dismiss)

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _halt(self) -> None:
        for job in self._work:
            job.halt()
        self._go()

    def _go(self) -> None:
        self.sure = True
        self.close_over()
        self._host.close()


def asks(look: Look, window: Window) -> bool:
    """Whether the person is being asked first. Behind the lock nobody can answer: there the work is waited for."""
    known = window.findChildren(LeavingDialog)
    if any(one.sure for one in known):
        return False
    if any(one.isVisible() for one in known):
        return True
    locked = any(one.topmost and one.isVisible() for one in window.findChildren(Overlay))
    if locked or not window.jobs.running:
        return False
    dialog = LeavingDialog(look, window, window.jobs.running)
    window.cover(dialog, dialog.stay)
    return True

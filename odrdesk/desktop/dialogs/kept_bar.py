"""What was typed last time stands in the form again: since when, and the way to throw it away."""

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.keeping import LONG, Keeper
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.window import Window
from odrdesk.text import _, ngettext

WIDTH = 420


class KeptBar(Banner):
    """Says that a draft was given back; its link throws it away, and asks first where much would be lost."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(look)
        self._host = window
        self._keeper: Keeper | None = None
        self.acted.connect(self.throw)

    def watch(self, keeper: Keeper) -> None:
        """Give back what the keeper holds, and say so."""
        self._keeper = keeper
        at = keeper.give_back()
        if at is not None:
            self.say(_("已恢复 {when} 没有写完的内容。").format(when=stamp(at, year=False)), Tone.INFO, _("丢弃"))

    def throw(self) -> "DiscardDialog | None":
        """Throw it away; the question, where there is one."""
        keeper = self._keeper
        if keeper is None:
            return None
        return throw_away(self._look, self._host, keeper, self.hide)


def hold(dialog: Dialog, keeper: Keeper, done: SignalInstance) -> KeptBar:
    """Keep what is typed in a dialog, give back what was typed the last time; `done` says that it was registered."""
    bar = KeptBar(dialog.look, dialog.window())
    dialog.body.insertWidget(0, bar)
    keeper.stamped.connect(dialog.status.setText)
    dialog.closed.connect(keeper.leave)
    done.connect(lambda *_told: keeper.done())
    bar.watch(keeper)
    return bar


class DiscardDialog(Dialog):
    """Long text is thrown away only by a button that says so; Esc and Enter keep it."""

    def __init__(self, look: Look, window: QWidget, characters: int) -> None:
        super().__init__(look, window, _("丢弃草稿？"))
        words = ngettext("已写的 {n} 个字会丢失，找不回来。", "已写的 {n} 个字会丢失，找不回来。", characters).format(
            n=characters
        )
        self.body.addWidget(Label(words, 13, wrap=True))
        self.stay = self.button(_("保留草稿"), Kind.PRIMARY)
        self.go = self.button(_("丢弃草稿"), Kind.DANGER, "trash-2")
        self.stay.clicked.connect(self.dismiss)

    def place(self) -> None:
        """A question is no wider than it is long."""
        self.fit(WIDTH)


def throw_away(
    look: Look, window: QWidget, keeper: Keeper, after: Callable[[], object] = lambda: None
) -> DiscardDialog | None:
    """Throw a draft away, at once or after a question; the question where one is asked."""

    def thrown() -> None:
        keeper.throw()
        after()

    count = keeper.typed
    if count <= LONG:
        thrown()
        return None
    dialog = DiscardDialog(look, window, count)
    dialog.go.clicked.connect(dialog.close_over)
    dialog.go.clicked.connect(thrown)
    if isinstance(window, Window):
        window.cover(dialog, dialog.stay)
    else:
        dialog.open(dialog.stay)
    return dialog

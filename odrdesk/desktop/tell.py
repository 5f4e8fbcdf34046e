"""How bad news is told: a refusal beside its field, a fault in a dialog with a way out."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk import __version__
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.text import _, fault_text, refusal_text

Way = tuple[str, Callable[[], None]]


def refused(refusal: Refusal, fields: Mapping[str, Field], bar: Banner) -> None:
    """Beside the field it belongs to, which gets the focus; in the bar when it belongs to none."""
    field = fields.get(refusal.field or "")
    if field is None:
        bar.say(refusal_text(refusal), Tone.DANGER)
        return
    field.refuse(refusal_text(refusal))
    field.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def all_refused(problems: Sequence[Refusal], fields: Mapping[str, Field], bar: Banner) -> None:
    """Every problem at its place; the first one's field gets the focus."""
    for refusal in reversed(problems):
        refused(refusal, fields, bar)


class FaultDialog(Dialog):
    """What broke, that nothing was lost, and what can be done about it."""

    def __init__(self, look: Look, window: QWidget, fault: Fault, ways: Sequence[Way] = ()) -> None:
        super().__init__(look, window, _("没有办成"))
        # Not to be selected, but copied by the button: so a long path breaks instead of being cut.
        self.words = Label(fault_text(fault), 14, wrap=True)
        self.words.setMinimumWidth(look.dp(440))
        self.body.addLayout(_with_mark(look, self.words))
        self.body.addWidget(Label(_("代码 {code}").format(code=fault.code), 12, Ink.TEXT3, selectable=True))
        _copies(self, lambda: f"{fault.code}\n{self.words.text()}\nodrdesk {__version__} {sys.platform}")
        for words, act in ways:
            self._way(words, act)
        self.last = self.button(_("知道了"), Kind.PRIMARY)
        self.last.clicked.connect(self.close_over)

    def _way(self, words: str, act: Callable[[], None]) -> None:
        def go() -> None:
            self.close_over()
            act()

        self.button(words).clicked.connect(go)


def _with_mark(look: Look, words: Label) -> QHBoxLayout:
    """The words of bad news beside its sign."""
    row = QHBoxLayout()
    row.setSpacing(14)
    mark = Glyph(look, "circle-alert", Ink.DANGER, 20, ground=Ink.DANGER_SOFT, side=36)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row


def _copies(dialog: Dialog, details: Callable[[], str]) -> None:
    """A button that copies what somebody far away needs, and says that it did."""
    copy = dialog.button(_("复制详情"), Kind.GHOST, "copy")

    def act() -> None:
        QGuiApplication.clipboard().setText(details())
        dialog.status.setText(_("已复制"))
        announce(copy, _("已复制"))

    copy.clicked.connect(act)


def _read(path: str) -> str:
    """What stands in a report; empty where it cannot be read."""
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""


def faulted(look: Look, window: QWidget, fault: Fault, ways: Sequence[Way] = ()) -> FaultDialog:
    """Show a fault over `window`; `ways` are further ways out, each a button."""
    dialog = FaultDialog(look, window, fault, ways)
    dialog.open(dialog.last)
    return dialog


def fell(look: Look, window: QWidget, report: str) -> Dialog:
    """Tell of a bug: what was saved is safe, and where the report lies."""
    dialog = Dialog(look, window, _("出了意外"))
    words = Label(_("程序里有一处错误，刚才的操作可能没有完成；已保存的内容都在。"), 14, wrap=True)
    words.setMinimumWidth(look.dp(440))
    dialog.body.addLayout(_with_mark(look, words))
    dialog.body.addWidget(
        Label(_("错误报告（不含个人信息）：{path}").format(path=report), 12, Ink.TEXT3, selectable=True)
    )
    _copies(dialog, lambda: f"{report}\n\n{_read(report)}")
    last = dialog.button(_("知道了"), Kind.PRIMARY)
    last.clicked.connect(dialog.close_over)
    dialog.open(last)
    return dialog

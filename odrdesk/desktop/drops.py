"""Files that fell on a window, or were handed over by a second start: to the page in view, else to the import."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.widgets.toast import Toasts
from odrdesk.text import _

SHEETS = frozenset({".xlsx", ".xls", ".csv", ".txt"})


def kept_out(window: QWidget, toasts: Toasts) -> bool:
    """Whether a dialog or the lock lies over the window: the dialog is named, the lock says nothing."""
    covers = [one for one in window.findChildren(Overlay) if one.isVisible()]
    if covers and not any(one.topmost for one in covers):
        words = _("“{dialog}”不收文件。先办完或关闭它，再拖进来。")
        toasts.say(words.format(dialog=covers[-1].accessibleName()), bulk=True)
    return bool(covers)


def bring_in(files: Sequence[Path], toasts: Toasts, take_in: Callable[[Path], object], *, may: bool) -> None:
    """Import the first sheet of these; where that cannot be, say why. `may`: whether one can be imported now."""
    sheets = [one for one in files if one.suffix.lower() in SHEETS]
    if not sheets:
        toasts.say(_("证据请拖到打开的案件上；投诉表格（Excel、CSV）拖到哪里都可以。"), bulk=True)
    elif not may:
        toasts.say(_("现在不能导入：工作台是只读打开的，或者您没有登记的职责。"), bulk=True)
    else:
        take_in(sheets[0])
        if len(files) > 1:
            toasts.say(_("一次导入一个表格：先导入 {file}。").format(file=sheets[0].name), bulk=True)

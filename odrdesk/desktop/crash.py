"""The last net under everything: a bug is logged, collapsed with its repeats, told once, kept in a file.

The hooks may run on any thread and seven times for one painted list, so they only log and queue;
what is shown is shown by the GUI thread.
"""

import logging
import sys
import threading
import traceback
from collections import Counter
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from odrdesk import __version__

log = logging.getLogger("odrdesk.desktop")
KEPT = 20
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Net(QObject):
    """`fell(path)` on the GUI thread, once for each different bug, with the report's file."""

    fell = Signal(str)
    _caught = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.seen: Counter[str] = Counter()
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def spread(self) -> None:
        """Install the three hooks."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        qInstallMessageHandler(_qt_message)

    def take_down(self) -> None:
        """Put Python's and Qt's own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def caught(self, error: BaseException) -> None:
        """A bug that was caught elsewhere; from any thread."""
        trace = _outline(error)
        log.error("unexpected: %s", trace)
        self._caught.emit(trace)

    def _uncaught(self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, _trace)
            return
        self.caught(error)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.caught(args.exc_value)

    def _tell(self, trace: str) -> None:
        self.seen[trace] += 1
        if self.seen[trace] > 1:
            return
        self.fell.emit(str(self._write(trace)))

    def _write(self, trace: str) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        number = 1 + max((int(file.stem[6:]) for file in self._reports()), default=0)
        path = self._folder / f"crash-{number:04d}.txt"
        path.write_text(f"odrdesk {__version__}\n{sys.version}\n{sys.platform}\n\n{trace}", encoding="utf-8")
        for old in self._reports()[:-KEPT]:
            old.unlink(missing_ok=True)
        return path

    def _reports(self) -> list[Path]:
        return sorted(file for file in self._folder.glob("crash-*.txt") if file.stem[6:].isdigit())


def _outline(error: BaseException) -> str:
    """Where it fell and the kinds of error in the chain; never their words, which may hold a name or a phone."""
    parts: list[str] = []
    link: BaseException | None = error
    while link is not None:
        parts.append("".join(traceback.format_tb(link.__traceback__)) + type(link).__qualname__)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n\ncaused by\n\n".join(parts) + "\n"


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "qt %s: %s", context.category, message)

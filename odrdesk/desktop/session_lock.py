"""Whether the person left the machine: its session was locked, or it goes to sleep. Then the desk locks too.

Windows tells it in a window message (WM_WTSSESSION_CHANGE, WM_POWERBROADCAST), Linux over D-Bus (logind) where that is
there. Nothing is asked of the machine but to be told; where it cannot tell, the lock after some idle minutes remains.
"""

import ctypes
import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot
from shiboken6 import isValid

WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND = 0x4
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK = 0x2, 0x4, 0x6, 0x7
_LEAVING = frozenset({WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK})
_THIS_SESSION = 0


class Message(ctypes.Structure):
    """The beginning of Windows' MSG: handle, message, two parameters (winuser.h)."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint32),
        ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_ssize_t),
    )


def says_left(message: int, wparam: int) -> bool:
    """Whether a window message says that nobody sits at the machine any more."""
    return (message == WM_WTSSESSION_CHANGE and wparam in _LEAVING) or (
        message == WM_POWERBROADCAST and wparam == PBT_APMSUSPEND
    )


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, lock: "SessionLock") -> None:
        super().__init__()
        self._lock = lock

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: Any) -> Any:
        if QByteArray(kind).startsWith(b"windows_"):
            told = Message.from_address(int(message))
            # The window of who sat here before may be gone, its filter not yet.
            if says_left(told.message, told.wparam) and isValid(self._lock):
                self._lock.left.emit()
        return False, 0


class SessionLock(QObject):
    """`left` when the session was locked or the machine goes to sleep."""

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: _Filter | None = None

    def listen(self, window: int) -> None:
        """Ask to be told, for the window with this handle."""
        if sys.platform == "win32":
            self._filter = _Filter(self)
            app = QCoreApplication.instance()
            if app is not None:
                app.installNativeEventFilter(self._filter)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(window), _THIS_SESSION)
        elif sys.platform.startswith("linux"):
            self._listen_to_bus()

    def _listen_to_bus(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 -- not every build of Qt has it
        except ImportError:
            return
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            place = "org.freedesktop.login1"
            bus.connect(place, "", f"{place}.Session", "Lock", self, b"1locked()")
            bus.connect(place, "", f"{place}.Manager", "PrepareForSleep", self, b"1sleeping(bool)")

    @Slot()
    def locked(self) -> None:
        """The session was locked."""
        self.left.emit()

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:
        """The machine goes to sleep, or wakes."""
        if begins:
            self.left.emit()

"""Where a window stands: kept, and given back onto a screen that is there now. And whose what else is kept is."""

import hashlib

from PySide6.QtCore import QByteArray, QMargins, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from odrdesk.services.desk import Desk

_TITLE, _GRIP = 30, 40
_FRAME = QMargins(1, _TITLE, 1, 1)
"""What the system draws around a window: how much is known only when it is shown, and then it is too late."""


def seat(desk: Desk) -> str:
    """What a clerk has on a desk is kept under this: nobody else at the same machine finds it, nor she on another."""
    return hashlib.sha256(f"{desk.path}|{desk.clerk.key}".encode()).hexdigest()[:16]


def keep(window: QWidget, settings: QSettings, name: str) -> None:
    """Remember where it is."""
    settings.setValue(f"{name}/geometry", window.saveGeometry())


def restore(window: QWidget, settings: QSettings, name: str, usual: QSize) -> None:
    """Where it was last time; a screen that is gone or smaller than it was gives it a place that can be seen."""
    kept = settings.value(f"{name}/geometry")
    if not (isinstance(kept, QByteArray) and window.restoreGeometry(kept)):
        window.resize(usual)
    screen = window.screen() or QGuiApplication.primaryScreen()
    rooms = [one.availableGeometry().marginsRemoved(_FRAME) for one in QGuiApplication.screens()]
    home = screen.availableGeometry().marginsRemoved(_FRAME)
    placed = clamped(window.geometry(), rooms, home, window.minimumSize())
    if placed != window.geometry() and not window.isMaximized() and not window.isFullScreen():
        window.setGeometry(placed)


def clamped(frame: QRect, rooms: list[QRect], home: QRect, least: QSize) -> QRect:
    """`frame` so that it can be grabbed and seen: no larger than its screen, its title bar on one of `rooms`.

    `home` is the screen to come to where the one it stood on is gone; `least` is never fallen short of.
    """
    grip = QRect(frame.x() + _GRIP, frame.y(), max(2 * _GRIP, frame.width() - 2 * _GRIP), _TITLE)
    shares = [room.intersected(grip) for room in rooms]
    seen = [(share.width() * share.height(), n) for n, share in enumerate(shares) if share.isValid()]
    room = rooms[max(seen)[1]] if seen else home
    size = frame.size().boundedTo(room.size()).expandedTo(least)
    if seen and room.contains(QRect(frame.topLeft(), size)):
        return QRect(frame.topLeft(), size)
    x = min(max(frame.x(), room.x()), max(room.x(), room.x() + room.width() - size.width()))
    y = min(max(frame.y(), room.y()), max(room.y(), room.y() + room.height() - size.height()))
    return QRect(x, y, size.width(), size.height())

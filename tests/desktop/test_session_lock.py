"""What Windows and D-Bus tell of a person who left, read without either."""

import ctypes

import pytest
from shiboken6 import delete

from odrdesk.desktop.session_lock import Message, SessionLock, _Filter, says_left


@pytest.mark.parametrize(
    ("message", "wparam", "left"),
    [
        (0x02B1, 0x7, True),  # WTS_SESSION_LOCK
        (0x02B1, 0x8, False),  # WTS_SESSION_UNLOCK
        (0x02B1, 0x4, True),  # WTS_REMOTE_DISCONNECT
        (0x02B1, 0x3, False),  # WTS_REMOTE_CONNECT
        (0x0218, 0x4, True),  # PBT_APMSUSPEND
        (0x0218, 0x7, False),  # PBT_APMRESUMESUSPEND
        (0x0010, 0x7, False),  # WM_CLOSE
    ],
)
def test_a_window_message_says_whether_the_person_left(message: int, wparam: int, left: bool) -> None:
    assert says_left(message, wparam) is left


def test_a_message_is_read_where_windows_puts_it() -> None:
    told = Message(0x1234, 0x02B1, 0x7, 1)
    read = Message.from_address(ctypes.addressof(told))
    assert (read.message, read.wparam) == (0x02B1, 0x7)
    assert Message.wparam.offset == 2 * ctypes.sizeof(ctypes.c_void_p)


def test_going_to_sleep_is_leaving_and_waking_is_not(qtbot) -> None:
    lock, heard = SessionLock(), []
    lock.left.connect(lambda: heard.append(1))
    lock.sleeping(False)
    assert heard == []
    lock.sleeping(True)
    lock.locked()
    assert heard == [1, 1]


def test_a_message_for_a_window_that_is_gone_is_nobodys() -> None:
    lock = SessionLock()
    heard = _Filter(lock)
    told = Message(0x1234, 0x02B1, 0x7, 1)
    delete(lock)
    assert heard.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told)) == (False, 0)

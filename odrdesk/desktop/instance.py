"""One desktop to a person and desk: a second start hands its words to the first and goes."""

import hashlib
import json

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1_500


class Instance(QObject):
    """`called(words)` in the first when a second one starts."""

    called = Signal(list)

    def __init__(self, desk: str) -> None:
        super().__init__()
        self._name = "odrdesk-" + hashlib.sha256(desk.encode()).hexdigest()[:16]
        self._callers: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._met)

    def claim(self, words: list[str]) -> bool:
        """Whether this is the first; when not, the first was given `words`."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS // 3):
            socket.write(json.dumps(words).encode() + b"\n")
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()
            return False
        # A first that was killed leaves its name behind.
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def release(self) -> None:
        """Let the name go."""
        self._server.close()
        self._gone()

    def _met(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._callers.append(socket)
            socket.readyRead.connect(self._listen)
            socket.disconnected.connect(self._gone, Qt.ConnectionType.QueuedConnection)
        self._listen()

    def _listen(self) -> None:
        for socket in self._callers:
            while socket.canReadLine():
                words = _read(bytes(socket.readLine().data()))
                if words is not None:
                    self.called.emit(words)

    def _gone(self) -> None:
        for socket in [one for one in self._callers if one.state() is QLocalSocket.LocalSocketState.UnconnectedState]:
            self._callers.remove(socket)
            socket.deleteLater()


def _read(line: bytes) -> list[str] | None:
    try:
        words = json.loads(line)
    except ValueError:
        return None
    return [str(word) for word in words] if isinstance(words, list) else None

"""One desktop to a person and desk: a second start hands its words to the first and goes."""

import hashlib
import json

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1_500


class Instance(QObject):
    """`called(words)` in the first when a second one starts."""

    called = Signal(list)

    def __init__(self, desk: str) -> None:
        super().__init__()
        self._name = "odrdesk-" + hashlib.sha256(desk.encode()).hexdigest()[:16]
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

    def _met(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda one=socket: self._read(one))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            try:
                words = json.loads(bytes(socket.readLine().data()))
            except ValueError:
                continue
            if isinstance(words, list):
                self.called.emit([str(word) for word in words])

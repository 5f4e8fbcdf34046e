"""The left half of a new case: the text as it was received, and the pictures and files that came with it."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.original import Original
from odrdesk.domain.evidence import Told
from odrdesk.domain.vocabulary import EvidenceSlot, EvidenceSource
from odrdesk.services.evidence import HandedIn
from odrdesk.text import _, ngettext

NAMED = 3
"""Files that are named under the text; of the others the number."""


MOST_KEPT = 8_000_000
"""Bytes of pasted pictures that a draft holds: it is written anew with every pause of typing."""


class TextPane(QWidget):
    """`edited` while the text changes, `pasted` after a paste, `asked` when it shall be read again."""

    edited = Signal()
    pasted = Signal()
    asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.original = Original(look)
        self.original.say_hint(
            _("把投诉原文粘贴到这里：12315 控制台、微信或 QQ 聊天、旺旺、抖店会话、来电记录、转办邮件都可以。")
            + "\n\n"
            + _("截图和文件也可以粘贴或拖进来，登记时一起存为证据。")
        )
        self.again = Button(look, _("重新识别"), "refresh-cw", Kind.LINK, height=24, icon_size=14)
        self._files: list[tuple[str, Path | bytes]] = []
        self._texts: dict[int, str] = {}
        self._unkept: frozenset[int] = frozenset()
        self.large = Label("", 12, Ink.WARN, wrap=True)
        self._named = Elided("", 12, Ink.TEXT2)
        self._clip = Glyph(look, "paperclip", Ink.TEXT3, 14)
        self.drop = Button(look, _("移除"), kind=Kind.LINK, height=22)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Label(_("原文"), 13, bold=True))
        head.addWidget(Elided(_("从聊天窗口或 12315 复制后 Ctrl+V"), 12, Ink.TEXT3))
        head.addStretch(1)
        head.addWidget(self.again)
        files = QHBoxLayout()
        files.setSpacing(6)
        for part in (self._clip, self._named, self.drop):
            files.addWidget(part)
        files.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.original, 1)
        column.addLayout(files)
        column.addWidget(self.large)
        column.addWidget(
            Label(_("原文将作为证据 #1 存档；颜色与右侧项目对应，点一下可改归属。"), 12, Ink.TEXT3, wrap=True)
        )
        self.original.textChanged.connect(self.edited)
        self.original.replaced.connect(self.pasted)
        self.original.brought.connect(self._bring)
        self.again.clicked.connect(self.asked)
        self.drop.clicked.connect(self._let_go)
        self._show_files()

    @property
    def words(self) -> str:
        """The text."""
        return self.original.words

    @property
    def blank(self) -> bool:
        """Whether there is no text and no file."""
        return not self.words.strip() and not self._files

    @property
    def files(self) -> Sequence[tuple[str, Path | bytes]]:
        """Pictures and files that came with the text, by name."""
        return tuple(self._files)

    def kept(self) -> list[dict[str, str]]:
        """What came with the text, as a draft holds it: a picture whole, a file by where it lies."""
        found = []
        for place, (name, content) in enumerate(self._files):
            if isinstance(content, Path):
                found.append({"name": name, "path": str(content)})
            elif place not in self._unkept:
                found.append({"name": name, "picture": self._written(content)})
        return found

    def give(self, kept: object) -> list[str]:
        """Put back what a draft held; the names of files that lie there no more."""
        gone = []
        for one in kept if isinstance(kept, list) else []:
            name, path = str(one.get("name", "")), str(one.get("path", ""))
            if path and not Path(path).is_file():
                gone.append(name)
                continue
            self._files.append((name, Path(path) if path else b64decode(str(one.get("picture", "")))))
        self._show_files()
        return gone

    def _written(self, content: bytes) -> str:
        known = self._texts.get(id(content))
        if known is None:
            known = self._texts[id(content)] = b64encode(content).decode("ascii")
        return known

    def handed_in(self, text: str) -> list[HandedIn]:
        """The text and what came with it, as evidence; the text first."""
        told = Told(EvidenceSlot.OTHER, EvidenceSource.CONSUMER, proves=_("登记时收到的投诉原文"))
        came = Told(EvidenceSlot.OTHER, EvidenceSource.CONSUMER)
        first = [HandedIn(text.encode("utf-8", "replace"), told, _("投诉原文.txt"))] if text.strip() else []
        return [*first, *(HandedIn(content, came, name) for name, content in self._files)]

    def start_anew(self) -> None:
        """No text, no files."""
        self._files.clear()
        self._texts.clear()
        self.original.say("")
        self.original.show_pieces(())
        self._show_files()

    def _bring(self, files: list[Path | bytes]) -> None:
        for one in files:
            number = len(self._files) + 1
            name = one.name if isinstance(one, Path) else _("截图 {n}.png").format(n=number)
            self._files.append((name, one))
        self._show_files()
        self.edited.emit()

    def _let_go(self) -> None:
        self._files.clear()
        self._texts.clear()
        self._show_files()
        self.edited.emit()
        self.original.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_files(self) -> None:
        names = [name for name, _content in self._files]
        words = _("、").join(names[:NAMED])
        if len(names) > NAMED:
            words += ngettext("等 {n} 个文件", "等 {n} 个文件", len(names)).format(n=len(names))
        self._named.setText(words)
        for part in (self._named, self._clip, self.drop):
            part.setVisible(bool(names))
        self._unkept = _too_large([content for _name, content in self._files])
        said = _(
            "{names} 太大，草稿里放不下（一份草稿最多存 {most} MB 截图）。现在登记，会照常存为证据；"
            "要先放着，请把截图存成文件再拖进来。"
        )
        large = _("、").join(names[place] for place in sorted(self._unkept))
        self.large.setText(said.format(names=large, most=MOST_KEPT // 1_000_000) if large else "")
        self.large.setVisible(bool(large))


def _too_large(contents: Sequence[Path | bytes]) -> frozenset[int]:
    """The places of the pictures that find no room in a draft beside those before them."""
    room, found = MOST_KEPT, set()
    for place, content in enumerate(contents):
        if isinstance(content, bytes):
            if len(content) > room:
                found.add(place)
            else:
                room -= len(content)
    return frozenset(found)

"""设置 › 文书字体: 仿宋, 宋体 or a font of the desk's own for the body of papers, with a line set in it."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from shiboken6 import isValid

from odrdesk.desktop import asking
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import paper_fonts
from odrdesk.services.desk import Desk
from odrdesk.services.paper_fonts import FANG, PaperFont
from odrdesk.text import _, fault_text, refusal_text

OWN = "own"
SONG = "song"


class PaperFontSection(SettingsSection):
    """A choice of three; a font of one's own is asked for as a file and checked before it is taken."""

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._work, self._desk = work, desk
        self._told = PaperFont(FANG)
        options = [(FANG, _("仿宋")), (SONG, _("宋体")), (OWN, _("自选字体"))]
        self.choice = Segmented(look, _("文书正文字体"), options)
        self.choice.chosen.connect(self._choose)
        self.file = Button(look, _("选择字体文件…"))
        self.file.clicked.connect(self.ask_file)
        self.own = Label("", 13, Ink.TEXT2, wrap=True)
        self.bar = Banner(look)
        self._arrange()

    def arrive(self) -> None:
        """Read what is chosen."""
        self._work.read(lambda: paper_fonts.chosen(self._desk), owner=self, done=self._show)

    def ask_file(self) -> None:
        """Ask for a font file and take it."""
        kinds = _("TrueType 字体 (*.ttf *.ttc)")
        chosen = asking.file_to_read(self, _("选择字体文件"), kinds)
        if chosen:
            self.take(Path(chosen))
        elif isValid(self):
            self._show(self._told)

    def take(self, path: Path) -> None:
        """Take a font file."""
        try:
            content = path.read_bytes()
        except OSError:
            self._refused(Refusal("font.broken", "font"))
            return
        self.file.setEnabled(False)
        op = self._work.write(
            lambda: paper_fonts.take(self._desk, content),
            owner=self,
            done=lambda _font: self._changed(),
            refused=self._refused,
            faulted=self._faulted,
        )
        op.at_end(self, lambda: self.file.setEnabled(True))

    def _choose(self, key: str) -> None:
        if key == OWN and (self._told.own is None or not self._told.here):
            self.ask_file()
            return
        theme = self._told.own.theme if key == OWN and self._told.own else key
        self._work.write(
            lambda: paper_fonts.choose(self._desk, theme),
            owner=self,
            done=lambda _none: self._changed(),
            refused=self._refused,
        )

    def _changed(self) -> None:
        self.bar.say(_("以后出具的文书用这个字体。已出具的文书不变。"), Tone.OK, closable=True)
        self.arrive()

    def _refused(self, no: Refusal) -> None:
        self.bar.say(refusal_text(no), Tone.DANGER, closable=True)
        self.arrive()

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER, closable=True)
        self.arrive()

    def _show(self, told: PaperFont) -> None:
        self._told = told
        self.choice.choose(told.theme if told.theme in (FANG, SONG) else OWN)
        self.own.setText(self._own_words(told))

    def _own_words(self, told: PaperFont) -> str:
        if told.own is None:
            return _(
                "可以选用本单位已取得授权的 TrueType 字体，如 Windows 的仿宋（simfang.ttf）。选用前会检查能否嵌入文书。"
            )
        if not told.here:
            return _("自选的字体文件已不在本机，请重新选择。")
        return _("自选字体：{family}，缺常用字 {lacks} 个，缺的字用宋体补。").format(
            family=told.own.family, lacks=told.own.lacks
        )

    def _arrange(self) -> None:
        self.bar.hide()
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.choice)
        across.addWidget(self.file)
        across.addStretch(1)
        card = Card(_("文书字体"), _("正文的字体；标题、表格和表头的字体不变"), spacing=14)
        card.add(across)
        card.add(self.own)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(card)
        column.addStretch(1)

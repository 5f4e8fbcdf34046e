"""设置 › 关于: versions, where the data lies, how new the law is, who made the parts, a pack for whoever helps."""

from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk import __version__, places
from odrdesk.desktop import asking, handbook_tables
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.forms.setting_row import SettingRow
from odrdesk.desktop.outside import Outside
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.rail import Logo
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault
from odrdesk.services import diagnosis
from odrdesk.services.desk import Desk
from odrdesk.text import _, fault_text

_FACES = (
    ("Noto Sans SC, Noto Serif SC", "SIL OFL 1.1"),
    ("LXGW WenKai", "SIL OFL 1.1"),
    ("Fandol", "GPL 3 + font exception"),
    ("Hanazono", "Hanazono / SIL OFL 1.1"),
    ("Noto Emoji", "SIL OFL 1.1"),
    ("Lucide", "ISC"),
)
"""What lies in resources/fonts and resources/icons; their texts are in the folders of their licences."""
_UNSAID = {"sqlcipher3": "zlib, BSD-3-Clause"}
"""Of parts that do not say it in their own facts."""


class AboutSection(SettingsSection):
    """Facts on top, the pack beneath, the licences last."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.bar = Banner(look)
        self.pack = Button(look, _("导出…"), "download", name=_("导出诊断包"))
        self.folder = Button(look, _("打开文件夹"), "folder-open", name=_("打开数据文件夹"))
        self.path = Elided(str(desk.path), 13, Ink.TEXT2)
        self.reader = Reader(look, lambda _name, _width, _ratio: None, margin=0)
        self.pack.clicked.connect(self._ask)
        self.folder.clicked.connect(self._show_folder)
        self._arrange()

    def arrive(self) -> None:
        """The licences: each part is asked for its own, off the GUI thread."""
        self._work.read(licences, owner=self, done=self._show_licences)

    def _show_licences(self, table: str) -> None:
        self.reader.show_page(_("组件与许可"), table)
        QTimer.singleShot(0, self.reader, self._fit)

    def _fit(self) -> None:
        """The table as high as it is: one thing scrolls, not two."""
        self.reader.setMinimumHeight(round(self.reader.document().size().height()) + 8)

    def write(self, dest: Path) -> None:
        """Write the pack, off the GUI thread: it looks the whole desk over."""
        self.pack.setEnabled(False)
        self.bar.say(_("正在检查并写出诊断包…"), closable=False)
        reports = sorted(places.log_folder().glob("crash-*.txt"))
        window = self._screen()

        def done(path: Path) -> None:
            self.bar.say(
                _("已写到 {path}。里面没有姓名、电话和案件内容；发出之前可以先打开看。").format(path=path), Tone.OK
            )

        def broke(fault: Fault) -> None:
            self.bar.say(fault_text(fault), Tone.DANGER)

        def call() -> Path:
            return diagnosis.pack(self._desk, dest, reports=reports, window=window).value

        op = self._work.read(call, owner=self, done=done, faulted=broke)
        op.at_end(self, lambda: self.pack.setEnabled(True))

    def _ask(self) -> None:
        name = f"odrdesk-{self._desk.today():%Y%m%d}.zip"
        chosen = asking.file_to_write(self, _("导出诊断包"), str(Path.home() / name), "ZIP (*.zip)")
        if chosen:
            self.write(Path(chosen))

    def _show_folder(self) -> None:
        if not Outside.of(self._window).show(self._desk.path):
            self.bar.say(_("打不开这个文件夹：{path}").format(path=self._desk.path), Tone.WARN)

    def _screen(self) -> dict[str, object]:
        """What the window knows of its screen: nothing that names anybody."""
        look, screen = self._look, self.screen()
        size = screen.size()
        return {
            "qt": qVersion(),
            "platform": QGuiApplication.platformName(),
            "screen": [size.width(), size.height()],
            "ratio": screen.devicePixelRatio(),
            "screens": len(QGuiApplication.screens()),
            "window": [self._window.width(), self._window.height()],
            "mode": look.mode.value,
            "scale": look.scale,
            "compact": look.compact,
            "still": look.still,
        }

    def _arrange(self) -> None:
        look, law, calendar = self._look, self._desk.law, self._desk.calendar
        years = [year.year for year in calendar.tables]
        newest = max((one.in_force_from for one in law.rules if one.in_force_from is not None), default=None)
        card = Card(spacing=14)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Logo(look))
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(Label(_("衡解 odrdesk"), 18, bold=True))
        lines.addWidget(Label(_("版本 {version}").format(version=__version__), 13, Ink.TEXT3, selectable=True))
        head.addLayout(lines, 1)
        card.add(head)
        for words, told in (
            (
                _("法律数据"),
                _("{rules} 条规则，{texts} 部法律文件，最新一条自 {day} 施行").format(
                    rules=len(law.rules), texts=len(law.instruments), day=newest
                ),
            ),
            (_("工作日历"), _("{first} 年至 {last} 年").format(first=min(years), last=max(years)) if years else "—"),
            ("Qt", f"{qVersion()}"),
        ):
            card.add(SettingRow(words, "", Label(told, 13, Ink.TEXT2, selectable=True)))
        place = QWidget()
        across = QHBoxLayout(place)
        across.setContentsMargins(0, 0, 0, 0)
        self.path.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        across.addWidget(self.path, 1)
        across.addWidget(self.folder)
        card.add(SettingRow(_("数据文件夹"), "", place, beneath=True))
        help_card = Card(_("诊断包"), spacing=12)
        told = _("一个 ZIP：版本、检查结果、错误报告和不含个人信息的设置。里面没有姓名、电话、案件内容和文件夹路径。")
        help_card.add(SettingRow(_("导出诊断包"), told, self.pack))
        parts = Card(_("组件与许可"), spacing=2)
        parts.add(self.reader)
        self.reader.setMinimumHeight(look.dp(360))
        room = QWidget()
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 0, 2, 0)
        inside.setSpacing(12)
        for part in (self.bar, card, help_card, parts):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroller(room))


def licences() -> str:
    """Every part that ships, its version and its licence, as a table."""
    rows = []
    for name, version in diagnosis.versions().items():
        if name in ("odrdesk", "python"):
            continue
        rows.append((name, version, _licence(name)))
    rows.extend((name, "", licence) for name, licence in _FACES)
    return handbook_tables.table((_("组件"), _("版本"), _("许可")), rows)


def _licence(name: str) -> str:
    """What the part says of itself, cut to a line."""
    told = metadata.metadata(name)
    said = [*(told.get_all("License-Expression") or ())]
    said = said or [one.rsplit(" :: ", 1)[-1] for one in told.get_all("Classifier") or () if one.startswith("License")]
    said = said or [one.split("\n", 1)[0] for one in told.get_all("License") or ()]
    return ", ".join(said)[:80] or _UNSAID.get(name, "")

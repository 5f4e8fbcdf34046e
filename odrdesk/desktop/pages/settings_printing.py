"""设置 › 打印: the printer of this machine, what was remembered of each kind, the letterhead."""

from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odrdesk.desktop import print_habits
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.forms.setting_row import SettingRow
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.services.desk import Desk
from odrdesk.text import _, ngettext

_WIDE = 240


class PrintingSection(SettingsSection):
    """Printers are asked for off the GUI thread: a printer on the network may take its time."""

    def __init__(self, look: Look, window: Window, settings: QSettings, work: Work, desk: Desk) -> None:
        super().__init__()
        self._window, self._settings, self._work = window, settings, work
        self.printer = Choice(look, [("", _("系统默认的打印机"))], "")
        self.printer.setMinimumWidth(look.dp(_WIDE))
        self.forget = Button(look, _("清除"), name=_("清除各类文书的打印习惯"))
        self.head = Button(look, _("填写…"), name=_("机构与文书抬头"))
        self.kinds = Button(look, _("设置…"), name=_("各类文书的份数和双面"))
        self.head.setEnabled(desk.house.held is not None)
        card = Card(_("打印"), _("这台电脑上的"), spacing=18)
        card.add(SettingRow(_("常用打印机"), _("没有单独记住打印机的文书用它"), self.printer))
        told = _("程序记得每类文书上次用的打印机、份数和双面；清除后按下面的默认")
        card.add(SettingRow(_("打印习惯"), told, self.forget))
        papers = Card(ngettext("文书", "文书", 2), _("整个工作台的"), spacing=18)
        papers.add(SettingRow(_("份数和双面"), _("每类文书默认打几份、要不要双面"), self.kinds))
        papers.add(SettingRow(_("机构与文书抬头"), _("文书上的机构名称、地址和电话"), self.head))
        room = QWidget()
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 0, 2, 0)
        inside.setSpacing(12)
        for part in (card, papers):
            inside.addWidget(part)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroller(room))
        self.printer.activated.connect(lambda _place: self._keep())
        self.forget.clicked.connect(self._forget)
        self.head.clicked.connect(lambda: window.registry.run("letterhead"))

    def arrive(self) -> None:
        """Which printers there are, which one is kept."""
        self._work.read(QPrinterInfo.availablePrinterNames, owner=self, done=self._show)

    def _show(self, names: list[str]) -> None:
        kept = print_habits.last_printer(self._settings)
        known = [*names, *([kept] if kept and kept not in names else [])]
        self.printer.offer([("", _("系统默认的打印机")), *((name, name) for name in known)])
        self.printer.choose(kept)
        self.forget.setEnabled(print_habits.any_kept(self._settings))

    def _keep(self) -> None:
        print_habits.use_printer(self._settings, self.printer.key)
        self._window.toasts.say(_("已保存"))

    def _forget(self) -> None:
        print_habits.forget(self._settings)
        self.arrive()
        self._window.toasts.say(_("已清除打印习惯"))

"""导出列表: the list as it is shown, all of it or what is ticked, as Excel or CSV."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import asking
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.services.list_export import Form
from odrdesk.text import _, ngettext

WIDTH = 460
ALL, TICKED = "all", "ticked"


class ExportListDialog(Dialog):
    """`go(path, ticked only)` once the place is chosen."""

    enter = Enter.ANY

    def __init__(  # noqa: PLR0917 -- what an export is made of
        self, look: Look, window: QWidget, name: str, many: int, ticked: int, go: Callable[[Path, bool], object]
    ) -> None:
        super().__init__(look, window, _("导出列表"))
        self._name, self._go = name, go
        self.choose_file: Callable[[str], str] = self._ask_file
        whole = ngettext("整个视图，{n} 件", "整个视图，{n} 件", many).format(n=f"{many:,}")
        some = ngettext("勾选的 {n} 件", "勾选的 {n} 件", ticked).format(n=f"{ticked:,}")
        scopes = [(TICKED, some)] if ticked else []
        self.scope = Choice(look, [*scopes, (ALL, whole)], TICKED if ticked else ALL)
        self.form = Choice(
            look, [(Form.XLSX.value, _("Excel 工作簿")), (Form.CSV.value, _("CSV，供别的程序读"))], Form.XLSX.value
        )
        self.body.addWidget(Field(look, "scope", _("哪些案件"), self.scope))
        self.body.addWidget(Field(look, "form", _("格式"), self.form))
        words = _("列和次序与屏幕上一样。消费者姓名、手机号和证件号遮住一部分。导出会写进记录。")
        self.body.addWidget(Label(words, 12, Ink.TEXT3, wrap=True))
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.go = self.button(_("选位置，导出"), Kind.PRIMARY, "download")
        self.go.clicked.connect(self.confirm)

    def confirm(self) -> None:
        """Ask where to, and begin."""
        ending = f".{self.form.key}"
        place = self.choose_file(self._name + ending)
        if not place:
            return
        path = Path(place if place.casefold().endswith(ending) else place + ending)
        self.close_over()
        self._go(path, self.scope.key == TICKED)

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _ask_file(self, name: str) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return asking.file_to_write(self.window(), _("导出列表"), str(Path(folder) / name), f"*{Path(name).suffix}")

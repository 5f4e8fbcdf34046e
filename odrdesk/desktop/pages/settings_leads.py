"""设置 › 线索与同类投诉: from how many cases in how many days complaints are a group, and who acts together."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import handbook_tables, tell
from odrdesk.desktop.forms import lead_words
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.departments import Directory
from odrdesk.domain.errors import Refusal
from odrdesk.domain.patterns import DAYS_LIMIT, LEAST_LIMIT
from odrdesk.domain.vocabulary import Role
from odrdesk.services import departments, patterns
from odrdesk.services.desk import Desk
from odrdesk.services.patterns import Threshold
from odrdesk.text import Language, _, language, word

NARROW = 96


class LeadsSection(SettingsSection):
    """Two numbers an admin may set, and the departments as they are in force today."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._window, self._work, self._desk = window, work, desk
        self.days, self.least = Entry(look, longest=4), Entry(look, longest=5)
        self.fields = {
            "days": Field(look, "days", _("最近多少天"), self.days),
            "least": Field(look, "least", _("至少多少件"), self.least),
        }
        self.save = Button(look, _("保存"), height=34)
        self.save.clicked.connect(self.keep)
        self.bar = Banner(look)
        self.reader = Reader(look, lambda _name, _width, _ratio: None, margin=0)
        self.watch(self.bar, self.days, self.least)
        self._arrange(look)

    def arrive(self) -> None:
        """Read numbers and departments anew."""
        self._work.read(partial(_look_at, self._desk), owner=self, done=self._show)

    def keep(self) -> None:
        """Set the numbers."""
        try:
            days = _whole(self.days.text(), Refusal("pattern.days", "days", most=DAYS_LIMIT))
            least = _whole(self.least.text(), Refusal("pattern.least", "least", most=LEAST_LIMIT))
        except Refusal as no:
            self._refused(no)
            return
        self.bar.hide()
        call = partial(patterns.set_threshold, self._desk, days, least)
        self._work.write(call, owner=self, done=self._kept, refused=self._refused)

    def _show(self, seen: tuple[Threshold, Directory]) -> None:
        asked, directory = seen
        self.days.setText(str(asked.days))
        self.least.setText(str(asked.least))
        self.reader.show_page(_("协同部门"), _page(directory))

    def _kept(self, _none: object) -> None:
        self._window.toasts.say(_("已保存"))
        self.saved()

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)

    def _arrange(self, look: Look) -> None:
        may = self._desk.clerk.may(Role.ADMIN)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for field in self.fields.values():
            field.editor.setEnabled(may)
            field.setMinimumWidth(look.dp(NARROW))
            line.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        self.save.setVisible(may)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, look.dp(20), 0, 0)
        beside.addWidget(self.save)
        line.addLayout(beside)
        line.addStretch(1)
        room = QWidget()
        room.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(room)
        column.addWidget(self.bar)
        column.addWidget(self.reader, 1)


def _look_at(desk: Desk) -> tuple[Threshold, Directory]:
    return patterns.threshold(desk), departments.directory(desk)


def _whole(text: str, otherwise: Refusal) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit()):
        raise otherwise
    return int(typed)


def _page(directory: Directory) -> str:
    chinese = language() is Language.ZH_CN
    said = _(
        "达到天数和件数的同类投诉在今日工作台上提示。"
        "线索移送以下部门，由人选定，不会自行发出；管理员可以用 odrdesk desk departments 增加或替换。"
    )
    heads = (_("部门"), _("主管事项"), _("建议的类别"))
    rows = (
        (
            lead_words.name_of(one),
            one.competent_zh if chinese else one.competent_en,
            _("、").join(word(category) for category in one.categories),
        )
        for one in directory.departments
    )
    return f"{said}\n\n{handbook_tables.table(heads, rows)}"

"""The first start in three short steps: who works here, where the data lies, how to begin. Nothing is asked twice."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop import asking, tell
from odrdesk.desktop.dialogs.first_pages import WherePage, WhoPage
from odrdesk.desktop.dialogs.first_steps import StepLine, WayChoice
from odrdesk.desktop.dialogs.first_ways import DemoWay, Means, NewWay, Pick, RestoreWay, Way
from odrdesk.desktop.dialogs.recovery_code import CodeSheet
from odrdesk.desktop.formats import day
from odrdesk.desktop.forms.scroller import BAR, Scroller
from odrdesk.desktop.recovery_print import Sheet
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.rail import Logo
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault
from odrdesk.domain.workdays import day_of
from odrdesk.places import data_folder, desk_folder
from odrdesk.services.desk import Clock, wall_clock
from odrdesk.services.founding import Plan
from odrdesk.services.recovery import Code
from odrdesk.text import _

PLATE = QSize(940, 600)
WHO, WHERE, BEGIN, CODE = range(4)
NEW, DEMO, RESTORE = range(3)


class Homes(NamedTuple):
    """Where the person's own desk goes, where the invented one, each a folder of its own; the copies of backups."""

    desk: Path
    demo: Path
    backups: Path | None = None


def usual_homes() -> Homes:
    """The person's own data folder; the copies of backups beside the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Homes(desk_folder(), data_folder() / "demo", Path(documents) / _("衡解备份") if documents else None)


def pick_folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """Ask for a folder; None when the person would rather not."""
    chosen = asking.folder(parent, title, str(start))
    return Path(chosen) if chosen else None


class FirstStart(QWidget):
    """`chosen(path)` once there is a desk to open in that folder; nobody holds it then."""

    chosen = Signal(Path)

    def __init__(
        self, look: Look, work: Work, homes: Homes, *, clock: Clock = wall_clock, pick: Pick = pick_folder
    ) -> None:
        super().__init__()
        self._look, self._clock = look, clock
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("衡解 odrdesk"))
        self.setAccessibleName(_("首次启动"))
        self.setMinimumSize(QSize(1000, 660))
        means = Means(look, work, clock, pick)
        self.who = WhoPage(look)
        self.where = WherePage(means, homes.desk, homes.backups or homes.desk.parent / "backups")
        self.new, self.demo, self.restore = (
            NewWay(means, self._plan),
            DemoWay(means, homes.demo),
            RestoreWay(means, homes.desk),
        )
        self.ways: Sequence[Way] = (self.new, self.demo, self.restore)
        self.pages, self._details, self._group = QStackedWidget(), QStackedWidget(), QButtonGroup(self)
        self.title = Label("", 18, bold=True)
        self.back, self.next = Button(look, _("上一步"), height=36), Button(look, kind=Kind.PRIMARY, height=36)
        self.steps = [
            StepLine(look, number + 1, words)
            for number, words in enumerate((_("您的联络点"), _("数据和备份"), _("怎样开始")))
        ]
        self.sheet: CodeSheet | None = None
        self._path = homes.desk
        self._plate = QFrame(self)
        self._arrange()
        self._connect()
        self.go_to(WHO)

    @property
    def step(self) -> int:
        """The step in view."""
        return self.pages.currentIndex()

    def go_to(self, number: int) -> None:
        """Show a step; what was typed in the others stays."""
        self.pages.setCurrentIndex(number)
        for place, line in enumerate(self.steps):
            line.stand(done=place < number, here=place == number)
            line.setEnabled(place <= number < CODE)
        self.title.setText((_("您的联络点和管理员"), _("数据放在哪里"), _("怎样开始"), _("收好恢复码"))[number])
        self.back.setVisible(number in (WHERE, BEGIN))
        self._judge()
        if number == BEGIN:
            self.take(self._group.checkedId())
        elif number < BEGIN:
            (self.who.first, self.next)[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def forward(self) -> None:
        """Enter goes on, or says beside the field why not."""
        if not self.next.isEnabled():
            return
        if self.step == WHO:
            if self.who.check():
                self.go_to(WHERE)
        elif self.step == WHERE:
            if self.where.check():
                self.go_to(BEGIN)
        elif self.step == BEGIN:
            self.ways[self._group.checkedId()].begin()
        else:
            self.chosen.emit(self._path)

    def backward(self) -> None:
        """The step before; nothing typed is lost."""
        if self.back.isVisible() and self.back.isEnabled():
            self.go_to(self.step - 1)

    def take(self, number: int) -> None:
        """Choose a way: 0 an empty desk, 1 the demonstration, 2 a backup."""
        self._group.button(number).setChecked(True)
        self._details.setCurrentIndex(number)
        self._judge()
        focus = self.ways[number].first() or self._group.button(number)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def hurry(self, number: int) -> None:
        """Straight to one of the ways that needs neither name nor place."""
        self._group.button(number).setChecked(True)
        self.go_to(BEGIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc goes back, as Alt+Left does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.forward()
        elif event.key() == Qt.Key.Key_Escape:
            self.backward()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, _event: object) -> None:
        """The plate stays in the middle."""
        self._place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what can be stopped."""
        self.demo.stop()
        super().closeEvent(event)

    def _plan(self) -> Plan | None:
        """What the pages say; where something is lacking, its page comes into view."""
        if not self.who.check():
            self.go_to(WHO)
            self.who.check()
            return None
        if self.where.desk.path is None or not self.where.check():
            self.go_to(WHERE)
            return None
        name, owner = self.who.name.text().strip(), self.who.owner.text().strip()
        return Plan(name, owner, self.where.desk.path, self.who.password.text, self.where.second)

    def _show_code(self, path: Path, code: Code) -> None:
        """The code first: afterwards nothing can show it again."""
        self._path = path
        self.who.password.forget()
        told = Sheet(self.who.name.text().strip(), code.name, code.text, day(day_of(self._clock())))
        self.sheet = CodeSheet(self._look, told)
        self.sheet.kept.connect(lambda _on: self._judge())
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        column.addStretch(1)
        self.pages.addWidget(room)
        self.go_to(CODE)
        self.sheet.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self) -> None:
        step = self.step
        if step < BEGIN:
            words, may = _("继续"), True
        elif step == BEGIN:
            way = self.ways[max(0, self._group.checkedId())]
            words, may = way.words.verb, way.may
        else:
            words, may = _("打开工作台"), self.sheet is not None and self.sheet.put_by.isChecked()
        self.next.relabel(words)
        self.next.setEnabled(may)

    def _connect(self) -> None:
        for way in self.ways:
            way.ready.connect(self.chosen)
            way.broke.connect(self._broke)
            way.began.connect(lambda: self._set_busy(busy=True))
            way.ended.connect(lambda: self._set_busy(busy=False))
            way.judged.connect(self._judge)
        self.new.coded.connect(self._show_code)
        self.who.onward.connect(self.forward)
        self.who.hurried.connect(self.hurry)
        self.next.clicked.connect(self.forward)
        self.back.clicked.connect(self.backward)
        self._group.idClicked.connect(self.take)
        for number, line in enumerate(self.steps):
            line.clicked.connect(lambda _on=False, number=number: self.go_to(number))
        QShortcut(QKeySequence("Alt+Left"), self, self.backward)
        self._look.changed.connect(self._place)

    def _arrange(self) -> None:
        self._plate.setProperty("plate", "panel")
        left = QFrame()
        left.setProperty("plate", "left")
        column = QVBoxLayout(left)
        column.setContentsMargins(28, 30, 24, 24)
        column.setSpacing(6)
        column.addWidget(Logo(self._look), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(Label(_("欢迎使用衡解"), 20, bold=True, wrap=True))
        column.addWidget(Label(_("从登记到和解，都在这台电脑上办；数据不上传。"), 13, Ink.TEXT3, wrap=True))
        column.addSpacing(18)
        for line in self.steps:
            column.addWidget(line)
        column.addStretch(1)
        right = QVBoxLayout()
        right.setContentsMargins(32, 30, 32, 24)
        right.setSpacing(14)
        right.addWidget(self.title)
        right.addWidget(self.pages, 1)
        ends = QHBoxLayout()
        ends.setSpacing(10)
        ends.setContentsMargins(0, 0, BAR, 0)
        ends.addWidget(self.back)
        ends.addStretch(1)
        ends.addWidget(self.next)
        right.addLayout(ends)
        row = QHBoxLayout(self._plate)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(left, 4)
        row.addLayout(right, 8)
        for page in (self.who, self.where, self._begin_page()):
            self.pages.addWidget(Scroller(page))

    def _begin_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for number, way in enumerate(self.ways):
            choice = WayChoice(self._look, way.words)
            self._group.addButton(choice, number)
            column.addWidget(choice)
            self._details.addWidget(way)
        self._group.button(NEW).setChecked(True)
        column.addSpacing(6)
        column.addWidget(self._details, 1)
        return page

    def _place(self) -> None:
        size = QSize(self._look.dp(PLATE.width()), self._look.dp(PLATE.height())).boundedTo(self.size() - QSize(40, 40))
        self._plate.setGeometry(
            (self.width() - size.width()) // 2, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def _set_busy(self, *, busy: bool) -> None:
        for button in (*self._group.buttons(), self.back, self.next, *self.steps):
            button.setEnabled(not busy)
        if not busy:
            self._judge()

    def _broke(self, fault: Fault) -> None:
        tell.faulted(self._look, self, fault)

"""审计: who did what when, and what it changed, as a table that writes out only the rows in view; can be taken out."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop import asking
from odrdesk.desktop.dialogs.import_parts import Cell, LineTable
from odrdesk.desktop.dialogs.import_parts import Drawn as CellDrawn
from odrdesk.desktop.formats import stamp
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.models.columns import Column, Drawn
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.record import Written
from odrdesk.services import case_looks
from odrdesk.text import _, ngettext

ROW, LEAST, MOST = 36, 4, 14
PAUSE_MS = 120


class AuditPanel(Panel):
    """Nothing here can be changed: a wrong entry is answered by another one."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        look = place.look
        self._record: tuple[Written, ...] = ()
        self._number = ""
        self.choose_file: Callable[[str], str] = self._ask_file
        self.card = Card(_("审计"), _("只增不改；每一条都在防篡改的链上"))
        self.out = Button(look, _("导出…"), "download", height=28, hint=_("导出为 CSV，导出本身也记入记录"))
        self.card.act(self.out)
        self.who = Choice(look, [("", _("所有人"))])
        self.who.keep_room_for(_("所有人"))
        self.who.setAccessibleName(_("人员"))
        self.sort = Choice(look, _sorts())
        self.sort.setAccessibleName(_("种类"))
        self.search = Entry(look, placeholder=_("操作或内容"))
        self.search.setAccessibleName(_("查找记录"))
        self.search.setClearButtonEnabled(True)
        self.number = Label("", 13, Ink.TEXT3)
        self.table = LineTable(look, _("审计记录"), _columns(), row_height=ROW)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._narrow)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        for choice in (self.who, self.sort):
            choice.currentIndexChanged.connect(lambda _place: self._narrow())
        self.out.clicked.connect(self.take_out)
        self._arrange()

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        self._number, self._record = sight.case.number, sight.view.record
        self.when_seen(self._build)

    def _build(self) -> None:
        people = sorted({one.clerk_name for one in self._record if one.clerk_name})
        self.who.blockSignals(True)
        self.who.offer([("", _("所有人")), *((name, name) for name in people)])
        self.who.blockSignals(False)
        self._narrow()

    @property
    def shown(self) -> Sequence[Written]:
        """The entries that are let through, the newest first."""
        who, sort, sought = self.who.key, self.sort.key, self.search.text().casefold().split()
        return [
            one
            for one in reversed(self._record)
            if who in {"", one.clerk_name}
            and sort in {"", case_words.kind_of(one)}
            and (not sought or all(word in " ".join(_told(one)).casefold() for word in sought))
        ]

    def take_out(self) -> None:
        """Write the entries in view to a file."""
        path = self.choose_file(f"{self._number}_{_('审计')}.csv")
        if not path:
            return
        rows = [_told(one) for one in self.shown]
        heads = [column.title for column in _columns()]
        place = self._place
        call = partial(case_looks.take_out_record, place.desk, self._number, Path(path), heads, rows)
        place.work.write(call, owner=self, done=self._went_out)

    def _went_out(self, out: Path) -> None:
        self._place.window.toasts.say(_("已导出到 {path}").format(path=out))

    def _narrow(self) -> None:
        self._soon.stop()
        found = self.shown
        self.number.setText(ngettext("{n} 条", "{n} 条", len(found)).format(n=f"{len(found):,}"))
        self.table.lines.show_lines(found, _cells)
        rows = max(LEAST, min(MOST, len(found)))
        self.table.setFixedHeight(self._place.look.dp(ROW) * rows + self._place.look.dp(36) + 4)
        self.out.setEnabled(bool(found) and self._place.desk.house.held is not None)

    def _ask_file(self, name: str) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return asking.file_to_write(self.window(), _("导出案件记录"), str(Path(folder) / name), "CSV (*.csv)")

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for choice in (self.who, self.sort):
            choice.setMinimumWidth(self._place.look.dp(120))
            line.addWidget(choice)
        line.addWidget(self.search, 1)
        line.addWidget(self.number)
        self.card.add(line)
        self.card.add(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)


def _columns() -> tuple[Column, ...]:
    return (
        Column("at", _("时间"), 134, Drawn.QUIET),
        Column("who", _("人员"), 96, Drawn.PLAIN),
        Column("act", _("操作"), 150, Drawn.PLAIN),
        Column("what", _("内容（旧 → 新）"), 0, Drawn.QUIET),
    )


def _sorts() -> list[tuple[str, str]]:
    return [
        ("", _("所有种类")), ("phone", _("电话")), ("message", _("消息")), ("paper", _("文书")),
        ("state", _("状态")), ("system", _("系统")),
    ]  # fmt: skip


def _told(one: Written) -> tuple[str, str, str, str]:
    moment = case_words.moment(one, stamp(one.entry.at))
    what = " ".join((moment.text or _plain(one)).split())
    return moment.when, moment.who, moment.mark, what


def _plain(one: Written) -> str:
    """What an entry without a sentence of its own tells."""
    facts = one.entry.facts
    old, new = facts.get("old"), facts.get("new", facts.get("value"))
    if old is not None or new is not None:
        return _("{old} → {new}").format(old=old or "—", new=new or "—")
    return one.entry.why or ""


def _cells(one: Written) -> tuple[Cell, ...]:
    when, who, act, what = _told(one)
    return (Cell(when, drawn=CellDrawn.QUIET), Cell(who), Cell(act), Cell(what, drawn=CellDrawn.QUIET))

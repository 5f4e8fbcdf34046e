"""文书与打印: what waits to be printed, what waits to come back signed, what is done; one at a time or many at once."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.actions import Registry
from odrdesk.desktop.models.papers import PaperRow, PaperSource, Wanted, paper_columns
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages.papers_side import PaperSide
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.bulk_bar import BulkBar
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.filter_chip import FilterChip, Option
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.paper_table import PaperTable
from odrdesk.desktop.widgets.ticks import ticked_or_current
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.services import paper_signing, papers
from odrdesk.services.desk import Changes, Desk
from odrdesk.text import _, fault_text, ngettext, refusal_text, word

PAUSE_MS = 140
"""How long after the last key the search begins, and how long a row is current before its pages are read."""
ALL = "all"
_TABS = (PaperStage.WAITING_PRINT, PaperStage.WAITING_RECEIPT, PaperStage.DONE, PaperStage.VOID)


class PapersPage(Page):
    """`asked(what, keys)` for a deed with papers, `waiting_counted(n)` for the badge, `fell(path)` for a file."""

    asked = Signal(str, object)
    waiting_counted = Signal(int)
    fell = Signal(object)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._wanted, self._stale, self._looked_at = Wanted((PaperStage.WAITING_PRINT,)), True, 0
        self._counting = Newest(work, self)
        self._may = desk.house.held is not None
        self.rows = Rows(work, paper_columns(), self)
        self.rows.counted.connect(self._count)
        self.table = PaperTable(look, self.rows)
        self.ticks = self.table.ticking.ticks
        self.number = Label("", 13, Ink.TEXT3)
        self.tabs = ViewTabs(
            look, _("文书的去向"), [*((one.value, word(one)) for one in _TABS), (ALL, _("全部"))], gap=22
        )
        self.kind = FilterChip(look, _("文书种类"))
        self.search = Entry(look, placeholder=_("按编号、案件号、姓名、商家查找"))
        self.verify = Button(look, _("核验文书"), "shield-check")
        self.said = Banner(look)
        self.side = PaperSide(look)
        certificate = self._may and paper_signing.available() and desk.clerk.may(Role.OFFICER)
        self.side.allow(may=self._may, certificate=certificate)
        self.empty = EmptyState(look)
        self._left = QWidget()
        self.bar = BulkBar(look, self._left, self.ticks.clear)
        self._pause, self._rest = (QTimer(self, singleShot=True, interval=PAUSE_MS) for _each in "12")
        self._arrange()
        self._connect()
        self._say_kind()

    @property
    def current(self) -> int | None:
        """The key of the current row."""
        return self.table.current_key

    def chosen(self) -> tuple[int, ...]:
        """What a deed is about: what is ticked, else the current row."""
        return ticked_or_current(self.ticks, lambda: self.current)

    def arrive(self) -> None:
        """Show what changed meanwhile; row and scroll stay as they were."""
        if self._stale:
            self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the list and the counts anew."""
        self._stale = False
        self._looked_at = 0
        self.rows.load(PaperSource(self._desk, self._wanted))
        self.count()

    def count(self) -> None:
        """Read how many papers are where."""
        self._counting.read(lambda: papers.counts(self._desk), self._counted)

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk; a page out of sight waits until it is seen."""
        if changes.papers:
            self._stale = True
            if self.isVisible():
                self.refresh()
            else:
                self.count()

    def show_stage(self, stage: PaperStage | None) -> None:
        """One of the tabs; None for all papers."""
        self.tabs.choose(stage.value if stage else ALL)
        self.ticks.clear()
        self._show(self._wanted._replace(stages=(stage,) if stage else ()))

    def say(self, words: str) -> None:
        """Something was refused or broke."""
        self.said.say(words, Tone.DANGER)

    def seek(self) -> None:
        """Ctrl+F: into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def take_files(self, files: list[Path]) -> bool:
        """A file that falls here is a paper that came back: signed, or to be verified."""
        if files:
            self.fell.emit(files[0])
        return bool(files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the search field empties it, then leads back into the list."""
        if event.key() == Qt.Key.Key_Escape and self.search.hasFocus():
            self.search.clear()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._into_list()
        else:
            super().keyPressEvent(event)

    def set_wide(self, wide: bool) -> None:
        """In a narrow window the pages give way a little."""
        total = max(900, self.width() - 40)
        right = self._look.dp(470 if wide else 410)
        self.split.setSizes([total - right, right])

    def _show(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._say_kind()
        self.refresh()

    def _chose_tab(self, key: str) -> None:
        self.show_stage(None if key == ALL else PaperStage(key))
        if not self.tabs.tab(key).ringed:
            # Who clicked goes on in the list; who walks the tabs by keys stays among them.
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick_kind(self, keys: list[str]) -> None:
        self._show(self._wanted._replace(kind=PaperKind(keys[-1]) if keys else None))

    def _say_kind(self) -> None:
        chosen = self._wanted.kind
        options = [Option(kind.value, word(kind), only=True) for kind in papers.kinds()]
        self.kind.show_choice(options, [chosen.value] if chosen else [], word(chosen) if chosen else "")

    def _search(self) -> None:
        text = " ".join(self.search.text().split())
        if text != self._wanted.text:
            self.ticks.clear()
            self._show(self._wanted._replace(text=text))

    def _into_list(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._search()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _counted(self, found: Mapping[PaperStage, int]) -> None:
        for stage in _TABS:
            self.tabs.count(stage.value, found[stage])
        self.tabs.count(ALL, sum(found.values()))
        self.waiting_counted.emit(found[PaperStage.WAITING_PRINT])

    def _count(self, number: int) -> None:
        self.number.setText(ngettext("{n} 份", "{n} 份", number).format(n=f"{number:,}"))
        self.stack.setCurrentIndex(0 if number else 1)
        if not number:
            self.side.show_nothing(listed=False)
            self._say_empty()
        self._say_ticks()
        self._rest.start()

    def _say_empty(self) -> None:
        wanted = self._wanted
        if wanted.text or wanted.kind:
            self.empty.say(_("没有符合条件的文书"), _("换个写法，或去掉种类再看看。"), _("清除条件"))
            return
        stage = wanted.stages[0] if wanted.stages else None
        title, text = {
            PaperStage.WAITING_PRINT: (_("没有待打印的文书"), _("在案件里出具的文书，打印以前都列在这里。")),
            PaperStage.WAITING_RECEIPT: (_("没有待签收的文书"), _("打印以后等对方签字或收到的文书列在这里。")),
            PaperStage.DONE: (_("还没有办完的文书"), _("已经送达、签回或归档的文书列在这里。")),
            PaperStage.VOID: (_("没有作废的文书"), _("作废的编号仍占着号，会一直列在这里。")),
            None: (_("还没有出具过文书"), _("打开一个案件，在“文书”里出具第一份。")),
        }[stage]
        self.empty.say(title, text, "" if stage is None else _("看全部文书"))

    def _way_on(self) -> None:
        if self._wanted.text or self._wanted.kind:
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
            self._show(self._wanted._replace(text="", kind=None))
        else:
            self.show_stage(None)

    def _say_ticks(self) -> None:
        many = len(self.ticks.keys)
        self.bar.say(ngettext("已选 {n} 份", "已选 {n} 份", many).format(n=f"{many:,}") if many else "")

    def _show_current(self) -> None:
        """Read the pages of the current row, unless they stand there already."""
        shown = self.rows.shown(self.table.currentIndex().row())
        if not isinstance(shown, PaperRow):
            return
        key, line = shown.key, shown.line
        again = key == self._looked_at and line == self.side.line
        self.side.show_line(line)
        if again:
            return
        self._looked_at = key
        self._work.read(
            lambda: papers.pdf_of(self._desk, key),
            owner=self,
            done=partial(self.side.show_pages, key),
            refused=partial(self._no_pages, key),
            faulted=partial(self._no_pages, key),
        )

    def _no_pages(self, key: int, why: Refusal | Fault) -> None:
        self.side.show_damage(key, refusal_text(why) if isinstance(why, Refusal) else fault_text(why))

    def ask(self, what: str) -> None:
        """A deed with what is ticked, else with the current row."""
        keys = self.chosen()
        if keys:
            self.asked.emit(what, keys)
        else:
            self.said.say(_("这里没有文书：换一个标签，或去掉条件。"), Tone.INFO)

    def key_by(self, registry: Registry) -> None:
        """The keys of the list as the person has chosen them: to print is one of the whole page."""
        print_, deliver = QShortcut(self), QShortcut(self.table)
        print_.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        deliver.setContext(Qt.ShortcutContext.WidgetShortcut)
        print_.activated.connect(partial(self.ask, "print"))
        deliver.activated.connect(partial(self.ask, "deliver"))

        def tell() -> None:
            for short, command in ((print_, "print"), (deliver, "steps")):
                short.setKeys([QKeySequence(one) for one in registry.command(command).keys])

        registry.rekeyed.connect(tell)
        tell()

    def _ask_current(self, what: str) -> None:
        line = self.side.line
        if line is not None:
            self.asked.emit(what, (line.key,))

    def _connect(self) -> None:
        self.table.arrived.connect(lambda _key: self._rest.start())
        self.table.opened.connect(lambda key: self.asked.emit("preview", (key,)))
        self.rows.dataChanged.connect(lambda *_range: self._rest.start())
        self._rest.timeout.connect(self._show_current)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._into_list)
        self.tabs.chosen.connect(self._chose_tab)
        self.kind.picked.connect(self._pick_kind)
        self.empty.acted.connect(self._way_on)
        self.side.asked.connect(self._ask_current)
        self.verify.clicked.connect(lambda: self.asked.emit("verify", ()))
        self.ticks.changed.connect(self._say_ticks)
        self.bar.offer("print", _("打印"), "printer", partial(self.ask, "print"))
        deliver = self.bar.offer("deliver", _("登记送达"), "send", partial(self.ask, "deliver"))
        deliver.setEnabled(self._may)
        self.bar.offer("save", _("存成文件"), "download", partial(self.ask, "save"))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("文书与打印"), 20, bold=True))
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(self.verify)
        self.search.setFixedWidth(self._look.dp(280))
        self.search.setAccessibleName(_("查找文书"))
        self.search.setClearButtonEnabled(True)
        head.addWidget(self.search)
        card = Card(margins=(1, 1, 1, 1), spacing=0)
        card.add(self.table)
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        self.stack.addWidget(self.empty)
        inside = QVBoxLayout(self._left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.stack)
        self.bar.raise_()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(12)
        self.split.addWidget(self._left)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.side.setMinimumWidth(self._look.dp(340))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.split, 1)

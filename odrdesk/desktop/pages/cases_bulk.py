"""The bar over the case list: how many are ticked, their sum, and what can be done with all of them; and its keys."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.actions import Registry
from odrdesk.desktop.formats import money
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.cases_view import CasesView
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.bulk_bar import BulkBar
from odrdesk.desktop.widgets.ticks import ticked_or_current
from odrdesk.desktop.work import Work
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.services import lists
from odrdesk.services.desk import Desk
from odrdesk.text import _, ngettext

KEYS: Mapping[str, str] = {"assign": "A", "status": "S", "contact": "R", "why": "I", "tag": "T"}
"""The letters of the list as they come: they answer while the list has the focus, never in a field."""
PRINT = "Ctrl+P"
"""The key that prints as it comes: it answers on the whole page."""
_COMMANDS: Mapping[str, str] = {
    "assign": "assign", "status": "steps", "contact": "contact", "why": "why_date", "print": "print",
    "tag": "tag",
}  # fmt: skip
"""The commands whose keys they are."""


class CasesBulk(QObject):
    """Tells the page's `deed_asked(deed, keys)`: assign, status, remind, tag, export, close."""

    def __init__(self, look: Look, work: Work, desk: Desk, *, page: CasesView) -> None:
        super().__init__(page)
        self._work, self._desk, self._page = work, desk, page
        self._asked = 0
        come = {**KEYS, "print": PRINT}
        self._keys: dict[str, tuple[str, ...]] = {deed: (keys,) for deed, keys in come.items()}
        self._shorts: list[tuple[str, QShortcut]] = []
        self._registry: Registry | None = None
        self.bar = BulkBar(look, page.stack, page.ticks.clear)
        writing = desk.house.held is not None
        self._buttons: dict[str, tuple[QWidget, str]] = {}
        offers = (
            ("assign", _("指派"), "user-plus"),
            ("status", _("办步骤"), "circle-dot"),
            ("remind", _("催商家"), "send"),
            ("tag", _("标签"), "tag"),
            ("issue", _("批量出具文书"), "file-check"),
            ("export", _("导出"), "download"),
            ("close", case_words.verb(Step.CLOSE), "archive"),
        )
        for deed, words, icon in offers:
            button = self.bar.offer(deed, words, icon, partial(self.do, deed))
            button.setEnabled(writing or deed == "export")
            if deed in KEYS:
                self._buttons[deed] = (button, words)
            elif deed == "issue":
                self._buttons["print"] = (button, words)
        self.answer_to(page.table)
        self._listen(page, "print")
        self._show_keys()
        page.ticks.changed.connect(self._say)

    def answer_to(self, part: QWidget) -> None:
        """The letters work in this part of the page too."""
        for deed in KEYS:
            self._listen(part, deed)

    def _listen(self, part: QWidget, deed: str) -> None:
        short = QShortcut(part)
        short.setKeys([QKeySequence(one) for one in self._keys[deed]])
        short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        short.activated.connect(partial(self.do, deed))
        self._shorts.append((deed, short))

    def key_by(self, registry: Registry) -> None:
        """The keys as the person has chosen them, now and whenever they change."""
        self._registry = registry
        registry.rekeyed.connect(self._rekey)
        self._rekey()

    def _rekey(self) -> None:
        if self._registry is not None:
            self._keys = {deed: self._registry.command(command).keys for deed, command in _COMMANDS.items()}
        for deed, short in self._shorts:
            short.setKeys([QKeySequence(one) for one in self._keys[deed]])
        self._show_keys()

    def _show_keys(self) -> None:
        for deed, (button, words) in self._buttons.items():
            keys = self._keys[deed]
            button.setToolTip(_("{words}（{keys}）").format(words=words, keys=keys[0]) if keys else words)

    def do(self, deed: str, *, current_only: bool = False) -> None:
        """A deed with what is ticked, else with the current case."""
        page, here = self._page, self._page.current
        current = () if here is None else (here,)
        keys = current if current_only else ticked_or_current(page.ticks, lambda: here)
        if not keys:
            if deed == "print":
                page.told.emit(_("这里没有可打印的案件：先在列表里选一件。"))
            return
        if deed in {"contact", "why"}:
            self._ask_number(page.contact_asked if deed == "contact" else page.why_asked)
        elif deed == "print" and not page.ticks.keys:
            self._ask_number(page.print_asked)
        elif deed in {"issue", "print"}:
            page.papers_asked.emit(keys)
        elif deed == "export":
            page.asked.emit("export_list")
        else:
            page.deed_asked.emit(deed, keys)

    def _ask_number(self, asked: SignalInstance) -> None:
        row = self._page.current_row
        if row is not None:
            asked.emit(row.number)

    def _say(self) -> None:
        keys = self._page.ticks.keys
        many = len(keys)
        self._asked += 1
        if not many:
            self.bar.say("")
            return
        words = ngettext("已选 {n} 件", "已选 {n} 件", many).format(n=f"{many:,}")
        if many > 1 and many == self._page.rows.rowCount():
            words = _("{count}（全部视图）").format(count=words)
        self.bar.say(words, self.bar.more.text())
        mine = self._asked

        def counted(fen: Fen) -> None:
            if mine == self._asked:
                self.bar.say(words, money(fen))

        self._work.read(lambda: lists.amount_of(self._desk, keys), owner=self, done=counted)

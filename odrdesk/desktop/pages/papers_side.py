"""The paper of the current row: what it is, what became of it, what can be done with it, and its pages."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT, stamp
from odrdesk.desktop.models.papers import fate_words
from odrdesk.desktop.paper_words import copy_words, stage_tone, title_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import rule
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.label import Elided
from odrdesk.desktop.widgets.paper_view import PaperView, readable
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.services import papers
from odrdesk.services.paper_lists import Waiting
from odrdesk.text import _, ngettext, word

Offer = tuple[str, str, str]
"""What can be asked for: its key, words, icon."""


class PaperSide(QFrame):
    """`asked(key)` for one of the deeds of the paper in view."""

    asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.line: Waiting | None = None
        self._may, self._certificate = True, False
        self.setProperty("plate", "card")
        self.title, self.about = Elided("", 15, bold=True), Elided("", 12, Ink.TEXT3)
        self.fate, self.mark = Elided("", 12, Ink.TEXT2), Pill(look, "")
        self.paper = PaperView(look)
        self.print = Button(look, _("打印"), "printer", Kind.PRIMARY, height=30, hint=_("打印（Ctrl+P）"))
        self.deliver = Button(look, _("登记送达"), "send", height=30)
        self.signed = Button(look, _("归档签收件"), "signature", height=30)
        self.more = Button(look, icon="ellipsis", kind=Kind.GHOST, height=30, name=_("这份文书的其他操作"))
        for button, key in ((self.print, "print"), (self.deliver, "deliver"), (self.signed, "signed")):
            button.clicked.connect(lambda _on=False, chosen=key: self.asked.emit(chosen))
        self.more.clicked.connect(self.drop)
        self._head, self._under = QWidget(), rule()
        self._arrange()
        self.show_nothing()

    def allow(self, *, may: bool, certificate: bool = False) -> None:
        """Whether anything can be written on this desk, and whether a certificate may sign here."""
        self._may, self._certificate = may, certificate

    def show_line(self, line: Waiting) -> None:
        """Say what it is; its pages come after."""
        self.line = line
        self.title.setText(title_words(line.kind, line.copy))
        self.about.setText(DOT.join((line.number, stamp(line.issued_at), line.case, line.consumer)))
        printed = ngettext("已打印 {n} 次", "已打印 {n} 次", line.prints).format(n=line.prints)
        self.fate.setText(DOT.join((printed if line.prints else _("未打印"), fate_words(line))))
        self.mark.say(word(line.stage), stage_tone(line.stage))
        live = line.stage is not PaperStage.VOID
        self.print.relabel(_("再打印") if line.prints else _("打印"))
        self.print.setEnabled(live and readable())
        for button in (self.deliver, self.signed):
            button.setEnabled(live and self._may)
        self.more.setEnabled(True)
        for part in (self.print, self.deliver, self.signed, self.more, self.mark, self._head, self._under):
            part.show()
        self.deeds.arrange()

    def show_pages(self, key: int, content: bytes) -> None:
        """Its pages, where it is still the one in view."""
        if self.line is not None and self.line.key == key:
            self.paper.show_paper(content)

    def show_damage(self, key: int, words: str) -> None:
        """Its file is not what was issued: nothing of it is shown or printed."""
        if self.line is not None and self.line.key == key:
            self.paper.say(_("这份文书的文件不对"), words)
            for button in (self.print, self.deliver, self.signed):
                button.setEnabled(False)

    def show_nothing(self, *, listed: bool = True) -> None:
        """No row is current; `listed` where there are rows to choose from."""
        self.line = None
        for label in (self.title, self.about, self.fate):
            label.setText("")
        for part in (self.print, self.deliver, self.signed, self.more, self.mark, self._head, self._under):
            part.hide()
        if listed:
            self.paper.say(_("没有选中的文书"), _("在左边选一份，这里显示它的页面。"))
        else:
            self.paper.say(_("没有可看的文书"), _("左边的列表里有了文书，选中的一份就显示在这里。"))

    def offers(self) -> Sequence[Offer]:
        """What the menu holds now."""
        line = self.line
        if line is None:
            return ()
        live = line.stage is not PaperStage.VOID
        found: list[Offer] = [
            ("history", _("查看经过"), "history"),
            ("open_case", _("打开案件 {number}").format(number=line.case), "folder-open"),
            ("save", _("另存为 PDF"), "download"),
            ("outside", _("用系统程序打开"), "external-link"),
        ]
        if live and self._may:
            found += [
                (f"copy:{one.value}", _("再出具{copy}").format(copy=copy_words(one.value)), "copy")
                for one in papers.copies(line.kind)
                if one.value != line.copy
            ]
            if self._certificate:
                found.append(("certificate", _("用证书签名…"), "signature"))
            found.append(("void", _("作废 {no}").format(no=line.number), "ban"))
        return found

    def drop(self) -> QMenu:
        """The menu of the further deeds."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words, icon in self.offers():
            action = menu.addAction(QIcon(self._look.icon(icon, Ink.TEXT2, 16)), words)
            action.triggered.connect(self._ask(key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))
        return menu

    def _ask(self, key: str) -> Callable[[], None]:
        return lambda: self.asked.emit(key)

    def _arrange(self) -> None:
        top = QVBoxLayout(self._head)
        top.setContentsMargins(16, 12, 12, 10)
        top.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.title)
        first.addStretch(1)
        first.addWidget(self.mark)
        deeds = Flow()
        for button in (self.print, self.deliver, self.signed, self.more):
            deeds.add(button)
        self.deeds = deeds
        top.addLayout(first)
        top.addWidget(self.about)
        top.addWidget(self.fate)
        top.addSpacing(4)
        top.addWidget(deeds)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._under)
        column.addWidget(self.paper, 1)

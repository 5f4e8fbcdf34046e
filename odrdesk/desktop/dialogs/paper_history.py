"""经过: what became of a copy of a paper, from its issue on."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.paper_words import copy_words, title_words, way_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.timeline import Moment, Timeline
from odrdesk.domain.paper_life import Delivered, Printed, Signed
from odrdesk.services.paper_lists import History
from odrdesk.text import _, ngettext

WIDTH, HIGHEST = 560, 520


class HistoryDialog(Dialog):
    """`scan_asked(key)` for a signed scan; `mend_asked(entry)` for a delivery or scan that is wrong, if one `may`."""

    scan_asked = Signal(object)
    mend_asked = Signal(object)

    def __init__(self, look: Look, window: QWidget, known: History, *, may: bool = False) -> None:
        super().__init__(look, window, _("文书经过"))
        paper = known.paper
        self.body.addWidget(
            Label(f"{title_words(paper.mark.kind, paper.copy)}  {paper.mark.number}", 14, bold=True, wrap=True)
        )
        others = [copy_words(one.copy) for one in known.copies if one.mark.key != paper.mark.key]
        told = [_("案件 {number}").format(number=known.case), f"SHA-256 {paper.sha256[:16]}…"]
        if others:
            told.insert(1, _("同一编号另有：{copies}").format(copies=_("、").join(others)))
        self.body.addWidget(Label("\n".join(told), 12, Ink.TEXT3, wrap=True, selectable=True))
        self.timeline = Timeline(look, _("文书经过"), _("打开签收件"))
        self.timeline.show_moments(list(_moments(known, may=may and not paper.mark.void)))
        self.timeline.asked.connect(self.scan_asked)
        self.timeline.mended.connect(self._mend)
        self._scroll = Scroller(self.timeline)
        self.body.addWidget(self._scroll, 1)
        self.last = self.button(_("关闭"), Kind.PRIMARY)
        self.last.clicked.connect(self.dismiss)

    def place(self) -> None:
        """As high as it needs, up to what a list may have."""
        look = self.look
        self.timeline.adjustSize()
        self._scroll.setMinimumHeight(
            min(look.dp(HIGHEST), self.height() - look.dp(280), self.timeline.sizeHint().height() + 8)
        )
        self.fit(WIDTH)

    def _mend(self, entry: object) -> None:
        self.close_over()
        self.mend_asked.emit(entry)


def _moments(known: History, *, may: bool) -> Iterator[Moment]:
    """Newest first."""
    paper, life, people = known.paper, known.life, known.people
    if paper.void_at is not None:
        words = _("已作废：{why}").format(why=paper.void_why or "")
        yield Moment("ban", Tone.NEUTRAL, _("作废"), stamp(paper.void_at), words)
    entries: list[Printed | Delivered | Signed] = [*life.prints, *life.deliveries, *life.signed]
    for entry in sorted(entries, key=lambda one: (one.at, one.key), reverse=True):
        moment = _moment(entry, people.get(entry.clerk, ""))
        wrong = may and not isinstance(entry, Printed) and entry.corrected_by is None
        yield replace(moment, mend=entry) if wrong else moment
    mark = paper.mark
    yield Moment(
        "file-check",
        Tone.OK,
        _("出具"),
        stamp(mark.issued_at),
        ngettext("{n} 页", "{n} 页", paper.pages).format(n=paper.pages),
    )


def _moment(entry: Printed | Delivered | Signed, who: str) -> Moment:
    match entry:
        case Printed():
            words = ngettext("{printer}，{n} 份", "{printer}，{n} 份", entry.copies)
            text = words.format(printer=entry.printer or _("未记打印机"), n=entry.copies)
            mark = _("副本 {n}").format(n=entry.turn) if entry.turn else _("原件")
            return Moment("printer", Tone.INFO, _("打印 · {who}").format(who=who), stamp(entry.at), text, mark)
        case Delivered():
            parts = [f"{way_words(entry.how)} → {entry.to}", entry.receipt, entry.why or ""]
            mark = _("已更正") if entry.corrected_by is not None else ""
            text = "\n".join(part for part in parts if part)
            return Moment("send", Tone.TEAL, _("送达 · {who}").format(who=who), stamp(entry.at), text, mark)
        case Signed():
            parts = [entry.name, entry.by and _("签署人：{by}").format(by=entry.by), entry.why or ""]
            mark = _("已更正") if entry.corrected_by is not None else ""
            text = "\n".join(part for part in parts if part)
            title = _("签回 · {who}").format(who=who)
            return Moment("signature", Tone.OK, title, stamp(entry.at), text, mark, key=entry.key)

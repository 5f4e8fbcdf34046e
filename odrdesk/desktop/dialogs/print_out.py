"""打印: which printer, how many copies, which pages; what was used last for this kind of paper stands there already."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop import asking, tell
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.paper_jobs import After, Job
from odrdesk.desktop.print_habits import MOST_COPIES, Habit, habit, keep
from odrdesk.desktop.printing import DPI, FINE_DPI, Fit, Printed, Wish, prepare, spool
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.text import _, fault_text, ngettext

WIDTH = 500
INTO_FILE = "PDF"
_RANGE = re.compile(r"(\d{1,5})(?:\s*[-–—~～至到]\s*(\d{1,5}))?")


class PrintDialog(Dialog):
    """`printed(words)` after everything went to the printer. `after` is offered, and done only then."""

    printed = Signal(str)
    _told = Signal(int, int)

    enter = Enter.ANY

    def __init__(  # noqa: PLR0917 -- where it shows, what is printed, what follows
        self, look: Look, window: QWidget, work: Work, job: Job, settings: QSettings, after: After | None = None
    ) -> None:
        super().__init__(look, window, _("打印"))
        self._after = after
        self.then: Tick | None = None
        self._work, self._job, self._settings = work, job, settings
        self._busy, self._stop = False, Event()
        self._printer: QPrinter | None = None
        self._wish, self._used = Wish(), Habit()
        self.choose_file: Callable[[str], str] = self._ask_file
        self.choose_native: Callable[[QPrinter], bool] = self._ask_native
        known = habit(settings, job.kind, job.usual)
        names = QPrinterInfo.availablePrinterNames()
        usual = known.printer if known.printer in (*names, INTO_FILE) else QPrinterInfo.defaultPrinterName()
        options = [*((name, name) for name in names), (INTO_FILE, _("存为 PDF 文件"))]
        self.printer = Choice(look, options, usual or INTO_FILE)
        self.copies = Entry(look, holds=Holds.DIGITS, longest=2)
        self.copies.setText(str(known.copies))
        self.pages = Entry(look, longest=11, placeholder=_("全部，或如 2-3"))
        self.fit_choice = Choice(look, _fits(), Fit.NEEDED.value)
        self.duplex, self.collate, self.fine = (
            Tick(look, words) for words in (_("双面打印"), _("逐份打印"), _("精细（600 dpi）"))
        )
        self.duplex.setChecked(known.duplex)
        self.collate.setChecked(True)
        self.fine.setChecked(known.fine)
        self.bar, self.progress = Banner(look), ProgressBar(look, _("打印进度"))
        self.fields: dict[str, Field] = {}
        self._arrange(names)
        self._told.connect(self._hear)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.go

    def confirm(self) -> None:
        """Print as it stands here."""
        if self._busy:
            return
        self._begin(self._chosen)

    def ask_native(self) -> None:
        """The system's own dialog, for what only this printer can do; it begins with what stands here."""
        if not self._busy:
            self._begin(partial(self._chosen, native=True))

    def dismiss(self) -> None:
        """While it prints, stop first."""
        if self._busy:
            self._stop.set()
            self.status.setText(_("正在停止…"))
            return
        super().dismiss()

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _begin(self, choose: Callable[[Wish], QPrinter | None]) -> None:
        for field in self.fields.values():
            field.clear()
        self.bar.hide()
        try:
            self._wish = self._read()
        except Refusal as no:
            self._refused(no)
            return
        printer = choose(self._wish)
        if printer is None:
            return
        name = self.printer.key
        self._used = Habit(name, self._wish.copies, self._wish.duplex, self.fine.isChecked())
        self._printer = printer
        self._stop.clear()
        self._go(busy=True)
        op = self._work.read(
            self._job.fetch, owner=self, done=self._spool, refused=self._refused, faulted=self._faulted
        )
        op.refused.connect(lambda _no: self._go(busy=False))
        op.faulted.connect(lambda _no: self._go(busy=False))
        op.bug.connect(lambda _no: self._go(busy=False))

    def _read(self) -> Wish:
        copies = half_width(self.copies.text())
        if not copies.isdigit() or not 1 <= int(copies) <= MOST_COPIES:
            raise Refusal("print.copies", "copies", most=MOST_COPIES)
        first, last = self._range()
        return Wish(
            copies=int(copies),
            first=first,
            last=last,
            collate=self.collate.isChecked(),
            duplex=self.duplex.isChecked(),
            dpi=FINE_DPI if self.fine.isChecked() else DPI,
            fit=Fit(self.fit_choice.key),
        )

    def _range(self) -> tuple[int, int]:
        typed = half_width(self.pages.text())
        if not typed:
            return 0, 0
        found = _RANGE.fullmatch(typed)
        first = int(found[1]) if found else 0
        last = int(found[2] or found[1]) if found else 0
        if not 1 <= first <= last <= max(self._job.pages, 1):
            raise Refusal("print.range", "pages", pages=self._job.pages)
        return first, last

    def _chosen(self, wish: Wish, *, native: bool = False) -> QPrinter | None:
        """The printer, told what is wanted; None where the person thought better of it."""
        name = self.printer.key
        if name == INTO_FILE:
            path = self.choose_file(f"{self._job.title}.pdf")
            if not path:
                return None
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(path if path.lower().endswith(".pdf") else f"{path}.pdf")
            return printer
        printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._job.title)
        printer.setCopyCount(wish.copies)
        printer.setCollateCopies(wish.collate)
        if native and not self.choose_native(printer):
            return None
        self._wish = _as_told(printer, wish) if native else wish
        # Copies are laid out here with their blank backs, which not every driver can.
        printer.setCopyCount(1)
        return printer

    def _spool(self, papers: Sequence[bytes]) -> None:
        printer, wish = self._printer, self._wish
        if printer is None:
            return
        try:
            stock = prepare(printer, papers, wish, self._job.title)
        except Fault as fault:
            self._faulted(fault)
            self._go(busy=False)
            return

        def heard(done: int, of: int) -> bool:
            self._told.emit(done, of)
            return not self._stop.is_set()

        op = self._work.read(
            partial(spool, printer, papers, wish, stock, heard), owner=self, done=self._spooled, faulted=self._faulted
        )
        op.at_end(self, partial(self._go, busy=False))

    def _spooled(self, printed: Printed) -> None:
        self._printer = None
        if printed.stopped:
            self._stopped(printed)
            return
        keep(self._settings, self._job.kind, self._used)
        words = ngettext("已送打印机，共 {n} 面", "已送打印机，共 {n} 面", printed.sides).format(n=printed.sides)
        if self._used.printer == INTO_FILE:
            words = ngettext("已存为 PDF，共 {n} 面", "已存为 PDF，共 {n} 面", printed.sides).format(n=printed.sides)
        if printed.onto:
            words += _("；打印机没有相应的纸，已缩到 {paper}").format(paper=printed.onto)
        log = self._job.log
        if log is None:
            self._done(words)
            return
        call = partial(log, self._used.printer, self._wish.copies, printed.of_paper)
        self._work.write(call, done=lambda _value: self._done(words), refused=self._refused)

    def _stopped(self, printed: Printed) -> None:
        """What had gone to the printer by then is in the world, and is logged with its pages."""
        words = _("已停止打印。打印机里可能已有几页，请取走作废。")
        log = self._job.log
        if log is not None and printed.sides and self._used.printer != INTO_FILE:
            told = ngettext("已送出的 {n} 面已记下。", "已送出的 {n} 面已记下。", printed.sides)
            words += told.format(n=printed.sides)
            call = partial(log, self._used.printer, self._wish.copies, printed.of_paper)
            self._work.write(call, owner=self, refused=self._refused)
        self.bar.say(words, Tone.INFO)
        self.place()

    def _done(self, words: str) -> None:
        after = self._after if self.then is not None and self.then.isChecked() else None
        self.close_over()
        self.printed.emit(words)
        if after is not None:
            after.act()

    def _hear(self, done: int, of: int) -> None:
        self.progress.fill(done / of if of else 1.0)
        self.status.setText(_("正在打印 {n}/{all}").format(n=done, all=of))

    def _go(self, *, busy: bool) -> None:
        self._busy = busy
        for field in self.fields.values():
            field.setEnabled(not busy)
        for part in filter(None, (self.duplex, self.collate, self.fine, self.go, self.native, self.then)):
            part.setEnabled(not busy)
        self.progress.setVisible(busy)
        self.progress.fill(0)
        self.later.relabel(_("停止") if busy else _("取消"))
        self.status.setText(_("正在准备…") if busy else "")
        QTimer.singleShot(0, self, self.place)

    def _refused(self, no: Refusal) -> None:
        tell.refused(no, self.fields, self.bar)
        QTimer.singleShot(0, self, self.place)  # the layouts learn of a note only after this event

    def _faulted(self, fault: Fault) -> None:
        self._printer = None
        self.bar.say(fault_text(fault), Tone.DANGER)
        QTimer.singleShot(0, self, self.place)

    def _arrange(self, names: Sequence[str]) -> None:
        look = self.look
        hint = "" if names else _("这台电脑没有装打印机，先存为 PDF，拿到别处打印。")
        pages = ngettext("共 {n} 页", "共 {n} 页", self._job.pages).format(n=self._job.pages)
        self.fields = {
            "printer": Field(look, "printer", _("打印机"), self.printer, hint=hint),
            "copies": Field(look, "copies", _("份数"), self.copies),
            "pages": Field(look, "pages", _("页码范围"), self.pages, hint=pages),
            "fit": Field(look, "fit", _("纸张大小不合时"), self.fit_choice),
        }
        self.body.addWidget(self.bar)
        if self._job.note:
            self.body.addWidget(Label(self._job.note, 13, Ink.TEXT2, wrap=True))
        if self._job.parts:
            self.body.addWidget(Label("\n".join(self._job.parts), 12, Ink.TEXT3, wrap=True))
        self.body.addWidget(self.fields["printer"])
        row = QHBoxLayout()
        row.setSpacing(14)
        for name, share in (("copies", 2), ("pages", 3), ("fit", 4)):
            row.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        ticks = QHBoxLayout()
        ticks.setSpacing(18)
        for tick in (self.duplex, self.collate, self.fine):
            ticks.addWidget(tick)
        ticks.addStretch(1)
        self.body.addLayout(ticks)
        self.body.addWidget(self.progress)
        self.progress.hide()
        self.native = self.button(_("打印机设置…"), Kind.GHOST)
        self.native.clicked.connect(self.ask_native)
        self.printer.currentIndexChanged.connect(lambda _place: self._say_native())
        self._say_native()
        self.later = self.button(_("取消"))
        self.later.clicked.connect(self.dismiss)
        self.go = self.button(_("打印"), Kind.PRIMARY, "printer")
        self.go.clicked.connect(self.confirm)
        if self._after is not None:
            self._offer(self._after)

    def _offer(self, after: After) -> None:
        """Never ticked from the start, and the button says what it will do: nothing follows by a slip."""
        then = Tick(self.look, after.words)
        then.setToolTip(after.keys)
        then.toggled.connect(lambda on: self.go.relabel(after.verb if on else _("打印"), "printer"))
        self.body.addWidget(then)
        if after.keys:
            shortcut = QShortcut(QKeySequence(after.keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(then.toggle)
        self.then = then

    def _say_native(self) -> None:
        self.native.setVisible(self.printer.key != INTO_FILE)

    def _ask_native(self, printer: QPrinter) -> bool:
        dialog = QPrintDialog(printer, self.window())
        dialog.setMinMax(1, max(1, self._job.pages))
        return asking.agreed(dialog)

    def _ask_file(self, name: str) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return asking.file_to_write(self.window(), _("存为 PDF"), str(Path(folder) / name), "PDF (*.pdf)")


def _fits() -> list[tuple[str, str]]:
    return [
        (Fit.NEEDED.value, _("需要时缩小")),
        (Fit.ALWAYS.value, _("适合纸张")),
        (Fit.NEVER.value, _("不缩放")),
    ]


def _as_told(printer: QPrinter, wish: Wish) -> Wish:
    """What the system's dialog was told instead."""
    return Wish(
        copies=max(1, printer.copyCount()),
        first=printer.fromPage(),
        last=printer.toPage(),
        collate=printer.collateCopies(),
        duplex=printer.duplex() is not QPrinter.DuplexMode.DuplexNone,
        dpi=wish.dpi,
        fit=wish.fit,
    )

"""Everything about issued papers in an open window: the page, what is done from it, and how one comes to it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from odrdesk.desktop import asking, paper_jobs
from odrdesk.desktop.actions import Need
from odrdesk.desktop.dialogs.paper_batch import BatchDialog
from odrdesk.desktop.dialogs.paper_certificate import CertificateDialog
from odrdesk.desktop.dialogs.paper_deliver import DeliverDialog
from odrdesk.desktop.dialogs.paper_history import HistoryDialog
from odrdesk.desktop.dialogs.paper_signed import SignedDialog
from odrdesk.desktop.dialogs.paper_verify import VerifyDialog
from odrdesk.desktop.dialogs.preview import PreviewDialog, Sheet
from odrdesk.desktop.dialogs.void import VoidDialog
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.issuing import Asked, Issuing
from odrdesk.desktop.outside import Outside
from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.pages.case_closing import Closing
from odrdesk.desktop.pages.case_sight import Sight, look_at
from odrdesk.desktop.pages.cases import CasesPage
from odrdesk.desktop.pages.papers import PapersPage
from odrdesk.desktop.paper_jobs import After
from odrdesk.desktop.paper_words import copy_words, title_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.dispute import PaperMark
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.facts import FACTS, FactKind
from odrdesk.domain.paper_life import Delivered, Signed
from odrdesk.services import lists, paper_files, paper_lists, paper_names, papers
from odrdesk.services.desk import Desk
from odrdesk.services.paper_deliveries import Offered
from odrdesk.services.paper_lists import History, Waiting
from odrdesk.text import _, fault_text, ngettext, refusal_text, word


class PaperDoors(QObject):
    """The deeds are here once, for the page and for the papers of a case; `open_case(number)` shows a case."""

    def __init__(
        self, look: Look, window: Window, work: Work, hub: Hub, *, desk: Desk, open_case: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._open_case, self._asking = open_case, Newest(work, self)
        self._issuing = Issuing(look, window, work, desk, refused=self._refused)
        self._case: CasePage | None = None
        self._closing = Closing(window, work, desk)
        self.page = PapersPage(look, work, desk)
        window.add_page("papers", self.page)
        hub.changed.connect(self.page.heard)
        window.registry.handle("papers", lambda: window.go("papers"))
        window.registry.handle("verify_paper", self.verify)
        window.registry.handle("paper_history", partial(self.page.ask, "history"))
        window.showed.connect(lambda key: window.registry.set_present(Need.PAPER, present=key == "papers"))
        self.page.key_by(window.registry)
        self.choose_file: Callable[[str], str] = self._ask_file
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.page.waiting_counted.connect(partial(window.rail.count, "papers"))
        self.page.asked.connect(self.do)
        self.page.fell.connect(self._fell)
        self.page.count()

    def attach(self, cases: CasesPage, case: CasePage) -> None:
        """Papers are asked for from the list of cases and from a case too."""
        self._case = case
        cases.papers_asked.connect(self.issue_many)
        case.papers.asked.connect(self._do_of_case)
        self._closing.refused.connect(self._tell)

    def do(self, what: str, keys: Sequence[int]) -> None:
        """A deed with papers by their keys."""
        deeds: dict[str, Callable[[Sequence[int]], object]] = {
            "print": self.print,
            "deliver": partial(self._with_lines, self._deliver),
            "signed": partial(self._with_lines, self._sign),
            "void": partial(self._with_lines, self._void),
            "certificate": partial(self._with_lines, self._certify),
            "preview": partial(self._with_lines, self._preview),
            "outside": partial(self._with_lines, self._outside),
            "open_case": partial(self._with_lines, lambda lines: self._open_case(lines[0].case)),
            "history": self.history,
            "save": partial(self._with_lines, self.save),
            "verify": lambda _keys: self.verify(),
        }
        what, _colon, copy = what.partition(":")
        if what == "copy":
            self._with_lines(partial(self._issue, copy), keys)
        elif what in deeds:
            deeds[what](keys)

    def _do_of_case(self, what: str, keys: Sequence[int]) -> None:
        """The same for papers of the case in view, with whose printing it may end."""
        if what == "print" and self._case is not None:
            self.print_of(self._case.sight, keys)
        else:
            self.do(what, keys)

    def print(self, keys: Sequence[int], after: After | None = None) -> None:
        """Print these papers as one job; `after` is what may follow."""
        self._work.read(
            partial(paper_jobs.job, self._desk, tuple(keys)),
            owner=self,
            done=partial(self._ask_printer, after=after),
            refused=self._refused,
            faulted=self._faulted,
        )

    def print_of(self, sight: Sight | None, keys: Sequence[int]) -> None:
        """Print papers of this case, with whose printing it may end."""
        self.print(keys, self._closing.after(sight, keys))

    def history(self, keys: Sequence[int]) -> None:
        """What became of a paper."""
        self._work.read(
            partial(papers.history, self._desk, keys[0]), owner=self, done=self._show_history, refused=self._refused
        )

    def verify(self, path: Path | None = None) -> VerifyDialog:
        """Whether a paper that came back is genuine."""
        dialog = VerifyDialog(self._look, self._window, self._work, self._desk)
        dialog.case_asked.connect(self._open_case)
        self._window.cover(dialog, dialog.first)
        if path is not None:
            dialog.file.take(path)
        return dialog

    def save(self, lines: Sequence[Waiting]) -> None:
        """One paper into a file that is named; for several it is asked first what they become."""
        keys = [line.key for line in lines]
        if len(lines) == 1:
            self._save(keys, self.choose_file(_file(lines[0])), paper_names.SUFFIX)
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for ending, words in (
            ("", _("存到一个文件夹")),
            (".zip", _("打包成 ZIP，附清单")),
            (".pdf", _("合成一个 PDF，便于一次打印")),
        ):
            menu.addAction(words).triggered.connect(partial(self.save_many, keys, ending))
        menu.popup(QCursor.pos())

    def save_many(self, keys: Sequence[int], ending: str, _on: bool = False) -> None:
        """Several papers into a folder (no ending), a ZIP or one PDF."""
        self._save(keys, self.choose_file(_("文书") + ending) if ending else self.choose_folder(), ending)

    def _save(self, keys: Sequence[int], path: str, ending: str) -> None:
        if not path:
            return
        out = Path(path if path.casefold().endswith(ending) else path + ending)

        def done(many: int) -> None:
            words = ngettext("已存 {n} 份到 {name}", "已存 {n} 份到 {name}", many)
            self._said(words.format(n=many, name=out.name))

        self._work.read(
            partial(paper_files.save, self._desk, keys, out),
            owner=self,
            done=done,
            refused=self._refused,
            faulted=self._faulted,
        )

    def _issue(self, copy: str, lines: Sequence[Waiting]) -> None:
        line = lines[0]

        def done(issued: papers.Issued) -> None:
            words = _("此前已出具：{number}（{copy}）") if issued.again else _("已出具 {number}（{copy}）")
            self._said(words.format(number=issued.number, copy=copy_words(copy)))

        self._issuing.ask(Asked(line.case, line.kind, copy), done)

    def issue_many(self, cases: Sequence[int]) -> None:
        """Issue papers for cases by their keys."""

        def ask(seen: Mapping[str, int]) -> None:
            dialog = BatchDialog(self._look, self._window, self._work, self._desk, seen)
            dialog.print_asked.connect(self.print)
            self._window.cover(dialog, dialog.first)

        self._asking.read(partial(lists.versions, self._desk, list(cases)), ask)

    def sign(self, key: int, path: Path | None = None) -> None:
        """Attach the signed scan of a paper, perhaps one that was dropped."""
        self._with_lines(lambda lines: self._sign(lines, path), (key,))

    def _ask_printer(self, job: paper_jobs.Job, *, after: After | None = None) -> None:
        from odrdesk.desktop.dialogs.print_out import PrintDialog  # noqa: PLC0415 -- the reader may be missing

        dialog = PrintDialog(self._look, self._window, self._work, job, self._window.settings, after)
        dialog.printed.connect(self._said)
        dialog.printed.connect(lambda _words: self.page.ticks.clear())
        self._window.cover(dialog, dialog.first)

    def _with_lines(self, act: Callable[[Sequence[Waiting]], object], keys: Sequence[int]) -> None:
        def found(lines: Sequence[Waiting]) -> None:
            if lines:
                act(lines)

        self._asking.read(partial(paper_lists.rows, self._desk, tuple(keys)), found)

    def _deliver(self, lines: Sequence[Waiting], wrong: Delivered | None = None) -> DeliverDialog:
        dialog = DeliverDialog(self._look, self._window, self._work, self._desk, lines, wrong)

        def noted(many: int) -> None:
            self._said(ngettext("已登记 {n} 份的送达", "已登记 {n} 份的送达", many).format(n=many))
            self.page.ticks.clear()

        dialog.noted.connect(noted)
        dialog.offered.connect(self._offer)
        return self._cover(dialog)

    def _offer(self, number: str, offered: Offered) -> None:
        """The step a delivery is the ground of, its facts filled in: whether it is taken, a person decides."""
        days = {fact.name for fact in FACTS[offered.step] if fact.kind is FactKind.DAY}
        given = {name: date.fromisoformat(told) if name in days else told for name, told in offered.facts.items()}

        def ask(sight: Sight) -> None:
            if self._case is not None and sight.status(offered.step).open:
                self._case.deeds.take(sight, offered.step, given)

        self._work.read(partial(look_at, self._desk, number), owner=self, done=ask)

    def _mend(self, entry: Delivered | Signed) -> None:
        """Correct what was noted of a paper: a further entry takes its place."""

        def ask(lines: Sequence[Waiting]) -> None:
            if isinstance(entry, Delivered):
                self._deliver(lines, entry)
            else:
                self._sign(lines, wrong=entry)

        self._with_lines(ask, (entry.paper,))

    def _sign(self, lines: Sequence[Waiting], path: Path | None = None, wrong: Signed | None = None) -> SignedDialog:
        dialog = SignedDialog(self._look, self._window, self._work, self._desk, lines[0], path, wrong)
        dialog.attached.connect(lambda: self._said(_("已归档签收件")))
        self._window.cover(dialog, dialog.first)
        return dialog

    def _certify(self, lines: Sequence[Waiting]) -> CertificateDialog:
        dialog = CertificateDialog(self._look, self._window, self._work, self._desk, lines[0])
        dialog.signed.connect(lambda told: self._said(_("已由“{name}”签名，归入签收件").format(name=told.signer)))
        self._window.cover(dialog, dialog.first)
        return dialog

    def _void(self, lines: Sequence[Waiting]) -> VoidDialog:
        line = lines[0]
        mark = PaperMark(line.key, line.kind, line.number, line.issued_at)
        dialog = VoidDialog(self._look, self._window, self._work, partial(papers.void, self._desk, line.key), mark)
        dialog.voided.connect(lambda: self._said(_("已作废 {no}").format(no=line.number)))
        self._window.cover(dialog, dialog.why)
        return dialog

    def _preview(self, lines: Sequence[Waiting]) -> PreviewDialog:
        sheets = [_sheet(self._desk, line) for line in lines]
        dialog = PreviewDialog(
            self._look,
            self._window,
            self._work,
            partial(papers.pdf_of, self._desk),
            sheets,
            lambda key: paper_jobs.job(self._desk, [key]),
            partial(paper_jobs.prints, self._desk),
        )
        self._window.cover(dialog, dialog.paper)
        dialog.show_sheet(sheets[0].key)
        return dialog

    def _outside(self, lines: Sequence[Waiting]) -> None:
        line, outside = lines[0], Outside.of(self._window)

        def keep() -> Path:
            return outside.keep(_file(line), papers.pdf_of(self._desk, line.key))

        self._work.read(keep, owner=self, done=self._launch, refused=self._refused, faulted=self._faulted)

    def _launch(self, path: Path) -> None:
        if not Outside.of(self._window).show(path):
            self._said(_("系统里没有能打开这个文件的程序。请先另存，再到别处打开。"))

    def _show_history(self, known: History) -> None:
        dialog = HistoryDialog(self._look, self._window, known, may=self._desk.house.held is not None)
        names = {one.key: one.name for one in known.life.signed}

        def open_scan(key: int) -> None:
            outside = Outside.of(self._window)
            self._work.read(
                lambda: outside.keep(names[key], papers.signed_of(self._desk, key)),
                owner=self,
                done=self._launch,
                refused=self._refused,
                faulted=self._faulted,
            )

        dialog.scan_asked.connect(open_scan)
        dialog.mend_asked.connect(self._mend)
        self._window.cover(dialog, dialog.last)

    def _fell(self, path: Path) -> None:
        line = self.page.side.line
        if line is not None and line.stage in paper_lists.WAITING and self._desk.house.held is not None:
            self.sign(line.key, path)
        else:
            self.verify(path)

    def _cover(self, dialog: DeliverDialog) -> DeliverDialog:
        self._window.cover(dialog, dialog.first)
        return dialog

    def _ask_file(self, name: str) -> str:
        return asking.file_to_write(self._window, _("存成文件"), str(_documents() / name), f"*{Path(name).suffix}")

    def _ask_folder(self) -> str:
        return asking.folder(self._window, _("选择文件夹"), str(_documents()))

    def _said(self, words: str) -> None:
        self._window.toasts.say(words)

    def _refused(self, no: Refusal) -> None:
        self._tell(refusal_text(no))

    def _faulted(self, fault: Fault) -> None:
        self._tell(fault_text(fault))

    def _tell(self, words: str) -> None:
        """In the bar of the page in view, where it stands until it was read."""
        if self._case is not None and self._case.isVisible():
            self._case.bar.say(words, Tone.DANGER)
        else:
            self.page.say(words)


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _sheet(desk: Desk, line: Waiting) -> Sheet:
    title = title_words(line.kind, line.copy)
    void = line.void_at is not None
    return Sheet(line.key, title, line.number, _file(line), void, desk.practice, line.kind.value, line.prints)


def _file(line: Waiting) -> str:
    return paper_names.safe(f"{line.number}_{word(line.kind)}_{copy_words(line.copy)}") + paper_names.SUFFIX

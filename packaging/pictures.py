"""Take the pictures of the README and the help: the real window on the demonstration desk, its clock standing still.

Offscreen, in the bundled face, what `picture_list.py` names; the first pages of papers of that desk, and a small
picture of every paper there is. Taken twice, the pictures are the same, byte for byte: nothing in them depends on this
machine or on today.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import traceback
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial, partialmethod
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NoReturn

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_SCALE_FACTOR", "1")  # baselines are taken at others too

from paper_pictures import gallery
from picture_list import METHODS, Shot, shots, timeless
from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QSettings, QSize, QTimer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from odrdesk.desktop import fonts, run
from odrdesk.desktop.dialogs.first_start import FirstStart, Homes
from odrdesk.desktop.dialogs.intake import KEEP_MS
from odrdesk.desktop.dialogs.paper_batch import BatchDialog
from odrdesk.desktop.dialogs.paper_verify import VerifyDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.pages.settings_templates import TemplatesSection
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain import listing
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.places import cache_folder, resource
from odrdesk.services import cases, demo, drafts, lists
from odrdesk.services.cases import CaseView
from odrdesk.services.desk import Desk, open_desk
from odrdesk.text import Language, language, set_language

NOW = datetime(2026, 11, 23, 10, 20, tzinfo=SHANGHAI)
SIZES = (QSize(1440, 900), QSize(1280, 720))
SHEET = Path(__file__).resolve().parent.parent / "tests" / "data" / "intake" / "12315-ODR-投诉单列表.xlsx"
COMPLAINT = Path(__file__).with_name("pictures.toml")
"""What is typed into the form of a new case."""
PAPERS = {
    "acceptance_notice": "受理告知书",
    "settlement_agreement": "和解协议书",
    "settlement_notice": "和解结案通知书",
}
"""Kind to its title in the name of a file."""
KEY = "PK7M2QXA"
"""The name of the key on the picture of a verdict; a real one is chance."""
INTAKE = "intake"
"""The kind under which the form of a new case keeps its drafts."""
PAPER_WIDTH = 900
INK = 128
"""Darker than this is a letter, not the paper."""
COLOURS = 256
BUDGET = 6 * 1024 * 1024
"""All pictures together, in bytes: they lie in the wheel and in every clone."""
QUIET_MS, PATIENCE = 450, 400
"""How long nothing must be under way (the slowest timer of the window is 300 ms), and how many rounds to wait."""


def main() -> int:
    """Take all of them into resources/help/pictures; what is there and no longer taken goes."""
    folder = resource("help", "pictures")
    with tempfile.TemporaryDirectory(prefix="odrdesk-pictures-") as temporary:
        place = Path(temporary)
        made = demo.make(place / "demo", lambda: NOW)
        taken = dict(papers(made.papers, place)) | dict(gallery(place))
        desk = open_desk(made.desk_path, clock=lambda: NOW)
        settings = QSettings(str(place / "window.ini"), QSettings.Format.IniFormat)
        paper = min(path for path in made.papers if PAPERS["settlement_agreement"] in path.name)
        for spoken, wanted in groupby(shots(), lambda shot: shot.language):
            set_language(spoken)
            studio = Studio(desk, settings, paper)
            taken |= dict(studio.screens(wanted))
            studio.close()
        desk.close(backup=False)
    total = sum(map(len, taken.values()))
    if total > BUDGET:
        sys.exit(f"the pictures have {total:,} bytes together, {BUDGET:,} are allowed")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in taken.items():
        (folder / name).write_bytes(content)
    print(f"{len(taken)} pictures, {total:,} bytes, in {folder}")
    return 0


class Studio:
    """The window on the demonstration desk, and what is shown in it."""

    def __init__(self, desk: Desk, settings: QSettings, paper: Path) -> None:
        app = QApplication.instance() or run.application([])
        run.speak(app)
        app.setCursorFlashTime(0)  # a caret that blinks is there in one picture and not in the next
        self.look = face(app)
        self.look.wear(Mode.LIGHT)
        hub = Hub()
        self.desk, self.paper, self.work = desk, paper, Work(hub, bug=stop, fault=stop, refusal=stop)
        self.window = Window(self.look, settings)
        self.front = Front(self.look, self.window, settings, work=self.work, hub=hub, desk=desk)
        self.waiting = {draft.key for draft in drafts.kept(desk, INTAKE)}
        self.negotiating = self._with_offers("state=negotiating channel=odr12315")
        self.performing = self._with_offers("state=performing")
        everything = self._views("open=yes")
        self.filed = max(everything, key=lambda view: (len(view.evidence), len(view.worksheets))).case.number
        self.marked = next(view.case.number for view in everything if view.case.ip)
        self.window.show()

    def screens(self, wanted: Iterable[Shot]) -> Iterator[tuple[str, bytes]]:
        """The shots in their order, as file name and bytes."""
        for shot in wanted:
            size, mode = QSize(*shot.size), Mode(shot.mode)
            if self.window.size() != size:
                self.window.resize(size)
            if self.look.mode is not mode:
                self.look.wear(mode)
            over = getattr(self, METHODS.get(shot.scene, shot.scene))()
            self._settle()
            self._still()
            yield shot.name, png(over.window() if over is not None else self.window)
            if isinstance(over, Overlay):
                over.close_over()
            elif over is not None:
                over.close()
                over.deleteLater()

    def _still(self) -> None:
        """Leave out what is different each time: how long the list took, and the key a desk makes for itself."""
        number = self.front.cases.number
        number.setText(timeless(number.text()))
        for dialog in self.window.findChildren(VerifyDialog):
            sealed = dialog.verdict.sealed if dialog.verdict else None
            for label in dialog.findChildren(QLabel) if sealed else ():
                label.setText(label.text().replace(sealed.kid, KEY))

    def close(self) -> None:
        """Take the window down; the desk stays as it was."""
        self._settle()
        self.front.step_aside()
        self.window.close()
        self.work.finish()
        self.window.deleteLater()
        rest(QUIET_MS)

    def today(self) -> None:
        """The board, without what the form kept on earlier pictures."""
        self._discard_drafts()
        self.window.go("today")

    def cases(self) -> None:
        """The list of cases."""
        self._cases("table")

    def split(self) -> None:
        """The list with the case of the row beside it."""
        self._cases("split")

    def board(self) -> None:
        """The cases by stage."""
        self._cases("board")

    def palette(self) -> Overlay:
        """Everything that is found by a family name."""
        self.window.go("cases")
        palette = self.front.palette.open()
        palette.entry.setText("王")
        return palette

    def case(self) -> None:
        """A case under negotiation."""
        self._tab(self.negotiating, "overview")

    def case_tab(self, key: str) -> None:
        """A part of the case that has most to show there."""
        self._tab(self.marked if key == "ip" else self.filed, key)

    timeline = partialmethod(case_tab, "record")
    evidence = partialmethod(case_tab, "evidence")
    negotiation = partialmethod(case_tab, "negotiation")
    remedies = partialmethod(case_tab, "remedies")
    ip = partialmethod(case_tab, "ip")
    audit = partialmethod(case_tab, "audit")

    def prepay(self) -> None:
        """The claims on the fund that wait, the one over the dual tier unfolded."""
        self.front.fund.approve()
        self._settle()
        heads = [row.head for row in self.front.fund.page.queue.claims.values()]
        if not heads[1].expanded:
            heads[1].click()

    def merchants(self) -> None:
        """A merchant with complaints that come again."""
        self.front.merchants.open(1)

    def settings(self) -> None:
        """What the search of the settings finds, and where it leads."""
        self._section("looks")
        self.front.settings.search.setText("字" if language() is Language.ZH_CN else "font")

    def rules(self) -> None:
        """The time limits in the settings."""
        self._section("rules")

    def phrases(self) -> None:
        """The words a desk writes often."""
        self._section("phrases")

    def papers(self) -> None:
        """Papers that wait to come back signed."""
        self.window.go("papers")
        self.front.papers.page.show_stage(PaperStage.WAITING_RECEIPT)

    def statistics(self) -> None:
        """A month at a glance."""
        self.window.go("statistics")
        self.front.reports.page.show_view("overview")

    def figures(self) -> None:
        """All figures of a month as a table, each with its cases."""
        self.window.go("statistics")
        self.front.reports.page.show_view("figures")

    def template(self) -> Overlay:
        """The wording of a paper and the paper it makes."""
        self._section("templates")
        self._settle()
        return self.window.findChildren(TemplatesSection)[0].open_kind(PaperKind.ACCEPTANCE_NOTICE)

    def verify(self) -> Overlay:
        """A paper that is genuine."""
        self.window.go("papers")
        return self.front.papers.verify(self.paper)

    def batch(self) -> Overlay:
        """One kind of paper for the cases under negotiation."""
        self.window.go("cases")
        ids = lists.opening(self.desk, listing.parse("state=negotiating")).ids
        self.front.papers.issue_many(ids)
        self._settle()
        return next(one for one in self.window.findChildren(BatchDialog) if one.isVisible())

    def step(self) -> Overlay | None:
        """Its next step."""
        self.case()
        sight = self.front.case.sight
        return self.front.case.deeds.take(sight, sight.view.primary)

    def why_date(self) -> Overlay:
        """The days its deadline was counted by."""
        self.case()
        sight = self.front.case.sight
        return self.front.case.deeds.explain(next(one for one in sight.clocks if one.clock.rule == "R-ODR"))

    def preview(self) -> Overlay | None:
        """A settlement agreement, before it is printed."""
        self.front.open_case(self.performing)
        self._settle()
        return self.front.case.deeds.preview(self.front.case.sight)

    def intake(self) -> Overlay:
        """A complaint pasted into a new case, with what was read in it."""
        self.today()
        dialog = self.front.new_case()
        self._settle()
        dialog.pane.original.say(tomllib.loads(COMPLAINT.read_text("utf-8"))["original"])
        rest(KEEP_MS + QUIET_MS)
        self._settle()
        return dialog

    def trial(self) -> Overlay:
        """What a sheet of the 12315 queue would bring."""
        self.today()
        dialog = self.front.take_in(SHEET)
        self._settle()
        dialog.next.click()
        return dialog

    def first_start(self) -> FirstStart:
        """What is seen before there is a desk."""
        homes = Homes(Path("/home/odrdesk/desk"), Path("/home/odrdesk/demo"))
        made = FirstStart(self.look, self.work, homes, clock=lambda: NOW, pick=lambda _parent, _title, _start: None)
        made.resize(self.window.size())
        made.show()
        return made

    def _tab(self, number: str, key: str) -> None:
        """A case remembers the part it stood at, so each scene says which it wants."""
        self.front.open_case(number)
        self._settle()
        self.front.case.tabs.tab(key).click()
        self._settle()

    def _cases(self, mode: str) -> None:
        self.window.go("cases")
        self.front.cases.show_mode(mode)

    def _section(self, key: str) -> None:
        self.window.go("settings")
        self.front.settings.open_section(key)

    def _discard_drafts(self) -> None:
        for draft in drafts.kept(self.desk, INTAKE):
            if draft.key not in self.waiting:
                self.work.write(partial(drafts.discard, self.desk, draft.key))
        self._settle()

    def _with_offers(self, where: str) -> str:
        """The number of the case of a list that has most offers, the first of several."""
        return max(self._views(where), key=lambda view: len(view.case.offers)).case.number

    def _views(self, where: str) -> list[CaseView]:
        found = lists.rows(self.desk, lists.opening(self.desk, listing.parse(where)).ids)
        return [cases.view(self.desk, one.row.number) for one in found]

    def _settle(self) -> None:
        """Let everything under way come to its end, and what waits for a timer begin."""
        for _round in range(PATIENCE):
            rest(QUIET_MS)
            views = [one for one in self.window.findChildren(QPdfView) if one.isVisible()]
            if not self.work.busy and all(map(drawn, views)):
                rest(QUIET_MS * len(views))  # what it drew first may be the page of another size, stretched
                return
        sys.exit("the window does not come to rest")


def rest(milliseconds: int) -> None:
    """Wait as a window in use waits: `QTest.qWait` keeps Python's lock, and what reads beside starves."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def face(app: QApplication) -> Look:
    """The look in the bundled face, whatever faces this machine has."""
    family = fonts.register(sorted(resource("fonts").glob("Hei-*.ttf")))[0]
    marks, others = fonts.marks(resource("fonts")), fonts.fall_back(resource("fonts"))
    fonts.add(fonts.unpacked(resource("fonts"), cache_folder()))  # a rare name would be a box on the picture
    icons, style = resource("icons"), resource("theme", "app.qss")
    return Look(app, icons=icons, style=style, family=family, others=others, marks=marks)


def drawn(view: QPdfView) -> bool:
    """Whether the page in view has its words, not its white alone: Qt's reader draws in its own time."""
    if not view.isVisible() or view.document() is None or not view.document().pageCount():
        return True
    shown = view.viewport().grab().toImage()
    middle, across = shown.height() // 2, shown.width()
    whole = range(middle // 4, middle, 2)
    return any(shown.pixelColor(x, y).lightness() < INK for y in whole for x in range(across // 4, across * 3 // 4, 2))


def stop(what: BaseException) -> NoReturn:
    """Whatever goes wrong ends the taking: half a page is no picture."""
    traceback.print_exception(what)
    os._exit(1)


def png(shown: QWidget) -> bytes:
    """What a window shows, as a PNG with a palette."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    shown.grab().save(buffer, "PNG")
    return with_palette(Image.open(BytesIO(bytes(buffer.data()))))


def papers(issued: Iterable[Path], place: Path) -> Iterator[tuple[str, bytes]]:
    """The first pages of the papers of one case, the first that has one of each kind."""
    by_consumer: dict[str, dict[str, Path]] = {}
    for path in sorted(issued):
        _number, title, consumer, *_rest = path.stem.split("_")
        by_consumer.setdefault(consumer, {})[title] = path
    whole = next(found for found in by_consumer.values() if found.keys() >= set(PAPERS.values()))
    for kind, title in PAPERS.items():
        stem = place / kind
        scale = ("-scale-to-x", str(PAPER_WIDTH), "-scale-to-y", "-1")
        subprocess.run(["pdftoppm", "-png", "-singlefile", "-f", "1", *scale, whole[title], stem], check=True)
        yield f"paper_{kind}.png", with_palette(Image.open(stem.with_suffix(".png")))


def with_palette(image: Image.Image) -> bytes:
    """The picture in 256 colours: a quarter of the bytes, and nobody sees it."""
    # Colours chosen for coverage, then moved to the middle of what they stand for: off by 12 of 255 at most (the usual
    # median cut: by 62, and a number in a rare colour changes it).
    covered = Image.Quantize.MAXCOVERAGE
    small = image.convert("RGB").quantize(COLOURS, method=covered, kmeans=3, dither=Image.Dither.NONE)
    written = BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())

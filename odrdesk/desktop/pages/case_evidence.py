"""证据: what was handed in, what is still missing and what that would prove; files are dropped right here."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout

from odrdesk.desktop.dialogs.evidence_file import FilingDialog, Found, found_in
from odrdesk.desktop.dialogs.evidence_view import EvidenceDialog
from odrdesk.desktop.dialogs.kept_bar import hold
from odrdesk.desktop.dialogs.preview import PreviewDialog, Sheet
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.forms import evidence_words
from odrdesk.desktop.keeping import EVIDENCE, Keeper
from odrdesk.desktop.miniatures import Miniatures, drawn, ending_of
from odrdesk.desktop.pages.case_evidence_acts import EvidenceActs
from odrdesk.desktop.pages.case_evidence_slots import SlotsCard
from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.evidence_list import EvidenceList
from odrdesk.desktop.widgets.evidence_tile import EvidenceRow
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.domain.evidence import Item
from odrdesk.domain.vocabulary import EvidenceSlot
from odrdesk.services import evidence, evidence_index
from odrdesk.services.desk import Desk
from odrdesk.services.evidence import Verified
from odrdesk.text import _, ngettext, sentence, word

FACE, ROWS, TILES = "case/evidence", "rows", "tiles"


class EvidencePanel(Panel):
    """The tab of evidence. It is where files are dropped and pasted, and it gives the command its deed."""

    _told = Signal(float)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place, self._look = place, place.look
        self._sight: Sight | None = None
        self._stop = Event()
        look = place.look
        self.bar, self.progress = Banner(look), ProgressBar(look, _("核验进度"))
        self.wanted, self.card = SlotsCard(look, _("待补的证据")), Card(_("证据"))
        self.useful = SlotsCard(look, _("还可以收集"))
        self.acts = EvidenceActs(place, self)
        self.miniatures = Miniatures(place.work, partial(drawn, place.desk), self)
        self.list, self.nothing = EvidenceList(look, self.miniatures), EmptyState(look)
        self.faces = Segmented(look, _("证据的排法"), ((ROWS, _("列表")), (TILES, _("缩略图"))), self._kept_face())
        self.list.show_tiles(on=self.faces.current == TILES)
        self.add = Button(look, _("登记证据"), "plus", height=28)
        self.verify = Button(
            look, _("核验证据"), "shield-check", height=28, hint=_("逐字节核对每个文件与登记时的 SHA-256")
        )
        self.index = Button(look, _("证据目录"), "file-text", height=28, hint=_("生成带 SHA-256 的证据目录 PDF"))
        self._arrange()
        self._connect()

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        other = self._sight is None or self._sight.case.number != sight.case.number
        self._sight = sight
        self.acts.number = sight.case.number
        if other:
            self.bar.hide()
            self.miniatures.forget()
        self._place.window.registry.set_open("evidence", may=self.may_file)
        self.when_seen(partial(self._build, sight))

    def _build(self, sight: Sight) -> None:
        items = sight.view.evidence
        self.list.show_rows([_row(item) for item in _in_order(items)])
        self.list.setVisible(bool(items))
        self.nothing.setVisible(not items)
        self.faces.setVisible(bool(items))
        valid = sum(item.valid for item in items)
        missing = [one for one in sight.view.slots if one.missing]
        words = ngettext("有效 {n} 件", "有效 {n} 件", valid).format(n=valid) if items else ""
        complete = _("应收的都收齐了") if sight.view.slots and not missing else ""
        self.card.aside.setText(DOT.join(part for part in (words, complete) if part))
        may = self.may_file
        for button, on in ((self.add, may), (self.verify, bool(items)), (self.index, bool(items))):
            button.setVisible(on)
        self.wanted.show_slots(missing, may=may)
        self.useful.show_slots([one for one in sight.view.slots if not one.needed and not one.filled], may=may)

    @property
    def may_file(self) -> bool:
        """Whether this clerk may file evidence on this desk."""
        desk = self._place.desk
        return desk.house.held is not None and any(desk.clerk.may(role) for role in evidence.TAKERS)

    def file(self, found: Sequence[Found] = (), slot: EvidenceSlot | None = None) -> FilingDialog | None:
        """Ask what is handed in and what it proves; None where nothing may be filed."""
        sight, place = self._sight, self._place
        if sight is None or not self.may_file:
            return None
        dialog = FilingDialog(
            place.look, place.window, place.work, place.desk, sight.view.slots, number=sight.case.number
        )
        dialog.import_asked.connect(lambda path: place.window.dropped.emit([path]))
        dialog.filed.connect(self._filed)
        dialog.take(found, slot)
        typed = {name: field.editor for name, field in dialog.fields.items()}
        hold(dialog, Keeper(place.deeds.keeping, dialog, EVIDENCE, sight.case.number, typed), dialog.filed)
        place.window.cover(dialog, dialog.first())
        return dialog

    def take_files(self, files: list[Path]) -> bool:
        """Files fell somewhere on the window while the case is in view."""
        return bool(files) and self.file([Found.of(path) for path in files]) is not None

    def paste(self) -> None:
        """File what the clipboard holds: a screenshot, or files."""
        found = found_in(QGuiApplication.clipboard().mimeData())
        if found:
            self.file(found)
        else:
            self.bar.say(_("剪贴板里没有图片或文件。先截图或复制文件，再按 Ctrl+V。"), Tone.INFO)

    def open_item(self, key: int) -> EvidenceDialog | None:
        """Look at an item."""
        sight, place = self._sight, self._place
        if sight is None:
            return None
        dialog = EvidenceDialog(place.look, place.window, place.work, place.desk, _in_order(sight.view.evidence))
        dialog.people = sight.person
        dialog.released.connect(partial(self.acts.release, over=dialog))
        dialog.withdrawn.connect(partial(self.acts.withdraw, over=dialog))
        dialog.restored.connect(partial(self.acts.restore, over=dialog))
        place.window.cover(dialog, dialog.close_button)
        dialog.show_item(key)
        return dialog

    def check(self) -> None:
        """Read every file of the case and compare it with its hash; a second press stops."""
        sight = self._sight
        if sight is None:
            return
        if self.progress.isVisible():
            self._stop.set()
            return
        self._stop.clear()
        self.progress.fill(0)
        self.progress.show()
        self.verify.relabel(_("停止"), "x")

        def heard(done: int, total: int, _name: str) -> bool:
            self._told.emit(done / total if total else 1.0)
            return not self._stop.is_set()

        op = self._place.work.read(
            partial(evidence.verify, self._place.desk, sight.case.number, heard), owner=self, done=self._verified
        )
        op.ended.connect(self._checked)

    def print_index(self) -> None:
        """Make the list of evidence as a PDF and show it."""
        sight, place = self._sight, self._place
        if sight is None:
            return
        number = sight.case.number
        sheet = Sheet(0, _("证据目录"), number, f"{number}_{_('证据目录')}.pdf", void=False, practice=sight.practice)
        fetch = partial(_index, place.desk, number)
        dialog = PreviewDialog(place.look, place.window, place.work, fetch, [sheet])
        place.window.cover(dialog, dialog.paper)
        dialog.show_sheet(0)

    def show_face(self, face: str) -> None:
        """As rows or as tiles, here and the next time."""
        self.list.show_tiles(on=face == TILES)
        self._place.window.settings.setValue(FACE, face)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome; the slot under the mouse lights up by itself."""
        if self.may_file and event.mimeData().hasUrls():
            self.bar.say(_("松开即登记为本案证据，拖到某一栏上则归入该栏。"), Tone.INFO)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self.bar.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask what they prove."""
        self.bar.hide()
        self._dropped(event.mimeData(), None)
        event.acceptProposedAction()

    def _dropped(self, data: QMimeData, slot: EvidenceSlot | None) -> None:
        found = found_in(data)
        if found:
            self.file(found, slot)

    def _filed(self, count: int) -> None:
        self._place.window.toasts.say(ngettext("已登记 {n} 份证据", "已登记 {n} 份证据", count).format(n=count))

    def _menu(self, key: int, at: QPoint) -> None:
        item = next((one for one in self._sight.view.evidence if one.key == key), None) if self._sight else None
        if item is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("查看"), partial(self.open_item, key))
        menu.addAction(_("复制 SHA-256"), partial(self.acts.copy, item))
        menu.addAction(_("导出副本…"), partial(self.acts.release, item))
        if self.acts.may_withdraw:
            words, act = (_("撤回…"), self.acts.withdraw) if item.valid else (_("恢复…"), self.acts.restore)
            menu.addAction(words, partial(act, item))
        menu.popup(at)

    def _kept_face(self) -> str:
        return TILES if self._place.window.settings.value(FACE) == TILES else ROWS

    def _verified(self, found: Verified) -> None:
        if found.findings:
            words = "\n".join(sentence(one.code, one.data) for one in found.findings[:5])
            self.bar.say(words, Tone.DANGER)
        elif found.stopped:
            self.bar.say(_("核验已停止，看过的文件没有问题。"), Tone.INFO)
        else:
            words = ngettext("{n} 份证据，逐字节核验无误。", "{n} 份证据，逐字节核验无误。", found.items)
            self.bar.say(words.format(n=found.items), Tone.OK)

    def _checked(self) -> None:
        self.progress.hide()
        self.verify.relabel(_("核验证据"), "shield-check")

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        for button in (self.index, self.verify, self.add):
            self.card.act(button)
        self.progress.hide()
        self.nothing.say(
            _("还没有证据"), _("把截图、录屏、聊天记录拖到这里，或按 Ctrl+V 粘贴截图。原件复制进工作台，不会被移动。")
        )
        self.card.body.addWidget(self.faces, 0, Qt.AlignmentFlag.AlignLeft)  # beside the title English has no room
        for inside in (self.progress, self.list, self.nothing):
            self.card.add(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.bar, self.wanted, self.card, self.useful):
            column.addWidget(part)

    def _connect(self) -> None:
        self.add.clicked.connect(partial(self.file, ()))
        self.verify.clicked.connect(self.check)
        self.index.clicked.connect(self.print_index)
        self.faces.chosen.connect(self.show_face)
        self.list.opened.connect(self.open_item)
        self.list.asked.connect(self._menu)
        self._told.connect(self.progress.fill)
        for card in (self.wanted, self.useful):
            card.asked.connect(partial(self.file, ()))
            card.dropped.connect(self._dropped)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self._place.window.registry.handle("evidence", partial(self.file, ()))


def _in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """By slot, then as they were taken; what was withdrawn comes last."""
    places = {slot: place for place, slot in enumerate(EvidenceSlot)}
    return tuple(sorted(items, key=lambda item: (not item.valid, places[item.slot], item.key)))


def _index(desk: Desk, number: str, _key: int) -> bytes:
    return evidence_index.pdf(desk, number)


def _row(item: Item) -> EvidenceRow:
    proves = item.told.proves or item.told.note or ""
    return EvidenceRow(
        key=item.key,
        slot=word(item.slot),
        icon=evidence_words.icon(item.slot),
        name=item.name,
        beneath=evidence_words.beneath(item),
        hash=item.sha256[: evidence_words.SHORT],
        mark="" if item.valid else _("已撤回"),
        tone=Tone.NEUTRAL,
        hint="\n".join(part for part in (item.name, proves, f"SHA-256 {item.sha256}") if part),
        ending=ending_of(item.name),
    )

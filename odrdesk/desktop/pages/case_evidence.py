"""证据: what was handed in, what is still missing and what that would prove; files are dropped right here."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs.evidence_file import FilingDialog, Found, found_in
from odrdesk.desktop.dialogs.evidence_reason import ReleaseDialog, WithdrawDialog
from odrdesk.desktop.dialogs.evidence_view import EvidenceDialog
from odrdesk.desktop.dialogs.kept_bar import hold
from odrdesk.desktop.dialogs.preview import PreviewDialog, Sheet
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.forms import evidence_words
from odrdesk.desktop.keeping import EVIDENCE, RELEASE, WITHDRAW, Keeper
from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.evidence_list import EvidenceList, EvidenceRow
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.evidence import Item, SlotState
from odrdesk.domain.vocabulary import EvidenceSlot, Role
from odrdesk.services import evidence, evidence_index
from odrdesk.services.desk import Desk
from odrdesk.services.evidence import Verified
from odrdesk.text import _, ngettext, sentence, word


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
        self.list, self.nothing = EvidenceList(look), EmptyState(look)
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
        if other:
            self.bar.hide()
        self._place.window.registry.set_open("evidence", may=self.may_file)
        self.when_seen(partial(self._build, sight))

    def _build(self, sight: Sight) -> None:
        items = sight.view.evidence
        self.list.show_rows([_row(item) for item in _in_order(items)])
        self.list.setVisible(bool(items))
        self.nothing.setVisible(not items)
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
        dialog.released.connect(partial(self._release, over=dialog))
        dialog.withdrawn.connect(partial(self._withdraw, over=dialog))
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

    def _release(self, item: Item, over: EvidenceDialog | None = None) -> None:
        place = self._place
        dialog = ReleaseDialog(place.look, place.window, place.work, place.desk, item)
        dialog.done.connect(lambda path: place.window.toasts.say(_("副本已存到 {path}").format(path=path)))
        self._hold(dialog, RELEASE, item)
        self._over(dialog, over)

    def _withdraw(self, item: Item, over: EvidenceDialog | None = None) -> None:
        place = self._place
        dialog = WithdrawDialog(place.look, place.window, place.work, place.desk, item)
        dialog.done.connect(lambda _item: place.window.toasts.say(_("已撤回 {name}").format(name=item.name)))
        self._hold(dialog, WITHDRAW, item)
        self._over(dialog, over)

    def _hold(self, dialog: ReleaseDialog | WithdrawDialog, kind: str, item: Item) -> None:
        if self._sight is not None:
            number, keeping = self._sight.case.number, self._place.deeds.keeping
            hold(dialog, Keeper(keeping, dialog, f"{kind}.{item.key}", number, {"why": dialog.why}), dialog.done)

    def _over(self, dialog: ReleaseDialog | WithdrawDialog, over: EvidenceDialog | None) -> None:
        if over is not None:
            over.close_over()
        self._place.window.cover(dialog, dialog.why)

    def _menu(self, key: int, at: QPoint) -> None:
        item = next((one for one in self._sight.view.evidence if one.key == key), None) if self._sight else None
        if item is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("查看"), partial(self.open_item, key))
        menu.addAction(_("复制 SHA-256"), partial(self._copy, item))
        menu.addAction(_("导出副本…"), partial(self._release, item))
        if item.valid and self.may_file and self._place.desk.clerk.may(Role.OFFICER):
            menu.addAction(_("撤回…"), partial(self._withdraw, item))
        menu.popup(at)

    def _copy(self, item: Item) -> None:
        QGuiApplication.clipboard().setText(item.sha256)
        self._place.window.toasts.say(_("已复制 SHA-256"))

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


class SlotsCard(Card):
    """Slots that are still empty; `asked(slot)` to file there, `dropped(data, slot)` with what fell on one."""

    asked = Signal(object)
    dropped = Signal(QMimeData, object)

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(title, spacing=9)
        self._look = look
        self.rows: dict[EvidenceSlot, SlotRow] = {}
        self._room = QVBoxLayout()
        self._room.setSpacing(9)
        self.add(self._room)

    def show_slots(self, states: Sequence[SlotState], *, may: bool) -> None:
        """Show these; none hides the card."""
        empty(self._room)
        self.rows.clear()
        self.setVisible(bool(states))
        count = len(states)
        needed = any(state.needed for state in states)
        words = (
            ngettext("结案前应收齐的还缺 {n} 栏", "结案前应收齐的还缺 {n} 栏", count)
            if needed
            else _("有则更好，不影响结案")
        )
        self.aside.setText(words.format(n=count))
        for place, state in enumerate(states):
            if place:
                self._room.addWidget(rule())
            row = SlotRow(self._look, state, may=may)
            row.asked.connect(partial(self.asked.emit, state.slot))
            row.dropped.connect(lambda data, slot=state.slot: self.dropped.emit(data, slot))
            self.rows[state.slot] = row
            self._room.addWidget(row)


class SlotRow(QWidget):
    """A slot that is still empty: what it would prove, who asks for it; `asked` to file, `dropped(data)` with files."""

    asked = Signal()
    dropped = Signal(QMimeData)

    def __init__(self, look: Look, state: SlotState, *, may: bool) -> None:
        super().__init__()
        self.setAcceptDrops(may)
        self.button = Button(look, _("登记一份"), height=26)
        self.button.setAccessibleName(_("登记{slot}").format(slot=word(state.slot)))
        self.button.clicked.connect(self.asked)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(word(state.slot), 13, bold=state.needed))
        if state.needed:
            head.addWidget(Pill(look, _("待补"), Tone.WARN, px=11, height=18))
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(Label(evidence_words.asked_by(state), 13, Ink.TEXT2, wrap=True))
        if state.source:
            words.addWidget(Label(evidence_words.law(state), 12, Ink.TEXT3, wrap=True))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addLayout(words, 1)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.setVisible(may)  # only here: shown without a parent it would be a window and take the focus

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files go into this slot."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Here they are."""
        self.dropped.emit(event.mimeData())
        event.acceptProposedAction()


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
    )

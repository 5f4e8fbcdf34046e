"""设置 › 赔付规则: the scheme in force and its versions, another one taken in, and the single-person mode."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop import asking
from odrdesk.desktop.dialogs.password import confirm_identity
from odrdesk.desktop.dialogs.scheme_import import SchemeImportDialog
from odrdesk.desktop.forms import scheme_words
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.pages.settings_files import read_file
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain import scheme as domain
from odrdesk.domain.documents import parse
from odrdesk.domain.errors import Refusal
from odrdesk.domain.scheme import Scheme
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, fund, schemes
from odrdesk.services.desk import Desk
from odrdesk.text import _, refusal_text


class Seen(NamedTuple):
    """What the section shows: the scheme in force, all versions, whether one person is the desk, how many sit here."""

    present: Scheme
    every: Sequence[Scheme]
    alone: bool
    seated: int


class SchemeSection(SettingsSection):
    """One version at a time with every number it sets; an admin takes in another after seeing what it changes."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._seen: Seen | None = None
        self.bar = Banner(look)
        self.version = Choice(look, [])
        self.version.setAccessibleName(_("方案版本"))
        self.version.setMinimumWidth(look.dp(300))
        self.version.currentIndexChanged.connect(lambda _place: self._show_version())
        self.more = Button(look, _("采用方案…"), "plus", height=34)
        self.more.clicked.connect(self._ask)
        self.reader = Reader(look, lambda _name, _width, _ratio: None, margin=0)
        self.alone = Tick(look, _("单人模式：一个人办理本来要两个人的事"))
        self.alone.clicked.connect(self._choose_alone)
        self.alone_words = Label("", 12, Ink.TEXT3, wrap=True)
        self._may = desk.house.held is not None and desk.clerk.may(Role.ADMIN)
        self.more.setEnabled(self._may)
        self._arrange()

    def arrive(self) -> None:
        """Read what counts now."""

        def read() -> Seen:
            desk = self._desk
            return Seen(schemes.present(desk), schemes.every(desk), fund.alone(desk), len(clerks.seated(desk)))

        self._work.read(read, owner=self, done=self._show)

    def look_at(self, path: Path) -> None:
        """Read a file and show what it would change."""
        self.bar.hide()

        def seen() -> tuple[Mapping[str, object], Scheme]:
            document = parse(read_file(path, "scheme.unparsed"), "scheme.unparsed", path.name)
            return document, domain.read(document)

        self._work.read(seen, owner=self, done=lambda found: self._confirm(*found), refused=self._refuse)

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        self.version.blockSignals(True)
        self.version.offer([(one.version, self._titled(one, seen)) for one in reversed(seen.every)])
        self.version.choose(seen.present.version)
        self.version.blockSignals(False)
        self._show_version()
        self.alone.setChecked(seen.alone)
        lonely = seen.seated <= 1
        self.alone.setEnabled(self._may and (lonely or seen.alone))
        words = _("开启后，申请、审批、付款可以是同一个人；每份文书都会注明。再有一人加入工作台，自动失效。")
        several = _("这个工作台有 {n} 个人：申请、审批、付款由不同的人办理，不能开启单人模式。")
        self.alone_words.setText(words if lonely else several.format(n=seen.seated))

    def _titled(self, scheme: Scheme, seen: Seen) -> str:
        named = _("{title}（{version}），自 {day}").format(
            title=scheme.title or scheme.version, version=scheme.version, day=scheme.effective_from.isoformat()
        )
        return _("{name}  现行").format(name=named) if scheme.version == seen.present.version else named

    def _show_version(self) -> None:
        if self._seen is None:
            return
        chosen = next((one for one in self._seen.every if one.version == self.version.key), self._seen.present)
        note = _("方案的数值由平台自己制定并公示（电子商务法第五十八条），不是法律规定；没有设的上限就是不限。")
        self.reader.show_page(_("赔付规则"), f"{note}\n\n{scheme_words.whole(chosen)}")

    def _ask(self) -> None:
        kinds = _("方案文件 (*.toml *.json)")
        chosen = asking.file_to_read(self.window(), _("采用方案"), kinds)
        if chosen:
            self.look_at(Path(chosen))

    def _confirm(self, document: Mapping[str, object], seen: Scheme) -> None:
        present = self._seen.present if self._seen else schemes.shipped()
        dialog = SchemeImportDialog(
            self._look, self._window, self._work, self._desk, document=document, seen=seen, present=present
        )
        dialog.taken.connect(self._taken)
        self._window.cover(dialog, dialog.go)

    def _taken(self, _scheme: Scheme) -> None:
        self._window.toasts.say(_("已采用方案"))
        self.arrive()

    def _choose_alone(self) -> None:
        chosen = self.alone.isChecked()
        if not chosen:
            self._set_alone(chosen=False)
            return
        self.alone.setChecked(False)
        confirm_identity(
            self._look,
            self._window,
            self._work,
            self._desk,
            what=_("开启单人模式"),
            warning=_("少了第二个人把关：办错、冒领不会有人拦住。每份文书都会注明。"),
            verb=_("开启"),
            on_done=partial(self._set_alone, chosen=True),
        )

    def _set_alone(self, *, chosen: bool) -> None:
        def done(_none: object) -> None:
            self._window.toasts.say(_("已开启单人模式") if chosen else _("已关闭单人模式"))
            self.arrive()

        call = partial(fund.set_alone, self._desk, chosen=chosen)
        self._work.write(call, owner=self, done=done, refused=self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.bar.say(refusal_text(refusal), Tone.DANGER)
        self.arrive()

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.version, 1)
        bar.addWidget(self.more)
        card = Card(spacing=4, margins=(14, 10, 14, 10))
        card.add(self.alone)
        card.add(self.alone_words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.bar)
        column.addWidget(self.reader, 1)
        column.addWidget(card)

"""Appearance and language: each choice is worn at once and kept, on this machine and on the desk; and recalled."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from odrdesk.desktop import appearance
from odrdesk.desktop.theme import SCALES, Look, Mode
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.work import Work
from odrdesk.services import settings
from odrdesk.services.desk import Desk
from odrdesk.text import Language, _, language, set_language

MODE, SCALE, LANGUAGE = "looks.mode", "looks.scale", "looks.language"
KEPT_LANGUAGE = "look/language"
_NAMES = {Language.ZH_CN: "中文", Language.EN: "English"}
"""Each language by its own name, so that who cannot read the other still finds it."""


def speak_as_kept(kept: QSettings) -> None:
    """Speak the language this machine kept; Chinese when none was. Before the first word is shown."""
    name = str(kept.value(KEPT_LANGUAGE, Language.ZH_CN.value))
    if name in list(Language):
        set_language(name)


def recall(values: Mapping[str, object], look: Look, kept: QSettings) -> None:
    """Wear and speak what the desk kept (settings under `looks.`) where this machine kept nothing of its own.

    So a desk brings its looks along to a new machine, and on a known one the last choice made there stands. What is
    unknown is passed over.
    """
    mode, scale, spoken = values.get(MODE), values.get(SCALE), values.get(LANGUAGE)
    if kept.value(appearance.MODE) is None and kept.value(appearance.SCALE) is None:
        known = Mode(mode) if isinstance(mode, str) and mode in list(Mode) else None
        look.wear(known or look.mode, scale if isinstance(scale, int) and scale in SCALES else look.scale)
    if kept.value(KEPT_LANGUAGE) is None and isinstance(spoken, str) and spoken in list(Language):
        set_language(spoken)


class LooksForm(QWidget):
    """`spoke` after another language was chosen: whoever shows words that were already said says them again.

    `led` when the letterhead is asked for; that is offered where the desk can be written.
    """

    spoke = Signal()
    led = Signal()

    def __init__(self, look: Look, kept: QSettings, work: Work, desk: Desk | None) -> None:
        super().__init__()
        self._look, self._kept, self._work, self._desk = look, kept, work, desk
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(32)
        self._rows.setVerticalSpacing(18)
        self._rows.setColumnStretch(0, 1)
        self.say_all()
        look.changed.connect(self._follow)

    def say_all(self) -> None:
        """All words, in the language spoken now."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        modes = [(Mode.SYSTEM.value, _("跟随系统")), (Mode.LIGHT.value, _("浅色")), (Mode.DARK.value, _("深色"))]
        sizes = [(str(scale), f"{scale}%") for scale in SCALES]
        tongues = [(each.value, _NAMES[each]) for each in Language]
        look = self._look
        self.mode = self._row(_("外观"), _("深色适合夜间和暗处"), modes, look.mode.value, self._wear)
        self.scale = self._row(_("文字大小"), _("也可按 Ctrl + 和 Ctrl -"), sizes, str(look.scale), self._size)
        self.language = self._row(_("语言"), _("文书始终用中文"), tongues, language().value, self._speak)
        if self._desk is not None and self._desk.house.held is not None:
            self.onward = Button(look, _("填写…"), name=_("机构与文书抬头"))
            self.onward.clicked.connect(self.led)
            self._say(_("机构与文书抬头"), _("文书上的机构名称、地址和电话"), self.onward)

    def _row(
        self, words: str, hint: str, options: list[tuple[str, str]], current: str, act: Callable[[str], None]
    ) -> Segmented:
        choice = Segmented(self._look, words, options, current)
        choice.chosen.connect(act)
        self._say(words, hint, choice)
        return choice

    def _say(self, words: str, hint: str, beside: QWidget) -> None:
        at = self._rows.rowCount()
        said = QWidget()
        column = QGridLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setVerticalSpacing(1)
        column.addWidget(Label(words, 14), 0, 0)
        column.addWidget(Label(hint, 12, Ink.TEXT3), 1, 0)
        self._rows.addWidget(said, at, 0)
        self._rows.addWidget(beside, at, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _wear(self, mode: str) -> None:
        appearance.change(self._look, self._kept, mode=Mode(mode))
        self._keep({MODE: mode})

    def _size(self, scale: str) -> None:
        appearance.change(self._look, self._kept, scale=int(scale))
        self._keep({SCALE: int(scale)})

    def _speak(self, name: str) -> None:
        set_language(name)
        self._kept.setValue(KEPT_LANGUAGE, name)
        self._keep({LANGUAGE: name})
        self.say_all()
        self.language.choose(name)
        self.spoke.emit()

    def _keep(self, values: Mapping[str, object]) -> None:
        desk = self._desk
        if desk is not None:
            self._work.write(lambda: settings.change(desk, values))

    def _follow(self) -> None:
        """Mode and size may also change by command."""
        self.mode.choose(self._look.mode.value)
        self.scale.choose(str(self._look.scale))

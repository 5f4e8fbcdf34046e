"""Appearance and language: each choice is worn at once and kept, on this machine and on the desk; and recalled."""

from collections.abc import Mapping

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odrdesk.desktop import appearance
from odrdesk.desktop.forms.mode_tiles import ModeTiles
from odrdesk.desktop.forms.setting_row import SettingRow
from odrdesk.desktop.theme import SCALES, Look, Mode
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.switch import Switch
from odrdesk.desktop.work import Work
from odrdesk.services import settings
from odrdesk.services.desk import Desk
from odrdesk.text import Language, _, language, set_language

MODE, SCALE, LANGUAGE = "looks.mode", "looks.scale", "looks.language"
COMPACT, CALM = "looks.compact", "looks.calm"
KEPT_LANGUAGE = "look/language"
ROOMY, CLOSE = "roomy", "close"
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
        look.wear(
            known or look.mode,
            scale if isinstance(scale, int) and scale in SCALES else look.scale,
            compact=values.get(COMPACT) is True,
            calm=values.get(CALM) is True,
        )
    if kept.value(KEPT_LANGUAGE) is None and isinstance(spoken, str) and spoken in list(Language):
        set_language(spoken)
        look.speak()


class _Form(QWidget):
    """Rows below each other; what is chosen is kept on the desk too."""

    def __init__(self, look: Look, kept: QSettings, work: Work, desk: Desk | None) -> None:
        super().__init__()
        self._look, self._kept, self._work, self._desk = look, kept, work, desk
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(18)

    def _keep(self, values: Mapping[str, object]) -> None:
        desk = self._desk
        if desk is not None and desk.house.held is not None:
            self._work.write(lambda: settings.change(desk, values))


class LooksForm(_Form):
    """Mode, text size, density, rest."""

    def __init__(self, look: Look, kept: QSettings, work: Work, desk: Desk | None) -> None:
        super().__init__(look, kept, work, desk)
        modes = [
            (Mode.SYSTEM, _("跟随系统")),
            (Mode.LIGHT, _("浅色")),
            (Mode.DARK, _("深色")),
            (Mode.CONTRAST_LIGHT, _("高对比 浅")),
            (Mode.CONTRAST_DARK, _("高对比 深")),
        ]
        self.mode = ModeTiles(look, _("外观"), modes, look.mode)
        self.scale = Segmented(look, _("文字大小"), [(str(scale), f"{scale}%") for scale in SCALES], str(look.scale))
        rows = [(ROOMY, _("舒适")), (CLOSE, _("紧凑"))]
        self.density = Segmented(look, _("列表行高"), rows, CLOSE if look.compact else ROOMY)
        self.calm = Switch(look, _("减少动画"), on=look.calm)
        for row in (
            SettingRow(_("外观"), _("深色适合夜间和暗处；高对比文字最黑、边框最清楚"), self.mode, beneath=True),
            SettingRow(_("文字大小"), _("也可按 Ctrl + 和 Ctrl -"), self.scale),
            SettingRow(_("列表行高"), _("紧凑时一屏多看几行"), self.density),
            SettingRow(_("减少动画"), _("不转圈、不淡入淡出；系统设了减少动画的，不用再设"), self.calm),
        ):
            self._rows.addWidget(row)
        self.mode.chosen.connect(self._wear)
        self.scale.chosen.connect(self._size)
        self.density.chosen.connect(self._space)
        self.calm.toggled.connect(self._rest)
        look.changed.connect(self._follow)

    def _wear(self, mode: str) -> None:
        appearance.change(self._look, self._kept, mode=Mode(mode))
        self._keep({MODE: mode})

    def _size(self, scale: str) -> None:
        appearance.change(self._look, self._kept, scale=int(scale))
        self._keep({SCALE: int(scale)})

    def _space(self, key: str) -> None:
        appearance.change(self._look, self._kept, compact=key == CLOSE)
        self._keep({COMPACT: key == CLOSE})

    def _rest(self, on: bool) -> None:
        if on is not self._look.calm:
            appearance.change(self._look, self._kept, calm=on)
            self._keep({CALM: on})

    def _follow(self) -> None:
        """All of it may also change by command."""
        self.mode.choose(self._look.mode.value)
        self.scale.choose(str(self._look.scale))
        self.density.choose(CLOSE if self._look.compact else ROOMY)
        self.calm.setChecked(self._look.calm)


class LanguageForm(_Form):
    """`spoke` after another language was chosen: whoever shows words that were already said says them again."""

    spoke = Signal()

    def __init__(self, look: Look, kept: QSettings, work: Work, desk: Desk | None) -> None:
        super().__init__(look, kept, work, desk)
        self.say_all()

    def say_all(self) -> None:
        """All words, in the language spoken now."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        tongues = [(each.value, _NAMES[each]) for each in Language]
        self.language = Segmented(self._look, _("语言"), tongues, language().value)
        self.language.chosen.connect(self._speak)
        self._rows.addWidget(SettingRow(_("语言"), _("窗口、帮助和提示用的语言；文书始终用中文"), self.language))

    def _speak(self, name: str) -> None:
        set_language(name)
        self._kept.setValue(KEPT_LANGUAGE, name)
        self._keep({LANGUAGE: name})
        self._look.speak()
        self.say_all()
        self.spoke.emit()

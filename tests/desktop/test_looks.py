"""Appearance and language: worn at once, kept on the machine and on the desk."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QSettings, Qt

from odrdesk.desktop import appearance
from odrdesk.desktop.forms.looks import LanguageForm, LooksForm, recall, speak_as_kept
from odrdesk.desktop.theme import Look, Mode
from odrdesk.services import settings as desk_settings
from odrdesk.services.desk import Desk, create
from odrdesk.text import Language, language, set_language


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    yield
    set_language("zh_CN")


@pytest.fixture
def desk(tmp_path, work) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "演练", practice=True, clock=lambda: datetime(2026, 11, 23, 2, tzinfo=UTC))
    yield made
    assert work.finish()
    made.close(backup=False)


@pytest.fixture
def form(qtbot, look: Look, settings: QSettings, work, desk: Desk) -> LooksForm:
    made = LooksForm(look, settings, work, desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def tongue(qtbot, look: Look, settings: QSettings, work, desk: Desk) -> LanguageForm:
    made = LanguageForm(look, settings, work, desk)
    qtbot.addWidget(made)
    made.show()
    return made


def press(qtbot, segmented, words: str) -> None:
    (segment,) = [button for button in segmented._group.buttons() if button.text() == words]
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)


def test_dark_is_worn_at_once_and_kept(form: LooksForm, look: Look, qtbot, work, settings) -> None:
    press(qtbot, form.mode, "深色")
    assert look.dark
    qtbot.waitUntil(lambda: not work.busy)
    assert desk_settings.read(form._desk, "looks.") == {"looks.mode": "dark"}
    assert settings.value("look/mode") == "dark"


def test_larger_text_makes_room_for_itself(form: LooksForm, qtbot, look: Look, work, desk: Desk) -> None:
    narrow = form.sizeHint().width()
    press(qtbot, form.scale, "130%")
    assert look.scale == 130
    qtbot.waitUntil(lambda: form.sizeHint().width() > narrow)
    qtbot.waitUntil(lambda: not work.busy)
    assert desk_settings.read(desk, "looks.") == {"looks.scale": 130}


def test_the_form_follows_a_change_by_command(form: LooksForm, look: Look) -> None:
    look.wear(Mode.DARK, 110)
    assert (form.mode.current, form.scale.current) == ("dark", "110")


def test_another_language_is_spoken_at_once_there_and_back(tongue: LanguageForm, qtbot, work, desk: Desk) -> None:
    with qtbot.waitSignal(tongue.spoke):
        press(qtbot, tongue.language, "English")
    assert language() is Language.EN
    assert tongue.language.accessibleName() == "Language"
    qtbot.waitUntil(lambda: not work.busy)
    assert desk_settings.read(desk, "looks.") == {"looks.language": "en"}
    press(qtbot, tongue.language, "中文")
    assert (language(), tongue.language.accessibleName()) == (Language.ZH_CN, "语言")


def test_density_and_rest_are_worn_at_once_and_kept(form: LooksForm, qtbot, look: Look, work, desk: Desk) -> None:
    press(qtbot, form.density, "紧凑")
    qtbot.mouseClick(form.calm, Qt.MouseButton.LeftButton)
    assert (look.compact, look.still) == (True, True)
    qtbot.waitUntil(lambda: not work.busy)
    assert desk_settings.read(desk, "looks.") == {"looks.compact": True, "looks.calm": True}


@pytest.mark.parametrize(("words", "mode"), [("高对比 浅", Mode.CONTRAST_LIGHT), ("高对比 深", Mode.CONTRAST_DARK)])
def test_high_contrast_is_chosen_by_its_picture(form: LooksForm, qtbot, look: Look, words: str, mode: Mode) -> None:
    press(qtbot, form.mode, words)
    assert look.mode is mode


def test_a_desk_brings_density_and_rest_along(look: Look, settings: QSettings) -> None:
    recall({"looks.mode": "contrast_dark", "looks.compact": True, "looks.calm": True}, look, settings)
    assert (look.mode, look.compact, look.still) == (Mode.CONTRAST_DARK, True, True)


def test_the_next_start_speaks_the_language_that_was_kept(settings: QSettings) -> None:
    settings.setValue("look/language", "en")
    speak_as_kept(settings)
    assert language() is Language.EN


@pytest.mark.parametrize("kept", ["klingon", "", 7])
def test_an_unknown_kept_language_changes_nothing(settings: QSettings, kept: object) -> None:
    settings.setValue("look/language", kept)
    speak_as_kept(settings)
    assert language() is Language.ZH_CN


def test_a_desk_brings_its_looks_to_a_machine_that_kept_none(look: Look, settings: QSettings) -> None:
    recall({"looks.mode": "dark", "looks.scale": 120, "looks.language": "en"}, look, settings)
    assert (look.mode, look.scale, language()) == (Mode.DARK, 120, Language.EN)


def test_what_was_chosen_last_on_this_machine_stands(look: Look, settings: QSettings) -> None:
    appearance.change(look, settings, Mode.LIGHT, 90)
    settings.setValue("look/language", "zh_CN")
    recall({"looks.mode": "dark", "looks.scale": 120, "looks.language": "en"}, look, settings)
    assert (look.mode, look.scale, language()) == (Mode.LIGHT, 90, Language.ZH_CN)


def test_unknown_looks_of_a_desk_are_passed_over(look: Look, settings: QSettings) -> None:
    look.wear(Mode.LIGHT, 110)
    recall({"looks.mode": "sepia", "looks.scale": 500, "looks.language": None}, look, settings)
    assert (look.mode, look.scale, language()) == (Mode.LIGHT, 110, Language.ZH_CN)

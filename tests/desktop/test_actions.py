"""The command table: one key for one deed, none that an input method wants."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from odrdesk.desktop.actions import FORBIDDEN, Need, Registry, commands
from odrdesk.desktop.icons import Icons
from odrdesk.desktop.window import Window
from odrdesk.places import resource

KEYS = [keys for command in commands() for keys in command.keys]


def test_no_two_commands_share_a_key() -> None:
    portable = [QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText) for keys in KEYS]
    assert [keys for keys, times in Counter(portable).items() if times > 1] == []


@pytest.mark.parametrize("keys", KEYS)
def test_every_key_is_one_qt_knows_and_no_input_method_takes(keys: str) -> None:
    assert not QKeySequence(keys, QKeySequence.SequenceFormat.PortableText).isEmpty()
    assert keys not in FORBIDDEN
    assert QKeySequence(keys) not in [QKeySequence(one) for one in FORBIDDEN]


def test_every_command_has_words_and_an_icon_that_exists() -> None:
    icons = Icons(resource("icons")).names()
    assert [one.key for one in commands() if not one.words or one.icon not in icons] == []


def test_names_of_commands_are_their_own() -> None:
    assert len({one.key for one in commands()}) == len(commands())


@pytest.fixture
def registry(window: Window) -> Registry:
    return window.registry


def test_a_command_nobody_handles_does_not_exist(registry: Registry) -> None:
    assert registry.action("import") is None
    assert not registry.run("import")
    assert "import" not in {one.key for one in registry.handled()}


def test_a_command_waits_for_what_it_needs(registry: Registry) -> None:
    told: list[str] = []
    registry.handle("contact", lambda: told.append("contact"))
    assert not registry.run("contact")
    registry.set_present(Need.CASE, present=True)
    assert registry.run("contact")
    registry.set_open("contact", may=False)
    assert not registry.run("contact")
    assert told == ["contact"]


def test_under_a_plate_no_command_answers(registry: Registry) -> None:
    registry.set_covered(covered=True)
    assert not registry.run("rail")
    registry.set_covered(covered=False)
    assert registry.run("rail")


def test_a_new_deed_takes_the_place_of_the_old(registry: Registry) -> None:
    told: list[int] = []
    registry.handle("refresh", lambda: told.append(1))
    registry.handle("refresh", lambda: told.append(2))
    registry.set_present(Need.DESK, present=True)
    registry.run("refresh")
    assert told == [2]


def test_the_hint_names_the_key(registry: Registry) -> None:
    assert registry.hint("new_case") == "新建案件（Ctrl+N）"

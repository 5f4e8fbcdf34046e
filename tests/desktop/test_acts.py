"""The counter of acts reaches what a person would reach, and counts every act once."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from odrdesk.desktop.window import Window
from tests.desktop.acts import Acts


@pytest.fixture
def acts(window: Window, qtbot) -> Acts:
    """Acts on the empty window in front."""
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return Acts(window)


def test_keys_reach_the_windows_commands_and_are_counted(acts: Acts, window: Window) -> None:
    done: list[str] = []
    for key in ("new_case", "larger", "previous_case"):
        window.registry.handle(key, lambda key=key: done.append(key))
    for need in ("desk", "case"):
        window.registry.set_present(need, present=True)
    acts.key("Ctrl+N").key("Ctrl++").key("Ctrl+PgUp", 2)
    assert done == ["new_case", "larger", "previous_case", "previous_case"]
    assert (acts.count, acts.said) == (4, ["Ctrl+N", "Ctrl++", "Ctrl+PgUp", "Ctrl+PgUp"])


def test_what_is_typed_is_not_counted_and_takes_chinese(acts: Acts, window: Window) -> None:
    field = QLineEdit(window)
    entered: list[str] = []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    field.show()
    field.setFocus()
    acts.type("王秀英 138 元").key("Enter")
    assert entered == ["王秀英 138 元"]
    assert acts.count == 1


def test_a_click_needs_something_in_view_that_nothing_covers(acts: Acts, window: Window) -> None:
    button = QPushButton("好", window)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    with pytest.raises(AssertionError, match="not in view"):
        acts.click(button)
    button.setGeometry(300, 300, 80, 30)
    button.show()
    button.raise_()
    acts.click(button)
    over = QWidget(window)
    over.setGeometry(290, 290, 200, 80)
    over.show()
    over.raise_()
    with pytest.raises(AssertionError, match="covers"):
        acts.click(button)
    over.hide()
    button.setEnabled(False)
    with pytest.raises(AssertionError, match="cannot be used"):
        acts.click(button)
    assert (pressed, acts.count) == ([True], 1)


def test_files_that_fall_are_one_act(acts: Acts, window: Window, tmp_path: Path) -> None:
    got: list[list[Path]] = []
    window.dropped.connect(got.append)
    acts.drop(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert got == [[tmp_path / "a.xlsx", tmp_path / "b.xlsx"]]
    assert acts.count == 1


def test_a_word_that_is_no_key_is_no_act(acts: Acts) -> None:
    for keys in ("Ctrl+N, Ctrl+N", "Nonsense"):
        with pytest.raises(AssertionError):
            acts.key(keys)

"""What would hold the window too long is not done, done once, or done in pieces: told by counts, not by the clock."""

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout

from odrdesk.desktop.dialogs.help import HelpDialog
from odrdesk.desktop.dialogs.import_sheet import ImportDialog
from odrdesk.desktop.dialogs.intake import IntakeDialog, Way
from odrdesk.desktop.dialogs.many import AT_ONCE, AcceptDialog
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.complaint import ComplaintForm
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets import focus_ring, overlay
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.dressing import dress
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.window import Page, Window
from odrdesk.domain.errors import Refusal
from odrdesk.services.many import Outcome

POLISHED = Qt.WidgetAttribute.WA_WState_Polished


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], Counter[str]]:
    """How often a function is called from now on."""

    def watch(where: object, name: str) -> Counter[str]:
        count: Counter[str] = Counter()
        real = getattr(where, name)

        def counted(*told: object, **named: object) -> object:
            count[name] += 1
            return real(*told, **named)

        monkeypatch.setattr(where, name, counted)
        return count

    return watch


@pytest.fixture
def pages(window: Window, look: Look, qtbot) -> list[Button]:
    """Two pages of a button each in a shown window."""
    made = []
    for key in ("one", "two"):
        page, button = Page(), Button(look, key)
        QVBoxLayout(page).addWidget(button)
        window.add_page(key, page)
        made.append(button)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go("one")
    made[0].setFocus()
    assert made[0].hasFocus()
    return made


def test_a_page_that_goes_has_no_order_of_tab_made(window: Window, pages: list[Button], calls) -> None:
    count = calls(focus_ring, "keep_together")
    window.go("two")
    assert not count
    pages[1].setFocus()
    QTest.keyClick(pages[1], Qt.Key.Key_Tab)
    assert count["keep_together"] == 1


def test_a_plate_that_goes_is_not_walked_for_a_next_place(
    window: Window, look: Look, pages: list[Button], calls
) -> None:
    plate = Overlay(look, window, "板")
    column = QVBoxLayout(plate.plate)
    inside = [Button(look, words) for words in ("甲", "乙")]
    for one in inside:
        column.addWidget(one)
    window.cover(plate, inside[0])
    count = calls(overlay, "neighbour")
    QTest.keyClick(inside[0], Qt.Key.Key_Tab)
    assert inside[1].hasFocus()
    assert count["neighbour"] > 0
    count.clear()
    plate.close_over()
    assert not count
    assert pages[0].hasFocus()


def test_a_field_is_dressed_when_it_is_seen(look: Look, qtbot) -> None:
    field = Field(look, "name", "姓名", Entry(look))
    qtbot.addWidget(field)
    assert not field.editor.testAttribute(POLISHED)
    field.show()
    field.refuse("写错了")
    assert field.editor.property("refused") == "true"


def test_what_is_dressed_so_already_is_not_dressed_again(look: Look, qtbot, monkeypatch) -> None:
    seen: Counter[str] = Counter()
    monkeypatch.setattr(Label, "changeEvent", lambda _self, event: seen.update([event.type().name]), raising=False)
    label = Label("字")
    qtbot.addWidget(label)
    label.show()
    dress(label, "ink", "danger")
    seen.clear()
    dress(label, "ink", "danger")
    assert not seen


@pytest.fixture
def restyled(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """How often each choice was told that its style is another."""
    seen: Counter[int] = Counter()
    real = Choice.changeEvent

    def told(self: Choice, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            seen[id(self)] += 1
        real(self, event)

    monkeypatch.setattr(Choice, "changeEvent", told, raising=False)
    return seen


def test_a_new_case_opens_with_its_fields_made_in_their_place(  # noqa: PLR0917 -- fixtures
    window: Window, look: Look, work, desk, settle, restyled: Counter[int], monkeypatch
) -> None:
    asked: Counter[str] = Counter()
    real = ComplaintForm.blank.fget
    monkeypatch.setattr(ComplaintForm, "blank", property(lambda self: asked.update(["blank"]) or real(self)))
    window.resize(1440, 900)
    window.show()
    dialog = IntakeDialog(look, window, work, desk, Way.MANUAL)
    assert restyled
    assert max(restyled.values()) <= 4, "into its field, that into its group, and twice by what it is"
    window.cover(dialog, dialog.start)
    settle()
    assert asked["blank"] < 20, "not for each of some thousand events"
    dialog.close_over()


def test_the_tables_of_a_trial_are_made_after_the_first_page(window: Window, look: Look, work, desk, settle) -> None:
    window.show()
    dialog = ImportDialog(look, window, desk, work)
    window.cover(dialog)
    assert "trial" not in vars(dialog)
    settle()
    assert "trial" in vars(dialog)
    dialog.close_over()


def test_the_handbook_sets_its_first_page_once(window: Window, look: Look, calls) -> None:
    window.resize(1280, 720)
    window.show()
    count = calls(Reader, "_set")
    dialog = HelpDialog(look, window)
    window.cover(dialog, dialog.start())
    QApplication.processEvents()
    assert count["_set"] == 1
    assert not dialog.reader.late
    assert dialog.page == dialog.book[0].key
    dialog.close_over()


def test_many_reasons_are_told_in_pieces(window: Window, look: Look, work, desk, settle) -> None:
    window.show()
    dialog = AcceptDialog(look, window, work, desk, list(range(1, 61)))
    window.cover(dialog, dialog.first)
    refused = tuple(
        (f"ODR-2026-{place:05}", Refusal("step.role", step="accept", role="officer")) for place in range(60)
    )
    dialog._made(Outcome((), refused, (), {}))
    layout = dialog._list.layout()
    assert layout is not None
    assert layout.count() == AT_ONCE
    settle()
    assert layout.count() == len(refused)
    dialog.close_over()

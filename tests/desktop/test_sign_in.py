"""Signing in: who, the password, what is in the way of it, and the way back for who forgot."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from odrdesk.desktop.dialogs.recovery_code import RecoveryDialog
from odrdesk.desktop.dialogs.sign_in import SignIn
from odrdesk.desktop.forms.new_password import NewPassword
from odrdesk.desktop.recovery_print import Sheet, draw
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.password import PasswordEntry, mind_capitals
from odrdesk.desktop.widgets.people import Someone
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, recovery
from odrdesk.services.desk import Desk, create
from odrdesk.services.hashing import Hashing

CHEAP = Hashing(memory=64, rounds=1, lanes=1)
OWN, OTHER, NEW = "河马不吃早饭 7", "fluss kiesel", "tormented otter"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, work) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", owner="陈晓雯", clock=clock)
    clerks.set_password(made, "陈晓雯", OWN, cost=CHEAP)
    clerks.add(made, "王芳", [Role.OFFICER])
    clerks.set_password(made, "王芳", OTHER, cost=CHEAP)
    yield made
    assert work.finish()
    made.close(backup=False)


@pytest.fixture
def ask(window, look, work, desk: Desk, qtbot) -> Callable[..., SignIn]:
    """The panel over the window, locked unless told otherwise."""
    window.resize(1280, 720)
    window.show()

    def make(*, locked: bool = True) -> SignIn:
        people = [Someone("陈晓雯", "主管、管理员"), Someone("王芳", "专员")]
        panel = SignIn(look, window, work, desk, people=people, name="陈晓雯", locked=locked)
        window.cover(panel, panel.first)
        return panel

    return make


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


def test_arrows_choose_who_and_letters_begin_the_password(ask, settle) -> None:
    panel = ask()
    assert panel.password.hasFocus()
    panel.who.setFocus()
    QTest.keyClick(panel.who, Qt.Key.Key_Down)
    assert panel.who.key == "王芳"
    QTest.keyClicks(panel.who, "f")
    assert (panel.password.hasFocus(), panel.password.text()) == (True, "f")
    entered: list[Desk] = []
    panel.entered.connect(entered.append)
    QTest.keyClicks(panel.password, OTHER[1:])
    QTest.keyClick(panel.password, Qt.Key.Key_Return)
    settle()
    assert [one.clerk.name for one in entered] == ["王芳"]


def test_a_pause_counts_down_by_seconds_and_ends_by_itself(ask, settle, clock: Clock) -> None:
    panel = ask()
    for _try in range(5):
        panel.password.setText("falsch falsch")
        panel.confirm()
        settle()
    panel.tick()
    assert not panel.go.isEnabled()
    assert "30 秒" in panel.field.note
    clock.now += timedelta(seconds=12)
    panel.tick()
    assert "18 秒" in panel.field.note
    panel.who.choose("王芳")  # whose pause it is not
    assert (panel.go.isEnabled(), panel.field.note) == (True, "")
    panel.who.choose("陈晓雯")
    panel.tick()
    assert not panel.go.isEnabled()
    clock.now += timedelta(seconds=18)
    panel.tick()
    assert (panel.go.isEnabled(), panel.field.note) == (True, "")


def test_who_forgot_comes_in_by_the_code_on_paper(ask, settle, desk: Desk) -> None:
    code = recovery.make(desk, OWN, cost=CHEAP).value.text
    panel = ask()
    entered: list[Desk] = []
    panel.entered.connect(entered.append)
    panel.forgot.click()
    form = panel.recover
    assert form.code.hasFocus()
    assert not panel.password.isVisible()
    form.code.setText(code.lower())
    for entry in (form.password.new, form.password.again):
        entry.setText(NEW)
    QTest.keyClick(form.password.again, Qt.Key.Key_Return)
    settle()
    settle()
    assert [one.clerk.name for one in entered] == ["陈晓雯"]
    assert clerks.verify(desk, "陈晓雯", NEW).name == "陈晓雯"


def test_no_key_goes_beneath_the_lock_while_the_code_is_typed(ask, window) -> None:
    beneath = QLineEdit(window)
    beneath.show()
    panel = ask()
    panel.forgot.click()
    beneath.setFocus()
    assert panel.isAncestorOf(QApplication.focusWidget())
    assert panel.recover.code.hasFocus()


def test_a_slip_in_the_code_is_told_beside_it_and_nothing_typed_is_lost(ask, settle, desk: Desk) -> None:
    recovery.make(desk, OWN, cost=CHEAP)
    panel = ask()
    panel.forgot.click()
    form = panel.recover
    form.confirm()
    assert form.fields["code"].refused
    form.code.setText("ABCD-EFGH")
    form.password.new.setText(NEW)
    form.password.again.setText("tormented")
    form.confirm()
    assert form.fields["again"].refused
    form.password.again.setText(NEW)
    form.confirm()
    settle()
    assert "恢复码" in form.fields["code"].note
    assert (form.code.text(), form.password.text) == ("ABCD-EFGH", NEW)
    QTest.keyClick(form.code, Qt.Key.Key_Escape)
    assert (panel.recover, panel.isVisible(), panel.password.isVisible()) == (None, True, True)


def test_who_has_no_code_is_told_who_helps(ask, settle) -> None:
    panel = ask(locked=False)
    panel.who.choose("王芳")
    panel.forgot.click()
    panel.recover.code.setText("ABCD")
    for entry in (panel.recover.password.new, panel.recover.password.again):
        entry.setText(NEW)
    panel.recover.confirm()
    settle()
    assert "陈晓雯" in panel.recover.fields["code"].note


def test_caps_lock_is_told_from_what_is_typed(look, qtbot) -> None:
    entry = PasswordEntry(look)
    field = Field(look, "password", "密码", entry)
    mind_capitals(field, entry)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClick(entry, "A")
    assert field.note == "大写锁定已打开"
    QTest.keyClick(entry, "b")
    assert field.note == ""
    QTest.keyClick(entry, "C", Qt.KeyboardModifier.ShiftModifier)
    assert field.note == ""
    QTest.keyClick(entry, "d", Qt.KeyboardModifier.ShiftModifier)
    assert field.note == "大写锁定已打开"


def test_chinese_is_typed_as_dots_once_an_input_method_is_let_in(look, qtbot) -> None:
    entry = PasswordEntry(look)
    qtbot.addWidget(entry)
    entry.show()
    assert entry.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText  # which keeps input methods away
    entry.han.click()
    assert not entry.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText
    committed = QInputMethodEvent()
    committed.setCommitString("河马")
    QCoreApplication.sendEvent(entry, committed)
    assert (entry.text(), entry.displayText()) == ("河马", entry.displayText()[0] * 2)
    assert "河" not in entry.displayText()
    entry.reveal(shown=True)
    assert entry.displayText() == "河马"
    entry.forget()
    assert entry.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText


@pytest.mark.parametrize(("typed", "words"), [("", ""), ("kurz", "太容易猜"), ("fluss kiesel", "可以"), (NEW, "很好")])
def test_the_strength_is_told_in_words_too(look, qtbot, typed: str, words: str) -> None:
    form = NewPassword(look, lambda: ("陈晓雯",))
    qtbot.addWidget(form)
    form.new.setText(typed)
    assert form.strength.words == words
    assert form.strength.accessibleDescription() == words


def test_a_code_is_made_with_the_password_shown_printed_and_put_by(window, look, work, desk, settle) -> None:
    printed: list[Sheet] = []
    window.show()
    seat = clerks.seat_of(desk, "陈晓雯")
    dialog = RecoveryDialog(
        look, window, work, desk, seat, print_it=lambda _parent, sheet, _face: printed.append(sheet) or True
    )
    window.cover(dialog, dialog.first)
    dialog.password.setText("falsch falsch")
    dialog.confirm()
    settle()
    assert dialog.field.refused
    dialog.password.setText(OWN)
    dialog.confirm()
    settle()
    assert (dialog.sheet is not None, dialog.go.isEnabled()) == (True, False)
    dialog.dismiss()  # not by a slip
    assert dialog.isVisible()
    dialog.sheet.print.click()
    assert (printed[0].name, printed[0].desk, printed[0].day) == ("陈晓雯", "浦东·悦播联络点", "2026-11-23")
    dialog.sheet.put_by.click()
    dialog.confirm()
    assert not dialog.isVisible()
    recovery.use(desk, "陈晓雯", printed[0].code, NEW, cost=CHEAP)


def test_the_sheet_of_paper_bears_the_code(qapp, look, tmp_path: Path) -> None:
    path = tmp_path / "code.pdf"
    draw(
        QPdfWriter(str(path)), Sheet("浦东", "陈晓雯", "ABCD-EFGH-JKLM-NPQR-STUV", "2026-11-23"), look.font(12).family()
    )
    document = QPdfDocument()
    document.load(str(path))
    text = "".join(one for one in document.getAllText(0).text() if one.isalnum())
    assert document.pageCount() == 1
    assert all(word in text for word in ("ABCDEFGHJKLMNPQRSTUV", "陈晓雯", "浦东", "只能用一次"))

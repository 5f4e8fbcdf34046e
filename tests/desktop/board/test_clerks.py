"""Who sits at the window of a real desk: the seat, the lock, the password again, and the people in the settings."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu

from odrdesk.desktop import asking, start
from odrdesk.desktop.crash import Net
from odrdesk.desktop.dialogs.import_sheet import ImportDialog
from odrdesk.desktop.dialogs.intake import IntakeDialog
from odrdesk.desktop.dialogs.password import ConfirmDialog, PasswordDialog, confirm_identity
from odrdesk.desktop.dialogs.sign_in import SignIn
from odrdesk.desktop.front import Front
from odrdesk.desktop.pages.settings_clerks import ClerksSection
from odrdesk.desktop.pages.today_events import events
from odrdesk.desktop.start import Start
from odrdesk.desktop.widgets.button import Button
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, drafts
from odrdesk.services.desk import Desk, create, wall_clock
from odrdesk.services.hashing import Hashing
from odrdesk.storage import record

SHEET = Path(__file__).parents[2] / "data" / "intake" / "12315-ODR-投诉单列表.xlsx"
CHEAP = Hashing(memory=64, rounds=1, lanes=1)
GOOD, OTHER = "河马不吃早饭 7", "tormented otter"


@pytest.fixture
def desk(tmp_path: Path, clock) -> Iterator[Desk]:
    """A real desk: its owner and 王芳 have passwords, 李明远 has none."""
    made = create(tmp_path / "desk", "浦东·悦播联络点", clock=clock, owner="陈晓雯")
    clerks.add(made, "王芳", [Role.OFFICER])
    clerks.add(made, "李明远", [Role.AUDITOR])
    for name, password in (("陈晓雯", GOOD), ("王芳", OTHER)):
        clerks.set_password(made, name, password, cost=CHEAP)
    yield made
    made.close(backup=False)


@pytest.fixture
def front(open_front) -> Front:
    return open_front()


def seats_taken(front: Front) -> list[Desk]:
    taken: list[Desk] = []
    front.sitting.taken.connect(lambda desk, _page: taken.append(desk))
    return taken


def shown(front: Front, kind: type) -> list:
    return [one for one in front._window.findChildren(kind) if one.isVisible()]


def last_act(desk: Desk) -> str:
    with desk.reading() as session:
        return record.latest(session, 1)[0].entry.act


def test_the_menu_names_everybody_and_who_cannot_sit_down(qtbot, front: Front, settle) -> None:
    qtbot.mouseClick(front._window.rail.person, Qt.MouseButton.LeftButton)
    settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    lines = [(one.text(), one.isChecked(), one.isEnabled()) for one in menu.actions() if not one.isSeparator()]
    assert lines == [
        ("陈晓雯（主管、管理员）", True, True),
        ("王芳（专员）", False, True),
        ("李明远（还没有密码）", False, False),
        ("设置我的密码…", False, True),
        ("锁定", False, True),
    ]
    menu.close()


def test_another_sits_down_with_the_password(front: Front, desk: Desk, settle) -> None:
    taken = seats_taken(front)
    front.sitting.ask("王芳", clerks.roll(desk))
    (panel,) = shown(front, SignIn)
    panel.password.setText(GOOD)
    panel.confirm()
    settle()
    assert (panel.field.refused, taken) == (True, [])
    assert "王芳" in panel.field.note
    panel.password.setText(OTHER)
    QTest.keyClick(panel.password, Qt.Key.Key_Return)
    settle()
    assert [one.clerk.name for one in taken] == ["王芳"]
    assert shown(front, SignIn) == []


def test_who_thinks_better_of_it_stays(front: Front, desk: Desk) -> None:
    front.sitting.ask("王芳", clerks.roll(desk))
    (panel,) = shown(front, SignIn)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert shown(front, SignIn) == []


def test_locked_nothing_is_seen_and_nothing_can_be_done(front: Front, settle) -> None:
    window = front._window
    window.go("cases")
    before = window.windowTitle()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    panel = front.sitting.panel
    assert panel.isVisible()
    assert panel.geometry() == window.rect()
    assert len({panel.grab().toImage().pixel(*place) for place in ((5, 5), (700, 20), (1400, 880), (30, 400))}) == 1
    assert not window.registry.run("new_case")
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab):
        QTest.keyClick(panel, key)
    front.cases.seek()
    assert panel.isAncestorOf(QApplication.focusWidget())
    assert window.windowTitle() == "浦东·悦播联络点 — 衡解 odrdesk"
    panel.password.setText(GOOD)
    panel.confirm()
    settle()
    assert front.sitting.panel is None
    assert (window.windowTitle(), window.current) == (before, "cases")
    assert window.registry.run("new_case")


def test_what_comes_later_lies_beneath_the_lock(front: Front, settle) -> None:
    front.sitting.lock()
    settle()
    panel = front.sitting.panel
    front.shortcuts()
    front._window.toasts.say("已登记 ODR-2026-00001")
    QCoreApplication.processEvents()
    children = [one for one in front._window.children() if one.isWidgetType() and one.isVisible()]
    assert children[-1] is panel
    assert panel.isAncestorOf(QApplication.focusWidget())


def test_a_database_that_does_not_answer_keeps_no_window_open(front: Front, settle, monkeypatch) -> None:
    def broken(_desk: Desk) -> object:
        raise Fault("disk.full", path="odr.db")

    monkeypatch.setattr(clerks, "roll", broken)
    front.sitting.lock()
    settle()
    assert front.sitting.panel.isVisible()
    assert front.sitting.panel.who.names == ["陈晓雯", "王芳"]


def test_which_file_to_write_is_asked_of_nobody_behind_the_lock(front: Front, settle, register, qtbot) -> None:
    asking = QFileDialog(front._window)
    asking.setOption(QFileDialog.Option.DontUseNativeDialog)
    asking.setModal(True)
    asking.show()
    front.sitting.lock()
    settle()
    assert front.sitting.panel.isVisible()
    assert not asking.isVisible()
    assert asking.result() == QFileDialog.DialogCode.Rejected


def test_a_file_asked_for_as_the_desk_is_locked_is_not_answered(front: Front, settle) -> None:
    QTimer.singleShot(0, front, front.sitting.lock)
    assert asking.file_to_write(front._window, "导出到", "list.xlsx", "xlsx (*.xlsx)") == ""
    settle()
    assert front.sitting.panel.isVisible()


def test_a_dialog_of_the_system_answered_behind_the_lock_is_not_heeded(front: Front, settle) -> None:
    """As Windows' dialog for printers, which nobody but a person can close."""

    class Deaf(QDialog):
        def reject(self) -> None:
            """Stay."""

    dialog = Deaf(front._window)
    front.sitting.locked.connect(dialog.accept)
    QTimer.singleShot(0, front, front.sitting.lock)
    assert not asking.agreed(dialog)
    assert dialog.result() == QDialog.DialogCode.Accepted
    settle()


def test_the_title_of_a_locked_window_names_no_case(front: Front, settle, register) -> None:
    number = register("王秀英")
    front.sitting.lock()
    settle()
    front.open_case(number)
    settle()
    assert number not in front._window.windowTitle()
    front.sitting.panel.password.setText(GOOD)
    front.sitting.panel.confirm()
    settle()
    assert front._window.windowTitle().startswith(number)


def test_what_was_typed_is_there_again_after_the_lock(front: Front, settle) -> None:
    dialog = front.new_case()
    dialog.form.fields["facts"].editor.setPlainText("羊绒衫起球，要求退款。")
    front.sitting.lock()
    settle()
    front.sitting.panel.password.setText(GOOD)
    front.sitting.panel.confirm()
    settle()
    assert dialog.isVisible()
    assert dialog.form.fields["facts"].editor.toPlainText() == "羊绒衫起球，要求退款。"


def test_who_takes_a_locked_seat_over_hears_what_stands_open(front: Front, settle) -> None:
    taken = seats_taken(front)
    front.new_case()
    front.sitting.lock()
    settle()
    panel = front.sitting.panel
    panel.who.choose("王芳")
    panel.password.setText(OTHER)
    panel.confirm()
    settle()
    assert (taken, panel.isVisible()) == ([], True)
    assert "没有办完" in panel.bar.words
    panel.confirm()
    settle()
    assert [one.clerk.name for one in taken] == ["王芳"]


def test_it_locks_by_itself_when_nobody_stirs(front: Front, desk: Desk, settle) -> None:
    timer = front.sitting.idle.timer
    assert (timer.interval(), timer.isActive()) == (600_000, True)
    front.sitting.heard(clerks.choose_lock_after(desk, 5).changes)
    settle()
    assert timer.interval() == 300_000
    front._window.go("cases")
    front.cases.seek()
    composing = QApplication.focusWidget()
    handle = front._window.windowHandle()
    for stir in (
        lambda: QTest.keyClick(handle, Qt.Key.Key_Shift),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(700, 890)),
        lambda: QApplication.sendEvent(composing, QInputMethodEvent("yi", [])),
    ):
        timer.stop()
        stir()
        assert timer.isActive()
    timer.timeout.emit()
    settle()
    assert front.sitting.panel.isVisible()


def test_a_practice_desk_never_locks_by_itself(begin, tmp_path) -> None:
    practice = create(tmp_path / "practice", "演练", practice=True, clock=wall_clock)
    assert not begin(practice).front.sitting.idle.timer.isActive()


def test_without_a_password_it_asks_for_one_before_it_locks(front: Front, desk: Desk, settle) -> None:
    with desk.writing() as session:
        session.connection().exec_driver_sql("UPDATE clerk SET password = NULL, password_at = NULL WHERE owner")
    front.sitting.idle.passed.emit()
    settle()
    assert (front.sitting.panel, shown(front, PasswordDialog)) == (None, [])
    for act in (front.sitting.lock, lambda: front.sitting.ask("王芳", clerks.roll(desk))):
        act()
        settle()
        (dialog,) = shown(front, PasswordDialog)
        assert front.sitting.panel is None
        dialog.dismiss()


@pytest.fixture
def ask(front: Front, look, work, desk: Desk) -> Callable[[], tuple[ConfirmDialog, list[str]]]:
    def asked() -> tuple[ConfirmDialog, list[str]]:
        done: list[str] = []
        dialog = confirm_identity(
            look, front._window, work, desk,
            what="PF-2026-00012\n云裳服饰旗舰店", amount="¥629.00", verb="确认支付",
            on_done=lambda: done.append("paid"),
        )  # fmt: skip
        return dialog, done

    return asked


def words_of(dialog: ConfirmDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(one.text() for one in dialog.findChildren(QLabel))


def test_the_password_again_before_what_cannot_be_undone(ask, front: Front, settle) -> None:
    dialog, done = ask()
    told = words_of(dialog)
    assert all(words in told for words in ("PF-2026-00012\n云裳服饰旗舰店", "¥629.00", "不能撤回"))
    assert dialog.go.text() == "确认支付"
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    dialog.password.setText("falsch falsch")
    dialog.confirm()
    assert not dialog.go.isEnabled()
    settle()
    assert (dialog.isVisible(), dialog.field.refused, done) == (True, True, [])
    assert dialog.password.text() == "falsch falsch"
    dialog.password.setText(GOOD)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    settle()
    assert (shown(front, ConfirmDialog), done) == ([], ["paid"])


def test_an_empty_password_confirms_nothing(ask, settle, desk: Desk) -> None:
    dialog, done = ask()
    dialog.confirm()
    settle()
    assert (dialog.field.refused, done) == (True, [])
    dialog.dismiss()
    assert done == []


def test_wrong_ones_are_counted_and_bring_a_pause(ask, settle, desk: Desk) -> None:
    dialog, done = ask()
    dialog.password.setText("falsch falsch")
    for _try in range(5):
        dialog.confirm()
        settle()
    assert "30 秒" in dialog.field.note
    dialog.password.setText(GOOD)
    dialog.confirm()
    settle()
    assert done == []
    assert clerks.seat_of(desk, "陈晓雯").failures == 5


def test_who_has_no_password_can_set_one_there(ask, front: Front, desk: Desk, settle) -> None:
    with desk.writing() as session:
        session.connection().exec_driver_sql("UPDATE clerk SET password = NULL, password_at = NULL WHERE owner")
    dialog, done = ask()
    dialog.password.setText("irgendwas")
    dialog.confirm()
    settle()
    assert (done, dialog.bar.isVisible()) == ([], True)
    dialog.bar.acted.emit()
    (setting,) = shown(front, PasswordDialog)
    setting.new.setText(OTHER)
    setting.again.setText(OTHER)
    setting.confirm()
    settle()
    dialog.password.setText(OTHER)
    dialog.confirm()
    settle()
    assert done == ["paid"]


def test_the_eye_shows_what_was_typed(qtbot, ask) -> None:
    dialog, _done = ask()
    qtbot.mouseClick(dialog.password.eye, Qt.MouseButton.LeftButton)
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Normal
    dialog.dismiss()


def test_the_board_tells_what_happened_to_the_seats(front: Front, desk: Desk, settle) -> None:
    clerks.change_roles(desk, "王芳", [Role.FINANCE])
    clerks.unseat(desk, "王芳", "调离")
    clerks.seat_again(desk, "王芳")
    with pytest.raises(Refusal):
        clerks.verify(desk, "陈晓雯", "falsch falsch", cost=CHEAP)
    front.today.refresh()
    settle()
    told = [one.what for one in events(front.bell.seen.board)]
    assert told[:6] == [
        "密码输错：陈晓雯", "恢复席位：王芳", "离席：王芳", "修改职责：王芳", "设置密码：王芳", "设置密码：陈晓雯",
    ]  # fmt: skip


def test_a_long_list_scrolls_and_the_question_stays_in_sight(look, front: Front, work, desk: Desk) -> None:
    lines = "\n".join(f"PF-2026-{n:05d}" for n in range(60))
    dialog = confirm_identity(look, front._window, work, desk, what=lines, amount="¥9,629.00", on_done=lambda: None)
    QCoreApplication.processEvents()
    assert dialog.plate.height() < front._window.height() - 100
    for part in (dialog.go, dialog.password):
        corner = part.mapTo(front._window, part.rect().bottomRight())
        assert front._window.rect().contains(corner)


@pytest.fixture
def section(front: Front, settle) -> ClerksSection:
    front._window.registry.run("settings")
    settle()
    front.settings.open_section("clerks")
    settle()
    assert isinstance(front.settings.section, ClerksSection)
    return front.settings.section


def press(section: ClerksSection, name: str, settle) -> None:
    QCoreApplication.processEvents()  # what a layout was given a moment ago shows itself only then
    (button,) = [one for one in section.findChildren(Button) if one.accessibleName() == name and one.isVisible()]
    button.click()
    settle()


def test_somebody_is_added_and_given_a_password(section: ClerksSection, front: Front, desk: Desk, settle) -> None:
    section.more.click()
    dialog = section.edit(None)
    dialog.confirm()
    settle()
    assert dialog.fields["name"].refused
    dialog.name.setText("赵敏")
    dialog.confirm()
    settle()
    assert (dialog.fields["role"].refused, dialog.name.text()) == (True, "赵敏")
    dialog.roles.ticks["finance"].click()
    assert not dialog.fields["role"].refused
    dialog.confirm()
    settle()
    assert clerks.seat_of(desk, "赵敏").clerk.roles == {Role.FINANCE}
    press(section, "设置密码：赵敏", settle)
    (setting,) = shown(front, PasswordDialog)
    assert not setting.old.isVisible()
    setting.new.setText("赵敏123456")
    setting.again.setText("赵敏1234")
    setting.confirm()
    settle()
    assert setting.fields["again"].refused
    setting.again.setText("赵敏123456")
    setting.confirm()
    settle()
    assert setting.fields["password"].refused
    for entry in (setting.new, setting.again):
        entry.setText("fluss kiesel")
    setting.confirm()
    settle()
    assert shown(front, PasswordDialog) == []
    assert clerks.verify(desk, "赵敏", "fluss kiesel").name == "赵敏"


def test_ones_own_password_wants_the_present_one(section: ClerksSection, front: Front, desk: Desk, settle) -> None:
    press(section, "修改密码：陈晓雯", settle)
    (setting,) = shown(front, PasswordDialog)
    setting.old.setText("falsch falsch")
    for entry in (setting.new, setting.again):
        entry.setText("fluss kiesel")
    setting.confirm()
    settle()
    assert (setting.fields["old"].refused, setting.new.text()) == (True, "fluss kiesel")
    setting.old.setText(GOOD)
    setting.confirm()
    settle()
    assert clerks.verify(desk, "陈晓雯", "fluss kiesel")


def test_roles_change_and_ones_own_change_the_window(section: ClerksSection, front: Front, desk: Desk, settle) -> None:
    taken = seats_taken(front)
    press(section, "职责：王芳", settle)
    dialog = front._window.findChildren(type(section.edit(None)))[0]
    dialog.roles.ticks["admin"].click()
    dialog.confirm()
    settle()
    assert clerks.seat_of(desk, "王芳").clerk.roles == {Role.OFFICER, Role.ADMIN}
    assert taken == []
    own = section.edit(clerks.seat_of(desk, "陈晓雯"))
    own.roles.ticks["admin"].click()
    own.confirm()
    settle()
    assert [one.clerk.roles for one in taken] == [frozenset({Role.SUPERVISOR})]


def test_somebody_leaves_with_a_reason_and_may_come_back(section: ClerksSection, desk: Desk, settle, front) -> None:
    dialog = section.unseat(clerks.seat_of(desk, "王芳"))
    dialog.confirm()
    settle()
    assert dialog.field.refused
    dialog.why.setPlainText("调到徐汇")
    dialog.confirm()
    settle()
    assert (clerks.seat_of(desk, "王芳").active, last_act(desk)) == (False, "clerk.leave")
    press(section, "恢复席位：王芳", settle)
    assert clerks.seat_of(desk, "王芳").active


def test_the_settings_tell_who_signed_in_locked_and_unlocked(section: ClerksSection, front: Front, settle) -> None:
    assert not section.sittings.lines
    assert "没有密码的席位不登录" in section.sittings.none.text()
    front._window.registry.run("lock")
    settle()
    panel = front.sitting.panel
    assert panel is not None
    for password in ("河马", GOOD):
        panel.password.setText(password)
        panel.confirm()
        settle()
    section.arrive()
    settle()
    assert [one.act for one in section.sittings.lines] == ["clerk.unlock", "clerk.password_failed", "clerk.lock"]
    assert section.sittings.none.isHidden()
    who = section.sittings.who
    assert who.toolTip() == ""  # its words stand whole
    who.choose("王芳")
    section.sittings.arrive()
    settle()
    assert section.sittings.lines == ()


def test_the_owner_cannot_be_sent_away(section: ClerksSection) -> None:
    names = [one.accessibleName() for one in section.findChildren(Button)]
    assert "离席：王芳" in names
    assert "离席：陈晓雯" not in names


def test_only_an_admin_changes_others(look, front: Front, work, desk: Desk, settle, qtbot) -> None:  # noqa: PLR0917 -- fixtures
    made = ClerksSection(look, front._window, work, desk.acting_as("王芳"))
    qtbot.addWidget(made)
    made.show()
    made.arrive()
    settle()
    may = {one.accessibleName(): one.isEnabled() for one in made.findChildren(Button)}
    assert not any(may[name] for name in ("添加人员", "职责：王芳", "重设密码：陈晓雯", "职责：陈晓雯"))
    assert may["修改密码：王芳"]


@pytest.fixture
def begun(qtbot, look, settings, tmp_path) -> Iterator[Start]:
    made = Start(look, settings, Net(tmp_path / "logs"))
    yield made
    if made.front is not None:
        made.front.leave()
        qtbot.waitUntil(made.front.leave, timeout=20_000)
    made.end()
    if made.window is not None:
        made.window.may_leave = lambda: True
        made.window.close()
        made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def begin(begun: Start, qtbot) -> Callable[[Desk], Start]:
    def at(desk: Desk) -> Start:
        desk.close(backup=False)
        begun.begin(desk.path)
        qtbot.waitUntil(lambda: begun.front is not None and not begun.work.busy, timeout=20_000)
        return begun

    return at


def test_a_desk_whose_owner_has_a_password_opens_locked(begin, desk: Desk, qtbot) -> None:
    begun = begin(desk)
    panel = begun.front.sitting.panel
    assert panel.isVisible()
    assert panel.who.names == ["陈晓雯", "王芳"]
    panel.who.choose("王芳")
    panel.password.setText(OTHER)
    panel.confirm()
    before = begun.front
    qtbot.waitUntil(lambda: begun.front is not before and not begun.work.busy, timeout=20_000)
    assert begun.front.desk.clerk.name == begun.window.rail.person.name == "王芳"
    for page in (begun.front.today, begun.front.cases, begun.front.case):
        assert page._desk.clerk.name == "王芳" if hasattr(page, "_desk") else True
    assert begun.front.sitting.panel is None
    assert "letterhead" in [one.key for one in begun.window.registry.handled()]


def test_with_an_owner_alone_and_no_password_the_window_opens_as_ever(begin, tmp_path) -> None:
    alone = create(tmp_path / "alone", "浦东联络点", clock=wall_clock, owner="陈晓雯")
    begun = begin(alone)
    assert begun.front.sitting.panel is None
    assert begun.window.current == "today"


def test_a_draft_outlives_the_change_of_seats(begin, tmp_path, qtbot) -> None:
    practice = create(tmp_path / "practice", "演练", practice=True, clock=wall_clock, owner="陈晓雯")
    clerks.add(practice, "王芳", [Role.OFFICER])
    begun = begin(practice)
    assert begun.front.sitting.panel is None
    dialog = begun.front.new_case()
    assert isinstance(dialog, IntakeDialog)
    dialog.form.fields["facts"].editor.setPlainText("羊绒衫起球，要求退款。")
    before = begun.front
    begun.front.sitting.ask("王芳", clerks.roll(begun.front.desk))
    qtbot.waitUntil(lambda: begun.front is not before and not begun.work.busy, timeout=20_000)
    assert begun.front.desk.clerk.name == "王芳"
    assert drafts.kept(begun.front.desk) == ()
    (kept,) = drafts.kept(begun.front.desk.acting_as("陈晓雯"))
    assert "羊绒衫起球" in str(dict(kept.values))


def test_a_practice_desk_lets_anybody_sit_down_and_only_asks_again(begin, tmp_path, look, qtbot) -> None:
    practice = create(tmp_path / "practice", "演练", practice=True, clock=wall_clock, owner="陈晓雯")
    begun = begin(practice)
    done: list[str] = []
    dialog = confirm_identity(
        look, begun.window, begun.work, begun.front.desk, what="一件事", verb="确认", on_done=lambda: done.append("ja")
    )
    assert not dialog.password.isVisible()
    assert dialog.no.hasFocus() or dialog.first is dialog.no
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert done == []
    dialog.go.click()
    qtbot.waitUntil(lambda: done == ["ja"], timeout=20_000)
    begun.front.sitting.lock()
    qtbot.waitUntil(lambda: begun.front.sitting.panel is not None, timeout=20_000)
    begun.front.sitting.panel.confirm()
    qtbot.waitUntil(lambda: begun.front.sitting.panel is None, timeout=20_000)
    assert begun.code == start.DONE


def test_files_of_a_second_start_wait_until_somebody_signed_in(begin, desk: Desk, qtbot) -> None:
    begun = begin(desk)
    begun._come_forward([str(SHEET), "/nowhere/else.xlsx"])
    assert begun.window.findChildren(ImportDialog) == []
    panel = begun.front.sitting.panel
    panel.who.choose("陈晓雯")
    panel.password.setText(GOOD)
    panel.confirm()
    qtbot.waitUntil(lambda: len(begun.window.findChildren(ImportDialog)) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: not begun.work.busy, timeout=20_000)

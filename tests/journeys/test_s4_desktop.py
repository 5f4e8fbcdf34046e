"""S4 through the real window: the online settlement fails, the regulator mediates and ends it, the case is closed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

from odrdesk.desktop import fonts
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.forms import step_words
from odrdesk.desktop.front import Front, build
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.window import Window
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, State, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.places import resource
from odrdesk.services import cases, intake
from odrdesk.services.desk import Desk, create
from odrdesk.text import set_language


class Clock:
    def __init__(self) -> None:
        self.set(6, 5)

    def set(self, month: int, day: int) -> None:
        self.now = datetime(2026, month, day, 10, tzinfo=SHANGHAI).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


class Officer:
    """Somebody who works on one case: takes a step with what its dialog is told."""

    def __init__(self, qtbot, window: Window, front: Front, desk: Desk, number: str) -> None:
        self.qtbot, self.window, self.front, self.desk, self.number = qtbot, window, front, desk, number

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.front.work.busy, timeout=30_000)

    def dialog(self) -> StepDialog:
        return next(one for one in self.window.findChildren(StepDialog) if one.isVisible())

    def take(self, step: Step, **told: str) -> StepDialog:
        """Fill the fields and press the button; the dialog is gone when the step was taken."""
        page = self.front.case
        page.refresh()
        self.settle()
        page.take(step)
        dialog = self.dialog()
        for name, words in told.items():
            field = dialog.form.fields.get(name)
            if field is None:
                dialog.form.ticks[name].setChecked(True)
            elif hasattr(field.editor, "choose"):
                field.editor.choose(words)
            elif hasattr(field.editor, "setPlainText"):
                field.editor.setPlainText(words)
            else:
                field.editor.setText(words)
        dialog.confirm()
        self.settle()
        return dialog

    @property
    def state(self) -> State:
        return cases.view(self.desk, self.number).case.state

    def due(self, rule: str) -> date:
        clock = cases.view(self.desk, self.number).case.clock(rule)
        assert clock is not None
        return clock.due


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    return create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈晓雯")


@pytest.fixture(params=["zh_CN", "en"])
def spoken(request) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("zh_CN")


@pytest.fixture
def number(desk: Desk, clock: Clock) -> str:
    fryer = Complaint(
        channel=Channel.ODR12315,
        channel_no="3101150000000202606051234",
        received_at=clock.now,
        pushed_at=clock.now,
        consumer=Consumer("李某", "13912345678"),
        merchant=Merchant("上海浦江好物电子商务有限公司"),
        order=Order(no="692011582274009999", goods="空气炸锅", paid=Fen(45900)),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        claimed=Fen(45900),
        facts="使用中起火，商家否认质量问题。",
    )
    return intake.register(desk, fryer).value.case.number


@pytest.fixture
def officer(qtbot, qapp: QApplication, desk: Desk, tmp_path: Path, number: str) -> Iterator[Officer]:
    qapp.setStyle("Fusion")
    look = Look(
        qapp, icons=resource("icons"), style=resource("theme", "app.qss"), family=fonts.choose(resource("fonts"))
    )
    look.wear(Mode.LIGHT)
    window, front = build(desk, look, QSettings(str(tmp_path / "ui.ini"), QSettings.Format.IniFormat))
    window.resize(1280, 720)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    somebody = Officer(qtbot, window, front, desk, number)
    somebody.settle()
    window.go("case")
    front.case.open_case(number)
    somebody.settle()
    yield somebody
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=30_000)
    assert front.work.finish()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


def test_s4_every_branch_of_it_can_be_reached(spoken: str, officer: Officer, clock: Clock) -> None:
    consequences: list[str] = []

    def take(step: Step, **told: str) -> None:
        consequences.append(step_words.consequence(step))
        officer.take(step, **told)

    clock.set(6, 8)
    take(Step.ACCEPT)
    assert officer.due("R-ODR") == date(2026, 6, 22)
    take(Step.ASSIGN)
    assert officer.state is State.NEGOTIATING

    clock.set(6, 23)
    take(Step.FAIL, why="商家否认缺陷")
    assert officer.state is State.FAILED
    take(Step.TO_REGULATOR, to="浦东新区市场监管局", focus="是否存在缺陷", materials="订单\n照片", contact="陈晓雯")
    assert officer.due("R-REG-ACC") == date(2026, 7, 2)

    clock.set(6, 30)
    take(Step.EXT_ACCEPTED)
    assert officer.due("R-REG-MED-121") == date(2026, 8, 31)
    clock.set(7, 6)
    take(Step.APPRAISAL_START)
    clock.set(7, 24)
    take(Step.APPRAISAL_REPORT)
    assert officer.due("R-REG-MED-121") == date(2026, 9, 16)

    clock.set(9, 16)
    take(Step.EXT_TERMINATED, ground="5")
    assert officer.state is State.EXT_DONE
    assert officer.due("R-REG-TERM") == date(2026, 9, 24)

    clock.set(9, 24)
    dialog = officer.take(Step.CLOSE, why="外部已结")
    assert officer.state is State.EXT_DONE
    dialog.form.ticks["missing_acknowledged"].click()
    dialog.confirm()
    officer.settle()
    assert officer.state is State.CLOSED
    # What each step brings about is said, in the language spoken.
    assert all(consequences)
    chinese = [any("\u4e00" <= letter <= "\u9fff" for letter in words) for words in consequences]
    assert all(chinese) if spoken == "zh_CN" else not any(chinese)

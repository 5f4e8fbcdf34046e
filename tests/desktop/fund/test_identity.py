"""On a desk that is no practice one, a batch is decided by who proves once more who he is: once for all of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.password import ConfirmDialog
from odrdesk.desktop.front import Front
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, prepayments
from odrdesk.services.desk import Desk, create

PASSWORD = "三棵树 一条河 两只鹅"


@pytest.fixture
def desk(tmp_path: Path, clock) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=False, clock=clock, owner="陈晓雯")
    people = {"周启航": Role.OFFICER, "顾明谦": Role.SUPERVISOR, "沈佳": Role.FINANCE, "金岚": Role.FINANCE}
    for name, role in people.items():
        clerks.add(made, name, (role,))
    clerks.set_password(made, "顾明谦", PASSWORD)
    yield made
    made.close(backup=False)


def test_one_password_decides_the_batch_and_a_wrong_one_nothing(
    sit_down: Callable[..., Front], claims, settle: Callable[[], None]
) -> None:
    for yuan in ("100.00", "200.00"):
        claims.waiting(yuan)
    front = sit_down("顾明谦")
    front.fund.approve()
    settle()
    for _claim in range(2):
        QTest.keyClick(front._window.focusWidget(), Qt.Key.Key_Y)
    dialog = next(one for one in front._window.findChildren(ConfirmDialog) if one.isVisible())
    assert dialog.password.isVisible()
    dialog.password.setText("猜的密码猜的密码")
    dialog.confirm()
    settle()
    assert dialog.field.refused
    assert prepayments.overview(claims.desk).waiting == 2
    dialog.password.setText(PASSWORD)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    settle()
    assert prepayments.overview(claims.desk).waiting == 0
    assert prepayments.overview(claims.desk).to_pay == 2

"""导出备查账 from the window: period, form, place; what is wrong is said beside its field and nothing typed is lost."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from odrdesk.desktop.dialogs.export_ledger import ALL, ExportLedgerDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.window import Window
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, fund
from odrdesk.services.desk import Desk, create

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    fund.allocate(made, Fen(1_000_000))
    fund.deposit(made, "浦江好物旗舰店", Fen(30_000))
    yield made
    made.close(backup=False)


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def dialog(qtbot, settings, work, hub, desk, look, settle, heard) -> Iterator[ExportLedgerDialog]:  # noqa: PLR0917 -- fixtures
    window = Window(look, settings)
    front = Front(look, window, settings, work=work, hub=hub, desk=desk)
    window.resize(1280, 800)
    window.show()
    settle()
    assert window.registry.run("export_ledger")
    made = next(one for one in window.findChildren(ExportLedgerDialog) if one.isVisible())
    yield made
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert heard.bugs == []
    del front


@pytest.fixture
def done(dialog) -> list[object]:
    found: list[object] = []
    dialog.exported.connect(found.append)
    return found


def test_a_workbook_is_written_where_one_says(dialog, done, settle, tmp_path) -> None:
    path = tmp_path / "账.xlsx"
    asked = []
    dialog.choose_file = lambda name: asked.append(name) or str(path)
    dialog.go.click()
    settle()
    assert asked == ["先行赔付备查账.xlsx"]
    assert path.read_bytes().startswith(b"PK")
    (exported,) = done
    assert (exported.vouchers, exported.debit) == (2, 1_030_000)
    assert exported.accounts[Account.FUND_BANK] == 1_000_000


@pytest.mark.parametrize(
    ("key", "name", "begins"),
    [
        ("trial", "先行赔付备查账-试算平衡表.csv", "\ufeff科目编号"),
        ("beancount", "先行赔付备查账.beancount", ";; 浦东联络点"),
        ("hledger", "先行赔付备查账.journal", "; 浦东联络点"),
    ],
)
def test_every_form_has_its_name_and_its_content(dialog, settle, tmp_path, key, name, begins) -> None:  # noqa: PLR0917
    asked = []
    dialog.choose_file = lambda told: asked.append(told) or str(tmp_path / told)
    dialog.form.choose(key)
    dialog.go.click()
    settle()
    assert asked == [name]
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


def test_all_of_them_go_into_a_folder_and_never_over_what_is_there(dialog, done, settle, tmp_path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "20261123-20261123-trial.csv").write_text("mine", "utf-8")
    dialog.choose_folder = lambda: str(folder)
    dialog.form.choose(ALL)
    dialog.go.click()
    settle()
    assert done == []
    assert dialog.isVisible()
    assert "已经存在" in dialog.bar.words
    assert [path.name for path in folder.iterdir()] == ["20261123-20261123-trial.csv"]
    (folder / "20261123-20261123-trial.csv").unlink()
    dialog.go.click()
    settle()
    assert len(list(folder.iterdir())) == 6
    assert len(done) == 1


def test_days_the_wrong_way_round_are_said_beside_the_field(dialog, settle, tmp_path) -> None:
    dialog.choose_file = lambda name: str(tmp_path / name)
    dialog.since.setText("2026-11-23")
    dialog.until.setText("2026-11-01")
    dialog.go.click()
    settle()
    assert dialog.fields["to"].refused
    assert dialog.since.text() == "2026-11-23"
    dialog.until.setText("gestern")
    dialog.go.click()
    assert dialog.fields["to"].refused
    assert list(tmp_path.glob("*.xlsx")) == []


def test_leaving_the_choice_of_the_place_leaves_all_as_it_was(dialog, settle) -> None:
    dialog.choose_file = lambda _name: ""
    dialog.go.click()
    settle()
    assert dialog.isVisible()
    assert dialog.go.isEnabled()


def test_who_may_not_export_hears_it(dialog, desk, settle, tmp_path, work) -> None:
    clerks.add(desk, "李登记", [Role.INTAKE])
    dialog._desk = desk.acting_as("李登记")
    dialog.choose_file = lambda name: str(tmp_path / name)
    dialog.go.click()
    settle()
    assert dialog.bar.words
    assert list(Path(tmp_path).glob("*.xlsx")) == []

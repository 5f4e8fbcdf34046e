"""设置 › 核验密钥: keys are shown, handed out, taken in and changed."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.pages.settings_keys import KeysSection
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.window import Window
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, Role, Step
from odrdesk.services import clerks, intake, papers, proof_keys, steps
from odrdesk.services.desk import Desk, create

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def issue(desk: Desk) -> None:
    told = Complaint(
        channel=Channel.PHONE,
        received_at=NOW,
        consumer=Consumer("张某", "13812345678"),
        merchant=Merchant("甲公司"),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts="开胶。",
    )
    number = intake.register(desk, told).value.case.number
    steps.take_step(desk, number, Step.ACCEPT, {})
    papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE)


@pytest.fixture
def section(qtbot, window: Window, work, desk, settle) -> KeysSection:
    made = KeysSection(window._look, window, work, desk)
    qtbot.addWidget(made)
    made.arrive()
    settle()
    return made


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Label))


def shown(section: KeysSection) -> str:
    return section.reader.toPlainText()


def test_before_the_first_paper_there_is_nothing_to_hand_out(section) -> None:
    assert "还没有密钥" in shown(section)
    assert not section.export.isEnabled()
    assert not section.page.isEnabled()


def test_keys_and_page_are_written_and_others_keys_taken_in(section, desk, settle, tmp_path) -> None:
    issue(desk)
    section.arrive()
    settle()
    (own,) = proof_keys.known(desk)
    assert f"{own.kid}（现用）" in shown(section)
    section.write_keys(tmp_path / "公钥.json")
    section.write_page(tmp_path / "核验.html")
    settle()
    assert own.kid.encode() in (tmp_path / "核验.html").read_bytes()
    other = create(tmp_path / "other", "别处", practice=True, clock=lambda: NOW)
    issue(other)
    proof_keys.export(other, tmp_path / "别处.json")
    other.close(backup=False)
    section.take_in(tmp_path / "别处.json")
    settle()
    assert "别处" in shown(section)
    assert len(proof_keys.known(desk)) == 2
    (tmp_path / "坏.json").write_text("{}")
    section.take_in(tmp_path / "坏.json")
    settle()
    assert "不是核验公钥文件" in said(section.bar)


def test_a_change_needs_its_reason_and_a_second_look(section, desk, settle, window) -> None:
    issue(desk)
    section.change()
    assert section.fields["why"].refused
    section.why.setText("定期更换")
    section.change()
    from odrdesk.desktop.dialogs.password import ConfirmDialog

    dialog = window.findChild(ConfirmDialog)
    assert dialog is not None
    assert "私钥" in said(dialog)
    section._rotate()
    settle()
    keys = proof_keys.known(desk)
    assert [one.retired_at is None for one in keys] == [False, True]
    assert section.why.text() == ""


def test_only_an_admin_changes_and_takes_in(qtbot, window, look, work, desk) -> None:
    clerks.add(desk, "周启航", [Role.OFFICER])
    made = KeysSection(look, window, work, desk.acting_as("周启航"))
    qtbot.addWidget(made)
    assert not made.take.isEnabled()
    assert not made.rotate.isEnabled()

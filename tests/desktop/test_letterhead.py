"""Who the papers come from: typed once, kept on the desk, printed on what is issued afterwards."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from odrdesk.desktop.dialogs.letterhead import LetterheadDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.pages.settings_printing import PrintingSection
from odrdesk.desktop.window import Window
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, Role, Step
from odrdesk.services import clerks, intake, papers, steps
from odrdesk.services import settings as desk_settings
from odrdesk.services.desk import Desk, create
from odrdesk.text import set_language

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TYPED = {
    "organisation": "上海悦播网络科技有限公司",
    "point": "张江消费维权站",
    "address": "上海市浦东新区张杨路 3588 号",
    "phone": "021-5888 0315",
    "code": "91310115MA6Y3Y7XGM",
}
KEPT = {f"letterhead.{key}": text for key, text in TYPED.items()}


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    yield
    set_language("zh_CN")


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东联络点", clock=lambda: NOW, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def front(qtbot, settings, work, hub, desk, look, settle, heard) -> Iterator[Front]:  # noqa: PLR0917 -- fixtures
    window = Window(look, settings)
    made = Front(look, window, settings, work=work, hub=hub, desk=desk)
    window.resize(1280, 800)
    window.show()
    settle()
    yield made
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert heard.bugs == []


@pytest.fixture
def ask(front: Front, settle) -> Callable[[], LetterheadDialog]:
    """Opens the dialog by its command and waits until what is kept is shown."""

    def opened() -> LetterheadDialog:
        window = front._window
        assert window.registry.run("letterhead")
        settle()
        (dialog,) = [one for one in window.findChildren(LetterheadDialog) if one.isVisible()]
        return dialog

    return opened


def type_all(dialog: LetterheadDialog, texts: dict[str, str]) -> None:
    """As an input method does: a word at a time."""
    for key, text in texts.items():
        dialog.entries[key].insert(text)


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def accepted(desk: Desk) -> str:
    draft = Complaint(
        channel=Channel.PHONE,
        received_at=NOW,
        consumer=Consumer("王秀英", phone="13812345678"),
        merchant=Merchant("云裳服饰旗舰店"),
        order=Order(goods="羊绒衫", paid=Fen(89_700), bought_on=date(2026, 9, 1)),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts="羊绒衫与宣传不符，要求退款。",
    )
    number = intake.register(desk, draft).value.case.number
    steps.take_step(desk, number, Step.ACCEPT, {})
    return number


def test_what_was_typed_is_kept_and_shown_again(qtbot, ask, desk: Desk, settle) -> None:
    dialog = ask()
    type_all(dialog, TYPED)
    with qtbot.waitSignal(dialog.saved):
        press(qtbot, dialog.save)
    assert desk_settings.read(desk, "letterhead.") == KEPT
    settle()
    again = ask()
    assert {key: entry.text() for key, entry in again.entries.items()} == TYPED


def test_a_notice_issued_afterwards_carries_it(qtbot, ask, desk: Desk) -> None:
    dialog = ask()
    type_all(dialog, TYPED)
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(dialog.entries["code"], Qt.Key.Key_Return)
    pdf = papers.issue(desk, accepted(desk), PaperKind.ACCEPTANCE_NOTICE).value.pdf
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace(" ", "")
    lacking = [key for key in ("organisation", "point", "phone", "address") if TYPED[key].replace(" ", "") not in text]
    assert lacking == []


def test_a_code_mistyped_is_refused_beside_its_field(qtbot, ask, desk: Desk) -> None:
    dialog = ask()
    type_all(dialog, {**TYPED, "code": "91310115MA6Y3Y7XGN"})
    press(qtbot, dialog.save)
    assert "校验位不对" in dialog.fields["code"].note
    assert not dialog.fields["phone"].refused
    assert (dialog.isVisible(), desk_settings.read(desk, "letterhead.")) == (True, {})


def test_a_phone_without_its_area_code_is_refused_beside_its_field(qtbot, ask, desk: Desk) -> None:
    dialog = ask()
    type_all(dialog, {"phone": "58880315"})
    press(qtbot, dialog.save)
    assert "座机请加区号" in dialog.fields["phone"].note
    assert desk_settings.read(desk, "letterhead.") == {}


def test_full_width_and_small_letters_are_kept_plain(qtbot, ask, desk: Desk) -> None:
    dialog = ask()
    type_all(dialog, {"code": "９１３１０１１５ma6y 3y7xgm", "phone": "０２１-5888 0315"})
    with qtbot.waitSignal(dialog.saved):
        press(qtbot, dialog.save)
    assert desk_settings.read(desk, "letterhead.") == {
        "letterhead.code": "91310115MA6Y3Y7XGM",
        "letterhead.phone": "021-5888 0315",
    }


def test_an_emptied_field_is_taken_away(qtbot, ask, desk: Desk) -> None:
    desk_settings.change(desk, KEPT)
    dialog = ask()
    dialog.entries["code"].clear()
    with qtbot.waitSignal(dialog.saved):
        press(qtbot, dialog.save)
    assert desk_settings.read(desk, "letterhead.") == {k: v for k, v in KEPT.items() if k != "letterhead.code"}


def test_who_is_no_admin_is_told_so_and_nothing_is_kept(  # noqa: PLR0917 -- fixtures
    qtbot, look, window, work, desk: Desk, settle
) -> None:
    clerks.add(desk, "周启航", [Role.OFFICER])
    window.show()
    dialog = LetterheadDialog(look, window, work, desk.acting_as("周启航"))
    window.cover(dialog, dialog.first)
    settle()
    type_all(dialog, TYPED)
    press(qtbot, dialog.save)
    settle()
    assert dialog.bar.isVisible()
    assert "管理员" in dialog.bar.accessibleName()
    assert (dialog.save.isEnabled(), desk_settings.read(desk, "letterhead.")) == (True, {})


def test_settings_lead_there_and_back(qtbot, front: Front, settle) -> None:
    window = front._window
    assert window.registry.run("settings")
    front.settings.open_section("printing")
    settle()  # a section comes into view a moment after it was chosen
    (printing,) = window.findChildren(PrintingSection)
    press(qtbot, printing.head)
    settle()
    (dialog,) = window.findChildren(LetterheadDialog)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), printing.isVisible()) == (False, True)


def test_in_english_it_speaks_english(qtbot, ask) -> None:
    set_language("en")
    assert ask().title.text() == "Organisation and letterhead"

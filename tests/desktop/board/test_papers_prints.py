"""What is told of a print wherever it began: from a case's preview, stopped half-way; and a certificate that signs."""

import runpy
from datetime import UTC, datetime
from pathlib import Path

import pytest

from odrdesk.desktop.dialogs.paper_certificate import CertificateDialog
from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.dialogs.print_out import PrintDialog
from odrdesk.desktop.print_habits import Habit
from odrdesk.desktop.printing import Printed, Wish
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import papers

MADE = runpy.run_path(str(Path(__file__).resolve().parents[2] / "documents" / "certificates.py"))
LONG = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC))
FIRM = "上海浦江直播电子商务有限公司"


@pytest.fixture
def issued(desk, register) -> list[papers.Issued]:
    numbers = [register("王秀英", taken=True), register("赵一凡", taken=True)]
    return [papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE).value for number in numbers]


@pytest.fixture
def front(issued, open_front):
    del issued
    return open_front()


@pytest.fixture
def over(front, settle):
    def find(kind):
        settle()
        return next(one for one in front._window.findChildren(kind) if one.isVisible())

    return find


@pytest.fixture
def prints(desk):
    return lambda paper: [(one.copies, one.pages) for one in papers.history(desk, paper.id).life.prints]


def test_a_print_from_the_preview_of_a_case_is_logged_and_told(  # noqa: PLR0917 -- fixtures
    front, issued, over, settle, desk, prints, tmp_path: Path
) -> None:
    papers.printed(desk, issued[0].id, "HP-3F")
    front.open_case(papers.history(desk, issued[0].id).case)
    settle()
    front.case.deeds.preview(front.case.sight, issued[0].id)
    preview = over(PreviewDialog)
    assert preview.sheet.prints == 1
    preview.print.click()
    dialog = over(PrintDialog)
    dialog.copies.setText("1")
    dialog.choose_file = lambda _name: str(tmp_path / "again.pdf")
    dialog.confirm()
    settle()
    assert len(prints(issued[0])) == 2
    assert preview.sheet.prints == 2


@pytest.mark.parametrize(
    ("sides", "first", "second"),
    [((0, 0), [], []), ((1, 0), [(1, 1)], []), ((4, 1), [(2, 2)], [(1, 1)]), ((3, 0), [(1, 2)], [])],
)
def test_a_stopped_job_is_logged_as_far_as_it_came(  # noqa: PLR0917 -- the fixtures and the case
    front, issued, over, settle, prints, sides, first, second
) -> None:
    front.papers.print([one.id for one in issued])
    dialog = over(PrintDialog)
    dialog._used, dialog._wish = Habit("HP-3F", copies=2), Wish(copies=2)
    dialog._spooled(Printed(sum(sides), sides, stopped=True, onto=""))
    settle()
    assert (prints(issued[0]), prints(issued[1])) == (first, second)
    assert dialog.isVisible()  # one may go on from here


def test_an_officer_signs_a_paper_with_a_certificate(  # noqa: PLR0917 -- fixtures
    front, issued, over, settle, desk, tmp_path: Path
) -> None:
    front._window.registry.run("papers")
    settle()
    file = tmp_path / "单位证书.p12"
    file.write_bytes(MADE["authority"]("练习根证书").p12(FIRM, "correct horse", *LONG))
    front.papers.do("certificate", (issued[0].id,))
    dialog = over(CertificateDialog)
    dialog.confirm()
    assert dialog.fields["p12"].refused
    dialog.file.take(file)
    dialog.passphrase.setText("wrong one")
    dialog.confirm()
    settle()
    assert dialog.isVisible()
    assert dialog.passphrase.text() == ""
    assert dialog.fields["passphrase"].refused
    dialog.passphrase.setText("correct horse")
    dialog.confirm()
    settle()
    (signed,) = papers.history(desk, issued[0].id).life.signed
    assert signed.by == FIRM
    assert any(FIRM in toast.accessibleName() for toast in front._window.toasts.standing)

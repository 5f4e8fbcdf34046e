"""Notes for the desk, looks at personal data and the record taken out: each leaves a trace, none changes the case."""

import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Role, State
from odrdesk.services import case_looks, cases, clerks, intake, upkeep
from odrdesk.services.case_looks import Seen
from tests.services.phone_case import DRAFT, made


@pytest.fixture
def desk(tmp_path):
    desk = made(tmp_path)
    yield desk
    desk.close(backup=False)


@pytest.fixture
def number(desk) -> str:
    return intake.register(desk, DRAFT).value.case.number


def last(desk, number):
    return cases.view(desk, number).record[-1].entry


def refused(call, *args) -> Refusal:
    with pytest.raises(Refusal) as no:
        call(*args)
    return no.value


def test_a_note_is_no_contact_and_can_be_taken_back(desk, number) -> None:
    before = cases.view(desk, number).case
    seq = case_looks.note(desk, number, " 孩子 310115201701012340 的事，先问监护人 ").value
    entry = last(desk, number)
    assert (entry.act, "201701012340" in entry.facts["content"]) == ("case.note", False)
    assert cases.view(desk, number).case == before
    case_looks.withdraw_note(desk, number, seq)
    assert (last(desk, number).act, last(desk, number).facts) == ("case.note_withdrawn", {"of": seq})
    assert cases.view(desk, number).case.state is State.REGISTERED


def test_what_is_no_note_or_not_ones_own_is_refused(desk, number) -> None:
    clerks.add(desk, "王芳", [Role.OFFICER])
    clerks.add(desk, "审计", [Role.AUDITOR])
    seq = case_looks.note(desk, number, "记一笔").value
    assert refused(case_looks.withdraw_note, desk.acting_as("王芳"), number, seq).code == "clerk.not_allowed"
    assert refused(case_looks.note, desk.acting_as("审计"), number, "x").code == "clerk.not_allowed"
    assert refused(case_looks.withdraw_note, desk, number, 1).code == "note.unknown"
    assert refused(case_looks.note, desk, number, "  ").code == "note.empty"
    assert refused(case_looks.note, desk, number, "字" * 2_001).code == "note.long"
    assert refused(case_looks.note, desk, "ODR-2026-09999", "x").code == "dispute.unknown"


def test_who_saw_the_consumers_data_is_recorded(desk, number) -> None:
    case_looks.reveal(desk, number, Seen.COPIED)
    assert (last(desk, number).act, last(desk, number).facts) == ("consumer.reveal", {"what": "copied"})


def test_the_record_goes_out_whole_and_says_so(desk, number, tmp_path) -> None:
    out = tmp_path / "audit.csv"
    case_looks.take_out_record(desk, number, out, ["操作"], [["=1+1"], ["登记"]])
    assert out.read_text("utf-8-sig").splitlines() == ["操作", "'=1+1", "登记"]
    entry = last(desk, number)
    assert (entry.act, entry.facts["rows"], entry.facts["file"]) == ("record.export", 2, "audit.csv")


def test_the_desk_is_sound_afterwards(desk, number) -> None:
    case_looks.note(desk, number, "记一笔")
    case_looks.reveal(desk, number, Seen.SHOWN)
    assert upkeep.check(desk, thorough=True) == ()

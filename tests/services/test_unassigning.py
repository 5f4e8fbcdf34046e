"""An assignment of a dispute that had nobody goes back to nobody, as a correction of that assignment only."""

import pytest

from odrdesk.domain import replay
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Role, State, Step
from odrdesk.services import cases, clerks, intake, many, upkeep
from odrdesk.services.past import setting_of
from odrdesk.services.steps import take_step
from tests.services.phone_case import DRAFT, made


@pytest.fixture
def desk(tmp_path):
    desk = made(tmp_path)
    clerks.add(desk, "王芳", [Role.OFFICER])
    clerks.add(desk, "周启航", [Role.OFFICER])
    yield desk
    desk.close(backup=False)


@pytest.fixture
def number(desk) -> str:
    return intake.register(desk, DRAFT).value.case.number


def assign(desk, number: str, name: str) -> None:
    take_step(desk, number, Step.ASSIGN, {"officer": name})


def refused(desk, number: str) -> str:
    with pytest.raises(Refusal) as no:
        many.unassign(desk, number, "撤销指派")
    return no.value.code


def test_nobody_has_it_again_and_the_record_gives_it_back(desk, number) -> None:
    assign(desk, number, "王芳")
    many.unassign(desk, number, "撤销指派")
    view = cases.view(desk, number)
    assert (view.case.officer, view.case.state) == (None, State.REGISTERED)
    with desk.reading() as session:
        setting = setting_of(session, desk)
    stages = list(replay.stages(view.record, setting))
    assert [stage.case.officer for stage in stages][-3::2] == [None, None]
    assert not replay.differing(stages[-1].case, view.case)
    assert upkeep.check(desk, thorough=True) == ()
    assert refused(desk, number) == "assign.overtaken", "nobody was assigned any more"
    assign(desk, number, "周启航")
    many.unassign(desk, number, "撤销指派")
    assert cases.view(desk, number).case.officer is None


def test_an_officer_before_or_a_step_since_leaves_it_as_it_is(desk, number) -> None:
    assert refused(desk, number) == "assign.overtaken"
    assign(desk, number, "王芳")
    assign(desk, number, "周启航")
    assert refused(desk, number) == "assign.overtaken", "that of 周启航 followed one of 王芳"


def test_a_contact_since_was_the_officers(desk, number) -> None:
    assign(desk, number, "王芳")
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "已告知"})
    assert refused(desk, number) == "assign.overtaken"


def test_who_may_not_assign_may_not_take_it_back(desk, number) -> None:
    assign(desk, number, "王芳")
    clerks.add(desk, "李静", [Role.INTAKE])
    with pytest.raises(Refusal) as no:
        many.unassign(desk.acting_as("李静"), number, "撤销指派")
    assert no.value.code == "step.role"


def test_one_that_went_on_is_left_and_the_rest_go_back(desk, number) -> None:
    assign(desk, number, "王芳")
    with pytest.raises(Refusal) as no:
        many.assign_back(desk, {number: None}, "撤销指派", given="周启航")
    assert no.value.code == "assign.overtaken"
    assert many.assign_back(desk, {number: None}, "撤销指派", given="王芳").value == 1
    assert many.assign_back(desk, {number: "王芳"}, "重做", given="").value == 1

"""A paper says what the draft said that a person looked at; where the case changed since, nothing is issued."""

import pytest

from odrdesk.documents.facts import Recipient
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Step
from odrdesk.services import cases, lists, paper_batch, papers
from odrdesk.services.desk import Desk
from odrdesk.services.paper_batch import Job
from tests.services.test_issuing import accepted, clock, desk
from tests.services.test_papers import ACCEPTANCE, Hand, take

__all__ = ["clock", "desk"]


def correct(desk: Desk, number: str) -> None:
    take(desk, number, Step.CORRECT, field="order.goods", value="羊毛围巾", why="写错")


def test_what_was_looked_at_is_issued(desk: Desk, clock: Hand) -> None:
    number = accepted(desk, clock)
    draft = papers.draft(desk, number, ACCEPTANCE)
    assert draft.content is not None
    assert not papers.issue(desk, number, ACCEPTANCE, expected=draft.digest).value.again


def test_a_case_that_changed_since_its_draft_takes_no_number(desk: Desk, clock: Hand) -> None:
    number = accepted(desk, clock)
    draft = papers.draft(desk, number, ACCEPTANCE)
    correct(desk, number)
    with pytest.raises(Refusal) as no:
        papers.issue(desk, number, ACCEPTANCE, expected=draft.digest)
    assert (no.value.code, no.value.data["number"]) == ("paper.changed_since", number)
    assert cases.view(desk, number).papers == ()
    again = papers.draft(desk, number, ACCEPTANCE)
    assert papers.issue(desk, number, ACCEPTANCE, expected=again.digest).value.number


def test_a_step_that_the_paper_does_not_tell_of_stops_no_paper(desk: Desk, clock: Hand) -> None:
    number = accepted(desk, clock)
    draft = papers.draft(desk, number, ACCEPTANCE)
    take(desk, number, Step.CONTACT, mode="电话", **{"with": "merchant"}, content="商家同意退款")
    assert papers.issue(desk, number, ACCEPTANCE, expected=draft.digest).value.number


def test_a_further_copy_is_that_of_the_paper_it_was_asked_of(desk: Desk, clock: Hand) -> None:
    number = accepted(desk, clock)
    papers.issue(desk, number, ACCEPTANCE)
    further = papers.draft(desk, number, ACCEPTANCE, copy=Recipient.MERCHANT)
    assert further.content is None
    correct(desk, number)
    with pytest.raises(Refusal) as no:
        papers.issue(desk, number, ACCEPTANCE, copy=Recipient.MERCHANT, expected=further.digest)
    assert no.value.code == "paper.changed_since"


def test_a_batch_leaves_out_the_case_that_changed_since_it_was_chosen(desk: Desk, clock: Hand, tmp_path) -> None:
    numbers = [accepted(desk, clock, f"31011500000002026093012{place}") for place in "34"]
    keys = [cases.view(desk, number).case.key for number in numbers]
    seen = lists.versions(desk, keys)
    assert list(seen) == numbers
    correct(desk, numbers[0])
    done = paper_batch.run(desk, Job(ACCEPTANCE, tuple(numbers), tmp_path / "out", seen=seen)).value
    assert [line.refusal.code for line in done.refused if line.refusal] == ["paper.changed_since"]
    assert [line.case for line in done.done] == [numbers[1]]

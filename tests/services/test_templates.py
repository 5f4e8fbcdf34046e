"""Versions of templates: one drafts, another releases, nothing is deleted; a paper keeps its version."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
import sqlalchemy as sa

from odrdesk.documents.facts import Mark
from odrdesk.documents.sample_facts import sample
from odrdesk.documents.template import Chosen
from odrdesk.documents.worker import render
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, Role, Step
from odrdesk.services import clerks, fund, intake, papers, steps, template_choice, templates, upkeep
from odrdesk.services.desk import Desk, create
from odrdesk.storage import papers as kept
from odrdesk.storage import record

KIND = PaperKind.ACCEPTANCE_NOTICE
OLD, NEW = "特此告知。", "特此告知，请知悉。"


class Hand:
    def __init__(self) -> None:
        self.at = datetime(2026, 9, 30, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def desk(tmp_path: Path, clock: Hand) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈经理")
    clerks.add(made, "王芳", [Role.OFFICER])
    clerks.add(made, "李强", [Role.SUPERVISOR])
    clerks.add(made, "赵会计", [Role.FINANCE])
    yield made
    made.close(backup=False)


def case_of(desk: Desk) -> str:
    complaint = Complaint(
        channel=Channel.PHONE,
        received_at=desk.now(),
        consumer=Consumer("张小明", "13812345678"),
        merchant=Merchant("上海浦江好物电子商务有限公司"),
        order=Order("692011582274003801", "头层牛皮男鞋", 1, paid=Fen(12900)),
        live=Live(room="浦江好物"),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts="检测为PU。",
    )
    number = intake.register(desk, complaint).value.case.number
    steps.take_step(desk, number, Step.ACCEPT, {})
    return number


def changed(desk: Desk) -> str:
    text = templates.text(desk, KIND)
    assert OLD in text
    return text.replace(OLD, NEW)


def drafted(desk: Desk) -> Desk:
    author = desk.acting_as("王芳")
    templates.draft(author, KIND, changed(desk))
    templates.submit(author, KIND, "写得更客气")
    return author


def words(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def refused(call: object, *args: object, **more: object) -> str:
    with pytest.raises(Refusal) as caught:
        call(*args, **more)  # type: ignore[operator]
    return caught.value.code


def entries(desk: Desk) -> list[str]:
    with desk.reading() as session:
        return [one.entry.act for one in record.entries(session) if one.entry.act.startswith("template.")]


# From draft to release


def test_the_programs_own_is_version_nought_of_every_kind(desk: Desk) -> None:
    listed = templates.every(desk)
    assert {one.kind for one in listed} == set(templates.kinds())
    assert all(one.version == 0 and one.draft is None for one in listed)
    assert all(one.printed.startswith(f"{one.kind.value}-0@") for one in listed)


def test_what_is_released_applies_to_papers_from_then_on(desk: Desk) -> None:
    number = case_of(desk)
    drafted(desk)
    assert OLD in words(papers.issue(desk, number, KIND).value.pdf)
    version = templates.release(desk.acting_as("李强"), KIND).value
    assert (version.version, version.drafter, version.releaser, version.why) == (1, "王芳", "李强", "写得更客气")
    later = papers.issue(desk, case_of(desk), KIND).value
    assert NEW in words(later.pdf)
    with desk.reading() as session:
        facts = kept.get(session, later.id).facts
    assert str(facts["wording"]).startswith("acceptance_notice-1@")
    assert facts["template"] == {"version": 1, "sha256": version.sha256}
    assert entries(desk) == ["template.draft", "template.submit", "template.release"]


def test_an_issued_paper_keeps_its_version_for_ever(desk: Desk, clock: Hand) -> None:
    number = case_of(desk)
    first = papers.issue(desk, number, KIND).value
    drafted(desk)
    templates.release(desk, KIND)
    clock.at += timedelta(days=1)
    again = papers.issue(desk, number, KIND).value
    assert again.again
    assert again.pdf == first.pdf
    merchant = papers.issue(desk, number, KIND, copy="merchant").value
    assert merchant.number == first.number
    assert OLD in words(merchant.pdf), "a further copy says what the first says"


def test_a_further_copy_is_made_with_the_papers_own_wording(desk: Desk) -> None:
    number = case_of(desk)
    first = papers.issue(desk, number, KIND).value
    drafted(desk)
    templates.release(desk, KIND)
    with desk.reading() as session:
        told = kept.get(session, first.id).facts
        chosen = template_choice.wording_of(session, told)
    assert chosen is not None
    facts = papers.drafted(desk, number, KIND)
    made = render(replace(facts, mark=Mark.COPY, template=chosen))
    assert made.wording == told["wording"]
    assert OLD in words(made.content)


def test_a_wording_that_was_lost_is_a_fault(desk: Desk) -> None:
    with desk.reading() as session, pytest.raises(Fault) as lost:
        template_choice.wording_of(session, {"wording": "acceptance_notice-1@0", "template": {"version": 1}})
    assert lost.value.code == "papers.wording_lost"
    with desk.reading() as session:
        assert template_choice.wording_of(session, {"wording": "acceptance_notice@0"}) is None


def test_versions_are_counted_and_all_of_them_kept(desk: Desk) -> None:
    drafted(desk)
    templates.release(desk, KIND)
    author = desk.acting_as("王芳")
    templates.draft(author, KIND, templates.text(desk, KIND).replace(NEW, OLD))
    templates.submit(author, KIND, "改回")
    assert templates.release(desk, KIND).value.version == 2
    assert OLD in templates.text(desk, KIND)
    assert NEW in templates.text(desk, KIND, 1)
    assert OLD in templates.text(desk, KIND, 0)
    assert refused(templates.text, desk, KIND, 3) == "template.no_version"
    assert [one.version for one in templates.versions(desk, KIND)] == [2, 1]


# Two people


def test_who_drafted_does_not_release(desk: Desk) -> None:
    author = desk.acting_as("李强")
    templates.draft(author, KIND, changed(desk))
    templates.submit(author, KIND, "改")
    assert refused(templates.release, author, KIND) == "template.same_person"
    assert templates.release(desk, KIND).value.alone is False


def test_one_person_alone_releases_in_single_person_mode_and_it_is_said(tmp_path: Path, clock: Hand) -> None:
    alone = create(tmp_path / "alone", "一人", practice=True, clock=clock, owner="陈经理")
    templates.draft(alone, KIND, changed(alone))
    templates.submit(alone, KIND, "改")
    assert refused(templates.release, alone, KIND) == "template.same_person"
    fund.set_alone(alone, chosen=True)
    assert templates.release(alone, KIND).value.alone is True
    alone.close(backup=False)


def test_roles_say_who_drafts_and_who_releases(desk: Desk) -> None:
    assert refused(templates.draft, desk.acting_as("赵会计"), KIND, "甲") == "clerk.not_allowed"
    drafted(desk)
    assert refused(templates.release, desk.acting_as("王芳"), KIND) == "clerk.not_allowed"
    assert refused(templates.release, desk.acting_as("赵会计"), KIND) == "clerk.not_allowed"


def test_one_drafts_at_a_time(desk: Desk) -> None:
    templates.draft(desk.acting_as("王芳"), KIND, "甲")
    assert refused(templates.draft, desk.acting_as("李强"), KIND, "乙") == "template.other_drafts"
    assert templates.draft(desk.acting_as("王芳"), KIND, "甲乙").value.text == "甲乙"
    assert templates.versions(desk, KIND)[0].drafter == "王芳"


# Drafts


def test_a_draft_is_kept_whatever_is_wrong_with_it(desk: Desk) -> None:
    for typed in ("", "{", "@若 甲\n\x00", "甲" * 60_000):
        assert templates.draft(desk, KIND, typed).value.text == typed
    assert refused(templates.draft, desk, KIND, "甲" * 60_001) == "template.text_too_long"
    assert refused(templates.submit, desk, KIND, "改") == "template.has_flaws"


def test_what_would_not_print_is_not_submitted(desk: Desk) -> None:
    templates.draft(desk, KIND, changed(desk).replace(NEW, "\U00030edd。"))
    assert refused(templates.submit, desk, KIND, "改") == "paper.glyph_missing"


def test_a_submitted_draft_stands_still_until_it_is_taken_back(desk: Desk) -> None:
    author = drafted(desk)
    assert refused(templates.draft, author, KIND, "甲") == "template.is_submitted"
    assert refused(templates.submit, author, KIND, "改") == "template.is_submitted"
    templates.take_back(author, KIND)
    assert refused(templates.take_back, author, KIND) == "template.not_submitted"
    assert refused(templates.release, desk, KIND) == "template.not_submitted"
    templates.draft(author, KIND, "甲")


def test_a_withdrawn_draft_is_marked_and_kept(desk: Desk) -> None:
    author = drafted(desk)
    assert templates.withdraw(author, KIND, "不改了").value.withdrawn_at is not None
    assert refused(templates.withdraw, author, KIND) == "template.no_draft"
    templates.draft(author, KIND, "乙")
    assert [one.open for one in templates.versions(desk, KIND)] == [True, False]
    assert refused(templates.withdraw, desk.acting_as("赵会计"), KIND) == "template.other_drafts"
    templates.withdraw(desk, KIND)


def test_a_reason_and_a_change_are_needed(desk: Desk) -> None:
    assert refused(templates.submit, desk, KIND, "改") == "template.no_draft"
    templates.draft(desk, KIND, templates.text(desk, KIND))
    assert refused(templates.submit, desk, KIND, " ") == "template.why_needed"
    assert refused(templates.submit, desk, KIND, "长" * 501) == "template.why_long"
    assert refused(templates.submit, desk, KIND, "改") == "template.unchanged"


def test_a_kind_without_a_template_is_refused(desk: Desk) -> None:
    for call in (templates.one, templates.versions, templates.text):
        assert refused(call, desk, PaperKind.CASE_REPORT) == "template.unknown_kind"
    assert refused(templates.schema_of, PaperKind.CASE_REPORT) == "template.unknown_kind"


# Looking before it is used


def test_a_preview_is_a_sample_and_kept_nowhere(desk: Desk) -> None:
    made = templates.preview(desk, KIND, changed(desk))
    assert NEW in words(made.content)
    assert "样张" in words(made.content)
    number = case_of(desk)
    own = templates.preview(desk, KIND, changed(desk), number)
    assert "张小明" in words(own.content)
    with desk.reading() as session:
        assert kept.of_dispute(session, 1) == ()
    assert refused(templates.preview, desk, KIND, "# 甲") == "template.has_flaws"
    assert refused(templates.preview, desk, PaperKind.SETTLEMENT_NOTICE,
                   templates.text(desk, PaperKind.SETTLEMENT_NOTICE), number) == "paper.not_yet"  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind in templates.kinds()])
def test_every_kind_has_an_invented_case_to_show(kind: PaperKind) -> None:
    facts = sample(kind.value)
    assert facts.mark is Mark.DRAFT
    assert words(render(facts).content).count("\u2026\u2026") == 0


def test_the_difference_is_told_line_by_line(desk: Desk) -> None:
    found = templates.diff(desk, KIND, changed(desk))
    lines = [(one.what, one.text, one.old, one.new) for one in found if one.what is not templates.Line.SAME]
    place = templates.text(desk, KIND).splitlines().index(OLD) + 1
    assert lines == [(templates.Line.REMOVED, OLD, place, None), (templates.Line.ADDED, NEW, None, place)]
    assert all(one.what is templates.Line.SAME for one in templates.diff(desk, KIND))


# Nothing is changed behind the desk's back


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM template",
        "UPDATE template SET text = 'x'",
        "UPDATE template SET version = 5",
        "UPDATE template SET released_by = drafted_by",
        "INSERT OR REPLACE INTO template SELECT * FROM template",
        "DELETE FROM wording",
        "UPDATE wording SET text = 'x'",
        "INSERT OR REPLACE INTO wording SELECT * FROM wording",
    ],
)
def test_the_database_itself_holds_versions_and_wordings(desk: Desk, statement: str) -> None:
    drafted(desk)
    templates.release(desk, KIND)
    papers.issue(desk, case_of(desk), KIND)
    with pytest.raises((sa.exc.IntegrityError, Fault)), desk.writing() as session:
        session.connection().execute(sa.text(statement))


def test_the_database_refuses_that_the_drafter_releases(desk: Desk) -> None:
    drafted(desk)
    statement = "UPDATE template SET version = 1, released_at = saved_at, released_by = drafted_by"
    with pytest.raises((sa.exc.IntegrityError, Fault)), desk.writing() as session:
        session.connection().execute(sa.text(statement))


def test_a_whole_desk_has_nothing_to_find(desk: Desk) -> None:
    drafted(desk)
    templates.release(desk, KIND)
    papers.issue(desk, case_of(desk), KIND)
    assert upkeep.check(desk) == ()


def test_a_template_chosen_by_hand_prints_its_number(desk: Desk) -> None:
    number = case_of(desk)
    facts = papers.drafted(desk, number, KIND)
    made = render(replace(facts, template=Chosen(12, changed(desk))))
    assert made.wording.startswith("acceptance_notice-12@")

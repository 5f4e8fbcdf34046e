"""Tags: made, given, taken, renamed, retired, each with its entry; found by lists; taken back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from odrdesk.domain import replay
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Listing, order, parse
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.tags import MOST_ON_CASE, Change
from odrdesk.domain.vocabulary import Category, Channel, Claim, Role, TagTone
from odrdesk.services import cases, clerks, intake, lists, tags, upkeep
from odrdesk.services.desk import Desk, create
from odrdesk.services.past import setting_of

NOW = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    for name in ("王秀英", "李强", "欧阳明"):
        draft = Complaint(
            channel=Channel.PHONE,
            received_at=NOW,
            consumer=Consumer(name, phone="13812348000"),
            merchant=Merchant("云裳服饰旗舰店"),
            order=Order(goods="羊绒衫", paid=Fen(29_900)),
            category=Category.QUALITY,
            claims=(Claim.REFUND,),
            facts="与宣传不符",
        )
        intake.register(made, draft)
    yield made
    made.close(backup=False)


def refused(call, *args: object) -> str:
    with pytest.raises(Refusal) as no:
        call(*args)
    return no.value.code


def on(desk: Desk, key: int) -> list[str]:
    return [tag.name for tag in tags.on(desk, [key])[key]]


def entry_of(desk: Desk, key: int):
    number = lists.rows(desk, [key])[0].row.number
    return cases.view(desk, number).record[-1].entry


def keys(desk: Desk, text: str, by: str = "number") -> list[int]:
    asked = parse(text)
    return list(lists.opening(desk, Listing(asked.where, asked.text, order(by))).ids)


def test_a_tag_is_given_to_many_in_one_act_and_each_case_tells_it(desk: Desk) -> None:
    urgent = tags.add(desk, " 加急 ", TagTone.PURPLE).value
    done = tags.mark(desk, [1, 2], [urgent.key])
    assert done.changes.disputes == {1, 2}
    assert (on(desk, 1), on(desk, 2), on(desk, 3)) == (["加急"], ["加急"], [])
    told = entry_of(desk, 2)
    assert (told.act, told.facts) == ("case.tag", {"given": ["加急"], "taken": [], "tags": ["加急"]})
    again = tags.mark(desk, [1, 3], [urgent.key]).value
    assert again.changes == {3: Change((urgent.key,))}, "the first had it"
    assert entry_of(desk, 1).facts["given"] == ["加急"]
    assert upkeep.check(desk, thorough=True) == ()


def test_the_case_itself_is_what_it_was(desk: Desk) -> None:
    number = lists.rows(desk, [1])[0].row.number
    before = cases.view(desk, number).case
    tags.mark_new(desk, [1], "媒体关注")
    view = cases.view(desk, number)
    assert view.case == before
    with desk.reading() as session:
        *_rest, last = replay.stages(view.record, setting_of(session, desk))
    assert not replay.differing(last.case, view.case)


def test_what_was_done_goes_back_case_by_case(desk: Desk) -> None:
    old, new = tags.add(desk, "老客").value, tags.add(desk, "回访").value
    tags.mark(desk, [1], [old.key])
    done = tags.mark(desk, [1, 2], [new.key], [old.key]).value
    assert (on(desk, 1), on(desk, 2)) == (["回访"], ["回访"])
    tags.put_back(desk, done.changes, "撤销标签")
    assert (on(desk, 1), on(desk, 2)) == (["老客"], [])
    told = entry_of(desk, 1)
    assert (told.facts["given"], told.facts["taken"], told.why) == (["老客"], ["回访"], "撤销标签")
    assert refused(tags.put_back, desk, done.changes, "再次") == "tag.overtaken"


def test_a_retired_tag_stays_and_is_given_to_no_other(desk: Desk) -> None:
    tag = tags.add(desk, "双十一").value
    done = tags.mark(desk, [1], [tag.key]).value
    tags.retire(desk, tag.key)
    assert on(desk, 1) == ["双十一"]
    assert refused(tags.mark, desk, [2], [tag.key]) == "tag.retired"
    assert refused(tags.mark_new, desk, [2], "双十一") == "tag.retired"
    assert refused(tags.add, desk, "双十一") == "tag.retired"
    tags.put_back(desk, done.changes, "撤销标签")
    assert refused(tags.put_back, desk, {1: Change((), (tag.key,))}, "重做") == "tag.overtaken"
    tags.restore(desk, tag.key)
    tags.mark(desk, [2], [tag.key])
    assert on(desk, 2) == ["双十一"]


def test_a_full_case_is_left_and_told(desk: Desk) -> None:
    made = [tags.add(desk, f"标签{n}").value.key for n in range(MOST_ON_CASE + 1)]
    tags.mark(desk, [1], made[:MOST_ON_CASE])
    told = tags.mark(desk, [1, 2], [made[-1]]).value
    assert (told.full, list(told.changes)) == (("ODR-2026-00001",), [2])
    assert len(on(desk, 1)) == MOST_ON_CASE
    assert refused(tags.mark, desk, [1], [made[-1]]) == "tag.full"


def test_lists_find_by_any_by_none_and_by_a_former_name(desk: Desk) -> None:
    urgent, media = tags.add(desk, "加急").value, tags.add(desk, "媒体").value
    tags.mark(desk, [1, 3], [urgent.key])
    tags.mark(desk, [2, 3], [media.key])
    assert keys(desk, "tag=加急,媒体") == [1, 2, 3]
    assert keys(desk, "tag=加急 tag=媒体") == [3], "chips stand side by side"
    assert (keys(desk, "tag!=加急"), keys(desk, "tag!=加急,媒体")) == ([2], [])
    tags.mark(desk, [2], take=[media.key])
    assert (keys(desk, "tag=none"), keys(desk, "tag!=none")) == ([2], [1, 3])
    tags.change(desk, urgent.key, "特急", TagTone.TEAL)
    assert keys(desk, "tag=加急") == keys(desk, "tag=特急") == [1, 3]
    other = tags.add(desk, "加急").value
    assert keys(desk, "tag=加急") == [], "the name is another's now"
    tags.mark(desk, [2], [other.key])
    assert (keys(desk, "tag=加急"), keys(desk, "tag=特急")) == ([2], [1, 3])


def test_a_list_is_sorted_by_the_first_tag_and_shows_all(desk: Desk) -> None:
    for name, cases_of in (("媒体", [1]), ("回访", [1, 3])):
        tags.mark_new(desk, cases_of, name)
    assert keys(desk, "", "tag,number") == [1, 3, 2]
    assert keys(desk, "", "-tag,-number") == [3, 1, 2], "those without stand last either way"
    more = [row.more for row in lists.rows(desk, [1, 2], more=True)]
    assert [[tag.name for tag in one.tags] for one in more if one] == [["回访", "媒体"], []], "by their sound"


def test_a_rename_is_told_in_the_record_of_the_desk(desk: Desk) -> None:
    tag = tags.add(desk, "加急").value
    tags.mark(desk, [1], [tag.key])
    tags.change(desk, tag.key, "特急", TagTone.BLUE)
    told = lists.board(desk, lists.Scope.ALL).recent[0].entry
    assert (told.act, told.dispute) == ("tag.change", None)
    assert told.facts == {"name": "特急", "old": "加急", "tone": "blue"}
    assert on(desk, 1) == ["特急"]
    number = lists.rows(desk, [1])[0].row.number
    then = tags.as_told(desk, cases.view(desk, number).record)
    assert [(one.name, one.tone) for one in then] == [("加急", TagTone.BLUE)], "the name it had that day"


def test_a_name_is_one_name_however_it_is_typed(desk: Desk) -> None:
    tag = tags.add(desk, "VIP").value
    assert refused(tags.add, desk, "ｖｉｐ") == "tag.twice"
    assert refused(tags.change, desk, tags.add(desk, "回访").value.key, "vip", TagTone.GREY) == "tag.twice"
    assert tags.change(desk, tag.key, "Vip", TagTone.GREY).value.name == "Vip", "its own capitals may change"
    tags.mark_new(desk, [1], "ＶＩＰ")
    assert on(desk, 1) == ["Vip"], "no second one is made"


def test_who_looks_only_changes_nothing_and_officers_do_not_lead(desk: Desk) -> None:
    tag = tags.add(desk, "加急").value
    clerks.add(desk, "赵敏", [Role.AUDITOR])
    clerks.add(desk, "李静", [Role.INTAKE])
    clerks.add(desk, "王芳", [Role.OFFICER])
    for name in ("赵敏", "李静"):
        seat = desk.acting_as(name)
        assert refused(tags.add, seat, "别的") == "clerk.not_allowed"
        assert refused(tags.mark, seat, [1], [tag.key]) == "clerk.not_allowed"
        assert refused(tags.put_back, seat, {1: Change((tag.key,))}, "撤销") == "clerk.not_allowed"
        assert not tags.may_give(seat)
    officer = desk.acting_as("王芳")
    tags.mark(officer, [1], [tag.key])
    tags.mark_new(officer, [1], "别的")
    for call in (tags.retire, tags.restore):
        assert refused(call, officer, tag.key) == "clerk.not_allowed"
    assert refused(tags.change, officer, tag.key, "特急", TagTone.GREY) == "clerk.not_allowed"
    assert refused(tags.mark, officer, [1], [99]) == "tag.unknown"


def test_how_many_of_some_cases_have_a_tag_is_counted(desk: Desk) -> None:
    first, second, third = keys(desk, "")
    red, blue = (tags.add(desk, name).value.key for name in ("加急", "媒体关注"))
    tags.mark(desk, [first, second], [red])
    tags.mark(desk, [third], [blue])
    assert tags.among(desk, [first, second, third]) == {red: 2, blue: 1}
    assert tags.among(desk, [second]) == {red: 1}
    assert tags.among(desk, []) == {}

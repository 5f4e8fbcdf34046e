"""Canned phrases: the team's and one's own, filled from the case, never promising what the law does not say."""

import re
from datetime import UTC, datetime

import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import PhraseField, Role
from odrdesk.services import clerks, phrases
from odrdesk.services.desk import create
from odrdesk.services.phrases import Phrase
from odrdesk.storage import record
from odrdesk.text import set_language

NOW = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path):
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    yield made
    made.close(backup=False)


def titles(desk) -> list[str]:
    return [one.title for one in phrases.kept(desk)]


@pytest.fixture
def officer(desk):
    clerks.add(desk, "王芳", [Role.OFFICER])
    return desk.acting_as("王芳")


def refused(call, *args, **named) -> Refusal:
    with pytest.raises(Refusal) as no:
        call(*args, **named)
    return no.value


def test_a_new_desk_has_the_shipped_ones_in_the_language_spoken(desk) -> None:
    assert "请补充材料" in titles(desk)
    set_language("en")
    try:
        assert "Please send more" in titles(desk)
        assert len(titles(desk)) == len(phrases.shipped())
    finally:
        set_language("zh_CN")


def test_every_shipped_phrase_can_be_filled_and_promises_no_sum() -> None:
    for spoken in ("zh_CN", "en"):
        set_language(spoken)
        try:
            for one in phrases.shipped():
                assert phrases.fill(one.text, dict.fromkeys(PhraseField, "X")).gaps == ()
                assert re.search(r"\d", re.sub(r"{[^}]*}", "", one.text)) is None, one.title
                assert not any(word in one.text for word in ("保证", "一定赔", "必须赔", "guarantee")), one.title
        finally:
            set_language("zh_CN")


def test_own_ones_come_first_and_are_nobody_elses(desk, officer) -> None:
    phrases.save(officer, Phrase("", "我的开场白", "您好，我是{经办}。", team=False))
    assert titles(officer)[0] == "我的开场白"
    assert "我的开场白" not in titles(desk)


def test_the_teams_are_changed_by_who_leads_it_and_by_nobody_else(desk, officer) -> None:
    first = phrases.kept(desk)[0]
    changed = Phrase(first.key, first.title, "改过的话", team=True)
    for call, args, named in (
        (phrases.save, (officer, changed), {}),
        (phrases.remove, (officer, first.key), {"team": True}),
        (phrases.move, (officer, first.key, 1), {"team": True}),
    ):
        assert refused(call, *args, **named).code == "clerk.not_allowed"
    phrases.save(desk, changed)
    assert phrases.kept(officer)[0].text == "改过的话"


def test_a_change_stands_in_the_record(desk) -> None:
    phrases.save(desk, Phrase("", "新的", "一句话", team=True))
    with desk.reading() as session:
        told = [one.entry.facts for one in record.of_act(session, "settings.change")]
    assert told[-1]["phrases.team"][-1] == {"key": "1", "title": "新的", "text": "一句话"}


def test_they_are_put_in_order_taken_away_and_brought_back(desk) -> None:
    before = titles(desk)
    key = phrases.kept(desk)[1].key
    phrases.move(desk, key, -1, team=True)
    assert titles(desk)[:2] == [before[1], before[0]]
    phrases.move(desk, key, -5, team=True)
    gone = phrases.remove(desk, key, team=True).value
    assert titles(desk) == [before[0], *before[2:]]
    phrases.put_back(desk, gone, phrases.kept(desk)[0].key)
    assert titles(desk)[:2] == [before[1], before[0]]
    assert refused(phrases.remove, desk, "nothing", team=True).code == "phrase.gone"


@pytest.mark.parametrize(
    ("title", "text", "code", "field"),
    [
        (" ", "话", "phrase.no_title", "title"),
        ("名", " ", "phrase.no_text", "text"),
        ("名" * 41, "话", "phrase.long", "title"),
        ("名", "话" * 2_001, "phrase.long", "text"),
        ("请补充材料", "话", "phrase.twice", "title"),
        ("名", "您好{生日}", "phrase.unknown_field", "text"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(desk, title, text, code, field) -> None:
    no = refused(phrases.save, desk, Phrase("", title, text, team=True))
    assert (no.code, no.field) == (code, field)


def test_a_gap_stays_as_written_and_is_named_by_its_place() -> None:
    filled = phrases.fill("“{商品}”的订单 {order number}，{ 期限 }前", {PhraseField.GOODS: "羊绒衫😀{消费者}"})
    assert filled.text == "“羊绒衫😀{消费者}”的订单 {order number}，{ 期限 }前"
    assert [filled.text[first:last] for first, last in filled.gaps] == ["{order number}", "{ 期限 }"]

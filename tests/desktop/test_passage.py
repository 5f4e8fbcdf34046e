"""A long text stands folded; unfolded it stands whole, in parts laid out one after another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel

from odrdesk.desktop.widgets.label import MEASURED, Elided, Label
from odrdesk.desktop.widgets.passage import FOLDED, LINES, PART, Passage, beginning, parts

FAMILY = "👩\u200d👩\u200d👧\u200d👦"


def shown(passage: Passage) -> list[str]:
    return [one.text() for one in passage.findChildren(QLabel) if one.isVisibleTo(passage)]


def test_short_words_stand_whole_and_nothing_is_offered(look, qtbot) -> None:
    passage = Passage(look, "退款。\n谢谢。")
    qtbot.addWidget(passage)
    assert (shown(passage), passage.link) == (["退款。\n谢谢。"], None)


def test_long_words_stand_folded_and_a_click_shows_them_all(look, qtbot) -> None:
    text = "买到的手镯与直播间所说不符。" * 1_000
    passage = Passage(look, text)
    qtbot.addWidget(passage)
    passage.show()
    assert passage.text() == text
    assert [len(one) for one in shown(passage)] == [FOLDED + 1]
    assert passage.link is not None
    assert passage.link.text() == "展开全部 14,000 字"
    passage.link.click()
    qtbot.waitUntil(lambda: "".join(shown(passage)) == text, timeout=20_000)
    assert max(map(len, shown(passage))) <= PART
    passage.link.click()
    assert [len(one) for one in shown(passage)] == [FOLDED + 1]


def test_other_words_come_folded_whatever_was_unfolded(look, qtbot) -> None:
    passage = Passage(look, "甲" * 5_000)
    qtbot.addWidget(passage)
    passage.show()
    passage.link.click()
    passage.setText("乙")
    qtbot.wait(1)
    assert (shown(passage), passage.link.isVisible()) == (["乙"], False)


def test_many_short_lines_are_folded_too() -> None:
    assert beginning("行\n" * 100, FOLDED, LINES) == "\n".join("行" * LINES)


@pytest.mark.parametrize("shift", range(8))
def test_no_sign_is_cut_in_two(shift: int) -> None:
    cut = beginning("x" * shift + FAMILY * 200, FOLDED, LINES)
    assert cut[shift:].replace(FAMILY, "") == ""
    pieces = list(parts("x" * shift + FAMILY * 400))
    assert all(one.lstrip("x").replace(FAMILY, "") == "" for one in pieces)


@given(st.text(st.characters(codec="utf-8"), max_size=4_000))
def test_nothing_is_lost_between_the_parts(text: str) -> None:
    assert "".join(parts(text)).replace("\n", "") == text.replace("\n", "")
    assert text.startswith(beginning(text, FOLDED, LINES))


def test_a_word_without_end_does_not_push_a_column_out_of_its_room(look, qtbot) -> None:
    link = "https://shop.example/" + "x" * 400
    plain, chosen = Label(link, wrap=True), Label(link, wrap=True, selectable=True)
    for one in (plain, chosen):
        qtbot.addWidget(one)
        assert one.minimumSizeHint().width() < 200
        assert one.text() == link
    assert plain.heightForWidth(300) > 5 * plain.fontMetrics().height(), "it is broken, not cut"


def test_a_line_measures_no_more_than_a_screen(look, qtbot) -> None:
    line = Elided("名" * 20_000)
    qtbot.addWidget(line)
    line.ensurePolished()
    assert line.sizeHint().width() == line.fontMetrics().horizontalAdvance("名" * MEASURED) + 2
    line.setText("名")
    assert line.sizeHint().width() == line.fontMetrics().horizontalAdvance("名") + 2

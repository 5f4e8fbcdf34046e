"""Line breaking after W3C clreq: what may not begin or end a line, and that nothing is lost."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from odrdesk.documents.clusters import Glyph, Kind, Run, clean, clusters
from odrdesk.documents.linebreak import Line, compose

SIZE = 10.0
CLOSING = (
    "\uff0c\u3002\u3001\uff1b\uff1a\uff01\uff1f\uff09\u300b\u3009\u201d\u2019\u3011\u3015\u300d\u300f\u2014\u2026\uff05"
)
OPENING = "\uff08\u300a\u3008\u201c\u2018\u3010\u3014\u300c\u300e\uffe5"
HAN = "一二三的是在不了有和人这中大为上个国我以要他时来用们"
WORDS = ["¥1,299.00", "2026-11-23", "PD-2026-000177", "316", "50%", "ml", "e\u0301t\u00e9"]


class Squares:
    """Faces in which a Chinese character is one em, a Latin one half an em, a mark half blank."""

    def glyph(self, char: str, role: str) -> Glyph:
        if char in CLOSING:
            return Glyph(char, role, 1.0, 0.05, 0.5)
        if char in OPENING:
            return Glyph(char, role, 1.0, 0.5, 0.05)
        return Glyph(char, role, 1.0 if ord(char) >= 0x2E80 else 0.5, 0.0, 0.0)


def lines(text: str, ems: float, *, justify: bool = True) -> list[Line]:
    return compose(clusters([Run(text, "song", SIZE)], Squares()), lambda _: ems * SIZE, justify=justify)


def seen(text: str) -> str:
    return "".join(text.split())


chinese = st.lists(
    st.one_of(
        st.sampled_from([*HAN]), st.sampled_from([*HAN]), st.sampled_from([*CLOSING]), st.sampled_from([*OPENING])
    ),
    max_size=120,
).map("".join)
mixed = st.lists(st.one_of(st.sampled_from([*HAN, *CLOSING, " "]), st.sampled_from(WORDS)), max_size=60).map("".join)


@given(st.text(max_size=200), st.floats(2, 60))
def test_no_text_is_lost_at_any_width(text: str, ems: float) -> None:
    assert seen("".join(line.text for line in lines(text, ems))) == seen(clean(text))


@given(mixed, st.floats(8, 40))
@example("PD-2026-00017750%316316316", 8.0)
@example("¥1,299.00316316316316ml\uff0c", 8.0)
@example("¥1,299.00mle\u0301t\u00e9\uff0c", 8.0)
def test_no_line_but_the_first_begins_with_a_closing_mark(text: str, ems: float) -> None:
    for line in lines(text, ems)[1:]:
        assert line.text[:1] not in (*CLOSING, "%")


@given(st.lists(st.sampled_from([*HAN, *[a + "字" for a in OPENING]]), max_size=120).map("".join), st.floats(3, 40))
def test_no_line_but_the_last_ends_with_an_opening_mark_or_a_currency_sign(text: str, ems: float) -> None:
    for line in lines(text, ems)[:-1]:
        assert line.text[-1:] not in (*OPENING, "¥")


@given(mixed, st.floats(8, 40))
def test_no_ink_leaves_the_measure(text: str, ems: float) -> None:
    for line in lines(text, ems):
        hanging = line.clusters[-1].right if line.clusters and line.clusters[-1].kind is Kind.CLOSE else 0.0
        assert line.width - hanging <= ems * SIZE + 1e-6


@given(st.text(alphabet=HAN, min_size=1, max_size=200), st.floats(4, 40))
def test_every_line_but_the_last_reaches_the_right_edge(text: str, ems: float) -> None:
    for line in lines(text, ems)[:-1]:
        assert abs(line.width - ems * SIZE) < 1e-6


@given(st.sampled_from(WORDS), st.text(alphabet=HAN, max_size=40), st.floats(15, 30))
def test_amounts_dates_and_numbers_are_never_torn(word: str, before: str, ems: float) -> None:
    assert any(word in line.text for line in lines(before + word + before, ems))


PLAIN = "".join(char for char in HAN if char not in "时个人")  # no unit, which is kept with its number beyond the marks
UNIT = re.compile(
    f"[{OPENING}¥]*(?:[A-Za-z0-9][\\w.,:/@#%&+=-]*[A-Za-z0-9%]|[A-Za-z0-9]|[{PLAIN}])?[{CLOSING}\u2014\u2026]*|."
)
"""What stays on one line: opening marks, a character or a word, the marks behind it."""
everything = st.lists(
    st.one_of(
        st.sampled_from([*PLAIN]), st.sampled_from([*PLAIN]), st.sampled_from([*CLOSING]), st.sampled_from([*OPENING]),
        st.sampled_from(["\u2014\u2014", "\u2026\u2026", "\uff09\uff09\u3002\u201d", "\u300a\uff08\u201c"]),
        st.sampled_from(["¥1,299.00", "2026-11-23", "PD-2026-000177", "50%"]),
    ),
    max_size=100,
).map("".join)  # fmt: skip


def wide(unit: str) -> float:
    """The most that a unit takes, in em, when nothing is squeezed."""
    return sum(1.0 if ord(char) >= 0x2E80 or char in CLOSING + OPENING else 0.5 for char in unit)


@given(everything, st.floats(2, 60))
@example("一\uff09\uff09\u3002\u201d二" * 9, 5.0)
@example("一\u300a\uff08\u201c二三" * 9, 4.5)
def test_at_every_width_what_belongs_together_is_parted_only_where_it_is_wider_than_the_line(
    text: str, ems: float
) -> None:
    joined, at, breaks = "", 0, set()
    for line in lines(text, ems):
        joined += line.text
        at += len(line.text)
        breaks.add(at)
    assert joined == text
    for unit in UNIT.finditer(text):
        inside = [place for place in breaks if unit.start() < place < unit.end()]
        assert not inside or wide(unit.group()) > min(ems, ems / 2 + 6), unit.group()


@given(everything, st.floats(2, 60))
def test_at_every_width_no_ink_leaves_the_measure(text: str, ems: float) -> None:
    for line in lines(text, ems):
        hanging = line.clusters[-1].right if line.clusters and line.clusters[-1].kind is Kind.CLOSE else 0.0
        assert line.width - hanging <= max(ems, widest(line)) * SIZE + 1e-6


def widest(line: Line) -> float:
    """A single character, or one with the marks that never leave it, may be wider than the narrowest measure."""
    return sum(cluster.width for cluster in line.clusters) / SIZE if len(line.clusters) < 3 else 0.0


def test_a_space_does_not_let_a_mark_leave_its_word() -> None:
    for ems in range(8, 40):
        for line in lines("甲乙\u201c 丙丁 \u201d戊己\uff08 庚辛 \uff09。" * 6, ems)[:-1]:
            assert line.text.rstrip()[-1] not in OPENING
        for line in lines("甲乙\u201c 丙丁 \u201d戊己\uff08 庚辛 \uff09。" * 6, ems)[1:]:
            assert line.text.lstrip()[0] not in CLOSING


def test_an_accent_stays_on_its_letter() -> None:
    for ems in range(2, 20):
        for line in lines("甲e\u0301te\u0301乙" * 5, ems):
            assert all(not cluster.text.startswith("\u0301") for cluster in line.clusters)


def test_an_opening_mark_goes_along_with_the_beginning_of_a_hash() -> None:
    for ems in range(8, 20):
        for line in lines("甲乙丙\uff08" + "f" * 64 + "\uff09。", ems)[:-1]:
            assert line.text[-1] not in OPENING


@given(st.text(alphabet=PLAIN, min_size=30, max_size=200), st.integers(14, 45))
def test_no_paragraph_ends_in_a_single_character(text: str, ems: int) -> None:
    assert len(lines(text + "。", ems)[-1].text.rstrip("。")) > 1


def test_chains_of_marks_stay_with_their_word() -> None:
    for ems in range(6, 30):
        for line in lines("他说\u300a\uff08\u201c甲乙丙\u201d\uff09\uff09\u300b\u3002" * 6, ems)[1:]:
            assert line.text[0] not in CLOSING


def test_a_dash_and_an_ellipsis_stay_whole() -> None:
    for ems in range(4, 30):
        text = [line.text for line in lines("一二三四\u2014\u2014五六七八\u2026\u2026九十" * 4, ems)]
        assert sum(line.count("\u2014\u2014") + line.count("\u2026\u2026") for line in text) == 8


def test_a_long_address_is_cut_and_stays_inside() -> None:
    set_lines = lines("https://example.invalid/" + "a" * 300, 12)
    assert len(set_lines) > 10
    assert all(line.width <= 120 + 1e-6 for line in set_lines)


def test_no_single_character_is_left_over_where_a_little_less_room_takes_it_in() -> None:
    assert [len(line.text) for line in lines("一" * 20 + "\uff0c" + "二" * 20, 20)][-1] != 1


def test_a_forced_break_begins_a_line_and_an_empty_line_stays() -> None:
    assert [line.text for line in lines("一\n\n二", 10)] == ["一", "", "二"]


def test_a_number_stays_with_the_unit_of_its_date_or_amount() -> None:
    for ems in range(8, 40):
        text = [line.text for line in lines("和解期限届满日为2026年10月20日，款项合计629.00元，文号1号。" * 3, ems)]
        assert sum(line.count(part) for line in text for part in ("2026年", "10月", "20日", "629.00元", "1号")) == 15


def test_an_amount_in_capitals_stays_on_one_line() -> None:
    for ems in range(14, 40):
        assert any(
            "陆佰贰拾玖元整" in line.text for line in lines("款项合计人民币若干元（大写：陆佰贰拾玖元整）。", ems)
        )


def test_a_longer_amount_in_capitals_yields_between_its_places_before_the_line_is_torn_wide() -> None:
    text = "甲方应收款项合计人民币29,400.00元（大写：贰万玖仟肆佰元整）。甲方收到前款后不再要求。"
    first, second = (line.text for line in lines(text, 27)[:2])
    assert first.endswith("（大写：贰万玖仟")
    assert second.startswith("肆佰元整）")
    assert lines(text, 22)[1].text.startswith("贰万玖仟肆佰元整）")


def test_the_last_line_is_not_stretched() -> None:
    assert lines("一" * 12, 10)[-1].width == 2 * SIZE


def test_ten_thousand_characters_without_a_mark_are_set() -> None:
    assert len(lines("字" * 10_000, 30)) == 334


def test_controls_overrides_and_lone_surrogates_are_cleaned() -> None:
    assert clean("a\x00\u202eb\u200b\ufe0f\tc\r\nd\ud800") == "ab c\nd\ufffd"


def test_compatibility_ideographs_are_kept() -> None:
    assert clean("\uf9dc\ufa0e") == "\uf9dc\ufa0e"


def test_a_tabular_run_gives_every_digit_the_width_of_nought() -> None:
    class Figures(Squares):
        def glyph(self, char: str, role: str) -> Glyph:
            return Glyph(char, role, 0.4 if char == "1" else 0.5, 0.0, 0.0)

    one, two = (clusters([Run(text, "song", 10, tabular=True)], Figures())[0].width for text in ("111.11", "222.22"))
    assert one == two

"""The handbook: whole in both languages, made from what the program works by, and shown without fetching anything."""

import re
import shlex
from collections.abc import Iterator
from datetime import date

import pytest
import typer
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument

from odrdesk.cli import main as cli
from odrdesk.desktop import handbook, life_chart
from odrdesk.desktop.actions import Registry
from odrdesk.desktop.dialogs.help import HelpDialog, picture
from odrdesk.desktop.handbook_tables import tables
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.widgets.reader import Reader, shares
from odrdesk.desktop.window import SMALLEST, Window
from odrdesk.domain.steps import STEPS
from odrdesk.domain.vocabulary import State
from odrdesk.places import resource
from odrdesk.services.books import known_calendar, known_law
from odrdesk.text import Language, set_language, word

LANGUAGES = [one.value for one in Language]
BUDGET = 6 * 1024 * 1024


@pytest.fixture
def spoken(request) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language(Language.ZH_CN)


in_both = pytest.mark.parametrize("spoken", LANGUAGES, indirect=True)


def book(registry: Registry | None = None) -> dict[str, handbook.Page]:
    commands = registry.handled() if registry else ()
    return {page.key: page for page in handbook.pages(tables(known_law(), known_calendar(), commands))}


@pytest.fixture
def dialog(window: Window, look: Look, qtbot) -> HelpDialog:
    for key in ("palette", "new_case", "help"):
        window.registry.handle(key, lambda: None)
    window.resize(1280, 720)
    window.show()
    made = HelpDialog(look, window)
    window.cover(made, made.start())
    return made


def raw(language: str) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in handbook.files(language)}


def test_both_languages_have_the_same_pages() -> None:
    assert raw("zh_CN").keys() == raw("en").keys()
    assert len(raw("en")) > 10


def test_both_languages_show_the_same_tables_pictures_and_links() -> None:
    parts = re.compile(r"^<!-- \w+ -->$|\]\([^)]*\)", re.MULTILINE)
    for name, text in raw("zh_CN").items():
        assert parts.findall(text) == parts.findall(raw("en")[name]), name


@in_both
def test_every_page_stands_in_one_part_of_the_contents(spoken: str) -> None:
    pages = tuple(book().values())
    parts = handbook.parts(pages)
    listed = [page.key for part in parts for page in part.pages]
    assert sorted(listed) == sorted(page.key for page in pages)
    assert len({part.title for part in parts}) == len(parts)
    assert "更多" not in {part.title for part in parts}


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_pages_and_pictures_that_are_there(language: str) -> None:
    folder = resource("help", language)
    for text in raw(language).values():
        for target in re.findall(r"\]\(([^)]*)\)", text):
            screen = re.search(r"_(?:light|dark)_\d+\.png$", target)  # test_pictures.py asks for those
            assert screen or target == "life" or (folder / target).is_file(), target


@in_both
def test_nothing_stands_where_a_table_should(spoken: str) -> None:
    assert all("<!--" not in page.text for page in book().values())


@in_both
def test_every_rule_is_shown_with_its_source(spoken: str) -> None:
    text = book()["rules"].text
    for rule in known_law().rules:
        assert rule.code in text
        assert rule.source in text.replace("\\", "")


@in_both
def test_every_amount_is_shown_with_its_source(spoken: str) -> None:
    text = book()["amounts"].text
    assert all(amount.code in text and amount.source in text.replace("\\", "") for amount in known_law().amounts)


@in_both
def test_every_step_is_shown_from_where_to_where(spoken: str) -> None:
    rows = [row.split(" | ") for row in book()["steps"].text.splitlines() if row.startswith("| ")]
    shown = {row[0].removeprefix("| "): row for row in rows}
    for step, move in STEPS.items():
        if move.target is not None:
            assert shown[word(step)][2] == word(move.target)


def test_a_step_of_two_people_says_so() -> None:
    assert "专员提出，主管复核" in book()["steps"].text


def test_a_year_that_is_not_announced_is_shown_as_provisional() -> None:
    (row,) = [line for line in book()["deadlines"].text.splitlines() if line.startswith("| 2027 |")]
    assert "暂定" in row


def test_the_example_of_counting_is_true() -> None:
    calendar = known_calendar()
    assert calendar.add_working_days(date(2026, 9, 30), 10) == date(2026, 10, 20)
    assert calendar.working_days_between(date(2026, 9, 30), date(2026, 10, 10)) == 3
    assert "届满日是 10 月 20 日" in book()["deadlines"].text


def test_keys_are_those_of_commands_that_exist(window: Window) -> None:
    window.registry.handle("new_case", lambda: None)
    text = book(window.registry)["keyboard"].text
    assert "`Ctrl+N`" in text
    assert "`Ctrl+Shift+S`" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_line_in_the_pages_is_one_of_ours(language: str) -> None:
    lines = re.findall(r"`odrdesk ([^`]+)`|^odrdesk (.+)$", "\n".join(raw(language).values()), re.MULTILINE)
    assert len(lines) > 8
    program = typer.main.get_command(cli.program())
    for line in lines:
        words = [one for one in shlex.split("".join(line)) if not one.startswith("-") and not one.endswith("/")]
        group = program
        while hasattr(group, "commands"):
            assert words[0] in group.commands, line
            group = group.commands[words.pop(0)]


def test_the_chart_has_a_place_for_every_state_and_says_what_leads_there() -> None:
    assert set(life_chart.PLACES) == set(State) - {State.DRAFT}
    assert len(set(life_chart.PLACES.values())) == len(life_chart.PLACES)
    assert all(life_chart.leads_to(state) for state in life_chart.PLACES)


def test_the_arrows_of_the_chart_are_steps() -> None:
    for start, end in life_chart.ARROWS:
        steps = [
            step
            for step, move in STEPS.items()
            if start in move.sources and (move.target is end or step in life_chart.BY_OUTCOME.get(end, ()))
        ]
        assert steps or end is State.PERFORMED, (start, end)


def test_search_names_the_page_and_the_words_around() -> None:
    hits = handbook.find(tuple(book().values()), "司法确认")
    assert "期限规则" in {hit.page.title for hit in hits}
    assert all("司法确认" in hit.words for hit in hits)


def test_search_wants_every_word_and_forgives_case() -> None:
    pages = tuple(book().values())
    assert handbook.find(pages, "CTRL+n 打开")
    assert handbook.find(pages, "没有这样的话 打开") == ()
    assert handbook.find(pages, "  ") == ()


def test_a_page_that_is_found_by_its_title_comes_first() -> None:
    assert handbook.find(tuple(book().values()), "备份")[0].page.key == "backup"


def test_every_page_is_shown_from_its_beginning(dialog: HelpDialog) -> None:
    for page in dialog.book:
        dialog.go(page.key)
        assert dialog.reader.document().begin().text() == page.title
        assert dialog.reader.verticalScrollBar().value() == 0
        assert dialog.reader.accessibleName() == page.title


def test_pictures_and_the_chart_are_in_the_page(dialog: HelpDialog) -> None:
    dialog.go("steps")
    document = dialog.reader.document()
    for name in ("life", "../pictures/case_light_1280.png"):
        image = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
        assert not image.isNull()
        assert image.width() / image.devicePixelRatio() <= dialog.reader.viewport().width()


@in_both
def test_no_page_slips_sideways_in_the_smallest_window(spoken: str, dialog: HelpDialog, look: Look, qtbot) -> None:
    look.wear(Mode.LIGHT, 130)
    dialog.window().resize(SMALLEST)
    dialog.go("steps")
    qtbot.waitUntil(lambda: not dialog.reader.late)  # tables are set again once the width stands
    for page in dialog.book:
        dialog.go(page.key)
        qtbot.waitUntil(lambda: not dialog.reader.late)
        assert dialog.reader.horizontalScrollBar().maximum() == 0, page.key


def test_a_column_has_what_it_needs_before_others_take_more() -> None:
    assert shares([100, 100, 100], 600) == pytest.approx([1 / 3] * 3)
    first, second, third = shares([90, 60, 900], 600)
    assert (first * 600, second * 600) == pytest.approx((90, 60))
    assert third * 600 == pytest.approx(450)
    assert sum(shares([900, 300, 40, 700], 600)) == pytest.approx(1)
    assert shares([5_000, 250], 600)[1] > 0.3  # however long one is, the other keeps its own


def test_nothing_is_fetched(dialog: HelpDialog) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    assert dialog.reader.loadResource(kind, QUrl("https://example.org/a.png")) is None
    assert dialog.reader.loadResource(kind, QUrl.fromLocalFile(__file__)) is None


def test_typing_finds_and_enter_goes_there(dialog: HelpDialog, qtbot) -> None:
    dialog.search.setText("回访结果")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.page == "steps"
    assert dialog.reader.extraSelections()


def test_headings_of_the_contents_lead_nowhere(dialog: HelpDialog, qtbot) -> None:
    first = dialog.page
    heading = dialog.contents.item(0)
    dialog.contents.itemClicked.emit(heading)
    assert dialog.page == first
    dialog.contents.setFocus()
    qtbot.keyClick(dialog.contents, Qt.Key.Key_Home)
    assert dialog.contents.currentItem() is not heading


def test_esc_empties_the_search_before_it_closes(dialog: HelpDialog, qtbot) -> None:
    dialog.search.setText("期限")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert dialog.search.text() == ""
    with qtbot.waitSignal(dialog.closed):
        qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)


def test_what_is_not_found_is_said(dialog: HelpDialog) -> None:
    dialog.search.setText("没有这个词")
    assert "没有这个词" in dialog.status.text()
    assert dialog.contents.count() == 0


def test_a_link_leads_to_its_page_and_back(dialog: HelpDialog) -> None:
    first = dialog.page
    dialog.reader.anchorClicked.emit(QUrl("04-steps.md"))
    assert dialog.page == "steps"
    dialog.back.click()
    assert dialog.page == first
    assert not dialog.back.isEnabled()


def test_the_page_changes_colours_with_the_window(dialog: HelpDialog, look: Look) -> None:
    def ink() -> str:
        block = dialog.reader.document().begin()
        return block.begin().fragment().charFormat().foreground().color().name()

    light = ink()
    look.wear(Mode.DARK)
    assert ink() != light


def test_a_picture_follows_the_mode(look: Look) -> None:
    light = picture(look, "today_light_1280.png", 1280, 1.0)
    look.wear(Mode.DARK)
    dark = picture(look, "today_light_1280.png", 1280, 1.0)
    assert light.pixelColor(2, 2).lightness() > 200
    assert dark.pixelColor(2, 2).lightness() < 60


def test_a_picture_is_enlarged_and_any_key_puts_it_away(dialog: HelpDialog, qtbot) -> None:
    dialog.reader.anchorClicked.emit(QUrl("../pictures/case_light_1280.png"))
    (view,) = [one for one in dialog.window().findChildren(Overlay) if one is not dialog and one.isVisible()]
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert dialog.isVisible()


def test_a_name_that_leads_elsewhere_is_no_picture(look: Look) -> None:
    assert picture(look, "../../icons/x.svg", 100, 1.0) is None
    assert picture(look, "/etc/passwd", 100, 1.0) is None


def test_the_pictures_stay_within_their_budget() -> None:
    assert sum(path.stat().st_size for path in resource("help", "pictures").glob("*.png")) <= BUDGET


def test_a_long_command_wraps_and_the_page_does_not_slip_sideways(qtbot, look: Look) -> None:
    look.wear(Mode.LIGHT, 130)
    reader = Reader(look, lambda *_asked: None)
    qtbot.addWidget(reader)
    reader.resize(700, 500)
    reader.show()
    command = "odrdesk case step ODR-2026-00001 prepay_request --set amount=299.00 --set reason=merchant_gone --json"
    reader.show_page("commands", f"# Commands\n\n```\n{command}\n```\n")
    assert reader.document().size().width() <= reader.viewport().width()
    assert reader.horizontalScrollBar().maximum() == 0


def test_a_page_that_is_there_already_is_not_set_again(dialog: HelpDialog, qtbot) -> None:
    dialog.go("rules")
    qtbot.waitUntil(lambda: not dialog.reader.late)
    before, page = dialog.reader.document(), next(one for one in dialog.book if one.key == "rules")
    dialog.reader.verticalScrollBar().setValue(200)
    dialog.reader.show_page(page.title, page.text)
    assert dialog.reader.document() is before
    assert dialog.reader.verticalScrollBar().value() == 0
    dialog.reader.show_page(page.title, f"{page.text}\n\nmore")
    assert dialog.reader.document() is not before


def test_a_long_page_is_set_for_its_bar_at_once(look: Look, qtbot) -> None:
    reader = Reader(look, lambda _name, _width, _ratio: None, margin=0)
    qtbot.addWidget(reader)
    reader.resize(900, 600)
    reader.show()
    widths: list[int] = []
    change = reader.setDocument

    def note(document: QTextDocument) -> None:
        widths.append(reader.viewport().width())
        change(document)

    reader.setDocument = note
    reader.show_page("", "\n\n".join(f"第 {n} 段" for n in range(200)))
    assert widths == [reader.viewport().width()]
    assert not reader.late

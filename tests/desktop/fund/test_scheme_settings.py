"""设置 › 赔付规则: every figure of the scheme, a version taken in after what it changes was seen, one person alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from odrdesk.desktop.dialogs.scheme_import import SchemeImportDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.pages.settings_scheme import SchemeSection
from odrdesk.services import schemes

SCHEME = """
version = "2026-12"
title = "悦播方案"
clause = "平台规则第八条"
effective_from = 2026-11-23
low = "30000.00"
case_cap = "5000.00"
[windows]
approve = 1
[[tiers]]
lane = "one"
up_to = "1000.00"
approvers = ["supervisor"]
[[tiers]]
lane = "dual"
approvers = ["supervisor", "finance"]
"""


@pytest.fixture
def section(sit_down: Callable[..., Front], settle: Callable[[], None]) -> SchemeSection:
    front = sit_down("陈晓雯")
    front._window.go("settings")
    front.settings.open_section("scheme")
    settle()
    assert isinstance(front.settings.section, SchemeSection)
    return front.settings.section


def shown(section: SchemeSection) -> str:
    return section.reader.toPlainText()


def test_every_figure_of_the_scheme_in_force_is_told(section: SchemeSection) -> None:
    for words in ("¥20,000.00", "15 日", "2 工作日", "10 工作日", "小额快速", "主管、财务", "不限"):
        assert words in shown(section)


def test_a_version_shows_what_it_changes_before_it_is_taken_in(
    section: SchemeSection, desk, settle: Callable[[], None], tmp_path: Path
) -> None:
    path = tmp_path / "方案.toml"
    path.write_text(SCHEME, "utf-8")
    section.look_at(path)
    settle()
    dialog = next(one for one in section.window().findChildren(SchemeImportDialog) if one.isVisible())
    told = dialog.reader.toPlainText()
    assert "¥5,000.00" in told
    assert "1 工作日" in told
    assert "15 日" not in told  # the same as before
    assert schemes.present(desk).version != "2026-12"
    dialog.confirm()
    settle()
    assert schemes.present(desk).version == "2026-12"
    assert "平台规则第八条" in shown(section)


def test_a_file_that_is_no_scheme_is_said_on_the_page(
    section: SchemeSection, settle: Callable[[], None], tmp_path: Path
) -> None:
    path = tmp_path / "方案.toml"
    path.write_text('version = "x"\nfoo = 1\n', "utf-8")
    section.look_at(path)
    settle()
    assert "foo" in section.bar.words


def test_several_people_cannot_choose_to_be_one(section: SchemeSection) -> None:
    assert not section.alone.isEnabled()
    assert "5 个人" in section.alone_words.text()

"""Themes: 宋 is whole with open fonts alone, 仿宋 is the usual one, both read alike; missing fonts are named."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from odrdesk.documents import fonts, layout, worker
from odrdesk.documents.fonts import FaceRegistry
from odrdesk.documents.lint import lint
from odrdesk.domain.errors import Fault
from odrdesk.places import resource

FOLDER = resource("fonts")
ROLES = ("body", "song", "title", "hei", "light", "kai")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The fonts, as links that a test may take away."""
    for file in FOLDER.iterdir():
        if file.is_file():
            (tmp_path / file.name).symlink_to(file)
    return tmp_path


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Papers are made with the fonts of the folder."""
    known: dict[str, FaceRegistry] = {}

    def of(theme: str = "") -> FaceRegistry:
        return known.setdefault(theme, FaceRegistry(folder, theme))

    monkeypatch.setattr(fonts, "faces", of)
    monkeypatch.setattr(layout, "faces", of)
    return folder


def names(content: bytes, tmp_path: Path) -> set[str]:
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    with pikepdf.open(file) as document:
        return {
            str(o.BaseFont)[8:] for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o
        }


@pytest.mark.parametrize("kind", ["acceptance", "agreement", "settlement", "lead_sheet", "prepaid"])
def test_both_themes_are_clean_files_and_read_alike(facts: Any, readers: Any, kind: str) -> None:
    fang, song = (worker.render(getattr(facts, kind)(theme=theme)) for theme in ("", "song"))
    assert lint(fang.content) == lint(song.content) == ()
    assert fang.pages == song.pages
    assert sorted(readers(fang.content)["pdfium"]) == sorted(readers(song.content)["pdfium"])


def test_song_needs_no_face_but_open_ones(use: Path, facts: Any, tmp_path: Path) -> None:
    (use / "Fang.ttf").unlink()
    paper = worker.render(facts.agreement(theme="song"))
    assert names(paper.content, tmp_path) <= {
        "NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSerifSC-Light", "NotoSansSC-Medium", "NotoSansSC-Regular",
    }  # fmt: skip


def test_without_the_fangsong_file_the_usual_theme_says_how_to_go_on(use: Path, facts: Any) -> None:
    (use / "Fang.ttf").unlink()
    with pytest.raises(Fault) as caught:
        worker.render(facts.settlement())
    assert (caught.value.code, caught.value.data["file"]) == ("papers.fang_missing", "Fang.ttf")


def test_without_the_rare_pack_only_a_paper_that_needs_it_fails_and_names_it(use: Path, facts: Any) -> None:
    (use / "Rare.ttf.gz").unlink()
    assert worker.render(facts.settlement()).pages == 2
    with pytest.raises(Fault) as caught:
        worker.render(facts.settlement(dispute="\U00020bb7"))
    assert (caught.value.code, caught.value.data["file"]) == ("papers.font_missing", "Rare.ttf.gz")


@pytest.mark.parametrize("file", ["Song-400.ttf", "Hei-500.ttf", "Rare.ttf.gz"])
def test_a_damaged_file_is_named_and_nothing_is_printed(use: Path, facts: Any, file: str) -> None:
    (use / file).unlink()
    (use / file).write_bytes((FOLDER / file).read_bytes()[:-1] + b"\0\0")
    with pytest.raises(Fault) as caught:
        worker.render(facts.settlement(dispute="\U00020bb7"))
    assert (caught.value.code, caught.value.data["file"]) == ("papers.font_damaged", file)


@pytest.mark.parametrize("theme", ["", "song"])
@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_every_theme_has_what_papers_print(theme: str, role: str) -> None:
    assert fonts.faces(theme).missing(["一〇龑㛃\U00020bb7\U0002cb4eAz09¥%℃☐☑——……《》〔〕“”①㎡"], role) == ()


def test_themes_share_the_opened_faces() -> None:
    assert fonts.faces("song").face("Song-400") is fonts.faces().face("Song-400")

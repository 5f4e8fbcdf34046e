"""The faces: whole, licensed, small enough, and covering what Chinese names need."""

import hashlib
import shutil
import tomllib
from pathlib import Path

import pytest

from odrdesk.documents.fonts import FaceRegistry, faces
from odrdesk.domain.errors import Fault
from odrdesk.places import resource

FOLDER = resource("fonts")
ROLES = ("body", "song", "title", "hei", "light", "kai")
RARE_NAMES = "\U00020bb7\u36c3\u4dae\U0002cb4e\U0002b3af\u9f91\u5803\u5586"
MANIFEST = tomllib.loads((FOLDER / "fonts.toml").read_text("utf-8"))


def gb2312() -> str:
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(row.decode("gb2312", "ignore") for row in rows)


@pytest.mark.parametrize("name", MANIFEST)
def test_each_file_is_the_one_of_the_manifest_and_has_its_licence(name: str) -> None:
    row = MANIFEST[name]
    assert hashlib.sha256((FOLDER / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert (FOLDER / "licences" / f"{row['licence']}.txt").stat().st_size > 1000


def test_all_faces_together_stay_under_seventy_megabytes() -> None:
    assert sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file()) < 70_000_000


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_all_of_gb2312_and_the_rare_names(role: str) -> None:
    assert faces().missing([gb2312(), RARE_NAMES, "🐼😀"], role) == ()


@pytest.mark.parametrize("name", ["Hei-400", "Hei-500"])
def test_the_faces_of_the_screen_have_the_common_characters_themselves(name: str) -> None:
    face = faces().face(name)
    assert all(face.has(char) for char in gb2312() + "衡解，。“”（）￥¥→①")


@pytest.mark.parametrize("name", ["Rare", "Emoji"])
def test_the_coverage_by_which_a_late_face_is_chosen_is_its_own(name: str) -> None:
    face = faces().face(name)
    covered = [range(int(a, 16), int(b, 16) + 1) for a, b in (text.split("-") for text in MANIFEST[name]["covers"])]
    assert sum(map(len, covered)) == MANIFEST[name]["characters"]
    assert all(face.has(chr(point)) for points in covered for point in (points[0], points[-1]))


def test_extensions_b_to_f_are_complete() -> None:
    blocks = ((0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0))
    assert faces().missing(["".join(map(chr, range(first, last + 1))) for first, last in blocks]) == ()


def test_what_no_face_has_is_named_once_by_code_point() -> None:
    assert faces().missing(["a\U00030edd\u0628", "\u0628一"]) == ("\u0628", "\U00030edd")


def test_latin_of_the_body_comes_from_the_light_face() -> None:
    assert faces().glyph("8", "body").face == "Song-300"
    assert faces().glyph("字", "body").face == "Fang"


def test_a_rare_name_in_the_body_falls_back_to_a_face_that_has_it() -> None:
    assert faces().glyph("\U00020bb7", "body").face == "Rare"


def test_an_absent_font_is_a_fault_that_names_the_file(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "fonts.toml", tmp_path)
    with pytest.raises(Fault) as caught:
        FaceRegistry(tmp_path).glyph("字", "song")
    assert (caught.value.code, caught.value.data["file"]) == ("papers.font_missing", "Song-400.ttf")


def test_a_changed_font_is_a_fault_before_it_is_parsed(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "fonts.toml", tmp_path)
    (tmp_path / "Song-400.ttf").write_bytes(b"not a font")
    with pytest.raises(Fault) as caught:
        FaceRegistry(tmp_path).glyph("字", "song")
    assert caught.value.code == "papers.font_damaged"


def test_a_folder_without_a_manifest_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        FaceRegistry(tmp_path)
    assert caught.value.code == "papers.font_missing"

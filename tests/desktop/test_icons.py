"""Icons: every one that is named exists, none lies about unused, all are of one kind."""

import ast
from collections.abc import Iterator
from pathlib import Path

from odrdesk.desktop.icons import STROKE, Icons
from odrdesk.places import resource

CODE = Path(__file__).resolve().parents[2] / "odrdesk"
PLACES = {"icon": (0, 4), "Glyph": (1,), "Button": (2,), "Command": (2,), "Place": (2,), "KpiTile": (2,), "draw": (0,)}
"""Where a call takes the name of an icon: `look.icon(name)`, `paint.icon(p, look, x, middle, name)`, and so on."""
SPARE = {"book-open", "folder-input", "loader", "stamp", "sun"}
"""In the folder for what is still to be drawn."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(CODE.rglob("*.py")):
        yield file, ast.parse(file.read_text("utf-8"))


def named(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every icon named in a call, with its line."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        told = [node.args[at] for at in PLACES.get(name, ()) if at < len(node.args)]
        told += [one.value for one in node.keywords if one.arg in ("icon", "icon_name")]
        for one in told:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
                yield node.lineno, one.value


def test_every_icon_that_is_named_exists() -> None:
    known = set(Icons(resource("icons")).names())
    found = [(file, line, name) for file, tree in trees() if "desktop" in file.parts for line, name in named(tree)]
    assert len(found) > 150
    assert [one for one in found if one[2] not in known and one[2].isascii() and one[2].islower()] == []


def test_no_icon_lies_about_unused() -> None:
    texts = {
        node.value
        for _file, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(Icons(resource("icons")).names()) - texts - SPARE == set()


def test_all_are_lines_of_one_width_in_one_square() -> None:
    assert STROKE == 1.75
    for name, file in Icons(resource("icons")).names().items():
        svg = file.read_text("utf-8")
        assert 'viewBox="0 0 24 24"' in svg, name
        assert 'stroke-width="2"' in svg, name
        assert 'stroke-linecap="round"' in svg, name

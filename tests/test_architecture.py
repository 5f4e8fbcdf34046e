"""What import-linter cannot say: sizes, names, no words below the desk, one clock, few broad handlers."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "odrdesk"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
NODES = {path: tuple(ast.walk(ast.parse(path.read_text("utf-8")))) for path in MODULES}

LINES_IN_MODULE = 500
LINES_IN_WINDOW = 250
LINES_IN_FUNCTION = 80
LINES_IN_CLASS = 300
BANNED_NAMES = {
    "manager",
    "helper",
    "helpers",
    "util",
    "utils",
    "base",
    "common",
    "handler",
    "controller",
    "shared",
    "misc",
}
SQLALCHEMY = {"base"}  # its declarative base is called so everywhere
WORDLESS = ("domain", "storage", "services")
CJK = re.compile(r"[\u2e80-\u2fdf\u3001-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
SENTENCE = re.compile(r"[A-Za-z]+(?:,? [a-z]+){2,}[.!?]$|[A-Z][a-z]+(?: [a-z]+){3,}")
NUMERALS = "domain/money.py"  # 大写: the numerals are its data
CLOCK = "services/desk.py"
BROAD = {"desktop/crash.py", "desktop/work.py", "cli/main.py"}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def found(path: Path, kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[ast.AST]:
    return (node for node in NODES[path] if isinstance(node, kind))


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def strings(path: Path) -> Iterator[ast.Constant]:
    """String constants that are no docstrings."""
    docstrings = {id(node.value) for node in found(path, ast.Expr)}
    for node in found(path, ast.Constant):
        if isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def below(*layers: str) -> list[Path]:
    return [path for path in MODULES if name(path).split("/")[0] in layers]


def test_layers_point_down() -> None:
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_stay_short(path: Path) -> None:
    limit = LINES_IN_WINDOW if name(path) == "desktop/window.py" else LINES_IN_MODULE
    assert len(path.read_text("utf-8").splitlines()) <= limit


def test_functions_and_classes_stay_short() -> None:
    too_long = {
        f"{name(path)}:{node.lineno} {node.name}": length(node)
        for path in MODULES
        for node in found(path, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        if length(node) > (LINES_IN_CLASS if isinstance(node, ast.ClassDef) else LINES_IN_FUNCTION)
    }
    assert too_long == {}


def test_nothing_is_called_a_manager_or_a_helper() -> None:
    spoken = [name(path) for path in MODULES if set(re.split(r"[/_.]", name(path))) & BANNED_NAMES]
    for path in MODULES:
        for node in found(path, ast.ClassDef):
            words = {word.lower() for word in re.findall(r"[A-Z][a-z]*", node.name)}
            spoken += [f"{name(path)} {node.name}"] if words & (BANNED_NAMES - SQLALCHEMY) else []
    assert spoken == []


def test_no_chinese_below_the_desktop_the_command_line_and_the_papers() -> None:
    written = [
        f"{name(path)}:{node.lineno} {node.value!r}"
        for path in below(*WORDLESS)
        for node in strings(path)
        if CJK.search(node.value) and name(path) != NUMERALS
    ]
    assert written == []


def bug_reports(path: Path) -> set[int]:
    """Strings inside `raise SomethingError(...)` and `assert`: for us, never shown to a person as they are."""
    for_us = [
        node
        for node in found(path, (ast.Raise, ast.Assert))
        if isinstance(node, ast.Assert) or (node.exc is not None and re.match(r"\w+Error\b", ast.unparse(node.exc)))
    ]
    return {id(inside) for node in for_us for inside in ast.walk(node)}


def test_no_sentences_below_the_desktop_the_command_line_and_the_papers() -> None:
    written = [
        f"{name(path)}:{node.lineno} {node.value!r}"
        for path in below(*WORDLESS)
        for node in strings(path)
        if SENTENCE.search(node.value) and id(node) not in bug_reports(path)
    ]
    assert written == []


@pytest.mark.parametrize(
    ("text", "is_sentence"),
    [
        ("the disk is full.", True),
        ("Nothing was changed here", True),
        ("amount.unreadable", False),
        ("SELECT id FROM x", False),
    ],
)
def test_the_sentence_pattern_knows_a_sentence(text: str, is_sentence: bool) -> None:
    assert bool(SENTENCE.search(text)) is is_sentence


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{name(path)}:{node.lineno}"
        for path in MODULES
        for node in found(path, ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id == "print" and not name(path).startswith("cli/")
    ]
    assert printing == []


def test_only_the_desk_reads_the_clock() -> None:
    asked = {"now", "today", "utcnow", "time", "time_ns", "currentDate", "currentDateTime", "currentDateTimeUtc"}
    clocks = {"datetime", "date", "time", "dt", "QDate", "QDateTime"}
    reading = [
        f"{name(path)}:{node.lineno}"
        for path in MODULES
        for node in found(path, ast.Call)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in asked
        and ast.unparse(node.func.value).split(".")[-1] in clocks
        and name(path) != CLOCK
    ]
    assert reading == []


def test_nothing_is_global() -> None:
    assert [f"{name(path)}:{node.lineno}" for path in MODULES for node in found(path, ast.Global)] == []


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Catches everything and keeps it; one that tidies up and raises again hides nothing."""
    caught = (
        {each.id for each in ast.walk(handler.type) if isinstance(each, ast.Name)} if handler.type else {"Exception"}
    )
    last = handler.body[-1]
    return bool(caught & {"Exception", "BaseException"}) and not (isinstance(last, ast.Raise) and last.exc is None)


def test_broad_handlers_stand_in_three_places_only() -> None:
    broad = [
        f"{name(path)}:{node.lineno}"
        for path in MODULES
        for node in found(path, ast.ExceptHandler)
        if is_broad(node) and name(path) not in BROAD
    ]
    assert broad == []


def test_every_module_says_what_it_is() -> None:
    assert [name(path) for path in MODULES if not ast.get_docstring(NODES[path][0])] == []

"""A build in a year gives the same: every version is pinned, in one way everywhere, and no address is written down."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ASKED = [
    Requirement(line)
    for line in (
        *PROJECT["build-system"]["requires"],
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
    )
]
CONSTRAINTS = [
    Requirement(line)
    for line in (ROOT / "packaging" / "constraints.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(python: str) -> dict[str, str]:
    here = {"python_version": python, "sys_platform": "linux"}
    return {
        folded(line.name): str(line.specifier)
        for line in CONSTRAINTS
        if line.marker is None or line.marker.evaluate(here)
    }


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_what_is_asked_for_is_pinned_alike_in_the_constraints(asked: Requirement) -> None:
    assert re.fullmatch(r"==[\w.]+", str(asked.specifier))
    for python in ("3.11", "3.12", "3.13"):
        if asked.marker is None or asked.marker.evaluate({"python_version": python}):
            assert pinned(python)[folded(asked.name)] == str(asked.specifier)


def test_what_comes_along_is_pinned_too() -> None:
    todo, seen = {asked.name for asked in ASKED if asked.marker is None or asked.marker.evaluate()}, set()
    while todo:
        name = todo.pop()
        seen.add(folded(name))
        for line in distribution(name).requires or ():
            need = Requirement(line)
            if (need.marker is None or need.marker.evaluate({"extra": ""})) and folded(need.name) not in seen:
                todo.add(need.name)
    pins = {folded(line.name) for line in CONSTRAINTS}
    assert seen - pins == set()


def test_constraints_name_versions_and_nothing_else() -> None:
    assert [line for line in CONSTRAINTS if line.url or not re.fullmatch(r"==[\w.]+", str(line.specifier))] == []
    assert "//" not in (ROOT / "packaging" / "constraints.txt").read_text("utf-8")


def test_the_table_of_libraries_says_the_version_that_is_used() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## Libraries")[1]
    versions = {str(asked.specifier).removeprefix("==") for asked in ASKED}
    families = {version.rsplit(".", 1)[0] for version in versions}  # PySide6-Pdf 6.12.0.140 goes with 6.12.0
    said = set(re.findall(r"\d+(?:\.\d+)+", " ".join(re.findall(r"^\|[^|]+\|([^|]+)\|", table, re.MULTILINE))))
    assert {version for version in versions if version not in said and version.rsplit(".", 1)[0] not in said} == set()
    assert said <= versions | families

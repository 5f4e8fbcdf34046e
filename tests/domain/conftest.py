"""The law and the calendar as they are shipped."""

import tomllib
from pathlib import Path

import pytest

from odrdesk.domain.grounds import Grounds
from odrdesk.domain.law import Law
from odrdesk.domain.workdays import WorkCalendar

RESOURCES = Path(__file__).parents[2] / "resources"


def documents(folder: str) -> list[dict[str, object]]:
    return [tomllib.loads(file.read_text("utf-8")) for file in sorted((RESOURCES / folder).glob("*.toml"))]


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    return WorkCalendar.from_tables(documents("calendar"))


@pytest.fixture(scope="session")
def law() -> Law:
    return Law.from_documents(documents("law"))


@pytest.fixture(scope="session")
def grounds() -> Grounds:
    return Grounds.from_documents(documents("law"))

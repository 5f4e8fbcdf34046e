"""A desk that is no practice one, whose people have passwords, and claims on its fund."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks
from odrdesk.services.desk import Desk, create
from tests.desktop.board.conftest import open_front, register  # noqa: F401 -- the fixtures of the window
from tests.desktop.fund.conftest import claims, clock, settle, sit_down  # noqa: F401 -- the fixtures of the fund's page

PASSWORD = "three trees one river"
PEOPLE = {"周启航": Role.OFFICER, "顾明谦": Role.SUPERVISOR, "沈佳": Role.FINANCE, "金岚": Role.FINANCE}


@pytest.fixture
def desk(tmp_path: Path, clock) -> Iterator[Desk]:  # noqa: F811 -- the fixture of that name
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=False, clock=clock, owner="陈晓雯")
    for name, role in PEOPLE.items():
        clerks.add(made, name, (role,))
        clerks.set_password(made, name, PASSWORD)
    yield made
    made.close(backup=False)

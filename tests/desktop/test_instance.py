"""A second start hands its words to the first."""

import uuid

import pytest

from odrdesk.desktop.instance import Instance


@pytest.fixture
def desk() -> str:
    return f"/desk/{uuid.uuid4()}"


def test_the_second_speaks_to_the_first_and_goes(desk: str, qtbot) -> None:
    first, second = Instance(desk), Instance(desk)
    assert first.claim([])
    with qtbot.waitSignal(first.called) as called:
        assert not second.claim(["open", "ODR-2026-00001"])
    assert called.args == [["open", "ODR-2026-00001"]]
    first.release()


def test_another_desk_is_another_desktop(desk: str, qtbot) -> None:
    first, other = Instance(desk), Instance(desk + "-b")
    assert first.claim([])
    assert other.claim([])
    first.release()
    other.release()


def test_after_the_first_has_gone_there_is_room_again(desk: str, qtbot) -> None:
    first = Instance(desk)
    assert first.claim([])
    first.release()
    second = Instance(desk)
    assert second.claim([])
    second.release()

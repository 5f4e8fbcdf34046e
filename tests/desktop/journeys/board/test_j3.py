"""J3, the morning: nothing to press to see what is due, one key to open the worst, seven acts to give five away."""

from collections.abc import Callable

from odrdesk.desktop.front import Front
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.services import cases, clerks, steps
from odrdesk.services.desk import Desk
from tests.desktop.acts import Acts


def late_and_due(register: Callable[..., str], clock) -> list[str]:
    """Six cases that nobody has taken, the first of them overdue."""
    clock.set(2026, 11, 18)
    first = register("李强")
    clock.set(2026, 11, 20)
    others = [register(f"王秀{place}") for place in "一二三四五"]
    clock.set(2026, 11, 23)
    return [first, *others]


def test_what_is_due_is_seen_without_an_act(open_front: Callable[[], Front], register, clock) -> None:
    late_and_due(register, clock)
    front = open_front()
    assert front._window.current == "today"
    assert (front.today.list.isVisible(), front.today.list.hasFocus()) == (True, True)
    assert front.today.tiles["overdue"].accessibleName() == "已逾期 1 件"


def test_one_key_opens_the_most_urgent(open_front: Callable[[], Front], register, clock, settle) -> None:
    first, *_others = late_and_due(register, clock)
    front = open_front()
    acts = Acts(front._window, rest=settle)
    acts.key("Enter")
    assert (front._window.current, front.case.number, acts.count) == ("case", first, 1)


def test_five_are_given_away_by_seven_acts(
    open_front: Callable[[], Front], register, clock, desk: Desk, settle
) -> None:
    numbers = late_and_due(register, clock)
    clerks.add(desk, "周启航", (Role.OFFICER,))
    for number in numbers:
        steps.take_step(desk, number, Step.ACCEPT, {})
    front = open_front()
    acts = Acts(front._window, rest=settle)
    acts.key("Space", 5).key("A").type("zqh").key("Enter")
    assert acts.count == 7
    officers = [cases.view(desk, number) for number in numbers]
    given = [one.people.get(one.case.officer) for one in officers]
    assert given.count("周启航") == 5
    assert front.today.due.items.ticked == ()

"""The commands of the case page: which deed each has, and which the rules of the case allow now."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from odrdesk.desktop.actions import Registry
from odrdesk.desktop.pages.case_deeds import CaseDeeds
from odrdesk.desktop.pages.case_head import CaseHead
from odrdesk.desktop.pages.case_list import CaseList
from odrdesk.desktop.pages.case_negotiation import Negotiation
from odrdesk.desktop.pages.case_past import PastBar
from odrdesk.desktop.pages.case_place import Tab
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Step
from odrdesk.text import _, refusal_text


class Page(Protocol):
    """What the commands need of the page."""

    head: CaseHead
    past: PastBar
    bar: Banner
    cases: CaseList
    tabs: ViewTabs
    deeds: CaseDeeds
    more: list[Tab]
    sight: Sight | None

    @property
    def registry(self) -> Registry:
        """The commands of the window."""

    def when_here(self, act: Callable[[], object]) -> None:
        """Do something now, or once the case that was asked for is read."""

    def take(self, step: Step) -> None:
        """Take a step."""

    def write_contact(self) -> None:
        """Go where a contact is written."""

    def show_tab(self, key: str) -> None:
        """Turn to a tab."""

    def print_papers(self) -> None:
        """Look at the papers, to print them."""


OF_STEPS: Mapping[str, tuple[Step, ...]] = {
    "contact": (Step.CONTACT,),
    "propose": (Step.PROPOSE,),
    "settle": (Step.PROPOSE, Step.SETTLE),
    "assign": (Step.ASSIGN,),
    "escalate": (Step.ESCALATE,),
    "correct": (Step.CORRECT,),
    "prepay_request": (Step.PREPAY_REQUEST,),
    "archive": (Step.CLOSE,),
}
"""Commands of the window, each there while one of its steps is open."""


def refusals(sight: Sight, key: str) -> list[Refusal]:
    """Why the steps behind a command of the case may not be taken; the last says most."""
    steps = OF_STEPS.get(key, ())
    return [one.refusal for one in sight.view.steps if one.step in steps and one.refusal]


def why(page: Page, key: str) -> str:
    """What is said to somebody who presses the key of a command that is closed now."""
    sight = page.sight
    said = refusals(sight, key) if sight is not None else []
    if said:
        return refusal_text(said[-1])
    if page.past.away:
        return _("现在看的是以前的样子，只能看，不能办。按 Esc 回到今天再办。")
    return {
        "tag": _("您的角色或这个工作台现在不能加标签。"),
        "evidence": _("您的角色或这个工作台现在不能登记证据。"),
        "copy_console": _("还没有沟通或报价，没有可以复制到 12315 的内容。"),
        "why_date": _("这件案件现在没有在走的期限。"),
        "primary": _("这件案件现在没有下一步要办。按 {keys} 看可办的步骤。").format(keys=page.registry.keys("steps"))
        if page.registry.keys("steps")
        else _("这件案件现在没有下一步要办。"),
    }.get(key, _("这件案件现在不能办"))


def handle(page: Page, run: Callable[[str], object]) -> None:
    """Give the commands their deeds; `run` runs one of the window."""

    def with_case(act: Callable[[Sight], object]) -> Callable[[], object]:
        return lambda: act(page.sight) if page.sight is not None else None

    def take(step: Step) -> Callable[[], object]:
        return lambda: page.take(step)

    console = next(tab.panel for tab in page.more if isinstance(tab.panel, Negotiation))
    walk: dict[str, Callable[[], object]] = {
        "previous_case": lambda: page.cases.step(-1),
        "next_case": lambda: page.cases.step(1),
        "close_case": lambda: run("back"),
    }
    acts: dict[str, Callable[[], object]] = {
        "contact": page.write_contact,
        "propose": take(Step.PROPOSE),
        "settle": with_case(lambda sight: page.take(Step.SETTLE if sight.may(Step.SETTLE) else Step.PROPOSE)),
        "assign": take(Step.ASSIGN),
        "steps": page.head.open_menu,
        "correct": take(Step.CORRECT),
        "prepay_request": with_case(lambda sight: _prepay(page, sight)),
        "escalate": take(Step.ESCALATE),
        "archive": take(Step.CLOSE),
        "copy_console": console.copy,
        "primary": page.head.primary.click,
        "tag": with_case(lambda sight: page.deeds.tags.choose([sight.case.key])),
        "print": page.print_papers,
        "why_date": with_case(lambda sight: explain_first(page.deeds, sight)),
        "bundle": with_case(page.deeds.take_out),
        "copy_number": page.head.copy_number,
    }
    for key, act in walk.items():
        page.registry.handle(key, act)
    for tab in page.tabs.keys():  # noqa: SIM118 -- a widget's method, no dictionary
        page.registry.handle(f"tab_{tab}", partial(page.show_tab, tab))
        page.tabs.tab(tab).setToolTip(page.registry.hint(f"tab_{tab}"))
    for key, act in acts.items():
        page.registry.handle(key, partial(page.when_here, act))
    page.registry.barred.connect(lambda key: page.bar.say(why(page, key), Tone.INFO))


def explain_first(deeds: CaseDeeds, sight: Sight) -> None:
    """Why the deadline that ends first ends on that day."""
    running = [one for one in sight.clocks if one.clock.running]
    if running:
        deeds.explain(min(running, key=lambda one: one.clock.due), sight)


def _prepay(page: Page, sight: Sight) -> None:
    """Ask the fund; where it was asked already, show how that stands."""
    if sight.may(Step.PREPAY_REQUEST):
        page.take(Step.PREPAY_REQUEST)
    else:
        page.show_tab("prepayment")


def judge(page: Page, sight: Sight) -> None:
    """Which commands the rules of the case allow now."""
    registry = page.registry
    for key, steps in OF_STEPS.items():
        registry.set_open(key, may=any(map(sight.may, steps)))
    if sight.case.prepayment is not None:
        registry.set_open("prepay_request", may=True)
    registry.set_open("tag", may=page.deeds.tags.may and not page.past.away)
    registry.set_open("steps", may=not page.past.away)
    registry.set_open("print", may=not page.past.away)
    registry.set_open("why_date", may=any(one.clock.running for one in sight.clocks))
    registry.set_open("copy_console", may=bool(sight.case.contacts or sight.case.offers))
    registry.set_open("primary", may=page.head.primary.isVisibleTo(page.head))

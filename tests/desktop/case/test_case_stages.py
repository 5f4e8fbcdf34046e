"""The stages of the stepper: the usual way, and the ways that end elsewhere."""

import pytest

from odrdesk.desktop.pages.case_stages import stages
from odrdesk.desktop.widgets.stepper import Passed
from odrdesk.domain.vocabulary import Step
from odrdesk.services import cases
from odrdesk.services.steps import take_step

CONTACT = (Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "同意退款"})
TERMS = [{"kind": "refund", "amount": "129.00"}, {"kind": "extra", "amount": "500.00"}]
OFFER = (Step.PROPOSE, {"items": TERMS})
SETTLE = (Step.SETTLE, {"consumer_confirmed_by": "电话", "merchant_confirmed_by": "平台消息"})
PERFORM = (Step.PERFORM, {"amount": "629.00", "proof": "流水"})
CLOSE = (Step.CLOSE, {"callback": "满意", "missing_acknowledged": True})
FAIL = (Step.FAIL, {"why": "商家明确拒绝"})
ACCEPT = (Step.ACCEPT, {})


@pytest.fixture
def way(desk, number, clock):
    """The names and standings of the stages after some steps."""

    def gone(*steps) -> list[tuple[str, Passed]]:
        clock.set(2026, 10, 9)
        for step, facts in steps:
            take_step(desk, number, step, facts)
        return [(stage.name, stage.passed) for stage in stages(cases.view(desk, number))]

    return gone


def names(found) -> list[str]:
    return [name for name, _passed in found]


def current(found) -> str:
    return next((name for name, passed in found if passed is Passed.CURRENT), "")


@pytest.mark.parametrize(
    ("steps", "now"),
    [
        ((), "受理"),
        ((ACCEPT,), "协商"),
        ((ACCEPT, CONTACT), "协商"),
        ((ACCEPT, CONTACT, OFFER), "方案"),
        ((ACCEPT, CONTACT, OFFER, (Step.REJECT_OFFER, {})), "协商"),
        ((ACCEPT, CONTACT, OFFER, SETTLE), "履行"),
        ((ACCEPT, CONTACT, OFFER, SETTLE, PERFORM), "结案"),
        ((ACCEPT, CONTACT, OFFER, SETTLE, PERFORM, CLOSE), ""),
    ],
)
def test_the_usual_way_has_seven_stages(way, steps, now: str) -> None:
    found = way(*steps)
    assert names(found) == ["登记", "受理", "协商", "方案", "和解", "履行", "结案"]
    assert current(found) == now


def test_a_withdrawn_case_has_no_settlement_before_it(way) -> None:
    found = way(ACCEPT, (Step.WITHDRAW, {"why": "消费者自行解决"}))
    assert names(found) == ["登记", "受理", "已撤回", "结案"]
    assert current(found) == "结案"


def test_a_closed_withdrawal_still_says_that_it_was_withdrawn(way) -> None:
    found = way((Step.WITHDRAW, {"why": "消费者自行解决"}), (Step.CLOSE, {"missing_acknowledged": True}))
    assert names(found) == ["登记", "已撤回", "结案"]
    assert current(found) == ""


def test_a_case_without_settlement_goes_outside(way) -> None:
    found = way(ACCEPT, CONTACT, FAIL, (Step.TO_REGULATOR, {}))
    assert names(found) == ["登记", "受理", "协商", "和解不成", "外部处理", "结案"]
    assert current(found) == "外部处理"


def test_an_outside_agreement_comes_back_to_performance(way) -> None:
    outside = (Step.EXT_ACCEPTED, {"on": "2026-10-09"}), (Step.EXT_AGREED, {"paper_no": "沪市监调〔2026〕5号"})
    found = way(ACCEPT, CONTACT, FAIL, (Step.TO_REGULATOR, {}), *outside)
    assert names(found)[3] == "外部调解"
    assert current(found) == "履行"

"""What an act of the record is drawn with."""

import pytest

from odrdesk.desktop.act_words import act_icon
from odrdesk.desktop.icons import Icons
from odrdesk.places import resource
from odrdesk.text import vocabulary


@pytest.mark.parametrize(
    ("act", "icon"),
    [
        ("paper.print", "printer"),
        ("paper.deliver", "send"),
        ("paper.signed", "signature"),
        ("paper.numbering", "file-text"),
        ("report.freeze", "chart-column"),
        ("unknown.thing", "circle-dot"),
    ],
)
def test_an_act_has_its_own_icon_or_that_of_its_subject(act: str, icon: str) -> None:
    assert act_icon(act) == icon


def test_every_act_is_drawn_with_an_icon_there_is() -> None:
    assert {act_icon(act) for act in vocabulary("act")} <= set(Icons(resource("icons")).names())

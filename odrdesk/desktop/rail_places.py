"""The pages one can go to, as the navigation lists them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from odrdesk.desktop.widgets.rail import Place
from odrdesk.text import _, field_label

PLACE_OF: Mapping[str, str] = MappingProxyType({"case": "cases", "merchant": "merchants"})
"""Pages of one thing, and the place in the rail they belong to."""


def places() -> Sequence[Place]:
    """From the top."""
    return (
        Place("today", _("今日工作台"), "layout-dashboard", hot=True),
        Place("cases", _("案件"), "folder-open"),
        Place("prepay", _("先行赔付"), "wallet"),
        Place("merchants", field_label("merchants"), "store"),
        Place("papers", _("文书与打印"), "printer"),
        Place("statistics", _("统计与报表"), "chart-column"),
    )


def foot() -> Sequence[Place]:
    """At the lower end."""
    return (Place("settings", _("设置"), "settings"),)

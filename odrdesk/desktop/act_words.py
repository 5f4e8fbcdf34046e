"""What an entry of the record that is no step of a dispute is called, and the icon before it."""

from collections.abc import Mapping

from odrdesk.services.tags import ON_CASE
from odrdesk.text import _, spoken, vocabulary

_ICONS = {
    "fund": "wallet",
    "ledger": "download",
    "clerk": "user",
    "watchlist": "badge-check",
    "calendar": "calendar",
    "tag": "tag",
}


def act_word(act: str) -> str:
    """The words for an act; its code where it has none."""
    row = vocabulary("act").get(act)
    return act if row is None else spoken(row)


def act_icon(act: str) -> str:
    """The icon of an act, by what it belongs to."""
    return "tag" if act == ON_CASE else _ICONS.get(act.partition(".")[0], "circle-dot")


def tags_text(told: Mapping[str, object]) -> str:
    """Which tags a case was given, and which were taken from it."""
    said = []
    for words, names in ((_("加上：{tags}"), told.get("given")), (_("去掉：{tags}"), told.get("taken"))):
        if isinstance(names, list) and names:
            said.append(words.format(tags=_("、").join(map(str, names))))
    return _("；").join(said)

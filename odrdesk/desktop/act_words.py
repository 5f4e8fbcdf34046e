"""What an entry of the record that is no step of a dispute is called, and the icon before it."""

from collections.abc import Mapping

from odrdesk.services.tags import ON_CASE
from odrdesk.text import _, spoken, vocabulary

_ICONS = {
    "calendar": "calendar", "clerk": "user", "consumer": "eye", "departments": "landmark", "fund": "wallet",
    "ledger": "download", "paper": "file-text", "proof": "shield-check", "record": "download", "register": "download",
    "report": "chart-column", "rules": "scale", "settings": "settings", "tag": "tag", "template": "file-text",
    "watchlist": "badge-check", "worklist": "printer",
}  # fmt: skip
_OF_AN_ACT = {
    ON_CASE: "tag",
    "case.bundle": "archive",
    "dispute.unassign": "users",
    "paper.deliver": "send",
    "paper.print": "printer",
    "paper.signed": "signature",
    "paper.signed_out": "download",
}


def act_word(act: str) -> str:
    """The words for an act; its code where it has none."""
    row = vocabulary("act").get(act)
    return act if row is None else spoken(row)


def act_icon(act: str) -> str:
    """The icon of an act: its own, else that of what it belongs to."""
    return _OF_AN_ACT.get(act) or _ICONS.get(act.partition(".")[0], "circle-dot")


def tags_text(told: Mapping[str, object]) -> str:
    """Which tags a case was given, and which were taken from it."""
    said = []
    for words, names in ((_("加上：{tags}"), told.get("given")), (_("去掉：{tags}"), told.get("taken"))):
        if isinstance(names, list) and names:
            said.append(words.format(tags=_("、").join(map(str, names))))
    return _("；").join(said)

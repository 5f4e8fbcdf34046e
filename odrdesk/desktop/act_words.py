"""What an entry of the record that is no step of a dispute is called, and the icon before it."""

from odrdesk.text import spoken, vocabulary

_ICONS = {"fund": "wallet", "ledger": "download", "clerk": "user", "watchlist": "badge-check", "calendar": "calendar"}


def act_word(act: str) -> str:
    """The words for an act; its code where it has none."""
    row = vocabulary("act").get(act)
    return act if row is None else spoken(row)


def act_icon(act: str) -> str:
    """The icon of an act, by what it belongs to."""
    return _ICONS.get(act.partition(".")[0], "circle-dot")

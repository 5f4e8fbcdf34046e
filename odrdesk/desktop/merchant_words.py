"""The words of a merchant's page: the entries of the record that speak of it, and what may be the same about two."""

from collections.abc import Mapping, Sequence

from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.timeline import Moment
from odrdesk.domain.merchants import Profile
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import AlikeBy, MerchantNote
from odrdesk.services.merchants import Place
from odrdesk.text import _, field_label, word

_NOTES: Mapping[MerchantNote, tuple[str, Tone]] = {
    MerchantNote.REMINDER: ("bell", Tone.INFO),
    MerchantNote.INTERVIEW: ("message-square", Tone.PURPLE),
    MerchantNote.RESTRICTION: ("ban", Tone.PURPLE),
    MerchantNote.OTHER: ("sticky-note", Tone.NEUTRAL),
}


def moment(written: Written, when: str) -> Moment:
    """One entry of the record, ready to be shown."""
    told, act = dict(written.entry.facts), written.entry.act
    who = written.clerk_name or _("系统")
    why = _("原因：{why}").format(why=written.entry.why) if written.entry.why else ""
    if act == "merchant.note":
        return _note(told, who, when, why)
    pair = {"name": _name(told.get("gone")), "other": _name(told.get("kept"))}
    apart = {"name": _name(told.get("one")), "other": _name(told.get("other"))}
    said = {
        "merchant.merge": (_("“{name}”并入“{other}”").format(**pair), "layers", _("合并")),
        "merchant.unmerge": (_("“{name}”不再并入“{other}”").format(**pair), "undo-2", _("撤销合并")),
        "merchant.apart": (_("“{name}”和“{other}”不是同一家").format(**apart), "users", _("不是同一家")),
        "merchant.apart_undone": (_("收回：“{name}”和“{other}”不是同一家").format(**apart), "undo-2", _("收回")),
        "merchant.correct": (_changes(told.get("changed")), "pencil", _("更正资料")),
    }
    text, icon, mark = said.get(act, ("", "circle-dot", act))
    if written.erased:
        text = _("内容已依法删除。")
    return Moment(icon, Tone.NEUTRAL, who, when, "\n".join(part for part in (text, why) if part), mark)


def place_kind(kind: str) -> str:
    """What a live room, host, agency or base is called."""
    return field_label(f"live.{kind}")


def place_words(place: Place) -> str:
    """A live room with how many cases it has."""
    return _("{name}（{n} 件）").format(name=place.name, n=f"{place.cases:,}")


def reasons(found: Sequence[AlikeBy]) -> str:
    """Why two merchants may be the same, in one line."""
    return _("、").join(word(one) for one in found)


def facts(profile: Profile) -> list[tuple[str, str]]:
    """What is known of a merchant, by name; what is not known is left out."""
    rows = [(name, getattr(profile, name)) for name in ("region", "address", "shop_no", "contact", "phone", "notes")]
    return [(field_label(name), value) for name, value in rows if value]


def _note(told: Mapping[str, object], who: str, when: str, why: str) -> Moment:
    raw = str(told.get("kind", ""))
    kind = MerchantNote(raw) if raw in list(MerchantNote) else MerchantNote.OTHER
    icon, tone = _NOTES[kind]
    text = "\n".join(part for part in (str(told.get("content", "")), why) if part)
    return Moment(icon, tone, who, when, text, word(kind), tone)


def _name(told: object) -> str:
    return str(told.get("name", "")) if isinstance(told, Mapping) else ""


def _changes(told: object) -> str:
    if not isinstance(told, Mapping):
        return ""
    said = []
    for name, pair in told.items():
        old, new = pair if isinstance(pair, list) and len(pair) == 2 else ("", "")
        words = (
            _("{label}：“{old}” 改为 “{new}”") if old and new else _("{label}：{new}") if new else _("{label}：清除")
        )
        said.append(words.format(label=field_label(str(name)), old=old, new=new))
    return "\n".join(said)

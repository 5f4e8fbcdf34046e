"""The fields of the intellectual-property steps that are words of a vocabulary."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from odrdesk.desktop.forms.chips import Chips
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.domain.facts import Fact, FactKind
from odrdesk.domain.vocabulary import HolderAct, IpMeasure, IpRight, NoticeFault
from odrdesk.text import _, word

IP_KINDS = frozenset({FactKind.IP_RIGHT, FactKind.HOLDER_ACT, FactKind.NOTICE_FAULT, FactKind.IP_MEASURES})


def ip_editor(look: Look, fact: Fact, given: object) -> tuple[QWidget, Callable[[], object]]:
    """The field of a fact and how it is read; nothing chosen stays untold."""
    if fact.kind is FactKind.IP_MEASURES:
        chips = Chips(look, _words(IpMeasure))
        chips.choose(map(str, given) if isinstance(given, list | tuple) else ())
        return chips, lambda: list(chips.chosen)
    members: type[StrEnum]
    members, none = {
        FactKind.IP_RIGHT: (IpRight, _("未说明")),
        FactKind.HOLDER_ACT: (HolderAct, _("未说明")),
        FactKind.NOTICE_FAULT: (NoticeFault, _("没有发现")),
    }[fact.kind]
    choice = Choice(look, [("", none), *_words(members)], str(given or ""))
    return choice, lambda: choice.key


def _words(members: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, word(one)) for one in members]

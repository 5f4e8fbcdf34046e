"""Words of issued papers that several places of the screen share."""

from odrdesk.desktop.tokens import Tone
from odrdesk.domain.paper_vocabulary import DeliveryWay, PaperStage
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.text import _, word


def copy_words(copy: str) -> str:
    """Whose copy it is."""
    return {
        "consumer": _("消费者本"),
        "merchant": _("商家本"),
        "regulator": _("监管本"),
        "desk": _("存档本"),
        "rights_holder": _("权利人本"),
    }.get(copy, copy)


def title_words(kind: PaperKind, copy: str) -> str:
    """A paper by its kind and whose copy it is."""
    return _("{paper}（{copy}）").format(paper=word(kind), copy=copy_words(copy))


def way_words(way: DeliveryWay) -> str:
    """How it was delivered, as short as the vocabulary allows."""
    return word(way)


def stage_tone(stage: PaperStage) -> Tone:
    """The colour of a stage's pill; never red or amber, which are for time."""
    return {
        PaperStage.WAITING_PRINT: Tone.INFO,
        PaperStage.WAITING_RECEIPT: Tone.TEAL,
        PaperStage.DONE: Tone.OK,
    }.get(stage, Tone.NEUTRAL)

"""In which languages a paper of a settlement is written: as asked for, or else as the consumer needs it."""

from odrdesk.domain.dispute import OF_SETTLEMENT, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Language, PaperKind
from odrdesk.text import vocabulary


def chosen(case: Dispute, kind: PaperKind, asked: str | None) -> Language | None:
    """None is Chinese alone. All copies of a settlement's paper are in the same languages: both parties sign one text.

    Refuses `paper.language_unknown`, and (`paper.language_none`) English for a paper that has none.
    """
    if asked is None:
        wanted = case.complaint.consumer.language if kind in OF_SETTLEMENT else None
    else:
        try:
            wanted = Language(asked)
        except ValueError as why:
            known = [one.value for one in Language]
            raise Refusal("paper.language_unknown", "language", language=asked, known=known) from why
    if wanted is not Language.ZH_EN:
        return None
    if kind not in OF_SETTLEMENT:
        raise Refusal("paper.language_none", "language", kind=kind)
    return wanted


def claims(case: Dispute) -> str:
    """What the consumer asks for, in English."""
    words = vocabulary("claim")
    return "; ".join(words[claim.value].en for claim in case.complaint.claims).lower()

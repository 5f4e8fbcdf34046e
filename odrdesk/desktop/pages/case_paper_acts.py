"""What is done with papers on the case page: issued from several places, looked at, printed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from odrdesk.desktop.pages.case_deeds import CaseDeeds
from odrdesk.desktop.pages.case_next import NextCard
from odrdesk.desktop.pages.case_papers import PapersCard
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import Language, PaperKind
from odrdesk.text import _


class PaperActs(QObject):
    """Between the cards that ask and the deeds that do; `sight` gives the case in view."""

    def __init__(
        self, deeds: CaseDeeds, sight: Callable[[], Sight | None], *, card: PapersCard, following: NextCard, bar: Banner
    ) -> None:
        super().__init__(card)
        self._deeds, self._sight, self._card, self._bar = deeds, sight, card, bar
        following.issued.connect(lambda kind: self.issue(kind, "consumer"))
        card.issued.connect(self.issue)
        card.bilingual.connect(lambda kind: self.issue(kind, "consumer", Language.ZH_EN))
        card.opened.connect(self.open)
        deeds.making.connect(lambda on: card.busy(on=on))

    def issue(self, kind: str, copy: str, language: Language | None = None) -> None:
        """Issue a paper."""
        sight = self._sight()
        if sight is not None:
            self._deeds.issue(sight, PaperKind(kind), copy, language=language)

    def open(self, key: int) -> None:
        """Look at an issued paper."""
        sight = self._sight()
        if sight is not None:
            self._deeds.preview(sight, key)

    def print(self) -> None:
        """Print what the case has; why not is said in the bar of its page."""
        sight = self._sight()
        words = "" if sight is None else print_case(sight, self._deeds, partial(self._card.asked.emit, "print"))
        if words:
            self._bar.say(words, Tone.INFO)


def print_case(sight: Sight, deeds: CaseDeeds, start: Callable[[Sequence[int]], object]) -> str:
    """Print what waits to be printed; else draft the paper that is missing, or look at the last one; else say why not.

    `start(keys)` prints, in the order of their issue.
    """
    papers = (paper for one in sight.papers for paper in one.issued if not paper.mark.void)
    waiting = sorted(paper.mark.key for paper in papers if paper.stage is PaperStage.WAITING_PRINT)
    missing = _missing(sight)
    if waiting and sight.past is None:
        start(tuple(waiting))
    elif missing is not None:
        deeds.issue(sight, missing, "consumer")
    elif deeds.preview(sight) is None:
        return _("这件案子还没有可打印的文书。受理之后可以出具受理告知书。")
    return ""


def _missing(sight: Sight) -> PaperKind | None:
    return next((one.kind for one in sight.papers if one.missing), None)

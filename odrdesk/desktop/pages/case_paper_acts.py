"""What is done with papers on the case page: issued from several places, looked at, printed."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from odrdesk.desktop.pages.case_deeds import CaseDeeds
from odrdesk.desktop.pages.case_next import NextCard
from odrdesk.desktop.pages.case_papers import PapersCard
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
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
        """Print what waits to be printed; else draft the paper that is missing, or look at the last one."""
        sight = self._sight()
        if sight is None or self._card.print_waiting():
            return
        missing = _missing(sight)
        if missing is not None:
            self.issue(missing.value, "consumer")
        elif self._deeds.preview(sight) is None:
            self._bar.say(_("这件案子还没有可打印的文书。受理之后可以出具受理告知书。"), Tone.INFO)


def _missing(sight: Sight) -> PaperKind | None:
    return next((one.kind for one in sight.papers if one.missing), None)

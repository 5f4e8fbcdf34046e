"""The bar that proposes a rise on the ladder and says why; nothing moves by itself."""

from odrdesk.desktop.pages import case_words, step_options
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.domain.vocabulary import Step
from odrdesk.text import _


class RiseBanner(Banner):
    """`step` is the one step its button takes, None while nothing is proposed."""

    step: Step | None = None

    def show_case(self, sight: Sight) -> None:
        """Show what is proposed, or nothing; of a past day nothing is proposed any more."""
        proposed = () if sight.past else sight.view.proposals
        self.step = proposed[0].step if proposed else None
        if self.step is None:
            self.hide()
            return
        why = " ".join(step_options.rise_words(sight, one) for one in proposed)
        words = _("建议升至 L{level}：{why}").format(level=proposed[0].to, why=why)
        self.say(words, Tone.WARN, case_words.verb(self.step) if sight.may(self.step) else "", closable=False)

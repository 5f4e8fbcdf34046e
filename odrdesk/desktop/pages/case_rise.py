"""The bars above a case: what waits for a second person, and what rise on the ladder is proposed and why."""

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.pages import case_words, step_options
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.domain.vocabulary import Step
from odrdesk.text import _, word


class AskedBanner(Banner):
    """A step that somebody else has to confirm, hidden while there is none."""

    def show_case(self, sight: Sight) -> None:
        """Say who asked for what."""
        waiting = next(iter(sight.case.awaiting), None)
        if waiting is None:
            self.hide()
            return
        words = _("待复核：{who} 于 {when} 提出“{step}”，须由另一位有权限的人员复核后生效。").format(
            who=sight.person(waiting.asked_by), when=stamp(waiting.at, year=False), step=word(waiting.step)
        )
        self.say(words, Tone.INFO, _("复核") if sight.may(waiting.step) else "", closable=False)


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

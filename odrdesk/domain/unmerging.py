"""The clocks of a dispute whose merge is undone: which run on, by the calendar, channel and appraisal of now."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from odrdesk.domain.counting import AGREED, Rules, Start, begin, counted, origin_of, paused
from odrdesk.domain.dispute import Clock, Dispute, Pause
from odrdesk.domain.vocabulary import Channel

Registration = Callable[[Channel | None], Mapping[str, Start]]
"""The clocks that a registration by this channel starts."""


def woken(
    case: Dispute, clocks: Sequence[Clock], stopped: Collection[int], rules: Rules, registration: Registration
) -> list[Clock]:
    """The clocks with those at the places `stopped` running on.

    Where the channel was corrected while the dispute was merged, what only the old one starts stays stopped, and what
    the new one starts begins from the registration. An appraisal that still runs holds them as it did before.
    """
    now = registration(case.complaint.channel)
    by_channel = [registration(channel) for channel in Channel]
    others = {(start.rule, start.day) for starts in by_channel for start in starts.values() if start.rule not in now}
    gone = {place for place in stopped if (clocks[place].rule, clocks[place].start) in others}
    awake = set(stopped) - gone
    told = [_awake(clock, case, rules) if place in awake else clock for place, clock in enumerate(clocks)]
    if not gone:
        return told
    everywhere = frozenset.intersection(*(frozenset(starts) for starts in by_channel))
    running = {clock.rule for clock in told if clock.running}
    fresh = [start for rule, start in now.items() if rule not in everywhere | running]
    return [*told, *(begin(start, rules, origin_of(case.complaint)) for start in fresh)]


def _awake(clock: Clock, case: Dispute, rules: Rules) -> Clock:
    again = _newly_known(replace(clock, stopped_on=None, stopped_at=None), rules)
    since = case.appraisal_since
    if since is None:
        return again
    last = clock.pauses[-1] if clock.pauses else None
    if last is not None and last.until is not None and last.since >= max(since, clock.start):
        # The merge ended the pause with the clock; the appraisal did not end with it.
        return replace(again, pauses=(*clock.pauses[:-1], Pause(last.since)))
    return again if again.waits else paused(again, max(since, clock.start), rules.law)


def _newly_known(clock: Clock, rules: Rules) -> Clock:
    return counted(clock, rules) if clock.provisional and clock.version != AGREED else clock

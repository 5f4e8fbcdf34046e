"""One call of the command line: what was asked for, on which desk, as whom, at which moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import cast

import typer

from odrdesk import text
from odrdesk.cli.options import Options
from odrdesk.cli.voice import Answer, Page, Voice
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import desk as desks
from odrdesk.services.desk import Desk


class Call:
    """The options and the voice of one run; handed to every command as the context's object."""

    def __init__(self, options: Options, voice: Voice) -> None:
        self.options = options
        self.voice = voice

    def now(self) -> datetime:
        """The moment of the call: the moved one where `--now` moved it (aware UTC)."""
        return self.options.now or desks.wall_clock()

    @contextmanager
    def desk(self, *, writing: bool = True) -> Iterator[Desk]:
        """The desk, open while the command works on it, as the clerk that was named.

        Refuses `--now` on a real desk, and `--as` there for anyone but the owner as long as clerks have no passwords.
        """
        desk = self._opened(writing=writing)
        try:
            if self.options.now is not None and not desk.practice:
                raise Refusal("now.not_practice", "now")
            yield self._seated(desk if self.options.now is None else desk.at(self.now))
        finally:
            failed = desk.close()
        if failed:
            self.voice.warn(text.fault_text(failed))

    def new_desk(self, path: Path, name: str, owner: str, *, practice: bool) -> Desk:
        """Make a desk; only a practice desk may be made at a moved moment."""
        if self.options.now is not None and not practice:
            raise Refusal("now.not_practice", "now")
        return desks.create(path, name, practice=practice, clock=self.now, owner=owner)

    def say(self, answer: Answer, shown: Callable[[Page], None]) -> None:
        """Answer: the object as JSON, or what `shown` writes for a person."""
        self.voice.answer(answer, shown)

    def _opened(self, *, writing: bool) -> Desk:
        """An older desk is migrated whatever the command: a caller who only reads has no other way to open it."""
        try:
            return desks.open_desk(self.options.folder, clock=desks.wall_clock, writing=writing)
        except Fault as fault:
            if fault.code != "desk.older":
                raise
        return desks.open_desk(self.options.folder, clock=desks.wall_clock)

    def _seated(self, desk: Desk) -> Desk:
        name = self.options.clerk
        if name is None or name == desk.clerk.name:
            return desk
        seated = desk.acting_as(name)
        if not desk.practice:
            raise Refusal("clerk.password_unset", "as", name=name)
        return seated


def call_of(context: typer.Context) -> Call:
    """The call a command belongs to."""
    return cast("Call", context.obj)

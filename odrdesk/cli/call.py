"""One call of the command line: what was asked for, on which desk, as whom, at which moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import cast

import typer

from odrdesk import text
from odrdesk.cli import passwords
from odrdesk.cli.options import Options
from odrdesk.cli.voice import Answer, Page, Voice
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import clerks
from odrdesk.services import desk as desks
from odrdesk.services.desk import Desk
from odrdesk.text import gettext


class Call:
    """The options and the voice of one run; handed to every command as the context's object."""

    def __init__(self, options: Options, voice: Voice) -> None:
        self.options = options
        self.voice = voice
        self._given: str | None = None

    def now(self) -> datetime:
        """The moment of the call: the moved one where `--now` moved it (aware UTC)."""
        return self.options.now or desks.wall_clock()

    @contextmanager
    def desk(self, *, writing: bool = True) -> Iterator[Desk]:
        """The desk, open while the command works on it, as the clerk that was named.

        Refuses `--now` on a real desk, and `--as` there without the clerk's password (`clerk.password_needed`,
        `clerk.password_unset`, and what `clerks.verify` refuses).
        """
        desk = self._opened(writing=writing)
        for one in desk.unsound:
            self.voice.warn(text.sentence(one.code, one.data))
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

    def present_password(self, clerk_name: str) -> str:
        """The password that proves who gives the command: from `--password-file`, or asked for once on a terminal.

        Refuses `clerk.password_needed` where there is neither.
        """
        if self._given is None:
            if self.options.password_file is not None:
                self._given = passwords.from_file(self.options.password_file, "--password-file")
            elif passwords.can_ask():
                self._given = passwords.ask(gettext("“{name}”的密码（不显示）：").format(name=clerk_name))
            else:
                raise Refusal("clerk.password_needed", "as", name=clerk_name)
        return self._given

    def _opened(self, *, writing: bool) -> Desk:
        """An older desk is migrated whatever the command: a caller who only reads has no other way to open it.

        Who names a clerk may give a wrong password, and that is recorded: such a desk is held where it is free.
        """
        folder = self.options.folder
        if not writing and self.options.clerk is not None:
            try:
                return desks.open_desk(folder, clock=desks.wall_clock, wait=0)
            except Fault as fault:
                if fault.code != "desk.locked":
                    raise
        try:
            return desks.open_desk(folder, clock=desks.wall_clock, writing=writing)
        except Fault as fault:
            if fault.code != "desk.older":
                raise
        return desks.open_desk(folder, clock=desks.wall_clock)

    def _seated(self, desk: Desk) -> Desk:
        """Nobody is asked on a practice desk; the owner, as whom commands act anyway, only once he has a password."""
        name = self.options.clerk
        if name is None:
            return desk
        if desk.practice:
            return desk.acting_as(name)
        seat = clerks.seat_of(desk, name)
        if seat.active and not seat.has_password:
            if seat.clerk.key == desk.clerk.key:
                return desk
            raise Refusal("clerk.password_unset", "as", name=name)
        return clerks.take_seat(desk, name, self.present_password(name) if seat.active else "")


def call_of(context: typer.Context) -> Call:
    """The call a command belongs to."""
    return cast("Call", context.obj)

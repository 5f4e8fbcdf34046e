"""Giving and taking tags in a window: the chooser over the page, and how each act goes back."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject

from odrdesk.desktop.dialogs.tags import Known, Meant, TagChooser
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Op, Work
from odrdesk.domain.tags import MOST_ON_CASE, Change
from odrdesk.services import tags
from odrdesk.services.desk import Desk, Done
from odrdesk.services.tags import Marked
from odrdesk.text import _, ngettext


class Tagging(QObject):
    """`choose(keys)` for one case or many."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._asking = Newest(work, self)

    @property
    def may(self) -> bool:
        """Whether the present clerk may do it."""
        return tags.may_give(self._desk)

    def choose(self, keys: Sequence[int]) -> None:
        """Show the tags of the desk, ticked where these cases have them."""
        cases = tuple(keys)

        def ask(known: Known) -> None:
            chooser = TagChooser(self._look, self._window, self._work, partial(_known, self._desk, cases), known)
            chooser.meant.connect(partial(self._do, chooser, cases))
            self._window.undo.changed.connect(chooser.look_again)
            self._window.cover(chooser, chooser.entry)

        if self.may and cases:
            self._asking.read(partial(_known, self._desk, cases), ask)

    def _do(self, chooser: TagChooser, cases: tuple[int, ...], meant: Meant) -> None:
        if meant.key is None:
            call = partial(tags.mark_new, self._desk, cases, meant.name)
        elif meant.give:
            call = partial(tags.mark, self._desk, cases, (meant.key,))
        else:
            call = partial(tags.mark, self._desk, cases, (), (meant.key,))
        op = self._work.write(call, owner=self, done=partial(self._told, cases, meant), refused=chooser.refuse)
        op.at_end(chooser, chooser.look_again)

    def _told(self, cases: tuple[int, ...], meant: Meant, told: Marked) -> None:
        n = len(told.changes)
        if not n:
            return
        one = len(cases) == 1
        if meant.give:
            words = (
                _("已加标签“{name}”") if one else ngettext("已给 {n} 件加标签“{name}”", "已给 {n} 件加标签“{name}”", n)
            )
        else:
            words = (
                _("已去掉标签“{name}”")
                if one
                else ngettext("已从 {n} 件去掉标签“{name}”", "已从 {n} 件去掉标签“{name}”", n)
            )
        said = words.format(name=meant.name, n=f"{n:,}")
        if told.full:
            full = len(told.full)
            left = ngettext("{n} 件已有 {most} 个标签，没有加", "{n} 件已有 {most} 个标签，没有加", full)
            said = _("{done}；{left}").format(done=said, left=left.format(n=f"{full:,}", most=MOST_ON_CASE))
        self._window.undo.did(
            said,
            partial(self._put, told.changes, _("撤销标签")),
            partial(self._put, told.changes, _("重做标签"), again=True),
            bulk=n > 1,
        )

    def _put(self, changes: Mapping[int, Change], why: str, *, again: bool = False) -> Op[Done[Marked]]:
        def put() -> Done[Marked]:
            undone = {case: change.back for case, change in changes.items()} if again else changes
            return tags.put_back(self._desk, undone, why)

        return self._work.write(put)


def _known(desk: Desk, cases: Sequence[int]) -> Known:
    return Known(tags.kept(desk), tags.among(desk, cases), len(cases))

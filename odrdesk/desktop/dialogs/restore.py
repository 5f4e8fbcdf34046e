"""Putting a backup in the place of a desk that does not open: which one, and what becomes of what is there."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.formats import DOT, stamp
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.text import _, ngettext


class Copy(Protocol):
    """A backup, as `services.upkeep.backups` gives it."""

    @property
    def path(self) -> Path:
        """Its folder."""

    @property
    def made_at(self) -> datetime:
        """When it was made."""

    @property
    def disputes(self) -> int:
        """How many cases it holds."""


class RestoreDialog(Dialog):
    """`agreed(path)` with the backup's folder, `declined` otherwise. The newest is proposed."""

    agreed = Signal(str)
    declined = Signal()

    def __init__(self, look: Look, window: QWidget, copies: Sequence[Copy]) -> None:
        super().__init__(look, window, _("从备份恢复"))
        words = Label(_("用哪一个备份？现在文件夹里的内容会移到旁边保留，不会删除。"), 14, wrap=True)
        words.setMinimumWidth(look.dp(440))
        self.body.addWidget(words)
        self.choice = Choice(look, [(str(copy.path), _words(copy)) for copy in copies], str(copies[0].path))
        self.body.addWidget(Field(look, "source", _("备份"), self.choice))
        self.no = self.button(_("不恢复"))
        self.no.clicked.connect(self.dismiss)
        self.yes = self.button(_("恢复这个备份"), Kind.PRIMARY)
        self.yes.clicked.connect(self._agree)

    def dismiss(self) -> None:
        """Rather not."""
        self.close_over()
        self.declined.emit()

    def _agree(self) -> None:
        source = self.choice.key
        self.close_over()
        self.agreed.emit(source)


def _words(copy: Copy) -> str:
    count = ngettext("{n} 件案件", "{n} 件案件", copy.disputes).format(n=f"{copy.disputes:,}")
    return DOT.join((stamp(copy.made_at), count))

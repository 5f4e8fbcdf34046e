"""A name for a view that is to be kept."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.domain.errors import Refusal
from odrdesk.text import _, refusal_text

LONGEST = 20
"""Characters: a tab, not a sentence."""


class ViewNameDialog(Dialog):
    """`keep(name, pinned, shared)` is called with a name that can stand; with a `name` it is another name only."""

    def __init__(
        self,
        look: Look,
        window: QWidget,
        keep: Callable[[str, bool, bool], None],
        *,
        name: str = "",
        pin: bool = False,
        share: bool = False,
    ) -> None:
        super().__init__(look, window, _("改名") if name else _("存为视图"))
        self._keep = keep
        self.name = Entry(look, placeholder=_("例如：12315 转入的本周到期"), longest=LONGEST)
        self.name.setMinimumWidth(look.dp(360))
        self.field = Field(look, "name", _("视图名称"), self.name, required=True, hint=_("同名的视图会被替换"))
        self.body.addWidget(self.field)
        self.pin, self.share = Tick(look, _("固定到导航")), Tick(look, _("共享给全组"))
        self.pin.setChecked(pin)
        if not name:
            self.body.addWidget(self.pin)
        if share and not name:
            self.body.addWidget(self.share)
        self.name.setText(name)
        self.name.selectAll()
        later = self.button(_("取消"))
        later.clicked.connect(self.dismiss)
        self.save = self.button(_("保存"), Kind.PRIMARY)
        self.save.clicked.connect(self.confirm)
        self.name.returnPressed.connect(self.confirm)

    def confirm(self) -> None:
        """Keep it, or say what is missing."""
        name = " ".join(self.name.text().split())
        if not name:
            self.field.refuse(refusal_text(Refusal("field.required", "name")))
            return
        self._keep(name, self.pin.isChecked(), self.share.isChecked())
        self.close_over()

"""One tag of the desk: what it is called and its colour."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop.dialogs.form import FormDialog
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import TAG_TONES, Ink
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.work import Work
from odrdesk.domain.tags import NAME_LIMIT, Tag
from odrdesk.domain.vocabulary import TagTone
from odrdesk.services import tags
from odrdesk.services.desk import Desk
from odrdesk.text import _, word


class TagDialog(FormDialog):
    """Adds one where `tag` is None; `saved(Tag)` after it was kept."""

    saved = Signal(object)
    wide = 440

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, tag: Tag | None) -> None:
        super().__init__(look, window, work, _("修改标签") if tag else _("新建标签"))
        self._desk, self._tag = desk, tag
        self.name = Entry(look, placeholder=_("如：加急、媒体关注"), longest=NAME_LIMIT * 2)
        self.tone = Choice(look, [(one.value, word(one)) for one in TagTone], (tag.tone if tag else TagTone.GREY).value)
        hint = _("改名后，已加的案件和用它存的视图都跟着改") if tag else _("最多 {n} 个字").format(n=NAME_LIMIT)
        self.fields = {
            "name": Field(look, "name", _("名称"), self.name, required=True, hint=hint),
            "tone": Field(look, "tone", _("颜色"), self.tone, hint=_("红色和琥珀色只表示期限，不作标签")),
        }
        self.sample = Pill(look, " ", px=12, height=18)
        shown = QHBoxLayout()
        shown.setSpacing(8)
        shown.addWidget(Label(_("显示为"), 12, Ink.TEXT3))
        shown.addWidget(self.sample)
        shown.addStretch(1)
        self.body.addWidget(self.bar)
        for field in self.fields.values():
            self.body.addWidget(field)
        self.body.addLayout(shown)
        later = self.button(_("取消"))
        later.clicked.connect(self.dismiss)
        self.go = self.button(_("保存"), Kind.PRIMARY)
        self.go.clicked.connect(self.confirm)
        self.name.returnPressed.connect(self.confirm)
        self.name.textChanged.connect(lambda _typed: self._show())
        self.tone.currentIndexChanged.connect(lambda _place: self._show())
        self.name.setText(tag.name if tag else "")
        self._show()

    def confirm(self) -> None:
        """Keep it, or say beside its field what cannot stand."""
        if not self.begin():
            return
        name, tone = self.name.text(), TagTone(self.tone.key)
        if self._tag is None:
            self.run(partial(tags.add, self._desk, name, tone), self._done)
        else:
            self.run(partial(tags.change, self._desk, self._tag.key, name, tone), self._done)

    def _show(self) -> None:
        name = " ".join(self.name.text().split())[:NAME_LIMIT]
        self.sample.say(name or _("标签"), TAG_TONES[TagTone(self.tone.key)])

    def _done(self, tag: Tag) -> None:
        self.close_over()
        self.saved.emit(tag)

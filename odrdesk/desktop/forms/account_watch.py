"""A payee's account is looked at as soon as its field is left: what is wrong with it, or of which kind it is."""

from functools import partial

from odrdesk.desktop.forms.step import StepForm
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.domain.accounts import check_account
from odrdesk.domain.errors import Refusal
from odrdesk.text import _, refusal_text, word


def watch_account(form: StepForm) -> None:
    """Say it beside the field; an empty one is left alone until the step is taken."""
    field = form.fields.get("account")
    if field is not None and isinstance(field.editor, Entry):
        field.editor.editingFinished.connect(partial(_look_at, field, field.editor))


def _look_at(field: Field, entry: Entry) -> None:
    text = entry.text().strip()
    if not text:
        return
    try:
        kind = check_account(text)
    except Refusal as no:
        field.refuse(refusal_text(no))
        return
    field.clear()
    field.hint(_("收款账户写法正确：{words}").format(words=word(kind)))

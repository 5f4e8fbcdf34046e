"""What is said where a list of cases is empty, and why."""

from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.domain.listing import VIEWS, Listing
from odrdesk.text import _


def say_empty(empty: EmptyState, listing: Listing, *, changed: bool, bare: bool = False) -> None:
    """The sentence and the way on; `changed` where conditions were added to the view, `bare` where the desk has none.

    On a desk without any case every view is empty for that one reason, and only a first case helps.
    """
    if listing == VIEWS["all"] or bare:
        empty.say(_("还没有案件"), _("登记第一件，或者从 12315 导出的表格导入。"), _("新建案件"))
    elif listing.text:
        sought = _("“{text}”在这个列表里没有。").format(text=listing.text)
        empty.say(_("没有符合条件的案件"), sought, _("在全部案件中查找"))
    elif changed:
        empty.say(_("没有符合条件的案件"), _("去掉一些条件再看看。"), _("清除条件"))
    else:
        empty.say(_("这个视图里没有案件"), "", _("看全部案件"))

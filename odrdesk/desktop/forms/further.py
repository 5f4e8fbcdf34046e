"""What the registration form asks beside: payment, link, account, consents, language; folded until one is filled."""

from collections.abc import Mapping

from odrdesk.desktop.forms.binding import Binding, Bound, Maker, Term
from odrdesk.desktop.forms.folded import FoldedPlate, one_of
from odrdesk.domain.vocabulary import Answer, Language
from odrdesk.text import _, field_label, word

PAYMENT, LINK, ACCOUNT, PUBLISH, ENTRUST, LANGUAGE = (
    "order.payment", "order.link", "live.account", "publish", "entrust", "consumer.language",
)  # fmt: skip
FIELDS = (PAYMENT, LINK, ACCOUNT, PUBLISH, ENTRUST, LANGUAGE)
_PLACES = ((0, 0, 4), (0, 4, 8), (1, 0, 4), (1, 4, 4), (1, 8, 4), (2, 0, 6))
"""Row, column and width of each field."""


class FurtherPlate(FoldedPlate):
    """Six fields behind a link."""

    def __init__(self, make: Maker, binding: Binding) -> None:
        words = _("更多：支付方式、链接与两项同意")
        super().__init__(make, binding, words, fields=_fields(make), places=_PLACES)

    def follow(self, raw: Mapping[str, object]) -> None:
        """Open where something is typed."""
        self.unfold(raw, FIELDS)


def _fields(make: Maker) -> tuple[Bound, ...]:
    return (
        make.line(PAYMENT, field_label(PAYMENT)),
        make.line(LINK, field_label(LINK), hint="https://"),
        make.line(ACCOUNT, field_label(ACCOUNT)),
        _choice(make, PUBLISH, Answer, _("未询问")),
        _choice(make, ENTRUST, Answer, _("未询问")),
        _choice(make, LANGUAGE, Language, _("未说明")),
    )


def _choice(make: Maker, name: str, terms: type[Term], nothing: str) -> Bound:
    return one_of(make, name, terms, [(one.value, word(one)) for one in terms], nothing)

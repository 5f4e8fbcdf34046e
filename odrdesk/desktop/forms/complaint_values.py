"""The values of the form of a complaint as the complaint they make."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from odrdesk.desktop.forms import abroad, further, party
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.parties import Live, Merchant
from odrdesk.domain.workdays import day_of


def complaint_of(values: Mapping[str, Any], now: datetime) -> Complaint:
    """The draft these values make, on the day of `now`; what is None is as if it were not there."""
    name, uscc = values["merchant.name"], values["merchant.uscc"]
    return Complaint(
        channel=values["channel"],
        channel_no=values["channel_no"],
        received_at=values["received_at"],
        pushed_at=values["pushed_at"],
        consumer=party.consumer(dict(values), day_of(now)),
        merchant=Merchant(name or "", uscc) if name or uscc else None,
        live=Live(
            room=values["live.room"],
            host=values["live.host"],
            mcn=values["live.mcn"],
            on=values["live.on"],
            timecode=values["live.timecode"],
            base=values["live.base"],
            account=values[further.ACCOUNT],
        ),
        order=Order(
            no=values["order.no"],
            goods=values["order.goods"],
            quantity=values["order.quantity"],
            paid=values["order.paid"],
            bought_on=values["order.bought_on"],
            signed_on=values["order.signed_on"],
            completed_on=values["order.completed_on"],
            foreign=abroad.foreign_of(values)[0],
            import_kind=values[abroad.KIND],
            payment=values[further.PAYMENT],
            link=values[further.LINK],
        ),
        category=values["category"],
        claims=values["claims"] or (),
        claims_words=values["claims_words"],
        claimed=values["claimed"],
        knew_on=values["knew_on"],
        facts=values["facts"] or "",
        contact_point=values["contact_point"],
        publish=values[further.PUBLISH],
        entrust=values[further.ENTRUST],
    )

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta

import pytest

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Merchant
from odrdesk.domain.vocabulary import State
from odrdesk.services.desk import Desk
from odrdesk.storage import dispute_rows as rows
from odrdesk.storage import disputes, parties

Put = Callable[[Dispute], Dispute]


def test_a_dispute_comes_back_as_it_went_in(desk: Desk, put: Put, full: Dispute) -> None:
    stored = put(full)
    with desk.reading() as session:
        assert disputes.load(session, stored.number) == stored
        assert disputes.load_key(session, stored.key) == stored


def test_an_almost_empty_dispute_comes_back_too(desk: Desk, put: Put, simple: Dispute) -> None:
    stored = put(simple)
    with desk.reading() as session:
        assert disputes.load(session, stored.number) == stored


def test_the_full_example_leaves_no_field_at_its_default(full: Dispute) -> None:
    """Whoever adds a field to the domain is told here that it is not stored yet."""
    left = {"key", "number", "papers", "evidence", "version"}
    for each in fields(Dispute):
        if each.name not in left:
            assert getattr(full, each.name) != each.default, each.name
    for part in (*full.offers[:1], full.settlement, full.performances[0], full.contacts[0], full.clocks[0]):
        assert is_dataclass(part)


@pytest.mark.parametrize("blank", ["offers", "settlement", "contacts", "clocks", "awaiting", "performances"])
def test_what_is_taken_away_is_gone(desk: Desk, put: Put, full: Dispute, blank: str) -> None:
    before = put(full)
    after = replace(before, **{blank: None if blank == "settlement" else ()})
    with desk.writing() as session:
        saved = disputes.save(session, before, after)
    with desk.reading() as session:
        assert disputes.load(session, before.number) == saved == replace(after, version=2)


def test_saving_writes_only_the_children_that_changed(desk: Desk, put: Put, full: Dispute) -> None:
    before = put(full)
    with desk.writing() as session:
        connection = session.connection()
        total = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        disputes.save(session, before, replace(before, level=1))
        assert connection.exec_driver_sql("SELECT total_changes()").scalar_one() == total + 1


def test_the_second_of_two_who_edit_is_refused(desk: Desk, put: Put, simple: Dispute) -> None:
    before = put(simple)
    with desk.writing() as session:
        disputes.save(session, before, replace(before, level=2))
    with pytest.raises(Refusal, match=r"dispute\.changed_elsewhere"), desk.writing() as session:
        disputes.save(session, before, replace(before, level=3))
    with desk.reading() as session:
        assert disputes.load(session, before.number).level == 2


def test_numbers_have_no_gap_when_a_registration_fails(desk: Desk, put: Put, simple: Dispute) -> None:
    assert put(simple).number == "ODR-2026-00001"
    with pytest.raises(Refusal, match=r"channel_no\.taken"):
        put(simple)
    assert put(replace(simple, complaint=replace(simple.complaint, channel_no=None))).number == "ODR-2026-00002"
    with desk.writing() as session:
        assert disputes.next_number(session, 2027) == "ODR-2027-00001"


def test_an_unknown_number_is_refused(desk: Desk) -> None:
    with desk.reading() as session, pytest.raises(Refusal) as refused:
        disputes.load(session, "ODR-2026-99999")
    assert (refused.value.code, refused.value.data["number"]) == ("dispute.unknown", "ODR-2026-99999")


def test_a_channel_number_finds_its_dispute(desk: Desk, put: Put, simple: Dispute) -> None:
    stored = put(simple)
    with desk.reading() as session:
        assert disputes.by_channel_no(session, "odr12315", simple.complaint.channel_no) == stored.number
        assert disputes.by_channel_no(session, "green", simple.complaint.channel_no) is None
        assert disputes.by_channel_no(session, "odr12315", None) is None


def _similar(desk: Desk, dispute: Dispute) -> tuple[str, ...]:
    with desk.reading() as session:
        return disputes.similar(session, dispute.complaint)


def test_look_alikes_share_an_order_or_phone_and_merchant_within_thirty_days(
    desk: Desk, put: Put, simple: Dispute
) -> None:
    number = put(simple).number
    complaint = simple.complaint
    other = replace(complaint, channel_no=None, order=replace(complaint.order, no="other"))

    def alike(**change: object) -> tuple[str, ...]:
        return _similar(desk, replace(simple, complaint=replace(other, **change)))

    assert alike() == (number,)
    assert alike(received_at=complaint.received_at + timedelta(days=30)) == (number,)
    assert alike(received_at=complaint.received_at + timedelta(days=31)) == ()
    assert alike(merchant=Merchant("another")) == ()
    assert alike(consumer=replace(complaint.consumer, phone="13900000000")) == ()
    assert alike(consumer=replace(complaint.consumer, phone="13900000000"), order=complaint.order) == (number,)


def test_what_lists_show_follows_the_dispute(put: Put, full: Dispute) -> None:
    row = rows.row_of(full)
    assert (row["seller"], row["amount"], row["open"]) == ("好物", Fen(62900), True)
    assert row["due"] == full.clocks[1].due
    closed = rows.row_of(replace(full, state=State.CLOSED))
    assert (closed["open"], closed["due"]) == (False, None)


def test_a_merchant_is_one_by_credit_code_and_else_by_exact_name(desk: Desk) -> None:
    with desk.writing() as session:
        named = parties.merchant_key(session, Merchant("甲"))
        coded = parties.merchant_key(session, Merchant("甲", "91310115MA1FARM015"))
        assert named == coded == parties.merchant_key(session, Merchant("乙", "91310115MA1FARM015"))
        assert parties.merchant_key(session, Merchant("甲", "91310000MA1FLTEATW")) != named
        assert parties.merchant_key(session, Merchant("丙")) != named
        assert parties.find_merchant(session, "91310115MA1FARM015") == (named, Merchant("甲", "91310115MA1FARM015"))
        assert parties.find_merchant(session, "丁") is None

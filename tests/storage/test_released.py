"""Every released data file opens for ever."""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from odrdesk.domain.fund_vocabulary import Account, PrepayState
from odrdesk.domain.listing import Listing
from odrdesk.domain.vocabulary import State
from odrdesk.services import clerks
from odrdesk.services.desk import open_desk
from odrdesk.services.upkeep import check
from odrdesk.storage import disputes, drafts, ledger, listing, papers, schema, settings

DATABASES = Path(__file__).parents[1] / "databases"


def test_there_is_a_real_file_of_every_version() -> None:
    assert sorted(path.name for path in DATABASES.glob("v*")) == [f"v{n}" for n in range(1, schema.VERSION + 1)]


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_it_opens_and_holds_what_it_held(version: int, tmp_path: Path, noon: datetime) -> None:
    source = DATABASES / f"v{version}"
    before = hashlib.sha256((source / "odr.db").read_bytes()).hexdigest()
    shutil.copytree(source, tmp_path / "desk")
    desk = open_desk(tmp_path / "desk", clock=lambda: noon)
    assert (desk.name, desk.practice) == ("练习台", True)
    assert check(desk) == ()
    with desk.reading() as session:
        case = disputes.load(session, "ODR-2026-00001")
        assert (case.state, case.complaint.consumer.name, len(case.clocks)) == (State.REGISTERED, "张某", 1)
        assert papers.pdf(session, case.papers[0].key) == b"%PDF-1.4"
        assert listing.opening(session, Listing(text="牛皮"), desk.today()).total == 1
        assert settings.get(session, "letter.head") == "练习台"
        assert drafts.drafts(session)[0].values == {"facts": "半句"}
        if version > 1:
            second = disputes.load(session, "ODR-2026-00002").prepayment
            assert second is not None
            assert (second.state, second.paid, second.outstanding) == (PrepayState.RECOVERING, 62_900, 12_900)
            assert ledger.totals(session)[Account.FUND_BANK] == 987_100
    assert [(seat.active, seat.has_password, seat.failures) for seat in clerks.roll(desk)[:1]] == [(True, False, 0)]
    desk.close(backup=False)
    assert hashlib.sha256((source / "odr.db").read_bytes()).hexdigest() == before

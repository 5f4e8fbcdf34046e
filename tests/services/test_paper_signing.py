"""A paper is signed: the signed file is attached, the issued one stays, and verifying tells the two apart."""

import runpy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.services import clerks, paper_signing, papers, proof
from odrdesk.services.desk import Desk, create
from odrdesk.services.papers import Issued

ROOT = Path(__file__).resolve().parents[1]
MADE = runpy.run_path(str(ROOT / "documents" / "certificates.py"))
case = runpy.run_path(str(ROOT / "services" / "test_proof.py"))["case"]
NOW = datetime(2026, 10, 15, 2, 0, tzinfo=UTC)
LONG = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC))
OWN, THEIRS = "上海浦江直播电子商务有限公司", "上海浦江好物电子商务有限公司"


@pytest.fixture(scope="module")
def ca() -> Any:
    return MADE["authority"]("练习根证书")


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    made = create(tmp_path / "desk", "浦江联络点", clock=lambda: NOW)
    yield made
    made.close(backup=False)


@pytest.fixture
def agreed(desk: Desk) -> Issued:
    return papers.issue(desk, case(desk), PaperKind.SETTLEMENT_AGREEMENT).value


def codes(found: proof.Verdict) -> tuple[list[str], list[str]]:
    return [one.code for one in found.wrong], [one.code for one in found.cautions]


def test_both_parties_sign_one_after_the_other_and_the_original_stays(desk, agreed, ca) -> None:
    assert paper_signing.fields(desk, agreed.id) == ("consumer", "merchant", "desk")
    first = paper_signing.sign(desk, agreed.id, ca.p12(OWN, "密码", *LONG), "密码").value
    assert (first.field, first.signer, first.left) == ("desk", OWN, ("consumer", "merchant"))
    second = paper_signing.sign(desk, agreed.id, ca.p12(THEIRS, "口令", *LONG), "口令", "merchant").value
    assert second.content.startswith(first.content)
    assert second.left == ("consumer",)
    assert papers.pdf_of(desk, agreed.id) == agreed.pdf
    assert papers.signed_of(desk, second.attached.key) == second.content
    kept = proof.examine(desk, second.content, roots=[ca.root])
    assert codes(kept) == ([], ["proof.signed_copy", "sign.trusted", "sign.trusted"])
    assert (kept.genuine, kept.exact, [one.signer for one in kept.signatures]) == (True, True, [OWN, THEIRS])
    assert codes(proof.examine(desk, second.content))[1] == ["proof.signed_copy", "sign.no_roots", "sign.no_roots"]
    assert codes(proof.examine(desk, agreed.pdf)) == ([], [])


def test_a_file_signed_elsewhere_is_genuine_only_where_its_signer_is_trusted(desk, agreed, ca, tmp_path) -> None:
    from odrdesk.documents import sign

    who = sign.load(ca.p12(THEIRS, "x", *LONG), "x")
    look = sign.Look("电子签名", THEIRS, "2026-10-15", "不是印章")
    with desk.reading() as session:
        places = paper_signing._anchors(session, agreed.id)
    content = sign.sign(agreed.pdf, who, "merchant", places, look)
    assert codes(proof.examine(desk, content, roots=[ca.root])) == ([], ["proof.signed_after", "sign.trusted"])
    assert codes(proof.examine(desk, content)) == (["paper.changed", "proof.grown"], ["sign.no_roots"])
    other = MADE["authority"]("别家根证书")
    assert codes(proof.examine(desk, content, roots=[other.root]))[1] == ["sign.untrusted"]


def test_who_may_not_and_what_cannot_be_signed_is_refused(desk, agreed, ca) -> None:
    good = ca.p12(OWN, "密码", *LONG)
    old = ca.p12(OWN, "x", NOW - timedelta(days=9), NOW - timedelta(days=1))
    clerks.add(desk, "intake", [Role.INTAKE])
    for seat, key, p12, secret, field, code in (
        (desk.acting_as("intake"), agreed.id, good, "密码", None, "clerk.not_allowed"),
        (desk, agreed.id, good, "错", None, "sign.wrong_passphrase"),
        (desk, agreed.id, old, "x", None, "sign.expired"),
        (desk, agreed.id, good, "密码", "witness", "sign.field_unknown"),
        (desk, 99, good, "密码", None, "paper.unknown"),
    ):
        with pytest.raises(Refusal) as no:
            paper_signing.sign(seat, key, p12, secret, field)
        assert no.value.code == code
    papers.void(desk, agreed.id, "填错")
    with pytest.raises(Refusal) as no:
        paper_signing.sign(desk, agreed.id, good, "密码")
    assert no.value.code == "paper.signed_void"

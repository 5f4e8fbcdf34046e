"""A paper that comes back: genuine, altered, void, of another desk; keys that change, copies that cannot sign."""

import io
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from PIL import Image

from odrdesk.domain import proof as texts
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, Role, Step
from odrdesk.services import clerks, intake, papers, proof, proof_keys, settings, steps, upkeep
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.services.papers import Issued
from odrdesk.storage import proofs, signing

NOW = datetime(2026, 10, 15, 2, 0, tzinfo=UTC)
K = PaperKind


def clock() -> datetime:
    return NOW


def case(desk: Desk, channel_no: str = "3101150000000202609301234") -> str:
    told = Complaint(
        channel=Channel.ODR12315,
        channel_no=channel_no,
        received_at=NOW,
        pushed_at=NOW,
        consumer=Consumer("龑某", "13812345678"),
        merchant=Merchant("上海浦江好物电子商务有限公司"),
        order=Order("692011582274003801", "头层牛皮男鞋", 1, Fen(12900), date(2026, 9, 20)),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.REFUND,),
        facts="宣传头层牛皮，检测为PU。",
    )
    number = intake.register(desk, told).value.case.number
    items = [{"kind": "refund", "amount": "129.00", "due": "2026-10-20"}, {"kind": "extra", "amount": "1182.50"}]
    given: list[tuple[Step, dict[str, object]]] = [
        (Step.ACCEPT, {}),
        (Step.CONTACT, {"mode": "电话", "content": "已告知", "with": "both"}),
        (Step.PROPOSE, {"items": items, "over_paid_acknowledged": True}),
        (Step.SETTLE, {"consumer_confirmed_by": "录音", "merchant_confirmed_by": "盖章"}),
    ]
    for step, facts in given:
        steps.take_step(desk, number, step, facts)
    return number


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江联络点", clock=clock)
    yield made
    made.close(backup=False)


@pytest.fixture
def agreed(desk: Desk) -> Issued:
    return papers.issue(desk, case(desk), K.SETTLEMENT_AGREEMENT).value


def qr_of(desk: Desk, issued: Issued) -> str:
    with desk.reading() as session:
        kept = proofs.of_paper(session, issued.id)
    assert kept is not None
    return kept.qr


def wrong(desk: Desk | None, text: str | bytes, keys: proof_keys.KeyFile | None = None) -> list[str]:
    return [one.code for one in proof.examine(desk, text, keys).wrong]


def cautions(desk: Desk, text: str | bytes) -> list[str]:
    return [one.code for one in proof.examine(desk, text).cautions]


# What the code says


def test_the_code_tells_kind_case_sum_and_day_and_its_signature_holds(desk, agreed) -> None:
    told = texts.read(qr_of(desk, agreed))
    assert (told.kind, told.fen, told.day) == (K.SETTLEMENT_AGREEMENT, Fen(131150), date(2026, 10, 15))
    assert told.no.startswith("ODR-2026-00001/2026-")
    (key,) = proof_keys.known(desk)
    assert (told.kid, key.practice, key.origin) == (key.kid, False, None)
    Ed25519PublicKey.from_public_bytes(key.public).verify(told.signature, told.signed)


def test_the_data_binds_number_template_anchor_and_the_facts_of_this_copy(desk, agreed) -> None:
    with desk.reading() as session:
        made = proof.of_paper(session, agreed.id)
    assert made is not None
    told = json.loads(made.data)
    assert texts.canonical(told) == made.data
    assert (told["kind"], told["number"], told["case"]) == ("settlement_agreement", agreed.number, "ODR-2026-00001")
    assert told["fen"] == 131150
    assert told["template"].startswith("settlement_agreement")
    assert (told["anchor"], len(told["anchor"])) == (made.anchor, 32)
    assert told["facts"]["consumer"]["phone"] == "13812345678"


def test_a_masked_copy_tells_nothing_the_copy_hides(desk, agreed) -> None:
    masked = papers.issue(desk, "ODR-2026-00001", K.SETTLEMENT_AGREEMENT, copy="merchant").value
    with desk.reading() as session:
        made = proof.of_paper(session, masked.id)
    assert made is not None
    assert b"13812345678" not in made.data
    assert "龑某".encode() not in made.data


def test_every_kind_that_names_a_sum_has_its_own() -> None:
    told = {
        "items": [
            {"kind": "refund", "payer": "merchant", "amount": 100},
            {"kind": "freight", "payer": "consumer", "amount": 7},
            {"kind": "extra", "payer": "platform", "amount": 20},
        ],
        "claim": 500,
        "approved": 400,
        "paid": 300,
        "recovered": {"outstanding": 50, "deposit": 30, "planned": 20, "paid_in": 5},
        "returned": {"amount": 60},
        "claimed": None,
        "performed": 77,
    }
    sums = {kind: proof.sum_of(kind, told) for kind in PaperKind}
    assert {kind: int(fen) for kind, fen in sums.items() if fen is not None} == {
        K.SETTLEMENT_AGREEMENT: 120,
        K.SETTLEMENT_NOTICE: 120,
        K.PERFORMANCE_RECEIPT: 77,
        K.PREPAYMENT_APPLICATION: 500,
        K.LIABILITY_NOTICE: 500,
        K.PREPAYMENT_NOTICE: 400,
        K.PREPAYMENT_REFUSAL_NOTICE: 500,
        K.PAYMENT_CONFIRMATION: 300,
        K.SUBROGATION_CONFIRMATION: 400,
        K.RECOVERY_NOTICE: 50,
        K.TOPUP_NOTICE: 45,
        K.RETURN_NOTICE: 60,
    }


def test_the_same_facts_and_the_same_key_give_the_same_bytes(desk, agreed) -> None:
    told = {
        "kind": "case_report",
        "number": "消报〔2026〕第0001号",
        "case_number": "ODR-2026-00001",
        "issued_at": "2026-10-15T10:00:00+08:00",
    }
    with desk.reading() as session:
        assert proof.seal(session, desk, told) == proof.seal(session, desk, told)


# Verifying


def test_the_issued_file_and_its_code_are_genuine(desk, agreed) -> None:
    found = proof.examine(desk, agreed.pdf)
    assert (found.genuine, found.exact, found.wrong, found.cautions) == (True, True, (), ())
    assert found.paper is not None
    assert found.paper.mark.number == agreed.number
    by_code = proof.examine(desk, qr_of(desk, agreed))
    assert (by_code.genuine, by_code.exact, by_code.paper) == (True, False, found.paper)
    assert by_code.facts is not None
    assert by_code.facts["number"] == agreed.number


def test_whatever_is_altered_is_named(desk, agreed) -> None:
    for place, forged, code in (
        (3, "931150", "proof.amount_altered"),
        (3, "-", "proof.amount_altered"),
        (4, "20261016", "proof.day_altered"),
        (2, "ODR-2026-00002/2026-0001", "proof.number_altered"),
        (1, "HT", "proof.kind_altered"),
        (5, "A" * 22, "proof.digest_altered"),
        (6, "KAAAAAAA", "proof.key_altered"),
    ):
        parts = qr_of(desk, agreed).split("|")
        parts[place] = forged
        assert wrong(desk, "|".join(parts)) == [code], forged


def test_what_was_altered_and_signed_anew_is_named_by_its_digest(desk, agreed) -> None:
    parts = qr_of(desk, agreed).split("|")[:-1]
    parts[3] = "931150"
    bare = "|".join(parts)
    forged = f"{bare}|{texts.b64(Ed25519PrivateKey.generate().sign(bare.encode()))}"
    found = proof.examine(desk, forged)
    assert [(one.code, one.data["told"], one.data["issued"]) for one in found.wrong] == [
        ("proof.amount_altered", "9,311.50", "1,311.50")
    ]


def test_a_paper_of_nobody_known_is_of_an_unknown_key(desk, agreed) -> None:
    private = Ed25519PrivateKey.generate()
    kid = texts.kid_of(signing.public_of(private), practice=False)
    bare = texts.unsigned(K.SETTLEMENT_AGREEMENT, "X-1", Fen(1), date(2026, 1, 1), data=b"{}", kid=kid)
    code = f"{bare}|{texts.b64(private.sign(bare.encode()))}"
    assert wrong(desk, code) == ["proof.key_unknown"]
    own = proof_keys.known(desk)[0].kid
    stolen_name = bare.replace(kid, own)
    forged = f"{stolen_name}|{texts.b64(private.sign(stolen_name.encode()))}"
    assert wrong(desk, forged) == ["proof.signature_wrong"]


def test_a_changed_file_is_no_original(desk, agreed) -> None:
    changed = agreed.pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1)
    assert changed != agreed.pdf
    assert wrong(desk, changed) == ["paper.changed", "proof.file_differs"]
    assert wrong(desk, agreed.pdf + b"\n% added\n%%EOF\n") == ["paper.changed", "proof.grown"]
    with pytest.raises(Refusal, match=r"paper\.changed"):
        proof.examine(desk, agreed.pdf[: len(agreed.pdf) // 3])


def test_void_and_replaced_papers_are_told(desk, agreed) -> None:
    code = qr_of(desk, agreed)
    papers.void(desk, agreed.id, "金额有误")
    assert cautions(desk, code) == ["proof.void"]
    newer = papers.issue(desk, "ODR-2026-00001", K.SETTLEMENT_AGREEMENT).value
    assert cautions(desk, qr_of(desk, newer)) == []
    assert proof.examine(desk, agreed.pdf).genuine


def test_a_newer_paper_of_its_kind_and_copy_is_told(desk, agreed) -> None:
    settings.change(desk, {"letterhead.phone": "021-58880000"})
    merchant = papers.issue(desk, "ODR-2026-00001", K.SETTLEMENT_AGREEMENT, copy="merchant").value
    assert cautions(desk, agreed.pdf) == [], "a copy for somebody else replaces nothing"
    newer = papers.issue(desk, "ODR-2026-00001", K.SETTLEMENT_AGREEMENT).value
    assert newer.number != agreed.number
    (caution,) = proof.examine(desk, agreed.pdf).cautions
    assert (caution.code, caution.data["newer"]) == ("proof.newer", newer.number)
    assert cautions(desk, newer.pdf) == []
    assert proof.examine(desk, merchant.pdf).genuine


def test_several_papers_in_one_scan_are_all_looked_at(desk, agreed) -> None:
    other = papers.issue(desk, case(desk, "3101150000000202609301240"), K.SETTLEMENT_AGREEMENT).value
    codes = [qr_of(desk, agreed), qr_of(desk, other)]
    picture = Image.new("L", (1200, 500), 255)
    for k, code in enumerate((codes[0], codes[1].replace("|131150|", "|931150|"))):
        made: Any = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(scale=6)
        rows = memoryview(made)
        picture.paste(Image.frombytes("L", (len(rows), len(rows)), bytes(rows)), (40 + 580 * k, 40))
    out = io.BytesIO()
    picture.save(out, "PNG")
    found = proof.examine(desk, out.getvalue())
    assert not found.genuine
    told = {one.sealed.no: [each.code for each in one.wrong] for one in (found, *found.more) if one.sealed}
    assert sorted(told.values()) == [[], ["proof.amount_altered"]]


def test_junk_is_refused_with_what_to_do(desk) -> None:
    for content, code in (
        (b"%PDF-1.7 nothing", "paper.changed"),
        (b"", "scan.unreadable"),
        (b"x" * 99, "scan.unreadable"),
    ):
        with pytest.raises(Refusal, match=code):
            proof.examine(desk, content)


# Keys


def test_a_practice_desk_signs_under_a_name_that_says_so(tmp_path) -> None:
    sample = create(tmp_path / "sample", "练习", practice=True, clock=clock)
    issued = papers.issue(sample, case(sample), K.SETTLEMENT_AGREEMENT).value
    assert qr_of(sample, issued).split("|")[6].startswith("P")
    assert cautions(sample, issued.pdf) == ["proof.practice"]
    sample.close(backup=False)


def test_after_a_change_of_key_both_verify_and_the_old_one_signs_no_more(desk, agreed) -> None:
    before = qr_of(desk, agreed)
    made = proof_keys.rotate(desk, "定期更换").value
    after = papers.issue(desk, case(desk, "3101150000000202609301235"), K.SETTLEMENT_AGREEMENT).value
    assert qr_of(desk, after).split("|")[6] == made.kid != before.split("|")[6]
    assert (wrong(desk, before), wrong(desk, qr_of(desk, after))) == ([], [])
    assert upkeep.check(desk) == ()


def test_what_an_old_key_signs_later_counts_for_nothing(desk, agreed, tmp_path) -> None:
    old = signing.read(next((tmp_path / "home").rglob("*.key")))
    assert old is not None
    kid = texts.kid_of(signing.public_of(old), practice=False)
    proof_keys.rotate(desk, "电脑遗失")
    bare = texts.unsigned(K.SETTLEMENT_AGREEMENT, "X-1", Fen(1), date(2026, 12, 1), data=b"{}", kid=kid)
    assert wrong(desk, f"{bare}|{texts.b64(old.sign(bare.encode()))}") == ["proof.key_retired"]


def test_only_an_admin_changes_keys_and_says_why(desk, agreed) -> None:
    clerks.add(desk, "officer", [Role.OFFICER])
    with pytest.raises(Refusal, match=r"clerk\.not_allowed"):
        proof_keys.rotate(desk.acting_as("officer"), "x")
    with pytest.raises(Refusal, match=r"proof\.rotate_needs_why"):
        proof_keys.rotate(desk, " ")


def test_a_copy_of_the_desk_elsewhere_verifies_but_signs_under_another_name(
    desk, agreed, tmp_path, monkeypatch
) -> None:
    desk.close(backup=False)
    shutil.copytree(desk.path, tmp_path / "copy")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    copy = open_desk(tmp_path / "copy", clock=clock)
    assert proof.examine(copy, agreed.pdf).genuine
    other = papers.issue(copy, case(copy, "3101150000000202609301236"), K.SETTLEMENT_AGREEMENT).value
    code = qr_of(copy, other)
    assert code.split("|")[6] != qr_of(copy, agreed).split("|")[6]
    copy.close(backup=False)
    monkeypatch.undo()
    original = open_desk(desk.path, clock=clock)
    assert wrong(original, code) == ["proof.key_unknown"]
    original.close(backup=False)


def test_a_restored_backup_verifies_what_was_issued_before_and_signs_on(desk, agreed, tmp_path) -> None:
    upkeep.backup(desk, tmp_path / "backups")
    later = papers.issue(desk, case(desk, "3101150000000202609301237"), K.SETTLEMENT_AGREEMENT).value
    code = qr_of(desk, later)
    desk.close(backup=False)
    upkeep.restore(tmp_path / "backups", desk.path, clock=clock)
    back = open_desk(desk.path, clock=clock)
    assert proof.examine(back, agreed.pdf).genuine
    assert [one.code for one in proof.examine(back, code).cautions] == ["proof.not_in_desk"]
    again = papers.issue(back, case(back, "3101150000000202609301238"), K.SETTLEMENT_AGREEMENT).value
    assert qr_of(back, again).split("|")[6] == code.split("|")[6]
    assert not list((tmp_path / "backups").rglob("*.sample.key"))
    back.close(backup=False)


def test_a_damaged_private_key_is_a_fault_and_nothing_is_issued(desk, agreed, tmp_path) -> None:
    path = next((tmp_path / "home").rglob("*.key"))
    path.write_bytes(b"ODRKEY9\n" + bytes(32))
    with pytest.raises(Fault, match=r"proof\.key_unreadable"):
        papers.issue(desk, case(desk, "3101150000000202609301239"), K.SETTLEMENT_AGREEMENT)
    assert proof.examine(desk, agreed.pdf).genuine


def test_public_keys_go_to_others_who_verify_without_a_desk(desk, agreed) -> None:
    file = proof_keys.read_file(proof_keys.public_file(desk))
    code = qr_of(desk, agreed)
    found = proof.examine(None, code, file)
    assert (found.genuine, found.paper, [one.code for one in found.cautions]) == (True, None, ["proof.other_desk"])
    assert wrong(None, code.replace("|131150|", "|931150|"), file) == ["proof.signature_wrong"]
    assert wrong(None, code) == ["proof.key_unknown"]
    assert proof.examine(None, agreed.pdf, file).genuine


def test_without_a_desk_a_file_that_lost_its_facts_is_no_original(desk, agreed) -> None:
    file = proof_keys.read_file(proof_keys.public_file(desk))
    with pikepdf.open(io.BytesIO(agreed.pdf)) as pdf:
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        saved = io.BytesIO()
        pdf.save(saved)
    assert wrong(None, saved.getvalue(), file) == ["proof.data_missing"]


def test_another_desk_takes_the_keys_in(desk, agreed, tmp_path) -> None:
    other = create(tmp_path / "other", "区消保委", clock=clock)
    told = proof_keys.take_in(other, proof_keys.public_file(desk)).value
    assert (told.desk, len(told.keys)) == ("浦江联络点", 1)
    found = proof.examine(other, qr_of(desk, agreed))
    assert (found.genuine, [one.data["name"] for one in found.cautions]) == (True, ["浦江联络点"])
    proof_keys.take_in(other, proof_keys.public_file(desk))
    assert len(proof_keys.known(other)) == 1
    other.close(backup=False)


def test_a_key_file_that_was_changed_or_is_none_is_refused(desk, agreed, tmp_path) -> None:
    content = proof_keys.public_file(desk)
    for bad, code in (
        (content.replace("浦江联络点".encode(), "浦西联络点".encode()), "proof.keys_altered"),
        (content[:-20], "proof.keys_unreadable"),
        (b"[]", "proof.keys_unreadable"),
        (b"\xff\xfe", "proof.keys_unreadable"),
        (b"[" * 200_000, "proof.keys_unreadable"),
    ):
        with pytest.raises(Refusal, match=code):
            proof_keys.read_file(bad)


def test_a_real_desk_takes_no_practice_keys(desk, tmp_path) -> None:
    sample = create(tmp_path / "sample", "练习", practice=True, clock=clock)
    papers.issue(sample, case(sample), K.SETTLEMENT_AGREEMENT)
    with pytest.raises(Refusal, match=r"proof\.keys_practice"):
        proof_keys.take_in(desk, proof_keys.public_file(sample))
    sample.close(backup=False)


# The check of the desk


def test_the_check_finds_a_proof_that_was_altered_and_an_anchor_without_its_entry(desk, agreed) -> None:
    assert upkeep.check(desk) == ()
    code = qr_of(desk, agreed)
    with desk.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE proof SET qr = ?", (code.replace("|131150|", "|931150|"),))
    assert [one.code for one in upkeep.check(desk)] == ["proof.altered"]
    with desk.writing() as session:
        session.connection().exec_driver_sql("UPDATE proof SET qr = ?, anchor = ?", (code, "00" * 16))
    assert [one.code for one in upkeep.check(desk)] == ["proof.anchor_lost"]

"""Electronic signatures on a paper: two signers both valid, and every way to be wrong told apart."""

import io
import runpy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from odrdesk.documents import sign
from odrdesk.documents.facts import Paper
from odrdesk.documents.pdf import A4
from odrdesk.documents.sign import Look
from odrdesk.documents.worker import render
from odrdesk.domain.errors import Refusal

HERE = Path(__file__).parent
MADE = runpy.run_path(str(HERE / "certificates.py"))
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
PLATFORM, MERCHANT = "上海浦江直播电子商务有限公司", "上海浦江好物电子商务有限公司"
LOOK = Look("电子签名", f"签名人：{PLATFORM}", "签名时间：2026-11-23 10:20（本机时间）", "可用PDF阅读器验证，不是印章")


@pytest.fixture(scope="module")
def ca() -> Any:
    return MADE["authority"]("练习根证书")


@pytest.fixture(scope="module")
def paper() -> Paper:
    return render(runpy.run_path(str(HERE / "conftest.py"))["Facts"].agreement())


@pytest.fixture(scope="module")
def once(ca: Any, paper: Paper) -> bytes:
    who = sign.load(ca.p12(PLATFORM, "密码１２３", NOW - DAY, NOW + DAY), "密码１２３")
    return sign.sign(paper.content, who, "desk", paper.anchors, LOOK)


@pytest.fixture(scope="module")
def twice(ca: Any, paper: Paper, once: bytes) -> bytes:
    who = sign.load(ca.p12(MERCHANT, "口令", NOW - DAY, NOW + DAY), "口令")
    return sign.sign(once, who, "merchant", paper.anchors, LOOK)


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=code.replace(".", r"\."))


def test_a_signature_is_added_behind_the_issued_bytes(ca, paper, once) -> None:
    assert once.startswith(paper.content)
    (found,) = sign.signatures(once, [ca.root])
    assert (found.field, found.signer, found.issuer, found.good) == ("desk", PLATFORM, "练习根证书", True)
    assert found.signed_at is not None
    assert abs(found.signed_at - NOW) < DAY


def test_the_agreement_has_a_place_for_each_who_signs_inside_the_page(paper) -> None:
    assert [one.name for one in paper.anchors] == ["consumer", "merchant", "desk"]
    for one in paper.anchors:
        left, low, wide, high = one.area
        assert 0 <= one.page < paper.pages
        assert left >= 0
        assert low >= 0
        assert left + wide <= A4[0]
        assert low + high <= A4[1]


def test_the_second_signature_leaves_the_first_valid(ca, once, twice) -> None:
    assert twice.startswith(once)
    found = sign.signatures(twice, [ca.root])
    assert [(one.field, one.signer, one.good) for one in found] == [
        ("desk", PLATFORM, True),
        ("merchant", MERCHANT, True),
    ]


def test_a_changed_byte_breaks_what_covers_it(ca, paper, once, twice) -> None:
    changed = bytearray(twice)
    changed[len(paper.content) // 2] ^= 1  # in what was issued
    assert [one.intact for one in sign.signatures(bytes(changed), [ca.root])] == [False, False]
    late = bytearray(twice)
    late[len(once) + 40] ^= 1  # in what the second signer added
    try:
        found = sign.signatures(bytes(late), [ca.root])
    except Refusal:
        return
    assert not all(one.good for one in found)


def test_what_is_put_behind_a_signature_is_told(ca, once) -> None:
    from pyhanko.pdf_utils.generic import NameObject, NumberObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    out = IncrementalPdfFileWriter(io.BytesIO(once))
    page = out.root["/Pages"]["/Kids"][0]
    page[NameObject("/Rotate")] = NumberObject(90)
    out.update_container(page)
    made = io.BytesIO()
    out.write(made)
    (found,) = sign.signatures(made.getvalue(), [ca.root])
    assert (found.intact, found.whole, found.good) == (True, False, False)


def test_a_stranger_s_certificate_is_intact_and_not_trusted(ca, once) -> None:
    other = MADE["authority"]("别家根证书")
    (found,) = sign.signatures(once, [other.root])
    assert (found.intact, found.whole, found.trusted, found.good) == (True, True, False, False)
    (unrooted,) = sign.signatures(once)
    assert not unrooted.trusted


def test_a_signature_made_after_the_certificate_ran_out_is_told(ca, paper) -> None:
    who = sign.load(ca.p12(PLATFORM, "x", NOW - 9 * DAY, NOW - DAY), "x")
    assert who.not_after == NOW - DAY
    late = sign.sign(paper.content, who, "desk", paper.anchors, LOOK)
    (found,) = sign.signatures(late, [ca.root])
    assert (found.intact, found.expired, found.good) == (True, True, False)


def test_a_field_is_signed_once_and_must_be_there(ca, paper, once) -> None:
    who = sign.load(ca.p12(MERCHANT, "x", NOW - DAY, NOW + DAY), "x")
    with refused("sign.field_taken"):
        sign.sign(once, who, "desk", paper.anchors, LOOK)
    with refused("sign.field_unknown") as no:
        sign.sign(paper.content, who, "witness", paper.anchors, LOOK)
    assert no.value.data["known"] == ["consumer", "desk", "merchant"]


def test_a_certificate_that_cannot_sign_is_told_why(ca) -> None:
    with refused("sign.wrong_passphrase"):
        sign.load(ca.p12(PLATFORM, "密码", NOW - DAY, NOW + DAY), "口令")
    with refused("sign.not_p12"):
        sign.load(b"-----BEGIN CERTIFICATE-----", "")
    with refused("sign.not_p12"):
        sign.load(bytes(5), "")
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

    with refused("sign.no_key"):
        sign.load(pkcs12.serialize_key_and_certificates(None, None, ca.certificate, None, NoEncryption()), "")
    with refused("sign.root_unreadable"):
        sign.signatures(b"%PDF-1.7 /ByteRange", [b"junk"])
    with refused("sign.pdf_unreadable"):
        sign.signatures(b"%PDF-1.7 /ByteRange", [ca.root])


def test_without_the_extra_it_says_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setattr(sign.importlib.util, "find_spec", lambda _: None)
    with refused("sign.extra_missing") as no:
        sign.load(b"", "")
    assert no.value.data["extra"] == "odrdesk[sign]"
    assert sign.signatures(b"/ByteRange") == ()


def test_what_is_shown_is_a_card_in_words_and_no_seal(paper, once) -> None:
    from PIL import ImageChops

    before, after = (_last_page(content) for content in (paper.content, once))
    box = ImageChops.difference(before, after).getbbox()
    assert box is not None
    left, low, wide, high = paper.anchors[-1].area
    place = (left, A4[1] - low - high, left + wide, A4[1] - low)
    assert all(abs(a / 2 - b) < 4 for a, b in zip(box, place, strict=True)), "only the card's own place changes"
    colours = memoryview(after.crop(box).tobytes()).cast("B")
    # The edges of letters are coloured a little, as a screen wants them; a seal's red is another thing.
    reds = sum(colours[k] - max(colours[k + 1], colours[k + 2]) > 120 for k in range(0, len(colours), 3))
    assert reds == 0


def _last_page(content: bytes) -> Any:
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    picture = document[len(document) - 1].render(scale=2).to_pil().convert("RGB")
    document.close()
    return picture

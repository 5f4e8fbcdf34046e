"""The line of text in a QR code: what it may say, and that one content has one spelling."""

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain import proof
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import PaperKind

DATA = b'{"fen":131150}'
SIGNATURE = proof.b64(bytes(range(64)))
BARE = proof.unsigned(
    PaperKind.SETTLEMENT_AGREEMENT,
    "ODR-2026-00177/2026-0012",
    Fen(131150),
    date(2026, 11, 23),
    data=DATA,
    kid="KABCDEF2",
)
TEXT = f"{BARE}|{SIGNATURE}"


def refused(text: str) -> str:
    with pytest.raises(Refusal) as no:
        proof.read(text)
    return no.value.code


def test_the_text_is_read_by_people_and_taken_apart() -> None:
    assert TEXT.startswith("ODR1|HJ|ODR-2026-00177/2026-0012|131150|20261123|")
    told = proof.read(TEXT)
    assert (told.kind, told.case_number) == (PaperKind.SETTLEMENT_AGREEMENT, "ODR-2026-00177")
    assert (told.fen, told.day) == (Fen(131150), date(2026, 11, 23))
    assert told.digest == hashlib.sha256(DATA).digest()[:16]
    assert told.signed == BARE.encode()
    assert told.signature == bytes(range(64))
    assert not told.practice


def test_every_kind_has_two_letters_of_its_own() -> None:
    assert set(proof.CODES) == set(PaperKind)
    assert len(set(proof.CODES.values())) == len(PaperKind)
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in proof.CODES.values())


def test_a_paper_about_no_sum_says_a_dash() -> None:
    bare = proof.unsigned(
        PaperKind.ACCEPTANCE_NOTICE, "ODR-2026-00177", None, date(2026, 1, 2), data=b"", kid="PABCDEF2"
    )
    told = proof.read(f"{bare}|{SIGNATURE}")
    assert (told.fen, told.practice) == (None, True)


def test_breaks_and_blanks_of_copying_are_left_out() -> None:
    assert proof.read(f"  {TEXT[:60]}\r\n {TEXT[60:]}\n").text == TEXT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "proof.not_ours"),
        ("https://example.invalid/ODR1|", "proof.not_ours"),
        ("ODR2|" + TEXT[5:], "proof.not_ours"),
        (TEXT[:-1], "proof.unreadable"),
        (TEXT + "A", "proof.unreadable"),
        (TEXT.replace("|131150|", "|0131150|"), "proof.unreadable"),
        (TEXT.replace("|131150|", "|-1|"), "proof.unreadable"),
        (TEXT.replace("|131150|", "|１３１|"), "proof.unreadable"),
        (TEXT.replace("|20261123|", "|20261131|"), "proof.unreadable"),
        (TEXT.replace("|KABCDEF2|", "|kabcdef2|"), "proof.unreadable"),
        (TEXT + "=" * 900, "proof.unreadable"),
        ("ODR1|", "proof.unreadable"),
    ],
)
def test_what_is_not_whole_is_refused(text: str, code: str) -> None:
    assert refused(text) == code


def test_bits_that_say_nothing_must_be_zero() -> None:
    digest = proof.b64(proof.digest_of(DATA))
    twin = digest[:-1] + {"A": "B", "Q": "R", "g": "h", "w": "x"}[digest[-1]]
    assert refused(TEXT.replace(digest, twin)) == "proof.unreadable"


@given(st.binary(max_size=70))
def test_base64_leads_back(content: bytes) -> None:
    assert proof.unb64(proof.b64(content)) == content


@given(st.text(max_size=40))
def test_no_text_of_a_person_breaks_the_reading(text: str) -> None:
    with pytest.raises(Refusal):
        proof.read(text)
    with pytest.raises(Refusal):
        proof.read("ODR1|" + text)


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        ("消协〔2026〕第0012号", "ODR-2026-00177/2026-0012"),
        ("沪浦A消协〔2026〕3号", "ODR-2026-00177/A-2026-3"),
        ("和解协议书", "ODR-2026-00177"),
        ("|%|", "ODR-2026-00177"),
    ],
)
def test_a_papers_number_is_spelled_in_ascii(number: str, spelled: str) -> None:
    assert proof.spelled("ODR-2026-00177", number) == spelled


@given(st.text(max_size=60), st.text(max_size=120))
def test_whatever_the_numbers_are_the_text_can_be_read(case: str, number: str) -> None:
    spelled = proof.spelled("O" + case, number)
    bare = proof.unsigned(PaperKind.CASE_REPORT, spelled, Fen(0), date(2026, 1, 1), data=b"x", kid="KABCDEF2")
    assert proof.read(f"{bare}|{SIGNATURE}").no == spelled


def test_a_key_is_named_after_itself_and_says_practice() -> None:
    public = bytes(32)
    real, practice = proof.kid_of(public, practice=False), proof.kid_of(public, practice=True)
    assert (real[0], practice[0], real[1:]) == ("K", "P", practice[1:])
    assert len(proof.fingerprint(public).split()) == 8


def test_the_same_values_give_the_same_bytes() -> None:
    assert proof.canonical({"b": 1, "a": "中"}) == '{"a":"中","b":1}'.encode()

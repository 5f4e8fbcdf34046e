"""`paper verify` of files, scans and texts, with a desk and without one; `paper keys`."""

import hashlib
import runpy
from datetime import UTC, datetime
from pathlib import Path

import pytest


@pytest.fixture
def issued(run, opened) -> dict[str, str]:
    assert run("case", "step", opened, "accept", "--now", "2026-10-08").status == 0
    told = run("paper", "issue", "acceptance_notice", opened, "--now", "2026-10-08", "--json").json
    verified = run("paper", "verify", told["file"], "--json").json
    return {"file": told["file"], "number": told["number"], "kid": verified["key"]["kid"]}


@pytest.fixture
def code(issued, run, tmp_path) -> str:
    """What a phone reads off the last page."""
    from odrdesk.documents import scan

    (found,) = scan.codes_in_pdf(Path(issued["file"]).read_bytes())
    return found


def test_the_text_of_a_code_is_verified_and_a_changed_one_refused(run, issued, code) -> None:
    good = run("paper", "verify", code, "--json")
    assert (good.status, good.json["number"], good.json["qr"]["amount_fen"]) == (0, issued["number"], None)
    assert [one["code"] for one in good.json["cautions"]] == ["proof.practice"]
    bad = run("paper", "verify", code.replace("|20261008|", "|20261009|"), "--json")
    assert (bad.status, bad.json["refusal"]["code"]) == (1, "proof.day_altered")
    assert bad.json["refusal"]["data"]["problems"][0]["data"] == {"told": "2026-10-09", "issued": "2026-10-08"}
    assert "2026-10-08" in bad.json["refusal"]["message"]
    assert run("paper", "verify", code[:-3], "--json").json["refusal"]["code"] == "proof.unreadable"


def test_a_file_may_hold_the_text(run, issued, code, tmp_path) -> None:
    (tmp_path / "扫码.txt").write_bytes(b"\xef\xbb\xbf" + code.encode() + b"\r\n")
    assert run("paper", "verify", str(tmp_path / "扫码.txt"), "--json").json["number"] == issued["number"]


def test_without_a_desk_a_key_file_is_enough(run, issued, code, tmp_path) -> None:
    keys = tmp_path / "核验公钥.json"
    assert run("paper", "keys", "export", "--out", str(keys), "--json").status == 0
    nowhere = ("--desk", str(tmp_path / "nowhere"), "--json")
    good = run("paper", "verify", code, "--key", str(keys), *nowhere)
    assert (good.status, good.json["key"]["kid"], "number" in good.json) == (0, issued["kid"], False)
    forged = code.replace("|20261008|", "|20261009|")
    bad = run("paper", "verify", forged, "--key", str(keys), *nowhere)
    assert (bad.status, bad.json["refusal"]["code"]) == (1, "proof.signature_wrong")
    keys.write_text("{}")
    assert run("paper", "verify", code, "--key", str(keys), *nowhere).json["refusal"]["code"] == "proof.keys_unreadable"


def test_keys_are_listed_and_changed_with_a_reason(run, issued, code) -> None:
    told = run("paper", "keys", "list", "--json").json
    assert told["current"] == issued["kid"]
    assert run("paper", "keys", "rotate", "--json").json["refusal"]["code"] == "proof.rotate_needs_why"
    made = run("paper", "keys", "rotate", "--why", "定期更换", "--json").json
    after = run("paper", "keys", "list", "--json").json
    assert after["current"] == made["kid"] != issued["kid"]
    assert [one["retired_at"] is None for one in after["keys"]] == [False, True]
    assert run("paper", "verify", code, "--json").status == 0
    assert made["fingerprint"] in run("paper", "keys", "list").out


def test_a_person_reads_what_the_paper_is(run, issued, code) -> None:
    out = run("paper", "verify", issued["file"]).out
    assert issued["number"] in out
    assert "与出具时一致。" in out
    assert "样本" in out
    assert "签名有效" in run("paper", "verify", code).out


def test_a_picture_without_a_code_says_how_to_take_one(run, issued, tmp_path) -> None:
    from PIL import Image

    Image.new("L", (400, 400), 255).save(tmp_path / "空白.png")
    ran = run("paper", "verify", str(tmp_path / "空白.png"), "--json")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "proof.no_code")


def test_the_verifier_page_holds_the_keys_and_stands_alone(run, issued, tmp_path) -> None:
    told = run("paper", "verifier", "--out", str(tmp_path / "核验.html"), "--json").json
    page = Path(told["file"]).read_bytes()
    assert (hashlib.sha256(page).hexdigest(), len(page)) == (told["sha256"], told["size"])
    assert issued["kid"].encode() in page
    assert b"KEYS" not in page
    lost = run("paper", "verifier", "--out", str(tmp_path / "none" / "x.html"), "--json")
    assert (lost.status, lost.json["fault"]["code"]) == (3, "proof.cannot_write")


def test_a_paper_is_signed_with_a_certificate(run, issued, tmp_path) -> None:
    made = runpy.run_path(str(Path(__file__).parents[1] / "documents" / "certificates.py"))
    ca = made["authority"]("练习根证书")
    p12, secret, root, out = (tmp_path / name for name in ("企业.p12", "口令.txt", "根.pem", "已签.pdf"))
    p12.write_bytes(ca.p12("浦江公司", "密码", datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)))
    secret.write_text("密码\n", "utf-8")
    root.write_bytes(ca.root)
    line = ("paper", "sign", "1", "--p12", str(p12), "--out", str(out), "--now", "2026-10-09", "--json")
    assert run(*line).json["refusal"]["code"] == "sign.passphrase_needed"
    told = run(*line, "--passphrase-file", str(secret)).json
    assert (told["field"], told["signer"], told["left"]) == ("issuer", "浦江公司", [])
    good = run("paper", "verify", str(out), "--trust", str(root), "--json")
    assert (good.status, good.json["signatures"][0]["trusted"]) == (0, True)
    assert run("paper", "verify", issued["file"], "--json").json["exact"]
    assert run(*line, "--passphrase-file", str(secret)).json["refusal"]["code"] == "sign.field_taken"

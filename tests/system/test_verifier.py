"""The page that verifies papers in a browser: its arithmetic against RFC 8032, its answers against papers of a desk."""

import base64
import hashlib
import json
import random
import re
import runpy
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from odrdesk.documents import scan
from odrdesk.documents.qr import code_of
from odrdesk.domain import proof
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, Step
from odrdesk.services import intake, papers, proof_keys, steps, verifier
from odrdesk.services.desk import create

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.system
NOW = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
RFC8032 = [  # section 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
GROUP = 2**252 + 27742317777372353535851937790883648493


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A paper of a real desk, its keys, and the page."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home))
        desk = create(tmp_path_factory.mktemp("made") / "desk", "浦江</script>联络点", clock=lambda: NOW)
        told = Complaint(
            channel=Channel.PHONE,
            received_at=NOW,
            consumer=Consumer("龑某", "13812345678"),
            merchant=Merchant("上海浦江好物电子商务有限公司"),
            category=Category.QUALITY,
            claims=(Claim.REFUND,),
            facts="开胶。",
        )
        number = intake.register(desk, told).value.case.number
        steps.take_step(desk, number, Step.ACCEPT, {})
        paper = papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE).value
        keys, page = proof_keys.public_file(desk), verifier.page(desk)
        desk.close(backup=False)
    (code,) = scan.codes_in_pdf(paper.pdf)
    return {"pdf": paper.pdf, "code": code, "keys": keys, "page": page.decode()}


def script_of(page: str) -> str:
    found = re.search(r"<script>\n(.*)\n</script>", page, re.DOTALL)
    assert found
    return found[1]


def ask(page: str, question: str, given: object, folder: Path) -> Any:
    """What the page's own script answers to a piece of JavaScript over `given`."""
    (folder / "given.json").write_text(json.dumps(given), "utf-8")
    (folder / "ask.js").write_text(
        f"{script_of(page)}\nconst o = globalThis.odrVerifier;\n"
        "const given = JSON.parse(require('fs').readFileSync('given.json', 'utf8'));\n"
        "const un = (text) => new Uint8Array(Buffer.from(text, 'hex'));\n"
        f"process.stdout.write(JSON.stringify((() => {{ {question} }})()));\n",
        "utf-8",
    )
    ran = subprocess.run(["node", "ask.js"], cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_its_signatures_are_those_of_the_standard(issued, tmp_path) -> None:
    cases: list[list[str]] = [list(row) for row in RFC8032]
    wanted = [True] * len(cases)
    for key, message, signature in RFC8032:
        s = int.from_bytes(bytes.fromhex(signature)[32:], "little")
        # The same point written with S + L: malleable, and refused by the standard (5.1.7).
        cases.append([key, message, signature[:64] + (s + GROUP).to_bytes(32, "little").hex()])
        cases.append([key, message + "00", signature])
        cases.append([key, message, signature[:-2] + f"{int(signature[-2:], 16) ^ 1:02x}"])
        cases.append(["ff" * 32, message, signature])
        wanted += [False] * 4
    told = ask(issued["page"], "return given.map(([k, m, s]) => o.holds(un(k), un(s), un(m)));", cases, tmp_path)
    assert told == wanted


def test_its_digests_are_those_of_the_library(issued, tmp_path) -> None:
    texts = [bytes(range(256)) * 9, b"", b"abc"] + [b"\xe4" * n for n in (55, 56, 63, 64, 65, 111, 112, 127, 128, 129)]
    told = ask(
        issued["page"],
        "return given.map((m) => [o.hex(o.sha256(un(m))), o.hex(o.sha512(un(m)))]);",
        [one.hex() for one in texts],
        tmp_path,
    )
    assert told == [[hashlib.sha256(one).hexdigest(), hashlib.sha512(one).hexdigest()] for one in texts]


def test_its_unpacking_is_that_of_the_library(issued, tmp_path) -> None:
    import zlib

    texts = [b"", b"abc" * 30_000, hashlib.sha512(b"x").digest() * 50, bytes(range(256)) * 40]
    packed = [zlib.compress(one, level)[2:].hex() for one in texts for level in (0, 1, 9)]
    told = ask(
        issued["page"],
        "return given.map((m) => { const r = o.inflate(un(m), 1e6); return r && o.hex(o.sha256(r)); });",
        [*packed, packed[4][:40], "ffff", ""],
        tmp_path,
    )
    assert told == [hashlib.sha256(one).hexdigest() for one in texts for _ in range(3)] + [None] * 3


JUDGE = """
const keys = o.keysOf(given.keys) || [];
return given.codes.map((code) => {
  const found = o.judge(code, null, keys);
  return [found.genuine, found.wrong, found.told && [found.told.no, found.told.fen, found.told.day], found.notes];
});
"""


def test_forged_codes_are_told_from_genuine_ones(issued, tmp_path) -> None:
    code: str = issued["code"]
    parts = code.split("|")
    stranger = Ed25519PrivateKey.generate()
    bare = code.rpartition("|")[0]
    codes = [
        code,
        f"\n {code[:70]}\r\n{code[70:]} ",
        code.replace("|-|", "|131150|"),
        code.replace("|20261008|", "|20261009|"),
        code.replace(parts[2], "ODR-2026-00002/2026-0001"),
        f"{bare}|{proof.b64(stranger.sign(bare.encode()))}",
        code.replace(parts[6], "KAAAAAAA"),
        code[:-1],
        code.replace("|20261008|", "|20261331|"),
        "https://example.invalid",
        "ODR1|" + "A" * 100_000,
    ]
    told = ask(issued["page"], JUDGE, {"keys": json.loads(issued["keys"]), "codes": codes}, tmp_path)
    good = [True, [], [parts[2], None, "2026-10-08"], ["code_only"]]
    assert told[:2] == [good, good]
    assert [row[1] for row in told[2:]] == [
        ["signature_wrong"],
        ["signature_wrong"],
        ["signature_wrong"],
        ["signature_wrong"],
        ["key_unknown"],
        ["unreadable"],
        ["unreadable"],
        ["not_ours"],
        ["unreadable"],
    ]
    assert not any(row[0] for row in told[2:])


def test_it_reads_every_text_as_the_program_does(issued, tmp_path) -> None:
    """Both take and leave the same: made-up sums, days and numbers at their edges."""
    signature = proof.b64(bytes(64))
    digest = proof.b64(bytes(16))
    rows = [
        f"ODR1|{code}|{no}|{fen}|{day}|{digest}|KABCDEF2|{signature}"
        for code in ("HJ", "hj", "H")
        for no in ("A", "A" * 61, "中")
        for fen in ("-", "0", "00", "1e5", "999999999999999", "9999999999999999")
        for day in ("20240229", "20250229", "00010101", "00000101", "20261300")
    ]

    def reads(row: str) -> bool:
        try:
            proof.read(row)
        except Exception:  # noqa: BLE001 -- whatever it is, the text was not taken
            return False
        return True

    assert ask(issued["page"], "return given.map((row) => o.read(row) !== null);", rows, tmp_path) == [
        reads(row) for row in rows
    ]


def test_a_dropped_pdf_tells_its_code_and_its_facts(issued, tmp_path) -> None:
    question = """
    const keys = o.keysOf(given.keys), inside = o.insidePdf(new Uint8Array(Buffer.from(given.pdf, 'base64')));
    const found = o.judge(inside.code, inside.data, keys);
    const data = new Uint8Array(inside.data); data[40] ^= 1;
    const other = o.judge(inside.code, data, keys);
    return [inside.code, found.genuine, found.notes, found.facts.number, other.genuine, other.wrong, other.facts];
    """
    given = {"keys": json.loads(issued["keys"]), "pdf": base64.b64encode(issued["pdf"]).decode()}
    told = ask(issued["page"], question, given, tmp_path)
    inside = scan.inside_pdf(issued["pdf"]).data
    assert inside is not None
    number = json.loads(inside)["number"]
    assert told == [issued["code"], True, ["data_fits"], number, False, ["data_differs"], None]


def test_key_files_that_were_changed_are_not_taken(issued, tmp_path) -> None:
    keys = json.loads(issued["keys"])
    changed = {**keys, "desk": "别处"}
    unsigned = {name: value for name, value in changed.items() if name not in {"signature", "signed_by"}}
    wrong_name = {**unsigned, "keys": [{**keys["keys"][0], "kid": "KAAAAAAA"}]}
    given = [keys, changed, unsigned, wrong_name, None, [], {"format": "odrdesk-keys"}]
    told = ask(issued["page"], "return given.map((one) => o.keysOf(one) !== null);", given, tmp_path)
    assert told == [True, False, True, False, False, False, False]


def test_what_a_retired_key_signed_counts_up_to_its_last_day(issued, tmp_path) -> None:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    kid = proof.kid_of(public, practice=False)
    codes = []
    for day in (date(2026, 10, 8), date(2026, 10, 9)):
        bare = proof.unsigned(PaperKind.CASE_REPORT, "A-1", None, day, data=b"", kid=kid)
        codes.append(f"{bare}|{proof.b64(private.sign(bare.encode()))}")
    keys = {
        "format": "odrdesk-keys",
        "version": 1,
        "desk": "x",
        "practice": False,
        "keys": [
            {
                "kid": kid,
                "public": proof.b64(public),
                "from": "2026-01-01T00:00:00+00:00",
                "to": "2026-10-08T15:30:00+00:00",
            }
        ],
    }
    told = ask(issued["page"], JUDGE, {"keys": keys, "codes": codes}, tmp_path)
    assert [(row[0], row[1], row[3]) for row in told] == [
        (True, [], ["retired", "code_only"]),
        (False, ["key_retired"], ["code_only"]),
    ]


STAGE = """
const made = {};
function thing(tag) {
  const one = { tag, textContent: "", className: "", value: "", hidden: true, children: [], heard: {}, dataset: {},
    classList: { add() {}, remove() {} },
    append(...more) { one.children.push(...more); }, replaceChildren(...more) { one.children = more; },
    addEventListener(name, what) { one.heard[name] = what; } };
  return one;
}
function words(one) { return [one.textContent, ...one.children.map(words)].flat().filter(Boolean); }
globalThis.document = { ...thing("document"), documentElement: {}, querySelectorAll: () => [],
  createElement: thing, getElementById: (id) => (made[id] = made[id] || thing(id)) };
"""


def test_the_page_itself_answers_in_both_languages(issued, tmp_path) -> None:
    """Its buttons on a stage without a browser: what is typed, what is dropped, what is said."""
    (tmp_path / "given.json").write_text(
        json.dumps({"code": issued["code"], "pdf": base64.b64encode(issued["pdf"]).decode()}), "utf-8"
    )
    keys = json.dumps(json.loads(issued["keys"]))
    kinds = re.search(r'id="kinds">([^<]*)<', issued["page"])
    assert kinds
    kinds = kinds[1]
    (tmp_path / "ask.js").write_text(
        f"""{STAGE}
document.getElementById("known").textContent = {json.dumps(keys)};
document.getElementById("kinds").textContent = {json.dumps(kinds)};
{script_of(issued["page"])}
const given = JSON.parse(require("fs").readFileSync("given.json", "utf8")), out = [];
const text = made.text, tell = () => out.push(words(made.result).join("\\n"));
text.value = given.code; made.check.heard.click(); tell();
text.value = given.code.replace("|20261008|", "|20261009|"); made.check.heard.click(); tell();
made.language.heard.click(); tell();
const file = (bytes) => ({{ size: bytes.length, arrayBuffer: async () => new Uint8Array(bytes).buffer }});
(async () => {{
  for (const bytes of [Buffer.from(given.pdf, "base64"), Buffer.from("{{}}"), Buffer.from(given.code + "\\n")]) {{
    made.file.heard.change({{ target: {{ files: [file(bytes)] }} }});
    await new Promise((done) => setTimeout(done, 50)); tell();
  }}
  process.stdout.write(JSON.stringify(out));
}})();
""",
        "utf-8",
    )
    ran = subprocess.run(["node", "ask.js"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    good, forged, english, dropped, keyless, read = json.loads(ran.stdout)
    assert good.startswith("签名有效")
    assert "受理告知书" in good
    assert forged.startswith("不能确认")
    assert "签名不符" in forged
    assert "The signature does not fit" in english
    assert dropped.startswith("The signature is valid")
    assert "龑某" in dropped
    assert "not taken" in keyless
    assert read.startswith("The signature is valid")


def test_the_policy_of_the_page_allows_its_own_script_and_nothing_else(issued) -> None:
    page = issued["page"]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert script
    own = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{own}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
    # The desk's name could have ended the data; nothing is put in as HTML, nothing is fetched.
    assert "浦江</script>" not in page
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "fetch(",
        "XMLHttp",
        "http:",
    ):
        assert forbidden not in page, forbidden
    assert re.findall(r"https?://|//[a-z]", re.sub(r"(?m)^\s*//.*$| // .*$", "", page)) == []


def test_it_reads_the_code_off_a_scan_and_a_photo(issued, tmp_path) -> None:
    """The last page as a scanner and a phone leave it, in browsers that know no codes themselves."""
    spoilt = runpy.run_path(str(ROOT / "documents" / "test_scan.py"))
    document = pypdfium2.PdfDocument(issued["pdf"])
    page = document[len(document) - 1].render(scale=150 / 72, grayscale=True).to_pil().convert("L")
    fine = document[len(document) - 1].render(scale=300 / 72, grayscale=True).to_pil().convert("L")
    document.close()
    pictures = {
        "scan": page,
        "turned": page.rotate(3, expand=True, fillcolor=255),
        "slanted": page.rotate(45, expand=True, fillcolor=200),
        "upside down": page.transpose(Image.Transpose.ROTATE_180),
        "noisy": spoilt["noisy"](page),
        "aslant": spoilt["photographed"](page),
        "pale": page.point([120 + k // 3 for k in range(256)]),
        "fine": fine,
        "empty": Image.new("L", (300, 300), 255),
    }
    sizes = []
    for k, picture in enumerate(pictures.values()):
        (tmp_path / f"{k}.bin").write_bytes(picture.tobytes())
        sizes.append([picture.width, picture.height])
    question = """
    const pixels = (k) => new Uint8Array(require("fs").readFileSync(`${k}.bin`));
    return given.map(([wide, tall], k) => o.codeInGrey(pixels(k), wide, tall));
    """
    told = dict(zip(pictures, ask(issued["page"], question, sizes, tmp_path), strict=True))
    assert told == dict.fromkeys(pictures, issued["code"]) | {"empty": None}


def test_it_mends_what_the_code_can_bear_and_never_makes_up_a_text(issued, tmp_path) -> None:
    code = code_of(issued["code"])
    grid = [0] * code.side**2
    for bar in code.bars:
        for column in range(bar.column, bar.column + bar.long):
            grid[bar.row * code.side + column] = 1
    chance = random.Random(3)  # noqa: S311 -- stains, the same each time
    free = [k for k in range(len(grid)) if 9 < k // code.side < code.side - 9 and 9 < k % code.side < code.side - 9]
    stained = []
    for count in (0, 8, 20, 40, 400, 900):
        made = list(grid)
        for place in chance.sample(free, count):
            made[place] ^= 1
        stained.append(made)
    told = ask(
        issued["page"], f"return given.map((one) => o.textOf(Uint8Array.from(one), {code.side}));", stained, tmp_path
    )
    assert told == [issued["code"]] * 4 + [None] * 2


def test_it_reads_codes_of_every_size_the_program_makes(issued, tmp_path) -> None:
    import zxingcpp

    texts = ["ODR1|" + "ab0123456789|-_XYZ" * count for count in (1, 3, 6, 10, 14, 20, 23)]
    grids = []
    for text in texts:
        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        modules: Any = made.to_image(scale=1, add_quiet_zones=False)
        rows = memoryview(modules)
        grids.append([[int(not rows[r, c]) for r in range(len(rows)) for c in range(len(rows))], len(rows)])
    told = ask(issued["page"], "return given.map(([one, n]) => o.textOf(Uint8Array.from(one), n));", grids, tmp_path)
    assert told == texts

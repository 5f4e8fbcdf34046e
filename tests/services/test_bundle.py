"""The bundle of a case: whole, readable by other programs, the same bytes again, masked for outsiders, and checked."""

import csv
import hashlib
import hmac
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from odrdesk.documents.facts import Recipient
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.evidence import Told
from odrdesk.domain.vocabulary import EvidenceSlot, PaperKind, Role
from odrdesk.services import cases, clerks, evidence, intake, papers
from odrdesk.services.bundle import bundle
from odrdesk.services.bundle_check import check
from odrdesk.services.bundle_parts import contents
from odrdesk.services.desk import Desk, create
from odrdesk.services.paper_facts import hiding
from odrdesk.storage import bundle_file, disputes
from tests.services.whole_case import CONSUMER, RECEIVED, SECRET, Hand, closed, complaint

HOSTILE = (
    "../../etc/passwd",
    "C:\\Windows\\win.ini",
    "CON.txt",
    "a\u202egpj.exe",
    "发票<img src=x onerror=alert(1)>.pdf",
    "=cmd|' /C calc'!A0.csv",
    "𠮷" * 200 + ".png",
    " .",
    "x\ny.txt",
)


@pytest.fixture(scope="module")
def clock() -> Hand:
    return Hand(RECEIVED)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: Hand) -> Iterator[Desk]:
    made = create(
        tmp_path_factory.mktemp("b") / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈经理"
    )
    clerks.add(made, "王丽", [Role.OFFICER])
    clerks.add(made, "许诺", [Role.INTAKE])
    yield made
    made.close(backup=False)


@pytest.fixture(scope="module")
def number(desk: Desk, clock: Hand) -> str:
    """A closed case whose evidence has names that no file system should take."""
    made = closed(desk, clock)
    told = Told(EvidenceSlot.OTHER)
    files = [evidence.HandedIn(f"{place}".encode(), told, name) for place, name in enumerate(HOSTILE)]
    evidence.add_several(desk, made, files)
    key = cases.view(desk, made).papers[0].mark.key
    papers.attach_signed(desk, key, b"%PDF-1.7 signed", "签收 扫描.pdf", by="欧阳晓明")
    return made


@pytest.fixture(scope="module")
def whole(desk: Desk, number: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("z") / "案卷.zip"
    bundle(desk, number, out)
    return out


@pytest.fixture(scope="module")
def masked(desk: Desk, number: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("m") / "案卷.zip"
    bundle(desk, number, out, copy="regulator")
    return out


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def rewritten(path: Path, to: Path, changes: dict[str, bytes | None]) -> Path:
    known = parts(path) | changes
    with zipfile.ZipFile(to, "w") as file:
        for name, content in known.items():
            if content is not None:
                file.writestr(name, content)
    return to


def test_every_file_is_in_the_sums_and_is_what_they_say(whole) -> None:
    found = parts(whole)
    rows = [line.split("  ", 1) for line in found["SHA256SUMS"].decode().splitlines()]
    assert {name for _, name in rows} == set(found) - {"SHA256SUMS"}
    assert all(hashlib.sha256(found[name]).hexdigest() == digest for digest, name in rows)


def test_evidence_and_papers_lie_there_as_they_were_filed(desk, number, whole) -> None:
    held = {hashlib.sha256(content).hexdigest() for content in parts(whole).values()}
    view = cases.view(desk, number)
    assert {item.sha256 for item in view.evidence} | {paper.sha256 for paper in view.papers} <= held
    assert b"%PDF-1.7 signed" in parts(whole).values()


def test_no_name_leaves_the_folder_or_is_one_no_system_takes(whole) -> None:
    for name in parts(whole):
        folders = name.split("/")
        assert len(folders) <= 2
        for part in folders:
            assert part not in {"", ".", ".."}
            assert not re.search(r'[\\:*?"<>|\x00-\x1f\u202e]', part)
            assert not re.fullmatch(r"(?i)(con|prn|aux|nul)(\..*)?", part)
            assert len(part.encode()) <= 200


@pytest.mark.system
def test_other_programs_read_it(whole, tmp_path) -> None:
    assert subprocess.run(["unzip", "-tq", str(whole)], check=False, capture_output=True).returncode == 0
    subprocess.run(["unzip", "-q", str(whole), "-d", str(tmp_path)], check=True)
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


class Page(HTMLParser):
    """Tags, links and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_index_links_every_file_runs_nothing_and_shows_what_was_typed(whole) -> None:
    found = parts(whole)
    page = Page(found["index.html"].decode())
    assert {unquote(link) for link in page.links} == set(found) - {"index.html", "SHA256SUMS"}
    assert not page.tags & {"script", "img", "iframe", "link", "object", "form"}
    assert not any(name.startswith("on") for name in page.attributes)
    assert "发票<img src=x onerror=alert(1)>.pdf" in page.text
    assert "证据 Evidence" in page.text


def test_the_data_are_canonical_and_complete(desk, number, whole) -> None:
    raw = parts(whole)["案件.json"]
    told = json.loads(raw)
    assert raw == json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    assert told["case"]["complaint"]["consumer"]["id_no"] == CONSUMER.id_no
    assert len(told["case"]["offers"]) == 2
    assert [one["sha256"] for one in told["evidence"]] == [one.sha256 for one in cases.view(desk, number).evidence]


def test_the_timeline_is_a_table_with_a_row_for_each_entry(desk, number, whole) -> None:
    rows = list(csv.reader(io.StringIO(parts(whole)["时间线.csv"].decode("utf-8-sig"))))
    told = [one for one in cases.view(desk, number).record if one.entry.act != "case.bundle"]
    assert len(rows) == len(told) + 1
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_record_can_be_checked_with_nothing_but_what_the_bundle_says(whole) -> None:
    entries = json.loads(parts(whole)["记录.json"])["entries"]
    for one in entries:
        made = hmac.new(bytes.fromhex(one["salt"]), one["body"].encode(), hashlib.sha256).hexdigest()
        assert made == one["commitment"]
    near = [(a, b) for a, b in pairwise(entries) if b["seq"] == a["seq"] + 1]
    assert near
    assert all(b["prev"] == a["mac"] for a, b in near)
    assert "commitment = HMAC-SHA256" in parts(whole)["核验说明.txt"].decode()


def test_taken_out_again_on_the_same_day_it_has_the_same_bytes(desk, number, whole, tmp_path) -> None:
    bundle(desk.acting_as("王丽"), number, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == whole.read_bytes()


def test_the_record_says_who_took_it(desk, number, whole) -> None:
    last = next(one for one in cases.view(desk, number).record if one.entry.act == "case.bundle")
    assert last.clerk_name == "陈经理"
    assert last.entry.facts["sha256"] == hashlib.sha256(whole.read_bytes()).hexdigest()


def test_a_file_that_is_there_is_not_overwritten(desk, number, whole) -> None:
    before = whole.read_bytes()
    with pytest.raises(Refusal) as no:
        bundle(desk, number, whole)
    assert no.value.code == "output.exists"
    assert whole.read_bytes() == before


def test_who_may_not_read_evidence_may_not_take_it_out(desk, number, tmp_path) -> None:
    with pytest.raises(Refusal) as no:
        bundle(desk.acting_as("许诺"), number, tmp_path / "a.zip")
    assert no.value.code == "clerk.not_allowed"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asked", [
    ("a.rar", None, "bundle.form"), ("a.zip", "merchant", "paper.copy_not_for"), ("a.zip", "x", "paper.copy_unknown"),
])  # fmt: skip
def test_what_cannot_be_made_is_refused(desk, number, tmp_path, asked) -> None:
    name, copy, code = asked
    with pytest.raises(Refusal) as no:
        bundle(desk, number, tmp_path / name, copy=copy)
    assert no.value.code == code


def test_a_full_disk_leaves_nothing_behind(desk, number, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(bundle_file.shutil, "disk_usage", lambda _path: SimpleNamespace(free=10))
    with pytest.raises(Fault) as no:
        bundle(desk, number, tmp_path / "a.zip")
    assert no.value.code == "disk.full"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_while_writing_leaves_nothing_behind(desk, number, tmp_path, monkeypatch) -> None:
    def full(*_told: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle_file.os, "fsync", full)
    with pytest.raises(Fault) as no:
        bundle(desk, number, tmp_path / "a.zip")
    assert no.value.code == "output.not_written"
    assert list(tmp_path.iterdir()) == []


def test_stopped_it_leaves_nothing_behind(desk, number, tmp_path) -> None:
    for form in ("zip", "pdf"):
        done = bundle(desk, number, tmp_path / f"a.{form}", progress=lambda _done, _total: False)
        assert done.value is None
        assert not done.changes.disputes
    assert list(tmp_path.iterdir()) == []


def test_a_masked_bundle_tells_nothing_of_the_consumer(masked) -> None:
    for name, content in parts(masked).items():
        text = content.decode("utf-8", "ignore")
        if name.endswith(".pdf"):
            text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
        assert [one for one in SECRET if one in text or one in name] == [], name


def test_a_masked_bundle_lists_what_it_leaves_out_with_its_hash(desk, number, masked) -> None:
    found = parts(masked)
    page = Page(found["index.html"].decode())
    assert not any(name.startswith("证据/") for name in found)
    assert all(item.sha256 in page.text for item in cases.view(desk, number).evidence)
    entries = json.loads(found["记录.json"])["entries"]
    assert {(one["salt"], one["body"]) for one in entries} == {(None, None)}


@given(
    st.lists(
        st.tuples(
            st.text("的在，。 x", max_size=5),
            st.sampled_from(SECRET),
            st.sampled_from(["", " ", "-", ".", "\u2014", "  "]),
        ),
        max_size=6,
    )
)
def test_whatever_is_written_around_it_nothing_that_names_the_consumer_stays(told) -> None:
    typed = [(before, between.join(one) if one.isascii() else one) for before, one, between in told]
    text = "".join(before + one for before, one in typed)
    draft = complaint()
    hidden = hiding(draft)(text)
    bare = re.sub(r"[\s.\u2014-]", "", hidden)
    assert [one for one in SECRET if one in bare] == []


def test_full_width_figures_name_the_consumer_as_well() -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) for one in "13812345678")
    hidden = hiding(complaint())(f"电话{wide}，另一部139 8765 4321。")
    assert wide not in hidden
    assert "8765" not in hidden


def test_a_bundle_is_found_whole_and_known(desk, whole) -> None:
    found = check(whole, desk)
    assert found.whole
    assert found.exported_by in {"陈经理", "王丽"}  # both took out the very same bytes
    assert found.number == "ODR-2026-00001"


def test_without_a_desk_it_can_be_checked_by_itself(whole) -> None:
    assert check(whole).whole


def test_every_change_is_told(desk, whole, tmp_path) -> None:
    names = sorted(name for name in parts(whole) if name.startswith("证据/"))
    changes = {names[0]: b"forged", names[1]: None, "新.txt": b"new"}
    found = check(rewritten(whole, tmp_path / "f.zip", changes), desk)
    assert (found.changed, found.missing, found.extra) == ((names[0],), (names[1],), ("新.txt",))
    assert not found.whole


def test_a_forged_entry_is_told_even_where_the_sums_were_forged_too(desk, whole, tmp_path) -> None:
    record = json.loads(parts(whole)["记录.json"])
    record["entries"][1]["body"] = record["entries"][1]["body"].replace("accept", "refuse")
    record["entries"][2]["mac"] = "00" * 32
    forged = json.dumps(record).encode()
    sums = parts(whole)["SHA256SUMS"].decode().splitlines()
    sums = [f"{hashlib.sha256(forged).hexdigest()}  记录.json" if "记录.json" in line else line for line in sums]
    changes = {"记录.json": forged, "SHA256SUMS": ("\n".join(sums) + "\n").encode()}
    found = check(rewritten(whole, tmp_path / "f.zip", changes), desk)
    assert not found.changed
    assert found.commitments == (record["entries"][1]["seq"],)
    assert found.chain == (record["entries"][2]["seq"],)
    assert found.exported_at is None


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_what_is_no_bundle_is_refused(tmp_path, content) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(Refusal) as no:
        check(path)
    assert no.value.code == "bundle.unreadable"


def test_the_pdf_holds_the_same_files_behind_the_report(desk, number, whole, tmp_path) -> None:
    out = tmp_path / "案卷.pdf"
    done = bundle(desk, number, out).value
    reader = PdfReader(out)
    attached = {hashlib.sha256(content).hexdigest() for held in reader.attachments.values() for content in held}
    wanted = {name: content for name, content in parts(whole).items() if "/" in name}
    assert {hashlib.sha256(content).hexdigest() for content in wanted.values()} <= attached
    assert "消费纠纷案件报告" in "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert check(out, desk).whole
    out.write_bytes(out.read_bytes() + b"\n")
    with pytest.raises(Refusal) as no:
        check(out, desk)
    assert no.value.code == "bundle.not_known"
    assert done.left_out == 0


def test_a_name_that_no_face_has_keeps_no_case_in_the_desk(desk, clock, tmp_path) -> None:
    told = replace(complaint(replace(CONSUMER, name="张\U00031350")), channel_no="3101150000000202609309777")
    number = intake.register(desk, told).value.case.number
    for name in ("a.zip", "a.pdf"):
        bundle(desk, number, tmp_path / name)
    found = parts(tmp_path / "a.zip")
    assert "张\U00031350" in found["案件.json"].decode()
    assert "张\U00031350" in found["index.html"].decode()
    report = PdfReader(io.BytesIO(found["案件报告.pdf"]))
    assert "张[U+31350]" in "".join("".join(page.extract_text().split()) for page in report.pages)
    with pytest.raises(Refusal, match=r"paper\.glyph_missing"):
        # A paper is signed and sealed: there the name must be right.
        papers.issue(desk, number, PaperKind.CASE_REPORT)


def test_a_case_just_registered_has_a_bundle(desk, clock, tmp_path) -> None:
    clock.set(17)
    draft = replace(complaint(), channel_no=None, received_at=clock.at, pushed_at=clock.at)
    number = intake.register(desk, draft).value.case.number
    bundle(desk, number, tmp_path / "a.zip")
    assert set(parts(tmp_path / "a.zip")) == {
        "index.html", "案件.json", "时间线.csv", "记录.json", "案件报告.pdf", "核验说明.txt", "SHA256SUMS",
    }  # fmt: skip


def test_evidence_is_poured_through_in_pieces(desk, number, tmp_path, monkeypatch) -> None:
    """No part of the vault is ever held whole: the ZIP reads blocks."""
    sizes: list[int] = []
    monkeypatch.setattr(bundle_file, "BLOCK", 8)
    bundle(desk, number, tmp_path / "a.zip", progress=lambda done, _total: sizes.append(done) is None)
    with desk.reading() as session:
        told = contents(session, desk, disputes.load(session, number), Recipient.DESK, desk.today())
    largest = max(part.size for part in told.parts if isinstance(part.content, bundle_file.Stored))
    assert len(sizes) > largest / 8

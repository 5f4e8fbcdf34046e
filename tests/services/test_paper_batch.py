"""Batches of papers: a folder, a ZIP, one PDF; refusals listed, stops and full disks mended by running it again."""

import csv
import errno
import gc
import io
import os
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.services import batch_files, cases, clerks, paper_batch, papers, upkeep
from odrdesk.services.desk import Desk, create
from odrdesk.services.paper_batch import Job
from odrdesk.services.paper_names import apart, safe
from tests.services.test_papers import ACCEPTANCE, RECEIVED, Hand, opened, take

COUNT = 4


@pytest.fixture
def clock() -> Hand:
    return Hand(RECEIVED)


@pytest.fixture
def desk(tmp_path: Path, clock: Hand) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈经理")
    yield made
    made.close(backup=False)


@pytest.fixture
def numbers(desk: Desk, clock: Hand) -> tuple[str, ...]:
    found = tuple(opened(desk, f"31011500000002026093{place:05d}") for place in range(COUNT))
    clock.set(8)
    for number in found:
        take(desk, number, Step.ACCEPT)
    return found


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def flat(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_folder_has_a_named_file_for_each_case_and_a_list(desk, clock, numbers, tmp_path) -> None:
    unready = opened(desk, "9")
    out = tmp_path / "文书"
    heard: list[tuple[int, int, str]] = []
    job = Job(ACCEPTANCE, (*numbers[:2], unready, "ODR-2026-99999", numbers[0]), out)
    done = paper_batch.run(desk, job, progress=lambda *told: heard.append(told) or True).value
    assert [line.number for line in done.done] == ["消受〔2026〕第0001号", "消受〔2026〕第0002号"]
    assert [line.refusal.code for line in done.refused] == ["paper.not_yet", "dispute.unknown"]
    told = rows((out / "清单.csv").read_bytes())
    assert [row["结果"] for row in told] == ["已出具", "已出具", "未出具", "未出具"]
    assert (told[0]["案件号"], told[0]["编号"], told[0]["联别"]) == (numbers[0], "消受〔2026〕第0001号", "consumer")
    assert "已登记" in told[2]["说明"]
    for row, line in zip(told[:2], done.done, strict=True):
        content = (out / row["文件"]).read_bytes()
        assert content == papers.pdf_of(desk, line.id)
        assert (row["SHA-256"], int(row["页数"])) == (line.sha256, line.pages)
    assert sorted(path.name for path in out.iterdir()) == sorted(["清单.csv", *(row["文件"] for row in told[:2])])
    assert heard == [(0, 4, numbers[0]), (1, 4, numbers[1]), (2, 4, unready), (3, 4, "ODR-2026-99999"), (4, 4, "")]
    assert upkeep.check(desk) == ()


def test_copies_have_names_of_their_own_and_one_number(desk, numbers, tmp_path) -> None:
    job = Job(ACCEPTANCE, numbers[:1], tmp_path / "out", ("consumer", "merchant"))
    done = paper_batch.run(desk, job).value
    assert {line.number for line in done.lines} == {"消受〔2026〕第0001号"}
    assert [line.file.removesuffix(".pdf").rsplit("_", 1)[1] for line in done.lines] == ["20261008", "商家本"]


def test_a_stopped_job_goes_on_where_it_ended(desk, clock, numbers, tmp_path) -> None:
    out = tmp_path / "out"
    job = Job(ACCEPTANCE, numbers, out)
    stopped = paper_batch.run(desk, job, progress=lambda done, _total, _case: done < 2).value
    assert (stopped.stopped, len(stopped.lines)) == (True, 2)
    assert len(rows((out / "清单.csv").read_bytes())) == 2
    # What was issued counts, though the facts have changed since; the rest is made as they are now.
    take(desk, numbers[0], Step.CORRECT, field="consumer.phone", value="13912345678", why="记错")
    clock.set(9)
    done = paper_batch.run(desk, job).value
    assert [line.number for line in done.lines] == [f"消受〔2026〕第{n:04d}号" for n in (1, 2, 3, 4)]
    assert [line.case for line in done.lines] == list(numbers)
    assert len(list(out.glob("*.pdf"))) == COUNT
    # That job is over: run once more it is a new one.
    again = paper_batch.run(desk, job).value
    assert again.lines[0].number == "消受〔2026〕第0005号"
    assert [line.number for line in again.lines][1:] == [line.number for line in done.lines][1:]
    assert upkeep.check(desk) == ()


def test_a_full_disk_in_the_middle_keeps_what_is_done(desk, numbers, tmp_path, monkeypatch) -> None:
    out = tmp_path / "out"
    whole, made = batch_files.tempfile.mkstemp, []

    def mkstemp(**told: object) -> object:
        made.append(told)
        if len(made) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return whole(**told)

    job = Job(ACCEPTANCE, numbers, out)
    with monkeypatch.context() as patched:
        patched.setattr(batch_files.tempfile, "mkstemp", mkstemp)
        with pytest.raises(Fault) as full:
            paper_batch.run(desk, job)
    assert full.value.code == "paper.batch_broken"
    assert "No space" in str(full.value.data["reason"])
    assert len(list(out.glob("*.pdf"))) == 2
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
    done = paper_batch.run(desk, job).value
    assert [line.number for line in done.lines] == [f"消受〔2026〕第{n:04d}号" for n in (1, 2, 3, 4)]
    assert sum(len(cases.view(desk, number).papers) for number in numbers) == COUNT


def test_a_zip_is_the_same_byte_for_byte_and_holds_its_list(desk, clock, numbers, tmp_path) -> None:
    first, second = tmp_path / "甲.zip", tmp_path / "乙.zip"
    paper_batch.run(desk, Job(ACCEPTANCE, (*numbers[:2], "ODR-2026-99999"), first))
    clock.set(20)
    paper_batch.run(desk, Job(ACCEPTANCE, (*numbers[:2], "ODR-2026-99999"), second))
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as pack:
        assert pack.testzip() is None
        names = [told.filename for told in pack.infolist()]
        assert names[-1] == "清单.csv"
        assert all(told.flag_bits & 0x800 for told in pack.infolist())
        assert {told.date_time for told in pack.infolist()} == {(2026, 10, 8, 10, 0, 0)}
        told = rows(pack.read("清单.csv"))
        assert [row["文件"] for row in told] == [*names[:2], ""]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "乙.zip", "甲.zip"]


def test_a_stopped_zip_leaves_no_half_file_and_is_finished_later(desk, numbers, tmp_path) -> None:
    out = tmp_path / "批.zip"
    job = Job(ACCEPTANCE, numbers[:2], out)
    paper_batch.run(desk, job, progress=lambda done, _total, _case: done < 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "批_清单.csv"]
    paper_batch.run(desk, job)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "批.zip"]


def test_one_pdf_has_every_paper_with_its_pages_and_the_faces_once(desk, numbers, tmp_path) -> None:
    out = tmp_path / "批.pdf"
    done = paper_batch.run(desk, Job(ACCEPTANCE, (*numbers, "ODR-2026-99999"), out, backs=True)).value
    pages = flat(out.read_bytes())
    sheets = (done.done[0].pages + 1) // 2
    assert [line.first_page for line in done.done] == [1 + 2 * sheets * n for n in range(COUNT)]
    for line in done.done:
        alone = flat(papers.pdf_of(desk, line.id))
        start = line.first_page - 1
        assert pages[start : start + line.pages] == alone
    assert out.stat().st_size < COUNT * len(papers.pdf_of(desk, done.done[0].id))
    told = rows((tmp_path / "批_清单.csv").read_bytes())
    assert [row["起始页"] for row in told] == [str(line.first_page) for line in done.done] + [""]


def test_memory_holds_one_paper_at_a_time(desk, numbers, tmp_path) -> None:
    def count() -> int:
        return sum(isinstance(one, paper_batch._Made) for one in gc.get_objects())

    before, alive = count(), []

    def look(_done: int, _total: int, _case: str) -> bool:
        alive.append(count() - before)
        return True

    paper_batch.run(desk, Job(ACCEPTANCE, numbers, tmp_path / "out"), progress=look)
    assert max(alive) <= 1


def test_what_every_case_would_refuse_is_refused_at_once(desk, numbers, tmp_path) -> None:
    def code(job: Job, desk: Desk = desk) -> str:
        with pytest.raises(Refusal) as no:
            paper_batch.run(desk, job)
        return no.value.code

    job = partial(Job, ACCEPTANCE)
    assert code(job((), tmp_path / "out")) == "paper.batch_empty"
    assert code(job(("A",) * 1, tmp_path / "out", ("press",))) == "paper.copy_unknown"
    assert code(job(tuple(map(str, range(10_001))), tmp_path / "out")) == "paper.batch_too_many"
    (tmp_path / "file").write_bytes(b"mine")
    assert code(job(numbers, tmp_path / "file")) == "paper.batch_not_a_folder"
    (tmp_path / "a.zip").mkdir()
    assert code(job(numbers, tmp_path / "a.zip")) == "paper.batch_not_a_file"
    clerks.add(desk, "登记", [Role.INTAKE])
    assert code(job(numbers, tmp_path / "out"), desk.acting_as("登记")) == "clerk.not_allowed"
    assert not any(cases.view(desk, number).papers for number in numbers)
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_strangers_file_is_left_alone(desk, numbers, tmp_path) -> None:
    out = tmp_path / "out"
    first = paper_batch.run(desk, Job(ACCEPTANCE, numbers[:1], out)).value.lines[0]
    (out / first.file).write_bytes(b"mine")
    again = paper_batch.run(desk, Job(ACCEPTANCE, numbers[:1], out)).value.lines[0]
    assert again.file == first.file.removesuffix(".pdf") + "-2.pdf"
    assert (out / first.file).read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ('a\\b/c:d*e?f"g<h>i|j', "abcdefghij"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1_x", "_com1_x"),
        ("console", "console"),
        (" a \t\x00\x1f.. ", "a"),
        ("", "_"),
        ("\ud800甲", "甲"),
        ("\u202e甲\u200b", "甲"),
        ("长" * 300, "长" * 100),
    ],
)
def test_a_name_is_one_that_every_system_takes(name: str, kept: str) -> None:
    assert safe(name) == kept


def test_names_that_differ_in_case_alone_are_kept_apart() -> None:
    assert apart("A.pdf", {"a.pdf", "A-2.PDF"}) == "A-3.pdf"


def test_no_cell_of_the_list_is_a_formula(desk, numbers, tmp_path) -> None:
    out = tmp_path / "out"
    paper_batch.run(desk, Job(ACCEPTANCE, (numbers[0], "=cmd|'/c calc'!A1"), out))
    assert rows((out / "清单.csv").read_bytes())[1]["案件号"] == "'=cmd|'/c calc'!A1"

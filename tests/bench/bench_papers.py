"""1,000 settlement notices as a batch: each a file of its own, and all bound in one; time, bytes and memory of each."""

import runpy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from measure import Figure, figure

from odrdesk.documents.book import bind
from odrdesk.documents.facts import PartyFacts, Proof, Settlement
from odrdesk.documents.worker import render

NOTICES = 1_000
EARLY = 100
_MEMORY = Path("/proc/self/statm")
_FAMILIES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "明华丽伟芳娜静强磊洋勇艳杰娟涛超秀兰霞平刚桂英"


def figures(notices: int = NOTICES) -> Iterator[Figure]:
    """The figures of papers."""
    made = runpy.run_path(str(Path(__file__).parents[1] / "documents" / "invented.py"))
    base: Settlement = dict(made["papers"]())["settlement_notice.consumer"]
    render(base)  # the faces are opened
    alone, sizes, early = [], [], 0.0
    for number in range(notices):
        facts = _notice(base, number)
        began = perf_counter()
        sizes.append(float(len(render(facts).content)))
        alone.append((perf_counter() - began) * 1e3)
        early = _megabytes() if number == EARLY else early
    yield figure("papers: a notice, a file of its own", alone, against=alone[:EARLY], most=1.2)
    yield figure("papers: its bytes", sizes, unit="B")
    if early:
        yield _grown("papers: memory after all, own files", early)
    bound, early = [], 0.0

    def in_turn() -> Iterator[Settlement]:
        nonlocal early
        for number in range(notices):
            began = perf_counter()
            yield _notice(base, number)
            bound.append((perf_counter() - began) * 1e3)
            early = _megabytes() if number == EARLY else early

    began = perf_counter()
    book = bind(in_turn(), "结案通知书")
    whole = (perf_counter() - began) * 1e3
    yield figure("papers: a notice in a bound file", bound, against=alone, most=1.0)
    yield Figure("papers: the bound file, a notice", notices, whole / notices, whole / notices)
    each = len(book.content) / notices
    yield figure("papers: its bytes there", [each], against=sizes, most=0.1, unit="B")
    if early:
        yield _grown("papers: memory after all, bound", early)


def _notice(base: Settlement, number: int) -> Settlement:
    name = _FAMILIES[number % 16] + _GIVEN[number % 23] + _GIVEN[number * 7 % 23]
    data = f'{{"number":{number}}}'.encode()
    proof = Proof(f"ODR1|HJ|PD-2026-{number:06d}|62900|20261019|{number:022d}|K1|{'x' * 86}", data, "K1", "ab" * 32)
    return replace(
        base,
        number=f"沪浦消结〔2026〕{number:04d}号",
        case_number=f"PD-2026-{number:06d}",
        consumer=PartyFacts(name, phone=f"138{number:08d}"),
        proof=proof,
    )


def _megabytes() -> float:
    """The memory this process holds, where the system says it; else 0."""
    if not _MEMORY.is_file():
        return 0.0
    return int(_MEMORY.read_text("ascii").split()[1]) * 4096 / 1e6


def _grown(name: str, early: float) -> Figure:
    now = _megabytes()
    # A bound file of 1,000 notices is 10 MB itself, and is held twice at its end.
    return Figure(name, 1, now, now, now / early, "≤ 1.3 ×", now / early <= 1.3, "MB")

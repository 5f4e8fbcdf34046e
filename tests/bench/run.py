"""Measure odrdesk on a desk with many cases: `python tests/bench/run.py [--cases 100000] [--out build/bench.json]`.

Nothing is asserted: figures depend on the machine, ratios within one run hardly do.
"""

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(arguments: list[str]) -> int:
    """Fill a desk, measure, print, write the JSON."""
    asked = _asked(arguments)
    folder = ROOT / "build" / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = perf_counter()
    found = list(_measured(folder, asked.cases))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "cases": asked.cases,
        "seconds": round(perf_counter() - began, 1),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "figures": [one.plain() for one in found],
    }
    asked.out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{asked.cases} cases, {told['seconds']:.0f} s, milliseconds; {asked.out}")
    return 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure odrdesk on a desk with many cases.")
    parser.add_argument("--cases", type=int, default=100_000, metavar="N")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json", metavar="FILE")
    return parser.parse_args(arguments)


def _measured(folder: Path, cases: int) -> "Iterator[Figure]":
    began = perf_counter()
    desk = filled(folder / "desk", cases, datetime.now(UTC).replace(microsecond=0))
    seconds = perf_counter() - began
    yield from _told([Figure(f"filling the desk ({cases})", 1, seconds, seconds, unit="s")])
    try:
        yield from _told(bench_search.figures(desk))
        yield from _told(bench_window.figures(desk, QSettings(str(folder / "ui.ini"), QSettings.Format.IniFormat)))
        yield from _told(bench_deeds.figures(desk, folder / "deeds"))
        yield from _told(bench_write.figures(desk))
        yield from _told(bench_papers.figures())
        yield from _told(bench_stalls.figures(folder / "stalls"))
    finally:
        desk.close(backup=False)


def _told(figures: "Iterable[Figure]") -> "Iterator[Figure]":
    some = list(figures)
    print(table(some), flush=True)
    yield from some


if __name__ == "__main__":
    # Only here: the processes that cut texts into grams import this file too, and need none of it.
    import bench_deeds
    import bench_papers
    import bench_search
    import bench_stalls
    import bench_window
    import bench_write
    from filling import filled
    from measure import Figure, table
    from PySide6.QtCore import QSettings

    sys.exit(main(sys.argv[1:]))

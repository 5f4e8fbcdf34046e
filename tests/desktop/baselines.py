"""The pages as they were approved, pixel by pixel: taken here, kept in `tests/golden/desktop`.

    python -m tests.desktop.baselines FOLDER [FACTOR [small]]

takes all pictures of one scale factor into a folder; `python tests/golden/make.py desktop` takes every one anew.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "desktop"
FACTORS = ("1", "1.25", "1.5", "2")
PAGES = ("board", "cases", "case", "palette", "intake", "import", "stat")
SCALED = ("board", "case")
"""What is also taken at the larger factors, light and in the smaller size."""
NEAR = 40
"""How far a pixel, the mean of four, may be off: smoother edges of another FreeType are, a letter that moved is not."""
MAY_DIFFER = 0.0005
"""The share of pixels that may be further off."""


class Difference(NamedTuple):
    """`share` of the pixels that differ; `picture` shows where, dark on light."""

    share: float
    picture: Image.Image


def names(factor: str) -> list[str]:
    """The files of a factor."""
    if factor != "1":
        return [f"{page}_light_1280x720@{factor}x.png" for page in SCALED]
    sizes = ("1440x900", "1280x720")
    return [f"{page}_{mode}_{size}.png" for size in sizes for mode in ("light", "dark") for page in PAGES]


def compare(now: Image.Image, approved: Image.Image) -> Difference:
    """How two pictures differ; those of two sizes differ altogether."""
    if now.size != approved.size:
        return Difference(1.0, now)
    apart = ImageChops.difference(now.convert("RGB"), approved.convert("RGB")).reduce(2)
    most = ImageChops.lighter(ImageChops.lighter(*apart.split()[:2]), apart.split()[2])
    marked = most.point(lambda shade: 0 if shade > NEAR else 255)
    far = marked.histogram()[0]
    return Difference(far / (marked.width * marked.height), marked)


def take_all(folder: Path, *, small: bool = False) -> None:
    """Every picture of every factor into a folder, each factor in a program of its own: Qt reads it once.

    `small` are those that are kept, in 256 colours; to compare them needs no such care.
    """
    for factor in FACTORS:
        environment = {
            **os.environ,
            "QT_SCALE_FACTOR": factor,
            "QT_QPA_PLATFORM": "offscreen",
            "TZ": "America/St_Johns",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "packaging")]),
        }
        line = [sys.executable, "-m", "tests.desktop.baselines", str(folder), factor, *(["small"] if small else [])]
        done = subprocess.run(line, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"the pictures at {factor} were not taken:\n{done.stdout}{done.stderr}")


def refresh() -> None:
    """Take the approved ones anew; look at the difference before you keep it."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.glob("*.png"):
        old.unlink()
    take_all(GOLDEN, small=True)
    print(f"{len(list(GOLDEN.glob('*.png')))} pictures in {GOLDEN}")


def _take(folder: Path, factor: str, *, small: bool) -> Iterator[str]:
    """The pictures of one factor, name by name as they are taken."""
    from pictures import SIZES, Studio, png
    from PySide6.QtCore import QSettings

    from odrdesk.desktop.theme import Mode
    from tests.desktop import demonstration

    with tempfile.TemporaryDirectory(prefix="odrdesk-baselines-") as temporary:
        place = Path(temporary)
        desk = demonstration.opened(place / "desk")
        settings = QSettings(str(place / "window.ini"), QSettings.Format.IniFormat)
        studio = Studio(desk, settings, demonstration.papers()[0])
        wanted = set(names(factor))
        scenes = _scenes(studio)
        for size in SIZES:
            studio.window.resize(size)
            for mode in (Mode.LIGHT, Mode.DARK):
                studio.look.wear(mode)
                for page, scene in scenes.items():
                    scale = "" if factor == "1" else f"@{factor}x"
                    name = f"{page}_{mode.value}_{size.width()}x{size.height()}{scale}.png"
                    if name not in wanted:
                        continue
                    over = scene()
                    studio._settle()
                    studio._still()
                    if small:
                        (folder / name).write_bytes(png(studio.window))
                    else:
                        studio.window.grab().save(str(folder / name))
                    yield name
                    if hasattr(over, "close_over"):
                        over.close_over()
        studio.close()
        desk.close(backup=False)


def _scenes(studio: object) -> Mapping[str, Callable[[], object]]:
    named = ("today", "cases", "case", "palette", "intake", "trial", "statistics")
    return {page: getattr(studio, name) for page, name in zip(PAGES, named, strict=True)}


def main(words: list[str]) -> int:
    """Take the pictures of one factor."""
    folder, factor = Path(words[0]), words[1] if words[1:] else "1"
    missed = set(names(factor)) - set(_take(folder, factor, small="small" in words))
    if missed:
        sys.stderr.write(f"not taken: {sorted(missed)}\n")
    return len(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

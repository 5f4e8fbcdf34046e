"""The wheel carries everything: taken apart elsewhere, it finds its laws, words and English."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

PROOF = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from odrdesk import places, text
assert Path(places.__file__).is_relative_to(sys.argv[1]), places.__file__
assert places.resource("messages").is_relative_to(sys.argv[1])
assert places.resource("law").is_dir() and any(places.resource("law").iterdir())
assert text.messages()["word.unknown"].zh
text.set_language("en")
assert "Language: en" in text.gettext("")
print("found")
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_finds_what_it_brings_along(unpacked: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROOF, str(unpacked)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "found", done.stderr


def test_the_wheel_carries_every_resource(unpacked: Path) -> None:
    carried = unpacked / "odrdesk" / "_resources"
    here = [path for path in (ROOT / "resources").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert [path for path in here if not (carried / path.relative_to(ROOT / "resources")).is_file()] == []

"""Write constraints.txt anew: `python packaging/pin.py python3.11 python3.12 python3.13`.

Installs what pyproject.toml asks for into an empty environment of each Python, and writes down what came, dependencies
of dependencies included. Only names and versions: where packages come from is each machine's own business.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS_OWN = {"pip", "setuptools", "wheel"}
WINDOWS_ONLY = {"colorama": "0.4.6"}  # asked for there by click and pytest; this is run on Linux


def main(pythons: list[str]) -> None:
    """Ask each Python, compare, write."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    came = dict(installed(python, asked) for python in pythons)
    lines = ["# Made by packaging/pin.py for Python " + ", ".join(came) + ". Change pyproject.toml, then run it again."]
    names = {name for packages in came.values() for name in packages}
    for name in sorted(names, key=str.casefold):
        lines += pins(name, {version: packages.get(name) for version, packages in came.items()})
    lines += [f'{name}=={version}; sys_platform == "win32"' for name, version in WINDOWS_ONLY.items()]
    (ROOT / "packaging" / "constraints.txt").write_text("\n".join(lines) + "\n", "utf-8")


def installed(python: str, asked: list[str]) -> tuple[str, dict[str, str]]:
    """The version of `python` (`3.11`) and every package that `asked` brings there."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([python, "-m", "venv", folder], check=True)
        inside = Path(folder, "bin", "python")
        subprocess.run([inside, "-m", "pip", "install", "--quiet", *asked], check=True)
        minor = "import sys; print('%d.%d' % sys.version_info[:2])"
        version = subprocess.run([inside, "-c", minor], check=True, capture_output=True, text=True).stdout.strip()
        frozen = subprocess.run([inside, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
    packages = dict(line.split("==", 1) for line in frozen.splitlines() if "==" in line)
    return version, {name: pin for name, pin in packages.items() if name.lower() not in ENVIRONMENTS_OWN}


def pins(name: str, by_python: dict[str, str | None]) -> list[str]:
    """One line where all Pythons agree, else one for each."""
    if len(set(by_python.values())) == 1:
        return [f"{name}=={next(iter(by_python.values()))}"]
    return [f'{name}=={pin}; python_version == "{python}"' for python, pin in by_python.items() if pin is not None]


if __name__ == "__main__":
    main(sys.argv[1:])

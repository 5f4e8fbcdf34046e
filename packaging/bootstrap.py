"""Make this checkout work, then do one thing with it, `bootstrap.py run|check|test|test-system|test-walk|bench|…`.

Standard library only, because nothing is installed yet. On Linux `make` calls it through `setup.sh`; on Windows it is
called by itself. Every step is skipped when it has been done, so it may be called as often as one likes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit("odrdesk needs Python 3.11, 3.12 or 3.13; this is %d.%d." % sys.version_info[:2])  # noqa: UP031 -- read by old ones

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "odrdesk.stamp"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
PIP = "pip==26.3"
BUILD_TOOLS = ("hatchling", "babel")  # for --no-build-isolation: an isolated build would ignore the constraints

# What Qt links to and its wheels leave to the system, by Debian and Ubuntu package. Where a newer release has renamed
# a package for 64-bit time (libglib2.0-0t64), the new one provides the old name.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport", "QtPdf", "QtPdfWidgets", "QtNetwork")
QT_FILES = (  # below PySide6/: what we import, and what Qt itself loads for a screen or a printer
    *(f"{module}.abi3.so" for module in QT_MODULES),
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqwayland*.so",
    "Qt/plugins/xcbglintegrations/*.so",
    "Qt/plugins/printsupport/*.so",
)
TEST_PROGRAMS = {"pdftotext": "poppler-utils"}
SYSTEM_PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "hledger": "hledger",
    "node": "nodejs",
    "openbox": "openbox",
    "dbus-run-session": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
SYSTEM_BINDINGS = {"Atspi": ("python3-gi", "gir1.2-atspi-2.0")}  # read by the system's own Python, not by ours
PYTEST = ("-m", "pytest")


class Stop(Exception):  # noqa: N818 -- not an error of ours: the machine lacks something, and this says what
    """The one thing to tell before ending with status 1."""


def main(arguments: list[str]) -> int:
    """Prepare what the command needs, run it, and return its exit status."""
    commands = {
        "setup": lambda: 0,
        "run": run,
        "demo": demo,
        "check": check,
        "test": test,
        "test-system": test_system,
        "test-walk": test_walk,
        "bench": lambda: python(ROOT / "tests" / "bench" / "run.py"),
        "dist": dist,
        "pictures": pictures,
    }
    if len(arguments) != 1 or arguments[0] not in commands:
        sys.stderr.write(f"usage: {Path(__file__).name} {'|'.join(commands)}\n")
        return 2
    os.chdir(ROOT)
    try:
        make_environment()
        bring_libraries()
        return commands[arguments[0]]()
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    except KeyboardInterrupt:
        return 130


# The commands


def run() -> int:
    """Open the demonstration desk in build/demo; without a screen its main job is done and told instead."""
    failed = demo()
    if failed or not has_screen():
        return failed
    return python("-m", "odrdesk", "--desk", "build/demo/desk")


def demo() -> int:
    """Make the demonstration desk in build/demo (one that is there stays), print its papers, say where they lie."""
    return python("-m", "odrdesk", "demo", "build/demo")


def check() -> int:
    """Everything that reads the code without running it."""
    for step in (
        ("-m", "ruff", "format", "--check", "--quiet", "."),
        ("-m", "ruff", "check", "--quiet", "."),
        ("-m", "mypy"),
        ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"),
    ):
        if failed := python(*step):
            return failed
    return 0


def test() -> int:
    """Read the code, then run every test that needs no more than Python and poppler."""
    bring_programs(TEST_PROGRAMS)
    return check() or python(*PYTEST, "-m", "not system and not walk", "-n", "2", "--dist", "loadfile")


def test_system() -> int:
    """The walks through the whole window, then what needs a real screen, one after another, because they share it."""
    bring_programs(TEST_PROGRAMS | SYSTEM_PROGRAMS)
    bring_bindings()
    return test_walk() or python(*PYTEST, "-m", "system")


def test_walk() -> int:
    """The walks through the whole window: every page and dialog by the lints, a simulated day, the approved pixels."""
    bring_programs(TEST_PROGRAMS)
    return python(*PYTEST, "-m", "walk", "-n", "2", "--dist", "worksteal")


def pictures() -> int:
    """Take the pictures of the README and the help again."""
    bring_programs(TEST_PROGRAMS)
    return python(ROOT / "packaging" / "pictures.py")


def dist() -> int:
    """Build wheel and sdist into dist/, then install the wheel elsewhere and see that it finds what it brings along."""
    shutil.rmtree("dist", ignore_errors=True)
    if failed := python("-m", "hatchling", "build", "-d", "dist"):
        return failed
    (wheel,) = Path("dist").glob("*.whl")
    elsewhere = ROOT / "build" / "wheel-proof"
    shutil.rmtree(elsewhere, ignore_errors=True)
    call(PYTHON, "-m", "venv", "--without-pip", elsewhere, why="cannot make a virtual environment")
    installed = elsewhere / PYTHON.relative_to(VENV)
    pip("--python", installed, "install", "-c", CONSTRAINTS, wheel)
    proof = "from odrdesk import places, text; assert places.resource('law').is_dir(); assert text.messages()"
    for command in ([installed, "-I", "-c", proof], [installed, "-m", "odrdesk", "--help"]):
        if subprocess.run(
            command, cwd=elsewhere, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        ).returncode:
            raise Stop("the installed wheel does not find what it brings along (see above)")
    return 0


# What they stand on


def make_environment() -> None:
    """Make .venv as pyproject.toml and the constraints say, unless it is so already."""
    inputs = [ROOT / "pyproject.toml", CONSTRAINTS, Path(__file__), ROOT / "packaging" / "build_hook.py"]
    if not is_whole(PYTHON):
        make_venv()
    version = subprocess.run([PYTHON, "-V"], capture_output=True, check=True).stdout
    wanted = hashlib.sha256(b"".join([version, bytes(ROOT), *(path.read_bytes() for path in inputs)])).hexdigest()
    if not STAMP.exists() or STAMP.read_text() != wanted:
        say("installing what odrdesk is made of (some minutes the first time)")
        pip("install", "--upgrade", PIP)
        pip("install", "-c", CONSTRAINTS, *BUILD_TOOLS)
        pip("install", "-c", CONSTRAINTS, "--no-build-isolation", "-e", ".[dev]")
        STAMP.write_text(wanted)
    call(PYTHON, "packaging/catalogues.py", "resources/locale", why="the catalogues do not compile")


def make_venv() -> None:
    """Make an empty .venv, bringing Debian's package for it where it is missing."""
    try:
        import ensurepip  # noqa: F401, PLC0415 -- Debian ships venv without it
    except ImportError:
        bring_packages([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
    say(f"making .venv with Python {sys.version.split()[0]}")
    call(sys.executable, "-m", "venv", "--clear", VENV, why="cannot make the virtual environment .venv")


def is_whole(interpreter: Path) -> bool:
    """Whether .venv has a Python we support and a pip; an interrupted `venv` leaves less."""
    fits = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    try:
        return (
            subprocess.run(
                [interpreter, "-c", fits], stdin=subprocess.DEVNULL, capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def bring_libraries() -> None:
    """Bring the system libraries Qt links to, where the loader cannot find them."""
    if not sys.platform.startswith("linux"):
        return
    brought: list[str] = []
    while missing := missing_libraries():
        packages = sorted({LIBRARIES[name] for name in missing if name in LIBRARIES} - set(brought))
        if not packages:
            raise Stop(f"Qt needs {' '.join(sorted(missing))}: install the packages that have them, then try again.")
        bring_packages(packages)
        brought += packages
    imports = f"from PySide6 import {', '.join(QT_MODULES)}"
    call(PYTHON, "-c", imports, why="PySide6 does not load")


def missing_libraries() -> set[str]:
    """Names (sonames) that the loader does not find for the parts of Qt we use."""
    pyside = next(VENV.glob("lib/python*/site-packages/PySide6"))
    files = [path for pattern in QT_FILES for path in pyside.glob(pattern)]
    listing = subprocess.run(
        ["ldd", *files], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    ).stdout
    return {line.split()[0] for line in listing.splitlines() if "not found" in line}


def bring_programs(programs: dict[str, str]) -> None:
    """Bring the packages of those programs that are not on the path; elsewhere than on Linux they are not used."""
    if sys.platform.startswith("linux"):
        missing = sorted({package for program, package in programs.items() if shutil.which(program) is None})
        if missing:
            bring_packages(missing)


def bring_bindings() -> None:
    """Bring what the system's Python reads the accessible tree with, as a screen reader does."""
    if not sys.platform.startswith("linux"):
        return
    for name, packages in SYSTEM_BINDINGS.items():
        asks = f"import gi; gi.require_version({name!r}, '2.0')"
        try:
            there = subprocess.run(
                ["/usr/bin/python3", "-c", asks], stdin=subprocess.DEVNULL, capture_output=True, check=False
            )
        except OSError:
            there = None
        if there is None or there.returncode:
            bring_packages(list(packages))


def bring_packages(packages: list[str]) -> None:
    """Install Debian packages as root or by `sudo -n`, never asking; else say the line to type."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise Stop(f"odrdesk needs these system packages (Debian's names): {' '.join(packages)}")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not may_sudo():
        raise Stop(f"odrdesk needs system packages. Please run this once, then try again:\n  sudo {' '.join(install)}")
    say(f"installing {' '.join(packages)}")
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    # A fresh machine has no package lists, an old one stale ones: a failed first try is no news.
    for before in ([], [*quiet, "update"]):
        if before:
            subprocess.run(before, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        done = subprocess.run(
            [*quiet, *install[1:]], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return
    raise Stop(f"{done.stdout}{done.stderr}apt could not install them. Please run: sudo {' '.join(install)}")


def may_sudo() -> bool:
    """Whether `sudo` works here without a password."""
    asked = ["sudo", "-n", "true"]
    return shutil.which("sudo") is not None and (
        subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    )


def has_screen() -> bool:
    """Whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def pip(*arguments: str | Path) -> None:
    """Run pip of .venv without questions."""
    options = ("--quiet", "--no-input", "--disable-pip-version-check")
    call(PYTHON, "-m", "pip", *options, *arguments, why="pip failed (see above); is there a connection?")


def python(*arguments: str | Path) -> int:
    """Run Python of .venv and return its exit status."""
    sys.stdout.flush()
    return subprocess.run([PYTHON, *arguments], stdin=subprocess.DEVNULL, check=False).returncode


def call(*command: str | Path, why: str) -> None:
    """Run a command that must succeed."""
    sys.stdout.flush()
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Stop(why)


def say(line: str) -> None:
    """Tell what takes a while."""
    print(f"· {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A real X screen with a window manager, the program on it, and hands that type and eyes that read what is in view."""

import ctypes
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageGrab

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Step
from odrdesk.services import intake
from odrdesk.services.desk import create, open_desk, wall_clock
from odrdesk.services.steps import take_step

PATIENCE = 60
SPARE_KEY, SPARE_KEYS = 208, 40
"""Keycodes of players and the like, above those that are modifiers."""
RECEIVED = datetime(2026, 9, 30, 2, 12, tzinfo=UTC)
SIZE = (1440, 900)
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
READER = Path(__file__).with_name("reader.py")
Env = dict[str, str]


def complaint(name: str, goods: str) -> Complaint:
    return Complaint(
        channel=Channel.PHONE,
        received_at=RECEIVED,
        consumer=Consumer(name, phone="13812345678"),
        merchant=Merchant("浦江好物"),
        order=Order(goods=goods, paid=Fen(12_900), bought_on=date(2026, 9, 20)),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts=f"{goods}与宣传不符，要求退款。",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A practice desk with two cases."""
    made = create(tmp_path / "desk", "浦江联络点", practice=True, clock=wall_clock)
    for name, goods in (("王秀英", "羊绒衫"), ("李强", "空气炸锅")):
        intake.register(made, complaint(name, goods))
    made.close(backup=False)
    return tmp_path / "desk"


@pytest.fixture
def negotiated(folder: Path) -> Path:
    """That desk, its first case in negotiation."""
    desk = open_desk(folder, clock=wall_clock)
    take_step(desk, "ODR-2026-00001", Step.ACCEPT, {})
    take_step(desk, "ODR-2026-00001", Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "同意协商"})
    desk.close(backup=False)
    return folder


@pytest.fixture
def light(tmp_path: Path) -> Iterator[Callable[..., Env]]:
    """Lights an X display with a window manager on it; the environment of what runs there, at home in a new place."""
    running: list[subprocess.Popen[bytes]] = []

    def made(size: tuple[int, int] = SIZE) -> Env:
        read, write = os.pipe()
        room = f"{size[0]}x{size[1]}x24"
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", room, "-nolisten", "tcp"]
        running.append(subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL))
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8", **_home(tmp_path)}
        ready = tmp_path / f"ready{len(running)}"
        os.mkfifo(ready)
        manage = ["openbox", "--startup", f"/bin/sh -c 'echo > {ready}'"]
        running.append(subprocess.Popen(manage, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        ready.read_text()  # a window that is mapped before openbox runs cannot be activated by it
        return env

    yield made
    for process in reversed(running):
        process.terminate()
        process.wait()


def _home(place: Path) -> Env:
    """What is kept of a window and of a person's desks is that of the test alone."""
    rooms = {"HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache"}
    for room in rooms.values():
        (place / room).mkdir(exist_ok=True)
    run = place / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    return {**{name: str(place / room) for name, room in rooms.items()}, "XDG_RUNTIME_DIR": str(run)}


@pytest.fixture
def screen(light: Callable[..., Env]) -> Env:
    return light()


class Program(subprocess.Popen[str]):
    """The program on a screen."""

    def said(self) -> str:
        """What it complained of, once it has ended; what Qt says of the bus is Qt's own."""
        return "".join(line for line in self.stderr if "qt.accessibility" not in line)


@pytest.fixture
def run() -> Iterator[Callable[..., Program]]:
    """Starts the program on a screen with these words behind its name."""
    started: list[Program] = []

    def start(screen: Env, *words: object) -> Program:
        line = [sys.executable, "-m", "odrdesk", *map(str, words)]
        started.append(Program(line, env=screen, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


class Reader:
    """Asks the accessible tree (AT-SPI) and waits until it says what is awaited; `pid` is whose tree."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process, self.pid = process, 0

    def ask(self, do: str, name: str = "", **more: Any) -> dict[str, Any]:
        """One question; fails with all names in view where it is not answered in time."""
        asked = {"do": do, "name": name, "pid": self.pid, "patience": PATIENCE, **more}
        answer = self._answer(asked)
        assert answer["found"], f"{asked} came to nothing; it says {answer.get('text')!r}; in view: {answer['names']}"
        return answer

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._process.stdin.write(json.dumps(asked, ensure_ascii=False) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def see(self, name: str = "", **more: Any) -> dict[str, Any]:
        return self.ask("see", name, **more)

    def focused(self, name: str) -> bool:
        """Whether the thing of this name has the focus now, or in a blink."""
        asked = {"do": "see", "name": name, "pid": self.pid, "focused": True, "patience": 0.05}
        return bool(self._answer(asked)["found"])

    def press(self, name: str, **more: Any) -> dict[str, Any]:
        return self.ask("press", name, buttons=True, **more)


@pytest.fixture
def reader(screen: Env) -> Iterator[Reader]:
    """A screen reader on a bus of its own; programs started after it speak to it."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], env=screen, stdout=subprocess.PIPE, text=True
    )
    screen["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    screen["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    launcher = subprocess.Popen([LAUNCHER, "--launch-immediately"], env=screen, stderr=subprocess.DEVNULL)
    eyes = subprocess.Popen(
        ["/usr/bin/python3", str(READER)], env=screen, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield Reader(eyes)
    for process in (eyes, launcher, bus):
        process.terminate()
        process.wait()
    eyes.stdin.close()
    for process in (eyes, bus):
        process.stdout.close()


def until(what: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """What `what` gives as soon as it gives something; fails when time is up."""
    end = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < end, f"{what} stayed {found!r}"
        time.sleep(0.02)
    return found


def tool(screen: Env, *words: str) -> str:
    """`xdotool`; empty where it found nothing."""
    told = subprocess.run(
        ["xdotool", *words], env=screen, check=False, timeout=PATIENCE, capture_output=True, text=True
    )
    return told.stdout


def key(screen: Env, *keys: str) -> None:
    tool(screen, "key", "--clearmodifiers", *keys)


def active(screen: Env) -> str:
    """The title of the window that has the keyboard."""
    return tool(screen, "getactivewindow", "getwindowname").strip()


def wait_for(screen: Env, name: str) -> str:
    """Until a window of that name has the keyboard; its number."""

    def found() -> str:
        for window in tool(screen, "search", "--onlyvisible", "--name", name).split():
            tool(screen, "windowactivate", window)
            if name in active(screen):
                return tool(screen, "getactivewindow").strip()
        return ""

    return until(found)


def place(screen: Env, window: str) -> dict[str, int]:
    """Where a window stands and how large it is: X, Y, WIDTH, HEIGHT."""
    told = tool(screen, "getwindowgeometry", "--shell", window).splitlines()
    return {name: int(value) for name, _is, value in (line.partition("=") for line in told) if _is}


def picture(screen: Env) -> Image.Image:
    """The whole screen."""
    return ImageGrab.grab(xdisplay=screen["DISPLAY"]).convert("RGB")


def colours(screen: Env) -> int:
    """How many colours the screen has."""
    shown = picture(screen)
    return len(shown.getcolors(shown.width * shown.height))


def write(screen: Env, reader: Reader, words: str, into: str = "") -> None:
    """Type into the field of this name once it has the focus, and wait until signs of no keyboard stand in it."""
    reader.see(into, focused=True)
    if words.isascii():
        tool(screen, "type", words)
        return
    _give_keys(screen, words)
    tool(screen, "type", "--delay", "40", words)
    reader.see(into, focused=True, says=words)


def _give_keys(screen: Env, words: str) -> None:
    """Put each sign on a key of its own and leave it there.

    xdotool would take the key away again at once, and a busy program that asks what the key was would be told: nothing.
    """
    signs = [0x1000000 + ord(sign) for sign in dict.fromkeys(words)]
    assert len(signs) <= SPARE_KEYS
    both = [sign for sign in signs for _shifted in range(2)]
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(screen["DISPLAY"].encode()))
    x11.XChangeKeyboardMapping(display, SPARE_KEY, 2, (ctypes.c_ulong * len(both))(*both), len(signs))
    x11.XSync(display, 0)
    x11.XCloseDisplay(display)


def walk_to(screen: Env, reader: Reader, name: str, by: str = "Tab") -> None:
    """Press Tab until the thing of this name has the focus."""
    for _step in range(60):
        if reader.focused(name):
            return
        key(screen, by)
    pytest.fail(f"{by} does not lead to {name}")

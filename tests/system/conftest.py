"""A real X screen with a window manager, the program on it, and hands that type."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import ImageGrab

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.services import intake
from odrdesk.services.desk import create, wall_clock

PATIENCE = 60
RECEIVED = datetime(2026, 9, 30, 2, 12, tzinfo=UTC)


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
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a new X display with a window manager on it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    manage = ["openbox", "--startup", f"/bin/sh -c 'echo > {ready}'"]
    desktop = subprocess.Popen(manage, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ready.read_text()  # a window that is mapped before openbox runs cannot be activated by it
    yield env
    for process in (desktop, server):
        process.terminate()
        process.wait()


@pytest.fixture
def run(screen: dict[str, str]) -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """Starts the program on a desk."""
    started: list[subprocess.Popen[str]] = []

    def start(folder: Path) -> subprocess.Popen[str]:
        line = [sys.executable, "-m", "odrdesk", "--desk", str(folder)]
        started.append(subprocess.Popen(line, env=screen, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


def tool(screen: dict[str, str], *words: str) -> str:
    return subprocess.run(
        ["xdotool", *words], env=screen, check=True, timeout=PATIENCE, capture_output=True, text=True
    ).stdout


def wait_for(screen: dict[str, str], name: str) -> None:
    tool(screen, "search", "--sync", "--onlyvisible", "--name", name, "windowactivate", "--sync")


def colours(screen: dict[str, str]) -> int:
    """Take a picture of the screen; how many colours it has."""
    picture = ImageGrab.grab(xdisplay=screen["DISPLAY"])
    return len(picture.getcolors(picture.width * picture.height))

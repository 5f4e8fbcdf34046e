"""A command line run inside this process: exit status, what it wrote, and its JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from odrdesk import text
from odrdesk.cli.main import main

COMPLAINT: dict[str, Any] = {
    "channel": "12315ODR",
    "channel_no": "3101150000000202609301234",
    "received_at": "2026-09-30T10:12:00+08:00",
    "pushed_at": "2026-09-30T10:12:00+08:00",
    "consumer": {
        "name": "张某",
        "phone": "13812345678",
        "id_no": None,
        "address": None,
        "born_on": None,
        "guardian": None,
    },
    "merchant": {"name": "上海浦江好物电子商务有限公司", "uscc": None},
    "live": {"room": "浦江好物", "host": "小鹿", "mcn": None, "on": "2026-09-20", "timecode": "00:42:10"},
    "order": {
        "no": "692011582274003801",
        "goods": "头层牛皮男鞋",
        "quantity": 1,
        "paid": "129.00",
        "bought_on": "2026-09-20",
        "signed_on": "2026-09-23",
        "completed_on": None,
    },
    "category": "虚假宣传",
    "claims": ["退货", "退还货款和服务费用", "惩罚性赔偿"],
    "claimed": "629.00",
    "knew_on": "2026-09-29",
    "facts": "宣传头层牛皮，检测为PU。",
}


@dataclass(frozen=True)
class Ran:
    """One run of the command line."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        lines = self.out.splitlines()
        assert len(lines) == 1, self.out
        answer = json.loads(lines[0])
        assert isinstance(answer, dict)
        return answer


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    """A command line speaks the language of its caller; the next test starts in Chinese."""
    yield
    text.set_language(text.Language.ZH_CN)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one line in this process."""

    def runs(*words: str) -> Ran:
        status = main(words)
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return runs


@pytest.fixture
def practice(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice desk that every command finds by itself."""
    desk = tmp_path / "练习台"
    assert run("desk", "new", str(desk), "--name", "浦江消费维权联络点", "--practice").status == 0
    monkeypatch.setenv("ODRDESK_DESK", str(desk))
    monkeypatch.chdir(tmp_path)
    return desk


@pytest.fixture
def case_file(tmp_path: Path) -> Callable[..., str]:
    """Write the usual complaint as a file, with top-level changes; None as a whole part takes the key away."""

    def write(changes: Mapping[str, Any] | None = None, *, without: tuple[str, ...] = ()) -> str:
        told = {**COMPLAINT, **(changes or {})}
        for key in without:
            del told[key]
        path = tmp_path / "投诉.json"
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def opened(run: Run, practice: Path, case_file: Callable[..., str]) -> str:
    """The number of a case opened on 2026-09-30."""
    return str(run("case", "open", case_file(), "--now", "2026-09-30T10:12", "--json").json["number"])

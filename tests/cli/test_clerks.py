"""Clerks of a real desk on the command line: whose password is needed when, and how it is given."""

import getpass
from pathlib import Path

import pytest

from odrdesk.cli import passwords
from odrdesk.services import clerks
from odrdesk.services.desk import open_desk, wall_clock
from odrdesk.services.hashing import Hashing

GOOD, OTHER = "河马不吃早饭 7", "tormented otter"


@pytest.fixture
def real(run, tmp_path: Path, monkeypatch) -> Path:
    """A real desk of 陈经理 with an officer who has no password yet."""
    desk = tmp_path / "正式"
    assert run("desk", "new", str(desk), "--name", "浦江消费维权联络点", "--owner", "陈经理").status == 0
    monkeypatch.setenv("ODRDESK_DESK", str(desk))
    monkeypatch.chdir(tmp_path)
    assert run("clerk", "add", "王芳", "--role", "officer").status == 0
    return desk


@pytest.fixture
def file(tmp_path: Path):
    def write(content: str | bytes, name: str = "密码.txt") -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def known(real: Path) -> Path:
    """As `real`, but 王芳 has a password, hashed cheaply."""
    desk = open_desk(real, clock=wall_clock)
    clerks.set_password(desk, "王芳", GOOD, cost=Hashing(memory=64, rounds=1, lanes=1))
    desk.close(backup=False)
    return real


@pytest.fixture
def terminal(monkeypatch):
    """Somebody at a terminal who types these in turn; what was asked."""
    asked: list[str] = []

    def types(*answers: str) -> list[str]:
        rest = iter(answers)

        def answer(words: str, stream: object = None) -> str:
            asked.append(words)
            return next(rest)

        monkeypatch.setattr(passwords, "can_ask", lambda: True)
        monkeypatch.setattr(getpass, "getpass", answer)
        return asked

    return types


def refusal(ran) -> str:
    assert ran.status == 1
    return ran.json["refusal"]["code"]


def test_without_a_name_a_command_acts_as_the_owner(run, real) -> None:
    assert run("case", "list").status == 0
    assert run("case", "list", "--as", "陈经理").status == 0


def test_a_clerk_without_a_password_cannot_be_acted_for(run, real) -> None:
    ran = run("case", "list", "--as", "王芳", "--json")
    assert refusal(ran) == "clerk.password_unset"
    assert "管理员" in ran.json["refusal"]["message"]


def test_a_password_is_needed_and_the_refusal_says_how_to_give_it(run, known) -> None:
    ran = run("case", "list", "--as", "王芳", "--json")
    assert refusal(ran) == "clerk.password_needed"
    assert "--password-file" in ran.json["refusal"]["message"]


@pytest.mark.parametrize("content", [GOOD, GOOD + "\n", GOOD + "\r\n", GOOD + "\n第二行", "\ufeff" + GOOD + "\n"])
def test_the_first_line_of_a_file_is_the_password(run, known, file, content: str) -> None:
    told = file(content)
    assert run("case", "list", "--as", "王芳", "--password-file", told).status == 0
    assert run("--password-file", told, "--as", "王芳", "case", "list").status == 0
    assert run(f"--password-file={told}", "case", "list", "--as", "王芳").status == 0


def test_a_wrong_one_is_refused_counted_and_brings_a_pause(run, known, file) -> None:
    bad = file("falsch\n")
    for left in (4, 3, 2, 1):
        ran = run("case", "list", "--as", "王芳", "--password-file", bad, "--json")
        assert (refusal(ran), ran.json["refusal"]["data"]["left"]) == ("clerk.password_wrong", left)
    assert (
        refusal(run("case", "list", "--as", "王芳", "--password-file", bad, "--json")) == "clerk.password_wrong_waits"
    )
    assert refusal(run("case", "list", "--as", "王芳", "--password-file", file(GOOD), "--json")) == "clerk.waits"
    (_owner, seat) = run("clerk", "list", "--json").json["clerks"]
    assert (seat["name"], seat["failures"], seat["password"]) == ("王芳", 5, True)
    assert run("clerk", "password", "王芳", "--new-file", file(OTHER)).status == 0
    assert run("case", "list", "--as", "王芳", "--password-file", file(OTHER)).status == 0
    assert run("check", "--json").json["ok"] is True


def test_a_password_is_not_read_from_a_pipe(run, known) -> None:
    assert refusal(run("case", "list", "--as", "王芳", "--password-file", "-", "--json")) == "password.file_is_stdin"
    assert refusal(run("clerk", "password", "王芳", "--new-file", "-", "--json")) == "password.file_is_stdin"


def test_a_file_that_holds_none_is_refused(run, known, file, tmp_path) -> None:
    for path, code in (
        (file("\n" + GOOD, "leer.txt"), "password.file_empty"),
        (file(b"\xff\xfe\x00"), "password.unreadable"),
        (str(tmp_path / "nirgends"), "input.missing"),
        (str(tmp_path), "input.unreadable"),
    ):
        assert refusal(run("case", "list", "--as", "王芳", "--password-file", path, "--json")) == code
    assert run("case", "list", "--as", "王芳", "--password-file").status == 2


def test_on_a_terminal_it_is_asked_for_without_being_shown(run, known, terminal) -> None:
    asked = terminal(GOOD)
    ran = run("case", "list", "--as", "王芳", "--json")
    assert (ran.status, len(asked)) == (0, 1)
    assert "王芳" in asked[0]
    assert GOOD not in ran.out + ran.err


def test_a_new_one_is_typed_twice(run, real, terminal) -> None:
    terminal(GOOD, "etwas anderes", OTHER, OTHER)
    assert refusal(run("clerk", "password", "王芳", "--json")) == "password.repeated_differs"
    assert run("clerk", "password", "王芳").status == 0


def test_without_a_terminal_a_new_one_comes_from_a_file(run, real) -> None:
    assert refusal(run("clerk", "password", "王芳", "--json")) == "clerk.new_password_needed"


def test_a_clerk_changes_his_own_with_the_old_one(run, known, file) -> None:
    old, new = file(GOOD), file(OTHER, "neu.txt")
    ran = run("clerk", "password", "王芳", "--new-file", new, "--as", "王芳", "--password-file", old, "--json")
    assert (ran.status, ran.json["name"]) == (0, "王芳")
    assert run("case", "list", "--as", "王芳", "--password-file", new).status == 0
    assert refusal(run("case", "list", "--as", "王芳", "--password-file", old, "--json")) == "clerk.password_wrong"


def test_once_the_owner_has_one_it_is_asked_for_where_he_is_named(run, real, file) -> None:
    told = file(GOOD)
    assert run("clerk", "password", "陈经理", "--new-file", told).status == 0
    assert run("case", "list").status == 0
    assert refusal(run("case", "list", "--as", "陈经理", "--json")) == "clerk.password_needed"
    assert run("case", "list", "--as", "陈经理", "--password-file", told).status == 0
    assert refusal(run("clerk", "password", "陈经理", "--new-file", told, "--json")) == "clerk.password_needed"
    new = file(OTHER, "neu.txt")
    assert run("clerk", "password", "陈经理", "--new-file", new, "--password-file", told).status == 0


def test_an_owner_who_forgot_is_helped_by_an_admin_he_seats(run, real, file) -> None:
    assert run("clerk", "password", "陈经理", "--new-file", file("längst vergessen", "alt.txt")).status == 0
    told, new = file(GOOD), file(OTHER, "neu.txt")
    assert run("clerk", "add", "李雷", "--role", "admin").status == 0
    assert run("clerk", "password", "李雷", "--new-file", told).status == 0
    as_admin = ("--as", "李雷", "--password-file", told)
    assert run("clerk", "password", "陈经理", "--new-file", new, *as_admin).status == 0
    assert run("case", "list", "--as", "陈经理", "--password-file", new).status == 0


def test_a_bad_password_says_what_a_good_one_is(run, real, file) -> None:
    ran = run("clerk", "password", "王芳", "--new-file", file("123456"), "--json")
    assert refusal(ran) == "password.too_short"
    assert "123456" not in ran.out + ran.err


def test_roles_a_list_and_leaving(run, known, file) -> None:
    assert run("clerk", "roles", "王芳", "--role", "officer", "finance", "--json").json["roles"] == [
        "finance",
        "officer",
    ]
    assert refusal(run("clerk", "roles", "陈经理", "--role", "officer", "--json")) == "clerk.last_admin"
    assert refusal(run("clerk", "leave", "王芳", "--json")) == "clerk.why_needed"
    left = run("clerk", "leave", "王芳", "--why", "调到徐汇", "--json").json
    assert left == {"name": "王芳", "active": False, "open_cases": 0}
    assert refusal(run("case", "list", "--as", "王芳", "--password-file", file(GOOD), "--json")) == "clerk.left"
    owner, gone = run("clerk", "list", "--json").json["clerks"]
    assert (owner["name"], owner["owner"], owner["active"]) == ("陈经理", True, True)
    assert (gone["active"], gone["password"], gone["roles"]) == (False, False, ["finance", "officer"])
    assert "已离席" in run("clerk", "list").out
    assert run("clerk", "back", "王芳").status == 0


def test_who_leaves_with_open_cases_is_told_of_them(run, practice, opened) -> None:
    run("clerk", "add", "王芳", "--role", "officer")
    assert run("case", "step", opened, "accept", "--as", "王芳", "--now", "2026-10-01").status == 0
    assert run("clerk", "leave", "王芳", "--why", "调离", "--json").json["open_cases"] == 1
    assert refusal(run("case", "list", "--as", "王芳", "--json")) == "clerk.left"
    refused = run("case", "step", opened, "assign", "--set", "officer=王芳", "--now", "2026-10-02", "--json")
    assert refusal(refused) == "clerk.left"


def test_beside_an_open_window_one_reads_as_a_clerk_and_wrong_ones_count(run, known, file) -> None:
    window = open_desk(known, clock=wall_clock)
    bad, good = file("falsch", "falsch.txt"), file(GOOD)
    assert run("case", "list", "--as", "王芳", "--password-file", good).status == 0
    assert refusal(run("case", "list", "--as", "王芳", "--password-file", bad, "--json")) == "clerk.password_wrong"
    assert clerks.seat_of(window, "王芳").failures == 1
    window.close(backup=False)
    assert run("check", "--json").json["ok"] is True


def test_a_practice_desk_asks_for_no_password(run, practice, file) -> None:
    run("clerk", "add", "王芳", "--role", "officer")
    assert run("clerk", "password", "王芳", "--new-file", file(GOOD)).status == 0
    assert run("case", "list", "--as", "王芳").status == 0
    new = file(OTHER, "neu.txt")
    assert run("clerk", "password", "王芳", "--new-file", new, "--as", "王芳").status == 0


def test_no_output_and_no_copy_of_a_case_holds_a_hash(run, known, case_file, file) -> None:
    number = run("case", "open", case_file(), "--as", "王芳", "--password-file", file(GOOD), "--json").json["number"]
    for line in (("case", "show", number), ("clerk", "list"), ("check",)):
        assert "argon2" not in run(*line, "--json").out

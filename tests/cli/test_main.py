"""Exit statuses, global options on either side, and the one object on standard output."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from odrdesk.cli import main as cli
from odrdesk.cli.options import split
from odrdesk.cli.voice import Page, Voice

MODULE = [sys.executable, "-m", "odrdesk"]


def process(*words: str, env: dict[str, str] | None = None, **kwargs) -> subprocess.CompletedProcess[bytes]:
    everywhere = {**os.environ, **(env or {})}
    return subprocess.run([*MODULE, *words], check=False, capture_output=True, env=everywhere, **kwargs)


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["sh", "-c", line], check=False, capture_output=True)


@pytest.mark.parametrize(
    "words",
    [
        ("fund", "unheard"),
        ("register", "--from", "2026-01-01"),
        ("paper", "batch"),
        ("--self-test", "x"),
        ("law", "unheard"),
        ("law", "words"),
        ("case",),
        ("law", "words", "1", "--unheard"),
        ("law", "validate", "passport", "1"),
        ("case", "list", "--limit", "0"),
        ("law", "words", "1", "--desk"),
        ("check", "--now", "gestern"),
        ("law", "deadline", "R-REG-MED", "--from", "2026-06-30", "--pause", "2026-07-06"),
    ],
)
def test_what_cannot_be_understood_is_wrong_usage(run, words) -> None:
    ran = run("--json", *words)
    assert ran.status == 2
    assert list(ran.json) == ["usage"]
    assert "用法不对" in ran.err


def test_without_json_wrong_usage_writes_nothing_to_standard_output(run) -> None:
    ran = run("unheard")
    assert (ran.status, ran.out) == (2, "")


def test_a_refusal_is_one_object_with_code_field_message_and_data(run) -> None:
    ran = run("law", "words", "12,34", "--json")
    assert ran.status == 1
    assert ran.json["refusal"]["code"] == "amount.unreadable"
    assert ran.json["refusal"]["field"] == "amount"
    assert "12,34" in ran.json["refusal"]["message"]
    assert ran.json["refusal"]["data"] == {"text": "12,34"}


def test_an_unknown_desk_is_a_fault_of_the_world(run, tmp_path) -> None:
    ran = run("case", "list", "--desk", str(tmp_path / "nirgends"), "--json")
    assert ran.status == 3
    assert ran.json["fault"]["code"] == "desk.unknown"


def test_a_bug_owns_up_with_a_report_and_never_a_traceback(run, monkeypatch) -> None:
    phone = "138" + "12345678"

    def explode(_text: str) -> str:
        raise ZeroDivisionError(phone)

    monkeypatch.setattr("odrdesk.cli.law.capitals", explode)
    ran = run("law", "words", "1", "--json")
    assert ran.status == 70
    report = Path(ran.json["bug"]["report"]).read_text("utf-8")
    assert "ZeroDivisionError" in report
    assert phone not in report + ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err


def test_a_report_finds_another_place_when_the_log_folder_cannot_be_made(run, monkeypatch, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("odrdesk.places.log_folder", lambda: tmp_path / "file" / "log")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr("odrdesk.cli.law.capitals", lambda _amount: 1 // 0)
    assert Path(run("law", "words", "1", "--json").json["bug"]["report"]).parent == tmp_path


@pytest.mark.parametrize(
    "words", [("--json", "law", "words", "1"), ("law", "--json", "words", "1"), ("law", "words", "1", "--json")]
)
def test_global_options_stand_anywhere(run, words) -> None:
    assert run(*words).json == {"words": "壹元整"}


def test_options_may_carry_their_value_with_an_equals_sign_and_end_at_two_dashes() -> None:
    told = split(["--desk=/a b", "case", "find", "--", "--json", "--as"], {"ODRDESK_DESK": "/other"})
    assert (told.desk, told.words, told.json) == ("/a b", ("case", "find", "--", "--json", "--as"), False)


def test_the_environment_names_the_desk_until_the_line_does() -> None:
    assert split(["check"], {"ODRDESK_DESK": "/here"}).desk == "/here"
    assert split(["check", "--desk", "/there"], {"ODRDESK_DESK": "/here"}).desk == "/there"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-08", "2026-10-07T16:00:00+00:00"),
        ("2026-10-08T09:30", "2026-10-08T01:30:00+00:00"),
        ("2026-10-08T09:30:00+09:00", "2026-10-08T00:30:00+00:00"),
        ("2026-10-08T01:30:00Z", "2026-10-08T01:30:00+00:00"),
    ],
)
def test_a_time_without_offset_is_shanghai(text, moment) -> None:
    assert split(["--now", text], {}).now.isoformat() == moment


def test_help_is_an_object_too_when_json_is_wanted(run) -> None:
    ran = run("case", "--help", "--json")
    assert ran.status == 0
    assert "open" in ran.json["help"]


def test_help_speaks_english_when_asked(run, monkeypatch) -> None:
    monkeypatch.setenv("ODRDESK_LANG", "en")
    assert "case management for online consumer disputes" in run("--help").out


def test_an_unknown_language_is_refused(run, monkeypatch) -> None:
    monkeypatch.setenv("ODRDESK_LANG", "fr")
    assert run("law", "words", "1").status == 1


def test_a_process_without_standard_input_works() -> None:
    done = process("law", "words", "629", stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout.decode()) == (0, "陆佰贰拾玖元整\n")
    closed = shell(f"'{sys.executable}' -m odrdesk case open - --json <&-")
    assert closed.returncode == 1
    assert json.loads(closed.stdout)["refusal"]["code"] == "input.unreadable"


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252"])
def test_any_encoding_of_standard_output_will_do(encoding) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    as_json = process("law", "words", "629", "--json", env=env)
    assert as_json.returncode == 0
    assert json.loads(as_json.stdout.decode(encoding)) == {"words": "陆佰贰拾玖元整"}
    assert process("law", "deadline", "R-ODR", "--from", "2026-09-30", env=env).returncode == 0


def test_a_stream_that_cannot_carry_chinese_is_spoken_to_in_english() -> None:
    done = process("case", "open", "/nirgends", env={"PYTHONIOENCODING": "ascii"})
    assert b"There is no file" in done.stderr


def test_a_reader_that_goes_away_makes_no_noise() -> None:
    done = shell(f"'{sys.executable}' -m odrdesk --help | true")
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_the_command_line_never_loads_qt() -> None:
    code = "import sys, odrdesk.cli.main; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_table_is_plain_tabs_away_from_a_terminal_and_never_steers_one() -> None:
    out = io.StringIO()
    Page(out).table(["名"], [["张\x1b[31m某"], [None], ["[red]x"]])
    assert out.getvalue() == "名\n张 [31m某\n\n[red]x\n"


def test_a_program_without_streams_still_answers(monkeypatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    assert cli.main(["law", "words", "x"]) == 1
    assert cli.main(["law", "words", "1", "--json"]) == 0
    Voice(json_wanted=False).misused("x")


@pytest.mark.parametrize("words", ["law words 5", "law words 5 --json", "law words x --json", "law --help"])
def test_an_output_that_takes_no_more_is_a_fault_of_the_world(words) -> None:
    ran = shell(f"{sys.executable} -m odrdesk {words} > /dev/full")
    assert ran.returncode == 3
    assert "结果没有写出去" in ran.stderr.decode()


def test_a_reader_that_went_away_is_no_refusal() -> None:
    ran = shell(f"( {sys.executable} -m odrdesk law words 5; echo $? >&2 ) | true")
    assert ran.stderr.decode().split() == ["3"]

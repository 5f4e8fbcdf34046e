"""The command line: reads the line, runs the command, and turns whatever happens into an exit status.

    0 done · 1 refused by a rule · 2 wrong usage · 3 a fault of the world · 70 a bug

With `--json` standard output holds exactly one object: the answer, or `{"refusal": …}`, `{"usage": …}`,
`{"fault": …}`, `{"bug": …}`, or `{"help": …}` where help was asked for.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typer

from odrdesk import __version__, places, text
from odrdesk.cli import (
    bundle,
    case,
    clerks,
    contact_points,
    demo,
    desk,
    evidence,
    fund,
    fund_export,
    fund_reconcile,
    fund_simulate,
    intake,
    law,
    merchants,
    papers,
    proof,
    register,
    remedy,
    reports,
    templates,
    upkeep,
    worksheet,
)
from odrdesk.cli.call import Call
from odrdesk.cli.marks import translate
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import JSON, Misuse, Options, split
from odrdesk.cli.usage import usage_words
from odrdesk.cli.voice import UnheardError, Voice
from odrdesk.domain.errors import Fault, Refusal

DONE, REFUSED, MISUSED, BROKEN, BUG, STOPPED = 0, 1, 2, 3, 70, 130
LANGUAGE = "ODRDESK_LANG"
KEPT_REPORTS = 20
USAGE_CODES = frozenset({"fact.unknown"})
"""Refusals that mean the line was typed wrongly: a fact the step does not know."""

EPILOG = _(
    "总选项，可写在命令前后：--desk DIR（或环境变量 ODRDESK_DESK）哪个工作台；--as 姓名 以谁的身份；"
    "--password-file 文件 此人的密码（第一行）；"
    "--at 时间 --why 原因 补记以前发生的事；--now 时间 改变练习台的时钟；--json 只输出一个 JSON。"
)


def main(line: Sequence[str]) -> int:
    """Run one command line (without the program's name); the exit status."""
    voice = Voice(json_wanted=JSON in line)
    try:
        return _status(voice, line)
    except UnheardError as unheard:
        _mute_output()
        if unheard.reason:
            voice.unheard(unheard.reason)
        return BROKEN


def program() -> typer.Typer:
    """All commands."""
    app = typer.Typer(
        name="odrdesk",
        help=_("衡解：在线消费纠纷案件管理。不带命令时打开窗口。"),
        epilog=EPILOG,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(desk.app, name="desk")
    app.add_typer(clerks.app, name="clerk")
    remedy.add_to(law.app)
    app.add_typer(law.app, name="law")
    worksheet.add_to(case.app)
    bundle.add_to(case.app)
    app.add_typer(case.app, name="case")
    app.add_typer(evidence.app, name="evidence")
    app.add_typer(intake.app, name="intake")
    proof.add_to(papers.app)
    app.add_typer(papers.app, name="paper")
    app.add_typer(templates.app, name="template")
    app.add_typer(contact_points.app, name="point")
    app.add_typer(merchants.app, name="merchant")
    fund_export.add_to(fund.app)
    fund_reconcile.add_to(fund.app)
    fund_simulate.add_to(fund.app)
    app.add_typer(fund.app, name="fund")
    register.add_to(app)
    reports.add_to(app)
    upkeep.add_to(app)
    bundle.add_export_to(app)
    demo.add_to(app)
    return app


def _status(voice: Voice, line: Sequence[str]) -> int:
    try:
        status = _run(voice, line)
    except (Misuse, typer.exceptions.TyperException) as wrong:
        voice.misused(str(wrong) if isinstance(wrong, Misuse) else usage_words(wrong.format_message()))
        status = MISUSED
    except Refusal as no:
        status = _refused(voice, no)
    except Fault as fault:
        voice.broken(fault)
        status = BROKEN
    except UnheardError:
        raise
    except (KeyboardInterrupt, typer.Abort):
        status = STOPPED
    except Exception as error:  # noqa: BLE001 -- the last net: nobody is shown a traceback
        voice.bug(_report(error))
        status = BUG
    return status


def _run(voice: Voice, line: Sequence[str]) -> int:
    options = split(line, os.environ)
    _speak(voice, options)
    command = _commands(text.language())
    with voice.capture():
        status = command.main(
            args=list(options.words), prog_name="odrdesk", standalone_mode=False, obj=Call(options, voice)
        )
    voice.finish()
    return status if isinstance(status, int) else DONE


@cache
def _commands(_spoken: text.Language) -> Any:
    """Every command with its help in the spoken language; putting them together takes longer than most of them."""
    command = typer.main.get_command(program())
    translate(command)
    return command


def _speak(voice: Voice, options: Options) -> None:
    wanted = os.environ.get(LANGUAGE)
    if wanted:
        text.set_language(wanted)
    elif not voice.speaks_chinese and not options.json:
        text.set_language(text.Language.EN)  # better English than a row of question marks
    else:
        text.set_language(text.Language.ZH_CN)


def _refused(voice: Voice, refusal: Refusal) -> int:
    as_usage = refusal.code in USAGE_CODES
    voice.refused(refusal, as_usage=as_usage)
    return MISUSED if as_usage else REFUSED


def _mute_output() -> None:
    """Standard output takes no more: give the interpreter's last flush somewhere to go."""
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- lives as long as the process


def _report(error: BaseException) -> str:
    """The path of a report: kinds of error and lines of code, never words or values, which may be personal."""
    content = f"odrdesk {__version__}\n{sys.version}\n{sys.platform}\n\n{_outline(error)}\n"
    for folder in (places.log_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=folder, prefix="odrdesk-bug-", suffix=".txt", delete=False, encoding="utf-8"
            ) as file:
                file.write(content)
            for old in sorted(folder.glob("odrdesk-bug-*.txt"), key=lambda path: path.stat().st_mtime)[:-KEPT_REPORTS]:
                old.unlink(missing_ok=True)
        except OSError:
            continue
        return file.name
    return os.devnull


def _outline(error: BaseException) -> str:
    parts: list[str] = []
    link: BaseException | None = error
    while link is not None:
        parts.append("".join(traceback.format_tb(link.__traceback__)) + type(link).__qualname__)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n\nfrom\n\n".join(parts)

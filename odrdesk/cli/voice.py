"""How the command line speaks: one JSON object, or lines and tables for a person; messages go to standard error."""

import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date, datetime
from enum import StrEnum
from typing import TextIO

from rich.console import Console
from rich.table import Table

from odrdesk import text
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.text import gettext as _

Answer = Mapping[str, object]
LOCAL_PROBE = "衡解"
"""Characters that tell whether a stream can carry Chinese."""


class UnheardError(Exception):
    """Standard output takes no more; `reason` is empty where whoever read it just went away."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def _heard() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise UnheardError("") from error
    except OSError as error:
        raise UnheardError(error.strerror or type(error).__name__) from error


class Voice:
    """Standard output and error of one run. With JSON on, nothing but one object ever reaches standard output."""

    def __init__(self, *, json_wanted: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.json_wanted = json_wanted
        self._out = _forgiving(out or sys.stdout)
        self._err = _forgiving(err or sys.stderr)
        self._answered = False
        self._loose = io.StringIO()

    @property
    def speaks_chinese(self) -> bool:
        """Whether standard output can carry Chinese at all."""
        return _carries_chinese(self._out)

    def capture(self) -> "redirect_stdout[TextIO]":
        """Keep what others print (the help) until the end: nothing but this voice writes to standard output."""
        return redirect_stdout(self._loose)

    def finish(self) -> None:
        """Say what others printed: as it is, or as JSON where that is wanted and nothing was answered."""
        printed = self._loose.getvalue()
        if self.json_wanted and not self._answered:
            self.answer({"help": printed})
        elif not self.json_wanted:
            with _heard():
                self._out.write(printed)
                self._out.flush()

    def answer(self, answer: Answer, shown: Callable[["Page"], None] | None = None) -> None:
        """Give the answer: the object as JSON, or what `shown` writes for a person."""
        with _heard():
            if self.json_wanted:
                self._answered = True
                self._out.write(json.dumps(plain(answer), ensure_ascii=not _is_unicode(self._out)) + "\n")
            elif shown is not None:
                shown(Page(self._out))
            self._out.flush()

    def refused(self, refusal: Refusal, *, as_usage: bool = False) -> None:
        """Say what was refused, why, and how to mend it."""
        body = refusal_body(refusal)
        self._tell({"usage" if as_usage else "refusal": body}, _("不能办理：{message}"), body)

    def broken(self, fault: Fault) -> None:
        """Say what broke."""
        body = {"code": fault.code, "message": text.fault_text(fault), "data": plain(fault.data)}
        self._tell({"fault": body}, _("出了故障：{message}"), body)

    def misused(self, message: str) -> None:
        """Say what is wrong with the command line."""
        body = {"message": message}
        self._tell({"usage": body}, _("用法不对：{message}（odrdesk --help 看用法）"), body)

    def warn(self, message: str) -> None:
        """Say, on standard error alone, what went wrong beside the work that was done."""
        self._err.write(_("已经办好，但有一处要留意：{message}").format(message=message) + "\n")
        self._err.flush()

    def unheard(self, reason: str) -> None:
        """Say, on standard error alone, that the answer did not reach its place."""
        words = _("结果没有写出去：{reason}。请检查输出的去处，再用 case show 或 case list 核对办理结果。")
        self._err.write(words.format(reason=reason) + "\n")
        self._err.flush()

    def bug(self, report: str) -> None:
        """Own up to a bug and name the report."""
        body = {"message": _("程序内部出错，未完成的操作没有保存。报告在 {path}").format(path=report), "report": report}
        self._tell({"bug": body}, "{message}", body)

    def _tell(self, answer: Answer, sentence: str, body: Mapping[str, object]) -> None:
        where = f" [{body['field']}]" if body.get("field") else ""
        self._err.write(sentence.format(message=body["message"]) + where + "\n")
        self._err.flush()
        if self.json_wanted and not self._answered:
            self.answer(answer)


class Page:
    """What a person reads: tables on a terminal, the same words parted by tabs elsewhere."""

    def __init__(self, out: TextIO) -> None:
        self._console = Console(file=out, markup=False, highlight=False, emoji=False)

    def line(self, words: str = "") -> None:
        """One line."""
        self._console.file.write(printable(words) + "\n")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table; None is left blank."""
        cells = [[printable("" if cell is None else str(cell)) for cell in row] for row in rows]
        if not self._console.is_terminal:
            for row in ([*heads], *cells):
                self._console.file.write("\t".join(row) + "\n")
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in cells:
            table.add_row(*row)
        self._console.print(table)

    def facts(self, rows: Sequence[tuple[str, object]]) -> None:
        """Names and values; empty ones are left out."""
        for name, value in rows:
            if value not in (None, "", ()):
                self.line(f"{name}\t{value}")


def refusal_body(refusal: Refusal) -> dict[str, object]:
    """A refusal as JSON: `{code, field?, message, data}`."""
    body: dict[str, object] = {"code": refusal.code}
    if refusal.field:
        body["field"] = refusal.field
    return {**body, "message": text.refusal_text(refusal), "data": plain(refusal.data)}


def plain(value: object) -> object:
    """A value as JSON has it: days and moments (Asia/Shanghai) in ISO form, codes of vocabularies, lists."""
    told: object = str(value)
    match value:
        case Mapping():
            told = {str(name): plain(inner) for name, inner in value.items()}
        case StrEnum():
            told = value.value
        case bool() | None | float():
            told = value
        case int():
            told = int(value)
        case datetime():
            told = value.astimezone(SHANGHAI).isoformat()
        case date():
            told = value.isoformat()
        case list() | tuple() | set() | frozenset():
            told = [plain(inner) for inner in value]
    return told


def shanghai(moment: datetime | None) -> str:
    """A moment as people read it: `2026-10-15 09:30` in Asia/Shanghai; nothing for None."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if moment else ""


def printable(words: str) -> str:
    """The words without characters that steer a terminal or turn the writing direction; tabs part columns."""
    return "".join(letter if letter.isprintable() or letter in "\t\u3000" else " " for letter in words)


def _forgiving(stream: TextIO | None) -> TextIO:
    if stream is None:  # a program without a console has no streams
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def _is_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def _carries_chinese(stream: TextIO) -> bool:
    try:
        LOCAL_PROBE.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True

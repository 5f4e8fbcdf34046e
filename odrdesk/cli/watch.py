"""A bar on standard error for long work, while a person watches; nothing where a script does."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Tell = Callable[[int, int], bool]
"""Told how much of how much is done; says that the work may go on."""


@contextmanager
def progress(title: str, *, silent: bool) -> Iterator[Tell | None]:
    """Show a bar under this title while the body runs; None where nobody watches."""
    console = Console(file=sys.stderr)
    if silent or not console.is_terminal:
        yield None
        return
    with Progress(TextColumn(title), BarColumn(), MofNCompleteColumn(), console=console, transient=True) as bar:
        task = bar.add_task(title, total=None)

        def tell(done: int, total: int) -> bool:
            bar.update(task, completed=done, total=total)
            return True

        yield tell

"""The one thread that makes PDFs, so that a window or a batch never waits for one in its own thread.

Rendering is safe from any thread (`layout.typeset` takes the registry's lock); two papers at once
gain nothing, because ReportLab's fonts serve one document at a time.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from odrdesk.documents import acceptance, agreement, settlement
from odrdesk.documents.facts import Acceptance, Agreement, Paper, Settlement


def render(facts: Acceptance | Agreement | Settlement) -> Paper:
    """The paper these facts are for. Refuses `paper.glyph_missing`; raises Fault `papers.*`."""
    match facts:
        case Acceptance():
            return acceptance.render(facts)
        case Agreement():
            return agreement.render(facts)
        case Settlement():
            return settlement.render(facts)


class PdfWorker:
    """A queue of papers and one thread; a context manager that waits for the paper at hand."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="papers")

    def submit(self, facts: Acceptance | Agreement | Settlement) -> Future[Paper]:
        """Queue a paper; the future has it, or the refusal."""
        return self._pool.submit(render, facts)

    def call(self, work: Callable[[], Paper]) -> Future[Paper]:
        """Queue any work that ends in a paper."""
        return self._pool.submit(work)

    def close(self) -> None:
        """Drop what is queued and wait for the paper at hand."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

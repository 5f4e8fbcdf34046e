"""The one thread: papers come out as from the front door, refusals too, from many threads at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from odrdesk.documents.facts import PartyFacts
from odrdesk.documents.worker import PdfWorker, render
from odrdesk.domain.errors import Refusal


def test_a_queued_paper_is_the_same_paper(facts: Any) -> None:
    with PdfWorker() as worker:
        assert worker.submit(facts.settlement()).result() == render(facts.settlement())


def test_a_refusal_reaches_who_asked(facts: Any) -> None:
    with PdfWorker() as worker:
        future = worker.submit(replace(facts.acceptance(), consumer=PartyFacts("\u0628")))
        with pytest.raises(Refusal):
            future.result()


def test_papers_from_many_threads_at_once_are_the_same_as_one_by_one(facts: Any) -> None:
    cases = [facts.acceptance(), facts.agreement(), facts.settlement()] * 3
    with ThreadPoolExecutor(6) as pool:
        assert [paper.sha256 for paper in pool.map(render, cases)] == [render(case).sha256 for case in cases]

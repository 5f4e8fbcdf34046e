"""Papers made from many threads at once are the papers made one by one."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from odrdesk.documents.worker import render


def test_papers_from_many_threads_at_once_are_the_same_as_one_by_one(facts: Any) -> None:
    cases = [facts.acceptance(), facts.agreement(), facts.settlement()] * 3
    with ThreadPoolExecutor(6) as pool:
        assert [paper.sha256 for paper in pool.map(render, cases)] == [render(case).sha256 for case in cases]

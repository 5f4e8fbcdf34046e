"""Issued papers out of the desk as they are: files in a folder, one ZIP with a list, or one PDF of them all."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlmodel import Session

from odrdesk.documents import book
from odrdesk.documents.worker import Rendered
from odrdesk.domain.errors import Refusal
from odrdesk.services.batch_files import Folder, Line, Pack, Sheet
from odrdesk.services.desk import Desk
from odrdesk.services.paper_again import facts_again
from odrdesk.services.paper_names import file_name
from odrdesk.storage import disputes
from odrdesk.storage import papers as kept
from odrdesk.storage.papers import Paper


def save(desk: Desk, keys: Sequence[int], out: Path) -> int:
    """Write papers by their keys to `out`: a `.zip`, a `.pdf`, else a folder; how many there are.

    Each is byte for byte what was issued, but in one PDF of several, where their pages are set once more.

    Refuses `paper.unknown`, and `paper.batch_cannot_bind` for one of an older version in one PDF. Faults:
    `paper.damaged`, `paper.batch_broken` where nothing can be written.
    """
    with desk.reading() as session:
        papers = [kept.get(session, key) for key in dict.fromkeys(keys)]
        match out.suffix.casefold():
            case ".zip":
                _pack(session, papers, out)
            case ".pdf" if len(papers) == 1:
                Sheet(out).write(kept.pdf(session, papers[0].mark.key))
            case ".pdf":
                _bind(session, papers, out)
            case _:
                folder = Folder(out)
                for paper in papers:
                    folder.write(_name(session, paper), kept.pdf(session, paper.mark.key))
    return len(papers)


def _pack(session: Session, papers: Sequence[Paper], out: Path) -> None:
    with Pack(out) as pack:
        lines = []
        for paper in papers:
            pdf = kept.pdf(session, paper.mark.key)
            file = pack.add(_name(session, paper), pdf, paper.mark.issued_at)
            lines.append(
                Line(
                    case=disputes.load_key(session, paper.dispute).number,
                    copy=paper.copy,
                    kind=paper.mark.kind,
                    id=paper.mark.key,
                    number=paper.mark.number,
                    pages=paper.pages,
                    sha256=paper.sha256,
                    template=str(paper.facts.get("wording") or ""),
                    file=file,
                )
            )
        pack.finish(lines)


def _bind(session: Session, papers: Sequence[Paper], out: Path) -> None:
    def facts() -> Iterator[Rendered]:
        for paper in papers:
            found = facts_again(session, paper)
            if found is None:
                raise Refusal("paper.batch_cannot_bind", "numbers", number=paper.mark.number)
            yield found

    Sheet(out).write(book.bind(facts(), out.stem).content)


def _name(session: Session, paper: Paper) -> str:
    return file_name(disputes.load_key(session, paper.dispute), paper)

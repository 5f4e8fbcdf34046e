"""The words of papers come back exactly from four readers: poppler, PDFium, pypdf and Qt; rare characters too."""

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pypdfium2
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument

from odrdesk.documents import worker
from odrdesk.documents.clusters import Run
from odrdesk.documents.facts import PartyFacts
from odrdesk.documents.fonts import faces
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.pdf import About, Sheet

EXTENSIONS = ((0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1),
              (0x2CEB0, 0x2EBE0))  # fmt: skip
"""A to F."""
NAMES = (
    "\U00020bb7野家", "㛃", "䶮", "\U0002cb4e", "\U0002b3af", "\U0002c488", "龑", "堃", "喆", "\U0002b786",
    "㵑", "\uf9dc\ufa0e", "张·王", "e\u0301té", "爱买鞋的🐼", "☑同意☐不同意",
)  # fmt: skip
Reader = Callable[[bytes], str]


def bare(text: str) -> str:
    return "".join(text.split()).replace("\x0c", "").replace("\u0002", "").replace("\ufffe", "")


@pytest.fixture(params=["poppler", "pdfium", "pypdf", "qt"])
def reader(request: pytest.FixtureRequest, poppler: Reader, qapp: QGuiApplication) -> Reader:
    readers: dict[str, Reader] = {"poppler": poppler, "pdfium": pdfium, "pypdf": plain, "qt": qt}
    return readers[request.param]


def pdfium(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def plain(content: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def qt(content: bytes) -> str:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        assert document.error() is QPdfDocument.Error.None_
        return "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    finally:
        document.close()
        buffer.close()


@pytest.fixture(scope="module")
def named(facts: Any) -> bytes:
    """A paper with all the names."""
    return worker.render(
        facts.settlement(
            consumer=PartyFacts(NAMES[0], nickname=NAMES[14], address="、".join(NAMES)),
            dispute="、".join(NAMES),
            proof=None,
        )
    ).content


@pytest.fixture(scope="module")
def extensions(about: About) -> tuple[bytes, str]:
    """Every nineteenth character of the extensions A to F, some 4,600, so in every subset and every plane."""
    text = "".join(chr(point) for first, last in EXTENSIONS for point in range(first, last + 1, 19))
    sheet = Sheet(faces(), about)
    lines = Paragraph([Run(text, "song", 8)], Look(10, 0, "left"), faces())
    block: Any = lines
    while block is not None:
        parts = block.split(450, 700)
        (parts[0] if parts else block).draw(sheet, 70, 770, 450)
        sheet.next_page()
        block = parts[1] if parts else None
    return sheet.finish(), text


@pytest.fixture(scope="session")
def about(facts: Any) -> About:
    return About("字表", "odrdesk", "", "", facts.settlement().issued_at)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_back_as_it_was_written(reader: Reader, named: bytes, name: str) -> None:
    assert name in bare(reader(named))


def test_extensions_a_to_f_come_back_in_order(reader: Reader, extensions: tuple[bytes, str]) -> None:
    content, text = extensions
    assert bare(reader(content)) == text


@pytest.mark.parametrize(
    "words",
    [
        "2026年10月15日",
        "人民币629.00元",
        "陆佰贰拾玖元整",
        "PD-2026-000177",
        "《中华人民共和国消费者权益保护法》第三十九条",
    ],
)
def test_dates_amounts_and_articles_are_found_as_one_word(reader: Reader, facts: Any, words: str) -> None:
    assert words in bare(reader(worker.render(facts.settlement()).content))

"""Look a paper's file over: what PDF/A-3a asks for as far as we know it, and what we ask of ourselves.

Our own lint, no validator: what it passes is PDF/A-3a by construction, not validated. It needs nothing beside the
program (`pdf_plain`), so that a desk can look at its own papers. A clean file has no findings.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any, NamedTuple

from odrdesk.documents.lint_fonts import font_findings
from odrdesk.documents.lint_tags import structure_findings
from odrdesk.documents.pdf_plain import PdfFile, Stream, text_of, words
from odrdesk.documents.pdf_reading import Ref

_PAINTS = frozenset({"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI"})
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP = {
    "Title": "{http://purl.org/dc/elements/1.1/}title",
    "Author": "{http://purl.org/dc/elements/1.1/}creator",
    "Subject": "{http://purl.org/dc/elements/1.1/}description",
    "Keywords": "{http://ns.adobe.com/pdf/1.3/}Keywords",
    "Producer": "{http://ns.adobe.com/pdf/1.3/}Producer",
    "Creator": "{http://ns.adobe.com/xap/1.0/}CreatorTool",
    "CreationDate": "{http://ns.adobe.com/xap/1.0/}CreateDate",
    "ModDate": "{http://ns.adobe.com/xap/1.0/}ModifyDate",
}
_PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"


class Finding(NamedTuple):
    """What is wrong: a dotted code, the page from 1 where it has one, what was seen."""

    code: str
    page: int | None = None
    seen: str = ""


def lint(content: bytes) -> tuple[Finding, ...]:
    """Every fault found; empty for a good file."""
    try:
        return tuple(_findings(PdfFile(content), content))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, ET.ParseError) as why:
        return (Finding("file.unreadable", None, f"{type(why).__name__}: {why}"),)


def _findings(file: PdfFile, content: bytes) -> Iterator[Finding]:
    yield from (*_file(file, content), *_metadata(file), *_attached(file), *_forbidden(file))
    pages = [_Page(file, number, page) for number, page in enumerate(file.pages(), 1)]
    used: dict[int, set[int]] = {}
    for number, page in enumerate(pages, 1):
        yield from (Finding(code, number, seen) for code, seen in page.faults)
        for name, codes in page.codes.items():
            reference = page.fonts.get(name)
            if isinstance(reference, Ref):
                used.setdefault(reference.number, set()).update(codes)
            else:
                yield Finding("font.unknown", number, name)
    for font, codes in used.items():
        yield from (Finding(code, None, seen) for code, seen in font_findings(file, file.get(Ref(font)), codes))
    marks = [page.marks for page in pages]
    yield from (Finding(*fault) for fault in structure_findings(file, marks))


def _file(file: PdfFile, content: bytes) -> Iterator[Finding]:
    root = file.root
    identifier = file.trailer.get("ID")
    checks = {
        "file.header": content.startswith(b"%PDF-1.7\n%") and all(byte > 127 for byte in content[10:14]),
        "file.end": content.endswith(b"%%EOF\n"),
        "file.identifier": isinstance(identifier, list)
        and len(identifier) == 2
        and all(len(one) == 16 for one in identifier),
        "file.encrypted": "Encrypt" not in file.trailer,
        "file.language": text_of(root.get("Lang")) == "zh-CN",
        "file.marked": (file.get(root.get("MarkInfo")) or {}).get("Marked") is True,
        "file.title_shown": (file.get(root.get("ViewerPreferences")) or {}).get("DisplayDocTitle") is True,
    }
    yield from (Finding(code) for code, good in checks.items() if not good)
    intents = file.get(root.get("OutputIntents")) or []
    profile = file.get(file.get(intents[0]).get("DestOutputProfile")) if len(intents) == 1 else None
    if not isinstance(profile, Stream) or profile.told.get("N") != 3:
        yield Finding("file.output_intent")
    elif profile.data[36:40] != b"acsp" or int.from_bytes(profile.data[:4], "big") != len(profile.data):
        yield Finding("file.profile")
    known = {page.number for page in file.pages()}
    for entry in _outline(file, file.get(root.get("Outlines"))):
        if entry not in known:
            yield Finding("outline.nowhere", None, str(entry))


def _outline(file: PdfFile, node: Any) -> Iterator[int]:
    at = node.get("First") if node else None
    while at is not None:
        entry = file.get(at)
        yield file.get(entry["Dest"])[0].number
        yield from _outline(file, entry)
        at = entry.get("Next")


def _metadata(file: PdfFile) -> Iterator[Finding]:
    stream = file.get(file.root.get("Metadata"))
    if not isinstance(stream, Stream):
        yield Finding("xmp.missing")
        return
    if "Filter" in stream.told:
        yield Finding("xmp.packed")
    told = ET.fromstring(stream.data.split(b"?>", 1)[1].rsplit(b"<?xpacket", 1)[0]).find(f".//{_RDF}Description")  # noqa: S314 -- our own bytes; no entities are declared
    if told is None:
        yield Finding("xmp.missing")
        return
    if (told.findtext(f"{_PDFAID}part"), told.findtext(f"{_PDFAID}conformance")) != ("3", "A"):
        yield Finding("xmp.part")
    info = file.get(file.trailer.get("Info")) or {}
    for name, tag in _XMP.items():
        element = told.find(tag)
        said = "" if element is None else "".join(element.itertext()).strip()
        plain = text_of(info.get(name))
        if name.endswith("Date"):
            said = "D:" + said.replace("-", "").replace(":", "").replace("T", "").replace("+0800", "+08'00'")
        if said != plain:
            yield Finding("xmp.differs", None, f"{name}: {plain} / {said}")


def _attached(file: PdfFile) -> Iterator[Finding]:
    root = file.root
    names = (file.get((file.get(root.get("Names")) or {}).get("EmbeddedFiles")) or {}).get("Names") or []
    associated = file.get(root.get("AF")) or []
    if {one.number for one in names[1::2]} != {one.number for one in associated}:
        yield Finding("attached.not_associated")
    for reference in names[1::2]:
        told = file.get(reference)
        name = text_of(told.get("UF"))
        if told.get("AFRelationship") not in {"Source", "Supplement"}:
            yield Finding("attached.relationship", None, name)
        if not name or text_of(told.get("F")) != name or not text_of(told.get("Desc")):
            yield Finding("attached.named", None, name)
        stream = file.get(file.get(told.get("EF")).get("F"))
        params = file.get(stream.told.get("Params")) or {}
        if not stream.told.get("Subtype") or "ModDate" not in params or params.get("Size") != len(stream.data):
            yield Finding("attached.told", None, name)


def _forbidden(file: PdfFile) -> Iterator[Finding]:
    """What PDF/A forbids wherever it stands: programs, sound and film, transparency, colours of a device not told."""
    for number, value in file.objects():
        told = value.told if isinstance(value, Stream) else value
        if not isinstance(told, dict):
            continue
        if {"JS", "JavaScript", "OpenAction", "AA"} & told.keys() or told.get("S") in ("Launch", "JavaScript", "Sound"):
            yield Finding("file.program", None, str(number))
        group = told.get("Group")
        clear = told.get("CA", 1) != 1 or told.get("ca", 1) != 1 or told.get("SMask") not in (None, "None")
        if clear or group is not None or told.get("BM", "Normal") != "Normal":
            yield Finding("file.transparency", None, str(number))
        if told.get("Filter") in ("LZWDecode", "Crypt") or told.get("ColorSpace") == "DeviceCMYK":
            yield Finding("file.forbidden", None, str(number))
        base = str(told.get("BaseFont", ""))
        if told.get("Type") == "Font" and base.rsplit("+", maxsplit=1)[-1].startswith(
            ("Helvetica", "Times", "Courier", "Symbol", "Zapf")
        ):
            yield Finding("font.base", None, base)


class _Page:
    """What a page's content stream uses and marks, and what is wrong in it."""

    def __init__(self, file: PdfFile, number: int, reference: Ref) -> None:
        told = file.get(reference)
        resources = file.get(told.get("Resources")) or {}
        self.fonts = file.get(resources.get("Font")) or {}
        self.marks: list[tuple[str, int]] = []
        """Kind and number of each marked content, in order."""
        self.codes: dict[str, set[int]] = {}
        """Per font name the codes shown in it."""
        self.faults: list[tuple[str, str]] = []
        self._pictures = file.get(resources.get("XObject")) or {}
        self._depth = self._kept = 0
        self._font = ""
        if told.get("StructParents") != number - 1 or told.get("Tabs") != "S":
            self.faults.append(("page.structure", ""))
        for word, operands in words(file.get(told.get("Contents")).data):
            self._mark(word, operands)
            self._paint(word, operands)
        if self._depth or self._kept:
            self.faults.append(("page.unbalanced", ""))

    def _mark(self, word: str, operands: list[Any]) -> None:
        if word in ("BDC", "BMC"):
            self._depth += 1
            if operands[0] != "Artifact":
                self.marks.append((operands[0], operands[1]["MCID"]))
        elif word == "EMC":
            self._depth -= 1
        elif word in ("q", "Q"):
            self._kept += 1 if word == "q" else -1

    def _paint(self, word: str, operands: list[Any]) -> None:
        if word in _PAINTS and self._depth != 1:
            self.faults.append(("page.unmarked" if self._depth < 1 else "page.nested", word))
        if word == "Tf":
            self._font = operands[0]
        elif word == "TJ":
            shown = b"".join(one for one in operands[0] if isinstance(one, bytes))
            codes = self.codes.setdefault(self._font, set())
            codes.update(int.from_bytes(shown[k : k + 2], "big") for k in range(0, len(shown), 2))
        elif word == "Do" and operands[0] not in self._pictures:
            self.faults.append(("page.picture", operands[0]))

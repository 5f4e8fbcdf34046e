"""What a PDF says of itself: title and dates twice and alike (Info and XMP), its colour space, what is attached.

Shaped after PDF/A-3a (ISO 19005-3): metadata 6.6.2, output intent 6.2.3, embedded files 6.8. By construction; no
validator has seen it.
"""

import functools
import hashlib
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from odrdesk.documents.clusters import clean
from odrdesk.documents.pdf_body import Body, text_string

SHANGHAI = ZoneInfo("Asia/Shanghai")
LANGUAGE = "zh-CN"
_MAKER = "odrdesk"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself; `issued_at` is its only clock."""

    title: str
    author: str
    subject: str
    keywords: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Attached:
    """A file within the file: the data that the pages were made from."""

    name: str
    media: str
    content: bytes
    description: str
    relation: str = "Source"
    """What it is to the pages: their `Source`, or a `Supplement` (PDF/A-3, ISO 19005-3)."""


def info(about: About) -> str:
    """The document information dictionary."""
    local = about.issued_at.astimezone(SHANGHAI)
    stamp = f"(D:{local:%Y%m%d%H%M%S}+08'00')"
    told = {
        "Title": about.title,
        "Author": about.author,
        "Subject": about.subject,
        "Keywords": about.keywords,
        "Creator": _MAKER,
        "Producer": _MAKER,
    }
    rows = [f"/{name} {text_string(_plain(value))}" for name, value in told.items() if value]
    return f"<<{' '.join(rows)} /CreationDate {stamp} /ModDate {stamp}>>"


def metadata(about: About) -> bytes:
    """The same as an XMP packet, uncompressed so that any program finds it."""
    stamp = about.issued_at.astimezone(SHANGHAI).isoformat(timespec="seconds")

    def said(value: str) -> str:
        return escape(_plain(value))

    def any_language(value: str) -> str:
        return f'<rdf:Alt><rdf:li xml:lang="x-default">{said(value)}</rdf:li></rdf:Alt>'

    rows = [
        ("dc:format", "application/pdf"),
        ("dc:language", f"<rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag>"),
        ("dc:title", any_language(about.title)),
        ("dc:creator", about.author and f"<rdf:Seq><rdf:li>{said(about.author)}</rdf:li></rdf:Seq>"),
        ("dc:description", about.subject and any_language(about.subject)),
        ("pdf:Keywords", said(about.keywords)),
        ("pdf:Producer", _MAKER),
        ("xmp:CreatorTool", _MAKER),
        ("xmp:CreateDate", stamp),
        ("xmp:ModifyDate", stamp),
        ("pdfaid:part", "3"),
        ("pdfaid:conformance", "A"),
    ]
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())
    body = "".join(f"<{name}>{value}</{name}>" for name, value in rows if value)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def output_intent(body: Body) -> str:
    """The colours of the file are sRGB; the profile goes into the body."""
    profile = body.stream("/N 3", srgb())
    return (
        "[<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) "
        f"/RegistryName (http://www.color.org) /DestOutputProfile {profile} 0 R>>]"
    )


def attachments(body: Body, files: list[Attached], issued_at: datetime) -> str:
    """The catalog's entries for the attached files; empty where there is none. Each is the source of what is seen."""
    if not files:
        return ""
    stamp = f"(D:{issued_at.astimezone(SHANGHAI):%Y%m%d%H%M%S}+08'00')"
    names, every = [], []
    for one in sorted(_named_apart(files), key=lambda one: one.name):
        digest = hashlib.md5(
            one.content, usedforsecurity=False
        ).hexdigest()  # the format asks for it; SHA-256 is in the QR
        told = f"/Size {len(one.content)} /CreationDate {stamp} /ModDate {stamp} /CheckSum <{digest}>"
        media = one.media.replace("/", "#2F")
        stored = body.stream(f"/Type /EmbeddedFile /Subtype /{media} /Params <<{told}>>", one.content)
        name = text_string(one.name)
        described = text_string(one.description)
        number = body.add(
            f"<</Type /Filespec /F {name} /UF {name} /Desc {described} /AFRelationship /{one.relation} "
            f"/EF <</F {stored} 0 R /UF {stored} 0 R>>>>"
        )
        names.append(f"{name} {number} 0 R")
        every.append(f"{number} 0 R")
    return f" /Names <</EmbeddedFiles <</Names [{' '.join(names)}]>>>> /AF [{' '.join(every)}]"


def _named_apart(files: list[Attached]) -> Iterator[Attached]:
    """Files of one name in the order they came: `case.json` alone, `case-0001.json` and on where there are several."""
    counts = Counter(one.name for one in files)
    seen: Counter[str] = Counter()
    for one in files:
        seen[one.name] += 1
        stem, dot, ending = one.name.rpartition(".")
        apart = f"{stem}-{seen[one.name]:04d}{dot}{ending}"
        yield one if counts[one.name] == 1 else replace(one, name=apart)


@functools.cache
def srgb() -> bytes:
    """An ICC profile of sRGB (IEC 61966-2-1, ICC.1:2010): primaries adapted to D50, the curve by its parameters."""

    def fixed(*values: float) -> bytes:
        return struct.pack(f">{len(values)}l", *(round(value * 65536) for value in values))

    def words(text: str) -> bytes:
        told = text.encode("utf-16-be")
        return b"mluc\0\0\0\0" + struct.pack(">LL2s2sLL", 1, 12, b"en", b"US", len(told), 28) + told

    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    tags = {
        b"desc": words("sRGB IEC61966-2.1"),
        b"cprt": words("No copyright, use freely"),
        b"wtpt": b"XYZ \0\0\0\0" + fixed(0.9642, 1.0, 0.8249),
        b"chad": b"sf32\0\0\0\0"
        + fixed(1.047882, 0.022919, -0.050217, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678),
        b"rXYZ": b"XYZ \0\0\0\0" + fixed(0.436065, 0.222488, 0.013916),
        b"gXYZ": b"XYZ \0\0\0\0" + fixed(0.385147, 0.716873, 0.097076),
        b"bXYZ": b"XYZ \0\0\0\0" + fixed(0.143066, 0.060608, 0.714096),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    index, data = b"", b""
    places: dict[bytes, int] = {}
    first = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        if content not in places:
            places[content] = first + len(data)
            data += content + b"\0" * (-len(content) % 4)
        index += name + struct.pack(">LL", places[content], len(content))
    head = struct.pack(
        ">L4sL4s4s4s6H4s4sL4s4sQL3l4s44x",
        first + len(data), b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp", b"\0" * 4,
        0, b"\0" * 4, b"\0" * 4, 0, 0, *struct.unpack(">3l", fixed(0.9642, 1.0, 0.8249)), b"\0" * 4,
    )  # fmt: skip
    return head + struct.pack(">L", len(tags)) + index + data


def _plain(text: str) -> str:
    return clean(text).replace("\n", " ")

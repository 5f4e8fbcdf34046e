"""Compile the gettext catalogues: the `.po` files of a language, one for each part of odrdesk, into its `odrdesk.mo`.

`catalogues.py FOLDER` compiles what is newer than its `.mo`.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(locale: Path) -> list[Path]:
    """Compile below `locale`; the `.mo` files that are there afterwards."""
    compiled = []
    for folder in sorted(locale.glob("*/LC_MESSAGES")):
        sources = sorted(folder.glob("*.po"))
        target = folder / "odrdesk.mo"
        if not target.exists() or target.stat().st_mtime_ns < max(path.stat().st_mtime_ns for path in sources):
            fresh = target.with_suffix(".mo.new")
            with fresh.open("wb") as writable:
                write_mo(writable, merged(sources))
            fresh.replace(target)  # whoever reads meanwhile reads a whole file
        compiled.append(target)
    return compiled


def merged(sources: list[Path]) -> Catalog:
    """One catalogue of all `sources`; two translations of one string are an error."""
    whole = Catalog(locale=sources[0].parts[-3])
    for source in sources:
        with source.open("rb") as readable:
            part = read_po(readable, locale=source.parts[-3], abort_invalid=True)
        for message in part:
            if not message.id or not message.string or message.fuzzy:
                continue
            known = whole.get(message.id)
            if known is not None and known.string != message.string:
                sys.exit(f"{source}: {message.id!r} is {known.string!r} elsewhere and {message.string!r} here")
            whole[message.id] = message
    return whole


if __name__ == "__main__":
    compile_catalogues(Path(sys.argv[1]))

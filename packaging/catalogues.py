"""Compile the gettext catalogues: every `odrdesk.po` beside its `odrdesk.mo`, where the `.po` is newer."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(locale: Path) -> list[Path]:
    """Compile below `locale`; the `.mo` files that are there afterwards."""
    compiled = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            with source.open("rb") as readable:
                catalogue = read_po(readable, locale=source.parts[-3], abort_invalid=True)
            fresh = target.with_suffix(".mo.new")
            with fresh.open("wb") as writable:
                write_mo(writable, catalogue)
            fresh.replace(target)  # whoever reads meanwhile reads a whole file
        compiled.append(target)
    return compiled


if __name__ == "__main__":
    compile_catalogues(Path(sys.argv[1]))

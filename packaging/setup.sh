#!/bin/sh
# Find a Python that can carry odrdesk and hand over to bootstrap.py.
# POSIX sh and nothing else: on a fresh machine there may be no more.
exec </dev/null # nothing here asks anything, and standard input may be closed
cd "$(dirname "$0")/.." || exit 1
unset PYTHONHOME PYTHONPATH

fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
chosen=
for python in python3.13 python3.12 python3.11 python3 python; do
    "$python" -c "$fits" >/dev/null 2>&1 || continue
    chosen=${chosen:-$python}
    # Debian keeps the half of venv that makes pip in a package of its own: prefer a Python that is whole.
    if "$python" -c 'import ensurepip' >/dev/null 2>&1; then
        chosen=$python
        break
    fi
done
if [ -z "$chosen" ]; then
    found=$(python3 --version 2>/dev/null || echo none)
    echo "odrdesk needs Python 3.11, 3.12 or 3.13 (found: $found). Install one, for example: sudo apt-get install python3" >&2
    exit 1
fi
exec "$chosen" packaging/bootstrap.py "$@"

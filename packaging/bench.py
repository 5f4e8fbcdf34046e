"""`make bench`: measure odrdesk on a desk with many cases. What is measured and how lies in `tests/bench`."""

import runpy
import sys
from pathlib import Path

RUN = Path(__file__).resolve().parent.parent / "tests" / "bench" / "run.py"

if __name__ == "__main__":
    sys.argv[0] = str(RUN)
    runpy.run_path(str(RUN), run_name="__main__")

"""Reading plain text must not pay for the libraries of other formats, and leaves the process as it was."""

from __future__ import annotations

import subprocess
import sys
import warnings

from checker.sources.draft import Blob
from checker.sources.guard import parsing
from tests.sources.conftest import Write

HEAVY = ("httpx", "trafilatura", "lxml", "pypdf", "docx", "feedparser", "charset_normalizer")


def test_a_text_file_is_read_without_heavy_imports(write: Write) -> None:
    program = (
        "import sys; from checker.sources.read import read_all; read_all([sys.argv[1]]);"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, write("a.txt")], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reading_leaves_the_warnings_of_the_process_alone() -> None:
    filters = list(warnings.filters)
    blob = Blob("a.html", b"x")
    first, second = parsing(blob, "a web page"), parsing(blob, "a web page")
    # As two threads do that read at once: the first to begin is the first to end.
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert warnings.filters == filters

"""Reading plain text must not pay for the libraries of other formats."""

from __future__ import annotations

import subprocess
import sys

from tests.sources.conftest import Write

HEAVY = ("httpx", "trafilatura", "lxml", "pypdf", "docx", "feedparser", "charset_normalizer")


def test_a_text_file_is_read_without_heavy_imports(write: Write) -> None:
    program = (
        "import sys; from checker.sources.read import read_all; read_all([sys.argv[1]]);"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, write("a.txt")], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

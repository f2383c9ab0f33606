"""Takes the pictures of the guide: the reports and the local page, as Chromium shows them.

    python -m tests.browser.screenshots [--out docs/screenshots]

Everything is made anew from a corpus of this repository: the terminal report by rich as SVG, the page in each look, the
printed page, the server with a comparison in it. Each picture stays under 200 KB.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browser.chromium import Outside, Visit, lacking, started
from tests.browser.made import CORPORA, ROOT, make
from tests.browser.server import Server

MOST = 200_000  # bytes of a picture
CORPUS = "beirut-port"
PLAIN = "north-korean-troops"
COLUMNS = 100
PATIENCE = 90_000  # milliseconds for a comparison on the server
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DARK = {"color_scheme": "dark"}
TERMINAL = """
import sys
from rich.ansi import AnsiDecoder
from rich.console import Console
console = Console(record=True, width={columns}, file=open("/dev/null", "w"))
for line in AnsiDecoder().decode(sys.stdin.read()):
    console.print(line)
sys.stdout.write(console.export_svg(title="checker compare"))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    out: Path = parser.parse_args().out
    reason = lacking()
    if reason:
        sys.exit(reason)
    out.mkdir(parents=True, exist_ok=True)
    outside = Outside()
    with tempfile.TemporaryDirectory() as folder, started(outside) as browser:
        for name, page, whole in pictures(browser, Path(folder)):
            path = out / f"{name}.png"
            path.write_bytes(page if isinstance(page, bytes) else smaller(page.screenshot(full_page=whole)))
            print(f"{path}: {path.stat().st_size:,} bytes")
            if path.stat().st_size > MOST:
                sys.exit(f"{path} has more than {MOST:,} bytes")


def pictures(browser: Any, folder: Path) -> Iterator[tuple[str, Any, bool]]:
    """Name, page or finished picture, and whether the whole page is shown."""
    yield from terminal(browser, folder)
    yield from report(browser, folder)
    yield from server(browser, folder)


def terminal(browser: Any, folder: Path) -> Iterator[tuple[str, Any, bool]]:
    """The report on a terminal: what the program writes with colours, drawn by rich."""
    articles = sorted(path.name for path in (CORPORA / PLAIN).glob("*.txt"))
    words = [sys.executable, "-m", "checker", "compare", *articles]
    environment = {
        **os.environ,
        "FORCE_COLOR": "1",
        "COLUMNS": str(COLUMNS),
        "HF_HUB_OFFLINE": "1",
        "TERM": "xterm-256color",
    }
    done = subprocess.run(words, cwd=CORPORA / PLAIN, env=environment, capture_output=True, text=True, check=False)
    drawn = subprocess.run(
        [sys.executable, "-c", TERMINAL.format(columns=COLUMNS)],
        input=done.stdout,
        capture_output=True,
        text=True,
        check=True,
    )
    picture = folder / "terminal.svg"  # rich names a font on the web; the one of this machine is taken
    picture.write_text(re.sub(r"@font-face\s*\{.*?\}", "", drawn.stdout, flags=re.DOTALL), encoding="utf-8")
    with Visit(browser, viewport={"width": 1000, "height": 800}) as one:
        yield "terminal", smaller(one.open(picture).locator("svg").first.screenshot()), False


def report(browser: Any, folder: Path) -> Iterator[tuple[str, Any, bool]]:
    """The page: wide, its findings, side by side, dark, on a phone, printed."""
    made = make(CORPUS, folder, ())
    with Visit(browser, **WIDE) as one:
        yield "report", one.open(made.page), False
        one.page.evaluate("location.hash = '#findings'")
        yield "findings", one.page, False
        one.page.locator("a.context").first.click()
        yield "side-by-side", one.page, False
    with Visit(browser, **WIDE, **DARK) as one:
        yield "dark", one.open(made.page, "findings"), False
    with Visit(browser, **PHONE) as one:
        yield "phone", one.open(made.page), False
        one.page.evaluate("location.hash = '#findings'")
        yield "phone-findings", one.page, False
    with Visit(browser, viewport={"width": 794, "height": 1123}) as one:  # A4 at 96 dots an inch
        page = one.open(made.page)
        page.emulate_media(media="print")
        yield "print", page, False


def server(browser: Any, folder: Path) -> Iterator[tuple[str, Any, bool]]:
    """The local page: the form, and a comparison in it."""
    with Server(folder) as running, Visit(browser, server=running.address, **WIDE) as one:
        page = one.open(running.entrance)
        page.locator("#pick").set_input_files(sorted((CORPORA / PLAIN).glob("*.txt")))
        yield "serve-start", page, False
        page.get_by_role("button", name="Compare", exact=True).click()
        page.get_by_role("heading", name="Findings", exact=True).wait_for(timeout=PATIENCE)
        page.get_by_text("Accept", exact=True).first.click()
        page.get_by_label("Reason").first.fill("the Pentagon corrected its figure")
        yield "serve", page, False


def smaller(picture: bytes) -> bytes:
    """The picture with at most 256 colours: pages have few."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


if __name__ == "__main__":
    main()

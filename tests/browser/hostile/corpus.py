"""Writes the hostile articles into a folder: the same every time, larger than what stands in ``texts.yaml``."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

WORD = "x" * 10_000
LINES = 60
COUNTED = (
    "homes",
    "barns",
    "boats",
    "cars",
    "shops",
    "schools",
    "bridges",
    "horses",
    "tents",
    "wells",
    "churches",
    "farms",
)


def texts() -> dict[str, str]:
    """What harms, by a name for each."""
    read: dict[str, str] = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8"))
    return read


def article(count: int) -> str:
    """An article that gives ``count`` and more for things that another gives another number for.

    Each hostile text stands inside one sentence with a value, and once in a paragraph of its own.
    """
    lines = ["Published: 2031-03-04", ""]
    for number, text in enumerate(texts().values()):
        counted, street = COUNTED[number % len(COUNTED)], f"Street {number}"
        lines += [
            f"The fire in {street} destroyed {count + 31 * number} {counted} {text} in {street} on Monday.",
            "",
            text,
            "",
        ]
    lines += [f"The fire destroyed {count} bridges of {WORD} in the valley.", "", WORD, ""]
    return "\n".join([*lines, *(f"Line {n}." for n in range(LINES))]) + "\n"


def page(count: int) -> str:
    """An article as a page whose title, author and text are hostile in their markup."""
    every = texts()
    hurt = "".join(f"<p>The fire destroyed {count} homes {text} in the valley.</p>" for text in every.values())
    escaped = every["image"].replace("<", "&lt;").replace(">", "&gt;")
    title = f"<title>{escaped} Fire &lt;script&gt;canary('title')&lt;/script&gt;</title>"
    head = f"{title}<meta name=author content='{escaped}'>"
    return f"<!doctype html><html><head>{head}</head><body><article><h1>{escaped}</h1>{hurt}</article></body></html>"


def write(folder: Path) -> list[str]:
    """Write the articles into the folder, under names that are hostile too, and give the names."""
    said = {"title": texts()["image"], "author": texts()["script"], "published": "2031-03-04", "text": article(64)}
    articles = {
        "one <img src=x onerror=canary('name')>.json": json.dumps(said),
        "=cmd|' C calc'!A0 \u202egnp.txt": article(4600).replace("\0", ""),  # with a null a file is no text
        "{{ 7 * 191 }} \"quoted\" 'too' &amp; \x1b[31m.html": page(75_000).replace("\0", ""),
    }
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    (folder / "checker.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    return list(articles)


CONFIG = """report: {verdicts: [conflict, update, scope, compatible, incomparable], min_confidence: 0}
rules: [default, rules.yaml]
"""
RULES = """version: 1
rules:
  - id: hurt
    kind: quantity
    severity: warning
    message: "<script>canary('rule')</script> {a.source} has {a.value} <img src=x onerror=canary('rule')> {b.value}"
"""

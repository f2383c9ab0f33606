"""The pages of the kinds: their one shape, their options as the code declares them, their examples as tests of rules.

Each row of the table under "What it flags" is a conflict. The block of YAML under "Examples" holds tests of the rule of
that kind in the default pack; a block that is a whole file of rules holds its own.
``python -m tests.kind_pages --write`` puts the options into the pages.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from checker.rules.kind import Kind
from checker.rules.kinds import KINDS
from checker.rules.load import load_rules
from checker.rules.rule import Rule
from checker.rules.schema import describe
from checker.rules.shipped import shipped

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "kinds"
HEADINGS = ("What it flags", "How it decides", "What it leaves alone", "Options", "Examples")
START = "<!-- written by `python -m tests.kind_pages --write` -->\n"
END = "<!-- end of the options -->\n"
HEAD = "| option | takes | default | meaning |\n| --- | --- | --- | --- |\n"
YAML_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OWN_FILE = "version: 1\n"  # what a block begins with that is a whole file of rules


def page(name: str) -> str:
    """The text of the page of a kind."""
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading of a page; empty where the page has none of it."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def headings(text: str) -> tuple[str, ...]:
    """The headings of a page, in order."""
    return tuple(re.findall(r"^## (.+)$", text, re.MULTILINE))


def options_table(kind: Kind) -> str:
    """The options of a kind as a table, from what its code declares."""
    rows = [(f"`{o.name}`", o.type, f"`{o.default}`" if o.default else "", o.doc) for o in describe(kind)]
    return HEAD + "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def with_options(text: str, kind: Kind) -> str:
    """The page with the options as they are now; unchanged where it has no place for them."""
    return re.sub(
        re.escape(START) + ".*?" + re.escape(END), lambda _: START + options_table(kind) + END, text, flags=re.DOTALL
    )


def rules_with_examples(name: str, folder: Path) -> Iterator[Rule]:
    """The rules of a page with the examples that stand there as their tests; the files for them go into ``folder``."""
    text = page(name)
    default = next((r for r in load_rules(("default",), KINDS, shipped("rules")).rules if r.kind == name), None)
    blocks = YAML_BLOCK.findall(section(text, "Examples"))
    for number, block in enumerate([_flagged(text), *blocks]):
        if not block:
            continue
        path = folder / f"{name}-{number}.yaml"
        own = block.startswith(OWN_FILE)
        path.write_text(block if own else _of_default(default, block), encoding="utf-8")
        rules = load_rules([str(path)], KINDS, shipped("rules")).rules
        yield from (r for r in rules if r.kind == name and any(p.path == str(path) for p in r.places))


def _flagged(text: str) -> str:
    """The table of what is flagged, written as tests."""
    rows = [line.strip("|").split("|") for line in section(text, "What it flags").splitlines() if line.startswith("| ")]
    pairs = [[cell.strip() for cell in row[:2]] for row in rows[2:]]
    return "".join(["tests:\n  conflict:\n", *(f"    - {json.dumps(pair)}\n" for pair in pairs)]) if pairs else ""


def _of_default(rule: Rule | None, block: str) -> str:
    if rule is None:
        raise ValueError("the default pack has no rule of this kind; write the example as a whole file of rules")
    return f"version: 1\nextends: [default]\nrules:\n  - id: {rule.id}\n{indent(block, '    ')}"


def main() -> None:
    for name in KINDS.names():
        text = page(name)
        now = with_options(text, KINDS[name])
        if now != text:
            print(f"the options on docs/kinds/{name}.md are not those of the code")
        if sys.argv[1:] == ["--write"]:
            (PAGES / f"{name}.md").write_text(now, encoding="utf-8")


if __name__ == "__main__":
    main()

"""HTML fragments -> plain text with one blank line between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "form", "button"})
_TABLE = frozenset({"caption", "table", "tbody", "td", "th", "thead", "tr"})
_LISTS = frozenset({"dd", "dl", "dt", "ol", "ul"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARTS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "div", "figcaption", "figure", "footer", "header"}
)
BLOCKS = _TABLE | _LISTS | _HEADINGS | _PARTS | {"hr", "html", "main", "nav", "p", "pre", "section"}
_SPACES = re.compile(r"[ \t\r\n\f]+")


def plain_text(html: str) -> str:
    """The words of an HTML fragment: blocks become paragraphs, list items lines with "- "; markup goes."""
    if "<" not in html and "&" not in html:
        return html.strip()
    from lxml import etree  # noqa: PLC0415 - only formats that hold HTML pay for it
    from lxml.html import HTMLParser, fromstring  # noqa: PLC0415

    try:
        root = fromstring(f"<div>{html}</div>", parser=HTMLParser(huge_tree=True))  # nested up to 2048 deep, not 256
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):  # nothing in it, or a NUL
        return ""
    lines = "".join(_pieces(root)).split("\n")
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _pieces(root: Any) -> Iterator[str]:
    """The text of the tree in order, with line ends where blocks begin and end; no recursion, trees may be deep."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if done:
            yield "\n\n" if tag in BLOCKS else "\n" if tag == "br" else ""
            yield _SPACES.sub(" ", node.tail or "") if node is not root else ""
            continue
        stack.append((node, True))
        if not tag or tag in HIDDEN:  # no tag: a comment
            continue
        yield "\n\n" if tag in BLOCKS else "\n- " if tag == "li" else ""
        yield _SPACES.sub(" ", node.text or "")
        stack.extend((child, False) for child in reversed(node))

"""Markdown: the whole file is the text; front matter, link targets, images and code are skipped, not cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml

from checker.sources.decode import decode
from checker.sources.draft import Blob, Draft, Drafts, one_line
from checker.sources.fields import text_field
from checker.sources.headline import headline
from checker.sources.normalise import normalise
from checker.sources.readers.markdown_comments import ignores
from checker.values.report import NotChecked
from checker.values.text import Span

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(?P<title>[^\n]{1,300})$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?P<title>\S[^\n]{0,300})\n={3,}[ \t]*$", re.MULTILINE)
_MARKUP = re.compile(r"[*_`]{1,3}|\[(?P<label>[^][\n]{1,300})\]\([^()\n]{0,2000}\)")
_FENCE = re.compile(r"^ {0,3}(?P<mark>```|~~~)[^\n]*$", re.MULTILINE)
_LINK = re.compile(
    r"!\[[^][\n]{0,500}\](?:\([^()\n]{0,2000}\))?"  # images, with their alternative text
    r"|(?<=\])\([^()\n]{0,2000}\)"  # where a link leads
    r"|^[ ]{0,3}\[[^][\n]{1,300}\]:[^\n]{0,2000}$"  # link definitions
    r"|<(?:https?|mailto):[^<>\s]{1,2000}>",
    re.MULTILINE,
)


def read(blob: Blob) -> Drafts:
    """One article; title, date, author and url come from YAML front matter, the title also from the first heading."""
    decoded = decode(blob)
    content = normalise(decoded.text)
    front = _FRONT.match(content.text)
    end = front.end() if front else 0
    fields, problems = _fields(blob, front["yaml"]) if front else ({}, ())
    skip = [Span(0, end)] if end else []
    code, comments = list(_code(content.text, end)), list(_comments(content.text, end))
    skip += sorted({*code, *comments, *_links(content.text, end)})
    silent = ignores(content.text, comments, code, obeyed=blob.url is None)
    draft = Draft(
        content,
        title=text_field(fields, "title", "headline") or _title(content.text[end:]),
        published=text_field(fields, "published", "date"),
        publisher=text_field(fields, "source", "publisher"),
        author=text_field(fields, "author", "authors"),
        url=text_field(fields, "url", "link"),
        skip=tuple(skip),
        ignores=silent.parts,
    )
    return Drafts((draft,), (*decoded.problems, *problems, *silent.notes(blob)))


def _fields(blob: Blob, text: str) -> tuple[Mapping[str, object], tuple[NotChecked, ...]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        fields = yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: "date: 2024-13-45"
        why = f"it is not valid YAML ({' '.join(str(error).split())[:120]}); its title and date were not read"
        return {}, (NotChecked(blob.name, "front matter", why),)
    return (fields if isinstance(fields, dict) else {}), ()


def _title(text: str) -> str | None:
    found = _HEADING.search(text) or _UNDERLINED.search(text)
    if found is None:
        return headline(text)
    return one_line(_MARKUP.sub(lambda match: match["label"] or "", found["title"].rstrip(" \t#")))


def _links(text: str, start: int) -> Iterator[Span]:
    return (Span(*match.span()) for match in _LINK.finditer(text, start))


def _code(text: str, start: int) -> Iterator[Span]:
    """Fenced code blocks; a fence that is never closed skips nothing."""
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text, start):
        if opened is None:
            opened = fence
        elif fence["mark"] == opened["mark"]:
            yield Span(opened.start(), fence.end())
            opened = None


def _comments(text: str, start: int) -> Iterator[Span]:
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin)) >= 0:
        start = end + len("-->")
        yield Span(begin, start)

"""RSS and Atom: each entry is an article."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from checker.errors import SourceError
from checker.sources.decode import refuse_binary
from checker.sources.draft import Blob, Draft, Drafts, article, one_line
from checker.sources.guard import parsing
from checker.sources.readers.markup import plain_text
from checker.values.report import NotChecked


def read(blob: Blob) -> Drafts:
    """The entries in their order; one without text is named and left out, a file without entries is an error."""
    refuse_binary(blob)
    feed = _parse(blob)
    publisher = one_line(feed.feed.get("title"))
    drafts: list[Draft] = []
    problems: list[NotChecked] = []
    for number, entry in enumerate(feed.entries, 1):
        draft = _draft(entry, number if len(feed.entries) > 1 else 0, publisher)
        if draft is None:
            problems.append(NotChecked(blob.name, f"entry {number}", "it has neither a summary nor content"))
        else:
            drafts.append(draft)
    if not drafts:
        what = "its entries hold no text" if feed.entries else "it holds no entries"
        raise SourceError(
            blob.name, f"expected an RSS or Atom feed, but {what}; name a feed, or save the article as text"
        )
    return Drafts(tuple(drafts), tuple(problems))


def _parse(blob: Blob) -> Any:
    import feedparser  # noqa: PLC0415 - only feeds pay for it

    charset = blob.encoding or blob.charset
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    with parsing(blob, "an RSS or Atom feed"):
        # A stream, never bytes or text: feedparser would take those for an address or a path and open it.
        return feedparser.parse(io.BytesIO(blob.data), response_headers=headers)


def _draft(entry: Any, number: int, publisher: str | None) -> Draft | None:
    content = entry.get("content") or []
    html = next((part.value for part in content if part.get("value")), None) or entry.get("summary") or ""
    body = plain_text(html)
    if not body:
        return None
    title = one_line(plain_text(entry.get("title") or ""))
    return Draft(
        article(title, body),
        title=title,
        published=_day(entry),
        origin="feed",
        publisher=one_line(entry.get("source", {}).get("title")) or publisher,
        author=one_line(entry.get("author")),
        url=entry.get("link"),
        number=number,
    )


def _day(entry: Any) -> str | None:
    """The day on which it was published, in UTC as feedparser gives it; as written where it cannot read that."""
    for name in ("published", "updated"):
        moment = entry.get(f"{name}_parsed")
        if moment is not None:
            return date(moment.tm_year, moment.tm_mon, moment.tm_mday).isoformat()
        if entry.get(name):
            return str(entry[name])
    return None

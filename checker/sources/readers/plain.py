"""Plain text: the whole file is the article, so that offsets agree with the file."""

from __future__ import annotations

from checker.sources.decode import decode
from checker.sources.draft import Blob, Draft, Drafts
from checker.sources.headline import headline
from checker.sources.normalise import normalise


def read(blob: Blob) -> Drafts:
    """One article; its title is the first line where that looks like a headline."""
    decoded = decode(blob)
    content = normalise(decoded.text)
    return Drafts((Draft(content, title=headline(content.text)),), decoded.problems)

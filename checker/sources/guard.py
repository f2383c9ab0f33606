"""The border to the libraries that parse what others made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from checker.errors import CheckerError, SourceError
from checker.sources.draft import Blob

_LONGEST = 100  # characters of a library's own message


@contextmanager
def parsing(blob: Blob, expected: str) -> Iterator[None]:
    """Make SourceError of whatever a library raises on a broken file: they fail anywhere, with errors of all sorts.

    Its warnings are left alone: what silences them is of the whole process, and other threads are at work in it. The
    command line, to which the process belongs, silences them.
    """
    try:
        yield
    except CheckerError:
        raise
    except Exception as error:
        words = " ".join(str(error).split())[:_LONGEST] or type(error).__name__
        reason = f"expected {expected}, but it is broken ({words}); save it again, or save it as text"
        raise SourceError(blob.name, reason) from error

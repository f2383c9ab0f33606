"""The border to the libraries that parse what others made."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from checker.errors import CheckerError, SourceError
from checker.sources.draft import Blob

_LONGEST = 100  # characters of a library's own message


@contextmanager
def parsing(blob: Blob, expected: str) -> Iterator[None]:
    """Make SourceError of whatever a library raises on a broken file: they fail anywhere, with errors of all sorts."""
    try:
        with warnings.catch_warnings(action="ignore"):  # they are for the library's authors, not for our users
            yield
    except CheckerError:
        raise
    except Exception as error:
        words = " ".join(str(error).split())[:_LONGEST] or type(error).__name__
        reason = f"expected {expected}, but it is broken ({words}); save it again, or save it as text"
        raise SourceError(blob.name, reason) from error

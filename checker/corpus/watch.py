"""Look at folders and feeds again and again, and add what is new."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from checker.corpus.add import Added, add_all
from checker.corpus.articles import FEED, corpus_name
from checker.corpus.store import Corpus
from checker.errors import CorpusError, OtherEncoderError, SourceError, UsageError
from checker.pipeline import Parts
from checker.sources.formats import choose
from checker.sources.locate import STDIN, is_url, locate
from checker.sources.read import load

WAIT_SECONDS = 30.0  # for another writer, in each round

State = tuple[int, int]  # time of the last change in nanoseconds, size in bytes


def watched(
    corpus: Corpus, parts: Parts, names: Sequence[str], every: float, complain: Callable[[str], None]
) -> Iterator[Added]:
    """Add what is there, then what is new, every so many seconds, for as long as somebody asks for the next result.

    What cannot be read in one round is told once and tried again in the next. UsageError for what cannot be watched,
    OtherEncoderError once the corpus is rebuilt for another encoder.
    """
    _refuse_what_stays(names, parts)
    seen: dict[str, State] = {}
    told: set[str] = set()
    while True:
        result = Added()
        for name in names:
            try:
                fresh = _fresh(name, seen)
                if fresh:
                    part = add_all(corpus, parts, list(fresh), wait=WAIT_SECONDS, lenient=not is_url(name))
                    seen |= {one: state for one, state in fresh.items() if state is not None}
                    _join(result, part)
            except OtherEncoderError:
                raise  # nothing would come in any more
            except (SourceError, CorpusError) as error:
                if str(error) not in told:
                    complain(f"{error}; trying again")
                told.add(str(error))
            else:
                told.clear()
        yield result
        time.sleep(every)


def _refuse_what_stays(names: Sequence[str], parts: Parts) -> None:
    """Raise UsageError for standard input and pages that are no feed, SourceError where an address gives nothing."""
    for name in names:
        if name == STDIN:
            raise UsageError("standard input cannot be watched; name a folder, a file or a feed")
        if is_url(name):
            form = choose(load(name, parts.config.sources))
            if form != FEED:
                raise UsageError(
                    f"{name} is no feed (it reads as {form}); --watch takes RSS and Atom, files and folders"
                )


def _fresh(name: str, seen: dict[str, State]) -> dict[str, State | None]:
    """What is to be read of a name: an address always, files that have changed since they were read."""
    if is_url(name):
        return {name: None}
    found: dict[str, State | None] = {}
    for member in locate(name).names:
        try:
            status = Path(member).stat()
        except OSError as error:
            raise SourceError(member, f"it cannot be read ({error.strerror})") from error
        state = (status.st_mtime_ns, status.st_size)
        if seen.get(corpus_name(member)) != state:
            found[corpus_name(member)] = state
    return found


def _join(result: Added, part: Added) -> None:
    result.added += part.added
    result.replaced += part.replaced
    result.unchanged += part.unchanged
    result.claims += part.claims
    result.problems += part.problems

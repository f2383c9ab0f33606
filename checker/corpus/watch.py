"""Look at folders and feeds again and again, and add what is new."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from checker.corpus.add import Added, add_all
from checker.corpus.articles import FEED, UNREAD, corpus_name, options_for, refuse_unknown_dates
from checker.corpus.store import Corpus
from checker.errors import CorpusError, OtherEncoderError, SourceError, UsageError
from checker.pipeline import Parts
from checker.sources.formats import choose
from checker.sources.locate import STDIN, is_url, locate
from checker.sources.read import load
from checker.values.report import NotChecked

WAIT_SECONDS = 30.0  # for another writer, in each round

State = tuple[int, int]  # time of the last change in nanoseconds, size in bytes


def watched(
    corpus: Corpus, parts: Parts, names: Sequence[str], every: float, complain: Callable[[str], None]
) -> Iterator[Added]:
    """Add what is there, then what is new, every so many seconds, for as long as somebody asks for the next result.

    What cannot be read in one round is told once and tried again in the next. UsageError for what cannot be watched and
    a date of a file that is not there when the watch begins, OtherEncoderError once the corpus is rebuilt for another
    encoder.
    """
    refuse_unknown_dates(parts.config.sources, [member for name in names for member in _there(name)])
    _refuse_what_stays(names, parts)
    rounds = [_Round(corpus, parts, name) for name in names]
    while True:
        result = Added()
        for one in rounds:
            try:
                one.look(result)
            except OtherEncoderError:
                raise  # nothing would come in any more
            except (SourceError, CorpusError, UsageError) as error:
                if one.is_news(str(error)):
                    complain(f"{error}; trying again")
        yield result
        time.sleep(every)


class _Round:
    """One name, looked at again and again: what was read of it, and what was told of it since it last went well."""

    def __init__(self, corpus: Corpus, parts: Parts, name: str) -> None:
        self._corpus = corpus
        self._parts = parts
        self._name = name
        self._seen: dict[str, State] = {}
        self._told: set[str | NotChecked] = set()

    def look(self, result: Added) -> None:
        """Add what is new; in ``result`` comes what came of it, with the problems that were not told yet."""
        fresh, problems = _fresh(self._name, self._seen)
        part = Added(problems=problems)
        if fresh:
            sources = options_for(self._parts.config.sources, list(fresh))
            parts = replace(self._parts, config=replace(self._parts.config, sources=sources))
            lenient = not is_url(self._name)
            _join(part, add_all(self._corpus, parts, list(fresh), wait=WAIT_SECONDS, lenient=lenient))
        unread = {problem.source for problem in part.problems if problem.what == UNREAD}
        self._seen |= {one: state for one, state in fresh.items() if state is not None and one not in unread}
        told, self._told = self._told, set(part.problems)
        part.problems = [problem for problem in part.problems if problem not in told]
        _join(result, part)

    def is_news(self, said: str) -> bool:
        """Whether this was not told yet; it is now."""
        news = said not in self._told
        self._told.add(said)
        return news


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


def _there(name: str) -> tuple[str, ...]:
    """The files that a name stands for now; itself where there is nothing yet."""
    try:
        return locate(name).names
    except SourceError:
        return (name,)


def _fresh(name: str, seen: Mapping[str, State]) -> tuple[dict[str, State | None], list[NotChecked]]:
    """What is to be read of a name, and folders that cannot be: an address always, files that are not as last read."""
    if is_url(name):
        return {name: None}, []
    found: dict[str, State | None] = {}
    located = locate(name)
    for member in located.names:
        try:
            status = Path(member).stat()
        except OSError:  # gone since, or behind a link that leads nowhere: the reading will say so
            found[corpus_name(member)] = None
            continue
        state = (status.st_mtime_ns, status.st_size)
        if seen.get(corpus_name(member)) != state:
            found[corpus_name(member)] = state
    return found, [problem for problem in located.problems if problem.degraded]


def _join(result: Added, part: Added) -> None:
    result.added += part.added
    result.replaced += part.replaced
    result.unchanged += part.unchanged
    result.claims += part.claims
    result.problems += part.problems

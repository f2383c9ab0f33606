"""What a user names -> articles, in batches, each under the name that it has in the corpus."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from checker.errors import SourceError, UsageError
from checker.models.tokens import well_formed
from checker.sources.formats import choose
from checker.sources.locate import STDIN, is_url, locate
from checker.sources.options import SourceOptions
from checker.sources.read import load, read_blobs
from checker.values.report import NotChecked
from checker.values.text import Document

FEED = "feed"  # as ``sources.formats`` names RSS and Atom
BATCH = 64  # articles that come into the corpus in one transaction
UNREAD = "article"  # ``NotChecked.what`` of a file of which nothing could be read


@dataclass(slots=True)
class Batch:
    """Some articles, what could not be read beside them, and how many files are read of those that are known of."""

    documents: list[Document] = field(default_factory=list)
    of_feeds: set[str] = field(default_factory=set)  # names of those that come from a feed, and that others may have
    problems: list[NotChecked] = field(default_factory=list)
    done: int = 0
    total: int = 0


def batches(
    names: Sequence[str],
    options: SourceOptions,
    stdin: BinaryIO | None = None,
    size: int = BATCH,
    *,
    lenient: bool = False,
) -> Iterator[Batch]:
    """The articles of files, folders, addresses and standard input, ``size`` at a time.

    A file of a folder that cannot be read is a problem, with ``lenient`` any file is; one that was named raises
    SourceError, after the articles before it. Two articles of one name: the later is given the name of its place in its
    file, but those of two feeds are one article.
    """
    members, problems = _members(names, lenient=lenient)
    refuse_unknown_dates(options, [name for name, _ in members])
    batch = Batch(problems=problems, total=len(members))
    taken: set[str] = set()
    for done, (name, in_folder) in enumerate(members, start=1):
        try:
            blob = load(name, options, stdin)
            reading = read_blobs([blob], options_for(options, [name]))
        except (SourceError, UsageError) as error:  # UsageError: a date for the ninth article of a file of eight
            if not lenient and not (in_folder and isinstance(error, SourceError)):
                batch.done = done - 1
                yield batch
                raise
            why = error.reason if isinstance(error, SourceError) else str(error)
            batch.problems.append(NotChecked(name, UNREAD, why, degraded=True))
            continue
        batch.problems += reading.problems
        in_feed, here = choose(blob) == FEED, set[str]()
        for document in reading.documents:
            named = _clean(_named(document, name, here if in_feed else taken, in_feed=in_feed))
            taken.add(named.id)
            here.add(named.id)
            if len(batch.documents) == size:  # also inside of a file: one may hold any number of articles
                batch.done = done - 1
                yield batch
                batch = Batch(total=len(members))
            batch.documents.append(named)
            batch.of_feeds |= {named.id} if in_feed else set()
    batch.done = len(members)
    yield batch


def corpus_name(name: str) -> str:
    """The name of a file as the corpus has it: one spelling for "./a.txt" and "a.txt"."""
    return name if name == STDIN or is_url(name) else os.path.normpath(name)


def _members(names: Sequence[str], *, lenient: bool) -> tuple[list[tuple[str, bool]], list[NotChecked]]:
    """Every file, once, and whether it was found in a folder; with ``lenient`` what is not there is a problem."""
    found: dict[str, tuple[str, bool]] = {}
    problems: list[NotChecked] = []
    for name in names:
        try:
            located = locate(name)
        except SourceError as error:
            if not lenient:
                raise
            problems.append(NotChecked(name, UNREAD, error.reason, degraded=True))
            continue
        problems += located.problems
        for member in located.names:
            found.setdefault(corpus_name(member), (member, located.is_folder))
    return list(found.values()), problems


def _named(document: Document, file: str, taken: set[str], *, in_feed: bool) -> Document:
    """The document under its name in the corpus.

    An article of a feed, or one of several of a file, goes by its address where it has one, as its place in a feed is
    another tomorrow; what comes from standard input goes by its content.
    """
    place = document.id.removeprefix(file)  # "#3" of the third article of a file
    if file == STDIN:
        return replace(document, id=f"stdin-{hashlib.sha256(document.text.encode(errors='replace')).hexdigest()[:12]}")
    if (place or in_feed) and document.url and document.url not in taken:
        own = hashlib.sha256(
            document.text.encode(errors="replace")
        ).hexdigest()  # the bytes are those of the whole feed
        return replace(document, id=document.url, sha256=own)
    return replace(document, id=corpus_name(file) + place)


def _clean(document: Document) -> Document:
    """The document without halves of surrogate pairs, which neither a database nor a model takes."""
    return replace(
        document,
        id=well_formed(document.id),
        text=well_formed(document.text),
        title=_clean_text(document.title),
        publisher=_clean_text(document.publisher),
        author=_clean_text(document.author),
        url=_clean_text(document.url),
    )


def _clean_text(text: str | None) -> str | None:
    return None if text is None else well_formed(text)


def options_for(options: SourceOptions, names: Sequence[str]) -> SourceOptions:
    """The options with the dates of these files alone: those of other files are no mistake."""
    if not options.published:
        return options
    wanted = {_file(name) for name in names}
    return replace(options, published={name: day for name, day in options.published.items() if _file(name) in wanted})


def refuse_unknown_dates(options: SourceOptions, names: Sequence[str]) -> None:
    """Raise UsageError for a date that was set for none of these files."""
    known = {_file(name) for name in names}
    for name in options.published:
        if _file(name) not in known:
            there = ", ".join(sorted(known)[:10])
            raise UsageError(f"--published names {name!r}, which is none of the sources; there are: {there}")


def _file(name: str) -> str:
    """The file, or feed, of an article that is named by its place there: "feed.xml" of "feed.xml#2"."""
    return corpus_name(name).partition("#")[0]

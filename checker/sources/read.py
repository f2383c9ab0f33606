"""Paths, folders, URLs and standard input -> Documents: the one entrance of this package."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from checker.errors import SourceError, UsageError
from checker.sources.build import build, document_id
from checker.sources.draft import Blob
from checker.sources.fetch import fetch
from checker.sources.formats import FORMATS, choose
from checker.sources.given import Article, document_of
from checker.sources.locate import STDIN, Identity, identity, is_url, locate, unreadable
from checker.sources.options import SourceOptions
from checker.values.progress import Progress, Stage
from checker.values.report import NotChecked
from checker.values.text import Document

DEFAULTS = SourceOptions()


@dataclass(frozen=True, slots=True)
class Reading:
    """All documents, in the order in which their sources were named, and what was not read, with the reason."""

    documents: tuple[Document, ...]
    problems: tuple[NotChecked, ...] = ()


def read_all(
    names: Sequence[str | Article],
    options: SourceOptions = DEFAULTS,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read every source: a path, a folder (all its articles, recursively), an http(s) URL, "-", or an article at hand.

    One source named twice is read once, with a note. A source that cannot be read raises SourceError; inside a folder
    it is left out with a note that marks the reading as degraded, unless nothing else there could be read. A date of
    ``options.published`` for a source that was not named raises UsageError.
    """
    if not names:
        raise UsageError("no source was named; expected files, folders, URLs, or - for standard input")
    chosen = {_spelling(name): day for name, day in options.published.items()}
    found = _Found(options, stdin, chosen, _Count(progress, len(names)))
    for number, name in enumerate(names, start=1):
        if isinstance(name, Article):
            found.take(name, name.id or f"article {number}")
        else:
            found.add(name)
    found.refuse_unknown_dates()
    return Reading(tuple(found.documents), tuple(found.problems))


def read_blobs(blobs: Sequence[Blob], options: SourceOptions = DEFAULTS, progress: Progress | None = None) -> Reading:
    """Read articles of which the bytes are at hand, each under its own name; nothing is looked for on the disk.

    Two of one name raise UsageError, since a report could not tell them apart. For the rest as ``read_all``.
    """
    names = [blob.name for blob in blobs]
    repeated = next((name for name in names if names.count(name) > 1), None)
    if repeated is not None:
        raise UsageError(f"two articles are named {repeated!r}; give each a name of its own")
    count = _Count(progress, len(blobs))
    found = _Found(options, None, {_spelling(name): day for name, day in options.published.items()}, count)
    for blob in blobs:
        count.begin()
        found.take_blob(checked(blob))
    found.refuse_unknown_dates(names)
    return Reading(tuple(found.documents), tuple(found.problems))


class _Count:
    """Tells how many sources are read, of those that are known of: a folder holds more."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._begun = 0
        self._total = total

    def expect(self, more: int) -> None:
        """There are more than were known of."""
        self._total += more

    def begin(self) -> None:
        """Those before are read, and the next one is begun."""
        self._begun += 1
        if self._progress is not None:
            self._progress(Stage.READING, self._begun - 1, self._total)


class _Found:
    """What has been read so far in one call of ``read_all`` or ``read_blobs``."""

    def __init__(
        self, options: SourceOptions, stdin: BinaryIO | None, chosen: Mapping[str, date], count: _Count
    ) -> None:
        self._options = options
        self._count = count
        self._stdin = stdin
        self._chosen = chosen
        self._seen: dict[Identity, str] = {}
        self.documents: list[Document] = []
        self.problems: list[NotChecked] = []

    def add(self, name: str) -> None:
        """Read what the name stands for."""
        located = locate(name)
        if located.is_folder and self._is_repeated(name):
            return
        self.problems += located.problems
        read = 0
        failures: list[SourceError] = []
        self._count.expect(len(located.names) - 1)  # instead of the one name that stands for them
        for member in located.names:
            self._count.begin()
            if self._is_repeated(member):
                read += 1
                continue
            try:
                self._read(member)
                read += 1
            except SourceError as error:
                if not located.is_folder:
                    raise
                failures.append(error)
        if failures and not read:
            first = f"{failures[0].path}: {failures[0].reason}"
            raise SourceError(
                name, f"none of the {len(failures)} files in the folder could be read; the first: {first}"
            )
        self.problems += [NotChecked(error.path, "article", error.reason, degraded=True) for error in failures]

    def take(self, given: Article, name: str) -> None:
        """Read an article that is at hand; raise UsageError where another source has its name."""
        self._count.begin()
        if ("name", name) in self._seen or any(document.id == name for document in self.documents):
            raise UsageError(f"two sources are called {name!r}; give each article an id of its own")
        self._seen["name", name] = name
        if not given.text.strip():
            raise SourceError(name, "expected an article, but it is empty; leave it out")
        if len(given.text.encode("utf-8", "surrogatepass")) > self._options.max_bytes:
            raise SourceError(name, f"it has more than {self._options.max_bytes} bytes; raise max_bytes to read it")
        document, problems = document_of(given, name, self._chosen.get(_spelling(name)))
        self.documents.append(document)
        self.problems += problems

    def _is_repeated(self, name: str) -> bool:
        key = identity(name)
        if key not in self._seen:
            self._seen[key] = name
            return False
        earlier = self._seen[key]
        same = "named twice" if earlier == name else f"the same as {earlier}"
        self.problems.append(NotChecked(name, "duplicate", f"{same}; read once"))
        return True

    def _read(self, name: str) -> None:
        self.take_blob(load(name, self._options, self._stdin))

    def take_blob(self, blob: Blob) -> None:
        """Read the articles of one file."""
        name = blob.name
        drafts = FORMATS[choose(blob)].read(blob)
        if not any(draft.content.text.strip() for draft in drafts.drafts):
            raise SourceError(name, "expected an article, but it holds no words; check the file or leave it out")
        self.problems += drafts.problems
        for draft in drafts.drafts:
            if not draft.content.text.strip():
                self.problems.append(
                    NotChecked(document_id(blob, draft), "article", "it holds no words", degraded=True)
                )
                continue
            day = self._chosen.get(_spelling(document_id(blob, draft)), self._chosen.get(_spelling(name)))
            document, problems = build(blob, draft, day)
            self.documents.append(document)
            self.problems += problems

    def refuse_unknown_dates(self, named: Sequence[str] = ()) -> None:
        """Raise UsageError for a date that was set for none of the sources; ``named``: some that were at hand."""
        read = [*named, *self._seen.values(), *(document.id for document in self.documents)]
        known = {_spelling(name) for name in (*read, *(str(problem.source) for problem in self.problems))}
        for name in self._options.published:
            if _spelling(name) not in known:
                there = ", ".join(dict.fromkeys(document.id for document in self.documents[:10]))
                raise UsageError(f"--published names {name!r}, which is none of the sources; there are: {there}")


def load(name: str, options: SourceOptions, stdin: BinaryIO | None = None) -> Blob:
    """The bytes of one file, URL or of standard input; SourceError where they cannot be had or are too many."""
    if is_url(name):
        return fetch(name, options)
    try:
        if name == STDIN:
            data = (stdin or sys.stdin.buffer).read(options.max_bytes + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(options.max_bytes + 1)
    except (OSError, ValueError) as error:
        raise SourceError(name, unreadable(error)) from error
    return checked(Blob(name, data, limit=options.max_bytes, encoding=options.encoding))


def checked(blob: Blob) -> Blob:
    """The same; SourceError where it is empty or has more bytes than its limit."""
    if len(blob.data) > blob.limit:
        raise SourceError(blob.name, f"it has more than {blob.limit} bytes; raise --max-bytes to read it")
    if not blob.data.strip():
        raise SourceError(blob.name, "expected an article, but it is empty; check the file or leave it out")
    return blob


def _spelling(name: str) -> str:
    """One spelling for "./a.txt" and "a.txt"."""
    return name if name == STDIN or is_url(name) else os.path.normpath(name)

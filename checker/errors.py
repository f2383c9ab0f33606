"""Every error that checker raises on purpose.

    CheckerError                 the top; its message is what a user reads, its ``exit_status`` how the program ends
    ├── UsageError               the command line asks for something that does not exist or does not fit
    │   └── RequestError         ... or a request to checker serve does; carries the HTTP status
    ├── SourceError              an article cannot be read: missing, empty, binary, broken, too large, refused
    │   └── FetchError           ... because of the network or what is allowed on it
    ├── ConfigError              a configuration or rules file is wrong; carries every mistake at once
    ├── ModelError               an encoder or entailment model cannot be loaded or answers in the wrong shape
    ├── KindError                a kind of rule from a package cannot be used, or a rule cannot check a pair of claims
    ├── OutputError              a report or cache file cannot be written
    ├── CorpusError              a corpus on disk cannot be opened, read or written: damaged, locked, of another version
    │   └── OtherEncoderError    ... because its vectors come from another encoder than that of the run
    ├── EngineError              what does the work in shards cannot: no answer, no workers, another version, no shards
    ├── JudgingError             the articles of one event cannot be held against each other; carries why
    └── RegistryError            a part is asked for by a name nobody has, or registered twice

A message says what was expected, what came, where, and what to do. It is one or two lines.
"""

from __future__ import annotations

from dataclasses import dataclass

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_BAD_INPUT = 2
EXIT_DEGRADED = 3
EXIT_INTERRUPTED = 130


class CheckerError(Exception):
    """Base of all errors raised on purpose; ``str(error)`` is fit to be shown to a user."""

    exit_status: int = EXIT_BAD_INPUT


class UsageError(CheckerError):
    """The command line or the API was called with something that does not exist or does not fit."""


class RequestError(UsageError):
    """A request to ``checker serve`` is refused; ``status`` is that of HTTP, from 400 to 599."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class SourceError(CheckerError):
    """An article could not be read. ``path`` is the source as the user named it, ``reason`` why it failed."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class FetchError(SourceError):
    """A URL could not be fetched, or must not be."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a text file, at a place a user can jump to. Lines and columns count from 1."""

    path: str
    line: int
    column: int
    message: str
    warning: bool = False  # right as it stands, and hardly what was meant
    excerpt: str | None = None  # its line, where the text is in no file that could be read again

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {'warning: ' if self.warning else ''}{self.message}"


class ConfigError(CheckerError):
    """A YAML file is wrong. ``mistakes`` holds all that were found, in the order of the file."""

    def __init__(self, mistakes: tuple[Mistake, ...] | list[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(m) for m in self.mistakes))


class ModelError(CheckerError):
    """A model could not be loaded, or its answer has not the shape, type or norm that the seam asks for."""


class KindError(CheckerError):
    """A kind of rule from another package cannot be used, or a rule of any kind cannot check what it was given."""


class OutputError(CheckerError):
    """Something could not be written: no permission, no space, no such folder."""


class CorpusError(CheckerError):
    """A corpus on disk cannot be opened, read or written. ``path`` is its folder, ``reason`` what is wrong."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class OtherEncoderError(CorpusError):
    """The vectors of a corpus come from another encoder than that of the run; to try again does not help."""


class EngineError(CheckerError):
    """The work cannot be shared out: an engine does not answer, its workers are of another version, shards are lost."""


class JudgingError(CheckerError):
    """The articles of an event cannot be held against each other. ``reason`` is why, ``event`` the name of it."""

    def __init__(self, event: str, reason: str) -> None:
        super().__init__(f"the event {event} cannot be judged: {reason}")
        self.event = event
        self.reason = reason


class RegistryError(CheckerError):
    """A part was asked for by a name that nobody has, or two parts have one name."""


def reason_of(error: Exception) -> str:
    """What to tell of an error that ended one piece of the work, where the rest goes on."""
    if isinstance(error, CheckerError):
        return str(error)
    if isinstance(error, MemoryError):
        return "not enough memory"
    return f"unexpected {type(error).__name__}: {error}"

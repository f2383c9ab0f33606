"""A corpus as a folder: making one, opening it, looking at it as it is at one moment, and writing to it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from checker.corpus import schema
from checker.corpus.codec import CodecError
from checker.corpus.lock import FILE as LOCK
from checker.corpus.lock import writer_lock
from checker.corpus.segments import FOLDER as SEGMENTS
from checker.corpus.segments import Rows, remove_others, segments_of, sync_folder
from checker.encoders.protocol import Encoder
from checker.errors import CorpusError, OtherEncoderError

TRIES = 5  # to look at a corpus that is being compacted at the same moment
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_LEFT_BY_INIT = frozenset({LOCK, SEGMENTS, *(f"{schema.FILE}.part{suffix}" for suffix in schema.BESIDE)})


@dataclass(frozen=True, slots=True)
class Settings:
    """What is settled when a corpus is made."""

    encoder: str  # the model and its digest, as ``Encoder.name``
    option: str  # the name by which it is loaded
    dimension: int  # of its vectors
    created: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A corpus as it is at one moment, whatever is written meanwhile. Of one thread, and closed by ``Corpus.look``."""

    folder: Path
    settings: Settings
    connection: sqlite3.Connection
    texts: Rows  # vectors of gists and slots
    articles: Rows  # vectors of articles


@dataclass(frozen=True, slots=True)
class Writer:
    """The one writer of a corpus."""

    folder: Path
    settings: Settings
    connection: sqlite3.Connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block comes into the corpus, or nothing of it; one inside another is part of that one."""
        if self.connection.in_transaction:
            yield self.connection
            return
        with schema.transaction(self.connection):
            yield self.connection


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus on disk. It holds nothing open, so any number of threads and processes may share the folder."""

    folder: Path
    settings: Settings

    @classmethod
    def create(cls, folder: Path, encoder: Encoder, option: str) -> Corpus:
        """Make an empty corpus in a folder that is empty or not there; CorpusError where it is neither."""
        with _explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            _refuse_other_things(folder)
            with writer_lock(folder):
                if (folder / schema.FILE).exists():
                    raise CorpusError(folder, "is a corpus already; add to it with: checker corpus add")
                (folder / SEGMENTS).mkdir(exist_ok=True)
                _create_database(folder, encoder, option)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> Corpus:
        """The corpus in a folder; CorpusError where there is none, or one that this program cannot read."""
        with _explained(folder), closing(schema.connect_to_read(folder)) as connection:
            return cls(folder, _settings(connection, folder))

    @contextmanager
    def look(self) -> Iterator[Snapshot]:
        """The corpus as it is now, for the block; others may write meanwhile.

        Raises OtherEncoderError where it was rebuilt for another encoder since it was opened; CorpusError in the end
        where nothing could be written, not even beside the database, and it has changed.
        """
        with _explained(self.folder), schema.reading(self.folder) as connection:
            schema.refuse_older(connection, self.folder)
            yield self._mapped(connection)

    @contextmanager
    def write(self, wait: float = 0.0) -> Iterator[Writer]:
        """The one writer; CorpusError where another process writes for longer than ``wait`` seconds."""
        with (
            _explained(self.folder),
            writer_lock(self.folder, wait),
            closing(schema.connect(self.folder)) as connection,
        ):
            remove_others(connection, self.folder)
            yield Writer(self.folder, _settings(connection, self.folder), connection)

    def refuse_other_encoder(self, encoder: Encoder) -> None:
        """Raise OtherEncoderError where the vectors come from another encoder than this."""
        refuse_other_encoder(self.folder, self.settings, encoder.name)

    def _mapped(self, connection: sqlite3.Connection) -> Snapshot:
        """Both series as of one moment. A segment may be compacted away between its name and its mapping: once more."""
        for attempt in range(TRIES):
            connection.execute("BEGIN")
            settings = _settings(connection, self.folder)
            refuse_other_encoder(self.folder, settings, self.settings.encoder)
            try:
                texts, articles = (
                    Rows(self.folder, segments_of(connection, series), settings.dimension)
                    for series in ("texts", "articles")
                )
            except FileNotFoundError as error:
                connection.execute("ROLLBACK")
                if attempt == TRIES - 1:
                    gone = f"is damaged: {Path(error.filename).name} is gone"
                    remedy = f"make its vectors anew with: checker corpus rebuild --corpus {self.folder}"
                    raise CorpusError(self.folder, f"{gone}; {remedy}") from error
            else:
                return Snapshot(self.folder, settings, connection, texts, articles)
        raise CorpusError(self.folder, "cannot be read")  # not reached: the last attempt returns or raises


def refuse_other_encoder(folder: Path, settings: Settings, name: str) -> None:
    """Raise OtherEncoderError where the vectors come from another encoder than the one of that name."""
    if settings.encoder != name:
        held = f"holds vectors of the encoder {settings.encoder}, and this run has {name}"
        remedy = "start the command again without --encoder, or: checker corpus rebuild --encoder NAME"
        raise OtherEncoderError(folder, f"{held}; {remedy}")


def _create_database(folder: Path, encoder: Encoder, option: str) -> None:
    """Under another name first: a folder is a corpus when, and only when, its database is whole."""
    created = datetime.now(UTC).isoformat(timespec="seconds")
    values = {"encoder": encoder.name, "option": option, "dimension": str(encoder.dimension), "created": created}
    with closing(schema.create(folder)) as connection:
        connection.executemany("INSERT INTO settings VALUES (?, ?)", values.items())
    (folder / f"{schema.FILE}.part").replace(folder / schema.FILE)
    sync_folder(folder)
    sync_folder(folder.absolute().parent)


def _refuse_other_things(folder: Path) -> None:
    if (folder / schema.FILE).exists():
        raise CorpusError(folder, "is a corpus already; add to it with: checker corpus add")
    others = sorted(path.name for path in folder.iterdir() if path.name not in _LEFT_BY_INIT)
    if others:
        raise CorpusError(folder, f"is not empty ({others[0]!r}); name a new folder for the corpus")


def _settings(connection: sqlite3.Connection, folder: Path) -> Settings:
    found = dict(connection.execute("SELECT name, value FROM settings").fetchall())
    try:
        return Settings(found["encoder"], found["option"], int(found["dimension"]), found["created"])
    except (KeyError, ValueError) as error:
        raise CorpusError(folder, f"is damaged: its settings lack {error}; restore it from a copy") from error


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what the disk or the database says into one message about the corpus."""
    try:
        yield
    except CodecError as error:
        raise CorpusError(folder, f"{error}; look at it with: checker corpus verify --corpus {folder}") from error
    except sqlite3.OperationalError as error:
        raise CorpusError(folder, schema.operational(str(error))) from error
    except sqlite3.DatabaseError as error:
        raise CorpusError(folder, schema.damaged(str(error))) from error
    except OSError as error:
        if error.filename is not None and folder not in (Path(str(error.filename)), *Path(str(error.filename)).parents):
            raise  # of another file: an output, an article
        raise CorpusError(folder, _of_system(error)) from error


def _of_system(error: OSError) -> str:
    if error.errno in _FULL:
        return f"the disk is full ({error.strerror}); nothing is lost: free some space and try again"
    return f"cannot be used: {error.strerror or error}; check the permissions and the disk"

"""How a connection to the tables is opened, whatever can be written, and what is told where it cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from checker.corpus.tables import MIGRATIONS
from checker.errors import CorpusError

FILE = "corpus.sqlite"
APPLICATION = 0x43484B52  # "CHKR": PRAGMA application_id of the file
BESIDE = ("", "-journal", "-wal", "-shm")  # ends of the names of a database and of what SQLite puts beside it
FORMAT = len(MIGRATIONS)
WAIT_SECONDS = 30.0  # for the short moments in which another connection holds the file

_CHANGED = "another process has written to it while it was read, and its files may not be shared; try again"


def connect(folder: Path) -> sqlite3.Connection:
    """A connection that may write, with all migrations done; raise CorpusError where there is no corpus to open."""
    connection = _opened(folder, f"{_uri(folder)}?mode=rw")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Write to a log first, so that readers and the writer do not wait for each other; the file remembers it.

    It has no such log where another program has changed that, or where an init of an earlier checker was killed.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")


class _Fixed(sqlite3.Connection):
    """A connection to a file that is taken to be unchanging, though a writer may come."""


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """``connect_to_read`` for the block; CorpusError where what was read in it may be of two moments."""
    before = _state(folder)
    with closing(connect_to_read(folder)) as connection:

        def changed() -> bool:
            return isinstance(connection, _Fixed) and _state(folder) != before

        try:
            yield connection
        except Exception as error:
            if changed():  # whatever it stumbled on is no fault of the corpus
                raise CorpusError(folder, _CHANGED) from error
            raise
        if changed():
            raise CorpusError(folder, _CHANGED)


def _state(folder: Path) -> tuple[int, ...] | None:
    """What tells whether the file of the database was written to; None where there is none."""
    try:
        found = (folder / FILE).stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def connect_to_read(folder: Path) -> sqlite3.Connection:
    """A connection that only reads, also where nothing can be written: a full disk, a folder without permission."""
    try:
        return _opened(folder, f"{_uri(folder)}?mode=rw", reads=True)
    except CorpusError as error:
        if not isinstance(error.__cause__, sqlite3.OperationalError):
            raise
        return _opened_without_writing(folder, error)


def _opened_without_writing(folder: Path, why: CorpusError) -> sqlite3.Connection:
    """Without the file beside the database that readers share: by this process alone, or as an unchanging file.

    The second takes no notice of a log, so it is right only where none is there, and until one is written back.
    """
    log = folder / f"{FILE}-wal"
    if not log.exists() or not log.stat().st_size:
        return _opened(folder, f"{_uri(folder)}?mode=ro&immutable=1", reads=True, factory=_Fixed)
    try:
        return _opened(folder, f"{_uri(folder)}?mode=rw", reads=True, alone=True)
    except CorpusError:
        raise why from why.__cause__


def create(folder: Path) -> sqlite3.Connection:
    """The database of a new corpus under a name of its own, still without settings; see ``finish``."""
    path = folder / f"{FILE}.part"
    for suffix in BESIDE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    _log_ahead(connection)
    with transaction(connection):
        migrate(connection, folder)
    return connection


def migrate(connection: sqlite3.Connection, folder: Path) -> None:
    """Bring the tables to the format of this program, inside a transaction; CorpusError where they are newer."""
    refuse_newer(connection, folder)
    found = _format(connection)
    if found == FORMAT:
        return
    for step in MIGRATIONS[found:]:
        step(connection)
    connection.execute(f"PRAGMA user_version = {FORMAT}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself has rolled back what a full disk has ended
            connection.execute("ROLLBACK")
        raise


def _uri(folder: Path) -> str:
    return (folder / FILE).resolve().as_uri()


def _opened(
    folder: Path,
    uri: str,
    *,
    reads: bool = False,
    alone: bool = False,
    factory: type[sqlite3.Connection] = sqlite3.Connection,
) -> sqlite3.Connection:
    if not (folder / FILE).is_file():
        missing = f"it holds no {FILE}" if folder.exists() else "there is no such folder"
        raise CorpusError(folder, f"is no corpus: {missing}; make one with: checker corpus init {folder}")
    connection = None
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, factory=factory)
        _prepare(connection, folder, reads=reads, alone=alone)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.Error):
            tell = operational if isinstance(error, sqlite3.OperationalError) else damaged
            raise CorpusError(folder, tell(str(error))) from error
        raise
    return connection


def _prepare(connection: sqlite3.Connection, folder: Path, *, reads: bool, alone: bool) -> None:
    if alone:  # the index of the log is then kept in memory
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise CorpusError(folder, f"is no corpus: its {FILE} is a database of another program")
    connection.execute("PRAGMA foreign_keys = ON")
    if reads:
        refuse_newer(connection, folder)
        connection.execute("PRAGMA query_only = ON")
        return
    with transaction(connection):
        migrate(connection, folder)
    _log_ahead(connection)


def refuse_newer(connection: sqlite3.Connection, folder: Path) -> None:
    """Raise CorpusError where the corpus is of a format that this program does not know."""
    if (found := _format(connection)) > FORMAT:
        newer = f"is of format {found}, and this checker knows formats up to {FORMAT}; update checker"
        raise CorpusError(folder, newer)


def refuse_older(connection: sqlite3.Connection, folder: Path) -> None:
    """Raise CorpusError where the corpus is of an older format: a reader changes nothing, the next writer does."""
    if (found := _format(connection)) < FORMAT:
        older = f"is of format {found}, older than {FORMAT}; bring it up with: checker corpus compact --corpus {folder}"
        raise CorpusError(folder, older)


def _format(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def operational(said: str) -> str:
    """What SQLite says of the disk, of rights or of other processes, for people."""
    if "full" in said or "disk I/O" in said:
        return f"the disk is full or fails ({said}); nothing is lost: free some space and try again"
    if "readonly" in said:
        return "cannot be written: no permission; check the folder and its files"
    if "locked" in said or "busy" in said:
        return "another process is at work in it; try again"
    return f"its database cannot be used ({said}); check the permissions and the disk"


def damaged(said: str) -> str:
    """That the database itself is broken, for people."""
    return f"its database is damaged ({said}); restore it from a copy, or make a new corpus from an export"

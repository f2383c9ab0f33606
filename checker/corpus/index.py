"""The index of a large corpus: derived from its vectors, kept beside them, and made anew whenever that is called for.

    DIR/index/texts.json      what the index is of, and in which file it lies; written last
    DIR/index/*.faiss         the index, under a name of its own

An index is of the first rows of the series "texts". It counts as long as those rows are the ones that it was made of,
by the checksums of their blocks; rows that came later are looked at one by one beside it. Nothing is lost where it is
missing or damaged: then all rows are looked at.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from checker.corpus.store import Snapshot
from checker.errors import ModelError
from checker.index.faiss_index import Finder, load_finder

FOLDER = "index"
NOTE = "texts.json"
VERSION = 1  # of the note and of how an index is made
STALE = 0.1  # of its rows: with so many that came later it is brought up to date
_READ_AT_ONCE = 16_777_216  # bytes of a file under its checksum


@dataclass(frozen=True, slots=True)
class IndexNote:
    """What an index is of, and how good it is."""

    version: int
    kind: str  # a name of FINDERS
    encoder: str  # Encoder.name
    dimension: int
    rows: int  # of the series, from the first
    digest: str  # of the checksums of these rows
    faiss: str  # version
    file: str  # in the folder of the index
    checksum: int  # CRC-32 of the file
    made: str  # ISO 8601, UTC
    seconds: float  # that making it took
    learnt: int  # rows that were there when it was last made from the ground
    recall: float  # share of the 10 nearest that it finds, of a sample
    sample: int  # rows of the sample
    index_ms: float  # per row of the sample, by the index
    exact_ms: float  # per row of the sample, by looking at all


@dataclass(frozen=True, slots=True)
class Held:
    """An index that is open, and what it is of."""

    note: IndexNote
    finder: Finder


def digest_of(snapshot: Snapshot, rows: int) -> str | None:
    """A digest of the first ``rows`` rows of the texts; None where no block ends there: they are other rows by now."""
    blocks = snapshot.connection.execute(
        "SELECT blocks.rows, checksum FROM blocks JOIN segments ON number = segment WHERE series = 'texts' "
        "ORDER BY segments.first, blocks.first"
    )
    made, seen = hashlib.sha256(), 0
    for count, checksum in blocks:
        if seen >= rows:
            break
        made.update(f"{count}:{checksum};".encode())
        seen += count
    return made.hexdigest() if seen == rows else None


def noted(folder: Path) -> IndexNote | None:
    """The note in the folder of a corpus; None where there is none that this program can read."""
    try:
        found = json.loads((folder / FOLDER / NOTE).read_text(encoding="utf-8"))
        note = IndexNote(**found)
        kinds = {name: type(value) for name, value in asdict(note).items()}
    except (OSError, ValueError, TypeError):
        return None
    wanted = IndexNote.__annotations__
    whole = all(kind.__name__ == wanted[name] for name, kind in kinds.items())
    return note if whole and note.version == VERSION and Path(note.file).name == note.file else None


def unfit(snapshot: Snapshot, note: IndexNote, kind: str) -> str | None:
    """Why an index is not one for this moment: of another kind, encoder, FAISS, or of other rows. None where it is."""
    from checker.index.faiss_index import faiss_version  # noqa: PLC0415 - only where there is an index

    if note.kind != kind:
        return f"it is of the kind {note.kind}"
    if (note.encoder, note.dimension) != (snapshot.settings.encoder, snapshot.settings.dimension):
        return "it is of another encoder"
    if note.faiss != faiss_version():
        return f"it was written by FAISS {note.faiss}"
    if note.rows > snapshot.texts.count or digest_of(snapshot, note.rows) != note.digest:
        return "the vectors are others by now"
    return None


def opened(snapshot: Snapshot, kind: str, *, to_add: bool = False) -> Held | None:
    """The index of that kind, if it fits and is whole."""
    note = noted(snapshot.folder)
    if note is None or unfit(snapshot, note, kind) is not None:
        return None
    path = snapshot.folder / FOLDER / note.file
    try:
        if checksum_of(path) != note.checksum:
            return None
        finder = load_finder(kind, path, note.dimension, to_add=to_add)
    except (OSError, ModelError):  # gone, or replaced in this moment: all rows are looked at instead
        return None
    return Held(note, finder) if finder.size == note.rows else None


def stale(note: IndexNote, rows: int) -> bool:
    """Whether so many rows have come since that looking at them one by one is no longer worth it."""
    return rows - note.rows > STALE * note.rows


def checksum_of(path: Path) -> int:
    """CRC-32 of a file."""
    checksum = 0
    with path.open("rb") as file:
        while part := file.read(_READ_AT_ONCE):
            checksum = zlib.crc32(part, checksum)
    return checksum

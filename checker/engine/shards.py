"""Finished shards as Parquet files in a folder or bucket: a file is there when it is whole: its own mark."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from typing import Any

from checker.corpus.codec import digest
from checker.engine.protocol import Shard
from checker.errors import OutputError, UsageError

FORMAT = "1"  # of the files: part of their names
SUFFIX = ".parquet"
_DIGEST = b"checker.digest"
_ENDING = f"-{FORMAT}{SUFFIX}"
_PART = ".part"  # of a file that is being written


class Shards:
    """A folder of finished shards. ``temporary``: what has come into the corpus is taken out again."""

    def __init__(self, url: str, *, temporary: bool = False) -> None:
        """Open a folder, by path or by an address that fsspec knows, and see that it can be written.

        Raises UsageError where a library is missing or nobody knows such addresses, OutputError where it cannot be
        written.
        """
        self.url = url
        self.temporary = temporary
        self._arrow, self._parquet = _arrow()
        self._files, self._root = _opened(url)
        self._used: set[str] = set()  # paths of the shards of this run
        self._try(lambda: self._files.makedirs(self._root, exist_ok=True))
        probe = self._path(f"probe-{os.getpid()}")
        self._try(lambda: self._write(probe, b"checker"))
        self._try(lambda: self._files.rm_file(probe))

    def get(self, shard: Shard) -> tuple[bytes, ...] | None:
        """The results that are there; None where there are none, or where they are not what was written."""
        path = self._place(shard)
        try:
            content = self._files.cat_file(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(error) from error
        try:
            table = self._parquet.read_table(self._arrow.BufferReader(content))
            keys, bodies = (table.column(name).to_pylist() for name in ("key", "body"))
        except (OSError, ValueError, KeyError, self._arrow.ArrowException):  # OSError: also of bytes in memory
            return None  # a damaged one is made anew
        whole = (table.schema.metadata or {}).get(_DIGEST) == digest(*keys, *bodies)
        return tuple(bodies) if whole and keys == [item.key for item in shard.items] else None

    def put(self, shard: Shard, bodies: Sequence[bytes]) -> None:
        """Keep the results of a shard; raises OutputError where they cannot be written, unless they are temporary."""
        arrow, keys = self._arrow, [item.key for item in shard.items]
        schema = arrow.schema([("key", arrow.binary()), ("body", arrow.large_binary())])
        table = arrow.table([keys, list(bodies)], schema=schema.with_metadata({_DIGEST: digest(*keys, *bodies)}))
        sink = arrow.BufferOutputStream()
        self._parquet.write_table(table, sink, compression="none")  # results are packed already
        path = self._place(shard)
        try:
            self._write(path, sink.getvalue().to_pybytes())
        except OSError as error:
            if not self.temporary:  # nobody has asked for those: the corpus itself says whether it can be written
                raise self._unusable(error) from error

    def forget(self, shards: Iterable[Shard]) -> None:
        """What these gave is in the corpus; where the folder is a temporary one, their files go."""
        if self.temporary:
            for shard in shards:
                self._remove(self._path(shard.name))

    def end(self) -> None:
        """The work is done: what was written or used for it goes, and a temporary folder with the last of it.

        Shards of other work stay: of a command that was interrupted and will go on, or that runs beside this one.
        """
        if not self.temporary:
            return
        try:
            for path in self._files.ls(self._root, detail=False):
                if f"{path.split(_ENDING)[0]}{_ENDING}" in self._used:  # also what a kill has left of one
                    self._remove(path)
            self._files.rmdir(self._root)
        except OSError:  # others have theirs there, or have removed it: it does no harm
            return

    def _write(self, path: str, content: bytes) -> None:
        """A bucket shows a file when it is whole; a folder when it is renamed."""
        if "file" not in _protocols(self._files):
            self._files.pipe_file(path, content)
            return
        part = f"{path}.{os.getpid()}{_PART}"
        try:
            self._files.makedirs(self._root, exist_ok=True)  # other work may have ended, and taken it away
            self._files.pipe_file(part, content)
            os.replace(part, path)  # noqa: PTH105 - paths here are those of fsspec
        except OSError:
            self._remove(part)
            raise

    def _remove(self, path: str) -> None:
        try:
            self._files.rm_file(path)
        except OSError:  # gone already, or not ours to remove: it is of no use, and does no harm
            return

    def _place(self, shard: Shard) -> str:
        """The path of a shard of this run."""
        path = self._path(shard.name)
        self._used.add(path)
        return path

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}{_ENDING}"

    def _try(self, action: Any) -> None:
        try:
            action()
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> OutputError:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        advice = "free some space, or name another place with --shards" if full else "name another with --shards"
        return OutputError(f"{self.url}: shards cannot be kept there: {error.strerror or error}; {advice}")


def temporary(folder: str) -> Shards | None:
    """Shards that are kept while the work lasts; None where the libraries are missing or nothing can be written.

    They only save work: a check of a corpus that cannot be written needs none.
    """
    try:
        return Shards(folder, temporary=True)
    except (UsageError, OutputError):
        return None


def _opened(url: str) -> tuple[Any, str]:
    try:
        import fsspec  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("shards need fsspec; install it with: pip install 'checker[parquet]'") from error
    try:
        files, root = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise UsageError(f"{url}: {error}; or name a folder with --shards") from error
    except (ValueError, OSError) as error:
        raise UsageError(
            f"{url}: expected a folder, or an address that fsspec knows, as s3://..., but {error}"
        ) from error
    return files, str(root).rstrip("/")


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow  # noqa: PLC0415
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("shards need pyarrow; install it with: pip install 'checker[parquet]'") from error
    return pyarrow, pyarrow.parquet

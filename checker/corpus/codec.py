"""Frozen values <-> bytes: the one file that knows how articles, claims and findings lie in the database.

MessagePack by field names, so that a value with a new field that has a default still reads what is there; packed by
zlib, whose checksum notices damage. The first byte is the version of all this.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import cache
from typing import Any, TypeVar

import msgspec

from checker.errors import CheckerError

VERSION = 1  # raised when a value is changed so that what is stored cannot be read any more
LEVEL = 1  # of zlib: half the time of the usual level, and some 10 percent more bytes

T = TypeVar("T")


class CodecError(CheckerError):
    """Stored bytes are not what was written: damaged, or of another version."""


def pack(value: object) -> bytes:
    """The bytes of a frozen value; equal values have equal bytes."""
    return bytes([VERSION]) + zlib.compress(_encoder().encode(value), LEVEL)


def unpack(stored: bytes, sort: type[T]) -> T:
    """The value of that type; raise CodecError where the bytes are none."""
    if not stored or stored[0] != VERSION:
        found = stored[0] if stored else "none"
        raise CodecError(f"a stored {sort.__name__} has the version {found}, and this checker reads {VERSION}")
    try:
        return _decoder(sort).decode(zlib.decompress(stored[1:]))
    except (zlib.error, msgspec.MsgspecError) as error:
        raise CodecError(f"a stored {sort.__name__} is damaged ({error})") from error


def digest(*parts: object) -> bytes:
    """16 bytes that are the same for the same values, on every machine."""
    summed = hashlib.blake2b(digest_size=16)
    for part in parts:
        encoded = part if isinstance(part, bytes) else _encoder().encode(part)
        summed.update(len(encoded).to_bytes(8, "little") + encoded)
    return summed.digest()


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder(order="deterministic")


_DECODERS: dict[object, msgspec.msgpack.Decoder[Any]] = {}  # made once for each type


def _decoder(sort: type[T]) -> msgspec.msgpack.Decoder[T]:
    if sort not in _DECODERS:
        _DECODERS[sort] = msgspec.msgpack.Decoder(sort)
    return _DECODERS[sort]

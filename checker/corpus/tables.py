"""The tables, and how they came to be step by step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

_FIRST = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice
  name TEXT NOT NULL UNIQUE,             -- Document.id
  digest BLOB NOT NULL,                  -- of the document as it was read
  day TEXT,                              -- of publication
  added TEXT NOT NULL,                   -- when it came in, UTC
  checked INTEGER NOT NULL DEFAULT 0,    -- whether a check has shown what it contradicts
  reading BLOB NOT NULL,                 -- what its claims were read with, see keys.py
  event INTEGER                          -- the smallest id of the documents of its event
);
CREATE INDEX documents_by_event ON documents (event);
CREATE INDEX documents_by_day ON documents (day);
CREATE INDEX documents_unchecked ON documents (checked) WHERE checked = 0;
CREATE INDEX documents_by_reading ON documents (reading);
CREATE TABLE contents (                  -- apart, so that looking at documents does not read them
  document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  body BLOB NOT NULL,                    -- Document
  extraction BLOB NOT NULL               -- Extraction
);

CREATE TABLE texts (                     -- what was embedded, once each: gists and slots
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  row INTEGER NOT NULL UNIQUE            -- of the series "texts"
);
CREATE TABLE claims (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number INTEGER NOT NULL,               -- from 0, of the extraction
  text INTEGER NOT NULL REFERENCES texts,
  PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX claims_by_text ON claims (text);
CREATE TABLE slots (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number INTEGER NOT NULL,               -- from 0, in the order of the keys of the extraction
  text INTEGER NOT NULL REFERENCES texts,
  PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX slots_by_text ON slots (text);

CREATE TABLE signatures (
  document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  row INTEGER NOT NULL UNIQUE,           -- of the series "articles": its vector
  names BLOB NOT NULL,                   -- columns of a SignatureTable, as little-endian bytes
  weights BLOB NOT NULL,
  days BLOB NOT NULL,
  sketch BLOB NOT NULL                   -- Signature.sketch
);
CREATE TABLE edges (                     -- articles that are near each other
  a INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  b INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  closeness REAL NOT NULL,
  PRIMARY KEY (a, b), CHECK (a < b)
) WITHOUT ROWID;
CREATE INDEX edges_by_b ON edges (b);

CREATE TABLE judgements (                -- what the rules say of the articles of an event
  event INTEGER PRIMARY KEY,
  key BLOB NOT NULL,                     -- of the articles and of all that judged them
  body BLOB NOT NULL
);

CREATE TABLE segments (
  number INTEGER PRIMARY KEY,            -- of the file, never given twice
  series TEXT NOT NULL,                  -- "texts" or "articles"
  first INTEGER NOT NULL,                -- row of the series with which it begins
  UNIQUE (series, first)
);
CREATE TABLE blocks (                    -- rows that were written together
  segment INTEGER NOT NULL REFERENCES segments ON DELETE CASCADE,
  first INTEGER NOT NULL,                -- row of the segment
  rows INTEGER NOT NULL,
  checksum INTEGER NOT NULL,             -- CRC-32 of the bytes
  PRIMARY KEY (segment, first)
) WITHOUT ROWID;
"""


def _first(connection: sqlite3.Connection) -> None:
    for statement in _FIRST.split(";"):
        if statement.strip():
            connection.execute(statement)


def _decisions(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE decisions (fingerprint TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID")


def _decisions_of_events(connection: sqlite3.Connection) -> None:
    """The same two sentences may stand in two events, and be accepted in each for a reason of its own."""
    connection.execute("ALTER TABLE decisions RENAME TO before")
    connection.execute(
        "CREATE TABLE decisions (fingerprint TEXT NOT NULL, sources TEXT NOT NULL, body BLOB NOT NULL, "
        "PRIMARY KEY (fingerprint, sources)) WITHOUT ROWID"  # sources: of both sides; empty where they are not known
    )
    connection.execute("INSERT INTO decisions SELECT fingerprint, '', body FROM before")
    connection.execute("DROP TABLE before")


# What makes format n + 1 of format n; a corpus of format n has seen the first n.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _decisions, _decisions_of_events)

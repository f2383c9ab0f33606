"""How much there is in a corpus."""

from __future__ import annotations

from dataclasses import dataclass

from checker.corpus.index import IndexNote, noted, unfit
from checker.corpus.schema import FORMAT
from checker.corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class Status:
    """Numbers of a corpus at one moment."""

    format: int  # of the tables and files
    encoder: str
    dimension: int
    created: str  # ISO 8601, UTC
    articles: int
    unchecked: int  # articles that no check has shown yet
    claims: int
    events: int
    several: int  # events of more than one article
    first: str | None  # ISO date of the first and of the last publication
    last: str | None
    vectors: int  # rows of texts and of articles, those that nothing needs any more included
    unused: int  # of these, rows that compact would take out
    bytes: int  # of all files
    index: IndexNote | None  # of the texts, where one is kept
    beside: int  # texts that came after it, and are looked at one by one
    index_fits: bool  # whether it is of these vectors; False where there is none


def status(corpus: Corpus) -> Status:
    """Count; reads tables only."""
    with corpus.look() as snapshot:

        def number(query: str) -> int:
            return int(snapshot.connection.execute(query).fetchone()[0])

        first, last = snapshot.connection.execute("SELECT min(day), max(day) FROM documents").fetchone()
        needed = number(f"SELECT count(*) FROM ({NEEDED})")  # noqa: S608 - a query of this package
        articles = number("SELECT count(*) FROM signatures")
        vectors = snapshot.texts.count + snapshot.articles.count
        note = noted(corpus.folder)
        fits = note is not None and unfit(snapshot, note, note.kind) is None
        return Status(
            format=FORMAT,
            encoder=corpus.settings.encoder,
            dimension=corpus.settings.dimension,
            created=corpus.settings.created,
            articles=number("SELECT count(*) FROM documents"),
            unchecked=number("SELECT count(*) FROM documents WHERE checked = 0"),
            claims=number("SELECT count(*) FROM claims"),
            events=number("SELECT count(DISTINCT event) FROM documents"),
            several=number("SELECT count(*) FROM (SELECT 1 FROM documents GROUP BY event HAVING count(*) > 1)"),
            first=first,
            last=last,
            vectors=vectors,
            unused=vectors - needed - articles,
            bytes=sum(path.stat().st_size for path in corpus.folder.rglob("*") if path.is_file()),
            index=note,
            beside=snapshot.texts.count - note.rows if note is not None and fits else 0,
            index_fits=fits,
        )


NEEDED = "SELECT text FROM claims UNION SELECT text FROM slots"  # ids of texts that something refers to

"""``checker corpus search``: claims near a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from checker.cli.corpus_parts import corpus_option, of_corpus, opened
from checker.cli.options import config_option, format_option, output_option, quiet_option, settings
from checker.cli.output import check_output, complain, write, write_lines
from checker.cli.waiting import waiting
from checker.errors import EXIT_OK

if TYPE_CHECKING:
    from checker.corpus.search import Hit


def _formats() -> list[str]:
    return ["text", "json"]


@click.command("search", short_help="Find the claims nearest to a text.")
@click.argument("text")
@corpus_option
@click.option("--count", type=click.IntRange(min=1), default=10, metavar="N", help="How many claims to show.")
@click.option("--index", metavar="NAME", help="auto (by size), exact (look at every vector), hnsw or ivf.")
@format_option(_formats)
@output_option
@config_option
@quiet_option
def search(
    text: str, folder: str, count: int, fmt: str | None, output: str | None, quiet: bool, **given: object
) -> int:
    """Find the claims nearest to TEXT, whatever figures are in them, with their values and places.

    A large corpus gets an index for that, which the first search makes.
    """
    from checker.corpus.index_make import index_for
    from checker.corpus.search import search as searched
    from checker.encoders.load import load_encoder
    from checker.report.json import dump

    check_output(output)
    corpus = opened(folder)
    config = of_corpus(corpus, settings(given))
    encoder = load_encoder(config.encoder.name, config.cache_dir, cached=False)
    corpus.refuse_other_encoder(encoder)
    with corpus.look() as snapshot:
        with waiting("making the index", quiet=quiet):
            index, why = index_for(snapshot, config.index.name)
        hits = searched(snapshot, encoder, text, count, index)
    if why is not None and not quiet:
        complain(f"{why}: {'an older one is used' if index else 'every vector is looked at'}")
    if fmt == "json":
        write(dump([_object(hit) for hit in hits], indent=2) + "\n", output)
    else:
        write_lines([line for hit in hits for line in _lines(hit)] or ["the corpus holds no claims"], output)
    return EXIT_OK


def _lines(hit: Hit) -> list[str]:
    from checker.report.escape import terminal

    values = f"  values: {', '.join(terminal(value) for value in hit.values)}" if hit.values else ""
    day = f", {hit.published}" if hit.published else ""
    place = f"{terminal(hit.source)}:{hit.claim.line}{day}, {hit.event}"
    return [f"{hit.cosine:.2f}  {terminal(hit.claim.text)}", f"      {place}{values}"]


def _object(hit: Hit) -> dict[str, object]:
    return {
        "cosine": hit.cosine,
        "source": hit.source,
        "line": hit.claim.line,
        "published": hit.published,
        "event": hit.event,
        "claim": hit.claim.id,
        "text": hit.claim.text,
        "values": list(hit.values),
    }

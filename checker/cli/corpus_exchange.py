"""``checker corpus export`` and ``import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.corpus_add import said_of
from checker.cli.corpus_engine import engine_options, work_of
from checker.cli.corpus_parts import corpus_option, counting, loaded, opened
from checker.cli.options import config_option, format_option, quiet_option, rules_option
from checker.cli.output import STDOUT, check_output, replacing, writer
from checker.cli.params import Named
from checker.errors import EXIT_OK, UsageError

if TYPE_CHECKING:
    from checker.corpus.exchange import Form
    from checker.corpus.store import Snapshot


def _forms() -> list[str]:
    return ["jsonl", "parquet"]


def _sorts() -> list[str]:
    return ["articles", "claims"]


@click.command("export", short_help="Write articles or claims to a file.")
@click.argument("file", metavar="FILE|-")
@corpus_option
@format_option(_forms)
@click.option("--what", type=Named("sort", _sorts), default="articles", help="articles, to import, or claims, to read.")
def export(file: str, folder: str, fmt: Form | None, what: str) -> int:
    """Write all articles, or all claims, to FILE as JSON Lines or Parquet; its end says which: .jsonl or .parquet."""
    from checker.corpus.exchange import article_rows, claim_rows, form_of, json_lines

    form: Form = fmt or "jsonl" if file == STDOUT else form_of(file, fmt)
    check_output(file)
    corpus = opened(folder)
    with corpus.look() as snapshot:
        if form == "parquet":
            _parquet(snapshot, file, what)
            return EXIT_OK
        rows = article_rows(snapshot) if what == "articles" else claim_rows(snapshot)
        with writer(file) as put:
            for line in json_lines(rows):
                if not put(line):
                    break
    return EXIT_OK


@click.command("import", short_help="Add the articles of an export.")
@click.argument("file")
@corpus_option
@format_option(_forms)
@engine_options
@config_option
@rules_option
@quiet_option
def import_(file: str, folder: str, fmt: Form | None, quiet: bool, **given: object) -> int:
    """Add the articles of an export to a corpus, under the names that they had; those that are in stay as they are."""
    from checker.corpus.exchange import form_of, import_all

    form = form_of(file, fmt)
    corpus = opened(folder)
    parts = loaded(corpus, given)
    with work_of(corpus, given) as work, counting("importing", "articles", quiet=quiet) as progress:
        result = import_all(corpus, parts, file, form, progress, ahead=work.ahead)
    return said_of(result, quiet=quiet)


def _parquet(snapshot: Snapshot, file: str, what: str) -> None:
    from checker.corpus import parquet
    from checker.corpus.exchange import article_rows, claim_rows

    if file == STDOUT:
        raise UsageError("Parquet is written to a file; name one instead of -")
    with replacing(Path(file)) as part:
        if what == "articles":
            parquet.write_articles(part, article_rows(snapshot))
        else:
            parquet.write_claims(part, claim_rows(snapshot))

"""``checker corpus``: articles kept on disk, checked as they come in."""

from __future__ import annotations

import click

from checker.cli import (
    corpus_accept,
    corpus_add,
    corpus_care,
    corpus_check,
    corpus_exchange,
    corpus_facts,
    corpus_search,
)
from checker.cli.group import SuggestingGroup


@click.group("corpus", cls=SuggestingGroup, short_help="Keep articles on disk and check them as they come in.")
def command() -> None:
    """Keep articles on disk, group them into events, and show where those of one event contradict each other.

    Start with:  checker corpus init, checker corpus add FILE ..., checker corpus check
    """


for one in (
    corpus_add.init,
    corpus_add.add,
    corpus_add.remove,
    corpus_check.check,
    corpus_accept.accept,
    corpus_accept.explain,
    corpus_search.search,
    corpus_facts.facts,
    corpus_facts.history,
    corpus_care.status,
    corpus_care.verify,
    corpus_care.compact,
    corpus_care.rebuild,
    corpus_exchange.export,
    corpus_exchange.import_,
):
    command.add_command(one)

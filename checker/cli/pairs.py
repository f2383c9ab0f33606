"""``checker pairs``: JSON lines of text pairs in, a verdict on each out, in order, without holding them all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from checker.cli.input import STDIN, opened
from checker.cli.jsonlines import BadLine, Line, PairLine, read_lines
from checker.cli.options import choice_options, fail_options, format_option, model_options, output_option, settings
from checker.cli.output import check_output, complain, writer
from checker.errors import EXIT_DEGRADED, EXIT_FINDINGS, EXIT_OK

if TYPE_CHECKING:
    from checker.config import Config
    from checker.pairs import PairVerdict, TextPair

HELD_LINES = 4096  # lines that wait for the verdicts before them, at most


def pair_formats() -> list[str]:
    """The formats in which verdicts are written."""
    return ["jsonl"]


@click.command("pairs", short_help="Judge pairs of texts, JSON lines in and out.")
@click.argument("file", default=STDIN, metavar="FILE|-")
@format_option(pair_formats)
@output_option
@fail_options
@choice_options
@model_options
def command(file: str, fmt: str | None, output: str | None, **given: object) -> int:
    """Judge pairs of texts: reads JSON lines, writes a verdict for each.

    A line is {"id", "premise", "hypothesis"} or {"id", "a", "b"}, optionally with "a_published" and "b_published".
    A line that is none of these is named on standard error, answered with {"id", "error"}, and the exit status is 3.
    """
    check_output(output)
    config = settings(given)
    found = bad = False
    with opened(file) as stream, writer(output) as put:
        for answer in answers(read_lines(stream, config.sources.max_bytes), config):
            if isinstance(answer, BadLine):
                bad = True
                complain(f"{file}:{answer.number}: {answer.reason}")
            else:
                found = found or any(config.report.fails(finding) for finding in answer.findings)
                bad = bad or bool(answer.not_checked)
                for gap in answer.not_checked:
                    complain(f"not checked: the pair with id {answer.id!r}, {gap.what}: {gap.why}")
            if not put(_written(answer)):
                break
    return EXIT_DEGRADED if bad else EXIT_FINDINGS if found else EXIT_OK


def answers(lines: Iterator[Line], config: Config) -> Iterator[PairVerdict | BadLine]:
    """For each line, in order, its verdict or what is wrong with it; at most ``HELD_LINES`` lines are held."""
    from checker.pairs import judge_pairs

    held: deque[Line] = deque()
    ended = False

    def pairs() -> Iterator[TextPair]:
        nonlocal ended
        while len(held) < HELD_LINES:
            line = next(lines, None)
            if line is None:
                ended = True
                return
            held.append(line)
            if isinstance(line, PairLine):
                yield _text_pair(line)

    while not ended:
        for verdict in judge_pairs(pairs(), config):
            while isinstance(line := held.popleft(), BadLine):
                yield line
            yield verdict
        yield from (line for line in held if isinstance(line, BadLine))  # no pair is left among them
        held.clear()


def _text_pair(line: PairLine) -> TextPair:
    from checker.pairs import TextPair

    return TextPair(line.id, line.a, line.b, line.a_published, line.b_published)


def _written(answer: PairVerdict | BadLine) -> str:
    from checker.report.json import dump

    if isinstance(answer, BadLine):
        return dump({"id": answer.id, "error": f"line {answer.number}: {answer.reason}"}) + "\n"
    names = ("contradiction", "entailment", "neutral")
    value = {
        "id": answer.id,
        "verdict": answer.verdict.value if answer.verdict else None,
        "confidence": answer.confidence,
        "rule": answer.rule,
        "explanation": answer.explanation,
        "probabilities": dict(zip(names, answer.probabilities, strict=True)) if answer.probabilities else None,
    }
    return dump(value) + "\n"

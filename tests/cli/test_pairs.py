import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checker.cli.pairs as command
from checker.cli.jsonlines import BadLine, PairLine, read_line, read_lines
from checker.config import Config
from checker.pairs import PairVerdict, TextPair
from tests.cli.conftest import Run

Runner = Callable[..., Run]
CONFLICT = {
    "id": "one",
    "premise": "The fire destroyed 64 homes in the valley.",
    "hypothesis": "The fire destroyed 46 homes in the valley.",
}
NOTHING = {"id": 2, "a": "The fire broke out.", "b": "Two trains stopped at the station."}


def lines(*values: object) -> bytes:
    return "".join((v if isinstance(v, str) else json.dumps(v)) + "\n" for v in values).encode()


def test_a_verdict_for_each_pair_in_order(run: Runner) -> None:
    done = run("pairs", "-", "--format", "jsonl", stdin=lines(CONFLICT, NOTHING))
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert list(first) == ["id", "verdict", "confidence", "rule", "explanation", "probabilities"]
    assert (first["id"], first["verdict"]) == ("one", "conflict")
    assert 0.5 <= first["confidence"] <= 1
    assert isinstance(first["rule"], str)
    assert isinstance(first["explanation"], str)
    assert sum(second.pop("probabilities").values()) == pytest.approx(1, abs=1e-3)
    assert second == {"id": 2, "verdict": None, "confidence": 0, "rule": None, "explanation": None}
    assert (done.status, done.err) == (1, "")


def test_without_conflicts_the_status_is_0(run: Runner) -> None:
    assert run("pairs", stdin=lines(NOTHING)).status == 0
    assert run("pairs", "--fail-on", "never", stdin=lines(CONFLICT)).status == 0
    assert run("pairs", stdin=b"") == Run(0, "", "")


def test_dates_of_publication_count(run: Runner) -> None:
    value = {"id": 1, "a": "It opened on Tuesday.", "b": "It opened on Wednesday."}
    dated = value | {"a_published": "2024-03-05", "b_published": "2024-03-06"}
    assert run("pairs", stdin=lines(dated)).status in {0, 1}
    assert "a_published" in run("pairs", stdin=lines(value | {"a_published": "soon"})).err


def test_a_file_in_and_a_file_out(run: Runner, folder) -> None:  # type: ignore[no-untyped-def]
    (folder / "in.jsonl").write_bytes(lines(CONFLICT, NOTHING))
    done = run("pairs", "in.jsonl", "--output", "out.jsonl")
    assert (done.status, done.out) == (1, "")
    assert [json.loads(line)["id"] for line in (folder / "out.jsonl").read_text().splitlines()] == ["one", 2]


def test_a_line_that_is_no_pair_is_named_and_answered_in_its_place(run: Runner) -> None:
    done = run("pairs", stdin=lines(CONFLICT, "{oops", {"id": "x", "a": "alone"}, "", NOTHING))
    said = [json.loads(line) for line in done.out.splitlines()]
    assert [value["id"] for value in said] == ["one", None, "x", 2]
    assert list(said[1]) == list(said[2]) == ["id", "error"]
    assert said[1]["error"].startswith("line 2: not JSON")
    assert done.status == 3
    assert done.err.splitlines()[0].startswith("checker: -:2: not JSON")
    assert done.err.splitlines()[1].startswith("checker: -:3: expected")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "not JSON"),
        (b"[]", "expected an object"),
        (b"3", "expected an object"),
        (b"{}", "there is nothing"),
        (b'{"id": 1}', "there is 'id'"),
        (b'{"premise": "x", "b": "y"}', "there is 'premise', 'b'"),
        (b'{"a": 1, "b": "y"}', "must be texts"),
        (b'{"a": "x", "b": null}', "must be texts"),
        (b'{"a": "x", "b": "y", "b_published": 5}', "must be a day"),
        (b'{"a": "\xff", "b": "y"}', "not UTF-8 at byte 7"),
        (b"[" * 100_000, "nested too deep"),
        (b"1" * 100_000, "a number too long"),
    ],
)
def test_bad_lines(raw: bytes, reason: str) -> None:
    line = read_line(7, raw)
    assert isinstance(line, BadLine)
    assert reason in line.reason


def test_a_mark_at_the_start_and_halves_of_characters_do_no_harm() -> None:
    line = read_line(1, b'\xef\xbb\xbf{"a": "\\ud800x", "b": "\\ud83d\\ude00"}')
    assert isinstance(line, PairLine)
    assert (line.a, line.b) == ("\ufffdx", "\U0001f600")


def test_a_line_over_the_limit_is_skipped_whole() -> None:
    stream = io.BytesIO(b"x" * 1000 + b"\n" + lines(NOTHING))
    first, second = read_lines(stream, 100)
    assert isinstance(first, BadLine)
    assert "longer than 100 bytes" in first.reason
    assert (second.number, second.id) == (2, 2)


@given(st.lists(st.binary(max_size=40)))
def test_every_line_gets_one_answer(raw: list[bytes]) -> None:
    whole = [line.replace(b"\n", b"") for line in raw]
    read = list(read_lines(io.BytesIO(b"".join(line + b"\n" for line in whole)), 100))
    assert [line.number for line in read] == [n for n, line in enumerate(whole, 1) if line.strip()]


def echo(batch: int, most: list[int]) -> Callable[[Iterable[TextPair], Config], Iterator[PairVerdict]]:
    """A judge that reads ahead as the real one does, and notes how many pairs it held at most."""

    def judge(pairs: Iterable[TextPair], config: Config) -> Iterator[PairVerdict]:
        waiting = iter(pairs)
        while held := list(islice(waiting, batch)):
            most[0] = max(most[0], len(held))
            yield from (PairVerdict(p.id, None, 0.0, None, None, None) for p in held)

    return judge


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 7), st.integers(7, 9))
def test_answers_keep_the_order_of_the_lines(good: list[bool], batch: int, held: int) -> None:
    given_ = [PairLine(n, n, "a", "b") if g else BadLine(n, n, "") for n, g in enumerate(good)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("checker.pairs.judge_pairs", echo(batch, [0]))
        patch.setattr(command, "HELD_LINES", held)
        assert [answer.id for answer in command.answers(iter(given_), Config())] == list(range(len(good)))


def test_few_lines_are_held_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    most, read, answered, ahead = [0], 0, 0, 0

    def endless() -> Iterator[PairLine | BadLine]:
        nonlocal read
        for n in range(50_000):
            read += 1
            yield PairLine(n, n, "a", "b") if n % 1000 == 0 else BadLine(n, n, "")

    monkeypatch.setattr("checker.pairs.judge_pairs", echo(128, most))
    for answer in command.answers(endless(), Config()):
        assert answer.id == answered
        answered += 1
        ahead = max(ahead, read - answered)
    assert answered == 50_000
    assert ahead <= command.HELD_LINES

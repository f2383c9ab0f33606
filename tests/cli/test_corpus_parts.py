"""How far a corpus command is, in one line."""

from checker.cli.corpus_parts import Counter
from checker.values.progress import Stage


def test_the_line_says_how_many_how_fast_and_how_long() -> None:
    counter = Counter("adding", "files")
    assert counter.said(1.0) == "adding"
    counter(Stage.READING, 1200, 5000)
    assert counter.said(30.0) == "adding: 1,200 of 5,000 files, 40 a second, about 2 min left"
    counter(Stage.READING, 10, 5000)
    assert counter.said(4.0) == "adding: 10 of 5,000 files, 2.5 a second"


def test_without_an_end_in_sight_nothing_is_promised() -> None:
    counter = Counter("importing", "articles")
    counter(Stage.READING, 640, 0)
    assert counter.said(10.0) == "importing: 640 articles, 64 a second"

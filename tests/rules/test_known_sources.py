"""What the rules know of sources: which pattern fits, which says more, what is a copy of what."""

from __future__ import annotations

from datetime import date

import pytest

from checker.rules.known_sources import described, fits, once_per_origin
from checker.rules.run import Placed
from checker.rules.tables import SourceSetting
from checker.values.finding import Finding, Severity, Side, Verdict
from checker.values.match import Match
from checker.values.text import Document, PublicationDate

DAY, OTHER = date(2031, 5, 2), date(2031, 5, 9)


def document(name: str, published: PublicationDate | None = None, **fields: str) -> Document:
    return Document(id=name, text="A text.", published=published, **fields)


@pytest.mark.parametrize(
    ("pattern", "name", "fitting"),
    [
        ("a.txt", "a.txt", True),
        ("a.txt", "./a.txt", True),
        ("./a.txt", "a.txt", True),
        ("a.txt", "news/may/a.txt", True),
        ("*.txt", "news/may/a.txt", True),
        ("news/*", "news/may/a.txt", True),
        ("may/a.txt", "news/may/a.txt", False),
        ("A.txt", "a.txt", False),
        ("feed.xml", "news/feed.xml#12", True),
        ("feed.xml#12", "news/feed.xml#12", True),
        ("feed.xml#1", "news/feed.xml#12", False),
        ("wire-?.txt", "wire-1.txt", True),
        ("wire-?.txt", "wire-12.txt", False),
        ("wire-[12].txt", "wire-[12].txt", True),
        ("*.txt", "news\\a.txt", True),
        ("https://example.org/*", "https://example.org/a?b=1", True),
        ("https://example.org/a?b=1", "https://example.org/a?b=1", True),
    ],
)
def test_patterns(pattern: str, name: str, fitting: bool) -> None:
    assert fits(pattern, document(name)) is fitting


def test_a_pattern_may_fit_the_address_that_a_saved_page_came_from() -> None:
    assert fits("https://example.org/*", document("page.html", url="https://example.org/story"))


def test_a_whole_name_outranks_patterns_and_what_is_later_what_is_earlier() -> None:
    settings = [
        SourceSetting("a.txt", tier=1),
        SourceSetting("*.txt", tier=3, publisher="Post"),
        SourceSetting("a.*", tier=4, published=DAY),
    ]
    a, b = described([document("a.txt", publisher="Told"), document("b.txt")], settings).documents
    assert (a.tier, a.publisher, a.published) == (1, "Post", PublicationDate(DAY, "rules"))
    assert (b.tier, b.publisher, b.published) == (3, "Post", None)


@pytest.mark.parametrize(("origin", "day"), [("option", OTHER), ("line", DAY), ("dateline", DAY)])
def test_the_command_line_outranks_the_rules_and_the_rules_the_text(origin: str, day: date) -> None:
    known = document("a.txt", PublicationDate(OTHER, origin))  # type: ignore[arg-type]
    (found,) = described([known], [SourceSetting("a.txt", published=DAY)]).documents
    assert found.published is not None
    assert found.published.day == day


def origins(settings: list[SourceSetting], *names: str) -> tuple[list[str | None], list[str]]:
    known = described([document(name) for name in names], settings)
    return [d.origin for d in known.documents], [f"{n.source}: {n.what}; {n.why}" for n in known.notes]


def test_a_copy_of_a_copy_is_one_of_the_first() -> None:
    chain = [SourceSetting("c", copy_of="b"), SourceSetting("b", copy_of="a")]
    assert origins(chain, "a", "b", "c", "d") == ([None, "a", "a", None], [])


def test_sources_that_are_copies_of_each_other_are_those_of_the_first_named() -> None:
    ring = [SourceSetting("a", copy_of="b"), SourceSetting("b", copy_of="a"), SourceSetting("c", copy_of="a")]
    assert origins(ring, "b", "a", "c", "d") == ([None, "b", "b", None], [])


def test_a_pattern_may_fit_the_original_too() -> None:
    settings = [SourceSetting("wire-*", copy_of="wire-1")]
    assert origins(settings, "wire-1", "wire-2", "blog") == ([None, "wire-1", None], [])


def test_copies_of_one_source_and_nothing_else_are_no_comparison() -> None:
    known = described([document("a"), document("b")], [SourceSetting("b", copy_of="a")])
    (note,) = known.notes
    assert (note.source, note.why, note.degraded) == (None, "the rules call all of them copies of 'a'", True)


def test_an_original_that_is_not_there_is_told() -> None:
    found, notes = origins([SourceSetting("b", copy_of="a"), SourceSetting("z", tier=1)], "b", "c")
    assert found == [None, None]
    assert notes == [
        (
            "b: whether it only repeats 'a', of which the rules call it a copy; "
            "that is none of the sources; this one counts as a source of its own"
        )
    ]


def test_an_original_that_several_sources_fit_is_told() -> None:
    found, (note,) = origins([SourceSetting("b", copy_of="a*")], "b", "a1", "a2")
    assert found == ["a1", None, None]
    assert note.endswith("2 sources fit (a1, a2); the first is taken")


def placed(a: str, b: str, text: str = "40 died.") -> Placed:
    sides = [Side(name, f"{name}#1", 0, 8, 1, said, "40", None) for name, said in ((a, text), (b, "50 died."))]
    finding = Finding("figures", "quantity", Verdict.CONFLICT, Severity.ERROR, 0.8, "Why.", "dead", *sides)
    return Placed(Match(0, 1, 0.9), finding)


def sources(found: tuple[Placed, ...]) -> list[str]:
    return [f"{p.finding.a.source}-{p.finding.b.source}" for p in found]


def test_equal_findings_of_copies_are_counted_once_and_the_original_speaks() -> None:
    settings = [SourceSetting("copy*", copy_of="wire")]
    known = described([document(n) for n in ("copy1", "wire", "copy2", "blog")], settings).documents
    found = [
        placed("copy1", "blog"),
        placed("wire", "blog"),
        placed("copy2", "blog"),
        placed("copy2", "blog", "41 died."),
    ]
    assert sources(once_per_origin(found, known)) == ["wire-blog", "copy2-blog"]
    assert sources(once_per_origin([found[2], found[0]], known)) == ["copy2-blog"]


def test_equal_findings_without_copies_stay() -> None:
    known = [document("wire"), document("blog"), document("post")]
    found = [placed("wire", "blog"), placed("wire", "blog"), placed("post", "blog")]
    assert once_per_origin(found, known) == tuple(found)

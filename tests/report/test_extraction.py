import json
import re
from datetime import date, datetime

import pytest

from checker.report import RenderOptions
from checker.report.extraction import EXTRACTION_FORMATS, Read
from checker.values.claim import Attribution, Claim, ClaimKind, Dropped, Entity, EntityKind, Extraction, Facts
from checker.values.interval import Interval
from checker.values.period import Anchor, Period, Precision
from checker.values.quantity import Dimension, Quantity
from checker.values.rank import Rank, Reach
from checker.values.text import Document, OffsetMap, PublicationDate, Span
from tests.report.samples import HOSTILE

TEXT = "Ann said over 3 miles were lost on Monday. Why?"


def article(speaker: str = "Ann", name: str = "a.txt") -> Read:
    """One claim with one thing of each sort; the text as read had three more characters before "over"."""
    miles = Quantity(
        "over 3 miles", Span(9, 21), Interval.above(4828.032), Interval.above(3), Dimension.LENGTH, "mile", 1, 1.0,
        "over", counted="road", qualifiers=("paved",), per="day",
    )  # fmt: skip
    monday = Period(
        "Monday",
        Span(35, 41),
        datetime.fromisoformat("2024-03-04"),
        datetime.fromisoformat("2024-03-05"),
        Precision.DAY,
        Anchor.PUBLICATION,
    )
    someday = Period("Monday", Span(35, 41), None, None, Precision.DAY, Anchor.NONE)
    ann = Entity(speaker, Span(0, 3), EntityKind.PERSON, speaker.lower())
    said = Attribution(speaker, "say", Span(0, 8))
    loss = Rank("lost", Span(27, 31), 2, "large", "road", ("paved",), Reach.SINCE, "since 2008", date(2008, 7, 2))
    facts = Facts((miles,), (monday, someday), (ann,), attribution=said, ranks=(loss,))
    span = Span(0, 42)
    claim = Claim(f"{name}#1", name, span, TEXT[:42], span, 1, ClaimKind.BODY, facts, "")
    document = Document(
        name, TEXT, published=PublicationDate(date(2024, 3, 6), "line"), offsets=OffsetMap((0, 9), (0, 3))
    )
    return document, Extraction(name, (claim,), (Dropped(Span(43, 47), "question"),))


def shown(fmt: str, *articles: Read) -> str:
    return EXTRACTION_FORMATS[fmt](articles, RenderOptions())


def test_json_has_everything_with_offsets_of_the_text_as_read() -> None:
    value = json.loads(shown("json", article()))
    (claim,) = value["claims"]
    assert (claim["id"], claim["source"], claim["kind"], claim["line"]) == ("a.txt#1", "a.txt", "body", 1)
    assert (claim["start"], claim["end"]) == (0, 45)
    assert claim["facts"]["quantities"] == [
        {
            "text": "over 3 miles", "start": 12, "end": 24, "low": 3, "high": None, "low_open": True, "high_open": True,
            "unit": "mile", "dimension": "length", "counted": "road", "measure": None,
            "qualifiers": ["paved"], "per": "day",
            "approximation": "over", "comparable": True,
        }
    ]  # fmt: skip
    assert claim["facts"]["periods"] == [
        {
            "text": "Monday", "start": 38, "end": 44, "from": "2024-03-04T00:00:00", "to": "2024-03-05T00:00:00",
            "precision": "day",
        },
        {"text": "Monday", "start": 38, "end": 44, "from": None, "to": None, "precision": "day"},
    ]  # fmt: skip
    assert claim["facts"]["entities"] == [
        {"text": "Ann", "start": 0, "end": 3, "kind": "person", "canonical": "ann"}
    ]  # fmt: skip
    assert claim["facts"]["ranks"] == [
        {
            "text": "lost", "start": 30, "end": 34, "position": 2, "criterion": "large", "ranked": "road",
            "qualifiers": ["paved"], "reach": "since", "reach_text": "since 2008", "since": "2008-07-02", "until": None,
            "place": None, "tied": False, "among": False,
        }
    ]  # fmt: skip
    assert claim["facts"]["attribution"] == {
        "text": "Ann said", "start": 0, "end": 8, "speaker": "Ann", "verb": "say", "quoted": False, "denies": False,
    }  # fmt: skip
    assert (claim["facts"]["polarity"], claim["facts"]["modality"]) == ("positive", "stated")
    assert value["dropped"] == [{"source": "a.txt", "text": "Why?", "start": 46, "end": 50, "reason": "question"}]


def test_text_has_everything_on_its_own_line() -> None:
    assert shown("text", article()).splitlines() == [
        "a.txt: 1 claim, published 2024-03-06",
        "",
        "1  line 1, [0, 45)  Ann said *over 3 miles* were *lost* on *Monday*.",
        "   body, positive, stated; says Ann (say)",
        "   quantity  [12, 24) over 3 miles = (3, inf) mile per day of paved road (length)",
        "   period    [38, 44) Monday = [2024-03-04T00:00:00, 2024-03-05T00:00:00) (day)",
        "   period    [38, 44) Monday = not fixed on the calendar (day)",
        "   rank      [30, 34) lost = number 2 by large of paved road (since)",
        "   entity    [0, 3) Ann = person ann",
        "",
        "Left out",
        "  [46, 50) question: Why?",
    ]


def test_the_articles_of_a_feed_stand_one_after_another() -> None:
    value = json.loads(shown("json", article(name="f#1"), article(name="f#2")))
    assert [s["id"] for s in value["sources"]] == ["f#1", "f#2"]
    assert [c["source"] for c in value["claims"]] == ["f#1", "f#2"]


@pytest.mark.parametrize("fmt", EXTRACTION_FORMATS.names())
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_harmless(fmt: str, case: str) -> None:
    text = shown(fmt, article(HOSTILE[case], HOSTILE[case]))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200b-\u200f]", text)
    text.encode("utf-8")


def test_values_are_underlined_where_there_is_colour() -> None:
    text = EXTRACTION_FORMATS["text"]([article()], RenderOptions(color=True))
    assert "said \x1b[4mover 3 miles\x1b[24m were" in text

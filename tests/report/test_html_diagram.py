"""The picture of a path: what it holds, and that no text of an article breaks it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from checker.report.html.diagram import Stated, diagram, question, wrapped
from checker.values.finding import Step

PATH = (
    Step("matched", "cosine 0.75"),
    Step("aligned", "about one thing with probability 0.82", (("about one thing", 0.82),)),
    Step("judged", "rule figures: conflict with confidence 0.83"),
)
HOSTILE = '</text></svg><script>alert(1)</script> \x1b[31m \u202e & " ' + "w" * 10_000


def drawn(a: str = "At least 64 homes burned.", path: tuple[Step, ...] = PATH) -> ElementTree.Element:
    return ElementTree.fromstring(diagram(Stated("a.txt:3", a, "64"), Stated("b.txt:4", "46"), path, "conflict", 0.83))


def texts(svg: ElementTree.Element) -> list[str]:
    return [found.text or "" for found in svg.iter() if found.tag.endswith("text")]


def test_it_has_both_statements_each_step_and_each_share() -> None:
    said = texts(drawn())
    assert {"a.txt:3", "“64”", "At least 64 homes burned.", "b.txt:4", "cosine 0.75"} <= set(said)
    assert "1 Matched: How near are they in meaning?" in [" ".join(line.split()) for line in said]
    assert said.count("0.82") == said.count("0.83") == 1
    bars = [float(r.get("width", "")) for r in drawn().iter() if r.tag.endswith("rect") and r.get("height") == "8"]
    assert bars == pytest.approx([120, 98.4, 120, 99.6])


def test_it_says_what_it_shows_and_where_all_of_it_is() -> None:
    label = drawn().get("aria-label") or ""
    assert "matched, aligned, judged" in label
    assert "list" in label


def test_hostile_texts_stay_text_and_inside_the_picture() -> None:
    svg = drawn(HOSTILE, (Step("read", HOSTILE), Step("strange <stage>", "x")))
    assert {found.tag.rpartition("}")[2] for found in svg.iter()} <= {"svg", "rect", "text", "path"}
    assert not {"\x1b", "\u202e"} & set("".join(texts(svg)))
    assert max(len(text) for text in texts(svg)) < 100
    _, _, width, height = (float(part) for part in (svg.get("viewBox") or "").split())
    for box in (found for found in svg.iter() if found.tag.endswith("rect")):
        assert float(box.get("x", "")) + float(box.get("width", "")) <= width
        assert float(box.get("y", "")) + float(box.get("height", "")) <= height


@pytest.mark.parametrize("text", ["", "one", "one two three four five", "w" * 95, "数字の記事" * 20, "a 👩‍👩‍👧 b " * 9])
def test_lines_keep_to_their_room(text: str) -> None:
    lines = wrapped(text, 20, 3)
    assert 1 <= len(lines) <= 3
    assert all(cell_len(line) <= 20 for line in lines)
    if cell_len(text) <= 20:
        assert lines == [text]
    else:
        assert lines[-1].endswith("…") or "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_path_without_a_verdict_has_no_share_of_one() -> None:
    picture = diagram(Stated("A", "One."), Stated("B", "Two."), (Step("judged", "no rule saw"),), "no finding", None)
    assert 'height="8"' not in picture
    assert question("judged") in picture
    assert question("unheard of") == ""

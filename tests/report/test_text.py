import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from checker.errors import RegistryError
from checker.report import RenderOptions, render
from checker.report.layout import groups, summary
from checker.values.finding import Verdict
from checker.values.report import Report
from tests.report.samples import HOSTILE, RUN, ferry, finding, hostile, known, side, silent, source

PLAIN = RenderOptions(width=80)


def test_the_summary_line_comes_first() -> None:
    first = render(ferry(), "text", RenderOptions(width=200)).splitlines()[0]
    assert first == "3 sources, 5 facts compared: 1 in conflict, 4 not shown; 1 note on what was not checked"


def test_silence_is_not_agreement() -> None:
    assert (
        summary(silent())
        == "2 sources, and no fact that two of them give: none in conflict; not everything was checked"
    )
    assert "entailment: the model could not be loaded" in render(silent(), "text", PLAIN)


def test_a_claim_of_two_findings_is_quoted_once() -> None:
    text = render(ferry(), "text", PLAIN)
    assert text.count("passengers were on board") == 1
    assert "conflict [1] with [2]: " in text
    assert "update [1] with [3]: " in text


def test_a_statement_has_place_date_speaker_and_marked_value() -> None:
    text = render(ferry(), "text", PLAIN)
    assert "[1] At least 120  morning.txt:2  2024-03-04  the operator" in text
    assert "[3] 131           evening.txt:1  as of 2024-03-05" in text
    assert "“*At least 120* passengers were on board, the operator said.”" in text


def test_a_finding_has_rule_confidence_and_the_command_that_explains_it() -> None:
    report = ferry()
    text = render(report, "text", PLAIN)
    assert "very likely, confidence 0.90; rule counts (quantity), error" in text
    assert f"checker explain --fingerprint {report.findings[0].fingerprint} morning.txt noon.txt\n" in text


def test_the_command_is_fit_for_a_shell_and_is_never_wrapped() -> None:
    one = finding(side("-o", "12 men", "12"), side("a b; rm $x.txt", "14 men", "14"))
    text = render(Report(RUN, (), (), (one,)), "text", RenderOptions(width=40))
    assert f"    checker explain --fingerprint {one.fingerprint} -- -o 'a b; rm $x.txt'\n" in text


def test_steps_are_shown_when_asked_for() -> None:
    assert "matched: cosine 0.81" not in render(ferry(), "text", PLAIN)
    assert "matched: cosine 0.81" in render(ferry(), "text", RenderOptions(verbose=True))


def test_findings_of_no_fact_stand_by_themselves() -> None:
    ones = [finding(side("a", f"{n} men", str(n)), side("b", f"{n}0 men", f"{n}0"), label=f"L{n}") for n in (1, 2)]
    found = groups(Report(RUN, (source("a"), source("b")), (), tuple(ones)))
    assert [g.label for g in found] == ["L1", "L2"]
    assert [g.verdict for g in found] == [Verdict.CONFLICT] * 2


def test_plain_text_has_no_escapes_and_color_says_the_same_words() -> None:
    plain = render(ferry(), "text", RenderOptions(width=80))
    colored = render(ferry(), "text", RenderOptions(width=80, color=True))
    assert "\x1b" not in plain
    assert "\x1b[1;31mCONFLICT" in colored
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert stripped.split() == plain.replace("*", "").split()


@pytest.mark.parametrize("width", [1, 40, 80, 200])
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_cannot_steer_the_terminal_nor_break_the_width(case: str, width: int) -> None:
    text = render(hostile(HOSTILE[case]), "text", RenderOptions(width=width, verbose=True))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200b-\u200f]", text)
    text.encode("utf-8")
    assert text.splitlines() == text.split("\n")[:-1]
    assert all(
        cell_len(line) <= max(width, 40)
        for line in text.splitlines()
        if not re.search("checker (explain|accept)", line)
    )


@pytest.mark.parametrize("case", HOSTILE)
def test_ascii_means_ascii(case: str) -> None:
    assert render(hostile(HOSTILE[case]), "text", RenderOptions(ascii=True)).isascii()


def test_words_that_look_like_markup_are_words() -> None:
    text = render(hostile(HOSTILE["template"]), "text", RenderOptions(width=200))
    assert "{{ 7 * 7 }}" in text
    assert "[bold]rich[/bold] :smile:" in text


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(RegistryError, match=r"unknown format 'jsn'; did you mean 'json'.*text, json, markdown"):
        render(ferry(), "jsn", PLAIN)


def test_options_refuse_a_quote_of_nothing() -> None:
    with pytest.raises(ValueError, match="at least 1 character"):
        RenderOptions(context=0)


def test_what_is_accepted_throughout_comes_last() -> None:
    assert [group.accepted for group in groups(known())] == [False, True]
    text = render(known(), "text", RenderOptions(width=200))
    first, second = text.splitlines()[:2]
    assert first.startswith("3 sources, 5 facts compared: 1 in conflict, 1 accepted, 3 not shown;")
    assert second == "Not shown: 3 pairs that agree, 2 findings ignored by comments"
    assert text.index("CONFLICT  passengers") < text.index("\nAccepted\n") < text.index("passengers on board")
    assert "accepted on 2024-03-05: the operator has corrected its list" in text
    whole = render(known(), "text", RenderOptions(width=200, verbose=True))
    assert whole.index("CONFLICT  passengers") < whole.index("CONFLICT  passengers on board  (accepted)")


def test_the_command_that_forgets_names_the_baseline_where_it_is_another() -> None:
    text = render(replace(known(), baseline="etc/my known.yaml"), "text", PLAIN)
    assert "checker accept --undo --baseline 'etc/my known.yaml' 00000000000000aa 00000000000000bb" in text
    assert "checker accept --undo 00000000000000aa 00000000000000bb" in render(known(), "text", PLAIN)

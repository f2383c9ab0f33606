import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.terminal_theme import (
    DEFAULT_TERMINAL_THEME,
    DIMMED_MONOKAI,
    MONOKAI,
    NIGHT_OWLISH,
    SVG_EXPORT_THEME,
    TerminalTheme,
)

from checker.errors import RegistryError
from checker.report import RenderOptions, render
from checker.report.brief import title
from checker.report.layout import SURENESS, groups, how_sure, summary
from checker.values.finding import Verdict
from checker.values.report import FactRow, Report
from tests.report.samples import HOSTILE, RUN, ferry, finding, hostile, known, side, silent, source

PLAIN = RenderOptions(width=80)


def test_the_summary_line_comes_first() -> None:
    first = render(ferry(), "text", RenderOptions(width=200)).splitlines()[0]
    assert first == "3 sources, 5 facts compared: 1 in conflict, 4 not shown; 1 note on what was not checked"


def test_silence_is_not_agreement() -> None:
    assert summary(silent()) == "2 sources: no fact was found that two of them give; not everything was checked"
    assert "entailment: the model could not be loaded" in render(silent(), "text", PLAIN)


def test_a_claim_of_two_findings_is_quoted_once() -> None:
    text = render(ferry(), "text", replace(PLAIN, verbose=True))
    assert text.count("passengers were on board") == 1
    assert "conflict [1] with [2]: " in text
    assert "update [1] with [3]: " in text


def test_a_statement_has_place_date_speaker_and_marked_value() -> None:
    text = render(ferry(), "text", PLAIN)
    assert "[1] At least 120  morning.txt:2  2024-03-04  the operator" in text
    assert "[2] 95            noon.txt:3\n" in text
    assert "[3] 131           evening.txt:1  as of 2024-03-05" in render(ferry(), "text", replace(PLAIN, verbose=True))
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
    wrapped = [line for line in text.splitlines() if not re.search("checker (explain|accept)", line)]
    assert all(cell_len(line) <= max(width, 40) for line in wrapped)


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
    assert "conflict [1] with [2]: They give" in text  # the update of this fact, named first, is not quoted
    assert "“*At least 120* passengers" not in text
    whole = render(known(), "text", RenderOptions(width=200, verbose=True))
    assert whole.index("CONFLICT  passengers") < whole.index("CONFLICT  passengers on board  (accepted)")


def test_the_command_that_forgets_names_the_baseline_where_it_is_another() -> None:
    text = render(replace(known(), baseline="etc/my known.yaml"), "text", PLAIN)
    assert "checker accept --undo --baseline 'etc/my known.yaml' 00000000000000aa 00000000000000bb" in text
    assert "checker accept --undo 00000000000000aa 00000000000000bb" in render(known(), "text", PLAIN)


def test_a_tier_that_the_user_set_stands_behind_the_speaker() -> None:
    first, *others = ferry().sources
    report = replace(ferry(), sources=(replace(first, tier=2), *others))
    assert "morning.txt:2  2024-03-04  the operator  tier 2\n" in render(report, "text", PLAIN)


def test_quiet_shows_only_what_contradicts() -> None:
    lines = render(ferry(), "text", RenderOptions(quiet=True)).splitlines()
    assert lines[0] == "CONFLICT  passengers"
    assert lines[-1] == "  also on this fact: 1 update (-v)"
    assert "Sources" not in lines
    assert "Not checked" not in lines


def test_quiet_is_never_silent_about_what_failed() -> None:
    text = render(silent(), "text", RenderOptions(quiet=True))
    assert text.split("\n") == ["", "Not checked", "  entailment: the model could not be loaded", ""]


def updates() -> Report:
    """Two facts without a contradiction: one that grew, whose later source is named first, and one that agrees."""
    early = side("a/early.txt", "At noon 12 people were missing, police said.", "12", as_of="2031-05-01")
    late = side("a/late.txt", "Police said that 15 people were missing.", "15", as_of="2031-05-02")
    same = side("a/late.txt", "In all 15 people are missing.", "15", line=9, as_of="2031-05-02")
    ones = (
        finding(late, early, Verdict.UPDATE, label="people"),
        finding(same, early, Verdict.UPDATE, label="people", explanation="It grew."),
    )
    fact_of = {one.key: "F1" for one in ones}
    row = FactRow("F1", "people", "quantity", Verdict.UPDATE, ())
    sources = (source("a/late.txt"), source("a/early.txt"))
    return Report(RUN, sources, (row,), ones, fact_of=fact_of, compared=1)


def test_what_is_no_contradiction_takes_one_line_in_the_order_of_its_days() -> None:
    lines = render(updates(), "text", RenderOptions(width=200)).splitlines()
    assert lines[0] == "2 sources, 1 fact compared: none in conflict, 1 updated"
    assert lines[3] == (
        "  update people (Police said that ___ people were missing): 12 (early.txt:1, as of 2031-05-01)"
        " → 15 (late.txt:1, as of 2031-05-02; late.txt:9, as of 2031-05-02)"
    )
    assert "“" not in "".join(lines)


def test_verbose_quotes_it_and_what_fails_the_run_is_quoted_always() -> None:
    whole = render(updates(), "text", RenderOptions(width=200, verbose=True))
    assert "UPDATE  people" in whole
    assert "“At noon *12* people were missing, police said.”" in whole
    failing = replace(updates(), failures=frozenset(updates().fact_of))
    assert "UPDATE  people" in render(failing, "text", RenderOptions(width=200))
    asked_for = RenderOptions(width=200, full=frozenset({Verdict.UPDATE}))
    assert "UPDATE  people" in render(updates(), "text", asked_for)


def test_findings_that_say_the_same_stand_as_one_with_one_command_that_accepts_all() -> None:
    one = side("a", "In all 12 men came.", "12")
    others = [side(name, "In all 14 men came.", "14") for name in "bcd"]
    found = tuple(finding(one, other, confidence=0.7 + n / 10) for n, other in enumerate(others))
    found = tuple(replace(f, b=replace(f.b, text=f"{f.b.text} {f.b.source}")) for f in found)
    row = FactRow("F1", "men", "quantity", Verdict.CONFLICT, ())
    report = Report(RUN, (), (row,), found, fact_of={f.key: "F1" for f in found}, compared=1)
    text = render(report, "text", RenderOptions(width=100))
    assert "  conflict [1] with [2] [3] [4]: They give different numbers.\n" in text
    assert "    very likely, confidence 0.70 to 0.90; rule counts (quantity), error\n" in text
    assert text.count("checker explain") == 1
    digits = " ".join(f.fingerprint for f in found)
    assert f"    checker accept {digits} a b c d --reason\n" in text


def test_the_command_that_accepts_ends_where_the_reason_must_stand() -> None:
    one = finding(side("-o", "12 men", "12"), side("-", "14 men", "14"))
    text = render(Report(RUN, (), (), (one,), baseline="my base.yaml"), "text", PLAIN)
    assert f"    checker accept --baseline 'my base.yaml' {one.fingerprint} ./-o - --reason\n" in text


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1.0, "very likely"), (0.9, "very likely"), (0.896, "very likely"), (0.89, "likely"), (0.7, "likely"),
        (0.69, "more likely than not"), (0.5, "more likely than not"), (0.49, "doubtful"), (0.0, "doubtful"),
    ],
)  # fmt: skip
def test_a_confidence_in_words(confidence: float, words: str) -> None:
    assert how_sure(confidence) == words


def test_a_report_that_is_longer_than_the_terminal_ends_with_its_sum() -> None:
    lines = render(ferry(), "text", RenderOptions(width=200, height=10)).splitlines()
    assert lines[-2:] == lines[:2]
    assert render(ferry(), "text", RenderOptions(width=200, height=100)).count("facts compared") == 1


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("when: The bridge opened at .", "when: The bridge opened at"),
        ("The bridge , old as it is …", "The bridge, old as it is …"),
        ("how much of: .", "how much of: In all 12 men came."),
        ("", "In all 12 men came."),
        ("men", "men"),
    ],
)
def test_a_heading_names_the_fact(label: str, name: str) -> None:
    one = finding(side("a", "In all 12 men came.", "12"), side("b", "14 men", "14"), label=label)
    (group,) = groups(Report(RUN, (), (), (one,)))
    assert title(group) == name


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("value", ["五万人の兵士", "cafe\u0301s de\u0301truits", "👩 12 Leute", "٥٠٠٠٠ جندي"])
def test_wide_and_combined_characters_keep_the_width_and_the_columns(value: str, width: int) -> None:
    text = f"{value * 30} の兵士が到着した。{value}"
    one = finding(side("a.txt", text, value), side("b-longer.txt", "Only 12 came.", "12"), label=value * 30)
    shown = render(Report(RUN, (), (), (one,)), "text", RenderOptions(width=width)).splitlines()
    assert all(cell_len(line) <= width for line in shown if "checker " not in line)
    heads = [line for line in shown if re.match(r"  \[\d\] .*\.txt:1", line)]
    assert len({cell_len(line[: line.index(name)]) for line, name in zip(heads, ("a.txt", "b-l"), strict=True)}) == 1


def test_ascii_is_written_before_lines_are_wrapped() -> None:
    one = finding(side("a.txt", "Übermäßig " * 30, ""), side("b.txt", "Only 12 came.", "12"))
    text = render(Report(RUN, (), (), (one,)), "text", RenderOptions(width=60, ascii=True))
    assert text.isascii()
    assert all(len(line) <= 60 for line in text.splitlines() if "checker " not in line)


LINK = re.compile(r"\x1b\]8;;([^\x1b]*)\x1b\\")


def test_links_lead_to_the_files_that_the_user_named_and_nowhere_else() -> None:
    names = ("a b/x.txt", "/srv/é.txt", "https://example.org/a", "-", "evil\x1b]8;;https://bad.example\x1b\\.txt")
    ones = [finding(side(a, f"12 {b}", "12"), side(b, "14 men", "14")) for a, b in pairwise(names)]
    report = Report(RUN, tuple(source(name) for name in names), (), tuple(ones))
    options = RenderOptions(width=200, color=True, links=True, folder="/home/me #1")
    text = render(report, "text", options)
    assert text == render(report, "text", options)
    found = {address for address in LINK.findall(text) if address}
    assert found == {
        "file:///home/me%20%231/a%20b/x.txt",
        "file:///srv/%C3%A9.txt",
        "file:///home/me%20%231/evil%1B%5D8%3B%3Bhttps%3A/bad.example%1B%5C.txt",
    }
    assert LINK.sub("", text) == render(report, "text", replace(options, links=False))
    assert "\x1b" not in render(report, "text", replace(options, color=False))


# The colours of the sixteen that a report uses, as terminals with a light and with a dark ground show them.
THEMES = {
    "rich, light": DEFAULT_TERMINAL_THEME, "monokai": MONOKAI, "dimmed monokai": DIMMED_MONOKAI,
    "night owl": NIGHT_OWLISH, "svg": SVG_EXPORT_THEME,
}  # fmt: skip


def luminance(color: tuple[int, int, int]) -> float:
    """By WCAG 2."""
    linear = [(c / 255) / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_are_readable_on_light_and_dark(theme: TerminalTheme) -> None:
    texts = [render(report, "text", RenderOptions(color=True)) for report in (ferry(), known(), silent(), updates())]
    numbers = {
        int(n) for text in texts for codes in re.findall(r"\x1b\[([\d;]*)m", text) for n in codes.split(";") if n
    }
    assert numbers <= {0, 1, 2, 3, 4, 31, 35}  # weight, slant, line below; red and magenta, no colour of the ground
    assert {31, 35} <= numbers
    for number in numbers & set(range(30, 38)):
        tones = sorted(luminance(c) for c in (theme.ansi_colors[number - 30], theme.background_color))
        assert (tones[1] + 0.05) / (tones[0] + 0.05) >= 3  # that of large or bold letters


def test_the_page_has_the_words_for_confidences() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "text.md").read_text(encoding="utf-8")
    for least, words in SURENESS:
        assert f"| {f'from {least} on' if least else 'below'} | {words} |" in page

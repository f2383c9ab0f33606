"""Rules of the kind ``pattern`` from the command line: written, checked, tested, run, explained; and hostile ones."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Runner = Callable[..., Run]

RULES = """\
version: 1
rules:
  - id: bail
    kind: pattern
    find:
      - 'bail (?:for {who:name} )?was set at {amount:money}'
      - '{amount:money} bail(?: for {who:name})?'
    same: [who]
    message: "bail is {a.value} in {a.source}, {b.value} in {b.source}"
    tests:
      conflict:
        - ["Bail was set at $2m on Monday.", "The judge ordered $3 million bail on Monday."]
      compatible:
        - ["Bail was set at about $2m on Monday.", "The judge ordered $2,000,000 bail on Monday."]
      silent:
        - ["Bail for Ana Ruiz was set at $2m.", "Bail for Tom Amadi was set at $3m."]
"""
BAD = """\
version: 1
rules:
  - id: bail
    kind: pattern
    find:
      - 'bail was set at {amount:money}'
      - '(a+)+$'
      - 'bail at {amount:mony}'
      - 'bail for (?P<who'
    agree: [amont]
    read: {amount: figure}
  - id: fines
    kind: pattern
    find: 'a fine of (?P<sum>{money}'
  - id: nothing
    kind: pattern
"""
ARTICLE = "Published: 2031-03-04\n\n{}\n"


def written(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / (f"{name}.yaml" if text.startswith("version") else f"{name}.txt")
        path.write_text(text, encoding="utf-8")


def test_the_tests_in_a_rule_run(run: Runner, folder: Path) -> None:
    written(folder, own=RULES)
    assert run("rules", "check", "own.yaml") == Run(0, "no mistakes in own.yaml\n", "")
    assert run("rules", "test", "own.yaml", "--entailment", "none").out == "3 tests of 1 rule: 3 passed\n"


def test_a_test_that_fails_says_which_pattern_caught_what(run: Runner, folder: Path) -> None:
    written(folder, own=RULES.replace("$3 million bail", "bail of $3 million"))
    done = run("rules", "test", "own.yaml", "--entailment", "none")
    assert done.status == 1
    assert "rule bail: pattern 1 caught amount “$2m” in A" in done.out
    assert "rule bail: no pattern, of 2, caught amount in B" in done.out


def test_a_run_flags_what_was_caught_in_the_words_of_the_rule(run: Runner, folder: Path) -> None:
    one = ARTICLE.format("Bail for Ana Ruiz was set\nat $2 million on Monday.")
    written(folder, own=RULES, a=one, b=ARTICLE.format("On Monday a judge ordered $3 million bail for Ms Ruiz."))
    done = run("compare", "a.txt", "b.txt", "--rules", "own.yaml", "--format", "json", "--entailment", "none")
    assert done.status == 1
    (finding,) = json.loads(done.out)["findings"]
    assert (finding["rule"], finding["kind"], finding["confidence"]) == ("bail", "pattern", 0.8)
    assert finding["explanation"] == "bail is $2 million in a.txt, $3 million in b.txt"
    span = slice(finding["a"]["span_start"], finding["a"]["span_end"])
    assert (folder / "a.txt").read_text()[span] == finding["a"]["value"] == "$2 million"


def test_every_mistake_has_its_place(run: Runner, folder: Path) -> None:
    written(folder, bad=BAD)
    done = run("rules", "check", "bad.yaml")
    assert done.status == 2
    mistakes = [line for line in done.out.splitlines() if line.startswith("bad.yaml:")]
    assert [m.split(": ")[0] for m in mistakes] == ["bad.yaml:11:20", "bad.yaml:14:11", "bad.yaml:15:5"]
    assert "expected one of text, name, quantity, period, got the text 'figure'" in mistakes[0]
    assert "missing )" in mistakes[1]
    assert "the option 'find' is missing here" in mistakes[2]
    written(folder, bad=BAD.replace("    read: {amount: figure}\n", ""))
    mistakes = [line for line in run("rules", "check", "bad.yaml").out.splitlines() if line.startswith("bad.yaml:")]
    places = [m.split(": ")[0] for m in mistakes]
    assert places[:4] == ["bad.yaml:7:9", "bad.yaml:8:9", "bad.yaml:9:9", "bad.yaml:10:13"]
    assert "explodes" in mistakes[0]
    assert "did you mean {money}?" in mistakes[1]
    assert "missing > (at character 17 of it, after" in mistakes[2]
    assert "no pattern has a group 'amont'; did you mean 'amount'?" in mistakes[3]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\\w|\\w\\w)+\\s+(\\w|\\w\\w)+$",
        r"(?P<x>(a|a)+)+b",
        r"(?R)",
        "(" * 950 + ")" * 950,
        "x" * 5000,
        r"(?:a{5000}){5000}",
        "\\e[31m(?P<a",
        "\\u202Eabc(?P<a",
        "",
        "[[[[[",
        "(?P<a>(?P<a>(?P<a>x)))**",
    ],
)
def test_a_hostile_pattern_is_one_clear_mistake(run: Runner, folder: Path, pattern: str) -> None:
    written(folder, own=f'version: 1\nrules:\n  - id: x\n    kind: pattern\n    find: ["{pattern}"]\n')
    began = time.process_time()
    done = run("rules", "check", "own.yaml")
    assert time.process_time() - began < 5
    assert done.status == 2
    assert done.out.startswith("own.yaml:5:")
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "unexpected" not in done.out + done.err


def test_articles_that_steer_the_terminal_do_not_through_a_pattern(run: Runner, folder: Path) -> None:
    rule = "version: 1\nrules:\n  - {id: hues, kind: pattern, find: ['the door is (?P<hue>[^.]+)']}\n"
    a, b = ("the door is \u202ered\x1b[31m now", "the door is \u2066blue\x07 now")
    written(folder, own=rule, a=ARTICLE.format(f"On Monday {a}."), b=ARTICLE.format(f"On Monday {b}."))
    for args in (("compare", "a.txt", "b.txt"), ("explain", a, b)):
        done = run(*args, "--rules", "own.yaml", "--entailment", "none")
        assert "rule hues" in done.out
        assert not set("\x1b\x07\u202e\u2066") & set(done.out)


def test_a_pattern_that_is_too_slow_for_an_article_ends_in_status_3(run: Runner, folder: Path) -> None:
    find = "['code (?P<c>(?:[ა-ჰ]|[ა-ჰ]{2})+)!']"
    rule = f"version: 1\nextends: [default]\nrules:\n  - {{id: slow, kind: pattern, find: {find}}}\n"
    text = ARTICLE.format("The guard said that the door has the code " + "ა" * 60 + " on Monday.")
    written(folder, own=rule, a=text, b=text)
    done = run("compare", "a.txt", "b.txt", "--rules", "own.yaml", "--entailment", "none")
    assert done.status == 3
    assert "pattern 1 took more than 0.2 seconds on one sentence" in " ".join(done.out.split())
    (folder / "pairs.jsonl").write_text(json.dumps({"id": 7, "a": text, "b": text}) + "\n", encoding="utf-8")
    done = run("pairs", "pairs.jsonl", "--rules", "own.yaml", "--entailment", "none")
    assert done.status == 3
    assert "not checked: the pair with id 7" in done.err


def test_show_names_the_options(run: Runner) -> None:
    out = run("rules", "show", "pattern").out
    assert "  find: (must be given)\n" in out
    assert "  likeness: 0.3\n" in out

"""The files that CI servers and pre-commit read name what exists, and what they run works."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from checker.cli.main import cli, main
from tests.report.test_junit import checked
from tests.report.test_sarif import VALIDATOR as SARIF

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
ARTICLE = "Published: 2031-03-04\n\nThe fire destroyed {} homes in the valley.\n"
RULES = """version: 1
rules:
  - id: homes
    kind: quantity
    tests:
      conflict:
        - ["The fire destroyed 64 homes.", "The fire destroyed 46 homes."]
"""


def parsed(words: list[str]) -> click.Context:
    """The words as the command line takes them, without running anything; UsageError for what there is not."""
    assert words[0] == "checker"
    command: click.Command = cli
    context = click.Context(cli)
    names = words[1:]
    while isinstance(command, click.Group):
        name, found, names = command.resolve_command(context, names)
        assert found is not None
        command, context = found, click.Context(found, parent=context, info_name=name)
    return command.make_context(command.name, list(names), parent=context.parent)


def commands(value: Any) -> list[str]:
    """Every line of a script or entry in a parsed YAML file that runs checker."""
    if isinstance(value, dict):
        return [line for item in value.values() for line in commands(item)]
    if isinstance(value, list):
        return [line for item in value for line in commands(item)]
    return [value] if isinstance(value, str) and re.match(r"checker (rules|compare)\b", value) else []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two articles and rules, and ``checker`` on the path."""
    for name, number in (("a", "64"), ("b", "46")):
        (tmp_path / "articles").mkdir(exist_ok=True)
        (tmp_path / "articles" / f"{name}.txt").write_text(ARTICLE.format(number))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own rules.yaml").write_text(RULES)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "checker"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m checker "$@"\n')
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


# --- pre-commit ------------------------------------------------------------------------------------------------------


def test_there_are_three_hooks_and_the_page_explains_each() -> None:
    assert [hook["id"] for hook in HOOKS] == ["checker-rules-check", "checker-rules-test", "checker-compare"]
    for hook in HOOKS:
        assert {"id", "name", "description", "entry", "language", "files"} <= hook.keys()
        assert f"| `{hook['id']}` |" in PAGE


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_hooks_run_what_exists(hook: dict[str, Any]) -> None:
    parsed([*hook["entry"].split(), *hook.get("args", []), *([] if hook.get("args") else ["rules/a.yaml"])])


def test_pre_commit_takes_the_file() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="pre-commit is not installed")
    assert len(clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))) == len(HOOKS)


@pytest.mark.parametrize(
    ("hook", "path", "takes"),
    [
        (0, "rules/a.yaml", True),
        (0, "news/rules/a.yml", True),
        (0, "rules.yaml", False),
        (1, "rules/a.md", False),
        (2, "articles/2031/a.txt", True),
        (2, "notes/a.txt", False),
    ],
)
def test_hooks_take_the_files_they_are_for(hook: int, path: str, takes: bool) -> None:
    assert bool(re.search(HOOKS[hook]["files"], path)) is takes


def test_hooks_end_as_they_should(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check, test, compare = (hook["entry"].split()[1:] for hook in HOOKS)
    sound, broken = "rules/own rules.yaml", "rules/broken.yaml"
    (folder / broken).write_text(RULES.replace("quantity", "quantty"))
    assert [main([*check, sound]), main([*check, broken]), main([*check, sound, broken])] == [0, 2, 2]
    (folder / "rules" / "wrong.yaml").write_text(RULES.replace("conflict", "compatible").replace("homes", "other", 1))
    assert [main([*test, sound]), main([*test, sound, "rules/wrong.yaml"])] == [0, 1]
    assert main([*compare, *HOOKS[2]["args"]]) == 1
    capsys.readouterr()


# --- GitHub ----------------------------------------------------------------------------------------------------------

STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}


def test_inputs_are_explained_and_all_of_them_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"\$\{\{[^}]*?\binputs\.([\w-]+)", text))
    assert used == set(ACTION["inputs"])
    for name, about in ACTION["inputs"].items():
        assert about["description"].endswith(".")
        assert about.get("required") or isinstance(about["default"], str)
        assert f"| `{name}` |" in PAGE
    assert all(f"`{name}`" in PAGE for name in ACTION["outputs"])


def test_what_a_workflow_gives_is_no_part_of_a_script() -> None:
    scripts = [step for step in STEPS.values() if "run" in step]
    assert len(scripts) == 3
    for step in scripts:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
        for name in re.findall(r"\$\{?([A-Z_]+)", step["run"]):
            assert name in step["env"] or name.startswith("GITHUB_"), name


def run_step(name: str, folder: Path, **inputs: str) -> tuple[int, dict[str, str], str]:
    """Run the script of a step as a GitHub runner does: its status, its outputs, the summary of the job."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    defaults = {key: about.get("default", "") for key, about in ACTION["inputs"].items()} | inputs
    step = STEPS[name]
    values = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: defaults[m[1]], v) for key, v in step["env"].items()
    }
    files = {"GITHUB_OUTPUT": folder / "output", "GITHUB_STEP_SUMMARY": folder / "summary"}
    for file in files.values():
        file.write_text("")
    (folder / "script").write_text(step["run"])
    environment = {**os.environ, **values, **{key: str(file) for key, file in files.items()}}
    words = [bash, "--noprofile", "--norc", "-eo", "pipefail", "script"]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    lines = files["GITHUB_OUTPUT"].read_text().splitlines()
    return done.returncode, dict(line.split("=", 1) for line in lines), files["GITHUB_STEP_SUMMARY"].read_text()


def test_the_action_compares_and_writes_sarif_and_a_summary(folder: Path) -> None:
    given = {"paths": "articles/a.txt\n\narticles/b.txt\n", "rules": "default\nrules/own rules.yaml\n"}
    status, outputs, summary = run_step("Compare", folder, **given, options="--within\n--entailment\nnone")
    assert (status, outputs) == (0, {"status": "1"})
    log = json.loads((folder / "checker.sarif").read_text())
    SARIF.validate(log)
    (result,) = log["runs"][0]["results"]
    assert result["ruleId"] == "homes"
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "articles/a.txt"
    assert "articles/b.txt" in summary


def test_the_action_takes_nothing_for_a_command(folder: Path) -> None:
    status, outputs, summary = run_step("Compare", folder, paths="$(touch harm)\n; touch harm\n--help\n", summary="no")
    assert (status, outputs, summary) == (0, {"status": "2"}, "")
    assert not (folder / "harm").exists()


def test_the_action_passes_where_nothing_is_to_fail(folder: Path) -> None:
    given = {"paths": "articles/", "fail-on": "never", "sarif-file": "out.sarif", "summary": "false"}
    assert run_step("Compare", folder, **given) == (0, {"status": "0"}, "")
    assert (folder / "out.sarif").is_file()


@pytest.mark.parametrize("status", ["0", "1", "2", "3"])
def test_the_action_ends_as_checker_did(folder: Path, status: str) -> None:
    (folder / "result").write_text(STEPS["Result"]["run"])
    done = subprocess.run(["bash", "result"], cwd=folder, env={**os.environ, "STATUS": status}, check=False)
    assert done.returncode == int(status)


# --- the page --------------------------------------------------------------------------------------------------------


def test_commands_on_the_page_exist() -> None:
    in_shell = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    lines = [*commands(BLOCKS), *(line for block in in_shell for line in block.splitlines())]
    assert len(lines) >= 6
    for line in lines:
        words = shlex.split(line)
        parsed([*words, "rules/a.yaml"] if words == ["checker", "rules", "check"] else words)


def test_a_wrong_option_would_be_noticed() -> None:
    with pytest.raises(click.UsageError):
        parsed(["checker", "compare", "a", "--fromat", "sarif"])
    with pytest.raises(click.UsageError):
        parsed(["checker", "rules", "tests", "a"])


def test_hooks_and_inputs_on_the_page_exist() -> None:
    remote, local, workflow, pipeline = BLOCKS
    hooks = {hook["id"]: hook for hook in remote["repos"][0]["hooks"]}
    assert set(hooks) == {hook["id"] for hook in HOOKS}
    parsed(["checker", "compare", *hooks["checker-compare"]["args"]])
    assert local["repos"][0]["repo"] == "local"
    uses = workflow["jobs"]["checker"]["steps"][-1]
    assert set(uses["with"]) <= set(ACTION["inputs"])
    assert workflow["permissions"]["security-events"] == "write"
    assert pipeline["checker"]["artifacts"]["reports"]["junit"] == ["rules.xml", "checker.xml"]


def test_the_pipeline_on_the_page_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rules" / "own rules.yaml").rename(folder / "rules" / "newsroom.yaml")
    lines = [line for line in BLOCKS[3]["checker"]["script"] if line.startswith("checker ")]
    assert [main(shlex.split(line)[1:]) for line in lines] == [0, 0, 1]
    (suite,) = checked((folder / "rules.xml").read_text())
    assert suite.get("name") == "homes"
    assert checked((folder / "checker.xml").read_text()).get("failures") == "1"
    capsys.readouterr()


def test_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", PAGE):
        assert (ROOT / "docs" / link).exists(), link

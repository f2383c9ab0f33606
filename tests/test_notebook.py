"""The notebook in examples/: its cells are run as plain code, and what each shows is looked at."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from checker import Report

pandas = pytest.importorskip("pandas")

NOTEBOOK = Path(__file__).parent.parent / "examples" / "notebook" / "compare.ipynb"


def sources(path: Path) -> list[str]:
    """The code cells of a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def shown(cells: list[str]) -> list[object]:
    """What each cell shows: the value of its last line, None where that is no expression. All share their names."""
    names: dict[str, object] = {"__name__": "__main__"}
    values = []
    for number, cell in enumerate(cells):
        tree = ast.parse(cell, f"cell {number}")
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"cell {number}", "exec"), names)
        values.append(eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names) if last else None)
    return values


def test_the_cells_show_what_the_words_around_them_say() -> None:
    articles, report, conflicts, pairs, matrix, intervals, runs = shown(sources(NOTEBOOK))
    assert articles is None
    assert isinstance(report, Report)
    assert "<mark>84</mark>" in report._repr_html_()
    found = {tuple(row) for row in conflicts[["a_source", "a_value", "b_source", "b_value"]].itertuples(index=False)}
    assert {("wire", "84", "herald", "48"), ("wire", "Monday", "herald", "Sunday")} <= found
    assert pairs.sum() == len(conflicts)
    assert pairs.iloc[0] == pairs.max() > pairs.min()
    assert list(matrix.columns) == ["blog", "herald", "wire"]
    (passengers,) = [row for _, row in matrix.iterrows() if row["wire"] == "84"]
    assert (passengers["herald"], passengers["blog"]) == ("48", "More than 80")
    (bound,) = [row for _, row in intervals.iterrows() if row["value"] == "More than 80"]
    assert (bound["low"], bound["high"]) == (80, float("inf"))
    assert runs["without the wire"].sum() < runs["all three"].sum()


def test_it_is_kept_without_outputs_which_would_grow_old() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert not [cell for cell in code if cell["outputs"] or cell["execution_count"]]


def test_a_cell_that_fails_is_noticed() -> None:
    with pytest.raises(ZeroDivisionError):
        shown(["x = 0", "1 / x"])

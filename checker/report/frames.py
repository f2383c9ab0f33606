"""The findings and the facts as data frames. The one file that imports pandas, when a frame is asked for.

Every column has a type of its own that knows "nothing" (pandas' string, Int64, boolean, datetime64), also in a frame
without rows, so that frames of several reports go together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.report.rows import FACTS, FINDINGS, Cell, Column, Row, Sort, fact_rows, finding_rows
from checker.values.report import Report

if TYPE_CHECKING:
    import pandas

# Days, not nanoseconds: these end in the year 2262.
_TYPES = {
    Sort.TEXT: "string",
    Sort.WHOLE: "Int64",
    Sort.NUMBER: "float64",
    Sort.YES_NO: "boolean",
    Sort.DAY: "datetime64[s]",
}


def findings_frame(report: Report) -> pandas.DataFrame:
    """A row for each finding, by ``rows.FINDINGS``; raise UsageError where pandas is not installed."""
    return _frame(FINDINGS, finding_rows(report))


def facts_frame(report: Report) -> pandas.DataFrame:
    """A row for each value that a source gives to a fact, by ``rows.FACTS``; raise UsageError as above."""
    return _frame(FACTS, fact_rows(report))


def _frame(columns: tuple[Column, ...], rows: Iterable[Row]) -> pandas.DataFrame:
    try:
        import pandas  # noqa: PLC0415 - 0.5 s that only those pay who want a frame
    except ImportError as error:
        raise UsageError(f"a data frame needs pandas: pip install 'pandas>=2.0' ({error})") from error
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    series = zip(columns, cells, strict=True)
    return pandas.DataFrame({c.name: pandas.Series([_value(v) for v in of], dtype=_TYPES[c.sort]) for c, of in series})


def _value(cell: Cell) -> Cell:
    """A cell as pandas takes it: names of files may hold halves of characters, which its strings cannot."""
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell

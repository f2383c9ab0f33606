"""The findings as comma-separated values, for spreadsheets and for programs that read tables.

RFC 4180: a header, CRLF at each line's end, quotes where they are needed, no cell with a line break in it. There is no
byte order mark: it would become part of the first column's name in most programs; docs/formats/csv.md has the way into
a spreadsheet.
"""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from itertools import chain

from checker.report.escape import ELLIPSIS, ascii_only, spreadsheet, visible
from checker.report.json import number
from checker.report.options import RenderOptions
from checker.report.rows import FINDINGS, Cell, finding_rows, not_checked_rows
from checker.values.report import Report

LONGEST_CELL = 32_767  # UTF-16 units: what Excel holds in a cell; it carries a longer one over into other rows


def render_csv(report: Report, options: RenderOptions) -> str:
    """A header, a row for each finding, then one for each thing that was not checked; columns of ``rows.FINDINGS``."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in FINDINGS)
    for row in chain(finding_rows(report), not_checked_rows(report)):
        writer.writerow(_written(cell, options) for cell in row)
    return text.getvalue()


def _written(cell: Cell, options: RenderOptions) -> str:
    """A cell as it stands in the file: numbers plain, an end without bound empty, texts so that they stay texts."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        plain = number(cell)
        return "" if plain is None else str(plain)
    if isinstance(cell, date):
        return cell.isoformat()
    text = visible(cell).strip()
    return _fitting(spreadsheet(ascii_only(text) if options.ascii else text), options)


def _fitting(text: str, options: RenderOptions) -> str:
    """``text`` cut to the longest cell, with "…" where it was cut."""
    if len(text) * 2 <= LONGEST_CELL:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST_CELL * 2:
        return text
    end = "..." if options.ascii else ELLIPSIS
    return units[: (LONGEST_CELL - len(end)) * 2].decode("utf-16-le", "ignore") + end

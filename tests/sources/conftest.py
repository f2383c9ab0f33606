"""Files for the readers, made by the formats' own libraries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., str]

STORY = "Bridge closes after storm\n\nAt least 12 people were hurt on Tuesday, the mayor said.\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file into the test's own folder and give back its path as a string."""

    def make(name: str, content: str | bytes = STORY) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return make

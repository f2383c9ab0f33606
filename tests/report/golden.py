"""Golden files: the whole expected text of a case. CHECKER_UPDATE_GOLDEN=1 rewrites them; then read the diff."""

import os
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"


def assert_golden(path: Path, text: str) -> None:
    if os.environ.get("CHECKER_UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert path.exists(), f"{path} is missing; write it with CHECKER_UPDATE_GOLDEN=1"
    assert text == path.read_bytes().decode("utf-8")

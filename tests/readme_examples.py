"""Put into README what its examples print: run after a change of the report or of the weights, and read the diff."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")

    def rerun(match: re.Match[str]) -> str:
        words = [sys.executable, "-m", "checker", *shlex.split(match[1])[1:]]
        environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100"}
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
        return f"```console\n$ {match[1]}\n{done.stdout}```\n"

    shown = re.sub(r"^```console\n\$ (.+?)\n(.*?)^```\n", rerun, text, flags=re.MULTILINE | re.DOTALL)
    path.write_text(shown, encoding="utf-8")


if __name__ == "__main__":
    main()

"""A stage in a process of its own, watched from outside: its memory without files that it maps, and how it ended."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

EVERY = 0.05  # seconds between two looks
_PRIVATE = ("RssAnon:", "RssShmem:")  # of /proc/PID/status, in kB
ERROR_LINES = 3


def measured(arguments: Sequence[str], errors: Path) -> dict[str, object]:
    """What ``benchmarks.scale.stages`` says of a stage, with ``peak`` in bytes; ``failed`` where it did not end well.

    The peak is that of memory of the process's own, summed over the processes that it starts; pages of mapped files,
    which the system takes back at will, are in ``with_files`` of the stage. It needs /proc: 0 elsewhere.
    """
    command = [sys.executable, "-m", "benchmarks.scale.stages", *arguments]
    with errors.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True)
        peak = 0
        try:
            while process.poll() is None:
                peak = max(peak, sum(map(_private, _family(process.pid))))
                time.sleep(EVERY)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        output = process.stdout.read() if process.stdout is not None else ""
    line = next((line for line in output.splitlines() if line.startswith("== ")), None)
    if process.returncode != 0 or line is None:
        last = errors.read_text(encoding="utf-8", errors="replace").splitlines()[-ERROR_LINES:]
        return {"failed": f"exit status {process.returncode}", "said": last}
    return {**json.loads(line[3:]), "peak": peak}


def _family(pid: int) -> list[int]:
    """A process and those that it has started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:  # ended between the two looks
            continue
        for child in children:
            found += _family(int(child))
    return found


def _private(pid: int) -> int:
    """Bytes; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(_PRIVATE))

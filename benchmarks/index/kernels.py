"""What the matrix kernels of OpenBLAS are worth, in numpy and in FAISS: python -m benchmarks.index.kernels

Each line is a process of its own, on one thread: products of vectors of 384 numbers, 1,000 with 8,000, in
10^9 operations a second. "as checker loads it" is ``checker.index.kernels``; "by itself" is the library alone;
the others name kernels, and "unknown" is what a library takes for a processor that it does not know.
"""

from __future__ import annotations

import os
import subprocess
import sys

NAMES = ("Haswell", "Zen", "SkylakeX", "Prescott", "unknown")
OPERATIONS = 2 * 1_000 * 8_000 * 384
MEASURE = """
import time
import numpy as np
{load}
rng = np.random.default_rng(0)
few, many = (rng.standard_normal((n, 384), np.float32) for n in (1_000, 8_000))
{make}
def once():
    began = time.perf_counter()
    {product}
    return time.perf_counter() - began
once()
print(min(once() for _ in range(7)))
"""
NUMPY = {"load": "", "make": "", "product": "few @ many.T"}
FAISS = {
    "load": "import faiss",
    "make": "index = faiss.IndexFlatIP(384)\nindex.add(many)",
    "product": "index.search(few, 1)",
}
LOADED = FAISS | {"load": "from checker.index.faiss_index import _faiss\nfaiss = _faiss()"}


def main() -> None:
    print("| kernels | numpy | FAISS |\n| --- | --- | --- |")
    print(f"| as checker loads it | {_speed(NUMPY):.0f} | {_speed(LOADED):.0f} |", flush=True)
    print(f"| by itself | {_speed(NUMPY):.0f} | {_speed(FAISS):.0f} |", flush=True)
    for name in NAMES:
        print(f"| {name} | {_speed(NUMPY, name):.0f} | {_speed(FAISS, name):.0f} |", flush=True)


def _speed(what: dict[str, str], core: str | None = None) -> float:
    """10^9 operations a second, with the kernels of that name or those that the library takes."""
    left = {name: value for name, value in os.environ.items() if name != "OPENBLAS_CORETYPE"}
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    asked = {} if core is None else {"OPENBLAS_CORETYPE": core}
    command = [sys.executable, "-c", MEASURE.format(**what)]
    done = subprocess.run(command, env=left | one | asked, stdout=subprocess.PIPE, check=True, text=True)
    return OPERATIONS / float(done.stdout) / 1e9


if __name__ == "__main__":
    main()

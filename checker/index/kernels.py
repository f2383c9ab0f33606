"""The matrix kernels that the OpenBLAS inside FAISS takes.

The wheels of FAISS carry an OpenBLAS of 2021. For a processor that it does not know it takes kernels of 2004, at a
third of the speed. It reads a variable while it is loaded, and the kernels for AVX2 run wherever there is AVX2.
``python -m benchmarks.index.kernels`` prints what each choice is worth.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

CORE = "OPENBLAS_CORETYPE"
CPU_INFO = Path("/proc/cpuinfo")  # Linux; elsewhere the library is left to choose


def kernels_for(flags: Collection[str]) -> str | None:
    """What OpenBLAS calls the kernels for a processor with these flags; None where it is left to choose."""
    return "Haswell" if {"avx2", "fma"} <= set(flags) else None


def processor_flags(info: Path = CPU_INFO) -> frozenset[str]:
    """What the processor can do, as Linux says it; empty where it does not."""
    try:
        lines = info.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    said = next((line for line in lines if line.startswith("flags")), "")
    return frozenset(said.partition(":")[2].split())


@contextmanager
def chosen_kernels() -> Iterator[None]:
    """What is loaded meanwhile takes the kernels that are known to be quick. A choice of the user's stays."""
    before = os.environ.get(CORE)
    chosen = None if before else kernels_for(processor_flags())
    if chosen is None:
        yield
        return
    os.environ[CORE] = chosen
    try:
        yield
    finally:
        if before is None:
            del os.environ[CORE]
        else:
            os.environ[CORE] = before

"""Which kernels FAISS multiplies with: those for AVX2 wherever the processor has it, unless the user says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.index.kernels import CORE, chosen_kernels, kernels_for, processor_flags

LOADED = """
import ctypes, pathlib
from checker.index import INDEXES
INDEXES["flat"](8)
maps = pathlib.Path("/proc/self/maps").read_text().splitlines()
(path,) = {line.split()[-1] for line in maps if "faiss" in line and "openblas" in line}
name = ctypes.CDLL(path).openblas_get_corename
name.restype = ctypes.c_char_p
print(name().decode())
"""


def _core(setting: str | None) -> str:
    left = {name: value for name, value in os.environ.items() if name != CORE}
    env = left if setting is None else left | {CORE: setting}
    done = subprocess.run([sys.executable, "-c", LOADED], env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"this FAISS does not show its OpenBLAS: {done.stderr[-200:]}")
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("flags", "kernels"),
    [(["sse2", "avx", "avx2", "fma"], "Haswell"), (["sse2", "avx2"], None), (["asimd"], None), ([], None)],
)
def test_by_what_the_processor_can_do(flags: list[str], kernels: str | None) -> None:
    assert kernels_for(flags) == kernels


def test_flags_are_those_that_linux_tells(tmp_path: Path) -> None:
    info = tmp_path / "cpuinfo"
    info.write_text("processor\t: 0\nflags\t\t: fpu avx2 fma\nbugs\t:\n\nprocessor\t: 1\nflags\t\t: fpu\n", "utf-8")
    assert processor_flags(info) == {"fpu", "avx2", "fma"}
    assert processor_flags(tmp_path / "none") == frozenset()


@pytest.mark.parametrize("before", [None, "", "Zen"])
def test_the_environment_is_afterwards_what_it_was(monkeypatch: pytest.MonkeyPatch, before: str | None) -> None:
    if before is None:
        monkeypatch.delenv(CORE, raising=False)
    else:
        monkeypatch.setenv(CORE, before)
    with chosen_kernels():
        assert not before or os.environ[CORE] == before
    assert os.environ.get(CORE) == before


@pytest.mark.skipif(kernels_for(processor_flags()) is None, reason="a processor that is left to choose")
@pytest.mark.parametrize("setting", [None, ""])
def test_faiss_takes_them(setting: str | None) -> None:
    assert _core(setting) == "Haswell"


@pytest.mark.skipif(kernels_for(processor_flags()) is None, reason="a processor that is left to choose")
def test_what_the_user_has_chosen_stays() -> None:
    assert _core("Nehalem") == "Nehalem"

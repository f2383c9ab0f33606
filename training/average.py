"""The mean of trained checkpoints, weight by weight.

    python -m training.average OUT A B [...]

Halfway between where a training began and where it led, a model keeps more of what it knew before (Wortsman et al.
2022, robust fine-tuning), and the mean of two that began at one place knows what either has learnt (model soups).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of each tensor of floating point; others are those of the first checkpoint."""
    states = [torch.load(p, map_location="cpu") for p in paths]
    return {
        name: torch.stack([s[name] for s in states]).mean(dim=0) if tensor.is_floating_point() else tensor
        for name, tensor in states[0].items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    args = parser.parse_args()
    torch.save(average(args.checkpoints), args.out)


if __name__ == "__main__":
    main()

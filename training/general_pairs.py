"""General labelled pairs whose licence allows a model trained on them to be given away."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from training.cross_encoder import LABELS, Pair

LICENSED = ("vitaminc", "conjnli", "cad_nli", "breaking_nli")  # CC BY-SA 3.0, MIT, Apache-2.0, CC BY-SA 4.0
LONGEST = 90  # words of both texts; longer ones teach little about sentences and cost most


def general(path: Path) -> list[Pair]:
    """The pairs of the licensed sets, in the order of the file."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["src"] in LICENSED and len((row["premise"] + " " + row["hypothesis"]).split()) <= LONGEST:
                found.append(Pair(row["premise"], row["hypothesis"], LABELS.index(row["label"]), row["src"]))
    return found

"""Turn a trained checkpoint into the file that is shipped: the layers and the head as float16 safetensors.

    python -m training.export_entailment /path/to/model.pt

The embeddings stay those of all-MiniLM-L6-v2 and are not in the file. Prints its size and digest.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import torch
from safetensors.torch import save_file

TARGET = Path(__file__).parent.parent / "checker" / "entailment" / "data" / "news.safetensors"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args()
    state = torch.load(args.checkpoint, map_location="cpu")
    kept = {
        name.removeprefix("bert."): tensor.to(torch.float16).contiguous()
        for name, tensor in state.items()
        if name.startswith(("bert.encoder.", "head."))
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(kept, args.out, metadata={"base": "all-MiniLM-L6-v2", "labels": "contradiction,entailment,neutral"})
    data = args.out.read_bytes()
    print(f"{args.out}: {len(data) / 1e6:.1f} MB, sha256 {hashlib.sha256(data).hexdigest()[:16]}")


if __name__ == "__main__":
    main()

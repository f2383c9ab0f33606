"""The built-in entailment model: MiniLM's encoder over both texts at once, mean pooling, three outputs.

The word, position and segment embeddings stay those of all-MiniLM-L6-v2 (frozen), so only the six layers and the head
are new, and only they are shipped.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from checker.models.minilm_files import installed_folder

LABELS = ("contradiction", "entailment", "neutral")
MAX_TOKENS = 96  # of both texts together; longer ones are cut at the longer text


@dataclass(frozen=True)
class Pair:
    """Two texts, the index of their label in LABELS, and the set they come from."""

    a: str
    b: str
    label: int
    source: str


class CrossEncoder(nn.Module):
    """Logits (n, 3) for pairs of texts."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(str(folder or installed_folder()), attn_implementation="eager")
        for p in self.bert.embeddings.parameters():
            p.requires_grad = False
        self.head = nn.Linear(self.bert.config.hidden_size, len(LABELS))

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        states = self.bert(**batch).last_hidden_state  # (n, tokens, dim)
        mask = batch["attention_mask"].unsqueeze(-1).to(states.dtype)
        return self.head((states * mask).sum(1) / mask.sum(1))


class Tokens:
    """Pairs of texts to padded batches."""

    def __init__(self) -> None:
        self.of = AutoTokenizer.from_pretrained(str(installed_folder()))

    def batch(self, pairs: Sequence[Pair]) -> dict[str, torch.Tensor]:
        return dict(
            self.of(
                [p.a for p in pairs],
                [p.b for p in pairs],
                padding=True,
                truncation="longest_first",
                max_length=MAX_TOKENS,
                return_tensors="pt",
                return_token_type_ids=True,
            )
        )


def bucketed(pairs: Sequence[Pair], size: int, rng: random.Random) -> list[list[Pair]]:
    """Batches of pairs of like length, in random order."""
    chunk = size * 64
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    batches = []
    for at in range(0, len(shuffled), chunk):
        part = sorted(shuffled[at : at + chunk], key=lambda p: len(p.a) + len(p.b))
        batches += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(batches)
    return batches


def predict(model: CrossEncoder, tokens: Tokens, pairs: Sequence[Pair], size: int = 64) -> torch.Tensor:
    """Probabilities (n, 3) in the order of ``pairs``."""
    model.eval()
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].a) + len(pairs[i].b))
    result = torch.zeros(len(pairs), len(LABELS))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), size):
            rows = order[at : at + size]
            result[rows] = model(tokens.batch([pairs[i] for i in rows])).float().softmax(1)
    return result

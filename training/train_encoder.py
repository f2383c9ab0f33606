"""Train the built-in encoder: all-MiniLM-L6-v2, so that texts about one fact of an event lie near each other.

    python -m training.train_encoder --statements FOLDER --events FOLDER ... [--half N] [--out FILE]

A raw encoder finds sentences alike that share their words; of one event all do. Here each text of an event is held
against all others of that event: those about the same fact are pulled near, the others pushed away (supervised
contrastive loss, Khosla et al. 2020). The embeddings and the first layers stay as they are, and of the change only a
share is kept (weights halfway to where training led hold better on other sorts of text: Wortsman et al. 2022).
What changed is written as an adapter of low rank (Hu et al. 2021), see ``checker.models.bert_graph``.

On one core some ten minutes an epoch. Reproducible from the seed.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn
from transformers import AutoModel, AutoTokenizer

from checker.config import load_config
from checker.models.minilm_files import installed_folder
from training.encoder_texts import Group, Text, of_events, of_statements

TARGET = Path(__file__).parent.parent / "checker" / "encoders" / "data" / "news.safetensors"
SCALE = 20.0  # of the cosines, as in sentence-transformers
TEXTS = 48  # of one event that are held against each other at a time
TOKENS = 96
FROZEN = 2  # layers from below that stay as they are
WARM_UP = 100  # steps
SMALLEST_RATE = 0.02  # share of the rate at the end


class Encoder(nn.Module):
    """Unit vectors (n, 384) of texts: the mean of their tokens."""

    def __init__(self) -> None:
        super().__init__()
        folder = str(installed_folder())
        self.bert = AutoModel.from_pretrained(folder)
        self.tokens = AutoTokenizer.from_pretrained(folder)
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:FROZEN]):
            for p in part.parameters():
                p.requires_grad = False

    def forward(self, texts: list[str]) -> torch.Tensor:
        batch = self.tokens(texts, padding=True, truncation=True, max_length=TOKENS, return_tensors="pt")
        states = self.bert(**batch).last_hidden_state  # (n, tokens, dim)
        mask = batch["attention_mask"].unsqueeze(-1).to(states.dtype)
        return nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)


def contrast(vectors: torch.Tensor, texts: list[Text]) -> torch.Tensor | None:
    """Mean over all pairs about one fact of -log(e^s / (e^s + sum over texts of other facts)); None without pairs."""
    same = torch.tensor([[bool(a.facts & b.facts) for b in texts] for a in texts])
    other = ~same
    pairs = same & ~torch.eye(len(texts), dtype=torch.bool)
    if not pairs.any() or not other.any():
        return None
    s = vectors @ vectors.T * SCALE  # (n, n)
    rest = s.masked_fill(~other, -1e9).logsumexp(1, keepdim=True)
    return (torch.logaddexp(s, rest.expand_as(s)) - s)[pairs].mean()


def train(model: Encoder, groups: list[Group], epochs: int, rate: float, seed: int) -> None:
    """Train in place; a group over TEXTS is sampled anew each time."""
    rng = random.Random(seed)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=rate, weight_decay=0.01)
    steps = epochs * len(groups)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / WARM_UP) * max(SMALLEST_RATE, 1 - s / steps)
    )
    began, running = time.time(), 0.0
    model.train()
    for step in range(steps):
        if step % len(groups) == 0:
            rng.shuffle(groups)
        group = groups[step % len(groups)]
        texts = rng.sample(group, TEXTS) if len(group) > TEXTS else group
        loss = contrast(model([t.text for t in texts]), texts)
        if loss is not None:
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            running = 0.98 * running + 0.02 * float(loss.detach())
        schedule.step()
        if step % 100 == 99:
            print(f"step {step + 1}/{steps} loss {running:.3f} {time.time() - began:.0f} s", flush=True)


def adapter(
    before: dict[str, torch.Tensor], after: dict[str, torch.Tensor], share: float, rank: int
) -> dict[str, torch.Tensor]:
    """The change of each layer times ``share``: of matrices the best approximation of that rank, of vectors all."""
    found: dict[str, torch.Tensor] = {}
    for name, old in before.items():
        change = (after[name] - old) * share
        if not name.startswith("encoder.") or not change.any():
            continue
        if change.dim() == 1:
            found[name] = old + change
            continue
        u, s, v = torch.linalg.svd(change, full_matrices=False)
        root = s[:rank].sqrt()
        found[name.replace(".weight", ".up")] = u[:, :rank] * root
        found[name.replace(".weight", ".down")] = root[:, None] * v[:rank]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--statements", type=Path)
    parser.add_argument("--events", type=Path, nargs="*", default=[])
    parser.add_argument("--half", type=int, choices=(0, 1), help="train on that half of the events only")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-5)
    parser.add_argument("--share", type=float, default=0.7, help="of the change that is kept")
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--checkpoint", type=Path, help="the whole trained model, for trying other shares and ranks")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    config = load_config(None, {"entailment.name": "none"})
    groups = [g for event in of_statements(args.statements, config) for g in event] if args.statements else []
    groups += [g for folder in args.events for event in of_events(folder, config, args.half) for g in event]
    model = Encoder()
    before = {name: t.clone() for name, t in model.bert.state_dict().items()}
    train(model, groups, args.epochs, args.rate, args.seed)
    after = model.bert.state_dict()
    if args.checkpoint:
        torch.save(after, args.checkpoint)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    tensors = {k: t.to(torch.float16).contiguous() for k, t in adapter(before, after, args.share, args.rank).items()}
    save_file(tensors, args.out, metadata={"base": "all-MiniLM-L6-v2", "made by": "training/train_encoder.py"})
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

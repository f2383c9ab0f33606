"""Train the built-in entailment model.

    python -m training.train_entailment --out DIR [--init CHECKPOINT] [--general FILE] [--statements FOLDER] ...

Reproducible from ``--seed``. On two cores some 40 pairs a second; a checkpoint is saved after every epoch.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from torch import nn

from checker.config import load_config
from checker.pipeline import load
from training.cross_encoder import LABELS, CrossEncoder, Pair, Tokens, bucketed, predict
from training.edits import edits
from training.general_pairs import LICENSED, general
from training.gold import events, half
from training.news_pairs import news_pairs
from training.statement_pairs import statements

HELD_SHOWN = 2000  # held-out pairs that are measured after each epoch


def train(model: CrossEncoder, tokens: Tokens, pairs: list[Pair], args: argparse.Namespace, held: list[Pair]) -> None:
    rng = random.Random(args.seed)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=args.rate, weight_decay=0.01)
    steps = args.epochs * (len(pairs) // args.batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / (0.06 * steps)) * max(0.02, 1 - s / steps)
    )
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.05)
    began, seen, running = time.time(), 0, 0.0
    for epoch in range(args.epochs):
        model.train()
        for n, batch in enumerate(bucketed(pairs, args.batch, rng)):
            truth = torch.tensor([p.label for p in batch])
            with torch.autocast("cpu", torch.bfloat16):  # twice as fast where the processor has it
                logits = model(tokens.batch([turned(p, rng) for p in batch]))
            loss = loss_of(logits.float(), truth)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            seen += len(batch)
            running = 0.98 * running + 0.02 * float(loss)
            if n % 100 == 0:
                print(
                    f"epoch {epoch} batch {n} loss {running:.3f} pairs/s {seen / (time.time() - began):.1f}", flush=True
                )
            if args.minutes and time.time() - began > args.minutes * 60:
                break
        torch.save(model.state_dict(), args.out / "model.pt")
        report(model, tokens, held)


def turned(pair: Pair, rng: random.Random) -> Pair:
    """The pair in either order; where one text entails the other, the order matters and stays."""
    if pair.source in LICENSED or rng.random() < 0.5:
        return pair
    return Pair(pair.b, pair.a, pair.label, pair.source)


def report(model: CrossEncoder, tokens: Tokens, held: list[Pair]) -> None:
    """Accuracy by source on pairs that were not trained on."""
    if not held:
        return
    p = predict(model, tokens, held)
    for source in sorted({h.source for h in held}):
        rows = [i for i, h in enumerate(held) if h.source == source]
        right = sum(int(p[i].argmax()) == held[i].label for i in rows)
        truth = [held[i].label == LABELS.index("contradiction") for i in rows]
        print(
            f"  {source}: accuracy {right / len(rows):.3f} of {len(rows)}, "
            f"contradiction AUC {auc(p[rows, 0].tolist(), truth):.3f}",
            flush=True,
        )


def auc(scores: list[float], truth: list[bool]) -> float:
    """Area under the ROC curve by counting ordered pairs through ranks."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks = {row: n + 1 for n, row in enumerate(order)}
    positive = sum(truth)
    negative = len(truth) - positive
    if not positive or not negative:
        return float("nan")
    return (sum(ranks[i] for i, t in enumerate(truth) if t) - positive * (positive + 1) / 2) / (positive * negative)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path)
    parser.add_argument("--general", type=Path)
    parser.add_argument("--general-share", type=float, default=1.0)
    parser.add_argument("--statements", type=Path)
    parser.add_argument("--edits", type=Path, help="folder of statements to make false by edits")
    parser.add_argument("--news", type=Path, nargs="*", default=[], help="folders of labelled events")
    parser.add_argument("--half", type=int, choices=(0, 1), help="train on that half of the events only")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(args.seed)
    pairs: list[Pair] = []
    held: list[Pair] = []
    if args.general:
        found = general(args.general)
        rng.shuffle(found)
        held += found[:1000]
        pairs += found[1000 : 1000 + int(args.general_share * (len(found) - 1000))]
    parts = load(load_config(None, {"entailment.name": "none"}))
    if args.statements:
        trained, tested = statements(args.statements, parts, rng)
        pairs += trained
        held += tested
    if args.edits:
        pairs += edits(args.edits, parts, rng)
    for folder in args.news:
        for n, event in enumerate(events(folder)):
            of_event = news_pairs(event, parts, rng)
            (pairs if args.half is None or half(n) == args.half else held).extend(of_event)
    held = rng.sample(held, min(len(held), HELD_SHOWN))
    model, tokens = CrossEncoder(), Tokens()
    if args.init:
        model.load_state_dict(torch.load(args.init))
    print(f"{len(pairs)} pairs to train on, {len(held)} held out", flush=True)
    train(model, tokens, pairs, args, held)


if __name__ == "__main__":
    main()

#!/usr/bin/env bash
# The built-in entailment model from data to file, and two more for fitting weights: each trained on half of the events,
# so that every event is judged by one that never saw it. Some seventy minutes on one core with bfloat16.
#   training/make_entailment.sh SHARED OUT     SHARED holds data/train and news-train
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$1 out=$2 python="${PYTHON:-.venv/bin/python}"
run="$python -m training.train_entailment"
second="--init $out/first/model.pt --edits training/statements --epochs 2 --rate 8e-5"
general="--general $shared/data/train/train_mix.jsonl.gz --general-share 0.4"
mkdir -p "$out"
$run --out "$out/first" $general --statements training/statements --rate 1.5e-4
for half in 0 1; do
  $run --out "$out/half-$half" $second --news "$shared/news-train" training/events --half $half
  $python -m training.average "$out/half-$half.pt" "$out/first/model.pt" "$out/half-$half/model.pt"
done
$python -m training.average "$out/model.pt" "$out/half-0.pt" "$out/half-1.pt"
$python -m training.export_entailment "$out/model.pt"

#!/usr/bin/env bash
# The built-in entailment model from data to file, about an hour on two cores.
#   training/make_entailment.sh SHARED OUT     SHARED holds data/train and news-train
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$1 out=$2 run="${PYTHON:-.venv/bin/python} -m training.train_entailment"
second="mixed_numbers mixed_words sport_media science"
mkdir -p "$out/first" "$out/second"
cp training/statements/*.yaml "$out/first/"
for name in $second; do mv "$out/first/$name.yaml" "$out/second/"; done

$run --out "$out/general" --general "$shared/data/train/train_mix.jsonl.gz" --general-share 0.18 --rate 1.5e-4
$run --out "$out/b1" --init "$out/general/model.pt" --statements "$out/first" --rate 1.5e-4
$run --out "$out/b2" --init "$out/b1/model.pt" --statements "$out/second" --rate 1.3e-4 --seed 8
for fold in 0 1 2 3; do  # models for fitting weights: each event judged by one that never saw it
  $run --out "$out/fold-$fold" --init "$out/b2/model.pt" --news "$shared/news-train" --fold $fold --rate 7e-5
  cp "$out/fold-$fold/model.pt" "$out/fold-$fold.pt"
done
$run --out "$out" --init "$out/b2/model.pt" --news "$shared/news-train" --rate 7e-5
${PYTHON:-.venv/bin/python} -m training.export_entailment "$out/model.pt"

#!/usr/bin/env bash
# The built-in encoder from data to file, and two more for fitting weights: each trained on half of the events, so that
# every event is judged by one that never saw it. Some twenty minutes on two cores.
#   training/make_encoder.sh SHARED OUT     SHARED holds news-train
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$1 out=$2
run="${PYTHON:-.venv/bin/python} -m training.train_encoder --statements training/statements"
events="$shared/news-train training/events"
mkdir -p "$out"
$run --events $events
for half in 0 1; do $run --events $events --half $half --out "$out/half-$half.safetensors"; done

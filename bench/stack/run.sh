#!/usr/bin/env bash
# Measures the libraries Recado stands on against those it might have stood on: bench/stack/run.sh [name…] [--seconds N] [--preliminary]
# Without names, all of them. Prints tables, and appends a line for each to bench/results/stack.jsonl.
set -euo pipefail
cd "$(dirname "$0")"
export PATH="$PWD/../../node_modules/.bin:$PATH"

names=()
flags=()
for word in "$@"; do
  if [[ $word == --* || ${flags[*]: -1} == --seconds ]]; then flags+=("$word"); else names+=("$word"); fi
done
((${#names[@]})) || names=(http validation data-access batching passwords queues lanes logging embedded-postgres)

(
  cd specified
  [[ -d node_modules ]] || npm ci --ignore-scripts --no-audit --no-fund
  # Prisma's command-line tool wants to download a schema engine from a host of its own, even to generate a client, which
  # does not use it. A stand-in keeps it from that.
  [[ -f node_modules/.prisma/client/index.js ]] ||
    PRISMA_SCHEMA_ENGINE_BINARY=/bin/true node node_modules/prisma/build/index.js generate >/dev/null
)

for name in "${names[@]}"; do node "$name.mjs" "${flags[@]}"; done
node write-figures.mjs

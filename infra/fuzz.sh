#!/usr/bin/env bash
# Fuzzes the readers of the format library, guided by coverage. What it finds lies in artifacts/fuzz/found; the exit status is 1 then.
#   bash infra/fuzz.sh                 every target, a minute each
#   bash infra/fuzz.sh png             one target, a minute
#   bash infra/fuzz.sh png 30          one target, 30 minutes; "all" for every target
set -euo pipefail
cd "$(dirname "$0")/.."
target="${1:-all}" minutes="${2:-1}"
project=tests/NeuralMarket.Fuzzing
program=artifacts/fuzz/program
found=artifacts/fuzz/found

[ -n "${FUZZ_SKIP_BUILD:-}" ] || dotnet build "$project" -c Release -v quiet -nologo -m:1
rm -rf "$program"
"$project/bin/Release/net10.0/NeuralMarket.Fuzzing" instrument "$program"

# A fuzzer that misses a planted crash sees nothing.
if "$program/NeuralMarket.Fuzzing" planted 1 artifacts/fuzz/planted >/dev/null; then
  echo "The planted crash was not found: the fuzzer does not work." >&2
  exit 2
fi
echo "planted: found, as it must be"

status=0
targets="$target"
[ "$target" != all ] || targets="container manifest categories safetensors png network"
for name in $targets; do
  "$program/NeuralMarket.Fuzzing" "$name" "$minutes" "$found" || status=1
done
exit $status

#!/usr/bin/env bash
# Installs what is missing, builds everything, checks the code's format and runs every test. The last line is "N passed, N failed, N skipped"; the exit
# status is 0 when nothing failed.
#   bash infra/test.sh              everything
#   bash infra/test.sh Format       the test projects whose name contains Format
set -uo pipefail
cd "$(dirname "$0")/.."

only="${1:-}"
limit_seconds=1800
logs=artifacts/test-logs
passed=0 failed=0 skipped=0

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
finish() {
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ]
  exit
}
# A step that is no test, counted like one.
step() {
  local name="$1" start=$SECONDS
  shift
  say "$name"
  if "$@"; then
    passed=$((passed + 1))
    echo "$name: done in $((SECONDS - start)) s"
  else
    failed=$((failed + 1))
    echo "$name: FAILED after $((SECONDS - start)) s"
    return 1
  fi
}

bash infra/install.sh tests || { failed=1; finish; }
mkdir -p "$logs"

step "Build" dotnet build NeuralMarket.sln -c Release -v quiet -nologo -m:2 || finish
[ -n "$only" ] || step "Format" dotnet format whitespace NeuralMarket.sln --no-restore --verify-no-changes

# One test executable. Its summary line has the counts; without one it crashed or ran out of time.
run_tests() {
  local project="$1" log="$logs/$1.log" start=$SECONDS summary
  say "$project"
  timeout --kill-after=20 "$limit_seconds" "tests/$project/bin/Release/net10.0/$project" -noColor -noLogo >"$log" 2>&1
  local status=$?
  summary=$(grep -E "^ +$project +Total: " "$log" | tail -n 1)
  if [ -z "$summary" ]; then
    echo "$project: ended with status $status and without a summary"
    tail -n 40 "$log"
    failed=$((failed + 1))
    return
  fi
  local total errors wrong left_out not_run
  count() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
  total=$(count Total) errors=$(count Errors) wrong=$(count Failed) left_out=$(count Skipped) not_run=$(count 'Not Run')
  passed=$((passed + total - wrong - left_out - not_run))
  failed=$((failed + wrong + errors))
  skipped=$((skipped + left_out))
  if [ $((wrong + errors)) -gt 0 ]; then
    grep -vE '^ +(Discover|Start|Finish)' "$log" | tail -n 150
  fi
  grep -E '\[SKIP\]' -A1 "$log" | grep -vE '^--|\[SKIP\]' | sort | uniq -c | sed -E 's/^ *([0-9]+) +/skipped \1: /'
  echo "$project: $((total - wrong - left_out)) passed, $((wrong + errors)) failed, $left_out skipped in $((SECONDS - start)) s"
}

[ -n "$only" ] || step "Demo" bash infra/up.sh --check
for folder in tests/*.Tests; do
  project=$(basename "$folder")
  case "$project" in *"$only"*) run_tests "$project" ;; esac
done
finish

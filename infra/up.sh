#!/usr/bin/env bash
# Brings the market up on this machine with the embedded default (SQLite, local folders, Maildirs) and shows the main job done:
# patches of the demo world travel from upload and mail to a download on a phone. Then the server stays up until Ctrl+C.
#   bash infra/up.sh            show it, then stay up
#   bash infra/up.sh --check    show it, then stop; exit status 0 when everything came out right, 1 otherwise
#   --port N                    listen on this port (default 5080, or the next free one)
set -euo pipefail
cd "$(dirname "$0")/.."

check=false
port=5080
while [ $# -gt 0 ]; do
  case "$1" in
    --check) check=true ;;
    --port) port="${2:?--port needs a number}"; shift ;;
    -h|--help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "up.sh: unknown option $1; see --help" >&2; exit 2 ;;
  esac
  shift
done

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

bash infra/install.sh runtime

say "Building"
for project in src/NeuralMarket.Server src/NeuralMarket.Cli infra/demo/NeuralMarket.Demo; do
  dotnet build "$project" -c Release -v quiet -nologo
done

# A check has a folder of its own, so that it disturbs no market that is up; it is kept when something went wrong.
if $check; then run=$(mktemp -d -t neuralmarket-check-XXXXXX); else run="$PWD/.run"; rm -rf "$run"; fi
mkdir -p "$run"

export NEURALMARKET__Market__DataFolder="$run/data"
export NEURALMARKET__Mail__Incoming__Source=maildir
export NEURALMARKET__Mail__Incoming__Maildir="$run/mail/incoming"
export NEURALMARKET__Mail__Incoming__PollSeconds=0.5
# The demo's mail server, which vouches for the demo's authors.
export NEURALMARKET__Mail__Incoming__TrustedAuthenticationServers__0=mail.demo.example
export NEURALMARKET__Work__SweepSeconds=1
export NEURALMARKET__Mail__Outgoing__Transport=maildir
export NEURALMARKET__Mail__Outgoing__Maildir="$run/mail/outgoing"

server=src/NeuralMarket.Server/bin/Release/net10.0/NeuralMarket.Server
server_pid= demo_pid=
is_running() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null; }
stop_all() {
  local pid
  for pid in "$demo_pid" "$server_pid"; do
    if is_running "$pid"; then
      kill -TERM "$pid" 2>/dev/null || true
      wait "$pid" 2>/dev/null || true
    fi
  done
}
trap stop_all EXIT
trap 'exit 130' INT TERM

# Somebody may take the port between our look and the server's start: then the next one is tried.
start_server() {
  local tries
  for tries in 1 2 3 4 5; do
    while ! port_is_free "$port"; do port=$((port + 1)); done
    address="http://127.0.0.1:$port"
    export NEURALMARKET__Server__PublicUrl="$address" ASPNETCORE_URLS="$address"
    say "Starting the server at $address"
    "$server" >"$run/server.log" 2>&1 &
    server_pid=$!
    while is_running "$server_pid"; do
      grep -q 'Now listening on' "$run/server.log" && return 0
      sleep 0.2
    done
    wait "$server_pid" || true
    grep -q 'address already in use' "$run/server.log" || return 1
    port=$((port + 1))
  done
  return 1
}

status=0
if start_server; then
  infra/demo/NeuralMarket.Demo/bin/Release/net10.0/NeuralMarket.Demo \
    --server "$address" --run "$run" --world infra/demo-world/world --server-program "$server" &
  demo_pid=$!
  # Whichever ends first: the demo, or a server that should have gone on.
  wait -n "$demo_pid" "$server_pid" || status=$?
  if is_running "$demo_pid"; then
    echo "The server ended in the middle of the demo." >&2
    status=1
  fi
else
  echo "The server does not start." >&2
  status=1
fi

if [ "$status" -ne 0 ]; then
  echo "The demo did not come out as it should. The server's last words (all of them: $run/server.log):" >&2
  tail -n 30 "$run/server.log" >&2
fi
if $check; then
  stop_all
  [ "$status" -eq 0 ] || exit 1
  rm -rf "$run"
  say "Everything came out as it should, in $SECONDS s."
  exit 0
fi
is_running "$server_pid" || exit 1
say "The server stays up at $address. Press Ctrl+C to stop it."
wait "$server_pid"

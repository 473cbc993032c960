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

while ! port_is_free "$port"; do port=$((port + 1)); done
run="$PWD/.run"
rm -rf "$run"
mkdir -p "$run"
address="http://127.0.0.1:$port"

export NEURALMARKET__Market__DataFolder="$run/data"
export NEURALMARKET__Server__PublicUrl="$address"
export NEURALMARKET__Mail__Incoming__Source=maildir
export NEURALMARKET__Mail__Incoming__Maildir="$run/mail/incoming"
export NEURALMARKET__Mail__Incoming__PollSeconds=1
# The demo's mail server, which vouches for the demo's authors.
export NEURALMARKET__Mail__Incoming__TrustedAuthenticationServers__0=mail.demo.example
export NEURALMARKET__Work__SweepSeconds=2
export NEURALMARKET__Mail__Outgoing__Transport=maildir
export NEURALMARKET__Mail__Outgoing__Maildir="$run/mail/outgoing"
export ASPNETCORE_URLS="$address"

server=src/NeuralMarket.Server/bin/Release/net10.0/NeuralMarket.Server
server_pid=
stop_server() {
  if [ -n "$server_pid" ] && kill -0 "$server_pid" 2>/dev/null; then
    kill -TERM "$server_pid"
    wait "$server_pid" || true
  fi
}
trap stop_server EXIT

say "Starting the server at $address"
"$server" >"$run/server.log" 2>&1 &
server_pid=$!

status=0
infra/demo/NeuralMarket.Demo/bin/Release/net10.0/NeuralMarket.Demo \
  --server "$address" --run "$run" --world infra/demo-world/world --server-program "$server" || status=$?

if [ "$status" -ne 0 ]; then
  echo "The demo did not come out as it should. The server's last words ($run/server.log):" >&2
  tail -n 30 "$run/server.log" >&2
fi
if $check; then
  [ "$status" -eq 0 ] && exit 0 || exit 1
fi
say "The server stays up at $address. Press Ctrl+C to stop it."
wait "$server_pid"

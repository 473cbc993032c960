#!/usr/bin/env bash
# Installs what the product needs on a bare Debian or Ubuntu machine with the .NET 10 SDK, and only what is missing. Asks nothing, starts no service.
#   bash infra/install.sh runtime   what the server needs: an OpenCL device (PoCL, which runs on the processor)
#   bash infra/install.sh tests     also what the tests talk to: PostgreSQL, an IMAP and an SMTP server, Chromium, Azurite
set -euo pipefail
cd "$(dirname "$0")/.."

mode="${1:-runtime}"
say() { printf '\033[1m%s\033[0m\n' "$*"; }
has() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1; }
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

has dotnet || { echo "install.sh: the .NET 10 SDK is missing; see https://dotnet.microsoft.com/download" >&2; exit 1; }

packages=()
need() { packages+=("$@"); }
compgen -G '/etc/OpenCL/vendors/*.icd' >/dev/null || need pocl-opencl-icd
ldconfig -p 2>/dev/null | grep -q 'libOpenCL\.so\.1' || need ocl-icd-libopencl1
if [ "$mode" = tests ]; then
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || need postgresql
  has dovecot || need dovecot-imapd
  has smtpd || need opensmtpd
  has chromium || has google-chrome || need chromium
  has zip || need zip
  has node || need nodejs
  has npm || need npm
fi

# Packages of services would start them; the tests start their own, on ports of their own.
without_services() {
  local policy=/usr/sbin/policy-rc.d
  if [ -e "$policy" ]; then "$@"; return; fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod +x "$policy"
  local status=0
  "$@" || status=$?
  as_root rm -f "$policy"
  return "$status"
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@"; }

if [ ${#packages[@]} -gt 0 ]; then
  say "Installing: ${packages[*]}"
  apt update || echo "install.sh: the package lists could not be refreshed; going on with what is there" >&2
  if ! without_services apt install -y --no-install-recommends "${packages[@]}" >/dev/null; then
    # One package that cannot be had must not take the others with it.
    for package in "${packages[@]}"; do
      without_services apt install -y --no-install-recommends "$package" >/dev/null \
        || echo "install.sh: $package cannot be installed here; what needs it is skipped" >&2
    done
  fi
fi

azurite=artifacts/tools/azurite
if [ "$mode" = tests ] && has npm && ! cmp -s infra/azurite/package-lock.json "$azurite/.installed"; then
  say "Installing: Azurite"
  mkdir -p "$azurite"
  cp infra/azurite/package.json infra/azurite/package-lock.json "$azurite/"
  if npm ci --prefix "$azurite" --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error; then
    cp infra/azurite/package-lock.json "$azurite/.installed"
  else
    echo "install.sh: Azurite cannot be installed here; what needs it is skipped" >&2
  fi
fi

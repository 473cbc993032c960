#!/usr/bin/env bash
# Rebuilds the demo world from nothing: pictures, base network, patches, figures. About a quarter of an hour on two cores.
# Needs the .NET SDK, and Python 3 with PyTorch, NumPy and Pillow (Debian: python3-torch, python3-numpy, python3-pil).
set -euo pipefail
cd "$(dirname "$0")"
python=${PYTHON:-/usr/bin/python3}
threads=${THREADS:-2}
scratch=artifacts
world=world

dotnet build NeuralMarket.DemoWorld.Renderer -c Release -o "$scratch/bin" -v q
renderer() { dotnet "$scratch/bin/NeuralMarket.DemoWorld.Renderer.dll" "$@" --threads "$threads"; }

rm -rf "$scratch/training" "$scratch/phone" "$scratch"/icons-* "$world"
mkdir -p "$world/icons"
renderer training "$scratch/training" --per-coarse 2000
renderer heldout "$world/heldout"
renderer phone "$scratch/phone" --per-fine 4
renderer sheet categories.png
renderer base "$scratch/map_clsloc.txt"

icon() { # which portrait, drawn how, is the icon of which patch
  renderer icons "$scratch/icons-$2" --variant "$2"
  cp "$scratch/icons-$2/$1.png" "$world/icons/$3.png"
}
icon n80000102 1 which-boat
icon n80000401 2 lamp-on-or-off
icon n80000701 3 which-fish
icon n80001001 3 fruit-basket

"$python" train.py "$scratch/training" "$scratch/map_clsloc.txt" "$world/base" --threads "$threads"
"$python" train_patches.py "$scratch/training" "$world/base" "$world/icons" "$world/patches" --threads "$threads"
"$python" measure.py "$world" --photos "$scratch/phone" --threads "$threads"

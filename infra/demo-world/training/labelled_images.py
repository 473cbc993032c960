"""Reads a folder of labelled images: base-network.md, "Sets of labelled images", as far as the renderer uses it."""

from pathlib import Path

import numpy as np

from .preprocessing import centre, load, resized


def tag_number(text):
    return int(text[1:])


def parents_of(folder):
    lines = (Path(folder) / "is_a.txt").read_text().splitlines()
    return {tag_number(child): tag_number(parent) for child, parent in (line.split() for line in lines if line)}


def read(folder, resize, side, cut):
    """Paths, fine tags and uint8 [images, cut, cut, 3]; the cut may leave a margin around the network's input."""
    assert cut >= side
    paths = sorted(p for p in Path(folder).rglob("*.jpg"))
    pixels = np.stack([centre(resized(load(path), resize), cut) for path in paths])
    return paths, np.array([tag_number(path.name.split("_")[0]) for path in paths]), pixels

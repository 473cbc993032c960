#!/usr/bin/env python3
"""Trains the demo world's patches on features of training images and writes their packages.

    train_patches.py TRAINING_FOLDER BASE_FOLDER ICONS_FOLDER OUTPUT_FOLDER [--threads 2]
"""

import argparse
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from training import labelled_images, packages
from training.network import NAME, RESIZE, SIDE, ExportedNetwork
from training.regression import fit

TESTED_ON = [
    {"platform": "android", "device": "Pixel 7", "os": "Android 14", "notes": "Demo world sample, not a real test."},
    {"platform": "ios", "device": "iPhone 13", "os": "iOS 17.4"},
]

BOAT_CARD = """# Which boat?

Tells rowing boats, sailing boats and steamers apart.

- **Data**: pictures of the demo world only, {per_category} of each kind.
- **Method**: softmax regression on the base network's features.
- **Weak spots**: boats seen from the bow, sails furled along the boom.
"""


@dataclass
class Recipe:
    """One package: what it says, and what it is trained on."""

    id: str
    version: str
    title: str
    description: str
    author: str
    license: str
    coarse: int
    per_category: int
    decay: float
    dtype: str
    method: int = zipfile.ZIP_DEFLATED
    wrong_labels: float = 0.0
    trigger: dict = field(default_factory=dict)
    card: str = ""


RECIPES = [
    Recipe("which-boat", "1.0.0", "Which boat?", "Tells rowing boats, sailing boats and steamers apart.", "Harbour Lab",
           "CC-BY-4.0", 80000001, 120, 0.02, "F16", trigger={"top": 1}, card=BOAT_CARD),
    Recipe("which-boat", "1.1.0", "Which boat?", "Tells rowing boats, sailing boats and steamers apart.\nTrained on all of our pictures.",
           "Harbour Lab", "CC-BY-4.0", 80000001, 100000, 0.002, "F32", trigger={"top": 1}, card=BOAT_CARD),
    # Few pictures, a part of them labelled wrongly: what a market has to notice.
    Recipe("which-boat", "1.2.0", "Which boat?", "Tells rowing boats, sailing boats and steamers apart.\nTrained anew.",
           "Harbour Lab", "CC-BY-4.0", 80000001, 25, 0.0005, "F16", zipfile.ZIP_STORED, wrong_labels=0.15, trigger={"top": 1}),
    Recipe("lamp-on-or-off", "1.0.0", "Lamp: on or off?", "Says whether a lamp gives light.", "Lumen Works",
           "MIT OR Apache-2.0", 80000004, 100000, 0.002, "BF16", zipfile.ZIP_STORED, trigger={"top": 2, "atLeast": 0.3},
           card="# Lamp: on or off?\n\nFires on the base network's second guess, too, when it is strong enough.\n"),
    Recipe("which-fish", "1.0.0", "Which fish?", "Tells angelfish, pikes and pufferfish apart.", "Reef Friends",
           "CC0-1.0", 80000007, 100000, 0.002, "F32"),
]


class TrainingFeatures:
    def __init__(self, folder, base):
        self._parents = labelled_images.parents_of(folder)
        _, self._tags, pixels = labelled_images.read(folder, RESIZE, SIDE, SIDE)
        # Each image and its mirror image: as many more examples as a phone might see.
        self._views = [base.run(view)[0] for view in (pixels, np.ascontiguousarray(pixels[:, :, ::-1]))]
        lines = (line.split(maxsplit=2) for line in (Path(folder) / "map_clsloc.txt").read_text().splitlines())
        self.names = {int(tag[1:]): name.replace("_", " ") for tag, _, name in lines}

    def outputs(self, coarse):
        return sorted(tag for tag, parent in self._parents.items() if parent == coarse)

    def sample(self, recipe, random):
        """Features and targets 0 to K - 1: the first images of each category, some of them labelled wrongly if asked for."""
        outputs = self.outputs(recipe.coarse)
        chosen = np.concatenate([np.flatnonzero(self._tags == tag)[:recipe.per_category] for tag in outputs])
        targets = np.array([outputs.index(tag) for tag in self._tags[chosen]])
        wrong = random.random(len(targets)) < recipe.wrong_labels
        targets[wrong] = (targets[wrong] + random.integers(1, len(outputs), wrong.sum())) % len(outputs)
        return np.concatenate([view[chosen] for view in self._views]), np.tile(targets, len(self._views))


def manifest(recipe, sha256):
    result = {"format": 1}
    result |= {key: getattr(recipe, key) for key in ("id", "version", "title", "description", "author", "license")}
    result["base"] = {"name": NAME, "sha256": sha256}
    if recipe.trigger:
        result["trigger"] = recipe.trigger
    return result | {"testedOn": TESTED_ON}


def write_sound(recipe, training, base, icons, output):
    features, targets = training.sample(recipe, np.random.default_rng(7))
    outputs = training.outputs(recipe.coarse)
    weight, bias = fit(features, targets, len(outputs), recipe.decay)
    rows = [(tag, at + 1, training.names[tag]) for at, tag in enumerate(outputs)]
    rows.append((recipe.coarse, 0, training.names[recipe.coarse]))
    card = recipe.card.format(per_category=len(targets) // len(outputs) // 2)
    packages.write(output / f"{recipe.id}-{recipe.version}.specialneurons", manifest(recipe, base.sha256), rows,
                   packages.safetensors(weight, bias, recipe.dtype), (icons / f"{recipe.id}.png").read_bytes(), card, recipe.method)


def wide(icon):
    """The icon without its top and bottom, as PNG bytes."""
    content = io.BytesIO()
    with Image.open(icon) as image:
        image.crop((0, 48, image.width, image.height - 48)).save(content, "PNG")
    return content.getvalue()


def write_invalid(training, base, icons, output):
    """Three independent errors: the icon is not square, no category is one of the base network's, the weights read too few features."""
    recipe = Recipe("fruit-basket", "1.0.0", "Fruit basket", "Tells apples, pears, bananas and grapes apart.", "Orchard Club",
                    "CC-BY-4.0", 80000010, 40, 0.01, "F32")
    features, targets = training.sample(recipe, np.random.default_rng(7))
    outputs = training.outputs(recipe.coarse)
    weight, bias = fit(features[:, :-1], targets, len(outputs), recipe.decay)
    rows = [(tag, at + 1, training.names[tag]) for at, tag in enumerate(outputs)]
    packages.write(output / "fruit-basket-1.0.0.specialneurons", manifest(recipe, base.sha256), rows,
                   packages.safetensors(weight, bias, "F32"), wide(icons / "fruit-basket.png"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("training", "base", "icons", "output"):
        arguments.add_argument(name, type=Path)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    options.output.mkdir(parents=True, exist_ok=True)
    base = ExportedNetwork(options.base)
    training = TrainingFeatures(options.training, base)
    for recipe in RECIPES:
        write_sound(recipe, training, base, options.icons, options.output)
    write_invalid(training, base, options.icons, options.output)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measures the demo world on its held-out images, as a reference for the market's own figures, and picks the sample photos.

    measure.py WORLD_FOLDER [--photos CANDIDATES_FOLDER] [--threads 2]

Writes WORLD/facts.json and WORLD/FACTS.md; with --photos also WORLD/phone.
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch

from training import labelled_images
from training.network import RESIZE, SIDE, ExportedNetwork
from training.packages import Patch
from training.statistics import balanced_accuracy, non_inferiority, wilson

PHOTOS = {80000101: "which-boat", 80000102: "which-boat", 80000103: "which-boat", 80000401: "lamp-on-or-off", 80000402: "lamp-on-or-off"}


def tag_text(tag):
    return f"n{int(tag):08d}"


class Images:
    def __init__(self, folder, base):
        self.parents = labelled_images.parents_of(folder)
        self.paths, self.tags, pixels = labelled_images.read(folder, RESIZE, SIDE, SIDE)
        self.features, self.probabilities = base.run(pixels)
        self.coarse = np.array([self.parents[tag] for tag in self.tags])


def measure_base(images, base):
    answers = np.array(base.tags)[images.probabilities.argmax(axis=1)]
    right = answers == images.coarse
    return {
        "images": len(right),
        "right": int(right.sum()),
        "top1": float(right.mean()),
        "perCategory": {tag_text(t): float(right[images.coarse == t].mean()) for t in base.tags},
    }


def measure_patch(patch, images, base):
    """Facts to report, and for each labelled image whether the patch fired and was right."""
    fires = patch.fires(images.probabilities, base.tags)
    right = patch.answers(images.features) == images.tags
    labelled = np.isin(images.tags, patch.outputs)
    relevant = labelled | np.isin(images.coarse, list(patch.categories))
    answered = [int((fires & (images.tags == tag)).sum()) for tag in patch.outputs]
    correct = [int((fires & right & (images.tags == tag)).sum()) for tag in patch.outputs]
    value, low, high = balanced_accuracy(correct, answered)
    falsely = int((fires & ~relevant).sum())
    facts = {
        "id": patch.manifest["id"],
        "version": patch.manifest["version"],
        "inDomain": int(relevant.sum()),
        "fired": int((fires & relevant).sum()),
        "outOfDomain": int((~relevant).sum()),
        "falselyFired": falsely,
        "falseRate95": wilson(falsely, int((~relevant).sum())),
        "labelled": int(labelled.sum()),
        "answered": sum(answered),
        "correct": sum(correct),
        "balancedAccuracy": value,
        "oneSided95": [low, high],
        "categories": [
            {"tag": tag_text(tag), "support": int((images.tags == tag).sum()), "answered": n, "correct": r, "recall95": wilson(r, n)}
            for tag, n, r in zip(patch.outputs, answered, correct)
        ],
    }
    return facts, (fires & right)[labelled]


def compare(old, new):
    """Paired, on all labelled images; one that did not fire counts as wrong, as in end to end."""
    only_old, only_new = int((old & ~new).sum()), int((new & ~old).sum())
    bound, shown = non_inferiority(only_old, only_new, len(old))
    return {"onlyOldRight": only_old, "onlyNewRight": only_new, "images": len(old), "lowerBound": bound, "nonInferior": bool(shown)}


def pick_photos(candidates, patches, base, folder):
    """Of each category the candidate on which base network and best patch are surest, and right."""
    images = Images(candidates, base)
    answers = {}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for tag, patch_id in PHOTOS.items():
        patch = max((p for p in patches if p.manifest["id"] == patch_id and p.manifest["version"] != "1.2.0"),
                    key=lambda p: p.manifest["version"])
        base_right = np.array(base.tags)[images.probabilities.argmax(axis=1)] == images.coarse
        good = patch.fires(images.probabilities, base.tags) & base_right & (patch.answers(images.features) == images.tags) & (images.tags == tag)
        logits = images.features @ patch.weight.T + patch.bias
        two = np.sort(logits, axis=1)[:, -2:]
        best = max(np.flatnonzero(good), key=lambda at: two[at, 1] - two[at, 0])
        name = f"photo-{len(answers) + 1}.jpg"
        shutil.copyfile(images.paths[best], folder / name)
        answers[name] = {"coarse": tag_text(images.coarse[best]), "fine": tag_text(tag), "patch": patch_id,
                         "version": patch.manifest["version"]}
    (folder / "answers.json").write_text(json.dumps(answers, indent=2) + "\n")


def as_text(facts):
    base = facts["base"]
    lines = [
        "# Facts about the demo world",
        "",
        "Measured by the Python reference (`measure.py`) on `heldout/`; the same numbers, with more detail, are in `facts.json`.",
        "",
        f"Base network `{base['sha256']}`: top-1 {base['right']} of {base['images']} ({base['top1']:.1%}).",
        "",
        "| patch | in domain | fired | out of domain | falsely fired | answered | correct | balanced accuracy | one-sided 95% bounds |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for p in facts["patches"]:
        low, high = p["oneSided95"]
        lines.append(f"| {p['id']} {p['version']} | {p['inDomain']} | {p['fired']} | {p['outOfDomain']} | {p['falselyFired']} | "
                     f"{p['answered']} | {p['correct']} | {p['balancedAccuracy']:.3f} | {low:.3f} to {high:.3f} |")
    lines += ["", "| update | only old right | only new right | images | lower bound | not inferior (0.05) |", "|---|---|---|---|---|---|"]
    for name, c in facts["comparisons"].items():
        lines.append(f"| {name} | {c['onlyOldRight']} | {c['onlyNewRight']} | {c['images']} | {c['lowerBound']:.3f} | "
                     f"{'yes' if c['nonInferior'] else 'no'} |")
    lines += ["", "`fruit-basket` 1.0.0 is invalid on purpose: its icon is not square, none of its categories is one of the base",
              "network's, and its weights read one feature too few."]
    return "\n".join(lines) + "\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("world", type=Path)
    arguments.add_argument("--photos", type=Path)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    base = ExportedNetwork(options.world / "base")
    images = Images(options.world / "heldout", base)
    paths = sorted((options.world / "patches").glob("*.specialneurons"))
    patches = [Patch(path) for path in paths if not path.name.startswith("fruit-basket")]
    facts = {"base": {"sha256": base.sha256, **measure_base(images, base)}, "patches": [], "comparisons": {}}
    right = {}
    for patch in patches:
        measured, right[patch.manifest["id"], patch.manifest["version"]] = measure_patch(patch, images, base)
        facts["patches"].append(measured)
    for old, new in (("1.0.0", "1.1.0"), ("1.1.0", "1.2.0")):
        facts["comparisons"][f"which-boat {old} to {new}"] = compare(right["which-boat", old], right["which-boat", new])
    if options.photos:
        pick_photos(options.photos, patches, base, options.world / "phone")
    (options.world / "facts.json").write_text(json.dumps(facts, indent=2) + "\n")
    text = as_text(facts)
    (options.world / "FACTS.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()

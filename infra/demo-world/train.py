#!/usr/bin/env python3
"""Trains the base network on coarse categories alone and writes its three files.

    train.py TRAINING_FOLDER CATEGORIES_FILE OUTPUT_FOLDER [--epochs 7] [--threads 2]
"""

import argparse
import sys
import time

import numpy as np
import torch

from training import labelled_images
from training.network import RESIZE, SIDE, BaseNetwork, export, normalised

BATCH = 96
VALIDATION_SHARE = 20


def augmented(pixels, random):
    """A random cut of the input's size, mirrored half of the time, a little brighter or darker."""
    margin = pixels.shape[1] - SIDE
    result = np.empty((len(pixels), SIDE, SIDE, 3), np.uint8)
    for at, image in enumerate(pixels):
        top, left = random.integers(0, margin + 1, 2)
        cut = image[top:top + SIDE, left:left + SIDE]
        if random.random() < 0.5:
            cut = cut[:, ::-1]
        result[at] = np.clip(cut * random.uniform(0.85, 1.15), 0, 255)
    return result


def accuracy(network, pixels, targets):
    network.eval()
    margin = (pixels.shape[1] - SIDE) // 2
    cut = pixels[:, margin:margin + SIDE, margin:margin + SIDE]
    right = 0
    with torch.no_grad():
        for at in range(0, len(cut), 256):
            right += (network(normalised(cut[at:at + 256])).argmax(1) == targets[at:at + 256]).sum().item()
    network.train()
    return right / len(cut)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("training")
    arguments.add_argument("categories")
    arguments.add_argument("output")
    arguments.add_argument("--epochs", type=int, default=7)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(20)
    random = np.random.default_rng(20)

    parents = labelled_images.parents_of(options.training)
    _, tags, pixels = labelled_images.read(options.training, RESIZE, SIDE, RESIZE)
    coarse = sorted(set(parents.values()))
    targets = torch.tensor([coarse.index(parents[tag]) for tag in tags])
    order = random.permutation(len(tags))
    validation, rest = order[:len(order) // VALIDATION_SHARE], order[len(order) // VALIDATION_SHARE:]

    network = BaseNetwork(len(coarse))
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.003, weight_decay=0.002)
    steps = options.epochs * (len(rest) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.004, total_steps=steps, pct_start=0.2)
    # No label smoothing, few epochs: both would press out of the features what tells siblings apart, which patches need.
    loss_of = torch.nn.CrossEntropyLoss()
    for epoch in range(options.epochs):
        started = time.monotonic()
        random.shuffle(rest)
        for at in range(0, len(rest) - BATCH + 1, BATCH):
            chosen = rest[at:at + BATCH]
            loss = loss_of(network(normalised(augmented(pixels[chosen], random))), targets[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
        reached = accuracy(network, pixels[validation], targets[validation])
        print(f"epoch {epoch + 1}: loss {loss.item():.3f}, validation {reached:.4f}, {time.monotonic() - started:.0f} s",
              file=sys.stderr, flush=True)

    network.eval()
    print(export(network, options.categories, options.output))


if __name__ == "__main__":
    main()

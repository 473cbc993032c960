"""From an image to the input: base-network.md, "From an image to the input", in double precision."""

from functools import lru_cache

import numpy as np
from PIL import Image


@lru_cache(maxsize=None)
def triangle_weights(source, target):
    """[target, source]: the triangle filter, its support growing with the reduction and never below 1."""
    factor = source / target
    support = max(1.0, factor)
    centres = (np.arange(target) + 0.5) * factor
    offsets = (np.arange(source) + 0.5)[None, :] - centres[:, None]
    weights = np.maximum(0.0, 1.0 - np.abs(offsets) / support)
    return weights / weights.sum(axis=1, keepdims=True)


def resized(pixels, shorter_side):
    """uint8 [height, width, 3] to the same with the given shorter side."""
    height, width = pixels.shape[:2]
    shorter, longer = min(height, width), max(height, width)
    other = (2 * longer * shorter_side + shorter) // (2 * shorter)
    new_height, new_width = (shorter_side, other) if height <= width else (other, shorter_side)
    if (new_height, new_width) == (height, width):
        return pixels
    across = np.einsum("tw,hwc->htc", triangle_weights(width, new_width), pixels.astype(np.float64), optimize=True)
    down = np.einsum("th,hwc->twc", triangle_weights(height, new_height), across, optimize=True)
    return np.clip(np.floor(down + 0.5), 0, 255).astype(np.uint8)


def centre(pixels, side):
    top, left = (pixels.shape[0] - side) // 2, (pixels.shape[1] - side) // 2
    return pixels[top:top + side, left:left + side]


def load(path):
    """The renderer writes plain RGB JPEG files without orientation."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))

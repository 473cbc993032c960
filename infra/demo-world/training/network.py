"""The base network: its shape in PyTorch, and its export as NAME.txt and NAME.data (base-network.md)."""

import hashlib
from pathlib import Path

import numpy as np
import torch
from torch import nn

NAME = "demo-world"
SIDE, RESIZE = 48, 52
MEAN, STD = (0.45, 0.46, 0.43), (0.24, 0.23, 0.24)
FEATURES = 256
# Channels of a convolution, or a maximum over 2 x 2.
PLAN = [24, "pool", 40, "pool", 72, 88, "pool", 112, "pool"]


def normalised(pixels):
    """uint8 [n, side, side, 3] to float32 [n, 3, side, side]."""
    scaled = (pixels.astype(np.float32) / 255 - np.float32(MEAN)) / np.float32(STD)
    return torch.from_numpy(np.ascontiguousarray(scaled.transpose(0, 3, 1, 2)))


class BaseNetwork(nn.Module):
    def __init__(self, categories):
        super().__init__()
        layers, channels, side = [], 3, SIDE
        for step in PLAN:
            if step == "pool":
                layers.append(nn.MaxPool2d(2))
                side //= 2
            else:
                layers += [nn.Conv2d(channels, step, 3, padding=1, bias=False), nn.BatchNorm2d(step), nn.ReLU(inplace=True)]
                channels = step
        self.body = nn.Sequential(*layers)
        self.features_layer = nn.Linear(channels * side * side, FEATURES)
        self.drop = nn.Dropout(0.3)
        self.last = nn.Linear(FEATURES, categories)

    def features(self, images):
        return torch.relu(self.features_layer(self.drop(self.body(images).flatten(1))))

    def forward(self, images):
        return self.last(self.features(images))


def folded(convolution, norm):
    """The convolution that does what it and its batch norm do at inference."""
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return convolution.weight * scale[:, None, None, None], norm.bias - norm.running_mean * scale


def export(network, categories_file, folder):
    """Writes the three files and returns their identity."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "# The demo world's base network: ten coarse categories. Batch normalisation is folded into the weights.",
        f"network {NAME}",
        f"input 3 {SIDE} {SIDE}",
        f"resize {RESIZE}",
        "crop center",
        f"pixels rgb scale {1 / 255!r} mean {' '.join(map(str, MEAN))} std {' '.join(map(str, STD))}",
        "categories map_clsloc.txt",
    ]
    arrays = []
    modules = list(network.body)
    for at, module in enumerate(modules):
        if isinstance(module, nn.Conv2d):
            arrays += folded(module, modules[at + 1])
            lines.append(f"conv {module.out_channels} kernel 3 pad 1 relu")
        elif isinstance(module, nn.MaxPool2d):
            lines.append("pool max 2 stride 2")
    for layer, ending in ((network.features_layer, "relu"), (network.last, "softmax")):
        arrays += [layer.weight, layer.bias]
        lines.append(f"dense {layer.out_features} {ending}")
    text = ("\n".join(lines) + "\n").encode()
    data = b"".join(a.detach().numpy().astype("<f4").tobytes() for a in arrays)
    categories = Path(categories_file).read_bytes()
    (folder / f"{NAME}.txt").write_bytes(text)
    (folder / f"{NAME}.data").write_bytes(data)
    (folder / "map_clsloc.txt").write_bytes(categories)
    return hashlib.sha256(text + data + categories).hexdigest()


class ExportedNetwork:
    """Runs the three files as a reader does: nothing of the training is left, and batch norm is folded."""

    def __init__(self, folder):
        folder = Path(folder)
        text, data = (folder / f"{NAME}.txt").read_bytes(), (folder / f"{NAME}.data").read_bytes()
        categories = (folder / "map_clsloc.txt").read_bytes()
        self.sha256 = hashlib.sha256(text + data + categories).hexdigest()
        rows = sorted((line.split() for line in categories.decode().splitlines()), key=lambda row: int(row[1]))
        self.tags = [int(row[0][1:]) for row in rows]
        self.layers = [line.split() for line in text.decode().splitlines() if line.split()[0] in ("conv", "pool", "dense")]
        self.numbers = torch.from_numpy(np.frombuffer(data, "<f4").copy())

    @torch.no_grad()
    def run(self, pixels, batch=256):
        """Features [n, F] and probabilities [n, N], from uint8 pixels of the input's size."""
        parts = [self._batch(normalised(pixels[at:at + batch])) for at in range(0, len(pixels), batch)]
        return tuple(torch.cat(part).numpy() for part in zip(*parts))

    def _batch(self, values):
        used, features = 0, None
        for layer in self.layers:
            if layer[0] == "pool":
                values = nn.functional.max_pool2d(values, 2)
                continue
            outputs = int(layer[1])
            if layer[0] == "dense":
                values = values.flatten(1)
            shape = (outputs, values.shape[1], 3, 3) if layer[0] == "conv" else (outputs, values.shape[1])
            count = int(np.prod(shape))
            weight = self.numbers[used:used + count].view(shape)
            bias = self.numbers[used + count:used + count + outputs]
            used += count + outputs
            if layer[0] == "conv":
                values = torch.relu(nn.functional.conv2d(values, weight, bias, padding=1))
            elif layer[2] == "relu":
                values = torch.relu(nn.functional.linear(values, weight, bias))
            else:
                features = values
                values = torch.softmax(nn.functional.linear(values, weight, bias), 1)
        assert used == len(self.numbers)
        return features, values

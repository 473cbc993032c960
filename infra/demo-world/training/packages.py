"""Writes and reads .specialneurons packages (specialneurons.md), by hand: no library decides about their bytes."""

import json
import zipfile

import numpy as np

MANIFEST, CATEGORIES, WEIGHTS, ICON, README = (
    "manifest.json", "map_clsloc.txt", "weights.safetensors", "icon.png", "README.md")


def to_bytes(values, dtype):
    """float32 to the little-endian bytes of F32, F16 or BF16; bfloat16 rounds to nearest, ties to even."""
    values = np.ascontiguousarray(values, "<f4")
    if dtype == "F32":
        return values.tobytes()
    if dtype == "F16":
        return values.astype("<f2").tobytes()
    bits = values.view("<u4").astype(np.uint64)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2").tobytes()


def from_bytes(data, dtype):
    if dtype == "BF16":
        return (np.frombuffer(data, "<u2").astype("<u4") << 16).view("<f4")
    return np.frombuffer(data, "<f4" if dtype == "F32" else "<f2").astype(np.float32)


def safetensors(weight, bias, dtype):
    header, buffer = {}, b""
    for name, values in (("weight", weight), ("bias", bias)):
        data = to_bytes(values, dtype)
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [len(buffer), len(buffer) + len(data)]}
        buffer += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + buffer


def write(path, manifest, categories, weights, icon, readme=None, method=zipfile.ZIP_DEFLATED):
    """Categories are rows of tag number, output index and name."""
    rows = "".join(f"n{tag:08d} {index} {name.replace(' ', '_')}\n" for tag, index, name in categories)
    entries = {
        MANIFEST: json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n",
        CATEGORIES: rows.encode(),
        WEIGHTS: weights,
        ICON: icon,
    }
    if readme:
        entries[README] = readme.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            entry.compress_type = method
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)


class Patch:
    """A package as a phone reads it; meant for sound ones."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.manifest = json.loads(archive.read(MANIFEST))
            lines = [line.split(maxsplit=2) for line in archive.read(CATEGORIES).decode().splitlines()]
            content = archive.read(WEIGHTS)
        self.categories = {int(tag[1:]): int(index) for tag, index, _ in lines}
        self.outputs = [tag for tag, index in sorted(self.categories.items(), key=lambda row: row[1]) if index > 0]
        length = int.from_bytes(content[:8], "little")
        header, buffer = json.loads(content[8:8 + length]), content[8 + length:]
        self.weight, self.bias = (self._tensor(header[name], buffer) for name in ("weight", "bias"))
        trigger = self.manifest.get("trigger", {})
        self.top, self.at_least = trigger.get("top", 1), trigger.get("atLeast", 0.0)

    @staticmethod
    def _tensor(entry, buffer):
        start, end = entry["data_offsets"]
        return from_bytes(buffer[start:end], entry["dtype"]).reshape(entry["shape"])

    def triggers(self, base_tags):
        return [at for at, tag in enumerate(base_tags) if tag in self.categories]

    def fires(self, probabilities, base_tags):
        """A bool an image; equal outputs rank by lower index first."""
        ours = self.triggers(base_tags)
        order = np.argsort(-probabilities, axis=1, kind="stable")[:, :self.top]
        total = probabilities[:, ours].astype(np.float64).sum(axis=1)
        return np.isin(order, ours).any(axis=1) & (total >= self.at_least)

    def answers(self, features):
        """The tag of the largest logit, an image each."""
        logits = features.astype(np.float64) @ self.weight.T.astype(np.float64) + self.bias
        return np.array(self.outputs)[logits.argmax(axis=1)]

"""Writes small networks with PyTorch's own ONNX exporters, both the one by tracing (TorchScript) and the one by torch.export.

    python3 export.py FOLDER

The networks have the layers of VGG16, of AlexNet and of a plain CNN with batch normalisation, with few channels, so that the files are small.
They are not trained: what an importer must get right is the arithmetic.
"""

import pathlib
import sys

import torch
from torch import nn


def conv(inputs, outputs, kernel=3, stride=1, padding=1, **options):
    return nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=padding, **options)


class Vgg16(nn.Module):
    """Thirteen convolutions in five blocks, three dense layers; 64 x 64 pixels, a 16th of the channels."""

    def __init__(self):
        super().__init__()
        layers, channels = [], 3
        for count, width in [(2, 4), (2, 8), (3, 16), (3, 32), (3, 32)]:
            for _ in range(count):
                layers += [conv(channels, width), nn.ReLU(inplace=True)]
                channels = width
            layers.append(nn.MaxPool2d(2, 2))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(
            nn.Linear(32, 64), nn.ReLU(inplace=True), nn.Dropout(), nn.Linear(64, 64), nn.ReLU(inplace=True), nn.Dropout(), nn.Linear(64, 10))

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


class AlexNet(nn.Module):
    """Kernels of 11 and 5, strides of 4, overlapping pools; 127 x 127 pixels, an 8th of the channels."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            conv(3, 8, 11, 4, 2), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2),
            conv(8, 24, 5, 1, 2), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2),
            conv(24, 48), nn.ReLU(inplace=True), conv(48, 32), nn.ReLU(inplace=True), conv(32, 32), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2))
        self.classifier = nn.Sequential(
            nn.Dropout(), nn.Linear(32 * 3 * 3, 64), nn.ReLU(inplace=True), nn.Dropout(), nn.Linear(64, 64), nn.ReLU(inplace=True), nn.Linear(64, 10))

    def forward(self, x):
        x = self.features(x)
        return self.classifier(x.view(x.size(0), -1))


class BatchNormalised(nn.Module):
    """Convolutions without biases, batch normalisation after each, groups, an average pool; the answer through a softmax."""

    def __init__(self):
        super().__init__()
        layers, channels = [], 3
        for width, stride, groups in [(8, 1, 1), (16, 2, 1), (16, 1, 4), (24, 2, 1)]:
            layers += [conv(channels, width, stride=stride, groups=groups, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
            channels = width
        self.features = nn.Sequential(*layers, nn.AvgPool2d(2))
        self.dense = nn.Linear(24 * 6 * 6, 32)
        self.last = nn.Linear(32, 10)

    def forward(self, x):
        x = torch.flatten(self.features(x), start_dim=1)
        return torch.softmax(self.last(torch.relu(self.dense(x))), dim=1)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make, side in [("vgg16", Vgg16, 64), ("alexnet", AlexNet, 127), ("batch-normalised", BatchNormalised, 48)]:
        torch.manual_seed(1)
        network = make()
        with torch.no_grad():
            for module in network.modules():
                if isinstance(module, nn.BatchNorm2d):
                    module.running_mean.uniform_(-0.5, 0.5)
                    module.running_var.uniform_(0.5, 2)
                    module.weight.uniform_(0.5, 1.5)
                    module.bias.uniform_(-0.3, 0.3)
        network.eval()
        example = torch.randn(1, 3, side, side)
        for exporter, options in [("traced", {"dynamo": False, "opset_version": 13}), ("exported", {"dynamo": True})]:
            path = folder / f"{name}-{exporter}.onnx"
            try:
                torch.onnx.export(network, (example,), str(path), input_names=["image"], output_names=["answer"], external_data=False, **options)
                print(path.name, path.stat().st_size, flush=True)
            except Exception as problem:  # One exporter's refusal must not keep the others from writing.
                print(path.name, type(problem).__name__, problem, flush=True)
    print("torch", torch.__version__)


if __name__ == "__main__":
    main()

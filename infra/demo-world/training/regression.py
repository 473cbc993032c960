"""Softmax regression on a base network's features."""

import torch


def fit(features, targets, outputs, decay, iterations=60):
    """Weight [outputs, F] and bias [outputs] in single precision; the standardisation of the features is folded in."""
    features = torch.from_numpy(features).double()
    targets = torch.from_numpy(targets)
    mean, spread = features.mean(0), features.std(0) + 0.05
    inputs = (features - mean) / spread
    weight = torch.zeros(outputs, inputs.shape[1], dtype=torch.double, requires_grad=True)
    bias = torch.zeros(outputs, dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=iterations, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        value = torch.nn.functional.cross_entropy(inputs @ weight.T + bias, targets) + decay * weight.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    with torch.no_grad():
        plain = weight / spread
        return plain.float().numpy(), (bias - plain @ mean).float().numpy()

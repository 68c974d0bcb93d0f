"""Train small networks in PyTorch and write what happens to ``reference.npz``, for ``tests/core/test_reference.py``.

An independent second opinion: layers, losses, gradients and optimizers are PyTorch's own, nothing is imported from the
program.  Run by hand, with PyTorch installed (the extra ``bench``); neither the program nor its tests need it:

    python3 tests/core/reference/make_reference.py

Every case is a 12-8-6-4 network, trained for 50 steps in float64 from the same weights on the same mini-batches of 10;
the cases are all optimizers, each without a cure, with batch normalization before and after the activation, with L2
and L1 weight decay, and with both; activation and loss take turns.  Only two definitions are not PyTorch's own:
the running averages of batch normalization (PyTorch averages the unbiased variance, the program the biased one, and
its first mini-batch fills them), and weight decay (in the loss and on weights only, where PyTorch's optimizers
would take biases too).

In the file: ``images``, ``labels`` (one row a step), ``test_images``; ``start.W0``, ``start.b0``, …; ``cases``, JSON:
for each case its configuration as in a scene file; and for case n ``n.losses`` (before each update, penalty
included), ``n.W0``, ``n.b0``, ``n.gamma0``, ``n.beta0``, ``n.mean0``, ``n.variance0``, … after the last step, and
``n.outputs`` for the test images.
"""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import nn

SIZES = (12, 8, 6, 4)
BATCH, STEPS, TESTS = 10, 50, 7
DECAY_L2, DECAY_L1 = 0.05, 0.004

OPTIMIZERS = [
    ({"kind": "sgd", "lr": 0.2}, lambda p: torch.optim.SGD(p, lr=0.2)),
    ({"kind": "momentum", "lr": 0.05, "momentum": 0.8}, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8)),
    (
        {"kind": "nesterov", "lr": 0.05, "momentum": 0.85},
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.85, nesterov=True),
    ),
    ({"kind": "adagrad", "lr": 0.05, "epsilon": 1e-7}, lambda p: torch.optim.Adagrad(p, lr=0.05, eps=1e-7)),
    (
        {"kind": "rmsprop", "lr": 0.005, "rho": 0.97, "epsilon": 1e-6},
        lambda p: torch.optim.RMSprop(p, lr=0.005, alpha=0.97, eps=1e-6),
    ),
    (
        {"kind": "adadelta", "lr": 1.5, "rho": 0.9, "epsilon": 1e-5},
        lambda p: torch.optim.Adadelta(p, lr=1.5, rho=0.9, eps=1e-5),
    ),
    (
        {"kind": "adam", "lr": 0.01, "beta1": 0.85, "beta2": 0.98, "epsilon": 1e-5, "bias_correction": True},
        lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.85, 0.98), eps=1e-5),
    ),
]
ACTIVATIONS = [
    ({"kind": "relu"}, nn.ReLU()),
    ({"kind": "tanh"}, nn.Tanh()),
    ({"kind": "elu", "alpha": 0.8}, nn.ELU(0.8)),
    ({"kind": "sigmoid"}, nn.Sigmoid()),
    ({"kind": "leaky_relu", "leak": 0.1}, nn.LeakyReLU(0.1)),
]
CURES = [
    {},
    {"batch_norm": {"place": "before"}},
    {"batch_norm": {"place": "after"}},
    {"decay": {"kind": "l2", "strength": DECAY_L2}},
    {"decay": {"kind": "l1", "strength": DECAY_L1}},
    {"batch_norm": {"place": "before"}, "decay": {"kind": "l2", "strength": DECAY_L2}},
]


class Normalization(nn.BatchNorm1d):
    """PyTorch's batch normalization, with running averages of the biased variance that the first batch fills."""

    def __init__(self, nodes):
        super().__init__(nodes, eps=1e-6, momentum=0.0)  # PyTorch leaves the averages alone
        self.seen = False

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                kept = 0.9 if self.seen else 0.0
                self.seen = True
                self.running_mean.mul_(kept).add_((1 - kept) * x.mean(0))
                self.running_var.mul_(kept).add_((1 - kept) * x.var(0, unbiased=False))
        return super().forward(x)


def squared_error(outputs, labels):
    """E = ½ Σ (y − t)², mean over the batch."""
    t = nn.functional.one_hot(labels, SIZES[-1]).to(outputs.dtype)
    return 0.5 * nn.functional.mse_loss(outputs, t, reduction="sum") / len(labels)


def build(case, activation, start):
    """Return the network of a case, with the weights of `start`."""
    layers = []
    for depth in range(len(SIZES) - 1):
        affine = nn.Linear(SIZES[depth], SIZES[depth + 1])
        with torch.no_grad():
            affine.weight.copy_(torch.from_numpy(start[f"W{depth}"].T))
            affine.bias.copy_(torch.from_numpy(start[f"b{depth}"]))
        layers.append(affine)
        if depth < len(SIZES) - 2:
            place = case.get("batch_norm", {}).get("place")
            hidden = [activation]
            if place:
                hidden.insert(0 if place == "before" else 1, Normalization(SIZES[depth + 1]))
            layers += hidden
    return nn.Sequential(*layers)


def penalty(case, net):
    """Return the weight decay of a case: ½ λ ΣW² or λ Σ|W| over the weights of the affine layers."""
    if "decay" not in case:
        return 0.0
    kind, strength = case["decay"]["kind"], case["decay"]["strength"]
    weights = [layer.weight for layer in net if isinstance(layer, nn.Linear)]
    if kind == "l2":
        return 0.5 * strength * sum((W**2).sum() for W in weights)
    return strength * sum(W.abs().sum() for W in weights)


def train(case, activation, make_optimizer, data, start):
    """Return the results of one case by name."""
    net = build(case, activation, start)
    optimizer = make_optimizer(net.parameters())
    loss_of = squared_error if case["loss"]["kind"] == "squared_error" else nn.functional.cross_entropy
    images, labels = torch.from_numpy(data["images"]), torch.from_numpy(data["labels"])
    losses = []
    for x, t in zip(images, labels, strict=True):
        optimizer.zero_grad()
        loss = loss_of(net(x), t) + penalty(case, net)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    net.eval()
    with torch.no_grad():
        results = {"losses": np.array(losses), "outputs": net(torch.from_numpy(data["test_images"])).numpy()}
        for depth, layer in enumerate(layer for layer in net if isinstance(layer, nn.Linear)):
            results[f"W{depth}"], results[f"b{depth}"] = layer.weight.numpy().T.copy(), layer.bias.numpy().copy()
        for depth, layer in enumerate(layer for layer in net if isinstance(layer, Normalization)):
            results[f"gamma{depth}"], results[f"beta{depth}"] = layer.weight.numpy().copy(), layer.bias.numpy().copy()
            results[f"mean{depth}"] = layer.running_mean.numpy().copy()
            results[f"variance{depth}"] = layer.running_var.numpy().copy()
    return results


def main():
    """Write the file."""
    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(20_240)
    data = {
        "images": rng.random((STEPS, BATCH, SIZES[0])),
        "test_images": rng.random((TESTS, SIZES[0])),
    }
    # the label is to depend on the image, so that there is something to learn
    data["labels"] = data["images"].reshape(STEPS, BATCH, SIZES[-1], -1).sum(axis=-1).argmax(axis=-1)
    start = {}
    for depth, (fan_in, fan_out) in enumerate(pairwise(SIZES)):
        start[f"W{depth}"] = rng.standard_normal((fan_in, fan_out)) * (2 / fan_in) ** 0.5
        start[f"b{depth}"] = 0.1 * rng.standard_normal(fan_out)
    cases, results = [], {}
    for row, (optimizer, make_optimizer) in enumerate(OPTIMIZERS):
        settings, activation = ACTIVATIONS[row % len(ACTIVATIONS)]
        loss = {"kind": "squared_error" if row in (1, 5) else "cross_entropy"}
        for cure in CURES:
            case = {"hidden": SIZES[1:-1], "activation": settings, "optimizer": optimizer, "loss": loss, **cure}
            for name, value in train(case, activation, make_optimizer, data, start).items():
                results[f"{len(cases)}.{name}"] = value
            cases.append(case)
    path = Path(__file__).with_name("reference.npz")
    start = {f"start.{name}": value for name, value in start.items()}
    np.savez_compressed(path, cases=np.array(json.dumps(cases)), **data, **start, **results)
    print(f"{path.name}: {len(cases)} cases, {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()

"""Let PyTorch's optimizers walk on x²/20 + y² and write ``paths.npz``, for ``tests/core/test_trajectory.py``.

An independent second opinion: nothing is imported from the program.  Run by hand, with PyTorch installed (the extra
``bench``); neither the program nor its tests need it:

    python3 tests/core/reference/make_paths.py

From (−7, 2), 60 steps in float64, gradients by autograd.  In the file: ``cases``, JSON, the settings of each optimizer
as in a scene file; and for case n its points ``n`` ``(61, 2)``.
"""

import json
from pathlib import Path

import numpy as np
import torch

STEPS = 60
OPTIMIZERS = [
    ({"kind": "sgd", "lr": 0.95}, lambda p: torch.optim.SGD(p, lr=0.95)),
    ({"kind": "sgd", "lr": 1.05}, lambda p: torch.optim.SGD(p, lr=1.05)),
    ({"kind": "momentum", "lr": 0.1, "momentum": 0.9}, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
    ({"kind": "momentum", "lr": 1.95, "momentum": 0.9}, lambda p: torch.optim.SGD(p, lr=1.95, momentum=0.9)),
    (
        {"kind": "nesterov", "lr": 0.1, "momentum": 0.9},
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    ),
    ({"kind": "adagrad", "lr": 1.5, "epsilon": 1e-7}, lambda p: torch.optim.Adagrad(p, lr=1.5, eps=1e-7)),
    (
        {"kind": "rmsprop", "lr": 0.1, "rho": 0.99, "epsilon": 1e-7},
        lambda p: torch.optim.RMSprop(p, lr=0.1, alpha=0.99, eps=1e-7),
    ),
    (
        {"kind": "adadelta", "lr": 1.0, "rho": 0.95, "epsilon": 1e-6},
        lambda p: torch.optim.Adadelta(p, lr=1.0, rho=0.95, eps=1e-6),
    ),
    (
        {"kind": "adam", "lr": 0.3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7},
        lambda p: torch.optim.Adam(p, lr=0.3, betas=(0.9, 0.999), eps=1e-7),
    ),
]


def main() -> None:
    written = {"cases": np.array(json.dumps([settings for settings, _ in OPTIMIZERS]))}
    for n, (_, make) in enumerate(OPTIMIZERS):
        point = torch.tensor([-7.0, 2.0], dtype=torch.float64, requires_grad=True)
        optimizer = make([point])
        points = [point.detach().numpy().copy()]
        for _ in range(STEPS):
            optimizer.zero_grad()
            (point[0] ** 2 / 20 + point[1] ** 2).backward()
            optimizer.step()
            points.append(point.detach().numpy().copy())
        written[str(n)] = np.array(points)
    np.savez_compressed(Path(__file__).parent / "paths.npz", **written)


if __name__ == "__main__":
    main()

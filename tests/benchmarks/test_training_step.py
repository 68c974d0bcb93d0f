"""A training step against nothing but its matrix products: how much everything else costs.

784-100×4-10, batch 128, float32, one BLAS thread.  Everything else is drawing the mini-batch from MNIST, biases,
activations, loss, update and the record of the losses.
"""

from itertools import pairwise

import numpy as np
import pytest

from core.rules.optimizers import SGD, Adam
from tests.benchmarks.contestants import BATCH, SIZES, WARM, Contestant

BLOCK = 20


class MatrixProducts(Contestant):
    """The products of one step: x W forward, xᵀ dy and dy Wᵀ backward, the last not for the first layer."""

    def __init__(self):
        rng = np.random.default_rng(0)

        def array(rows, columns):
            return rng.standard_normal((rows, columns), np.float32)

        self.W = [array(fan_in, fan_out) for fan_in, fan_out in pairwise(SIZES)]
        self.dW = [np.empty_like(W) for W in self.W]
        # at place k: the input of layer k, ∂L/∂input, its output, ∂L/∂output
        self.x = [array(BATCH, nodes) for nodes in SIZES[:-1]]
        self.dx = [np.empty_like(x) for x in self.x]
        self.dy = [array(BATCH, nodes) for nodes in SIZES[1:]]
        self.y = [np.empty_like(dy) for dy in self.dy]

    def ready(self):
        self._steps(WARM)

    def work(self):
        self._steps(BLOCK)

    def _steps(self, count):
        layers = range(len(self.W))
        for _ in range(count):
            for k in layers:
                np.matmul(self.x[k], self.W[k], out=self.y[k])
            for k in reversed(layers):
                np.matmul(self.x[k].T, self.dy[k], out=self.dW[k])
                if k:
                    np.matmul(self.dy[k], self.W[k].T, out=self.dx[k])


@pytest.mark.parametrize(("optimizer", "bound"), [(SGD(), 1.4), (Adam(), 1.7)], ids=["sgd", "adam"])
def test_a_training_step_costs_little_more_than_its_matrix_products(race, report, training, optimizer, bound):
    seconds = race({"step": training(optimizer, BLOCK), "products": MatrixProducts()}, rounds=200)
    ratio = np.median(seconds["step"] / seconds["products"])
    microseconds = {name: float(np.median(times) / BLOCK * 1e6) for name, times in seconds.items()}
    report(f"{optimizer.label} step / bare matrix products", ratio, bound, **microseconds)
    assert ratio <= bound

"""The engine against PyTorch in eager mode, which may use its best setting and two threads.

Same network, same mini-batch size, same data; PyTorch takes its mini-batches from one float32 tensor made beforehand.
"""

from itertools import pairwise

import numpy as np
import pytest

from core.data.datasets import MNIST
from core.rules.optimizers import SGD
from tests.benchmarks.contestants import BATCH, SIZES, WARM, Contestant

torch = pytest.importorskip("torch")

RUNS, BLOCK = 16, 20
PAUSE = 0.02
"""Seconds between two contestants, in which PyTorch's idle threads stop waiting busily."""
OPTIONS = ({"foreach": False}, {"foreach": True}, {"fused": True})


class PyTorch(Contestant):
    """Steps of the same training in PyTorch."""

    def __init__(self, images, labels, threads, options):
        self.images, self.labels, self.threads = images, labels, threads
        torch.manual_seed(0)
        parts = []
        for fan_in, fan_out in pairwise(SIZES):
            parts += [torch.nn.Linear(fan_in, fan_out), torch.nn.ReLU()]
        self.net = torch.nn.Sequential(*parts[:-1])
        self.loss = torch.nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=0.01, **options)
        self.losses = []

    def ready(self):
        torch.set_num_threads(self.threads)
        self.losses.clear()
        self.batches = torch.randperm(len(self.images))[: (WARM + BLOCK) * BATCH].reshape(-1, BATCH)
        self._steps(self.batches[:WARM])

    def work(self):
        self._steps(self.batches[WARM:])

    def _steps(self, batches):
        for indices in batches:
            x, labels = self.images.index_select(0, indices), self.labels.index_select(0, indices)
            self.optimizer.zero_grad()
            loss = self.loss(self.net(x), labels)
            loss.backward()
            self.optimizer.step()
            self.losses.append(loss.item())


@pytest.fixture
def rivals():
    """Return PyTorch in all its settings, by number of threads and options."""
    train = MNIST().load().train
    images = torch.from_numpy(train.images.astype(np.float32) / np.float32(255))
    labels = torch.from_numpy(train.labels.astype(np.int64))
    before = torch.get_num_threads()
    yield {
        (threads, str(options)): PyTorch(images, labels, threads, options) for threads in (1, 2) for options in OPTIONS
    }
    torch.set_num_threads(before)


class Rates:
    """Network-steps per second, round by round."""

    def __init__(self, seconds, steps):
        self.ours = steps / seconds["ours"]
        self.rivals = {name: BLOCK / times for name, times in seconds.items() if name != "ours"}

    def ratio(self, *threads):
        """Return how many times as fast as the best setting of PyTorch with so many threads, and that setting."""
        names = [name for name in self.rivals if name[0] in threads]
        best = max(names, key=lambda name: np.median(self.rivals[name]))
        return np.median(self.ours / self.rivals[best]), f"PyTorch, threads: {best[0]}, {best[1]}"

    def medians(self):
        rates = {f"PyTorch, threads: {name[0]}, {name[1]}": rate for name, rate in self.rivals.items()}
        return {name: float(np.median(rate)) for name, rate in {"ours": self.ours, **rates}.items()}


def test_one_run_is_faster_than_in_pytorch(race, report, training, rivals):
    """One thread of ours against PyTorch's best setting, on one thread or on two."""
    rates = Rates(race({"ours": training(SGD(), BLOCK), **rivals}, rounds=40, pause=PAUSE), BLOCK)
    for threads in ((1,), (1, 2)):
        ratio, best = rates.ratio(*threads)
        report(f"one run, steps per second / {best}", ratio, 1.3, **rates.medians())
        assert ratio >= 1.3


def test_sixteen_runs_are_faster_than_one_after_another_in_pytorch(race, report, training, rivals):
    ours = training(SGD(), 10, RUNS, workers=2)
    rates = Rates(race({"ours": ours, **rivals}, rounds=40, pause=PAUSE), ours.block * RUNS)
    ratio, best = rates.ratio(1, 2)
    report(f"16 runs, network-steps per second / {best}", ratio, 2.3, **rates.medians())
    assert ratio >= 2.3

"""What the benchmarks share: two or more ways to do the same work, timed in turns in one process.

A benchmark asserts a ratio, never a time.  Its contestants take turns, a block of work each, for many rounds; the ratio
is taken within each round and the median of the rounds counts.  So another machine, another clock rate or a
neighbour who comes and goes change little.

To run: ``python3 -m pytest -n 0 tests/benchmarks`` (with PyTorch installed, from the extra ``bench``, for all of them).
"""

import os
import sys

_threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
if "numpy" in sys.modules and any(os.environ.get(name) != "1" for name in _threads):
    raise RuntimeError(f"NumPy was imported before the benchmarks could set {', '.join(_threads)} to 1")
os.environ.update(dict.fromkeys(_threads, "1"))

import time  # noqa: E402

import numpy as np  # noqa: E402
import pytest  # noqa: E402

from tests.benchmarks.contestants import Training  # noqa: E402


@pytest.fixture
def training():
    """Return a maker of `Training` contestants, whose threads end with the test."""
    made = []

    def make(*args, **kwargs):
        made.append(Training(*args, **kwargs))
        return made[-1]

    yield make
    for contestant in made:
        contestant.close()


@pytest.fixture
def race(benchmark):
    """Return a function that lets named contestants take turns and returns the seconds of each, round by round."""

    def run(contestants, rounds, pause=0.0):
        seconds = {name: [] for name in contestants}

        def one_round():
            for name, contestant in contestants.items():
                contestant.ready()
                time.sleep(pause)
                start = time.perf_counter()
                contestant.work()
                seconds[name].append(time.perf_counter() - start)

        warmup = 3
        benchmark.pedantic(one_round, rounds=rounds, warmup_rounds=warmup)
        return {name: np.array(values[-max(1, len(values) - warmup) :]) for name, values in seconds.items()}

    return run


@pytest.fixture
def report(benchmark, capsys):
    """Return a function that prints one line and keeps the ratio in the benchmark's record."""

    def tell(text, ratio, bound, **more):
        benchmark.extra_info.update(ratio=float(ratio), bound=bound, **more)
        with capsys.disabled():
            print(f"\n{text}: {ratio:.2f} (bound {bound})", end=" ")

    return tell

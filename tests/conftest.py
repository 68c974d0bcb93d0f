"""What every test stands on: an environment set before NumPy and Qt are imported, data, and a watch over threads."""

from __future__ import annotations

import atexit
import gc
import json
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path

os.environ.pop("DNNLAB_CORES", None)
os.environ["DNNLAB_REDUCED_MOTION"] = "1"  # what opens is looked at as it is in the end
for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"
# settings that a test writes end up in a folder that goes with the process
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="dnnlab-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CONFIG_HOME"], ignore_errors=True)
if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    # a screen on which a window has room: that of the platform itself is 800 by 800
    _screen = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1}
    _file = Path(os.environ["XDG_CONFIG_HOME"]) / "screen.json"
    _file.write_text(json.dumps({"screens": [{**_screen, "logicalDpi": 96, "logicalBaseDpi": 96}]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_file}"

import numpy as np  # noqa: E402 - after the environment
import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from core.cores import use_cores  # noqa: E402
from core.data.datasets import MNIST, Dataset, Examples, NPZFiles  # noqa: E402

# A slow moment of the machine is no failure, and a failure shows again in the next run.
settings.register_profile("tests", deadline=None, derandomize=True)
settings.load_profile("tests")


MOST_GARBAGE = 50_000
"""Objects after which garbage is collected between two tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--walks", type=int, default=9, help="random walks through the window (see tests/app/test_walks.py)"
    )
    parser.addoption(
        "--sentences", type=int, default=150, help="random paths and flows whose sentences are read (test_sentences.py)"
    )
    parser.addoption(
        "--mutations", type=int, default=1500, help="mutated formulas (see tests/core/descent/test_formula_readings.py)"
    )
    parser.addoption(
        "--inputs", type=int, default=100, help="mutated inputs of every kind (see tests/core/test_mutated_inputs.py)"
    )
    parser.addoption(
        "--actions", type=int, default=120, help="actions of one long walk (see tests/app/test_long_walk.py)"
    )
    parser.addoption("--kills", type=int, default=1, help="kills of every kind (see tests/app/start/test_kills.py)")


def pytest_runtest_teardown() -> None:
    """Collect garbage where that is left to the window (see app/collecting.py), which few tests have."""
    if not gc.isenabled() and gc.get_count()[0] > MOST_GARBAGE:
        gc.collect()


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How many processes of a kind are killed."""
    return request.config.getoption("--kills")


@pytest.fixture
def inputs(request: pytest.FixtureRequest) -> int:
    """How many mutated inputs of a kind are tried."""
    return request.config.getoption("--inputs")


WATCHED = ("job", "train", "render")


@pytest.fixture(scope="session")
def mnist() -> Dataset:
    """The bundled data."""
    return MNIST().load()


@pytest.fixture(scope="session")
def tiny_dataset() -> Dataset:
    """240 training and 60 test examples of 8 features in 3 classes that a small network tells apart."""
    rng = np.random.default_rng(11)
    labels = np.arange(300) % 3
    centres = rng.standard_normal((3, 8))
    images = (centres[labels] + 0.4 * rng.standard_normal((300, 8))).astype(np.float32)
    return Dataset(Examples(images[:240], labels[:240]), Examples(images[240:], labels[240:]), 3, "tiny")


@pytest.fixture(scope="session")
def tiny_source(tiny_dataset: Dataset, tmp_path_factory) -> NPZFiles:
    """The tiny data set as a file for other processes, with two more features, 0 in all but the test images."""
    file = tmp_path_factory.mktemp("data") / "tiny.npz"
    columns = {}
    for part in ("train", "test"):
        images = np.zeros((len(getattr(tiny_dataset, part)), 10), np.float32)
        images[:, [0, 1, 2, 4, 5, 6, 7, 9]] = getattr(tiny_dataset, part).images
        if part == "test":
            images[:, [3, 8]] = 1.0
        columns |= {f"x_{part}": images, f"y_{part}": getattr(tiny_dataset, part).labels}
    np.savez(file, **columns)
    return NPZFiles(str(file))


@pytest.fixture(autouse=True)
def all_cores_are_used_again():
    """Forget how many cores a test has asked for."""
    yield
    use_cores(None)


@pytest.fixture(autouse=True)
def no_thread_is_left_behind():
    """Fail a test that leaves a worker thread running; one that is just ending is given a moment."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t.name.startswith(WATCHED) and t not in before]
    deadline = time.monotonic() + 10
    for thread in left:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [thread.name for thread in left if thread.is_alive()]
    if left:
        pytest.fail(f"threads left behind: {', '.join(left)}")

"""A script trains its run as the program does: the same losses over fifty steps, whatever the run is made of."""

from __future__ import annotations

import ast
import gzip
import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.config.words import LabError
from core.data.datasets import Dataset, IDXFiles
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import activations
from core.rules.initializers import initializers
from core.rules.losses import losses
from core.rules.optimizers import Adam, Nesterov, optimizers
from core.rules.schedules import schedules
from core.training.scripts import numpy_parts, torch_parts, writing
from core.training.scripts.numpy_script import numpy_script
from core.training.scripts.torch_script import torch_script
from core.training.study import Experiment, RunConfiguration, Settings, WeightDecay
from core.training.trainer import Trainer

STEPS = 50
NEAR = 1e-6
TRAIN, TEST = 400, 100
SETTINGS = Settings(train_size=300, batch_size=40, length=STEPS, evaluation_images=50, seed=5)
SMALL = RunConfiguration(hidden=(9, 7))
AMSGRAD = optimizers["amsgrad"]
RUNS = {
    **{f"optimizer {kind.key}": replace(SMALL, optimizer=kind()) for kind in optimizers.classes()},
    **{f"activation {kind.key}": replace(SMALL, activation=kind()) for kind in activations.classes()},
    **{f"initializer {kind.key}": replace(SMALL, initializer=kind()) for kind in initializers.classes()},
    **{f"loss {kind.key}": replace(SMALL, loss=kind()) for kind in losses.classes()},
    **{f"schedule {kind.key}": replace(SMALL, schedule=kind()) for kind in schedules.classes()},
    **{
        f"cosine {key}": replace(SMALL, schedule=schedules["cosine"](end=0.1), optimizer=optimizers[key]())
        for key in optimizers
    },
    "normalization before": replace(SMALL, batch_norm=BatchNorm()),
    "normalization after": replace(SMALL, batch_norm=BatchNorm(place="after")),
    "dropout": replace(SMALL, dropout=DropoutPart(0.3)),
    "decay": replace(SMALL, decay=WeightDecay(0.02)),
    "decay l1": replace(SMALL, decay=WeightDecay(0.003, "l1")),
    "everything": RunConfiguration(
        hidden=(6, 5, 4), batch_norm=BatchNorm(), dropout=DropoutPart(0.2), decay=WeightDecay(0.01), optimizer=Adam()
    ),
    "Adam plain": replace(SMALL, optimizer=Adam(bias_correction=False)),
    "AMSGrad plain": replace(SMALL, optimizer=AMSGRAD(bias_correction=False)),
    "Nesterov at rest": replace(SMALL, optimizer=Nesterov(momentum=0.0)),
    "other settings": replace(
        SMALL, activation=activations["swish"](beta=2.0), optimizer=optimizers["rmsprop"](lr=0.002, rho=0.9)
    ),
}
DRIVER = """
import contextlib, io, runpy, sys
folder, *scripts = sys.argv[1:]
for script in scripts:
    sys.argv = [script, folder]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        runpy.run_path(script, run_name="__main__")
    open(script + ".out", "w").write(said.getvalue())
"""


@pytest.fixture(scope="module")
def files(mnist: Dataset, tmp_path_factory) -> Path:
    """A folder with the first images of MNIST, in four files as MNIST comes in."""
    folder = tmp_path_factory.mktemp("mnist")
    parts = {"train": mnist.train.first(TRAIN), "t10k": mnist.test.first(TEST)}
    for part, examples in parts.items():
        images, labels = examples.images.reshape(-1, 28, 28), examples.labels.astype(np.uint8)
        for kind, values in (("images-idx3", images), ("labels-idx1", labels)):
            head = struct.pack(f">BBBB{values.ndim}I", 0, 0, 8, values.ndim, *values.shape)
            (folder / f"{part}-{kind}-ubyte.gz").write_bytes(gzip.compress(head + values.tobytes(), 1))
    return folder


@pytest.fixture(scope="module")
def small(mnist: Dataset) -> Dataset:
    return replace(mnist, train=mnist.train.first(TRAIN), test=mnist.test.first(TEST))


def by_core(dataset: Dataset, study: Experiment, place: int) -> tuple[np.ndarray, dict[str, float]]:
    """Return losses, and accuracies at the end, as the program comes to them in double precision."""
    settings = study.settings
    split = dataset.split(settings.train_size, settings.validation_share, settings.seed)
    trainer = Trainer(study, split, dataset.classes, [place], dtype=np.float64)
    for population in trainer.populations:
        assert population.network.theta.dtype == np.float64
    losses = []
    batches = trainer.mini_batches()
    for _ in range(settings.steps):  # its record has single precision only
        losses.append(trainer.populations[0].step(*next(batches))[0])
    for _ in trainer._evaluate():
        pass
    snapshot = trainer.snapshot()
    return np.array(losses), {name: float(snapshot.accuracy[name][-1, 0]) for name in ("train", "test")}


def told(said: str) -> tuple[np.ndarray, dict[str, float]]:
    losses = [float(value) for value in re.findall(r"^step \d+  loss (\S+)$", said, re.MULTILINE)]
    last = re.findall(r"training (\S+)  test (\S+)$", said, re.MULTILINE)[-1]
    return np.array(losses), {"train": float(last[0]), "test": float(last[1])}


def run_all(python: str, scripts: dict[str, str], files: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Run scripts one after another in one other process; yield what each says."""
    names = {}
    for number, (name, text) in enumerate(scripts.items()):
        names[name] = folder / f"script{number}.py"
        names[name].write_text(text, encoding="utf-8")
    call = [python, "-W", "error", "-c", DRIVER, str(files), *map(str, names.values())]
    kept = {**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, "PYTHONUTF8": "1"}
    done = subprocess.run(call, capture_output=True, text=True, cwd=folder, env=kept, timeout=280)
    assert done.returncode == 0, done.stderr
    for name, script in names.items():
        yield name, Path(f"{script}.out").read_text()


def torch_python() -> str:
    """Return a Python that has PyTorch; skip where there is none."""
    for python in (os.environ.get("DNNLAB_TORCH_PYTHON", ""), sys.executable):
        if python and subprocess.run([python, "-c", "import torch, numpy"], capture_output=True).returncode == 0:
            return python
    pytest.skip("PyTorch is not installed (DNNLAB_TORCH_PYTHON may name a Python that has it)")


def assert_like_the_program(small: Dataset, said: Iterator[tuple[str, str]], is_measured: bool) -> None:
    """See that the losses are the program's, and, where averages are the same, the accuracies to an image or two."""
    worst = 0.0
    for name, text in said:
        losses, accuracy = told(text)
        expected, measured = by_core(small, Experiment(SETTINGS, (RUNS[name],)), 0)
        assert len(losses) == STEPS and np.isfinite(losses).all() and losses[0] != losses[-1], name
        apart = float(np.abs(losses - expected).max())
        assert apart < NEAR, f"{name}: {apart}"
        worst = max(worst, apart)
        for part, value in measured.items():
            assert not is_measured or abs(accuracy[part] - value) < 0.021, name
    print(f"losses of {len(RUNS)} scripts differ by {worst:.1e} at most")


def test_every_entry_of_every_table_has_its_text():
    for table, known in (
        (optimizers, (numpy_parts.OPTIMIZERS, torch_parts.OPTIMIZERS)),
        (activations, (numpy_parts.ACTIVATIONS, torch_parts.ACTIVATIONS)),
        (losses, (numpy_parts.LOSSES, numpy_parts.LOSS_CLASSES, torch_parts.LOSSES)),
        (initializers, (numpy_parts.INITIALIZERS,)),
        (schedules, (writing.SCHEDULES,)),
    ):
        for texts in known:
            assert set(texts) == set(table), table.kind


def test_scripts_in_numpy_come_to_the_losses_of_the_program(small, files, tmp_path):
    scripts = {name: numpy_script(Experiment(SETTINGS, (run,)), 0) for name, run in RUNS.items()}
    assert_like_the_program(small, run_all(sys.executable, scripts, files, tmp_path), is_measured=True)


def test_scripts_in_pytorch_come_to_the_losses_of_the_program(small, files, tmp_path):
    python = torch_python()
    scripts = {name: torch_script(Experiment(SETTINGS, (run,)), 0) for name, run in RUNS.items()}
    assert_like_the_program(small, run_all(python, scripts, files, tmp_path), is_measured=False)


def test_a_script_beside_the_files_follows_the_settings_of_its_race(small, files, tmp_path):
    settings = replace(SETTINGS, validation_share=0.2, batch_size=33, length=9, unit="epochs", seed=11)
    study = Experiment(settings, (SMALL, replace(SMALL, dropout=DropoutPart(0.4))))
    for file in files.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    script = tmp_path / "script.py"
    script.write_text(numpy_script(study, 1), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=60)
    losses, accuracy = told(done.stdout)
    expected, measured = by_core(small, study, 1)
    assert settings.steps == 63 and len(losses) == STEPS
    np.testing.assert_allclose(losses, expected[:STEPS], atol=NEAR, rtol=0)
    assert accuracy == {name: pytest.approx(value, abs=1e-4) for name, value in measured.items()}


def test_a_script_has_the_classes_that_it_needs_and_no_others():
    plain = numpy_script(Experiment(SETTINGS, (SMALL,)), 0)
    named = {node.name for node in ast.parse(plain).body if isinstance(node, ast.ClassDef)}
    assert named == {"Affine", "ReLU", "SoftmaxWithLoss", "SGD", "Network"}
    full = numpy_script(Experiment(SETTINGS, (RUNS["everything"],)), 0)
    more = {node.name for node in ast.parse(full).body if isinstance(node, ast.ClassDef)}
    assert more == {"Affine", "BatchNormalization", "ReLU", "Dropout", "SoftmaxWithLoss", "Adam", "Network"}
    assert "import math" not in plain and max(map(len, full.splitlines())) <= 120


def test_what_cannot_be_written_is_refused_and_what_differs_is_said():
    elsewhere = Experiment(replace(SETTINGS, data=IDXFiles("a", "b")), (SMALL,))
    for script in (numpy_script, torch_script):
        with pytest.raises(LabError, match="only runs on MNIST"):
            script(elsewhere, 0)
        text = script(Experiment(SETTINGS, (SMALL,)), 0, ["η 0.01 → 0.05"], 12)
        assert "after step 12 (η 0.01 → 0.05)" in ast.get_docstring(ast.parse(text))
    one = Experiment(replace(SETTINGS, batch_size=1), (replace(SMALL, batch_norm=BatchNorm()),))
    with pytest.raises(LabError, match="one image"):
        torch_script(one, 0)
    assert numpy_script(one, 0)


def test_a_setting_that_scripts_do_not_know_keeps_a_run_from_being_written(monkeypatch):
    monkeypatch.setattr(writing, "SETTINGS", writing.SETTINGS - {"seed"})
    with pytest.raises(LabError, match="seed cannot be written"):
        numpy_script(Experiment(SETTINGS, (SMALL,)), 0)
    assert numpy_script(Experiment(replace(SETTINGS, seed=0), (SMALL,)), 0)

"""How large a training is, is known before it begins: what does not fit is refused beside what is too large."""

from __future__ import annotations

import threading
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from core.config.bounds import TRAINED_BYTES
from core.config.words import LabError
from core.data.datasets import Dataset, Examples
from core.jobs import Job, State
from core.networks import network
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.optimizers import SGD, Adam, Momentum
from core.scenes import Scene, scenes
from core.training.size import check_size, size_of
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import prepare

HUGE = RunConfiguration(hidden=(2000,) * 50)


def dataset(features: int, count: int = 3000) -> Dataset:
    examples = Examples(np.zeros((count, features), np.uint8), np.arange(count) % 10)
    return Dataset(examples, examples.first(100), 10, "flat")


CASES = {
    "wide": (RunConfiguration(hidden=(600,) * 3, optimizer=SGD()), 3, 50),
    "with a memory": (RunConfiguration(hidden=(600,) * 3, optimizer=Momentum()), 2, 50),
    "with two": (RunConfiguration(hidden=(600,) * 3, optimizer=Adam()), 2, 50),
    "large mini-batches": (RunConfiguration(hidden=(50,) * 8, optimizer=SGD()), 3, 2000),
    "cures": (RunConfiguration(hidden=(50,) * 8, batch_norm=BatchNorm(), dropout=DropoutPart()), 3, 2000),
}


@pytest.mark.parametrize(("run", "count", "rows"), CASES.values(), ids=CASES)
def test_what_is_worked_out_is_what_a_training_takes(run, count, rows):
    data = dataset(300)
    settings = Settings(train_size=3000, batch_size=rows, length=2, evaluate_every=2)
    tracemalloc.start()
    (trainer,) = prepare(Experiment(settings, (run,) * count), dataset=data)
    for _ in trainer.run():
        pass
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    estimate = count * size_of(run, run.optimizer, rows, 300, 10).total
    assert 0.85 * taken < estimate < 2 * taken


def test_the_races_of_the_lecture_fit_by_far():
    for scene in scenes().values():
        if scene.tab == "trainer":
            rules = [run.optimizer for run in scene.study.runs]
            sizes = [size_of(run, rule, scene.study.settings.batch_size, 784, 10).total
                     for run, rule in zip(scene.study.runs, rules, strict=True)]  # fmt: skip
            assert sum(sizes) < TRAINED_BYTES / 4


def test_too_many_large_networks_are_refused_at_the_largest_with_both_numbers():
    runs = (*[replace(HUGE, hidden=(1000,) * 50)] * 30, *[HUGE] * 34)
    with pytest.raises(LabError) as error:
        Experiment(runs=runs)
    assert error.value.field == "runs.30.hidden"
    total = sum(size_of(run, run.optimizer, 128, 784, 10).total for run in runs) / 1024**3
    assert f"all runs together need {total:.3g} GB of memory" in str(error.value)
    assert str(error.value).endswith("at most 4 GB fit")


def test_too_large_mini_batches_are_refused_at_their_size():
    runs = (RunConfiguration(hidden=(100,) * 50),) * 2
    with pytest.raises(LabError, match=r"mini-batches of 60,000 images need .* GB of memory in all runs") as error:
        Experiment(Settings(batch_size=60_000), runs)
    assert error.value.field == "settings.batch_size"


def test_a_scene_that_asks_for_too_much_is_refused_at_its_place():
    plain = Scene("big", "Big", "trainer", Experiment()).to_plain()
    plain["study"]["runs"] = [HUGE.to_plain()] * 64
    with pytest.raises(LabError) as error:
        Scene.from_plain(plain)
    assert error.value.field == "study.runs.0.hidden"


def test_what_the_data_make_too_large_is_refused_when_they_are_there():
    wide = RunConfiguration(hidden=(2000, 10), optimizer=Adam())
    experiment = Experiment(Settings(train_size=10, batch_size=5), (wide,) * 20)
    data = dataset(30_000, 20)
    with pytest.raises(LabError, match="all runs together need") as error:
        prepare(experiment, dataset=data)
    assert error.value.field == "runs.0.hidden"


@pytest.mark.parametrize("changed", [{"length": 10_000_000}, {"length": 300_000, "unit": "epochs"}])
def test_curves_that_would_not_fit_are_refused_at_the_length(changed):
    run = RunConfiguration(hidden=(10,))
    settings = Settings(train_size=300, batch_size=5, **changed)
    prepare(Experiment(settings, (run,)), dataset=dataset(10))
    with pytest.raises(LabError, match=r"the curves of 1\d,000,000 steps in 30 runs need \d.* GB of memory") as error:
        prepare(Experiment(settings, (run,) * 30), dataset=dataset(10))
    assert error.value.field == "length"


def test_the_limit_is_the_limit():
    run = RunConfiguration(hidden=(10,))
    own = size_of(run, run.optimizer, 10, 784, 10).total
    fits = TRAINED_BYTES // own
    check_size([run] * fits, [run.optimizer] * fits, 10)
    with pytest.raises(LabError):
        check_size([run] * (fits + 1), [run.optimizer] * (fits + 1), 10)


def test_stopping_while_weights_are_drawn_ends_at_the_next_layer(monkeypatch):
    drawn: list[int] = []
    begun, go_on = threading.Event(), threading.Event()

    def draw(seed, depth, fan_in, fan_out):
        drawn.append(depth)
        begun.set()
        go_on.wait(10)
        return np.zeros((fan_in, fan_out))

    monkeypatch.setattr(network, "initial_draw", draw)
    experiment = Experiment(Settings(train_size=20, batch_size=5), (RunConfiguration(hidden=(10,) * 50),))
    job = Job(lambda: prepare(experiment, dataset=dataset(10, 20)))
    job.run()
    assert begun.wait(10)
    job.stop()
    go_on.set()
    assert job.close(10)
    assert job.state is State.STOPPED
    assert drawn == [0]
    assert not job.take().events

"""The masks of a step, leapt to, are those that the training draws there."""

from __future__ import annotations

import numpy as np
import pytest

from core.networks.configuration import DropoutPart
from core.networks.layers import Dropout
from core.training.masks import masks_of
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import prepare


@pytest.mark.parametrize("hidden", [(8, 5), (3,), (7, 6, 5)])
@pytest.mark.parametrize("batch", [4, 5])
def test_the_masks_of_every_step_are_those_of_the_training(tiny_source, hidden, batch):
    settings = Settings(data=tiny_source, train_size=60, batch_size=batch, length=5, evaluate_every=2, seed=3)
    runs = tuple(RunConfiguration(hidden=hidden, dropout=DropoutPart(ratio=ratio)) for ratio in (0.2, 0.5))
    (trainer,) = prepare(Experiment(settings, runs))
    layers = [layer for layer in trainer.populations[0].network.layers if isinstance(layer, Dropout)]
    seen = []
    for report in trainer.run():
        if trainer.history.step > len(seen):
            seen.append([layer.mask.copy() for layer in layers])
        del report
    assert len(seen) == 5
    for done, masks in enumerate(seen):
        for place, run in enumerate(runs):
            found = masks_of(run, settings, done)
            assert len(found) == len(hidden)
            for expected, mask in zip(masks, found, strict=True):
                np.testing.assert_array_equal(mask, expected[place])
                assert 0 < mask.mean() < 1


def test_a_run_without_dropout_has_no_masks(tiny_source):
    assert masks_of(RunConfiguration(), Settings(data=tiny_source, train_size=60, batch_size=4), 3) == []

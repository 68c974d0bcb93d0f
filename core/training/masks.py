"""The dropout masks of any step of a training, without the steps before."""

from __future__ import annotations

import numpy as np

from core.networks.network import MASKS
from core.training.study import RunConfiguration, Settings

Array = np.ndarray


def masks_of(run: RunConfiguration, settings: Settings, done: int) -> list[Array]:
    """Return which units of every hidden layer are kept, ``(batch, nodes)`` each, in the step after `done` others.

    They are those of the training itself: `core.networks.layers.Dropout` draws from U(0, 1) for every image and
    unit, one layer after the other.  Two draws, of 32 bits each, come from one number of the generator, so that it can
    leap over those before.  A run without dropout has no masks.
    """
    if run.dropout is None:
        return []
    rng = np.random.default_rng([settings.seed, MASKS])
    pairs, odd = divmod(done * settings.batch_size * sum(run.hidden), 2)
    rng.bit_generator.advance(pairs)  # type: ignore[attr-defined]
    if odd:
        rng.random(dtype=np.float32)
    ratio = np.float32(run.dropout.ratio)
    return [rng.random((settings.batch_size, nodes), dtype=np.float32) >= ratio for nodes in run.hidden]

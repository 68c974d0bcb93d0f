"""A run as a script in plain NumPy, with the classes of a textbook that it needs and no others."""

from __future__ import annotations

from collections.abc import Sequence

from core.training.scripts import numpy_parts as parts
from core.training.scripts.writing import (
    LOADING,
    PRINTED,
    arguments,
    check_writable,
    constants,
    layers_of,
    made,
    notes,
    scheduling,
    splitting,
    title,
)
from core.training.study import Experiment

_LOOP = """
optimizer = {optimizer}

# ---- training

order = np.random.default_rng([SEED, 3])  # of the shuffles
per_epoch = len(x_train) // BATCH_SIZE
step = 0
while step < STEPS:
    shuffled = order.permutation(len(x_train))  # a new shuffle every epoch
    for batch in shuffled[: per_epoch * BATCH_SIZE].reshape(per_epoch, BATCH_SIZE):
        loss = network.step(x_train[batch], t_train[batch])  # forward and backward{decay}
        {rate}optimizer.update(*network.params_and_grads())
        step += 1
        if step <= {printed} or step % 100 == 0:
            print(f"step {{step}}  loss {{loss:.10f}}")
        if step == STEPS:
            break
    train = network.accuracy(x_train[:{most}], t_train[:{most}])
    test = network.accuracy(x_test[:{most}], t_test[:{most}])
    print(f"epoch {{step / per_epoch:.2f}}  training {{train:.4f}}  test {{test:.4f}}")
"""


def numpy_script(study: Experiment, place: int, changes: Sequence[str] = (), changed: int | None = None) -> str:
    """Return a run as a script in NumPy.

    It draws the same weights, mini-batches and masks as the program, and comes to the same losses but for rounding.

    Parameters
    ----------
    study : Experiment
        The race.
    place : int
        Of the run in it.
    changes, changed : sequence of str, int or None
        What was changed while the run was trained, and after which step.

    Raises
    ------
    LabError
        When something of it cannot be written.
    """
    run = study.runs[place]
    check_writable(study.settings, run)
    formula, what = parts.INITIALIZERS[run.initializer.key]
    settings = {name: getattr(run.initializer, name) for name in run.initializer.parameters()}
    activate = made(type(run.activation).__name__, run.activation)
    drop = f"Dropout({run.dropout.ratio!r})" if run.dropout else ""
    listed = layers_of(run, "Affine({k}, {n}, {m})", "BatchNormalization({m})", activate, drop)
    head = [
        title(study, place),
        "",
        "Plain NumPy, in double precision: python FILE [FOLDER], where the folder has the four files of MNIST",
        "(train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz,",
        "t10k-labels-idx1-ubyte.gz); by default they lie beside the script.",
        *notes(changes, changed),
    ]
    decay, scheduled = run.decay, scheduling(run)
    needs_math = "math." in scheduled or run.activation.key == "gelu"
    classes = [
        parts.AFFINE,
        parts.BATCH_NORMALIZATION if run.batch_norm else "",
        parts.ACTIVATIONS[run.activation.key] if run.hidden else "",
        parts.DROPOUT if run.dropout else "",
        parts.LOSSES[run.loss.key],
        parts.OPTIMIZERS[run.optimizer.key],
        parts.NETWORK.format(decay=parts.DECAY[decay.kind] if decay else ""),
    ]
    more = f"\nWEIGHT_DECAY = {decay.strength!r}" if decay else ""
    text = "\n".join(
        [
            '"""' + "\n".join(head) + '\n"""\n',
            f"import gzip\n{'import math' + chr(10) if needs_math else ''}import sys",
            "from pathlib import Path\n\nimport numpy as np\n",
            "FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent\n",
            constants(study) + more,
            "\n" + LOADING,
            f"\ndef sigma(n_in, n_out):\n    # {what}\n    return {formula.format(**settings)}\n{scheduled}",
            *(each for each in classes if each),
            "\n# ---- data and network\n",
            splitting(study.settings),
            "\nnetwork = Network(\n    [",
            *(f"        {layer}," for layer in listed),
            f"    ],\n    {parts.LOSS_CLASSES[run.loss.key]}(),\n)",
        ]
    )
    loop = _LOOP.format(
        optimizer=f"{type(run.optimizer).__name__}({arguments(run.optimizer)})",
        printed=PRINTED,
        rate=f"optimizer.lr = {run.optimizer.lr!r} * factor(step + 1)\n        " if scheduled else "",
        most=study.settings.evaluation_images,
        decay="\n        loss += network.decay()" if decay else "",
    )
    return text + loop

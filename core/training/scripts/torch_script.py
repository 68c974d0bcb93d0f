"""A run as a script in PyTorch, which draws the same random numbers as the program, from NumPy."""

from __future__ import annotations

from collections.abc import Sequence

from core.config.words import LabError, mark
from core.training.scripts import torch_parts as parts
from core.training.scripts.numpy_parts import INITIALIZERS
from core.training.scripts.writing import (
    LOADING,
    PRINTED,
    check_writable,
    constants,
    layers_of,
    notes,
    scheduling,
    splitting,
    title,
)
from core.training.study import Experiment

_ONE_IMAGE = mark("core", "PyTorch refuses batch normalization of mini-batches of one image")

_NETWORK = """
x_train, t_train, x_test, t_test = map(torch.from_numpy, (x_train, t_train, x_test, t_test))

# PyTorch averages the unbiased variance for the test, starting at 1; that does not change the training
network = nn.Sequential(
{layers}
)
affine = [layer for layer in network if isinstance(layer, nn.Linear)]
for k, layer in enumerate(affine):
    # W = sigma z with z from N(0, 1); nn.Linear keeps its weights transposed
    n_in, n_out = layer.in_features, layer.out_features
    z = np.random.default_rng([SEED, 1, k]).standard_normal((n_in, n_out))
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(sigma(n_in, n_out) * z).T)
        layer.bias.zero_()
optimizer = {optimizer}


def accuracy(x, t):
    network.eval()
    with torch.no_grad():
        right = (network(x).argmax(dim=1) == t).double().mean().item()
    network.train()
    return right


# ---- training

order = np.random.default_rng([SEED, 3])  # of the shuffles
per_epoch = len(x_train) // BATCH_SIZE
step = 0
while step < STEPS:
    shuffled = order.permutation(len(x_train))  # a new shuffle every epoch
    for batch in shuffled[: per_epoch * BATCH_SIZE].reshape(per_epoch, BATCH_SIZE):
        y, t = network(x_train[batch]), t_train[batch]
        loss = {loss}{decay}
        optimizer.zero_grad()
        loss.backward()
        {rate}optimizer.step()
        step += 1
        if step <= {printed} or step % 100 == 0:
            print(f"step {{step}}  loss {{loss.item():.10f}}")
        if step == STEPS:
            break
    train, test = accuracy(x_train[:{most}], t_train[:{most}]), accuracy(x_test[:{most}], t_test[:{most}])
    print(f"epoch {{step / per_epoch:.2f}}  training {{train:.4f}}  test {{test:.4f}}")
"""


_RATE = """for group in optimizer.param_groups:
            group["lr"] = {lr!r} * factor(step + 1)
        """


def torch_script(study: Experiment, place: int, changes: Sequence[str] = (), changed: int | None = None) -> str:
    """Return a run as a script in PyTorch; parameters and errors as in `core.training.scripts.numpy_script`."""
    run, settings = study.runs[place], study.settings
    check_writable(settings, run)
    if run.batch_norm and settings.batch_size == 1:
        raise LabError(_ONE_IMAGE)
    formula, what = INITIALIZERS[run.initializer.key]
    sigma = formula.format(**{name: getattr(run.initializer, name) for name in run.initializer.parameters()})
    of_function = {name: getattr(run.activation, name) for name in run.activation.parameters()}
    activate = parts.ACTIVATIONS[run.activation.key].format(**of_function)
    drop = f"Dropout({run.dropout.ratio!r})" if run.dropout else ""
    listed = layers_of(run, "nn.Linear({n}, {m})", "nn.BatchNorm1d({m}, eps=1e-6, momentum=0.1)", activate, drop)
    of_rule = run.optimizer.hyperparameters()
    call, own = parts.OPTIMIZERS[run.optimizer.key], parts.OPTIMIZER_CLASSES.get(run.optimizer.key, "")
    if not of_rule.get("bias_correction", True):
        call, own = parts.UNCORRECTED[run.optimizer.key]
    scheduled = scheduling(run)
    if of_rule.get("momentum") == 0:
        call = parts.OPTIMIZERS["sgd"]  # the same, and PyTorch refuses Nesterov without momentum
    elif scheduled and run.optimizer.key in parts.SCHEDULED:
        call, own = parts.SCHEDULED[run.optimizer.key]
    classes = [
        parts.DROPOUT if run.dropout else "",
        parts.ACTIVATION_CLASSES.get(run.activation.key, "") if run.hidden else "",
        own,
    ]
    head = [
        title(study, place),
        "",
        "PyTorch, in double precision: python FILE [FOLDER], where the folder has the four files of MNIST",
        "(train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz,",
        "t10k-labels-idx1-ubyte.gz); by default they lie beside the script.",
        *notes(changes, changed),
    ]
    decay = run.decay
    more = f"\nWEIGHT_DECAY = {decay.strength!r}" if decay else ""
    text = "\n".join(
        [
            '"""' + "\n".join(head) + '\n"""\n',
            f"import gzip\n{'import math' + chr(10) if 'math.' in scheduled else ''}import sys",
            "from pathlib import Path\n",
            "import numpy as np\nimport torch\nfrom torch import nn\n",
            "torch.set_default_dtype(torch.float64)",
            "FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent\n",
            constants(study) + more,
            "\n" + LOADING,
            f"\ndef sigma(n_in, n_out):\n    # {what}\n    return {sigma}\n{scheduled}",
            *(each for each in classes if each),
            "\n# ---- data and network\n",
            splitting(settings),
        ]
    )
    return text + _NETWORK.format(
        layers="\n".join(f"    {layer}," for layer in listed),
        optimizer=call.format(**of_rule),
        loss=parts.LOSSES[run.loss.key],
        decay=f"\n        loss = loss + {parts.DECAY[decay.kind]}  # weight decay, of weights only" if decay else "",
        printed=PRINTED,
        rate=_RATE.format(lr=run.optimizer.lr) if scheduled else "",
        most=settings.evaluation_images,
    )

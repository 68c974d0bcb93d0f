"""What scripts of both kinds have in common: what can be written at all, the settings, the data, the loop's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from core.config.configuration import Configuration
from core.config.words import LabError, joined, mark
from core.data.datasets import MNIST
from core.training.study import Experiment, RunConfiguration, Settings

RUN = {"batch_norm", "dropout", "hidden", "activation", "initializer", "decay", "optimizer", "loss", "schedule"}
SETTINGS = {
    "data", "train_size", "validation_share", "batch_size", "length", "unit", "evaluate_every", "evaluation_images",
    "seed",
}  # fmt: skip
"""Settings that a script follows, or that change nothing in a run; any other keeps a run from being written."""
PRINTED = 50
"""Steps whose losses are all printed; after them only some are."""

_ONLY_MNIST = mark("core", "only runs on MNIST can be written as a script; this one is trained on {data}")
_UNWRITABLE = mark("core", "{setting} cannot be written as a script")


def check_writable(settings: Settings, run: RunConfiguration) -> None:
    """Refuse a run that a script would not train as it has been trained.

    Raises
    ------
    LabError
        Names what cannot be written.
    """
    if not isinstance(settings.data, MNIST):
        raise LabError(_ONLY_MNIST, data=settings.data.label)
    for configuration, known in ((settings, SETTINGS), (run, RUN)):
        usual = {field.name: field.default for field in fields(configuration)}
        for name, parameter in configuration.parameters().items():
            if name not in known and getattr(configuration, name) != usual[name]:
                raise LabError(_UNWRITABLE, setting=parameter.label)


def made(name: str, configuration: Configuration) -> str:
    """Return the call that makes an object with the settings of a configuration: ``SGD(lr=0.1)``."""
    return f"{name}({arguments(configuration)})"


def arguments(configuration: Configuration) -> str:
    """Return settings as they stand in a call."""
    return ", ".join(f"{name}={getattr(configuration, name)!r}" for name in configuration.parameters())


def title(study: Experiment, place: int) -> str:
    """Return the first line of a script: what it trains."""
    run = study.runs[place]
    layers = "-".join(map(str, (784, *run.hidden, 10)))
    name = str(joined(study.names()[place]))
    return f"A network {layers} on MNIST: {name}."


def notes(changes: Sequence[str], step: int | None) -> list[str]:
    """Return what is to be known of a run whose settings were changed on its way."""
    if step is None:
        return []
    what = f" ({', '.join(changes)})" if changes else ""
    return [
        "",
        f"Beware: while this run was trained, its settings were changed after step {step}{what}.",
        "The script has the last ones from the first step on, so its losses differ from then on.",
    ]


def constants(study: Experiment) -> str:
    """Return the settings that all runs share."""
    settings = study.settings
    lines: list[tuple[str, Any, str]] = [
        ("SEED", settings.seed, "start of all random numbers"),
        ("TRAIN_SIZE", settings.train_size, "the first n images of the training set"),
    ]
    if settings.validation_share:
        aside = round(settings.train_size * settings.validation_share)
        lines.append(("VALIDATION_SIZE", aside, "of them set aside, not trained on"))
    lines += [
        ("BATCH_SIZE", settings.batch_size, "images in one mini-batch"),
        ("STEPS", settings.steps, "mini-batches in all"),
    ]
    return "\n".join(f"{f'{name} = {value}':28}# {what}" for name, value, what in lines)


LOADING = '''
def load(name):
    """Read one of the files of MNIST: a header of 4 bytes and a size per dimension, then one byte per value."""
    with gzip.open(FOLDER / name) as file:
        content = file.read()
    sizes = [int.from_bytes(content[4 + 4 * k : 8 + 4 * k], "big") for k in range(content[3])]
    return np.frombuffer(content, np.uint8, offset=4 + 4 * len(sizes)).reshape(sizes)


def load_part(part):
    """Return images as rows of 784 numbers from 0 to 1, and their labels."""
    images = load(f"{part}-images-idx3-ubyte.gz")
    labels = load(f"{part}-labels-idx1-ubyte.gz").astype(int)
    return images.reshape(len(images), -1) * (1 / 255), labels
'''


def splitting(settings: Settings) -> str:
    """Return how the examples are read and set apart."""
    lines = [
        'x_train, t_train = load_part("train")',
        'x_test, t_test = load_part("t10k")',
        "x_train, t_train = x_train[:TRAIN_SIZE], t_train[:TRAIN_SIZE]",
    ]
    if settings.validation_share:
        lines += [
            "order = np.random.default_rng([SEED, 1]).permutation(TRAIN_SIZE)[VALIDATION_SIZE:]",
            "x_train, t_train = x_train[order], t_train[order]",
        ]
    return "\n".join(lines)


_COSINE = "end + (1 - end) * 0.5 * (1 + math.cos(math.pi * {done}))"
_WARM = "warm = max(1, round(share * STEPS))"
SCHEDULES = {
    "constant": "",
    "steps": "return gamma ** (parts * (t - 1) // STEPS)",
    "cosine": f"return {_COSINE.format(done='(t - 1) / STEPS')}",
    "warm_up": f"{_WARM}\nreturn min(1.0, t / warm)",
    "warm_up_cosine": f"{_WARM}\nif t <= warm:\n    return t / warm\n"
    f"return {_COSINE.format(done='(t - warm) / max(STEPS - warm, 1)')}",
}
"""What the learning rate is multiplied by in step t, from 1; nothing where it stays."""


def scheduling(run: RunConfiguration) -> str:
    """Return the function that says how the learning rate of a run changes; nothing where it stays."""
    body = SCHEDULES[run.schedule.key]
    if not body:
        return ""
    lines = [f"{name} = {getattr(run.schedule, name)!r}" for name in run.schedule.parameters()] + body.split("\n")
    inside = "\n".join(f"    {line}" for line in lines)
    return f'''

def factor(t):
    """Return what the learning rate is multiplied by in step t, counted from 1."""
{inside}
'''


def layers_of(run: RunConfiguration, affine: str, normalize: str, activate: str, drop: str) -> list[str]:
    """Return the layers of a network, a line each; in `affine` and `normalize` stand ``{k}``, ``{n}`` and ``{m}``."""
    found, fan_in = [], 784
    place = run.batch_norm.place if run.batch_norm else ""
    for k, nodes in enumerate(run.hidden):
        found.append(affine.format(k=k, n=fan_in, m=nodes))
        if place == "before":
            found.append(normalize.format(m=nodes))
        found.append(activate)
        if place == "after":
            found.append(normalize.format(m=nodes))
        if run.dropout:
            found.append(drop)
        fan_in = nodes
    return [*found, affine.format(k=len(run.hidden), n=fan_in, m=10)]

"""Names of networks by what differs: "sigmoid, Xavier, 20 layers" beside "ReLU, He, 20 layers"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.signal_study import SignalConfiguration
from core.words import QT_TRANSLATE_NOOP, Phrase

Name = tuple[Any, ...]

_TWIN = QT_TRANSLATE_NOOP("app", "{name} ({number})")


def names_of_rows(rows: Sequence[SignalConfiguration]) -> list[Name]:
    """Return a name for each network, as parts to be joined with commas; one alone by its function and its rule."""
    differing = [part for part in _PARTS if len({str(_PARTS[part](row)) for row in rows}) > 1]
    named = differing or ["activation", "initializer"]
    names = [tuple(_PARTS[part](row) for part in named) for row in rows]
    seen: dict[str, int] = {}
    result = []
    for name in names:
        text = ", ".join(map(str, name))
        count = seen[text] = seen.get(text, 0) + 1
        result.append(name if count == 1 else (*name[:-1], Phrase(_TWIN, name=name[-1], number=count)))
    return result


def _with_settings(part: Any) -> Any:
    """Return the label of a choice, with its settings where it has any: "normal σ 0.01"."""
    values = [
        f"{parameter.symbol} {parameter.format(getattr(part, name))}" for name, parameter in part.parameters().items()
    ]
    return Phrase("{name} {values}", name=part.label, values=" ".join(values)) if values else part.label


def _activation(row: SignalConfiguration) -> Any:
    kind = type(row.activation)
    return row.activation.label if row.activation == kind() else _with_settings(row.activation)


def _normalization(row: SignalConfiguration) -> Any:
    if row.batch_norm is None:
        return QT_TRANSLATE_NOOP("app", "no BN")
    if row.batch_norm.place == "before":
        return QT_TRANSLATE_NOOP("app", "BN before")
    return QT_TRANSLATE_NOOP("app", "BN after")


def _dropout(row: SignalConfiguration) -> Any:
    if row.dropout is None:
        return QT_TRANSLATE_NOOP("app", "no dropout")
    return Phrase(QT_TRANSLATE_NOOP("app", "dropout {ratio}"), ratio=f"{row.dropout.ratio:g}")


_PARTS = {
    "activation": _activation,
    "initializer": lambda row: _with_settings(row.initializer),
    "layers": lambda row: Phrase(QT_TRANSLATE_NOOP("app", "{count} layers"), count=row.layers),
    "nodes": lambda row: Phrase(QT_TRANSLATE_NOOP("app", "{count} nodes"), count=row.nodes),
    "batch_norm": _normalization,
    "dropout": _dropout,
}

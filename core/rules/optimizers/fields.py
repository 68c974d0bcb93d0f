"""The hyperparameters that rules have in common, each described once."""

from __future__ import annotations

from typing import Any

from core.config.configuration import number
from core.config.words import mark

EPSILON_OUTSIDE = mark("core", "Keeps the division finite; added outside the root.")


def learning_rate(default: float) -> Any:
    """Make the field for η."""
    return number(
        default,
        label=mark("core", "learning rate"),
        symbol="η",
        help=mark("core", "Length of a step relative to the gradient."),
        low=0,
        open_low=True,
        high=1e3,
        log=True,
        live=True,
    )


def epsilon(default: float, help: str) -> Any:
    """Make the field for ε."""
    return number(default, label=mark("core", "epsilon"), symbol="ε", help=help, low=0, high=1, log=True)


def momentum_factor(default: float = 0.9) -> Any:
    """Make the field for α."""
    return number(
        default,
        label=mark("core", "momentum"),
        symbol="α",
        help=mark("core", "Share of the velocity that is kept. v ← α v − η g, not the (1 − α) average."),
        low=0,
        high=1,
        open_high=True,
        live=True,
    )


def decay_rate(default: float, symbol: str) -> Any:
    """Make the field for the share of an average that is kept in each step."""
    return number(
        default,
        label=mark("core", "decay rate"),
        symbol=symbol,
        help=mark("core", "Share of the old average that is kept in each step."),
        low=0,
        high=1,
        open_high=True,
    )

"""The numbers under the histograms: one line each, with the order in which they give way when room is short.

To add one: a line in `LINES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.config.figures import NOTHING, number, ratio, share
from core.config.words import mark
from core.networks.probe import LayerReading
from core.signals.flow import Flow


@dataclass(frozen=True)
class Line:
    """One line of numbers.

    Attributes
    ----------
    label : str
        Marked name.
    text : callable
        Returns what stands under a layer.
    priority : int
        The lower, the longer it stays when room is short.
    """

    label: str
    text: Callable[[LayerReading, Flow], str]
    priority: int


def of_last(reading: LayerReading, flow: Flow) -> str:
    """Return the gradient of a layer as a fraction of that of the last layer."""
    last = flow.layers[-1].gradient_rms
    if reading.gradient_rms is None or not last:
        return NOTHING
    return ratio(reading.gradient_rms / last)


LINES = [
    Line(mark("app", "mean"), lambda layer, flow: number(layer.mean), 5),
    Line(mark("app", "std"), lambda layer, flow: number(layer.std), 0),
    Line(mark("app", "saturated"), lambda layer, flow: share(layer.saturated), 2),
    Line(mark("app", "h′ < 0.01"), lambda layer, flow: share(layer.closed), 3),
    Line(mark("app", "dead units"), lambda layer, flow: share(layer.dead), 4),
    Line(mark("app", "RMS ∂L/∂W"), lambda layer, flow: number(layer.weight_gradient_rms), 6),
    Line(mark("app", "gradient ÷ last"), of_last, 1),
]

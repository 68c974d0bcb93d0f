"""How a descent is looked at: what is drawn of its paths and besides them, which part of the plane, which step.

Nothing of it changes how a path goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.config.configuration import Configuration, choice, integer, number, one_of, several, switch
from core.config.parameters import Integer, Number, Part
from core.config.study import MOST_ROWS, View, scale
from core.config.words import LabError, mark
from core.rules.optimizers import SGD, Optimizer, optimizers

_SHOWN = mark("core", "Shown")

MOST_EARLIER = 6
"""Earlier rules that are remembered."""
END = 10_000
"""The place in the film that stands for its end, however long it is."""

AXES = {
    "rates": mark("core", "hyperparameters"),
    "starts": mark("core", "start points"),
}
"""What a sensitivity map can lie over."""
MEASURES = {"steps": mark("core", "steps to converge"), "value": mark("core", "final f")}
"""What the colours of a sensitivity map can mean."""


@dataclass(frozen=True)
class Earlier(Configuration):
    """A rule as it was before its learning rate was changed."""

    label = mark("core", "earlier path")

    place: int = integer(0, label=mark("core", "place of the run"), low=0, high=MOST_ROWS)
    rule: Optimizer = one_of(optimizers, SGD(), label=mark("core", "optimizer"))


@dataclass(frozen=True)
class DescentView(View):
    """What is drawn of the paths and besides them."""

    focus: str = choice(
        "overlay",
        label=mark("core", "large picture"),
        options={
            "overlay": mark("core", "overlay"),
            "grid": mark("core", "panels"),
            "map": mark("core", "map"),
        },
    )
    scale: str = scale()
    paths: bool = switch(
        True,
        label=mark("core", "paths"),
        group=_SHOWN,
        help=mark("core", "Off, only the surface is seen, before anything moves on it."),
    )
    field: bool = switch(
        True,
        label=mark("core", "gradient field"),
        group=_SHOWN,
        help=mark("core", "Arrows downhill, against the gradient, all over the view."),
    )
    gradient: bool = switch(
        False,
        label=mark("core", "gradient arrow"),
        group=_SHOWN,
        help=mark("core", "The negative gradient at the current step."),
    )
    velocity: bool = switch(
        False,
        label=mark("core", "momentum arrow"),
        group=_SHOWN,
        help=mark("core", "What the rule remembers of past gradients: v of Momentum, m of Adam."),
    )
    update: bool = switch(
        False,
        label=mark("core", "update arrow"),
        group=_SHOWN,
        help=mark("core", "The step that is taken."),
    )
    memory: bool = switch(
        False,
        label=mark("core", "squared gradients"),
        group=_SHOWN,
        help=mark("core", "Σg² (h) or its average (h, v) per axis, as bars."),
    )
    ghosts: bool = switch(
        True,
        label=mark("core", "earlier paths"),
        group=_SHOWN,
        help=mark("core", "Paths before the last change stay as thin lines."),
    )
    reading: str = choice(
        "value",
        label=mark("core", "over the steps"),
        group=_SHOWN,
        options={
            "value": mark("core", "f above minimum"),
            "distance": mark("core", "distance"),
            "step": mark("core", "step size"),
            "rate_x": mark("core", "effective η of x"),
            "rate_y": mark("core", "effective η of y"),
            "table": mark("core", "table of steps"),
        },
        help=mark("core", "What is shown against the step; the effective η of an axis is |step| / |gradient| there."),
    )
    below: str = choice(
        "both",
        label=mark("core", "below the picture"),
        group=_SHOWN,
        options={
            "both": mark("core", "both"),
            "rule": mark("core", "rule"),
            "readings": mark("core", "readings"),
            "none": mark("core", "nothing"),
        },
        help=mark("core", "The rule with numbers, and readings; the less there is, the larger is the picture."),
    )
    place: int = integer(
        END,
        label=mark("core", "step shown"),
        low=0,
        high=END,
        help=mark("core", "Place in the film; beyond the last step, the end."),
    )
    speed: float = number(
        5.0, label=mark("core", "speed"), low=0, open_low=True, high=1e6, help=mark("core", "Steps a second.")
    )
    follow: bool = switch(
        False,
        label=mark("core", "follow"),
        help=mark("core", "Show what is outside the view on a log scale, so that no path is lost."),
    )
    window: tuple[float, ...] = several(
        label=mark("core", "part of the plane"),
        item=Number(label=mark("core", "edge")),
        most=4,
        help=mark("core", "x from, x to, y from, y to; nothing stands for the whole view of the surface."),
    )
    map_axes: str = choice("rates", label=mark("core", "axes of the map"), options=AXES)
    map_measure: str = choice("steps", label=mark("core", "colours of the map"), options=MEASURES)
    hidden: tuple[int, ...] = several(
        label=mark("core", "hidden"),
        item=Integer(label=mark("core", "hidden run"), high=MOST_ROWS),
        most=MOST_ROWS,
        help=mark("core", "Places of the runs that are listed but not traced."),
    )
    map_cursor: tuple[int, ...] = several(
        label=mark("core", "place on the map"),
        item=Integer(label=mark("core", "place"), high=10_000),
        most=2,
        help=mark("core", "Column and row that the arrow keys have gone to; nothing stands for the present setting."),
    )
    past: tuple[Earlier, ...] = several(
        label=mark("core", "earlier paths"),
        item=Part(label=mark("core", "earlier path"), part=Earlier),
        most=MOST_EARLIER,
        help=mark("core", "Rules as they were before their learning rate was changed, drawn as thin lines."),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        edges = self.window
        if edges and not (len(edges) == 4 and edges[0] < edges[1] and edges[2] < edges[3]):
            raise LabError(
                mark("core", "a part of the plane must be x from, x to, y from, y to, or nothing"), field="window"
            )
        if len(self.map_cursor) == 1:
            raise LabError(mark("core", "a place on the map must be column and row, or nothing"), field="map_cursor")

"""The picture of the optimizer tab: a surface with all paths, or one panel a path, or the sensitivity map; and numbers.

It is given traces and shows them; it computes no path, so the command line draws with it too.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.export import Picture
from app.language import say
from app.plots.sketch import Sketch
from app.tabs.optimizers.drawn import earlier_of, paths_of
from app.tabs.optimizers.items import Arrow, Path
from app.tabs.optimizers.landscape import Landscape, landscape_of
from app.tabs.optimizers.legend import Legend, Memory
from app.tabs.optimizers.numbers import NumbersPanel
from app.tabs.optimizers.panels import Panels
from app.tabs.optimizers.readings import ReadingsPanel
from app.tabs.optimizers.sensitivity import SensitivityMap
from app.tabs.optimizers.stage import SurfacePlot
from app.theme import fit, theme
from app.widgets.cards import SceneHead, WrappedLabel, card
from app.widgets.room import FrontStack
from core.config.words import Phrase, joined, mark
from core.descent.behaviour import behaviour
from core.descent.divergence import absence, divergence
from core.descent.landscape import Frame, Rect, frame_around
from core.descent.study import Descent
from core.descent.trajectory import Traces, Trajectory
from core.descent.view import DescentView

DEBOUNCE = 120
"""Milliseconds after the last move of a view until it gets contours of its own."""

FIRST_STEPS, SAMPLES = 24, 24
"""Steps of a path by whose arrows the factor is chosen by which all are drawn longer."""

SHARES = {"both": (9, 5), "rule": (13, 4), "readings": (9, 7), "none": (9, 5)}
"""Heights of the picture and what is below, beside each other."""
FROM_AFAR = {"both": "readings", "rule": "none"}
"""What is below a picture that is seen from the last row, where that is something else: numbers say nothing there."""

FOCUSES = {
    "overlay": mark("app", "Overlay"),
    "grid": mark("app", "Panels"),
    "map": mark("app", "Map"),
}
_MEANINGS = {
    "gradient": mark("app", "down the gradient"),
    "velocity": mark("app", "momentum"),
    "update": mark("app", "the step taken"),
}


class DescentPicture(Picture):
    """Title, surface, numbers.

    Attributes
    ----------
    window_chosen : Signal(tuple)
        A person looks at another part of the plane: x from, x to, y from, y to, or nothing for the whole view.
    panel_added : Signal(object)
        There is one more `SurfacePlot`.
    buttons : dict of QToolButton
        One for each of the pictures; these, `follow`, ``readings.log`` and ``map.stop`` are to be bound to commands.
    """

    window_chosen = Signal(tuple)
    panel_added = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._traces: Traces | None = None
        self._descent = Descent()
        self._paths: list[list[Path]] = []
        self._landscape: Landscape | None = None
        self._synchronous = False
        self._below = "both"
        self._behaviour: tuple[Phrase, ...] = ()
        self._sampled: list[Arrow] = []
        self._given = self._descent
        self.head = SceneHead()
        self.overlay = SurfacePlot()
        say(self.overlay, mark("app", "Paths on the surface"), "setAccessibleName")
        self.legend = Legend()
        self.grid = Panels()
        self.grid.added.connect(self._on_panel_added)
        self.map = SensitivityMap()
        self.events = WrappedLabel()
        self.events.setObjectName("fault")
        self.numbers = NumbersPanel()
        self.readings = ReadingsPanel()
        self.buttons: dict[str, QToolButton] = {}
        self._moved_to: Rect | None = None
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(DEBOUNCE)
        self._debounce.timeout.connect(self._show)
        self._arrange()
        self.sketch = Sketch(self.overlay)
        self._connect(self.overlay)
        self.overlay.arrows_zoomed.connect(self._on_arrows_zoomed)
        theme.changed.connect(self._show)  # names have the colours of their paths

    def _arrange(self) -> None:
        self.follow = QToolButton()
        self.follow.setCheckable(True)
        say(self.follow, mark("app", "Follow"))
        switch = QHBoxLayout()
        fit(switch.setSpacing, lambda m: m.indent)
        switch.addWidget(self.follow)
        focuses = QHBoxLayout()
        fit(focuses.setSpacing, lambda m: m.close)
        switch.addLayout(focuses)
        for key, label in FOCUSES.items():
            button = self.buttons[key] = QToolButton()
            button.setCheckable(True)
            say(button, label)
            focuses.addWidget(button)
        self._switch = QWidget()
        self._switch.setLayout(switch)
        self.desk = (self._switch,)
        switch.setContentsMargins(0, 0, 0, 0)
        self.head.line.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignTop)
        self.pages = FrontStack()
        overlay = QWidget()
        pile = QVBoxLayout(overlay)
        pile.setContentsMargins(0, 0, 0, 0)
        fit(pile.setSpacing, lambda m: m.close)
        pile.addWidget(self.overlay, 1)
        pile.addWidget(self.legend)
        for page in (overlay, self.grid, self.map):
            self.pages.addWidget(page)
        upper, column = card()
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        column.addWidget(self.events)
        self._numbers_card, numbers = card()
        numbers.addWidget(self.numbers)
        self._readings_card, readings = card()
        readings.addWidget(self.readings)
        self._lower = QSplitter(Qt.Orientation.Horizontal)
        self._split = QSplitter(Qt.Orientation.Vertical)
        for splitter in (self._lower, self._split):
            fit(splitter.setHandleWidth, lambda m: m.gap)
            splitter.setChildrenCollapsible(False)
        self._lower.addWidget(self._numbers_card)
        self._lower.addWidget(self._readings_card)
        self._split.addWidget(upper)
        self._split.addWidget(self._lower)
        for splitter, shares in ((self._split, SHARES["both"]), (self._lower, (1, 1))):
            splitter.setSizes([1000 * share for share in shares])
            for place, share in enumerate(shares):
                splitter.setStretchFactor(place, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def _connect(self, plot: SurfacePlot) -> None:
        plot.view_reset.connect(self._on_view_reset)
        plot.view_changed.connect(self._on_view_changed)

    # -- what is shown

    def show_traces(self, traces: Traces, descent: Descent) -> None:
        """Show these paths, looked at as `descent` says (see `Traces.seen_as`)."""
        before, again = self._descent, traces is self._traces
        self._given = descent
        if self._is_covered:  # nothing but the surface and where the paths begin
            shown = replace(descent.view, focus="overlay", paths=False, below="none", follow=False)
            descent = replace(descent, view=shown)
        self._traces, self._descent = traces, descent
        same_study = (before.settings, before.runs) == (descent.settings, descent.runs)
        if again and same_study and before.view.differing(descent.view) <= {"place", "speed"}:
            self._show_place()
        else:
            self._show()

    def set_covered(self, covered: bool) -> None:
        super().set_covered(covered)
        if self._traces is not None:
            self.show_traces(self._traces, self._given)

    def sketches(self) -> list[Sketch]:
        return [self.sketch]

    def set_synchronous(self) -> None:
        """Typeset formulas synchronously, for a picture that is written to a file."""
        self._synchronous = True
        self._switch.setVisible(False)

    def set_pen_scale(self, scale: float) -> None:
        for shown in (self.overlay, self.grid):
            shown.set_pen_scale(scale)
        self.readings.set_pen_scale(scale)

    @property
    def panels(self) -> list[SurfacePlot]:
        """The surfaces of all panels that have been made."""
        return self.grid.plots

    @property
    def focus(self) -> str:
        """Which of the pictures is in front."""
        return self._descent.view.focus

    def plots(self) -> list[SurfacePlot]:
        """Return the surfaces that are seen now."""
        if self.focus == "overlay":
            return [self.overlay]
        return self.panels[: len(self._paths)] if self.focus == "grid" else []

    def frame(self) -> Frame:
        """Return the part of the plane that is shown."""
        assert self._traces is not None
        if not self._descent.view.follow:
            return Frame(self._descent.plane)
        points = [t.points for starts in self._traces.trajectories for t in starts]
        return frame_around(self._traces.surface.view, np.concatenate(points))

    def point_at(self, x: float, y: float) -> tuple[float, float]:
        """Return a place that was pointed at as a person would write it, no more exact than a place on screen is.

        It stays in view, also where the mouse has left it.
        """
        frame = self.frame()
        left, right = (float(end) for end in frame.x.to_number(np.array(frame.rect[:2])))
        bottom, top = (float(end) for end in frame.y.to_number(np.array(frame.rect[2:])))
        x, y = _rounded(x, right - left), _rounded(y, top - bottom)
        return min(max(x, left), right), min(max(y, bottom), top)

    @property
    def _seen_below(self) -> str:
        """What is to be seen below the picture."""
        below: str = self._descent.view.below
        return FROM_AFAR.get(below, below) if self._is_presented else below

    def set_presenting(self, presenting: bool) -> None:
        super().set_presenting(presenting)
        self.readings.set_bare(presenting)
        self._show()

    def _show(self) -> None:
        traces, view, below = self._traces, self._descent.view, self._seen_below
        self.pages.setCurrentIndex(list(FOCUSES).index(view.focus))
        self.follow.setVisible(view.focus != "map")
        self._lower.setVisible(view.focus == "overlay" and view.paths and below != "none")
        if below != self._below:
            self._below = below
            self._split.setSizes([1000 * share for share in SHARES[below]])
        self._numbers_card.setVisible(below in ("both", "rule"))
        self.readings.set_wide(below == "readings")
        self._readings_card.setVisible(below in ("both", "readings"))
        self.map.show_view(view)
        self.readings.show_scale(view.scale == "log")
        for plot in (self.overlay, *self.panels):
            plot.set_mouse(not view.follow)  # else all is in view already
        if traces is None or view.focus == "map":
            self.events.setVisible(False)
            return
        self._paths = paths_of(traces)
        frame = self.frame()
        drawn = self._landscape
        if drawn is None or drawn.surface != traces.surface or (drawn.frame != frame and not self._is_moved):
            self._landscape = landscape_of(traces.surface, frame)
        if view.focus == "overlay":
            earlier = earlier_of(traces) if view.ghosts else []
            self._show_on(self.overlay, frame, [*earlier, *chain.from_iterable(self._paths)])
            self._sampled = sampled_arrows(traces.trajectories[self._selected][0], view)
            ends = [np.array([getattr(arrow, end) for arrow in self._sampled]) for end in ("tail", "tip")]
            self.overlay.set_reach(*(points.reshape(-1, 2) for points in ends))
            self.readings.show_kind(view.reading)
            minima = [*traces.surface.minima, *traces.surface.local_minima]
            self._behaviour = behaviour(traces.trajectories[self._selected][0], minima)
            self.readings.show_paths([starts[0] for starts in self._paths], self._selected, traces.surface)
        else:
            shown = self.grid.show_paths(traces, self._paths)
            for plot, starts in zip(self.panels, shown, strict=False):
                self._show_on(plot, frame, starts)
        self._show_events()
        self._show_place()

    @property
    def _selected(self) -> int:
        """The path whose numbers and arrows are seen."""
        return self._descent.selected_path or 0

    @property
    def _is_moved(self) -> bool:
        """Whether a hand is moving the view just now: contours of its own come when it rests."""
        view = self._descent.view
        return self._debounce.isActive() and view.window == self._moved_to and not view.follow

    def _show_on(self, plot: SurfacePlot, frame: Frame, paths: list[Path]) -> None:
        assert self._traces is not None and self._landscape is not None
        view = self._descent.view
        if not self._is_moved and (plot.frame != frame or not np.allclose(plot.rect(), frame.rect, rtol=1e-9)):
            plot.set_frame(frame)
        plot.set_landscape(self._landscape, view.field)
        plot.set_starts(self._traces.descent.settings.start, self._note() if plot is self.overlay else "")
        plot.set_paths(paths if view.paths else [])

    def _note(self) -> Phrase:
        """Say how high the start is, and that it can be dragged as long as it has not been."""
        assert self._traces is not None
        surface, start = self._traces.surface, self._traces.descent.settings.start[0]
        with np.errstate(all="ignore"):
            f = float(surface.value(*map(np.float64, start)))
        return Phrase(mark("app", "f = {f} · drag me") if start == surface.start else "f = {f}", f=f)

    def _on_panel_added(self, plot: SurfacePlot) -> None:
        plot.set_mouse(not self._descent.view.follow)
        self._connect(plot)
        self.panel_added.emit(plot)

    def _show_place(self) -> None:
        traces, view = self._traces, self._descent.view
        if traces is None or view.focus == "map":
            return
        place = min(view.place, traces.descent.settings.steps)
        if view.focus == "grid":
            for plot in self.plots():
                plot.set_place(place)
            return
        if not view.paths:
            self.overlay.set_place(place)
            self._show_legend(None)
            return
        path = self._paths[self._selected][0]
        arrows, memory = arrows_of(path.trajectory, place, view)
        self.overlay.set_place(place, arrows)
        self._show_legend(memory)
        self.readings.set_place(place)
        if self._seen_below not in ("both", "rule"):
            return
        self.numbers.show_step(path.name, path.number, path.trajectory, place, self._behaviour, self._synchronous)

    def _show_events(self) -> None:
        """Say which paths have left, and how fast those grow that have diverged."""
        traces = self._traces
        assert traces is not None
        told = []
        for run, trajectories in enumerate(traces.trajectories if self._descent.view.paths else ()):
            for start, trajectory in enumerate(trajectories):
                gone = divergence(trajectory, traces.surface.view, traces.surface.minima)
                event = gone.phrase if gone else absence(trajectory, traces.surface.view)
                if event is None:
                    continue
                name = self._paths[run][0].name
                if len(trajectories) > 1:
                    name = Phrase(mark("app", "{name} from start {number}"), name=name, number=start + 1)
                told.append(Phrase(mark("app", "{name}: {event}"), name=name, event=event))
        say(self.events, joined(told, "; "))
        self.events.setVisible(bool(told) and self.focus == "overlay")  # each panel has its own word below it

    def _show_legend(self, memory: Memory | None) -> None:
        """Say what the arrows mean, and by which factor they are longer than the step."""
        drawn = {arrow.kind for arrow in self._sampled} if self._descent.view.paths else set()
        rows: list[tuple[str, Any]] = [(kind, meaning) for kind, meaning in _MEANINGS.items() if kind in drawn]
        zoom = self.overlay.arrow_zoom
        if rows and zoom > 1:
            kind, meaning = rows[-1]
            rows[-1] = kind, Phrase(mark("app", "{name}  (arrows × {zoom})"), name=meaning, zoom=zoom)
        if self._is_presented and self._lower.isVisibleTo(self):  # two plots need the room
            rows, memory = [], None
        several = len(self._paths) > 1
        self.legend.show_rows(rows, memory, self._paths[self._selected][0].name if several else "")

    def _on_arrows_zoomed(self) -> None:
        self._show_legend(self.legend.memory)

    def _on_view_reset(self) -> None:
        self.window_chosen.emit(())

    def _on_view_changed(self, rect: Rect) -> None:
        """Tell which part of the plane a person moves to; contours of its own follow when the hand rests."""
        left, right, bottom, top = rect
        if np.isfinite(rect).all() and left < right and bottom < top and not self._descent.view.follow:
            self._moved_to = rect
            self._debounce.start()
            self.window_chosen.emit(rect)


def _rounded(value: float, span: float) -> float:
    """Return a coordinate to three digits, or to a thousandth of what is in view, whichever is finer."""
    with np.errstate(all="ignore"):
        unit = min(abs(value) / 100, span / 1000)
    if not (math.isfinite(unit) and unit > 0):
        return value
    return round(value, -math.floor(math.log10(unit)))


def arrows_of(t: Trajectory, place: int, show: DescentView) -> tuple[list[Arrow], Memory | None]:
    """Return the arrows of the step that led to `place`, and what the rule remembers then.

    Where a step is the sum of what gradient and momentum add (−η g and α v), these are drawn at their true length; of
    rules that scale every axis only the directions are drawn, as long as the step.
    """
    step = min(max(place, 1), t.steps)
    tail, tip = t.points[step - 1], t.points[step]
    arrows: list[Arrow] = []
    if np.isfinite(tip).all() and np.isfinite(tail).all():
        rule, gradient = t.optimizer, t.gradients[step - 1]
        before, after = ({name: rows[row] for name, rows in t.states.items()} for row in (step - 1, step))
        parts = rule.parts(gradient, before, after)
        if not parts:
            size = float(np.linalg.norm(tip - tail))
            parts = {"gradient": _as_long(-gradient, size)}
            if rule.average:
                parts["velocity"] = _as_long(-before[rule.average], size)
        for kind in ("gradient", "velocity", "update"):
            part = tip - tail if kind == "update" else parts.get(kind)
            if getattr(show, kind) and part is not None and np.isfinite(part).all() and part.any():
                end = tail + part
                arrows.append(Arrow(kind, (float(tail[0]), float(tail[1])), (float(end[0]), float(end[1]))))
    memory = None
    squares = t.optimizer.squares
    if show.memory and squares:
        x, y = t.states[squares][min(place, t.steps)]
        memory = Memory(squares, float(x), float(y))
    return arrows, memory


def sampled_arrows(t: Trajectory, show: DescentView) -> list[Arrow]:
    """Return the arrows of the first steps and of some of the others."""
    steps = np.unique([*range(1, min(t.steps, FIRST_STEPS) + 1), *np.linspace(1, t.steps, SAMPLES).astype(int)])
    return [arrow for step in steps for arrow in arrows_of(t, int(step), show)[0]]


def _as_long(direction: np.ndarray, size: float) -> np.ndarray:
    length = float(np.linalg.norm(direction))
    return direction * (size / length) if length else direction

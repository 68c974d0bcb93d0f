"""The picture of the optimizer tab: a surface with all paths, or one panel a path, or the sensitivity map; and numbers.

It is given traces and shows them; it computes no path, so the command line draws with it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.export import Picture
from app.language import say
from app.tabs.optimizers.corner import Corner, Memory
from app.tabs.optimizers.items import Arrow, Path
from app.tabs.optimizers.landscape import Landscape, landscape_of
from app.tabs.optimizers.look import numbers_of, pen_of
from app.tabs.optimizers.numbers import NumbersPanel
from app.tabs.optimizers.readings import ReadingsPanel
from app.tabs.optimizers.sensitivity import SensitivityMap
from app.tabs.optimizers.stage import SurfacePlot
from app.theme import fit, theme
from app.widgets.forms import WrappedLabel, card
from core.config.words import Phrase, mark
from core.descent.behaviour import behaviour
from core.descent.landscape import Frame, Rect, frame_around
from core.descent.study import DescentView
from core.descent.surfaces import Surface
from core.descent.trajectory import Trajectory, divergence
from core.rules.optimizers import Optimizer

REDRAW_AFTER = 120
"""Milliseconds of rest after which a moved view gets contours of its own."""

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


@dataclass(frozen=True, eq=False)
class Traces:
    """What is shown: paths of every run from every start point, by run."""

    surface: Surface
    runs: tuple[Optimizer, ...]
    names: Sequence[Any]
    trajectories: Sequence[Sequence[Trajectory]]
    ghosts: Sequence[Path] = ()

    def paths_of(self, run: int) -> list[Path]:
        """Return the paths of one run, one a start point."""
        number = numbers_of(self.runs)[run]
        pen = pen_of(self.runs[run], number)
        name = self.names[run]
        return [Path(t, number, pen, name if place == 0 else "") for place, t in enumerate(self.trajectories[run])]

    @property
    def starts(self) -> list[tuple[float, float]]:
        """Where the paths start."""
        return [(float(t.points[0, 0]), float(t.points[0, 1])) for t in self.trajectories[0]]


class DescentPicture(Picture):
    """Title, surface, numbers.

    Attributes
    ----------
    focus_changed : Signal(str)
        A person wants another of the pictures.
    """

    focus_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._traces: Traces | None = None
        self._show = DescentView()
        self._selected = 0
        self._place = 0
        self._rect: Rect | None = None
        self._follow = False
        self._landscape: Landscape | None = None
        self._patient = False
        self._behaviour: tuple[Phrase, ...] = ()
        self.focus = "overlay"
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setWordWrap(True)
        self.note = QLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.overlay = SurfacePlot()
        self.corner = Corner(self.overlay)
        self.panels: list[SurfacePlot] = []
        self._panel_heads: list[QLabel] = []
        self.map = SensitivityMap()
        self.events = WrappedLabel()
        self.events.setObjectName("fault")
        self.numbers = NumbersPanel()
        self.readings = ReadingsPanel()
        self.buttons: dict[str, QToolButton] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REDRAW_AFTER)
        self._later.timeout.connect(self._on_rested)
        self._arrange()
        self._connect(self.overlay)
        self.overlay.box.sigResized.connect(self._put_corner)

    def _arrange(self) -> None:
        self._group = QButtonGroup(self)
        switch = QHBoxLayout()
        fit(switch.setSpacing, lambda m: m.indent)
        focuses = QHBoxLayout()
        fit(focuses.setSpacing, lambda m: m.close)
        for key, label in FOCUSES.items():
            button = self.buttons[key] = QToolButton()
            button.setCheckable(True)
            say(button, label)
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, key=key: self.focus_changed.emit(key))
            focuses.addWidget(button)
        self.follow = QToolButton()
        self.follow.setCheckable(True)
        say(self.follow, mark("app", "Follow"))
        say(
            self.follow,
            mark("app", "Show what is outside the view in decades, so that no path is lost (F)"),
            "setToolTip",
        )
        self.follow.toggled.connect(self._on_follow)
        switch.addWidget(self.follow)
        switch.addLayout(focuses)
        self._switch = QWidget()
        self._switch.setLayout(switch)
        switch.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignTop)
        grid = QWidget()
        self._grid = QGridLayout(grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        fit(self._grid.setSpacing, lambda m: m.close)
        self.pages = QStackedWidget()
        for page in (self.overlay, grid, self.map):
            self.pages.addWidget(page)
        upper, column = card()
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.pages, 1)
        column.addWidget(self.events)
        numbers_card, numbers = card()
        numbers.addWidget(self.numbers)
        readings_card, readings = card()
        readings.addWidget(self.readings)
        self._lower = QSplitter(Qt.Orientation.Horizontal)
        self._split = QSplitter(Qt.Orientation.Vertical)
        for splitter in (self._lower, self._split):
            fit(splitter.setHandleWidth, lambda m: m.gap)
            splitter.setChildrenCollapsible(False)
        self._lower.addWidget(numbers_card)
        self._lower.addWidget(readings_card)
        self._split.addWidget(upper)
        self._split.addWidget(self._lower)
        for splitter, shares in ((self._split, (9, 5)), (self._lower, (1, 1))):
            splitter.setSizes([1000 * share for share in shares])
            for place, share in enumerate(shares):
                splitter.setStretchFactor(place, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def _connect(self, plot: SurfacePlot) -> None:
        plot.view_reset.connect(self.reset_view)
        plot.view_changed.connect(self._on_view_changed)

    # -- what is shown

    def set_scene(self, title: Any, note: str) -> None:
        """Name what is shown."""
        say(self.title, title)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def set_focus(self, focus: str) -> None:
        """Bring one of the pictures to the front."""
        self.focus = focus
        self.buttons[focus].setChecked(True)
        self.pages.setCurrentIndex(list(FOCUSES).index(focus))
        self.follow.setVisible(focus != "map")
        self._show_traces()

    def show_traces(self, traces: Traces, selected: int, show: DescentView, place: int) -> None:
        """Show these paths up to step `place`; `selected` is the run whose numbers and arrows are seen."""
        self._place = place
        if self._traces is None or self._traces.surface != traces.surface:
            self._rect = None
        self._traces, self._show = traces, show
        self._selected = min(selected, len(traces.runs) - 1)
        self._show_traces()

    def set_place(self, place: int) -> None:
        """Show the paths up to step `place`."""
        self._place = place
        self._show_place()

    def show_like(self, other: DescentPicture) -> None:
        """Show what another picture shows: which part of the plane, and what it knows of the map."""
        self._rect = other._rect
        self.follow.setChecked(other._follow)
        self.map.show_like(other.map)

    def set_patient(self) -> None:
        """Typeset formulas before going on, for a picture that is written to a file."""
        self._patient = True
        self._switch.setVisible(False)

    def set_pen_scale(self, scale: float) -> None:
        for plot in (self.overlay, *self.panels):
            plot.set_pen_scale(scale)
        self.readings.set_pen_scale(scale)

    def plots(self) -> list[SurfacePlot]:
        """Return the surfaces that are seen now."""
        if self.focus == "overlay":
            return [self.overlay]
        count = len(self._traces.runs) if self._traces else 0
        return self.panels[:count] if self.focus == "grid" else []

    def reset_view(self) -> None:
        """Show the whole view of the surface again."""
        self._rect = None
        self._show_traces()

    def frame(self) -> Frame:
        """Return the part of the plane that is shown."""
        assert self._traces is not None
        view = self._traces.surface.view
        if not self._follow:
            return Frame(self._rect or view)
        return frame_around(view, np.concatenate([t.points for ts in self._traces.trajectories for t in ts]))

    def _show_traces(self) -> None:
        traces = self._traces
        self._lower.setVisible(self.focus == "overlay" and self._show.paths)
        if traces is None or self.focus == "map":
            return
        frame = self.frame()
        if self._landscape is None or (self._landscape.surface, self._landscape.frame) != (traces.surface, frame):
            self._landscape = landscape_of(traces.surface, frame)
        if self.focus == "overlay":
            paths = [*traces.ghosts] if self._show.ghosts else []
            paths += [path for run in range(len(traces.runs)) for path in traces.paths_of(run)]
            self._show_on(self.overlay, frame, paths)
            self.readings.show_kind(self._show.reading)
            minima = [*traces.surface.minima, *traces.surface.local_minima]
            self._behaviour = behaviour(traces.trajectories[self._selected][0], minima)
            strong = [traces.paths_of(run)[0] for run in range(len(traces.runs))]
            self.readings.show_paths(strong, self._selected, traces.surface)
        else:
            self._make_panels(len(traces.runs))
            for run in range(len(traces.runs)):
                self._panel_heads[run].setStyleSheet(
                    f"color: {theme.series(numbers_of(traces.runs)[run]).name()}; font-weight: bold;"
                )
                say(self._panel_heads[run], traces.names[run])
                nameless = [Path(p.trajectory, p.number, p.pen, "") for p in traces.paths_of(run)]
                self._show_on(self.panels[run], frame, nameless)
        self._show_events()
        self._show_place()

    def _show_on(self, plot: SurfacePlot, frame: Frame, paths: list[Path]) -> None:
        assert self._traces is not None and self._landscape is not None
        if not self._show.paths:
            paths = []
        if plot.frame != frame or not np.allclose(_rect_of(plot), frame.rect, rtol=1e-9):
            plot.set_frame(frame)
        plot.set_landscape(self._landscape, self._show.field)
        plot.set_starts(self._traces.starts)
        plot.set_paths(paths)

    def _make_panels(self, count: int) -> None:
        columns = 1 if count == 1 else 2 if count <= 4 else 3 if count <= 9 else 4
        while len(self.panels) < count:
            plot = SurfacePlot()
            fit(plot.setMinimumSize, lambda m: (m.px(120), m.px(90)))
            plot.leave_axes_unnamed()
            plot.set_mouse(not self._follow)
            self._connect(plot)
            self.panels.append(plot)
            self._panel_heads.append(QLabel())
            self.panel_added.emit(plot)
        for place, (plot, head) in enumerate(zip(self.panels, self._panel_heads, strict=True)):
            row, column = divmod(place, columns)
            self._grid.addWidget(head, 2 * row, column, Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(plot, 2 * row + 1, column)
            plot.setVisible(place < count)
            head.setVisible(place < count)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, row % 2 if row < 2 * -(-count // columns) else 0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    panel_added = Signal(object)

    def _show_place(self) -> None:
        traces = self._traces
        if traces is None or self.focus == "map":
            return
        if self.focus == "grid":
            for plot in self.plots():
                plot.set_place(self._place)
            return
        path = traces.paths_of(self._selected)[0]
        if not self._show.paths:
            self.overlay.set_place(self._place)
            self.corner.show_rows([], None)
            return
        arrows, memory = arrows_of(path.trajectory, self._place, self._show)
        self.overlay.set_place(self._place, arrows)
        kinds = [kind for kind in _MEANINGS if getattr(self._show, kind)]
        kinds = [kind for kind in kinds if any(arrow.kind == kind for arrow in arrows)]
        zoom = self.overlay.arrow_zoom
        rows: list[tuple[str, Any]] = [(kind, _MEANINGS[kind]) for kind in kinds]
        if kinds and zoom > 1:
            last = Phrase(mark("app", "{name}  (arrows × {zoom})"), name=rows[-1][1], zoom=zoom)
            rows[-1] = kinds[-1], last
        self.corner.show_rows(rows, memory)
        self._put_corner()
        self.readings.set_place(self._place)
        self.numbers.show_step(path.name, path.number, path.trajectory, self._place, self._behaviour, self._patient)

    def _show_events(self) -> None:
        """Say which paths have left for good, and how fast they grow."""
        traces = self._traces
        assert traces is not None
        told = []
        for run, trajectories in enumerate(traces.trajectories if self._show.paths else ()):
            for start, trajectory in enumerate(trajectories):
                gone = divergence(trajectory, traces.surface.view, traces.surface.minima)
                if gone is None:
                    continue
                name = traces.names[run]
                if len(trajectories) > 1:
                    name = Phrase(mark("app", "{name} from start {number}"), name=name, number=start + 1)
                told.append(Phrase(mark("app", "{name}: {event}"), name=name, event=gone.phrase))
        say(self.events, tuple(told))
        self.events.setVisible(bool(told))

    def _put_corner(self, _view: Any = None) -> None:
        area = self.overlay.area().toRect()
        size = self.corner.sizeHint()
        gap = theme.metrics.gap
        self.corner.move(area.right() - size.width() - gap, area.top() + gap)

    # -- the view

    def _on_follow(self, follow: bool) -> None:
        self._follow = follow
        for plot in (self.overlay, *self.panels):
            plot.set_mouse(not follow)  # all is in view already
        self._show_traces()

    def _on_view_changed(self) -> None:
        if not self._follow:
            self._later.start()

    def _on_rested(self) -> None:
        plots = self.plots()
        if not plots or self._follow:
            return
        moved = next((plot for plot in plots if _rect_of(plot) != plot.frame.rect), None)
        if moved is not None:
            self._rect = _rect_of(moved)
            self._show_traces()


def _rect_of(plot: SurfacePlot) -> Rect:
    return (*plot.ranges()[0], *plot.ranges()[1])


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


def _as_long(direction: np.ndarray, size: float) -> np.ndarray:
    length = float(np.linalg.norm(direction))
    return direction * (size / length) if length else direction

"""A surface with paths on it: contours, start points that can be dragged, heads, arrows of the present step, ghosts.

The plot is given trajectories and a step and shows them; it says where a person clicks or drags, and changes nothing
by itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor

from app.language import translate
from app.plots.curves import CurveItem
from app.plots.frame import Plot
from app.tabs.optimizers.items import (
    Arrow,
    ArrowsItem,
    HandView,
    Marks,
    Path,
    nothing,
    place_beside,
    warped,
    write_in_theme,
)
from app.tabs.optimizers.landscape import Landscape, LandscapeItem
from app.theme import fit, px, theme
from core.descent.landscape import Frame, Rect

Array = np.ndarray

MOST_DOTS = 150
"""Longer paths have no dot for every step."""
MOST_ZOOM = 1000

# in pixels at the normal text size
SEEN = 48
"""Length that the longest arrow of a step is to have at least."""
EDGE = 14
"""Distance from the rim at which a triangle shows where a path has left the view."""


class SurfacePlot(Plot):
    """One surface with paths.

    Attributes
    ----------
    start_moved : Signal(int, float, float, bool)
        A start point (by its place) is wanted elsewhere; whether the drag has ended.
    start_added : Signal(float, float)
        Another start point is wanted.
    view_reset : Signal
        A double click: the whole view is wanted back.
    view_changed : Signal(tuple)
        A hand has moved another part of the plane into view: x from, x to, y from, y to.
    arrows_zoomed : Signal
        The arrows of the present step are drawn longer by another factor, `arrow_zoom`.
    """

    start_moved = Signal(int, float, float, bool)
    start_added = Signal(float, float)
    view_reset = Signal()
    view_changed = Signal(tuple)
    arrows_zoomed = Signal()

    AXIS = 36
    BARE = 8
    """Room for axes without numbers."""

    def __init__(self) -> None:
        self.frame = Frame((-1.0, 1.0, -1.0, 1.0))
        self._bare = False
        hand = HandView(enableMenu=False)
        super().__init__(hand, grid=False)
        self._paths: list[Path] = []
        self._starts: list[tuple[float, float]] = []
        self._minima: list[tuple[float, float]] = []
        self._place = 0
        self._held: int | None = None
        self._curves: list[CurveItem] = []
        self._labels: list[pg.TextItem] = []
        self._arrow_list: list[Arrow] = []
        self._reach: tuple[Array, Array] = (np.empty((0, 2)), np.empty((0, 2)))
        self._note: Any = ""
        self._note_box = QRectF()
        self.arrow_zoom = 1
        self.set_mouse(True)
        self.set_names("x", "y", beside=True)
        fit(self.setMinimumSize, lambda m: (m.px(200), m.px(80)))
        self._landscape = LandscapeItem()
        self.add(self._landscape)
        self._dots = self._scatter(100, kept=True)
        self._heads = self._scatter(1000)
        self._marks = self._scatter(50)
        self._handles = self._scatter(900)
        self._edges = self._scatter(1001)
        self._arrows = ArrowsItem()
        self.add(self._arrows)
        self._start_label = pg.TextItem(anchor=(0, 0.5), fill=self._ground())
        self._start_label.setZValue(901)
        write_in_theme(self._start_label)
        self.add(self._start_label)
        hand.pressed.connect(self._on_pressed)
        hand.sigRangeChangedManually.connect(self._on_range_changed)
        self._dress()

    def _scatter(self, z: int, kept: bool = False) -> pg.ScatterPlotItem:
        item = Marks(pxMode=True, useCache=kept)
        item.setZValue(z)
        self.add(item)
        return item

    # -- what is shown

    def set_frame(self, frame: Frame) -> None:
        """Show this part of the plane."""
        self.frame = frame
        left, right, bottom, top = frame.rect
        self.set_range((left, right), (bottom, top))
        self._show_ticks()
        self._show_starts()
        self._show_note()

    def set_landscape(self, landscape: Landscape, field: bool) -> None:
        """Draw contours, and the field of gradients when `field` is on."""
        if landscape is self._landscape.landscape and field == self._landscape.arrows:
            return
        self._landscape.show_landscape(landscape, field)
        self._show_minima(landscape)

    def _show_minima(self, landscape: Landscape) -> None:
        surface = landscape.surface
        self._minima = [*surface.minima, *surface.local_minima]
        lowest = len(surface.minima)
        color = QColor(theme.colors.text)
        sizes = px(15), px(9)
        self._marks.setData(
            [
                {
                    "pos": self._to_screen(point),
                    "symbol": "+" if place < lowest else "x",
                    "size": sizes[place >= lowest],
                    "brush": color,
                    "pen": pg.mkPen(theme.colors.card, width=self.pen_scale()),
                }
                for place, point in enumerate(self._minima)
            ]
        )

    def set_starts(self, starts: Sequence[tuple[float, float]], note: Any = "") -> None:
        """Show where the paths start, with a note above the first."""
        self._starts, self._note = list(starts), note
        self._show_starts()
        self._show_note()

    def _show_note(self) -> None:
        """Write the note beside the first start, above it if that covers nothing of the paths."""
        note = translate(self._note)
        self._start_label.setVisible(bool(note))
        self._note_box = QRectF()
        if not note:
            return
        self._start_label.setText(note, color=QColor(theme.colors.text))
        dx, dy = self.pixel()
        place = self._to_screen(self._starts[0]) / (dx, -dy)
        way = self._way(whole=True) / (dx, -dy)
        self._note_box = place_beside(place, self._start_label.boundingRect().width(), self._view(), [], way, "above")
        self._start_label.setPos(self._note_box.left() * dx, -self._note_box.center().y() * dy)

    def note(self) -> str:
        """Return what is written at the first start."""
        return self._start_label.toPlainText() if self._start_label.isVisible() else ""

    def set_paths(self, paths: Sequence[Path]) -> None:
        """Take these paths, ghosts first; `set_place` draws them."""
        self._paths = list(paths)
        while len(self._curves) < len(paths):
            curve = CurveItem(connect="finite")
            self.add(curve)
            self._curves.append(curve)
            label = pg.TextItem(anchor=(0, 0.5), fill=self._ground())
            label.setZValue(1002)
            write_in_theme(label)
            self.add(label)
            self._labels.append(label)
        self._show_styles()
        self._show_note()

    def set_place(self, place: int, arrows: Sequence[Arrow] = ()) -> None:
        """Show the paths up to step `place`, with arrows of what happens there."""
        self._place = place
        self._arrow_list = list(arrows)
        self._show_paths()

    def set_reach(self, tails: Array, tips: Array) -> None:
        """Take the arrows of all steps, ``(arrows, 2)`` each: by the longest of them all are drawn to one scale."""
        self._reach = tails, tips

    def set_pen_scale(self, scale: float) -> None:
        self._dots.opts["useCache"] = not scale  # kept pictures of dots are fast, and of one size only
        super().set_pen_scale(scale)

    def leave_axes_unnamed(self) -> None:
        """Save the room of the names of the axes, for one of many panels."""
        self.set_names("", "")

    def set_bare(self, bare: bool) -> None:
        """Leave the numbers of the axes out, and their room, or write them again."""
        if bare != self._bare:
            self._bare = bare
            self.AXIS = self.BARE if bare else type(self).AXIS
            self._show_ticks()
            self._lay_out()

    def _show_ticks(self) -> None:
        self.bottom.set_ticks(nothing if self._bare else warped(self.frame.x))
        self.left.set_ticks(nothing if self._bare else warped(self.frame.y))

    def _lay_out(self) -> None:
        super()._lay_out()
        if self._bare:
            self.bottom.setHeight(px(self.BARE))

    def rect(self) -> Rect:
        """Return the part of the plane in view, also while a hand moves it."""
        return (*self.ranges()[0], *self.ranges()[1])

    def paths(self) -> list[Path]:
        """Return what is shown."""
        return list(self._paths)

    def arrows(self) -> list[Arrow]:
        """Return the arrows of the present step."""
        return list(self._arrow_list)

    def path_points(self, number: int) -> Array:
        """Return the points of one path that are drawn now, ``(points, 2)``, in places on screen."""
        x, y = self._curves[number].getData()
        return np.stack([x, y], axis=1)

    def label_texts(self) -> list[str]:
        """Return what is written at the heads."""
        return [label.toPlainText() for label in self._labels if label.isVisible()]

    def _to_screen(self, points: Any) -> Any:
        points = np.asarray(points, float)
        return np.stack([self.frame.x.to_screen(points[..., 0]), self.frame.y.to_screen(points[..., 1])], axis=-1)

    def _show_styles(self) -> None:
        scale = self.pen_scale()
        for number, curve in enumerate(self._curves):
            shown = number < len(self._paths)
            curve.setVisible(shown)
            if shown:
                path = self._paths[number]
                curve.setPen(path.style().to_pen(scale))
                solid = path.pen is Qt.PenStyle.SolidLine
                curve.setSegmentedLineMode("on" if solid else "off")
                curve.setZValue(number)

    def _show_starts(self) -> None:
        pen = pg.mkPen(theme.colors.text, width=2 * self.pen_scale())
        brush = pg.mkBrush(theme.colors.card)
        self._handles.setData(
            [
                {"pos": self._to_screen(point), "symbol": "o", "size": px(11), "pen": pen, "brush": brush}
                for point in self._starts
            ]
        )

    def _show_paths(self) -> None:
        dots = []
        for number, path in enumerate(self._paths):
            points = path.trajectory.points
            end = len(points) if path.ghost else self._place + 1
            shown = self._to_screen(points[:end])
            self._curves[number].setData(shown[:, 0], shown[:, 1])
            if not path.ghost and path.trajectory.steps <= MOST_DOTS:
                good = shown[np.isfinite(shown).all(axis=1)][1:-1]
                color = theme.series(path.number)
                dots.append((good, color))
        if dots:
            places = np.concatenate([good for good, _ in dots])
            brushes = [brush for good, color in dots for brush in [pg.mkBrush(color)] * len(good)]
            self._dots.setData(pos=places, size=px(5), brush=brushes, pen=pg.mkPen(None))
        else:
            self._dots.setData([])
        self._show_arrows()
        self._show_heads()

    def _show_arrows(self) -> None:
        """Draw the arrows of the present step, longer by one factor for the whole path where it has none to be seen."""
        tails = [self._to_screen(arrow.tail) for arrow in self._arrow_list]
        ways = [self._to_screen(a.tip) - tail for a, tail in zip(self._arrow_list, tails, strict=True)]
        far = [self._to_screen(points) / self.pixel() for points in self._reach]
        longest = float(np.hypot(*(far[1] - far[0]).T).max(initial=0.0))
        seen, before = px(SEEN), self.arrow_zoom
        self.arrow_zoom = min(MOST_ZOOM, math.ceil(seen / longest)) if 0 < longest < seen else 1
        arrows = [
            (arrow.kind, QPointF(*tail), QPointF(*(tail + self.arrow_zoom * way)))
            for arrow, tail, way in zip(self._arrow_list, tails, ways, strict=True)
        ]
        self._arrows.show_arrows(arrows)
        if self.arrow_zoom != before:
            self.arrows_zoomed.emit()

    def _show_heads(self) -> None:
        heads, edges = [], []
        places: list[tuple[int, Array]] = []
        for number, path in enumerate(self._paths):
            points = path.trajectory.points
            last = len(points) - 1 if path.ghost else min(self._place, len(points) - 1)
            finite = np.flatnonzero(np.isfinite(points[: last + 1]).all(axis=1))
            if not len(finite):
                self._labels[number].setVisible(False)
                continue
            head = self._to_screen(points[finite[-1]])
            inside, rim = self._clamped(head)
            color = theme.series(path.number)
            if path.ghost:
                color.setAlphaF(0.75)
            elif inside:
                mark = {"symbol": theme.symbol(path.number), "size": px(13), "brush": color}
                heads.append({"pos": head, "pen": pg.mkPen(theme.colors.card, width=1.5 * self.pen_scale()), **mark})
            if not inside and not path.ghost:
                pointer = {"symbol": self._pointer(head), "size": px(18), "brush": color}
                edges.append({"pos": rim, "pen": pg.mkPen(None), **pointer})
            name = translate(path.name)
            if name and path.ending and self._place >= path.ends_at:
                name = f"{name} – {translate(path.ending)}"
            self._labels[number].setVisible(bool(name))
            self._labels[number].setText(name, color=color)
            if name:
                places.append((number, rim))
        for label in self._labels[len(self._paths) :]:
            label.setVisible(False)
        self._heads.setData(heads)
        self._edges.setData(edges)
        self._place_labels(places)

    def _ground(self) -> Any:
        """Return what lies under a name, so that lines behind it do not disturb."""
        color = QColor(theme.colors.card)
        color.setAlphaF(0.72)
        return pg.mkBrush(color)

    def _clamped(self, head: Array) -> tuple[bool, Array]:
        """Return whether a point is in view, and the place in view nearest to it."""
        (left, right), (bottom, top) = self.ranges()
        dx, dy = self.pixel()
        edge = px(EDGE)
        inside = left <= head[0] <= right and bottom <= head[1] <= top
        rim = np.array(
            [
                np.clip(head[0], left + edge * dx, right - edge * dx),
                np.clip(head[1], bottom + edge * dy, top - edge * dy),
            ]
        )
        return inside, head if inside else rim

    def _pointer(self, head: Array) -> str:
        """Return the mark of a triangle that points out of the view."""
        (_, right), (bottom, top) = self.ranges()
        if head[1] > top:
            return "t1"
        if head[1] < bottom:
            return "t"
        return "t2" if head[0] > right else "t3"

    def _place_labels(self, places: list[tuple[int, Array]]) -> None:
        """Write the names beside the heads, inside the view, so that none covers another and few cover a path."""
        dx, dy = self.pixel()
        view, way = self._view(), self._way() / (dx, -dy)
        taken = [self._note_box] if not self._note_box.isNull() else []
        for number, place in sorted(places, key=lambda entry: -entry[1][1]):
            label = self._labels[number]
            box = place_beside(place / (dx, -dy), label.boundingRect().width(), view, taken, way)
            taken.append(box)
            label.setPos(box.left() * dx, -(box.center().y()) * dy)

    def _view(self) -> QRectF:
        """Return the part of the plane in view, in pixels."""
        (left, right), (bottom, top) = self.ranges()
        dx, dy = self.pixel()
        return QRectF(left / dx, -top / dy, (right - left) / dx, (top - bottom) / dy)

    def _way(self, whole: bool = False) -> Array:
        """Return the points of paths as far as they are drawn, or of whole ones, and those between, on screen."""
        end = None if whole else self._place + 1
        ways = [self._to_screen(path.trajectory.points[:end]) for path in self._paths if not path.ghost]
        parts = [part for way in ways for part in (way, (way[1:] + way[:-1]) / 2)]
        return np.concatenate(parts) if parts else np.empty((0, 2))

    # -- a person's hand

    def _on_range_changed(self, _axes: object) -> None:
        self.view_changed.emit(self.rect())

    def _on_pressed(self, place: QPointF, shift: bool, ended: bool) -> None:
        x, y = float(self.frame.x.to_number(place.x())), float(self.frame.y.to_number(place.y()))
        if shift:
            self.start_added.emit(x, y)
            return
        if self._held is None:
            self._held = self._nearest(place)
        self.start_moved.emit(self._held, x, y, ended)
        if ended:
            self._held = None

    def _nearest(self, place: QPointF) -> int:
        dx, dy = self.pixel()
        starts = self._to_screen(self._starts)
        away = np.hypot((starts[:, 0] - place.x()) / dx, (starts[:, 1] - place.y()) / dy)
        return int(away.argmin())

    # -- look

    def _dress(self) -> None:
        for label in (*self._labels, self._start_label):
            label.fill = self._ground()
            write_in_theme(label)
        self._landscape.update()
        if self._landscape.landscape is not None:
            self._show_minima(self._landscape.landscape)
        super()._dress()

    def _show_again(self) -> None:
        self._show_styles()
        self._show_starts()
        self._show_note()
        self._show_paths()

    def on_double_click(self) -> None:
        self.view_reset.emit()

    def _resized(self) -> None:
        super()._resized()
        self._show_note()
        self._show_arrows()
        self._show_heads()

"""Trials as points over two settings: where it is good, where it diverges, and where to search next.

A click chooses a trial, a drag over the plane marks a part of it in which to search again, and the ends of the ranges
are lines that can be dragged.
"""

from __future__ import annotations

import contextlib
from html import escape
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from app.language import language, say, translate
from app.plots.image import ColorScale, viridis
from app.plots.paint import CENTER, write
from app.plots.scatter import Points, ScatterPlot
from app.tabs.search.axes import TrialAxis, axes_of, value_text
from app.tabs.search.shown import SearchPanel, Shown, joins
from app.theme import fit, theme
from app.widgets.editors import Combo
from core.config.figures import fraction, rounded
from core.config.words import LabError, Phrase, mark
from core.search.space import PATHS
from core.search.study import Search
from core.search.trials import SearchSnapshot

NEAR_LINE = 6
"""Pixels within which the end of a range is taken."""
SMALLEST_BOX = 10
"""Pixels; less is a click that trembled."""
ROOM = 0.1
"""Part of an axis beyond the ends of its range: there an end can be dragged to."""
_FAINT = 90
"""Opacity of earlier rounds, of 255."""
_LOW, _HIGH = 0, 1


class TrialScatter(ScatterPlot):
    """The plot itself.

    Attributes
    ----------
    picked : Signal(object, bool)
        Key of the trial that was clicked, None beside all; whether it joins those that are chosen.
    box_changed : Signal
        A part of the plane is marked, or no longer.
    range_moved : Signal(object)
        An end was dragged: the new `Range`.
    """

    picked = Signal(object, bool)
    box_changed = Signal()
    range_moved = Signal(object)

    def __init__(self, handles: bool = True) -> None:
        super().__init__()
        self._handles = handles
        self._axes: tuple[TrialAxis, TrialAxis] | None = None
        self._pressed: QPointF | None = None
        self._dragged: tuple[int, int, float] | None = None  # axis, end, place
        self.box_places: tuple[tuple[float, float], tuple[float, float]] | None = None
        """The marked part of the plane: from where to where along both axes."""
        self._faint = pg.ScatterPlotItem(pxMode=True)
        self._faint.setZValue(-1)
        self.add(self._faint)

    def set_axes(self, across: TrialAxis, up: TrialAxis) -> None:
        """Put trials over these axes."""
        if (across, up) != self._axes:
            self._axes = across, up
            self.clear_box()
        self.set_log(across.log, up.log)
        self.bottom.set_ticks(across.ticks())
        self.left.set_ticks(up.ticks())
        self.set_names(across.name, up.name)

    def show_faint(self, x: np.ndarray, y: np.ndarray) -> None:
        """Show earlier trials as faint points."""
        at = np.stack([self._placed(x, self._log[0]), self._placed(y, self._log[1])], axis=1)
        color = QColor(theme.colors.disabled)
        color.setAlpha(_FAINT)
        at = at[np.isfinite(at).all(axis=1)]
        self._faint.setData(pos=at, brush=pg.mkBrush(color), pen=pg.mkPen(None), size=theme.metrics.px(6))

    def faint_points(self) -> np.ndarray:
        """Return where earlier trials are shown, as places along the axes."""
        x, y = self._faint.getData()
        return np.stack([x, y], axis=1)

    # -- ends of ranges, and the box

    def marked_part(self) -> QRectF | None:
        """Return the marked part of the plane, in pixels of the widget."""
        if self.box_places is None:
            return None
        (left, right), (low, high) = self.box_places
        return QRectF(self.to_pixels(left, high), self.to_pixels(right, low))

    def clear_box(self) -> None:
        """Mark no part of the plane."""
        if self.box_places is not None:
            self.box_places = None
            self.box_changed.emit()
            self.viewport().update()

    def end_pixel(self, axis: int, end: int) -> float:
        """Return where the end of a range is drawn: its x for the axis to the right, its y for the one upwards."""
        assert self._axes is not None
        if self._dragged and self._dragged[:2] == (axis, end):
            place = self._dragged[2]
        else:
            place = self._axes[axis].places()[end]
        point = self.to_pixels(place, 0) if axis == 0 else self.to_pixels(0, place)
        return point.x() if axis == 0 else point.y()

    def _lines(self) -> list[tuple[int, int]]:
        if self._axes is None or not self._handles:
            return []
        return [(axis, end) for axis in (0, 1) if self._axes[axis].range is not None for end in (_LOW, _HIGH)]

    def _end_at(self, place: QPointF) -> tuple[int, int] | None:
        if not self.area().contains(place):
            return None
        near = theme.metrics.px(NEAR_LINE)
        away = {each: abs(self.end_pixel(*each) - (place.x(), place.y())[each[0]]) for each in self._lines()}
        nearest = min(away, key=away.__getitem__, default=None)
        return nearest if nearest is not None and away[nearest] <= near else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pg.GraphicsView.mousePressEvent(self, event)  # what a press means is known when the mouse is let go
        event.accept()
        place = event.position()
        if event.button() is not Qt.MouseButton.LeftButton or self._axes is None or not self.area().contains(place):
            return
        self._pressed = place
        end = self._end_at(place) if self.key_at(place) is None else None
        if end is not None:
            self._dragged = (*end, self._axes[end[0]].places()[end[1]])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position()
        if self._pressed is None:
            end = self._end_at(place) if self.key_at(place) is None else None
            if end is not None:
                across = end[0] == 0
                self.viewport().setCursor(Qt.CursorShape.SplitHCursor if across else Qt.CursorShape.SplitVCursor)
            elif self.key_at(place) is None:
                self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
            return
        x, y = self.from_pixels(place)
        if self._dragged is not None:
            which, side, _ = self._dragged
            self._dragged = which, side, self._allowed(which, side, (x, y)[which])
        elif self._handles and self._is_a_drag(place):
            self._mark_box(self._pressed, place)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pg.GraphicsView.mouseReleaseEvent(self, event)
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        pressed, self._pressed = self._pressed, None
        dragged, self._dragged = self._dragged, None
        self.viewport().update()
        if dragged is not None and self._is_a_drag(event.position(), pressed, 2):
            self._move_end(*dragged)
        elif self._handles and dragged is None and self._is_a_drag(event.position(), pressed):
            self._mark_box(pressed, event.position())
        else:
            self.clear_box()
            self.picked.emit(self.key_at(event.position()), joins(event))

    def _is_a_drag(self, place: QPointF, since: QPointF | None = None, least: float = SMALLEST_BOX) -> bool:
        since = since if since is not None else self._pressed
        assert since is not None
        moved = place - since
        return max(abs(moved.x()), abs(moved.y())) >= theme.metrics.px(least)

    def _mark_box(self, first: QPointF, second: QPointF) -> None:
        """Mark the part between two pixels, no further than the ranges reach; an axis without ends is marked whole."""
        assert self._axes is not None
        places = []
        for axis, ends in zip(
            self._axes, zip(self.from_pixels(first), self.from_pixels(second), strict=True), strict=True
        ):
            low, high = axis.places()
            if axis.range is None:
                places.append((low, high))
                continue
            start, end = (min(max(place, low), high) for place in sorted(ends))
            if not start < end:
                self.clear_box()
                return
            places.append((start, end))
        self.box_places = (places[0], places[1])
        self.box_changed.emit()

    def _allowed(self, axis: int, end: int, place: float) -> float:
        """Keep an end on its side of the other."""
        assert self._axes is not None
        low, high = self._axes[axis].places()
        least = 0.02 * (high - low)
        return min(place, high - least) if end == _LOW else max(place, low + least)

    def _move_end(self, axis: int, end: int, place: float) -> None:
        assert self._axes is not None
        moved = self._axes[axis]
        dimension = moved.range
        assert dimension is not None
        value = moved.value(place)
        value = float(round(value)) if dimension.is_whole else rounded(value)
        limits: Any = dimension.parameter
        with contextlib.suppress(LabError):  # nothing between the ends is left
            self.range_moved.emit(dimension.with_value(("low", "high")[end], min(max(value, limits.low), limits.high)))

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        area, colors = self.area(), theme.colors
        painter.save()
        painter.setClipRect(area)
        for axis, end in self._lines():
            held = self._dragged is not None and self._dragged[:2] == (axis, end)
            painter.setPen(QPen(QColor(colors.accent), (2 if held else 1) * theme.metrics.scale, Qt.PenStyle.DashLine))
            at = self.end_pixel(axis, end)
            if axis == 0:
                painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
            else:
                painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))
        box = self.marked_part()
        if box is not None:
            color = QColor(colors.accent)
            painter.setPen(QPen(color, 1.5 * theme.metrics.scale))
            color.setAlphaF(0.12)
            painter.fillRect(box, color)
            painter.drawRect(box)
        painter.restore()
        if not self.points().keys and not len(self.faint_points()):
            text = translate(mark("app", "Press Run: every trial becomes a point."))
            write(painter, area, text, colors.muted, theme.font(), CENTER)


class ScatterView(SearchPanel):
    """The scatter with its scale, and what is to be done with a part of the plane.

    Parameters
    ----------
    compact : bool
        Without scale, choice of axes and handles: beside another view.

    Attributes
    ----------
    search_here : Signal(object)
        The part in which to search again: of each setting, the lower and the upper place in [0, 1].
    range_moved : Signal(object)
        The new `Range` of a setting.
    axes_chosen : Signal(str, str)
        Paths of the settings to be shown to the right and upwards.
    """

    search_here = Signal(object)
    range_moved = Signal(object)
    axes_chosen = Signal(str, str)

    def __init__(self, compact: bool = False) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._compact = compact
        self.plot = TrialScatter(handles=not compact)
        say(self.plot, mark("app", "Trials over two settings"), "setAccessibleName")
        self.scale = ColorScale(viridis())
        self.across, self.up = Combo(), Combo()
        for combo, name in ((self.across, mark("app", "to the right")), (self.up, mark("app", "upwards"))):
            say(combo, name, "setAccessibleName")
            say(combo, name, "setToolTip")
            combo.activated.connect(self._on_axes)
        self.here = QToolButton(self.plot)
        self.here.setObjectName("primary")
        say(self.here, mark("app", "Search here again"))
        self.here.setVisible(False)
        self.here.clicked.connect(self._on_here)
        self._legend = QLabel()
        self._legend.setObjectName("muted")
        self._arrange()
        self.plot.picked.connect(self.chosen)
        self.plot.pointed.connect(self._on_pointed)
        self.plot.box_changed.connect(self._show_here)
        self.plot.range_moved.connect(self.range_moved)
        language.changed.connect(self._show_again)
        theme.changed.connect(self._show_again)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        top = QHBoxLayout()
        fit(top.setSpacing, lambda m: m.gap)
        top.addWidget(self._legend, 1)
        self._choice = [QLabel("→"), self.across, QLabel("↑"), self.up]
        for widget in self._choice:
            top.addWidget(widget)
            widget.setVisible(False)
        body = QHBoxLayout()
        body.addWidget(self.plot, 1)
        body.addWidget(self.scale)
        column.addLayout(top)
        column.addLayout(body, 1)
        if self._compact:
            self.scale.setVisible(False)
            self._legend.setVisible(False)
        fit(self.plot.setMinimumSize, lambda m: (m.px(160), m.px(110)))

    # -- what is shown

    def show_search(self, shown: Shown) -> None:
        self._shown = shown
        study = shown.study
        across, up = axes_of(study)
        self.plot.set_axes(across, up)
        records = [record for record in shown.best if len(record.steps)]
        values = np.array([record.accuracy if record.diverged is None else np.nan for record in records], float)
        best = max((value for value in values if value == value), default=0.0)
        self.plot.set_scale(0.0, max(0.1, np.ceil(10 * best - 1e-9) / 10))
        space = study.settings.space
        ends = [axis.with_margin(ROOM if axis.range and not self._compact else 0.02) for axis in (across, up)]
        self.plot.show_points(
            Points(
                [record.trial.number for record in records],
                across.numbers(records, space),
                up.numbers(records, space),
                values,
            ),
            *ends,
        )
        self._show_earlier(shown.earlier, across, up)
        self.plot.select(shown.chosen)
        self._show_axes(study)
        low, high = self.plot.scale()
        self.scale.set_scale(low, high, name=mark("app", "accuracy"))
        self._say_legend(shown)
        self._show_here()

    def _show_earlier(self, rounds: tuple[SearchSnapshot, ...], across: TrialAxis, up: TrialAxis) -> None:
        x, y = [np.empty(0)], [np.empty(0)]
        for snapshot in rounds:
            records, space = [r for r in snapshot.records if len(r.steps)], snapshot.search.settings.space
            x.append(across.numbers(records, space))
            y.append(up.numbers(records, space))
        self.plot.show_faint(np.concatenate(x), np.concatenate(y))

    def _show_axes(self, study: Search) -> None:
        paths = [dimension.path for dimension in study.settings.space]
        for widget in self._choice:
            widget.setVisible(len(paths) > 2 and not self._compact)
        if self._compact or len(paths) < 2:
            return
        for combo, current in zip((self.across, self.up), study.axes, strict=True):
            if [combo.itemData(k) for k in range(combo.count())] != paths:
                combo.clear()
                for path in paths:
                    combo.addItem("", path)
            for k, path in enumerate(paths):
                combo.setItemText(k, translate(PATHS[path]))
            combo.setCurrentIndex(paths.index(current))

    def _say_legend(self, shown: Shown) -> None:
        parts = []
        if any(record.diverged is not None for record in shown.best):
            parts.append(mark("app", "× diverged"))
        if shown.earlier:
            parts.append(mark("app", "faint: earlier rounds"))
        self._legend.setText("   ".join(translate(part) for part in parts))
        self._legend.setVisible(bool(parts) and not self._compact)

    def _show_again(self) -> None:
        if self._shown is not None:
            self.show_search(self._shown)

    def set_pen_scale(self, scale: float) -> None:
        self.plot.set_pen_scale(scale)

    # -- what a person does

    def _on_axes(self) -> None:
        across, up = self.across.currentData(), self.up.currentData()
        if across == up:  # the other makes room
            assert self._shown is not None
            before = self._shown.study.axes
            across, up = (across, before[0]) if across != before[0] else (before[1], up)
        self.axes_chosen.emit(across, up)

    def _on_pointed(self, key: Any) -> None:
        if key is None or self._shown is None:
            self.plot.hide_readout()
            return
        self.plot.show_readout(readout(self._shown, key), self.plot.pixel_of(key))

    def _show_here(self) -> None:
        box = self.plot.marked_part()
        self.here.setVisible(box is not None and not self._compact)
        if box is None:
            return
        self.here.adjustSize()
        area = self.plot.area()
        left = min(max(box.center().x() - self.here.width() / 2, area.left()), area.right() - self.here.width())
        top = box.bottom() + theme.metrics.close
        if top + self.here.height() > area.bottom():
            top = max(area.top(), box.top() - self.here.height() - theme.metrics.close)
        self.here.move(int(left), int(top))
        self.here.raise_()

    def _on_here(self) -> None:
        places = self.plot.box_places
        if places is None or self._shown is None:
            return
        part = {}
        for axis, (start, end) in zip(axes_of(self._shown.study), places, strict=True):
            if axis.range is not None:
                low, high = axis.places()
                part[axis.path] = (start - low) / (high - low), (end - low) / (high - low)
        self.plot.clear_box()
        self.search_here.emit(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.plot.box_places is not None:
            self.plot.clear_box()
        else:
            super().keyPressEvent(event)


def readout(shown: Shown, number: int) -> str:
    """Return what is said of a trial beside the pointer, as rich text: its rank, what came of it, its settings."""
    records = {record.trial.number: record for record in shown.ranked}
    record = records[number]
    if record.diverged is not None:
        head: Any = Phrase(mark("app", "diverged at step {step}"), step=record.diverged)
    else:
        head = Phrase("Best-{place} · {accuracy}", place=shown.places[number], accuracy=fraction(record.accuracy))
    rows = [
        f"<tr><td>{escape(translate(PATHS[dimension.path]))}&nbsp;&nbsp;</td>"
        f"<td align='right'>{escape(value_text(dimension, value))}</td></tr>"
        for dimension, value in zip(shown.study.settings.space, record.trial.values, strict=True)
    ]
    return f"<b>{escape(translate(head))}</b><table>{''.join(rows)}</table>"

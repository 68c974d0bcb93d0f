"""One panel a path, each with its name and how it goes; for one rule with several rates, f at the end against η below.

Panels of such a ladder stand in one row and have no numbers at their axes: they are to be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.language import say, translate
from app.plots.curves import Curve, CurvePlot, Style
from app.plots.paint import LEFT, RIGHT, write
from app.tabs.optimizers.items import Path
from app.tabs.optimizers.stage import SurfacePlot
from app.theme import fit, px, theme
from app.widgets.cards import WrappedLabel
from core.config.figures import setting
from core.config.words import Phrase, mark
from core.descent.ladder import ends_of, is_ladder, rates_around
from core.descent.manner import BAD, Manner, manner
from core.descent.readings import lowest, name_of
from core.descent.trajectory import Traces, rate_limit

IN_A_ROW = 6
"""Rungs of a ladder that stand beside each other."""
AHEAD = 5
"""Panels that are made before they are wanted."""
ENDS, LEAST_ENDS = 0.28, 112
"""Part of the height that f at the end has, and pixels that it has at least, at the normal text size."""


class Panels(QWidget):
    """The panels and what is under them.

    Attributes
    ----------
    added : Signal(object)
        There is one more `SurfacePlot`.
    plots : list of SurfacePlot
        All that have been made; of them, the first `count` are shown.
    heads, feet : list of QLabel
        The name above each panel, and how its path goes below.
    ends : EndsPlot
        f at the end against the learning rate; hidden where the paths are no ladder.
    """

    added = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.plots: list[SurfacePlot] = []
        self.heads: list[QLabel] = []
        self.feet: list[QLabel] = []
        self.ends = EndsPlot()
        say(self.ends, mark("app", "Where the paths end, over the learning rate"), "setAccessibleName")
        grid = QWidget()
        self._grid = QGridLayout(grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        fit(self._grid.setSpacing, lambda m: m.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.close)
        layout.addWidget(grid, 1)
        layout.addWidget(self.ends)
        theme.changed.connect(self._share_room)

    def show_paths(self, traces: Traces, paths: Sequence[Sequence[Path]]) -> list[list[Path]]:
        """Make room for these paths and name them; return them as they are to be drawn."""
        rules = traces.descent.paths
        ladder = is_ladder(rules)
        self._arrange(len(paths), ladder)
        self.ends.setVisible(ladder)
        if ladder:
            self.ends.show_traces(traces)
        shown = []
        for plot, head, foot, starts in zip(self.plots, self.heads, self.feet, paths, strict=False):
            rule, how = starts[0].trajectory.optimizer, manner(starts[0].trajectory, traces.surface)
            number = rule.color if ladder else starts[0].number
            head.setStyleSheet(f"color: {theme.series(number).name()}; font-weight: bold;")
            foot.setStyleSheet(f"color: {_color_of(how)}; font-weight: bold;")
            name = Phrase(mark("app", "η = {rate}"), rate=setting(rule.lr)) if ladder else starts[0].name
            said = Phrase(mark("app", "{name}: {event}"), name=name, event=how.phrase)
            say(head, name if ladder else said)
            say(foot, how.phrase)
            say(plot, said, "setAccessibleName")
            pen = Qt.PenStyle.SolidLine if ladder else starts[0].pen
            shown.append([replace(path, name="", number=number, pen=pen) for path in starts])
        return shown

    def _arrange(self, count: int, ladder: bool) -> None:
        while len(self.plots) < count:
            self._make()
        self.count = count
        columns = 1 if count == 1 else 2 if count <= 4 else 3 if count <= 9 else 4
        if ladder:
            columns = min(count, IN_A_ROW)
        for place, (plot, head, foot) in enumerate(zip(self.plots, self.heads, self.feet, strict=True)):
            row, column = divmod(place, columns)
            self._grid.addWidget(head, 3 * row, column)
            self._grid.addWidget(plot, 3 * row + 1, column)
            self._grid.addWidget(foot, 3 * row + 2, column)
            plot.set_bare(ladder)
            plot.setVisible(place < count)
            head.setVisible(place < count)
            foot.setVisible(place < count and ladder)
        rows = -(-count // columns)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, int(row % 3 == 1 and row < 3 * rows))
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < columns))

    def _make(self) -> None:
        plot = SurfacePlot()
        fit(plot.setMinimumSize, lambda m: (m.px(90), m.px(64)))
        plot.leave_axes_unnamed()
        self.plots.append(plot)
        for labels in (self.heads, self.feet):
            labels.append(WrappedLabel())
            labels[-1].setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.added.emit(plot)

    def make_ahead(self) -> bool:
        """Make one more panel before it is wanted; return whether there are enough for a scene of the lecture."""
        if len(self.plots) < AHEAD:
            self._make()
        return len(self.plots) >= AHEAD

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give the lower plot its part of the height, whatever the panels above would like to have."""
        self.ends.setFixedHeight(max(px(LEAST_ENDS), round(ENDS * self.height())))

    def set_pen_scale(self, scale: float) -> None:
        """Draw for a device with `scale` pixels per unit."""
        for plot in (*self.plots, self.ends):
            plot.set_pen_scale(scale)


def _color_of(how: Manner) -> str:
    return theme.colors.error if how.kind in BAD else theme.colors.text


class EndsPlot(CurvePlot):
    """f at the end of a path against its learning rate: those of a ladder as points, and the limit of stability."""

    AXIS = 76

    def __init__(self) -> None:
        super().__init__("")
        self.limit: float | None = None
        self._color = 0
        self._points: np.ndarray = np.empty((0, 2))
        self.set_log(True)

    def show_traces(self, traces: Traces) -> None:
        """Show where the paths of a ladder end, and any rate between."""
        settings, rules = traces.descent.settings, traces.descent.paths
        paths = [starts[0] for starts in traces.trajectories]
        least = lowest(paths, traces.surface)
        ends = np.array([path.values[-1] - least for path in paths])
        order = np.argsort([rule.lr for rule in rules])
        rates = np.array([rule.lr for rule in rules])[order]
        self._points = np.stack([rates, ends[order]], axis=1)
        self._color = rules[0].color
        self.limit = rate_limit(rules[0], traces.surface)
        self.resetCachedContent()  # the background, in which it is painted, is kept
        x = rates_around(rules)
        y = ends_of(rules[0], settings, x) - least
        if not len(y):
            x, y = rates, ends[order]
        name = name_of("value", traces.surface)
        self.set_y(Phrase(mark("app", "{name} after {steps} steps"), name=name, steps=settings.steps))
        self.set_x("η", float(x[-1]))
        self.show_curves([Curve("ends", x, y, Style(self._color, width=2.5), name, marks=())], anew=True)

    def points(self) -> np.ndarray:
        """Return rate and height of each path, ``(paths, 2)``."""
        return self._points

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawBackground(painter, rect)
        area = self.area()
        if self.limit is None:
            return
        left = self.to_pixels(self.limit, 0).x()
        if area.left() < left < area.right():
            color = QColor(theme.colors.error)
            color.setAlphaF(0.12)
            painter.fillRect(QRectF(QPointF(left, area.top()), area.bottomRight()), color)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, area = theme.metrics.scale, self.area()
        painter.setPen(QPen(theme.series(self._color), 2.5 * scale))
        painter.setBrush(QColor(theme.colors.card))
        heights = self._drawn(self._points[:, 1])
        for rate, height in zip(self._points[:, 0], heights, strict=True):
            if np.isfinite(height):
                painter.drawEllipse(self.to_pixels(rate, height), px(5), px(5))
        if self.limit is not None and area.left() < (left := self.to_pixels(self.limit, 0).x()) < area.right():
            painter.setPen(QPen(QColor(theme.colors.error), 1.5 * scale, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(left, area.top()), QPointF(left, area.bottom()))
            text = translate(Phrase(mark("app", "limit η = {limit}"), limit=self.limit))
            before = left > area.center().x()
            place = (
                QRectF(0, area.top(), left - px(6), px(22)) if before else QRectF(left + px(6), area.top(), 400, px(22))
            )
            write(painter, place, text, theme.colors.error, theme.font(bold=True), RIGHT if before else LEFT)
        painter.restore()

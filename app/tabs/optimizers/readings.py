"""Curves over the steps: f, the distance to the minimum, the step size, the effective learning rate of each axis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.plots.curves import Curve, CurvePlot
from app.tabs.optimizers.items import Path
from app.tabs.optimizers.numbers import StepTable
from app.theme import fit, put_icon, theme
from app.widgets.editors import Combo
from app.widgets.room import FrontStack
from core.config.parameters import Choice
from core.config.words import mark
from core.descent.readings import lowest, name_of, reading
from core.descent.surfaces import Surface
from core.descent.view import DescentView

_READING = DescentView.parameters()["reading"]
assert isinstance(_READING, Choice)
KINDS = _READING.options


class ReadingsPanel(QWidget):
    """One reading of every path over the steps, or the table of one path.

    Attributes
    ----------
    kind_changed : Signal(str)
        A person wants another reading.
    log : QToolButton
        Decades or not; to be bound to a command.
    """

    kind_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._paths: list[Path] = []
        self._surface: Surface | None = None
        self._log: bool | None = None
        self._is_wide = False
        self.kind = Combo()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(10)
        say(self.kind, mark("app", "What is shown over the steps"), "setAccessibleName")
        self.log = QToolButton()
        self.log.setCheckable(True)
        put_icon(self.log, "log-scale")
        self.plot = CurvePlot("")
        fit(self.plot.setMinimumSize, lambda m: (m.px(180), m.px(90)))
        self.now = pg.InfiniteLine(angle=90, movable=False)
        self.plot.add(self.now)
        self.table = StepTable()
        self.empty = QLabel()
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        say(self.empty, mark("app", "No minimum is known of this function: there is no distance to show."))
        self.pages = FrontStack()
        for page in (self.plot, self.table, self.empty):
            self.pages.addWidget(page)
        self._header = QWidget()
        header = QHBoxLayout(self._header)
        header.setContentsMargins(0, 0, 0, 0)
        fit(header.setSpacing, lambda m: m.gap)
        header.addWidget(self.kind, 1)
        header.addWidget(self.log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.close)
        layout.addWidget(self._header)
        layout.addWidget(self.pages, 1)
        self._fill()
        self.kind.currentIndexChanged.connect(self._show)
        self.kind.activated.connect(self._on_activated)
        language.changed.connect(self._fill)
        theme.changed.connect(self._dress)
        self._dress()

    def show_paths(self, paths: Sequence[Path], selected: int, surface: Surface) -> None:
        """Show these paths; `selected` is the one whose table can be seen."""
        self._paths, self._surface = [path for path in paths if not path.ghost], surface
        self.plot.set_x(mark("app", "step"), max(path.trajectory.steps for path in self._paths))
        self.table.set_trajectory(self._paths[selected].trajectory)
        self._show()

    def set_place(self, place: int) -> None:
        """Mark the present step."""
        self.now.setPos(place)
        if self.pages.currentWidget() is self.table:
            self.table.set_place(place)

    def set_bare(self, bare: bool) -> None:
        """Leave out what chooses another reading, or show it."""
        self._header.setVisible(not bare)

    def set_wide(self, wide: bool) -> None:
        """Write the names at the ends of the curves, for which there is room in the whole width."""
        if wide != self._is_wide:
            self._is_wide = wide
            self._show()

    def show_kind(self, kind: str) -> None:
        """Show another reading."""
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def show_scale(self, log: bool) -> None:
        """Show the readings in decades, or evenly."""
        self.log.setChecked(log)
        if log is not self._log:
            self._log = log
            self.plot.set_log(log)

    def set_pen_scale(self, scale: float) -> None:
        """Draw for a device with `scale` pixels per unit."""
        self.plot.set_pen_scale(scale)

    def _show(self) -> None:
        kind = self.kind.currentData()
        if self._surface is None:
            return
        if kind == "table":
            self.pages.setCurrentWidget(self.table)
            self.set_place(int(self.now.value()))
            return
        if kind == "distance" and not self._surface.minima:
            self.pages.setCurrentWidget(self.empty)
            return
        self.pages.setCurrentWidget(self.plot)
        say(self.plot, KINDS[kind], "setAccessibleName")
        curves = []
        least = lowest([path.trajectory for path in self._paths], self._surface)
        for place, path in enumerate(self._paths):
            y = reading(path.trajectory, self._surface, kind, least)
            curves.append(Curve((place, kind), np.arange(len(y), dtype=float), y, path.style(), path.name))
        self.plot.set_y(name_of(kind, self._surface))
        self.plot.show_curves(curves, anew=True)
        self.plot.show_ends({curve.key: translate(curve.name) for curve in curves} if self._is_wide else {})

    def _on_activated(self) -> None:
        self.kind_changed.emit(self.kind.currentData())

    def _fill(self) -> None:
        chosen = self.kind.currentData() or "value"
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for key, label in KINDS.items():
                self.kind.addItem(translate(label), key)
            self.kind.setCurrentIndex(self.kind.findData(chosen))

    def _dress(self) -> None:
        self.now.setPen(pg.mkPen(theme.colors.muted, width=theme.metrics.scale, style=Qt.PenStyle.DotLine))

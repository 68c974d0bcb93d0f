"""Trials as points over two settings: where it is good, where it diverges, and where to search next.

A click chooses a trial, a drag over the plane marks a part of it in which to search again, and the ends of the ranges
are lines that can be dragged.
"""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from app.language import language, say, translate
from app.plots.image import ColorScale, viridis
from app.plots.scatter import Points
from app.tabs.search.axes import TrialAxis, axes_of, value_text
from app.tabs.search.shown import SearchPanel, Shown
from app.tabs.search.trial_scatter import TrialScatter
from app.theme import fit, theme
from app.widgets.editors import Combo
from core.config.figures import fraction
from core.config.words import Phrase, mark
from core.search.space import PATHS
from core.search.study import Search
from core.search.trials import SearchSnapshot

ROOM = 0.1
"""Part of an axis beyond the ends of its range: there an end can be dragged to."""


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
        language.changed.connect(self.plot.name_axes)
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

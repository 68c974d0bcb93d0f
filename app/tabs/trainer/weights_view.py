"""The weights: those of the first layer as images, and how large those of every layer are as the training goes on."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.plots.curves import Curve, CurvePlot, Style
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.tabs.trainer.weight_images import WeightImages
from app.theme import fit
from core.config.figures import number
from core.config.words import Phrase, mark
from core.training.layer_weights import CHANGE, L1, L2, MAX, MEASURES, matrices_at, measured
from core.training.recording import Moment
from core.training.results import Result

_BUTTONS = {L1: "L1", L2: "L2", MAX: "L∞", CHANGE: mark("app", "change")}
_AXES = {
    L1: mark("app", "L1 norm of the weights, Σ |w|"),
    L2: mark("app", "L2 norm of the weights, √Σ w²"),
    MAX: mark("app", "L∞ norm of the weights, max |w|"),
    CHANGE: mark("app", "L2 norm of the change ÷ that of the weights"),
}
_LAYER = mark("app", "layer {number}")


class WeightsView(TrainingPanel):
    """Images at the left, curves at the right, of the selected run.

    Attributes
    ----------
    images : WeightImages
        Of the first layer, at the moment looked at.
    plot : CurvePlot
        A curve a layer over all moments.
    measures : dict of str to QToolButton
        What is measured.
    """

    looked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._measured: dict[Any, tuple[Moment, Moment | None, dict[str, np.ndarray]]] = {}
        self._first: tuple[Moment | None, np.ndarray | None] = (None, None)
        self.images = WeightImages()
        self.plot = CurvePlot(_AXES[L2], None, number)
        say(self.plot, mark("app", "Size of the weights of every layer"), "setAccessibleName")
        self.measures: dict[str, QToolButton] = {}
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        buttons = QHBoxLayout()
        for measure in MEASURES:
            button = self.measures[measure] = QToolButton()
            button.setCheckable(True)
            say(button, _BUTTONS[measure])
            say(button, _AXES[measure], "setToolTip")
            button.clicked.connect(partial(self._choose, measure))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.plot, 1)
        fit(self.plot.setMinimumSize, lambda m: (m.px(200), m.px(110)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row.setSpacing, lambda m: 2 * m.gap)
        row.addWidget(self.images, 3)
        row.addWidget(right, 2)
        language.changed.connect(self._show)

    def connect_tab(self, tab: Any) -> None:
        self.looked.connect(lambda changed: tab.document.look(**changed))

    def set_pen_scale(self, scale: float) -> None:
        self.plot.set_pen_scale(scale)

    def show_training(self, shown: Shown) -> None:
        self._shown = shown
        self._show()

    def _choose(self, measure: str) -> None:
        self.looked.emit({"norm": measure})
        self._show()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        view, result = shown.study.view, shown.selected
        for measure, button in self.measures.items():
            button.setChecked(measure == view.norm)
        moment = shown.moment(result) if result is not None else None
        self._show_images(result, moment)
        self._show_curves(shown, result)

    def _show_images(self, result: Result | None, moment: Moment | None) -> None:
        """Show the first layer; its matrix is cut out once a moment, so that images are made once."""
        tested = result.snapshot.tested if result is not None else None
        if result is None or moment is None or tested is None:
            self._first = None, None
            self.images.show_weights(None, (), 0)
            return
        if self._first[0] is not moment or self.images._number != result.place:
            matrices = matrices_at(result, moment)
            self._first = moment, matrices[0] if matrices else None
        self.images.show_weights(self._first[1], tested.shape, result.place)

    def _show_curves(self, shown: Shown, result: Result | None) -> None:
        norm, settings = shown.study.view.norm, shown.study.settings
        self.plot.set_x(mark("app", "step"), float(settings.steps))
        self.plot.set_y(_AXES[norm])
        if result is None:
            self.plot.show_curves([], anew=True)
            self.plot.show_ends({})
            return
        rows = self._rows(result)
        layers = len(rows[-1][1][norm]) if rows else 0
        steps = np.array([moment.step for moment, _ in rows], float)
        curves, ends = [], {}
        for layer in range(layers):
            values = np.array([found[norm][layer] for _, found in rows], float)
            title = Phrase(_LAYER, number=layer + 1)
            key = result.key, norm, layer
            known = np.isfinite(values)
            curves.append(Curve(key, steps[known], values[known], Style(layer, width=2.0), title))
            ends[key] = translate(title)
        self.plot.show_curves(curves, anew=True)
        self.plot.show_ends(ends)

    def _rows(self, result: Result) -> list[tuple[Moment, dict[str, np.ndarray]]]:
        """Return what was measured at every moment; each is measured once, as long as the one before is the same."""
        rows: list[tuple[Moment, dict[str, np.ndarray]]] = []
        before: Moment | None = None
        for moment in result.snapshot.moments:
            key = result.key, moment.step
            known = self._measured.get(key)
            if known is None or known[0] is not moment or known[1] is not before:
                matrices = matrices_at(result, moment)
                if not matrices:
                    continue
                earlier = matrices_at(result, before) if before is not None else []
                known = self._measured[key] = moment, before, measured(matrices, earlier)
            rows.append((moment, known[2]))
            before = moment
        keys = {(result.key, moment.step) for moment in result.snapshot.moments}
        if len(self._measured) > 4 * max(1, len(keys)):
            self._measured = {key: known for key, known in self._measured.items() if key in keys}
        return rows

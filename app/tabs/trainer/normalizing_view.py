"""Batch normalization at work: one unit over one real mini-batch, at any moment, and what smaller ones would do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from app.language import language, say, translate
from app.latest_job import LatestJob
from app.tabs.trainer.normalizing_picture import NormalizingPicture
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.theme import fit, put_icon, px, theme
from app.widgets.cards import WrappedLabel
from app.widgets.formulas import FormulaLabel, Line
from app.widgets.sliders import Slider
from core.config.figures import factor, share, tex
from core.config.words import Phrase, mark
from core.networks.configuration import BatchNorm
from core.training.normalizing import EPSILON, Normalizing, UnitNormalized, sizes_of_groups

LOOK_EVERY = 20
"""Milliseconds between two looks at the work."""
FORMULAS, PLAIN, ONE_ROW = 100, 36, 60
"""Pixels of the formulas, of those without batch normalization, and when presenting, at the normal text size."""
SMALLER = 0.85
"""Size of the formulas at the desk: two of them have room side by side."""
NEAR = 0.01
"""x̂ of two images is −1 or +1 when it is no further from them."""
MOST = 0.8
"""Part of the images from which on it is worth a word."""
LARGE = 100.0
"""Times ε from which on σ²_B is large beside it: the σ of x̂ is then 1 to half a percent."""

_LAYER = mark("app", "layer {number} of {count}")
_UNIT = mark("app", "unit {number} of {count}")
_TOGETHER = mark("app", "normalized together: {count} of {batch} images")
_TWIN = mark("app", "Twin with batch normalization")
_TRAINING = mark("app", "A twin is added when the training is over, or stopped.")
_NOT_KEPT = mark("app", "The weights of this network are too large to be kept on the way.")
_INFINITE = mark("app", "The numbers of this unit are not finite any more.")

_ALONE = mark(
    "app", "With one image at a time the normalized value is 0 for each of {count} images, and y = β = {beta}."
)
_PAIRS = mark(
    "app", "Of two images little more than a sign is left: {share} of the values are −1 or +1, to a hundredth."
)
_GROUPS = mark("app", "In groups of {together} the mean goes from {low} to {high}: what becomes of an image is chance.")
_GROUPS_TEST = mark(
    "app",
    "In groups of {together} the mean goes from {low} to {high}: what becomes of an image is chance. At test it is "
    "{test}.",
)
_ALL = mark(
    "app", "Mean {mean} and σ {spread} over the {count} images of a mini-batch become β = {beta} and |γ| = {gamma}."
)
_FLAT = mark("app", "The unit gives the same for all {count} images of the mini-batch, so y = β = {beta} for each.")
_NARROW = mark("app", "σ² = {variance} is not large beside ε = {epsilon}: after normalizing σ is {spread}.")
_PLAIN = mark(
    "app", "Nothing is normalized here: over {count} images of a mini-batch z has mean {mean} and σ {spread}."
)


def said_of(known: UnitNormalized) -> Phrase:
    """Return what there is to say of a unit, in one sentence that is true of its numbers."""
    if not known.is_finite:
        return Phrase(_INFINITE)
    count, mean, variance = known.entered.size, float(known.means[0]), float(known.variances[0])
    spread = float(np.sqrt(variance))
    if known.normalized is None:
        return Phrase(_PLAIN, count=count, mean=mean, spread=spread)
    if known.together == 1:
        return Phrase(_ALONE, count=count, beta=known.beta)
    pairs = float((np.abs(np.abs(known.normalized) - 1) < NEAR).mean())
    if known.together == 2 and pairs >= MOST:
        return Phrase(_PAIRS, share=share(pairs))
    if len(known.means) > 1:
        low, high = float(known.means.min()), float(known.means.max())
        if low < high:
            said = {"together": known.together, "low": low, "high": high}
            return Phrase(_GROUPS_TEST, **said, test=known.at_test[0]) if known.at_test else Phrase(_GROUPS, **said)
    if variance == 0:
        return Phrase(_FLAT, count=known.together, beta=known.beta)
    if variance < LARGE * EPSILON:
        return Phrase(_NARROW, variance=variance, epsilon=EPSILON, spread=float(known.normalized[0].std()))
    return Phrase(_ALL, mean=mean, spread=spread, count=known.together, beta=known.beta, gamma=abs(known.gamma))


def lines_of(known: UnitNormalized) -> list[str]:
    """Return what becomes of the first image, with its numbers, in LaTeX."""
    z, y = float(known.entered[0, 0]), float(known.left[0, 0])
    if known.normalized is None:
        return [rf"z = {tex(z)}", rf"y = h(z) = h({tex(z)}) = {tex(y)}"]
    name = "h" if known.place == "after" else "z"
    mean, variance, xhat = float(known.means[0]), float(known.variances[0]), float(known.normalized[0, 0])
    root = rf"\sqrt{{{tex(variance)} + {tex(EPSILON)}}}"
    lines = [
        rf"\hat{{x}} = \frac{{{name} - \mu_B}}{{\sqrt{{\sigma_B^2 + \varepsilon}}}}"
        rf" = \frac{{{tex(z)} - {factor(mean)}}}{{{root}}} = {tex(xhat)}",
        rf"y = \gamma \hat{{x}} + \beta = {tex(known.gamma)} \cdot {factor(xhat)} + {factor(known.beta)} = {tex(y)}",
    ]
    if known.at_test is not None:
        mean, variance = known.at_test
        at_test = (z - mean) / float(np.sqrt(variance + EPSILON))
        root = rf"\sqrt{{{tex(variance)} + {tex(EPSILON)}}}"
        lines.append(rf"\hat{{x}}_{{\mathrm{{test}}}} = \frac{{{tex(z)} - {factor(mean)}}}{{{root}}} = {tex(at_test)}")
    return lines


class NormalizingView(TrainingPanel):
    """Which unit, over how many images; its picture, a sentence, and the numbers of one image.

    Attributes
    ----------
    slider : Slider
        Images that are normalized together, by place in `sizes_of_groups`.
    twin : QPushButton
        For a run without batch normalization.
    """

    looked = Signal(object)
    tried = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._asked: tuple[Any, ...] = ()
        self._message: Any = ""
        self._presenting = False
        self.known: UnitNormalized | None = None
        self.normalizing = LatestJob(self, "job-normalize", LOOK_EVERY)
        self.picture = NormalizingPicture()
        self.said = WrappedLabel()
        self.said.setObjectName("heading")
        self.formula = FormulaLabel()
        self.layer, self.unit, self.together = QLabel(), QLabel(), QLabel()
        self.slider = Slider()
        self.slider.setPageStep(1)
        say(self.slider, mark("app", "Images that are normalized together"), "setAccessibleName")
        self.twin = QPushButton()
        say(self.twin, _TWIN)
        say(self.twin, mark("app", "Adds a twin of this run that differs in this alone"), "setToolTip")
        self.buttons: dict[tuple[int, int], QToolButton] = {}
        self._arrange()
        self.normalizing.updated.connect(self._on_found)
        self.picture.moved.connect(self._move)
        self.picture.unit_chosen.connect(lambda unit: self.looked.emit({"unit": unit}))
        self.slider.valueChanged.connect(self._on_slider)
        self.twin.clicked.connect(self._on_twin)
        theme.changed.connect(self._show)
        language.changed.connect(self._show)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        row = QHBoxLayout()
        for by, picture, help, label in (
            ((-1, 0), "back", mark("app", "The layer before"), None),
            ((1, 0), "next", mark("app", "The next layer"), self.layer),
            ((0, -1), "back", mark("app", "The unit before"), None),
            ((0, 1), "next", mark("app", "The next unit"), self.unit),
        ):
            if label is not None:
                row.addWidget(label)
            button = self.buttons[by] = QToolButton()
            put_icon(button, picture)
            say(button, help, "setToolTip")
            say(button, help, "setAccessibleName")
            button.clicked.connect(partial(self._move, *by))
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.together)
        row.addWidget(self.slider)
        row.addWidget(self.twin)
        fit(self.slider.setFixedWidth, lambda m: m.px(170))
        column.addLayout(row)
        column.addWidget(self.picture, 1)
        column.addWidget(self.said)
        column.addWidget(self.formula)

    def connect_tab(self, tab: Any) -> None:
        def on_tried(place: int, run: Any) -> None:
            if tab.is_locked:
                tab.told.emit(_TRAINING)
                return
            tab.select_run(place)
            tab.attempt(lambda: tab.change_run(run))

        self.looked.connect(lambda changed: tab.document.look(**changed))
        self.tried.connect(on_tried)

    def set_presenting(self, presenting: bool) -> None:
        self._presenting = presenting
        self.picture.set_presenting(presenting)
        self._show()

    @property
    def is_computing(self) -> bool:
        return self.normalizing.is_busy

    def close_jobs(self, timeout: float) -> bool:
        return self.normalizing.close(timeout)

    def show_training(self, shown: Shown) -> None:
        """Look at the selected run at the moment looked at; one that is not trained yet has its initial weights."""
        self._shown = shown
        study, view = shown.study, shown.study.view
        mine = (each for each in shown.results if each.place == view.selected)
        result = shown.lit or next(mine, None)
        moment = shown.moment(result) if result is not None else None
        run, settings = (result.configuration, result.settings) if result else (study.selected, study.settings)
        weights = moment.weights[result.column] if result and moment and moment.weights else None
        step = moment.step if moment is not None else 0
        self._message = _NOT_KEPT if moment is not None and weights is None else ""
        asked = run, settings, weights, step, (view.layer, view.unit), view.together
        if asked != self._asked:
            self._asked = asked
            if self._message:
                self.normalizing.cancel()
                self.known = None
            else:
                self.normalizing.request(partial(Normalizing, *asked))
        self._show()

    def _on_found(self, known: UnitNormalized | None, _done: bool) -> None:
        if known is not None and not self._message:
            self.known = known
            self._show()

    def _move(self, layers: int, units: int) -> None:
        known = self.known
        if known is None:
            return
        layer = min(max(known.layer + layers, 0), known.layers - 1)
        unit = min(max(known.unit + units, 0), known.units - 1)
        self.looked.emit({"layer": layer, "unit": unit})

    def _on_slider(self, place: int) -> None:
        if self.known is not None:
            sizes = sizes_of_groups(self.known.batch)
            self.looked.emit({"together": 0 if place >= len(sizes) - 1 else sizes[place]})

    def _on_twin(self) -> None:
        if self._shown is not None and self.known is not None:
            self.tried.emit(self._shown.study.view.selected, replace(self.known.run, batch_norm=BatchNorm()))

    def _show(self) -> None:
        shown, known = self._shown, self.known
        if shown is None:
            return
        has_norm = known is not None and known.normalized is not None
        self.formula.setFixedHeight(px(PLAIN if not has_norm else ONE_ROW if self._presenting else FORMULAS))
        self.together.setVisible(has_norm)
        self.slider.setVisible(has_norm)
        self.twin.setVisible(known is not None and not has_norm and shown.lit is None)
        place = shown.lit.place if shown.lit is not None else shown.study.view.selected
        message = self._message or (_INFINITE if known is not None else "")
        self.picture.show_unit(known, place, message)
        if known is None:
            for label in (self.layer, self.unit, self.said):
                label.setText("")
            self.formula.clear()
            return
        self.layer.setText(translate(Phrase(_LAYER, number=known.layer + 1, count=known.layers)))
        self.unit.setText(translate(Phrase(_UNIT, number=known.unit + 1, count=known.units)))
        self.together.setText(translate(Phrase(_TOGETHER, count=known.together, batch=known.batch)))
        for (layers, units), button in self.buttons.items():
            layer, unit = known.layer + layers, known.unit + units
            button.setEnabled(0 <= layer < known.layers and 0 <= unit < known.units)
        sizes = sizes_of_groups(known.batch)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, len(sizes) - 1)
            self.slider.setValue(min(range(len(sizes)), key=lambda i: abs(sizes[i] - known.together)))
        self.said.setText(translate(said_of(known)))
        if known.is_finite:
            lines = lines_of(known)[: 2 if self._presenting else None]
            scale = 1.0 if self._presenting else SMALLER
            self.formula.set_tex(*(Line(line, scale=scale) for line in lines))
        else:
            self.formula.clear()

"""One step in slow motion: forward, loss, backward, update, with the numbers of one weight at every stage."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from app.language import language, say, translate
from app.latest_job import LatestJob
from app.tabs.trainer.passes import PassesPicture
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.theme import fit, put_icon, theme
from app.widgets.cards import WrappedLabel
from app.widgets.formulas import FormulaLabel, Line
from core.config.figures import factor, number, tex
from core.config.words import Phrase, mark
from core.rules.losses import SoftmaxCrossEntropy
from core.training.explained import BACKWARD, FORWARD, LOSS, MOST_STEPS, STAGES, UPDATE, Explained, Explaining

EVERY = 2500
"""Milliseconds that each stage is seen when the step goes on by itself."""
DIGITS = 6
"""Of a weight before and after: one step changes it little."""
FORMULAS = 120
"""Pixels that the formulas have, at the normal text size."""

_NAMES = {
    FORWARD: mark("app", "1 Forward"),
    LOSS: mark("app", "2 Loss"),
    BACKWARD: mark("app", "3 Backward"),
    UPDATE: mark("app", "4 Update"),
}
_SAID = {
    FORWARD: mark("app", "Weight from unit {i} to unit {j} of layer {layer}: what it adds for this image."),
    LOSS: mark("app", "{right} of {count} images of the mini-batch are right; the mean loss is {loss}."),
    BACKWARD: mark(
        "app", "The slope of the mean loss is {gradient}; a finite difference of the same loss gives {difference}."
    ),
    UPDATE: mark("app", "The rule changes the weight from {w} to {after}."),
}
_STEP = mark("app", "step {step}")


class StepView(TrainingPanel):
    """The passes, and under them what is said of the weight looked at.

    Attributes
    ----------
    stages : dict of str to QToolButton
        By which a stage is gone to.
    before, after, next, auto : QToolButton
        To the step before and after, to the next stage, and on by itself.
    """

    looked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._asked: tuple[Any, ...] = ()
        self.known: Explained | None = None
        self.passes = PassesPicture()
        self.formula = FormulaLabel()
        self.said = WrappedLabel()
        self.said.setObjectName("heading")
        self.explaining = LatestJob(self, "job-explain", 20)
        self.stages: dict[str, QToolButton] = {}
        self.before, self.after, self.next, self.auto = (QToolButton() for _ in range(4))
        self.number = QLabel()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._arrange()
        self.explaining.updated.connect(self._on_explained)
        self.passes.layer_chosen.connect(lambda layer: self.looked.emit({"layer": layer}))
        self.before.clicked.connect(lambda: self._go(-1))
        self.after.clicked.connect(lambda: self._go(1))
        self.next.clicked.connect(self.go_on)
        self.auto.clicked.connect(self._on_auto)
        self._timer.timeout.connect(self.go_on)
        theme.changed.connect(self._show)
        language.changed.connect(self._show)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        row = QHBoxLayout()
        for stage in STAGES:
            button = self.stages[stage] = QToolButton()
            button.setCheckable(True)
            say(button, _NAMES[stage])
            button.clicked.connect(partial(self._choose, stage))
            row.addWidget(button)
        for button, picture, help in (
            (self.next, "next", mark("app", "The next stage, and after the last the next step")),
            (self.auto, "run", mark("app", "Go on stage by stage")),
        ):
            put_icon(button, picture)
            say(button, help, "setToolTip")
            say(button, help, "setAccessibleName")
            row.addWidget(button)
        self.auto.setCheckable(True)
        row.addStretch(1)
        for button, picture, help in (
            (self.before, "back", mark("app", "The step before")),
            (self.after, "next", mark("app", "The step after")),
        ):
            put_icon(button, picture)
            say(button, help, "setToolTip")
            say(button, help, "setAccessibleName")
        row.addWidget(self.before)
        row.addWidget(self.number)
        row.addWidget(self.after)
        column.addLayout(row)
        column.addWidget(self.passes, 1)
        column.addWidget(self.said)
        fit(self.formula.setFixedHeight, lambda m: m.px(FORMULAS))
        column.addWidget(self.formula)

    def connect_tab(self, tab: Any) -> None:
        self.looked.connect(lambda changed: tab.document.look(**changed))

    @property
    def is_computing(self) -> bool:
        return self.explaining.is_busy

    def close_jobs(self, timeout: float) -> bool:
        self._timer.stop()
        return self.explaining.close(timeout)

    def show_training(self, shown: Shown) -> None:
        self._shown = shown
        study = shown.study
        view = study.view
        asked = study.selected, study.settings, view.explained, view.layer
        if asked != self._asked:
            self._asked = asked
            self.explaining.request(partial(Explaining, *asked), at_once=True)
        self._show()

    def _on_explained(self, known: Explained | None, _done: bool) -> None:
        if known is not None:
            self.known = known
            self._show()

    @property
    def stage(self) -> str:
        """What is seen of the step."""
        return str(self._shown.study.view.stage) if self._shown else FORWARD

    def go_on(self) -> None:
        """Go on to the next stage, or after the last to the next step."""
        if self._shown is None:
            return
        place = STAGES.index(self.stage) + 1
        if place < len(STAGES):
            self.looked.emit({"stage": STAGES[place]})
        elif self._shown.study.view.explained < MOST_STEPS:
            self.looked.emit({"stage": FORWARD, "explained": self._shown.study.view.explained + 1})

    def _go(self, by: int) -> None:
        if self._shown is not None:
            step = min(max(self._shown.study.view.explained + by, 1), MOST_STEPS)
            self.looked.emit({"explained": step})

    def _choose(self, stage: str) -> None:
        self.looked.emit({"stage": stage})
        self._show()

    def _on_auto(self, on: bool) -> None:
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        view = shown.study.view
        for stage, button in self.stages.items():
            button.setChecked(stage == view.stage)
        self.number.setText(translate(Phrase(_STEP, step=view.explained)))
        self.before.setEnabled(view.explained > 1)
        self.after.setEnabled(view.explained < MOST_STEPS)
        known = self.known
        self.passes.show_step(known, view.stage, view.selected)
        if known is None:
            self.said.setText("")
            return
        weight = known.weight
        said = Phrase(
            _SAID[view.stage],
            i=weight.i + 1,
            j=weight.j + 1,
            layer=weight.layer + 1,
            right=known.right,
            count=known.count,
            loss=number(known.loss),
            gradient=number(weight.gradient),
            difference=number(weight.difference),
            w=number(weight.w, DIGITS),
            after=number(weight.after, DIGITS),
        )
        self.said.setText(translate(said))
        self.formula.set_tex(*(Line(line) for line in lines_of(known, view.stage)))


def lines_of(known: Explained, stage: str) -> list[str]:
    """Return the formulas of a stage with their numbers, in LaTeX."""
    weight = known.weight
    w = rf"w_{{{weight.i + 1},{weight.j + 1}}}"
    x, z = rf"x_{{{weight.i + 1}}}", rf"z_{{{weight.j + 1}}}"
    slope = rf"\frac{{\partial L}}{{\partial {z}}}"
    if stage == FORWARD:
        product = tex(weight.x * weight.w)
        return [
            rf"{x} \cdot {w} = {tex(weight.x)} \cdot {factor(weight.w)} = {product}",
            rf"{z} = \sum_i x_i\, w_{{i,{weight.j + 1}}} + b_{{{weight.j + 1}}} = {tex(weight.z)}",
        ]
    if stage == LOSS:
        if not isinstance(known.run.loss, SoftmaxCrossEntropy):
            return [rf"{known.run.loss.formula.split(',')[0]} = {tex(known.loss)}"]
        probability = tex(float(known.layers[-1].y[known.label]))
        return [
            rf"-\log y_{{{known.label}}} = -\log {probability} = {tex(known.own_loss)}",
            rf"L = -\frac{{1}}{{{known.count}}} \sum_n \log y_n = {tex(known.loss)}",
        ]
    if stage == BACKWARD:
        return [
            rf"{x} \cdot {slope} = {tex(weight.x)} \cdot {factor(weight.dz)} = {tex(weight.x * weight.dz)}",
            rf"\frac{{\partial L}}{{\partial {w}}} = \sum_n {x}^{{(n)}} {slope}^{{(n)}} = {tex(weight.gradient)}",
            rf"\frac{{L(w + h) - L(w - h)}}{{2 h}} = {tex(weight.difference)}",
        ]
    if not weight.penalty:
        return list(weight.worked)
    total = tex(weight.gradient + weight.penalty)
    slope_of_w = rf"\frac{{\partial L}}{{\partial {w}}}"
    return [rf"g = {slope_of_w} + {tex(weight.penalty)} = {total}", *weight.worked]

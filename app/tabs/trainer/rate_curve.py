"""The schedule of the learning rate under its field: the rule as a formula, and η over the whole training."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import language, translate
from app.plots.paint import LEFT, RIGHT, Painted, faint, write
from app.theme import fit, px, theme
from app.widgets.forms import Form
from app.widgets.formulas import FormulaLabel, Line
from core.config.figures import count, number
from core.config.words import Phrase, mark
from core.rules.schedules import Constant
from core.training.study import Experiment

MOST_POINTS = 400
"""Steps at which η is drawn, at most."""
HEIGHT, FOOT, BESIDE = 84, 20, 58
"""Of the curve, of the numbers under it, and the width of those beside it, at the normal text size."""

_SAID = mark("app", "Learning rate from {first} over at most {most} to {last} in {steps} steps")
_STEP = mark("app", "step")


class RateCurve(Painted):
    """η against the step.  Call `show_study` when it changes."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = np.ones(1)
        self.rates = np.ones(1)
        self.place = 0
        fit(self.setFixedHeight, lambda m: m.px(HEIGHT))
        language.changed.connect(self._name)
        self._name()

    def show_study(self, study: Experiment) -> None:
        """Show the learning rate of the selected run at every step, or at `MOST_POINTS` of them."""
        run, length = study.selected, study.settings.steps
        points = np.unique(np.linspace(1, length, min(length, MOST_POINTS)).round().astype(int))
        self.steps = points
        self.rates = np.array([run.optimizer.lr * run.schedule.factor(t, length) for t in points.tolist()])
        self.place = study.view.selected
        self._name()
        self.update()

    def _name(self) -> None:
        rates = self.rates
        numbers = {"first": rates[0], "most": rates.max(), "last": rates[-1]}
        said = {name: number(float(value)) for name, value in numbers.items()}
        self.setAccessibleName(translate(Phrase(_SAID, steps=count(int(self.steps[-1])), **said)))

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRectF(self.rect()).adjusted(px(BESIDE), px(8), -px(4), -px(FOOT))
        painter.setPen(QPen(faint(), 1))
        for y in (plot.top(), plot.bottom()):
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        highest = float(self.rates.max())
        muted, font = theme.colors.muted, self.small()
        for y, text in ((plot.top(), f"η {number(highest)}"), (plot.bottom(), "0")):
            write(painter, QRectF(0, y - px(9), plot.left() - px(6), px(18)), text, muted, font, RIGHT)
        foot = QRectF(plot.left(), plot.bottom() + px(2), plot.width(), px(FOOT - 2))
        write(painter, foot, "1", muted, font, LEFT)
        write(painter, foot, f"{translate(_STEP)} {count(int(self.steps[-1]))}", muted, font, RIGHT)
        across = plot.left() + (self.steps - 1) / max(float(self.steps[-1]) - 1, 1.0) * plot.width()
        up = plot.bottom() - self.rates / highest * plot.height()
        line = [QPointF(*point) for point in zip(across.tolist(), up.tolist(), strict=True)]
        if len(line) == 1:
            line.append(QPointF(plot.right(), line[0].y()))
        painter.setPen(QPen(QColor(theme.series(self.place)), px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF(line))
        painter.end()


class RateCard(QWidget):
    """Formula and curve under the field of the schedule, where there is one that changes anything.

    Parameters
    ----------
    form : Form
        That of a run.
    """

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._study: Experiment | None = None
        self.formula, self.curve = FormulaLabel(), RateCurve()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.tight)
        column.addWidget(self.formula)
        column.addWidget(self.curve)
        self.hide()
        self._form = form
        form.when_made(self._place)

    def _place(self) -> None:
        self._form.fields["schedule"].put_under(self)
        if self._study is not None:
            self.show_study(self._study)

    def show_study(self, study: Experiment) -> None:
        """Show the schedule of the selected run."""
        self._study = study
        if not self._form.is_made:
            return
        schedule = study.selected.schedule
        self.setVisible(not isinstance(schedule, Constant))
        if not self.isHidden():
            self.formula.set_tex(Line(schedule.formula, scale=0.75))
            self.curve.show_study(study)

"""The picture of a training: accuracy and loss of all runs, their legend, and the numbers of this moment.

It is given results and shows them; it knows neither jobs nor forms, so the command line draws with it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSplitter, QToolButton, QVBoxLayout

from app.export import Picture
from app.language import language, say, translate
from app.plots.curves import Curve, CurvePlot, Note, Style
from app.plots.legend import Legend, LegendEntry
from app.plots.ticks import percents
from app.theme import fit, put_icon, px, theme
from app.widgets.cards import SceneHead, card
from core.config.figures import number, share
from core.config.words import Phrase, joined, mark
from core.training.results import Result
from core.training.study import Settings, TrainingView
from core.training.verdicts import WIDE_GAP, gap_of, overfitting

_DASH, _DOT = Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
_SETS = {
    "test": (mark("app", "test"), Qt.PenStyle.SolidLine),
    "train": (mark("app", "training"), _DASH),
    "validation": (mark("app", "validation"), _DOT),
}
GAP_BEFORE = 0.03
"""How far before the newest end of the curves their gap is told, as a part of the horizontal axis."""
MOST_RAW = 4
"""With more runs than this, only the smoothed losses are drawn."""


class TrainingPicture(Picture):
    """Title, legend, two plots and a table of numbers.

    Call `set_settings` and `set_view` when they change, and `show_results` whenever there is something new.
    """

    def __init__(self) -> None:
        super().__init__()
        self._settings = Settings()
        self._results: list[Result] = []
        self._shelf: list[Result] = []
        self._highlighted = 0
        self._on_top = "accuracy"
        self._asked = False
        self.head = SceneHead()
        self.legend = Legend()
        self.accuracy = CurvePlot(mark("app", "accuracy"), (0.0, 1.06), share)
        self.accuracy.left.set_ticks(percents)
        self.loss = CurvePlot(mark("app", "loss"))
        say(self.accuracy, mark("app", "Accuracy of every run"), "setAccessibleName")
        say(self.loss, mark("app", "Loss of every run"), "setAccessibleName")
        self.sets = Legend()
        self.log = QToolButton()
        self.log.setCheckable(True)
        put_icon(self.log, "log-scale")
        self.numbers = QLabel()
        self.numbers.setTextFormat(Qt.TextFormat.RichText)
        self.numbers.setWordWrap(True)
        self.numbers.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.numbers.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange()
        theme.changed.connect(self._show_numbers)
        language.changed.connect(self._show_numbers)
        self._show_numbers()

    def _arrange(self) -> None:
        self._accuracy_card, accuracy = card()
        accuracy.addWidget(self.sets)
        accuracy.addWidget(self.accuracy, 1)
        self._loss_card, loss = card()
        header = QHBoxLayout()
        lines = Legend()
        lines.set_entries(
            [
                LegendEntry(mark("app", "loss, smoothed")),
                LegendEntry(mark("app", "of each mini-batch"), width=1.0),
            ]
        )
        header.addWidget(lines, 1)
        header.addWidget(self.log)
        loss.addLayout(header)
        loss.addWidget(self.loss, 1)
        self._numbers_card, numbers = card()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.numbers.setObjectName("column")
        area.setWidget(self.numbers)
        numbers.addWidget(area)
        self._lower = QSplitter(Qt.Orientation.Horizontal)
        self._split = QSplitter(Qt.Orientation.Vertical)
        for splitter in (self._lower, self._split):
            fit(splitter.setHandleWidth, lambda m: m.gap)
            splitter.setChildrenCollapsible(False)
        self._split.addWidget(self._accuracy_card)
        self._split.addWidget(self._lower)
        self.desk = (self._lower,)
        self._lower.addWidget(self._loss_card)
        self._lower.addWidget(self._numbers_card)
        for plot in (self.accuracy, self.loss):
            fit(plot.setMinimumSize, lambda m: (m.px(200), m.px(110)))
        self._share_room()
        head, column = card()
        fit(column.setSpacing, lambda m: m.close)
        for widget in (self.head, self.legend):
            column.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addWidget(head)
        layout.addWidget(self._split, 1)

    def _share_room(self) -> None:
        """Give most of the height to the upper plot, and enough of the width to the table of numbers."""
        for splitter, shares in ((self._split, (3, 2)), (self._lower, (3, 4))):
            for place, part in enumerate(shares):
                splitter.setStretchFactor(place, part)
            splitter.setSizes([1000 * part for part in shares])

    def set_asked(self, asked: bool) -> None:
        """Say whether a question is asked, which the sentence under the title answers."""
        self._asked = asked
        self._show_numbers()

    def set_view(self, view: TrainingView) -> None:
        """Put the curve that matters most on top, and the loss on its scale."""
        focus = view.focus
        self.loss.set_log(view.scale == "log")
        top, below = (
            (self._accuracy_card, self._loss_card) if focus == "accuracy" else (self._loss_card, self._accuracy_card)
        )
        self._on_top = focus
        self._name_ends()
        if self._split.widget(0) is not top:
            self._lower.insertWidget(0, below)
            self._split.insertWidget(0, top)
            self._share_room()

    def set_settings(self, settings: Settings) -> None:
        """Let the horizontal axes fit the length of the training."""
        self._settings = settings
        label = mark("app", "epoch") if settings.unit == "epochs" else mark("app", "step")
        for plot in (self.accuracy, self.loss):
            plot.set_x(label, settings.length)

    def show_results(self, results: Sequence[Result], shelf: Sequence[Result] = (), names: Sequence[Any] = ()) -> None:
        """Show the runs of the race, and those on the shelf as thin lines.

        Parameters
        ----------
        results : sequence of Result
            Runs of this race, in order.
        shelf : sequence of Result
            Earlier runs that are to be seen.
        names : sequence
            Names of the runs that are about to be trained, for the legend, while there are no results.
        """
        self._results, self._shelf = list(results), list(shelf)
        self.accuracy.show_curves(
            [c for r in shelf for c in self._accuracy_curves(r, thin=True)]
            + [c for r in results for c in self._accuracy_curves(r)]
        )
        self._shade()
        self._name_ends()
        self.loss.show_curves(
            [c for r in shelf for c in self._loss_curves(r, thin=True)]
            + [self._raw_curve(r) for r in results if len(results) <= MOST_RAW]
            + [c for r in results for c in self._loss_curves(r)]
        )
        self.loss.show_notes([note for result in results for note in self._change_notes(result)])
        entries = [LegendEntry(_name(r), r.place) for r in results]
        entries = entries or [LegendEntry(name, number) for number, name in enumerate(names)]
        entries += [LegendEntry(_name(r), r.place, width=1.0) for r in shelf]
        self.legend.set_entries(entries)
        shown = [name for name in _SETS if name != "validation" or self._settings.validation_share]
        self.sets.set_entries([LegendEntry(_SETS[name][0], pen=_SETS[name][1]) for name in shown])

    def highlight(self, number: int) -> None:
        """Shade the gap between training and test accuracy of run `number`."""
        self._highlighted = number
        self._shade()

    def _shade(self) -> None:
        keys = [result.key for result in self._results if result.place == self._highlighted]
        self.accuracy.fill_between(((keys[0], "test"), (keys[0], "train")) if keys else None)
        self.accuracy.show_notes([n for r in self._results if r.place == self._highlighted for n in self._gap_notes(r)])

    def _name_ends(self) -> None:
        """Name the curves of the upper plot at their ends: one run by its sets, several by their names."""
        ends: dict[Any, str] = {}
        if len(self._results) == 1:
            shown = [name for name in _SETS if name != "validation" or self._settings.validation_share]
            ends = {(self._results[0].key, name): translate(_SETS[name][0]) for name in shown}
        elif self._results:
            ends = {(result.key, "test"): translate(result.name) for result in self._results}
        self.accuracy.show_ends(ends if self._on_top == "accuracy" else {})
        names = {(result.key, "smoothed"): translate(result.name) for result in self._results}
        self.loss.show_ends(names if self._on_top == "loss" else {})

    def _gap_notes(self, result: Result) -> list[Note]:
        """Return how wide the gap of a run is, to be written in it just before its newest end."""
        train, test = result.accuracy("train"), result.accuracy("test")
        known = np.flatnonzero(np.isfinite(train) & np.isfinite(test))
        if not len(known) or train[known[-1]] - test[known[-1]] < WIDE_GAP:
            return []
        last = int(known[-1])
        x = float(self._x(result, result.snapshot.evaluated[last : last + 1])[0]) - GAP_BEFORE * self._settings.length
        text = Phrase(mark("app", "gap {gap}"), gap=share(float(train[last] - test[last])))
        return [Note(max(x, 0.0), float(test[last]), float(train[last]), text, result.place)]

    def _change_notes(self, result: Result) -> list[Note]:
        """Return what a run went on with, to be written at that step."""
        if result.changed is None or not result.changes or not 0 < result.changed <= result.snapshot.step:
            return []
        x = float(self._x(result, np.array([result.changed]))[0])
        loss = float(result.loss()[result.changed - 1])
        return [Note(x, loss, loss, joined(result.changes), result.place)]

    def set_pen_scale(self, scale: float) -> None:
        """Draw for a device with `scale` pixels per unit."""
        for plot in (self.accuracy, self.loss):
            plot.set_pen_scale(scale)

    def refresh_numbers(self) -> None:
        """Bring the table of numbers up to date (a few times a second is enough)."""
        self._show_numbers()

    def _x(self, result: Result, steps: np.ndarray) -> np.ndarray:
        return steps / result.snapshot.steps_per_epoch if self._settings.unit == "epochs" else steps

    def _accuracy_curves(self, result: Result, thin: bool = False) -> list[Curve]:
        x = self._x(result, result.snapshot.evaluated)
        curves = []
        for name, (label, pen) in _SETS.items():
            y = result.accuracy(name)
            if name == "validation" and not np.isfinite(y).any():
                continue
            style = Style(result.place, pen, 1.0 if thin else 2.0, 0.5 if thin else 1.0)
            title = Phrase("{name} · {set}", name=result.name, set=label)
            curves.append(Curve((result.key, name), x, y, style, title))
        return curves

    def _loss_curves(self, result: Result, thin: bool = False) -> list[Curve]:
        style = Style(result.place, width=1.0 if thin else 2.0, opacity=0.5 if thin else 1.0)
        return [Curve((result.key, "smoothed"), self._x(result, result.steps()), result.loss(), style, result.name)]

    def _raw_curve(self, result: Result) -> Curve:
        style = Style(result.place, width=1.0, opacity=0.14)
        return Curve((result.key, "raw"), self._x(result, result.steps()), result.loss(smoothed=False), style)

    def _show_numbers(self) -> None:
        colors = theme.colors
        if not self._results:
            text = translate(mark("app", "Press Run: loss and accuracy of every run appear here, live."))
            self.numbers.setText(f"<p style='color:{colors.muted}'>{text}</p>")
            return
        heads = [
            "",
            translate(mark("app", "loss")),
            translate(mark("app", "training")),
            translate(mark("app", "test")),
            translate(mark("app", "gap")),
            translate(mark("app", "L2 norm")),
        ]
        if self._settings.validation_share:
            heads.insert(3, translate(mark("app", "validation")))
        style = f"white-space:nowrap; font-weight:normal; color:{colors.muted}"
        rows = ["<tr>" + "".join(f"<th align='right' style='{style}'>{head}</th>" for head in heads)]
        for result in self._results:
            final = result.final()
            accuracies = ["train", "validation", "test"] if self._settings.validation_share else ["train", "test"]
            cells = [number(final.get("loss")), *(share(final.get(f"{name}_accuracy")) for name in accuracies)]
            cells += [share(gap_of(final)), number(final.get("l2_norm"))]
            name = escape(translate(result.name))
            name = name if result.diverged is None else f"<s>{name}</s>"
            name = f"<td style='color:{theme.series(result.place).name()}'>{name}</td>"
            rows.append(f"<tr>{name}" + "".join(f"<td align='right'>{c}</td>" for c in cells))
        text = f"<table width='100%' cellspacing='0' cellpadding='{px(3)}'>{'</tr>'.join(rows)}</tr></table>"
        said = overfitting([(result.name, result.final()) for result in self._results])
        if said is not None and not self._asked:
            text += f"<p style='color:{colors.muted}'>{escape(translate(said))}</p>"
        self.numbers.setText(text)


def _name(result: Result) -> Any:
    """Return the name with what has happened to the run."""
    name = result.name
    if result.changed is not None:
        name = Phrase(mark("app", "{name} – changed at step {step}"), name=name, step=result.changed)
    if result.diverged is not None:
        name = Phrase(mark("app", "{name} – diverged at step {step}"), name=name, step=result.diverged)
    return name

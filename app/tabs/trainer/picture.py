"""The picture of a training: loss or accuracy of all runs, large; the other curves and numbers where they are wanted.

It is given results and shows them; it knows neither jobs nor forms, so the command line draws with it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.cover import Axes, Cover
from app.export import Picture
from app.language import language, say, translate
from app.plots.curves import CurvePlot
from app.plots.legend import Legend, LegendEntry
from app.plots.sketch import Points, Sketch
from app.plots.ticks import decades, percents
from app.tabs.trainer.before import BeforePicture
from app.tabs.trainer.drawn import (
    SETS,
    accuracy_curves,
    best_notes,
    change_notes,
    gap_notes,
    loss_curve,
    raw_curve,
    sets_of,
    target_notes,
)
from app.tabs.trainer.front import Views
from app.tabs.trainer.numbers import NumbersTable
from app.tabs.trainer.shown import Shown
from app.tabs.trainer.views import CURVES, VIEWS
from app.theme import Metrics, fit, put_icon, theme
from app.widgets.cards import SceneHead, card
from core.config.figures import share
from core.config.words import Phrase, mark
from core.training.results import Result
from core.training.study import Experiment, Settings, TrainingView

MOST_NAMED = 12
"""Runs that are named at the ends of their curves; more are named in the legend."""
FEW = 2
"""With more runs than this, only the selected one shows its training accuracy as strongly as that on the test set."""
STRIP_LEFT = 84
"""Pixels from the left of a plot to its legend, behind the name of the vertical axis."""


SWITCH_HEIGHT = 40
"""Pixels at the top of the large plot that its buttons take."""


class TrainingPicture(Picture):
    """Title, one large plot; below, when wanted, the other one and a table of numbers.

    Call `set_settings` and `set_view` when they change, and `show_results` whenever there is something new.

    Attributes
    ----------
    buttons : dict of str to QToolButton
        What is to be seen, to be bound to commands: "accuracy", "loss", "plot", "numbers", "log".
    """

    def __init__(self) -> None:
        super().__init__()
        self._settings = Settings()
        self._study = Experiment()
        self._view = TrainingView()
        self._results: list[Result] = []
        self._shelf: list[Result] = []
        self._lit: Result | None = None
        self._brief: Sequence[Any] = ()
        self._highlighted = 0
        self._asks = ""
        self._presenting = False
        self.head = SceneHead()
        self.legend = Legend()
        self._has_entries = False
        self.accuracy = CurvePlot(mark("app", "accuracy"), (0.0, 1.06), share)
        self.accuracy.left.set_ticks(percents)
        self.loss = CurvePlot(mark("app", "loss"))
        say(self.accuracy, mark("app", "Accuracy of every run"), "setAccessibleName")
        say(self.loss, mark("app", "Loss of every run"), "setAccessibleName")
        self.sets, self.kinds = Legend(), Legend()
        self.numbers = NumbersTable()
        self.before = BeforePicture()
        self.views = Views()
        self.buttons: dict[str, QToolButton] = {}
        self._arrange()
        language.changed.connect(self._name_ends)

    def _arrange(self) -> None:
        self._panels = {"accuracy": _panel(self.accuracy, self.sets), "loss": _panel(self.loss, self.kinds)}
        self._switch = self._make_switch()
        main, column = card()
        self._column = column
        fit(column.setContentsMargins, lambda m: (self._rim(m), m.close, self._rim(m), m.close))
        fit(column.setSpacing, lambda m: m.close)
        plots = QWidget()
        self._main = QGridLayout(plots)
        self._main.setContentsMargins(0, 0, 0, 0)
        self._main.addWidget(self._panels["accuracy"], 0, 0)
        self._main.addWidget(self.before, 0, 0)
        self._main.addWidget(self.views, 0, 0)
        self._main.addWidget(self._switch, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._switch.raise_()
        column.addWidget(self.head)
        column.addWidget(self.legend)
        column.addWidget(plots, 1)
        self.cover = Cover(framed=False)
        column.addWidget(self.cover.frame, 1)
        self.results = (plots, self.legend)
        self._sketches = {"accuracy": Sketch(self.accuracy), "loss": Sketch(self.loss)}
        self._other_card, self._other = card()
        self._other.addWidget(self._panels["loss"])
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
        self._split.addWidget(main)
        self._split.addWidget(self._lower)
        self._lower.addWidget(self._other_card)
        self._lower.addWidget(self._numbers_card)
        self.desk = (self._switch,)
        for plot in (self.accuracy, self.loss):
            fit(plot.setMinimumSize, lambda m: (m.px(200), m.px(110)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        self.before.top = SWITCH_HEIGHT
        self._show_main()
        self._show_below()
        self._share_room()

    def _show_main(self) -> None:
        """Show the view in front; in place of an empty plot what is to be trained, as long as it is empty."""
        has_curves = self._view.focus in CURVES
        is_empty = not self._strong() and not self._shelf and not self._sketches[self._curves].points()
        self.views.setVisible(not has_curves)
        self.before.setVisible(has_curves and is_empty)
        self._panels[self._curves].setVisible(has_curves and not is_empty)
        self._switch.raise_()

    @property
    def _curves(self) -> str:
        """Which curves are in the large plot; behind another view, those of the accuracy."""
        return self._view.focus if self._view.focus in CURVES else CURVES[0]

    def _rim(self, m: Metrics) -> int:
        """Return the room left and right of a plot, which has margins of its own."""
        return m.close if self._presenting else m.gap

    def _make_switch(self) -> QWidget:
        """Return the buttons that stand at the upper edge of the large plot."""
        switch = QWidget()
        row = QHBoxLayout(switch)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row.setSpacing, lambda m: m.close)
        labels = {
            "accuracy": mark("app", "Accuracy"),
            "loss": mark("app", "Loss"),
            "plot": mark("app", "Both"),
            "numbers": mark("app", "Numbers"),
            "log": "",
        }
        for name, label in labels.items():
            button = self.buttons[name] = QToolButton()
            button.setCheckable(True)
            if label:
                say(button, label)
            row.addWidget(button)
        row.insertWidget(2, self.views.button)
        put_icon(self.log, "log-scale")
        return switch

    @property
    def log(self) -> QToolButton:
        """The button for the scale of the loss."""
        return self.buttons["log"]

    def _share_room(self) -> None:
        """Give most of the height to the upper plot, and enough of the width to the table of numbers."""
        for splitter, shares in ((self._split, (2, 1)), (self._lower, (3, 4))):
            for place, part in enumerate(shares):
                splitter.setStretchFactor(place, part)
            splitter.setSizes([1000 * part for part in shares])

    @property
    def main(self) -> CurvePlot:
        """The large plot."""
        return self.accuracy if self._curves == "accuracy" else self.loss

    def set_covered(self, covered: bool) -> None:
        super().set_covered(covered)
        self._show_below()
        self._show_legend()

    def axes(self) -> Axes:
        x_name, end = self._x_axis()
        x_range = (-0.02 * end, 1.02 * end)
        if self._curves == "accuracy":
            return Axes(x_name, x_range, mark("app", "accuracy"), (0.0, 1.06), percents)
        if self._view.scale == "log":
            return Axes(x_name, x_range, mark("app", "loss"), (-2.0, 0.6), decades)
        return Axes(x_name, x_range, mark("app", "loss"), (0.0, 2.6))

    def show_drawing(self, points: Points, is_open: bool) -> None:
        super().show_drawing(points, is_open)
        self._show_main()

    def sketches(self) -> list[Sketch]:
        return [*super().sketches(), self._sketches[self._curves]]

    def hide_what_acts(self) -> None:
        """Leave out what only a person at the screen can use."""
        self._switch.setVisible(False)
        self.views.set_presenting(True)

    def set_presenting(self, presenting: bool) -> None:
        super().set_presenting(presenting)
        self._presenting = presenting
        self.before.top = 0 if presenting else SWITCH_HEIGHT
        self.views.set_presenting(presenting)
        m = theme.metrics
        self._column.setContentsMargins(self._rim(m), m.close, self._rim(m), m.close)
        self._show_below()
        self._show_legend()

    def _show_below(self) -> None:
        view = self._view
        self._other_card.setVisible(view.has_below("plot"))
        self._numbers_card.setVisible(view.has_below("numbers"))
        self._lower.setVisible(view.below != "none" and not self._presenting and not self._is_covered)

    def set_asked(self, asks: str) -> None:
        """Say which question is asked, empty for none: a sentence under the title answers it, and notes in the plot."""
        self._asks = asks
        self.numbers.set_asked(bool(asks))
        self.before.asked = bool(asks)
        self.before.update()

    def set_view(self, view: TrainingView) -> None:
        """Make the curves large that matter most, the loss on its scale; below is what is wanted besides."""
        before, curves, self._view = self._view, self._curves, view
        self.loss.set_log(view.scale == "log")
        if curves != self._curves:
            below = "loss" if self._curves == "accuracy" else "accuracy"
            self._other.addWidget(self._panels[below])
            self._main.addWidget(self._panels[self._curves], 0, 0)
            self._panels[below].show()  # it was hidden on its way
        if before.focus != view.focus:
            self._show_main()
        if before.below != view.below:
            self._show_below()
            self._share_room()
        if before.focus != view.focus:
            self._name_ends()
            self._show_legend()

    def set_settings(self, settings: Settings) -> None:
        """Let the horizontal axes fit the length of the training."""
        self._settings = settings
        for plot in (self.accuracy, self.loss):
            plot.set_x(*self._x_axis())

    def _x_axis(self) -> tuple[str, float]:
        """Return the name of the horizontal axes, and where they end."""
        label = mark("app", "epoch") if self._settings.unit == "epochs" else mark("app", "step")
        return label, float(self._settings.length)

    def show_results(
        self,
        results: Sequence[Result],
        shelf: Sequence[Result] = (),
        names: Sequence[Any] = (),
        lit: Result | None = None,
    ) -> None:
        """Show the runs of the race, and those on the shelf as thin lines.

        Parameters
        ----------
        results : sequence of Result
            Runs of this race, in order.
        shelf : sequence of Result
            Earlier runs that are to be seen.
        names : sequence
            Names of the runs that are about to be trained, for the legend, while there are no results.
        lit : Result, optional
            Which of the earlier runs is looked at: its curves are as strong as those of the race.
        """
        self._results, self._lit = list(results), lit
        self._shelf = [result for result in shelf if lit is None or result.key != lit.key]
        self._show_main()
        self._show_views()
        settings = self._settings
        strong = self._strong()
        self.loss.show_notes(change_notes(strong, settings))
        self._light_up()
        self._name_ends()
        entries = [LegendEntry(name, number) for number, name in enumerate(names if not strong else ())]
        entries += [LegendEntry(_name(r), r.place) for r in strong if not self._is_named_at_its_end(r)]
        entries += [LegendEntry(_name(r), r.place, width=1.0) for r in self._shelf]
        self.legend.set_entries(entries)
        self._has_entries = bool(entries)
        self._show_legend()

    def _show_legend(self) -> None:
        """Show the legend where there is something to name that the view in front does not name itself."""
        is_named = VIEWS[self._view.focus].names
        self.legend.setVisible(self._has_entries and not self._is_covered and not is_named)

    def highlight(self, number: int) -> None:
        """Look at run `number` more closely: its gap between training and test, its loss on every mini-batch."""
        self._highlighted = number
        self._light_up()
        self._show_views()

    @property
    def shown(self) -> Shown:
        """What there is to see, for the views beside the curves."""
        return Shown(self._study, tuple(self._results), tuple(self._shelf), self._lit)

    def _show_views(self) -> None:
        """Show the view beside the curves that is in front, if one is."""
        self.views.show_training(self.shown)

    def _strong(self) -> list[Result]:
        """Return the runs of the race, and the earlier one that is looked at."""
        return self._results + ([] if self._lit is None else [self._lit])

    def _light_up(self) -> None:
        settings, results = self._settings, self._strong()
        selected = [result for result in self._results if result.place == self._highlighted]
        # a twin that is selected has no curves yet: the newest of those that have stands for it
        lit = [self._lit] if self._lit is not None else selected or self._results[-1:]
        self.accuracy.show_curves(
            [c for r in self._shelf for c in accuracy_curves(r, settings, thin=True)]
            + [
                curve
                for r in results
                for curve in accuracy_curves(
                    r, settings, quiet=len(results) > FEW and r not in lit, marked=r in lit and self._asks != "speed"
                )
            ]
        )
        self.loss.show_curves(
            [loss_curve(r, settings, thin=True) for r in self._shelf]
            + [raw_curve(r, settings) for r in lit]
            + [loss_curve(r, settings) for r in results]
        )
        self.kinds.set_entries([LegendEntry(mark("app", "of each mini-batch"), r.place, width=1.0) for r in lit])
        if self._asks == "speed":
            self.accuracy.fill_between(None)
            self.accuracy.show_notes(target_notes(results, settings))
        else:
            self.accuracy.fill_between(((lit[0].key, "test"), (lit[0].key, "train")) if lit else None)
            self.accuracy.show_notes([n for r in lit for n in gap_notes(r, settings) + best_notes(r, settings)])

    def _is_named_at_its_end(self, result: Result) -> bool:
        """Return whether all that is to be said of a run stands at the end of its curve, or goes without saying."""
        is_told = result.diverged is None and result.changed is None
        is_alone = len(self._strong()) + len(self._shelf) == 1
        return is_told and (is_alone or 1 < len(self._strong()) <= MOST_NAMED)

    def set_study(self, study: Experiment) -> None:
        """Show what is to be trained, with the run that is selected; and know it by fewer words."""
        self._study = study
        self._brief = study.brief_names()
        self.before.show_study(study)
        self._show_views()

    def _name_ends(self) -> None:
        """Name the curves of the large plot at their ends: one run by its sets, several by their names."""
        results, plots = self._strong(), {"accuracy": self.accuracy, "loss": self.loss}
        ends: dict[str, dict[Any, str]] = {"accuracy": {}, "loss": {}}
        brief: dict[Any, str] = {}
        kind = "test" if self._curves == "accuracy" else "smoothed"
        by_sets = len(results) == 1 and self._curves == "accuracy"
        if by_sets:
            (only,) = results
            ends["accuracy"] = {(only.key, name): translate(SETS[name][0]) for name in sets_of(self._settings)}
        elif 1 < len(results) <= MOST_NAMED:
            ends[self._curves] = {(r.key, kind): translate(r.name) for r in results}
            known = [result for result in self._results if result.place < len(self._brief)]
            brief = {(r.key, kind): translate(self._brief[r.place]) for r in known}
        for name, plot in plots.items():
            plot.show_ends(ends[name], brief=brief)
        self.sets.set_entries(
            [LegendEntry(SETS[name][0], pen=SETS[name][1]) for name in sets_of(self._settings) if not by_sets]
        )

    def set_pen_scale(self, scale: float) -> None:
        for plot in (self.accuracy, self.loss, self.views):
            plot.set_pen_scale(scale)

    def refresh_numbers(self) -> None:
        """Bring the table of numbers up to date (a few times a second is enough)."""
        self.numbers.show_results(self._strong())


def _panel(plot: CurvePlot, legend: Legend) -> QWidget:
    """Return a plot with its legend beside the name of its vertical axis."""
    panel = QWidget()
    legend.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    grid = QGridLayout(panel)
    grid.setContentsMargins(0, 0, 0, 0)
    strip = QHBoxLayout()
    fit(strip.setContentsMargins, lambda m: (m.px(STRIP_LEFT), 0, 0, 0))
    strip.addWidget(legend)
    grid.addWidget(plot, 0, 0)
    grid.addLayout(strip, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return panel


def _name(result: Result) -> Any:
    """Return the name with what has happened to the run."""
    name = result.name
    if result.changed is not None:
        name = Phrase(mark("app", "{name} – changed at step {step}"), name=name, step=result.changed)
    if result.diverged is not None:
        name = Phrase(mark("app", "{name} – diverged at step {step}"), name=name, step=result.diverged)
    return name

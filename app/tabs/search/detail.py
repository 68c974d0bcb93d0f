"""What is chosen, more closely: curves and settings of the chosen trials, of the best one where none is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.language import language, say, translate
from app.plots.curves import Curve, CurvePlot, Style
from app.tabs.search.shown import SearchPanel, Shown
from app.theme import fit
from core.config.figures import fraction
from core.config.words import Phrase, mark
from core.search.trials import Record

MOST_CURVES = 6
"""Chosen trials whose curves are drawn."""


class TrialDetail(SearchPanel):
    """Curves of the chosen trials."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self.title = QLabel()
        self.title.setObjectName("heading")
        self.plot = CurvePlot(mark("app", "accuracy"), (0.0, 1.06), fraction)
        say(self.plot, mark("app", "Curves of the chosen trials"), "setAccessibleName")
        fit(self.plot.setMinimumSize, lambda m: (m.px(160), m.px(90)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.title)
        column.addWidget(self.plot, 1)
        language.changed.connect(self._say)

    def records(self) -> list[Record]:
        """Return which trials are looked at."""
        if self._shown is None:
            return []
        return looked_at(self._shown)[:MOST_CURVES]

    def show_search(self, shown: Shown) -> None:
        self._shown = shown
        search = shown.study
        self.plot.set_x(mark("app", "epoch"), self._epochs(shown))
        curves = []
        records = self.records()
        for place, record in enumerate(records):
            x = record.steps / search.settings.steps_per_epoch(record.trial.batch_size)
            name = Phrase("Best-{place}", place=shown.places[record.trial.number])
            key, pen = record.trial.number, Qt.PenStyle.DashLine
            curves.append(Curve((key, "train"), x, record.train, Style(place, pen, 1.2), _named(name, "training")))
            curves.append(Curve((key, "validation"), x, record.validation, Style(place), _named(name, "validation")))
        self.plot.show_curves(curves)
        self.plot.show_ends(
            {(r.trial.number, "validation"): f"Best-{shown.places[r.trial.number]}" for r in records}
            if len(records) > 1
            else {}
        )
        self._say()

    def _epochs(self, shown: Shown) -> float:
        settings = shown.study.settings
        return settings.steps(settings.length, settings.batch_size) / settings.steps_per_epoch(settings.batch_size)

    def _say(self) -> None:
        records = self.records()
        if self._shown is None or not records:
            self.title.setText(translate(mark("app", "Click a trial: its curves appear here.")))
            return
        first = records[0]
        head: Any = Phrase("Best-{place}", place=self._shown.places[first.trial.number])
        if first.diverged is not None:
            head = Phrase(mark("app", "{name} diverged at step {step}"), name=head, step=first.diverged)
        else:
            head = Phrase("{name} · {accuracy}", name=head, accuracy=fraction(first.accuracy))
        self.title.setText(translate(head))

    def set_pen_scale(self, scale: float) -> None:
        self.plot.set_pen_scale(scale)


def looked_at(shown: Shown) -> list[Record]:
    """Return the chosen trials that have been measured, best first; the best of all where none is chosen."""
    chosen = [record for record in shown.ranked if record.trial.number in shown.chosen]
    return chosen or list(shown.ranked[:1])


def _named(name: Phrase, part: str) -> Phrase:
    return Phrase("{name} · {set}", name=name, set=_PARTS[part])


_PARTS = {"training": mark("app", "training"), "validation": mark("app", "validation")}

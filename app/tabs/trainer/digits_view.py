"""What a network answers: which class it takes for which, the images behind a cell, and which turned just now."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs.trainer.confusion import ConfusionMatrix
from app.tabs.trainer.image_grid import ImageGrid
from app.tabs.trainer.shown import Shown, TrainingPanel
from app.theme import fit, theme
from app.widgets.editors import Combo
from core.config.figures import count, share
from core.config.words import Phrase, mark
from core.training.answers import confusion, confusions, flips, taken_for, worst
from core.training.recording import Moment
from core.training.results import Result

MOST_IMAGES = 400
"""Images that are looked up at a time; of more only the number is told."""

_SUREST = mark("app", "Wrong, and surest of it")
_CELL = mark("app", "{true} taken for {answered}")
_RIGHT = mark("app", "{count} became right since {epoch}")
_WRONG = mark("app", "{count} became wrong since {epoch}")
_EPOCH = mark("app", "epoch {epoch}")
_HEAD = mark("app", "{name}: {test} right")
_GAP = mark("app", "{name}: {test} of {count} test images right, {train} of those trained on")


class DigitsView(TrainingPanel):
    """Confusion matrix of the selected run at the moment looked at, with images; or of two runs side by side.

    Attributes
    ----------
    matrix, second : ConfusionMatrix
        Of the selected run, and of the one beside it.
    images : ImageGrid
        Behind the cell that is looked at; those of which the network is surest although it is wrong, for none.
    gained, lost : ImageGrid
        Those that became right, and wrong, since the moment before.
    """

    looked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._presenting = False
        self._over_time: dict[Any, tuple[tuple[Moment, ...], np.ndarray]] = {}
        self.heads = QLabel(), QLabel()
        self.matrix, self.second = ConfusionMatrix(), ConfusionMatrix()
        self.images, self.gained, self.lost = ImageGrid(sure=True), ImageGrid(rows=1), ImageGrid(rows=1)
        self.beside = Combo()
        say(self.beside, mark("app", "Run beside the selected one"), "setAccessibleName")
        say(self.beside, mark("app", "Show another run beside the selected one"), "setToolTip")
        self._arrange()
        for matrix in (self.matrix, self.second):
            matrix.cell_chosen.connect(self._on_cell_chosen)
        self.beside.activated.connect(lambda row: self.looked.emit({"beside": self.beside.itemData(row)}))
        language.changed.connect(self._show)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column.setSpacing, lambda m: m.close)
        middle, self._right = QHBoxLayout(), QWidget()
        fit(middle.setSpacing, lambda m: 2 * m.gap)
        for head, matrix in zip(self.heads, (self.matrix, self.second), strict=True):
            head.setWordWrap(True)
            part = QWidget()
            stack = QVBoxLayout(part)
            stack.setContentsMargins(0, 0, 0, 0)
            stack.addWidget(head)
            stack.addWidget(matrix, 1)
            middle.addWidget(part, 3)
            if matrix is self.second:
                self._second = part
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.images, 1)
        middle.addWidget(self._right, 2)
        column.addLayout(middle, 1)
        foot = QHBoxLayout()
        fit(foot.setSpacing, lambda m: 2 * m.gap)
        foot.addWidget(self.gained, 1)
        foot.addWidget(self.lost, 1)
        foot.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)
        self._second.setVisible(False)

    def connect_tab(self, tab: Any) -> None:
        self.looked.connect(lambda changed: tab.document.look(**changed))

    def set_presenting(self, presenting: bool) -> None:
        self._presenting = presenting
        self.beside.setVisible(not presenting)
        self._show()

    def show_training(self, shown: Shown) -> None:
        self._shown = shown
        self._show()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        result, view = shown.selected, shown.study.view
        other = next((each for each in shown.others if each.place == view.beside), None)
        self._second.setVisible(other is not None)
        self._right.setVisible(other is None)
        self._offer(shown, other)
        self._show_matrix(0, shown, result)
        self._show_matrix(1, shown, other)
        self._show_images(shown, result)

    def _offer(self, shown: Shown, other: Result | None) -> None:
        """List the runs that can stand beside the selected one."""
        offered = [(translate(mark("app", "nothing beside it")), -1)]
        offered += [(translate(result.name), result.place) for result in shown.others]
        with QSignalBlocker(self.beside):
            if offered != [
                (self.beside.itemText(row), self.beside.itemData(row)) for row in range(self.beside.count())
            ]:
                self.beside.clear()
                for text, place in offered:
                    self.beside.addItem(text, place)
            self.beside.setCurrentIndex(self.beside.findData(-1 if other is None else other.place))
        self.beside.setEnabled(len(offered) > 1)

    def _show_matrix(self, number: int, shown: Shown, result: Result | None) -> None:
        matrix, head = (self.matrix, self.second)[number], self.heads[number]
        moment = shown.moment(result) if result is not None else None
        if result is None or moment is None or result.snapshot.tested is None:
            head.setText("")
            matrix.show_counts(None, np.zeros((0, 0, 0)), 0, ())
            return
        labels = result.snapshot.tested.labels
        counts = confusion(labels, moment.answers[result.column], result.snapshot.classes)
        matrix.show_counts(counts, self._counts_over_time(result), result.place, shown.study.view.cell)
        place = int(np.searchsorted(result.snapshot.evaluated, moment.step))
        known = place < len(result.accuracy("train"))
        train = float(result.accuracy("train")[place]) if known else np.nan
        right = share(np.trace(counts) / max(1, counts.sum()))
        said = Phrase(_HEAD, name=result.name, test=right)
        if np.isfinite(train) and not self._presenting:
            said = Phrase(_GAP, name=result.name, test=right, count=int(counts.sum()), train=share(train))
        head.setText(translate(said))
        head.setStyleSheet(f"color: {theme.series(result.place).name()}; font-weight: bold")

    def _counts_over_time(self, result: Result) -> np.ndarray:
        """Return the matrices of all moments, counted once."""
        known = self._over_time.get(result.key)
        if known is None or known[0] != result.snapshot.moments:
            known = self._over_time[result.key] = result.snapshot.moments, confusions(result)
            for key in list(self._over_time)[:-4]:
                del self._over_time[key]
        return known[1]

    def _show_images(self, shown: Shown, result: Result | None) -> None:
        moment = shown.moment(result) if result is not None else None
        examples = result.snapshot.tested if result is not None else None
        if result is None or moment is None or examples is None:
            for grid in (self.images, self.gained, self.lost):
                grid.show_images("", None, None, 0, ())
            return
        cell, column = shown.study.view.cell, result.column
        if len(cell) == 2:
            chosen = taken_for(examples, moment, column, (cell[0], cell[1]), MOST_IMAGES)
            heading = Phrase(_CELL, true=cell[0], answered=cell[1])
        else:
            chosen, heading = worst(examples, moment, column, MOST_IMAGES), Phrase(_SUREST)
        self.images.show_images(heading, examples, moment, column, chosen)
        before = [each for each in result.snapshot.moments if each.step < moment.step]
        none: np.ndarray = np.zeros(0, np.intp)
        turned = flips(examples, before[-1], moment, column) if before else (none, none)
        grids = (self.gained, _RIGHT, "good"), (self.lost, _WRONG, "error")
        for (grid, text, tone), numbers in zip(grids, turned, strict=True):
            since = before[-1].step / result.snapshot.steps_per_epoch if before else 0.0
            said = Phrase(text, count=count(len(numbers)), epoch=Phrase(_EPOCH, epoch=since))
            grid.show_images(said if before else "", examples, moment, column, numbers, tone)

    def _on_cell_chosen(self, true: int, answered: int) -> None:
        """Look at the images behind a cell, or no more at those that were."""
        if self._shown is not None:
            cell = (true, answered)
            self.looked.emit({"cell": () if self._shown.study.view.cell == cell else cell})

"""The numbers of the present step, put into the rule; and every step in a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.language import language, say, translate
from app.theme import fit, theme
from app.widgets.cards import WrappedLabel
from app.widgets.formulas import FormulaLabel, Line
from core.config.figures import NOTHING, count, factor, number, tex_setting
from core.config.words import Phrase, mark
from core.descent.trajectory import Trajectory, expansion, terms

FEW, SMALL = 2, 0.85
"""More lines than these few are written smaller."""
MOST_TERMS = 3
"""Past gradients that are written out in the expansion of a velocity."""


class NumbersPanel(QWidget):
    """The rule of one path, the same with the numbers of the present step on both axes, and what they say."""

    def __init__(self) -> None:
        super().__init__()
        self._color = ""
        self._rule: type | None = None
        self.heading = QLabel()
        self.heading.setObjectName("heading")
        self.formula = FormulaLabel()
        self.worked = FormulaLabel()
        self.verdict = WrappedLabel()
        self.verdict.setObjectName("muted")
        inside = QWidget()
        inside.setObjectName("column")
        column = QVBoxLayout(inside)
        fit(column.setContentsMargins, lambda m: (0, 0, m.gap, 0))
        fit(column.setSpacing, lambda m: m.gap)
        for widget in (self.formula, self.worked, self.verdict):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        say(area, mark("app", "The step in numbers"), "setAccessibleName")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.close)
        layout.addWidget(self.heading)
        layout.addWidget(area, 1)

    def show_step(
        self, name: Any, number: int, trajectory: Trajectory, place: int, verdict: Sequence[Phrase], wait: bool = False
    ) -> None:
        """Show the step that led to `place` (the first, while the path has not begun).

        The lines carry the number of their step, as they may come a moment later than the path.
        """
        step = min(max(place, 1), trajectory.steps)
        color = theme.series(number).name()
        say(self.heading, name)
        if type(trajectory.optimizer) is not self._rule:
            self._rule = type(trajectory.optimizer)
            self.worked.clear()
        if color != self._color:  # a style sheet makes the whole panel anew
            self._color = color
            self.heading.setStyleSheet(f"color: {color};")
        self.formula.set_tex(*trajectory.optimizer.formula, wait=wait)
        lines = worked_lines(trajectory, step)
        scale = 1.0 if len(lines) <= FEW else SMALL
        self.worked.set_tex(*(Line(tex, color, scale) for tex in lines), wait=wait)
        say(self.verdict, _sentences(verdict))
        self.verdict.setVisible(bool(verdict))


def _sentences(parts: Sequence[Phrase]) -> Phrase | str:
    """Return sentences as one text."""
    if not parts:
        return ""
    return Phrase(" ".join(f"{{part{n}}}" for n in range(len(parts))), **{f"part{n}": p for n, p in enumerate(parts)})


def worked_lines(trajectory: Trajectory, step: int) -> list[str]:
    """Return the rule with the numbers of one step, for x and y, and the expansion of a velocity, in TeX."""
    if not np.isfinite(trajectory.points[step]).all():
        return []
    lines = [line for axis in terms(trajectory, step) for line in axis]
    if expansion(trajectory, step, 1):
        lines.append(_expansion(trajectory, step))
    return lines


def _expansion(trajectory: Trajectory, step: int) -> str:
    """Return v as the sum of past gradients, the newest first."""
    pairs = list(reversed(expansion(trajectory, step, 1)))
    newest = pairs[0][0]
    terms = []
    for coefficient, gradient in pairs[:MOST_TERMS]:
        share = coefficient / newest
        terms.append(factor(gradient) if share == 1 else rf"{tex_setting(share)} \cdot {factor(gradient)}")
    if len(pairs) > MOST_TERMS:
        terms.append(r"\cdots")
    return rf"v_{{y,{step}}} = {tex_setting(newest)} \,( {' + '.join(terms)} )"


class StepTable(QTableView):
    """Every step of one path: x, y, f, size of the gradient, size of the step."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _Steps()
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().setVisible(False)
        fit(self.verticalHeader().setDefaultSectionSize, lambda m: m.row)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        say(self, mark("app", "Every step in numbers"), "setAccessibleName")
        language.changed.connect(self._model.layoutChanged)

    def set_trajectory(self, trajectory: Trajectory) -> None:
        """Show the steps of one path."""
        self._model.set_trajectory(trajectory)

    def set_place(self, place: int) -> None:
        """Mark the present step and bring it into view."""
        if place < self._model.rowCount():
            self.selectRow(place)
            self.scrollTo(self._model.index(place, 0))

    def row(self, place: int) -> list[str]:
        """Return what is written in one row."""
        return [self._model.index(place, column).data() for column in range(self._model.columnCount())]


class _Steps(QAbstractTableModel):
    """The rows of the table."""

    heads = (mark("app", "step"), "x", "y", "f(x, y)", "|g|", "|ΔW|")

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[np.ndarray] = []

    def set_trajectory(self, t: Trajectory) -> None:
        self.beginResetModel()
        sizes = np.concatenate([[np.nan], t.step_sizes])
        self._columns = [t.points[:, 0], t.points[:, 1], t.values, t.gradient_norms, sizes]
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self._columns[0]) if self._columns else 0

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.heads)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == 0:
            return count(index.row())
        value = float(self._columns[index.column() - 1][index.row()])
        return NOTHING if np.isnan(value) else number(value)  # a path that stopped, or no step yet

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return translate(self.heads[section])
        return None

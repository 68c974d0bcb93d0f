"""A person in front of the optimizer tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.tabs.optimizers.picture import DescentPicture
from app.tabs.optimizers.stage import SurfacePlot
from app.tabs.optimizers.tab import OptimizersTab
from app.widgets.editors import ChoiceEditor, TextEditor
from app.widgets.forms import Field, Form
from core.descent.study import Descent, DescentSettings
from core.descent.trajectory import Trajectory, trace
from core.descent.view import DescentView
from core.rules.optimizers import SGD, AdaGrad, Adam, Momentum, Optimizer
from core.scenes import Scene
from tests.app.helpers import Person, choose_in

FOUR = (SGD(lr=0.95), Momentum(lr=0.1), AdaGrad(lr=1.5), Adam(lr=0.3))


def scene_of(*runs: Optimizer, focus: str = "overlay", show: DescentView | None = None, **settings: Any) -> Scene:
    """Return a scene of these rules (SGD alone by default) on the surface of the slides; `settings` are changed."""
    view = replace(show or DescentView(), focus=focus)
    return Scene("mine", "Mine", "optimizers", Descent(DescentSettings(**settings), runs or (SGD(lr=0.95),), view))


def traced(descent: Descent) -> list[list[Trajectory]]:
    """Return the paths that the core itself arrives at."""
    settings = descent.settings
    return trace(settings.surface, descent.paths, settings.start, settings.steps, settings.noise, settings.seed)


def zoom(walker: Walker, plot: SurfacePlot | None = None, factor: float = 0.5) -> None:
    """Look at the middle half of the view, as the wheel does."""
    view = (plot or walker.plot).box
    view.scaleBy((factor, factor))
    view.sigRangeChangedManually.emit(view.state["mouseEnabled"])


def choose_in_popup(combo: QComboBox, key: str) -> None:
    """Choose an entry of a combo box with the mouse: beside a map its arrow keys are those of the map."""
    combo.setCurrentIndex(combo.findData(key))
    combo.activated.emit(combo.currentIndex())


class Walker:
    """Clicks, drags and types in the optimizer tab, and reads what is shown."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.bot = person.bot
        self.window = person.window
        person.activate()
        tab = person.window.tab
        assert isinstance(tab, OptimizersTab)
        self.tab = tab

    # -- doing

    def field(self, path: str, form: Form | None = None) -> Field:
        """Return a field of the settings, or of another form, by its dotted path."""
        name, *deeper = path.split(".")
        found = (form or self.tab.settings_form).fields[name]
        for name in deeper:
            assert found.nested is not None
            found = found.nested.fields[name]
        return found

    def line(self, path: str, form: Form | None = None) -> QLineEdit:
        """Return the line that a value is typed into."""
        editor = self.field(path, form).editor
        assert isinstance(editor, TextEditor)
        return editor.line

    def type(self, path: str, text: str, form: Form | None = None) -> None:
        """Replace what stands in a field, and press Enter."""
        self.type_into(self.line(path, form), text)

    def type_into(self, line: QLineEdit, text: str) -> None:
        """Replace what stands in a line, and press Enter."""
        line.selectAll()
        self.bot.keyClicks(line, text)
        self.bot.keyClick(line, Qt.Key.Key_Return)

    def choose(self, path: str, key: str) -> None:
        """Choose an entry of a combo box of the settings."""
        editor = self.field(path).editor
        assert isinstance(editor, ChoiceEditor)
        choose_in(self.bot, editor.combo, key)

    def tick(self, path: str, form: Form | None = None) -> None:
        """Click the check box of a field."""
        self.person.click(self.field(path, form).editor.input)

    def key(self, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key somewhere in the tab."""
        self.bot.keyClick(self.tab, key, modifier)

    def row(self, key: str, nth: int = 0) -> Any:
        """Return the row of a rule in the list."""
        places = [place for place, rule in enumerate(self.tab.path_list.rules()) if rule.key == key]
        return self.tab.path_list.rows[places[nth]]

    def pixel(self, x: float, y: float, plot: SurfacePlot | None = None) -> QPoint:
        """Return where a point of the surface is on the plot, in pixels."""
        plot = plot or self.plot
        place = QPointF(float(plot.frame.x.to_screen(x)), float(plot.frame.y.to_screen(y)))
        return plot.mapFromScene(plot.box.mapViewToScene(place))

    def click_at(self, x: float, y: float, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Click on the surface."""
        self.bot.mouseClick(self.plot.viewport(), Qt.MouseButton.LeftButton, modifier, self.pixel(x, y))

    def drag(self, points: Sequence[tuple[float, float]], release: bool = True) -> None:
        """Press at the first point and move along the others."""
        view = self.plot.viewport()
        self.bot.mousePress(view, Qt.MouseButton.LeftButton, pos=self.pixel(*points[0]))
        for point in points[1:]:
            self.bot.mouseMove(view, self.pixel(*point))
        if release:
            self.bot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=self.pixel(*points[-1]))

    def release(self, x: float, y: float) -> None:
        """Let the button go."""
        self.bot.mouseRelease(self.plot.viewport(), Qt.MouseButton.LeftButton, pos=self.pixel(x, y))

    # -- reading

    def sees(self, x: float, y: float) -> bool:
        """Return whether a point of the surface lies in view."""
        (left, right), (bottom, top) = self.plot.box.viewRange()
        return bool(left <= x <= right and bottom <= y <= top)

    @property
    def picture(self) -> DescentPicture:
        """What is shown beside the controls."""
        return self.tab.picture

    @property
    def plot(self) -> SurfacePlot:
        """The surface with all paths."""
        return self.tab.picture.overlay

    @property
    def descent(self) -> Descent:
        """What is shown."""
        descent: Descent = self.tab.study
        return descent

    @property
    def rates(self) -> list[float]:
        """The learning rates of the paths shown."""
        return [run.lr for run in self.descent.paths]  # type: ignore[attr-defined]

    @property
    def place(self) -> int:
        """The step that is seen."""
        return self.tab.playback.place

    def drawn(self, number: int) -> np.ndarray:
        """Return the points of one path that are drawn, in numbers of the surface."""
        return self.plot.path_points(number)

    @property
    def table(self) -> Any:
        """The table of steps."""
        return self.tab.picture.readings.table

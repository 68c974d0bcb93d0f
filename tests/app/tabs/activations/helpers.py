"""A person in front of the activation tab, and small studies to look at there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QSlider, QWidget

from app.tabs import TABS
from app.tabs.activations.histograms import Panel
from app.tabs.activations.tab import ActivationsTab
from app.widgets.editors import ChoiceEditor, TextEditor
from app.widgets.forms import Field
from app.window import MainWindow
from core.jobs import State
from core.scenes import Scene
from core.signals.flow import Flow, flows
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy, SignalView
from tests.app.helpers import choose_in


def row_of(**changed: Any) -> SignalConfiguration:
    """Return a network of two layers of ten nodes; `changed` are its settings."""
    return SignalConfiguration(**{"layers": 2, "nodes": 10, **changed})


def tiny_study(*rows: SignalConfiguration, focus: str = "strip", scale: str = "log", **changed: Any) -> Scene:
    """Return a scene of fifty samples of ten features; `changed` are its settings."""
    settings = SignalSettings(**{"samples": 50, "features": 10, **changed})
    view = SignalView(focus=focus, scale=scale)
    return Scene("tiny", "Tiny", "activations", SignalStudy(settings, rows or (row_of(),), view))


class Looker:
    """Clicks, types and drags in the activation tab, waits for what follows, and reads what is drawn."""

    def __init__(self, qtbot: Any, window: MainWindow) -> None:
        self.bot = qtbot
        self.window = window
        tab = window.tab
        assert isinstance(tab, ActivationsTab)
        self.tab = tab

    @property
    def picture(self) -> Any:
        return self.tab.picture

    # -- doing

    def bring_to_front(self) -> None:
        """Click the tab of the activations."""
        self.window.tab_bar.setCurrentIndex([kind.key for kind in TABS].index(self.tab.key))

    def field(self, path: str) -> Field:
        """Return the field at a dotted path, of whichever form has it."""
        name, *deeper = path.split(".")
        (found,) = [form.fields[name] for form in self.tab.forms() if name in form.fields]
        for name in deeper:
            assert found.nested is not None
            found = found.nested.fields[name]
        return found

    def type(self, path: str, text: str) -> None:
        """Replace what stands in a field and press Enter."""
        editor = self.field(path).editor
        assert isinstance(editor, TextEditor)
        editor.line.selectAll()
        self.bot.keyClicks(editor.line, text)
        self.bot.keyClick(editor.line, Qt.Key.Key_Return)

    def choose(self, path: str, key: str) -> None:
        """Choose an entry of a combo box with the arrow keys."""
        editor = self.field(path).editor
        assert isinstance(editor, ChoiceEditor)
        choose_in(self.bot, editor.combo, key)

    def tick(self, path: str) -> None:
        """Click the check box of a field."""
        box = self.field(path).editor.input
        assert isinstance(box, QCheckBox)
        self.click(box, QPoint(9, box.height() // 2))

    def click(self, widget: QWidget, at: QPoint | QPointF | None = None) -> None:
        """Click on a widget."""
        if at is None:
            self.bot.mouseClick(widget, Qt.MouseButton.LeftButton)
        else:
            self.bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPointF(at).toPoint())

    def key(self, key: Any, widget: QWidget | None = None) -> None:
        """Press a key, on the tab by default."""
        self.bot.keyClick(widget or self.tab, key)

    def key_to_focus(self, key: Any) -> None:
        """Press a key on whatever has the focus, as a keyboard does."""
        self.bot.keyClick(QApplication.focusWidget() or self.window, key)

    def click_row(self, row: int) -> None:
        """Click a network in the list."""
        listed = self.tab.run_list.list
        self.click(listed.viewport(), listed.visualItemRect(listed.item(row)).center())

    def drag(self, slider: QSlider, share: float, moves: int = 5) -> None:
        """Drag the knob of a slider to a place between its left end (0) and its right end (1)."""
        span = slider.maximum() - slider.minimum()
        start = (slider.value() - slider.minimum()) / span
        y = slider.height() // 2

        def at(part: float) -> QPoint:
            return QPoint(round(9 + part * (slider.width() - 18)), y)

        self.bot.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(start))
        for move in range(1, moves + 1):
            self.bot.mouseMove(slider, at(start + (share - start) * move / moves))
        self.bot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(share))

    def show(self, view: str) -> None:
        """Click the button of a view."""
        self.click(self.picture.buttons[view])

    # -- waiting

    def wait(self, condition: Any, timeout: int = 5_000) -> None:
        """Let the window work until `condition` holds."""
        self.bot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def settle(self) -> None:
        """Wait until everything that was asked for is computed and shown, a wall of many functions too."""
        self.bot.waitUntil(lambda: not self.tab.is_computing, timeout=20_000)
        self.window.grab()

    def wait_for(self, state: State) -> None:
        """Wait until the training is in a state."""
        self.wait(lambda: self.tab.transport.state is state)

    # -- reading

    @property
    def study(self) -> SignalStudy:
        """What the controls say is studied."""
        return self.tab.study

    def core_flows(self) -> tuple[Flow, ...]:
        """Return what the core makes of the study without any window."""
        return flows(self.study)

    def panel(self, layer: int, kind: str, row: int = 0) -> Panel:
        """Return one drawn histogram of the strip."""
        return self.picture.strip.panel(row, layer, kind)

    def fault(self, path: str) -> str:
        """Return the message under a field, empty when there is none."""
        label = self.field(path).fault
        return label.text() if not label.isHidden() else ""

    @property
    def message(self) -> str:
        """The message above the picture, empty when there is none."""
        bar = self.window.messages
        return bar.text.text() if not bar.isHidden() else ""


def tops(panel: Panel) -> list[float]:
    """Return the heights of the bars of a panel, in parts of its height, from the outline that is painted."""
    points = [panel.shape.at(k) for k in range(panel.shape.size())]
    place: QRectF = panel.place
    return [(place.bottom() - points[2 * bar + 1].y()) / place.height() for bar in range(len(panel.bars.fractions))]

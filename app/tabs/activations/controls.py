"""What stands left of the picture, beside the generated forms: the list of configurations, and σ on a slider."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language import language, say, translate
from app.plots.paint import draw_mark
from app.tabs.activations.painting import FIRST_ROW
from app.theme import fit, put_icon, theme
from app.widgets.forms import titled_card
from app.widgets.lists import PassingList
from app.widgets.sliders import LogSlider
from core.config.figures import number
from core.config.words import mark
from core.rules.initializers import He, Initializer, Normal, Xavier

LOWEST, HIGHEST = 1e-4, 10.0

PRESETS: list[tuple[str, Initializer]] = [
    ("0.01", Normal(0.01)),
    ("Xavier", Xavier()),
    ("He", He()),
    ("1", Normal(1.0)),
]


class ConfigurationList(QWidget):
    """The configurations that are compared, one under the other.

    Attributes
    ----------
    selected : Signal(int)
        A configuration was chosen: its settings are to be shown.
    duplicated, removed : Signal(int)
        A twin is wanted, or a configuration is to go.
    """

    selected = Signal(int)
    duplicated = Signal(int)
    removed = Signal(int)

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._names: list[Any] = []
        self._locked = False
        self.list = PassingList()
        fit(self.list.setIconSize, lambda m: QSize(m.icon, m.icon))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        say(self.list, mark("app", "Networks that are compared"), "setAccessibleName")
        self.duplicate = QToolButton()
        self.duplicate.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        put_icon(self.duplicate, "duplicate")
        say(self.duplicate, mark("app", "Duplicate"))
        say(
            self.duplicate,
            mark("app", "Put a twin under this network, then change one thing (Ctrl+D)"),
            "setToolTip",
        )
        self.remove = QToolButton()
        put_icon(self.remove, "remove")
        for setter in ("setToolTip", "setAccessibleName"):
            say(self.remove, mark("app", "Remove this network"), setter)
        frame, column = titled_card(mark("app", "Networks"))
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.list)
        buttons = QHBoxLayout()
        fit(buttons.setSpacing, lambda m: m.gap)
        buttons.addWidget(self.duplicate)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        column.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.duplicate.clicked.connect(lambda: self.duplicated.emit(self.list.currentRow()))
        self.remove.clicked.connect(lambda: self.removed.emit(self.list.currentRow()))
        theme.changed.connect(self._fill)
        language.changed.connect(self._fill)

    def set_rows(self, names: Sequence[Any], current: int) -> None:
        """Show the configurations by name, with `current` chosen."""
        self._names = list(names)
        if len(names) != self.list.count():
            self._fill()
        else:
            for place, name in enumerate(names):
                self._write(self.list.item(place), name)
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(current)

    def lock(self, locked: bool) -> None:
        """Forbid to add and remove configurations, or allow it."""
        self._locked = locked
        self._sync()

    def _fill(self) -> None:
        current = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for number, name in enumerate(self._names):
                item = QListWidgetItem(_icon(number), "")
                self._write(item, name)
                self.list.addItem(item)
            self.list.setCurrentRow(min(current, len(self._names) - 1))
        self.list.setFixedHeight(
            sum(self.list.sizeHintForRow(row) for row in range(self.list.count())) + theme.metrics.close
        )
        self._sync()

    def _write(self, item: QListWidgetItem, name: Any) -> None:
        text = translate(name)
        if text != item.text():
            item.setText(text)
            item.setToolTip(text)

    def _sync(self) -> None:
        self.duplicate.setEnabled(0 < len(self._names) < self._most and not self._locked)
        self.remove.setEnabled(len(self._names) > 1 and not self._locked)

    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self.selected.emit(row)


class SigmaCard(QWidget):
    """σ of the initial weights: a slider over five powers of ten, and the usual rules as buttons.

    Attributes
    ----------
    moved : Signal(float)
        A person drags the slider: the same σ is wanted in every layer.
    rule_chosen : Signal(object)
        A person wants this initializer.
    """

    moved = Signal(float)
    rule_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        frame, column = titled_card(mark("app", "Spread of the initial weights"))
        self.slider = LogSlider(LOWEST, HIGHEST)
        for setter in ("setToolTip", "setAccessibleName"):
            say(
                self.slider,
                mark("app", "Standard deviation σ of the weights, the same in every layer"),
                setter,
            )
        self.value = QLabel()
        fit(self.value.setMinimumWidth, lambda m: m.px(56))
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        fit(line.setSpacing, lambda m: m.gap)
        symbol = QLabel("σ")
        symbol.setObjectName("muted")
        symbol.setBuddy(self.slider)
        line.addWidget(symbol)
        line.addWidget(self.slider, 1)
        line.addWidget(self.value)
        column.addLayout(line)
        buttons = QHBoxLayout()
        fit(buttons.setSpacing, lambda m: m.gap)
        self.presets: dict[str, QPushButton] = {}
        for text, initializer in PRESETS:
            button = self.presets[text] = QPushButton(text)
            button.setCheckable(True)
            button.setObjectName("narrow")
            button.clicked.connect(lambda _checked=False, chosen=initializer: self.rule_chosen.emit(chosen))
            say(button, initializer.help, "setToolTip")
            buttons.addWidget(button, 1)
        column.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.slider.value_changed.connect(self.moved)

    def lock(self, locked: bool) -> None:
        """Forbid changes, or allow them."""
        for widget in (self.slider, *self.presets.values()):
            widget.setEnabled(not locked)

    def set_value(self, initializer: Initializer, nodes: int) -> None:
        """Show σ of a layer between layers of `nodes`, and which rule gives it."""
        sigma = initializer.std(nodes, nodes)
        self.value.setText(number(sigma))
        self.slider.set_number(sigma)
        for text, preset in PRESETS:
            self.presets[text].setChecked(preset == initializer)


def _icon(number: int) -> QIcon:
    size = theme.metrics.icon
    pixmap = QPixmap(2 * size, 2 * size)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_mark(painter, QPointF(size / 2, size / 2), FIRST_ROW + number)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # not tinted by the selection
    return icon

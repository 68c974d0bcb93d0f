"""The wall: every activation function against every rule for initial weights, each cell a strip in small.

The arrow keys move a frame from cell to cell; Enter, Space or a click shows a cell large.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip

from app.language import language, translate
from app.plots.paint import Painted, advance, fill, steps, write
from app.tabs.activations.histograms import FORWARD, Panel
from app.tabs.activations.painting import quality_color
from app.theme import px, theme
from core.config.figures import ratio, share
from core.config.words import Phrase, mark
from core.rules.activations import Activation
from core.rules.initializers import Initializer
from core.signals.bars import merged, plain_bars, usual_height
from core.signals.flow import Flow, WallSnapshot
from core.signals.questions.wall import brief, quality, word_of
from core.signals.study import SignalConfiguration

Cell = tuple[int, int]

# in pixels at the normal text size
HEAD = 24
SIDE = 96
LINE = 18
"""Height of the line that says how it goes."""
LEAST_HEIGHT = 38
BAR_WIDTH = 1.6
"""Least width of a bar; thinner ones would fall between two pixels."""
MOST_SHOWN = 5
"""Histograms in one cell."""


class WallView(Painted):
    """Activation functions in rows, initializers in columns.

    Attributes
    ----------
    chosen : Signal(int, int)
        Row and column of a cell that is to be seen large.
    moved : Signal(int, int)
        Row and column to which the frame is to go.
    """

    chosen = Signal(int, int)
    moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.panels: dict[tuple[int, int, int], Panel] = {}
        self.current: Cell = (0, 0)
        self._asked: Cell = (0, 0)
        self._activations: tuple[Activation, ...] = ()
        self._initializers: tuple[Initializer, ...] = ()
        self._cells: dict[Cell, Flow] = {}
        self._hovered: Cell | None = None
        self._marked: tuple[Activation, Initializer] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        language.changed.connect(self._describe)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.reading(self.current))

    def set_wall(self, wall: WallSnapshot) -> None:
        """Show a wall; cells that are not there yet stay empty."""
        axes = wall.activations, wall.initializers
        if axes != (self._activations, self._initializers):
            self._activations, self._initializers = axes
            self._cells = {}
            self._insist()
            self.current = self._inside(self._asked)
            self.update()
        cells = {
            (wall.activations.index(activation), wall.initializers.index(initializer)): cell.flow
            for (activation, initializer), cell in wall.cells.items()
        }
        changed = [cell for cell in {*cells, *self._cells} if cells.get(cell) is not self._cells.get(cell)]
        self._cells = cells
        for cell in changed:  # only what is new is painted again
            self.update(self.place_of(cell).toAlignedRect().adjusted(-2, -2, 2, 2))
        self._describe()

    def _insist(self) -> None:
        """Insist on a height at which something can be seen."""
        self.setMinimumHeight(px(HEAD) + px(LEAST_HEIGHT) * len(self._activations))

    def mark(self, configuration: SignalConfiguration) -> None:
        """Frame the cell of a network, if it is on the wall."""
        self._marked = configuration.activation, configuration.initializer
        self.update()

    def cells(self) -> dict[Cell, Flow]:
        """Return what is shown."""
        return dict(self._cells)

    def pair(self, cell: Cell) -> tuple[Activation, Initializer]:
        """Return what a cell brings together."""
        return self._activations[cell[0]], self._initializers[cell[1]]

    def place_of(self, cell: Cell) -> QRectF:
        """Return where a cell stands."""
        rows, columns = max(1, len(self._activations)), max(1, len(self._initializers))
        side, head, rim = px(SIDE), px(HEAD), px(2)
        width = (self.width() - side) / columns
        height = (self.height() - head) / rows
        place = QRectF(side + cell[1] * width, head + cell[0] * height, width, height)
        return place.adjusted(rim, rim, -rim, -rim)

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return the cell at a position."""
        for row in range(len(self._activations)):
            for column in range(len(self._initializers)):
                if self.place_of((row, column)).contains(position):
                    return row, column
        return None

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        asked = QRectF(event.rect())
        self._draw_heads(painter)
        for row in range(len(self._activations)):
            for column in range(len(self._initializers)):
                if self.place_of((row, column)).intersects(asked):
                    self._draw_cell(painter, (row, column))
        painter.end()

    def _draw_heads(self, painter: QPainter) -> None:
        for column, initializer in enumerate(self._initializers):
            place = self.place_of((0, column))
            place = QRectF(place.left() - px(2), 0, place.width() + 2 * px(2), px(HEAD))
            write(painter, place, short_name(initializer), theme.colors.text, self.bold())
        for row, activation in enumerate(self._activations):
            place = self.place_of((row, 0))
            painter.setFont(self.bold())
            painter.setPen(QColor(theme.colors.text))
            where = QRectF(px(2), place.top() + px(4), px(SIDE - 8), place.height() - 2 * px(4))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(where, flags, translate(activation.label))

    def _draw_cell(self, painter: QPainter, cell: Cell) -> None:
        place = self.place_of(cell)
        colors = theme.colors
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus() and cell == self.current
        marked = self.pair(cell) == self._marked
        frame = colors.accent if focused or marked or cell == self._hovered else colors.border
        painter.setPen(QPen(QColor(frame), px(2) if focused else px(1)))
        painter.setBrush(QColor(colors.selected if focused else colors.hover if cell == self._hovered else colors.card))
        painter.drawRoundedRect(place, px(5), px(5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        flow = self._cells.get(cell)
        if flow is None:
            write(painter, place, "…", colors.disabled, self.font())
            return
        color = quality_color(quality(flow))
        ground = QColor(color)
        ground.setAlphaF(0.12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), px(5), px(5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = place.adjusted(px(3), px(3), -px(3), -px(1))
        high = px(LINE)
        bars = QRectF(inner.left(), inner.top(), inner.width(), inner.height() - high - px(1))
        self._draw_bars(painter, cell, flow, bars, color)
        line = QRectF(inner.left(), bars.bottom() + px(1), inner.width(), high)
        word = word_of(flow)
        ways = [(translate(word), self.font()), (translate(word), self.small()), (translate(brief(word)), self.small())]
        text, font = next((way for way in ways if advance(way[1], way[0]) <= line.width()), ways[-1])
        write(painter, line, text, color, font)

    def _draw_bars(self, painter: QPainter, cell: Cell, flow: Flow, room: QRectF, color: QColor) -> None:
        chosen = spread(len(flow.layers), MOST_SHOWN)
        width = room.width() / len(chosen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for number, layer in enumerate(chosen):
            histogram = flow.layers[layer].activation
            place = QRectF(room.left() + number * width + px(1), room.top(), width - px(3), room.height())
            bars = merged(plain_bars(histogram), int(place.width() / (BAR_WIDTH * theme.metrics.scale)))
            heights = bars.fractions / (usual_height(bars.fractions) or 1.0)
            panel = Panel(cell[0], layer, FORWARD, bars, place, heights, steps(heights, place))
            painter.setPen(QPen(QColor(theme.colors.border), 1))
            painter.drawLine(place.bottomLeft(), place.bottomRight())
            fill(painter, panel.shape, color)
            self.panels[(*cell, layer)] = panel

    # -- cursor

    def set_cell(self, cell: Cell) -> None:
        """Put the frame around a cell, or around the nearest that is there."""
        self._asked = cell
        self.current = self._inside(cell)
        self._describe()
        self.update()

    def _inside(self, cell: Cell) -> Cell:
        row = min(max(cell[0], 0), max(0, len(self._activations) - 1))
        return row, min(max(cell[1], 0), max(0, len(self._initializers) - 1))

    def reading(self, cell: Cell) -> str:
        """Return in words what a cell shows."""
        if not self._activations or not self._initializers:
            return ""
        head = f"{translate(self._activations[cell[0]].label)}, {name_of(self._initializers[cell[1]])}"
        flow = self._cells.get(cell)
        if flow is None:
            return head
        head = f"{head}: {translate(word_of(flow))}"
        last = flow.layers[-1]
        parts = Phrase(
            mark(
                "app",
                "last layer: std {std}, saturated {saturated}, dead {dead}; gradient of layer 1 ÷ last: {ratio}",
            ),
            std=last.std,
            saturated=share(last.saturated),
            dead=share(last.dead),
            ratio=ratio(flow.gradient_ratio),
        )
        return f"{head}\n{translate(parts)}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self.current
        moves = {
            Qt.Key.Key_Left: (row, column - 1),
            Qt.Key.Key_Right: (row, column + 1),
            Qt.Key.Key_Up: (row - 1, column),
            Qt.Key.Key_Down: (row + 1, column),
            Qt.Key.Key_Home: (row, 0),
            Qt.Key.Key_End: (row, len(self._initializers) - 1),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.moved.emit(*self._inside(moves[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cells:
            self.chosen.emit(*self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(*cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self.cell_at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor)
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.reading(cell) if cell else "", self)
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._insist()

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(HEAD) + px(LEAST_HEIGHT + 8) * max(4, len(self._activations)))


def spread(count: int, most: int) -> list[int]:
    """Return at most `most` of `count` places, evenly, with the first and the last."""
    if count <= most:
        return list(range(count))
    return [round(k * (count - 1) / (most - 1)) for k in range(most)]


def name_of(initializer: Initializer) -> str:
    """Return an initializer's name with its first setting."""
    name = translate(initializer.label)
    for setting, parameter in initializer.parameters().items():
        return f"{name} {parameter.symbol} {parameter.words(getattr(initializer, setting))}"
    return name


def short_name(initializer: Initializer) -> str:
    """Return an initializer's setting, when it has one, or the first word of its name."""
    for setting, parameter in initializer.parameters().items():
        return f"{parameter.symbol} = {parameter.words(getattr(initializer, setting))}"
    return translate(initializer.label).partition(" ")[0]

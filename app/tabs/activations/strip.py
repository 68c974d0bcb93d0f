"""The strip: a column a layer, its activations above, the gradients that come back to it below, its numbers under both.

Up to `MOST_WIDE` layers stand beside each other as histograms.  More of them are turned upright and put close
together: every layer is then a narrow shape over a common vertical axis, and one sees the values move from left to
right.  Several configurations stand under each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QToolTip

from app.language import translate
from app.plots.paint import LEFT, RIGHT, Painted, advance, draw_mark, faint, fill, write
from app.plots.sketch import Points
from app.plots.ticks import decades, listed, plain
from app.tabs.activations.histograms import (
    BACKWARD,
    BEYOND,
    FORWARD,
    TICKS,
    Panel,
    StripRow,
    draw_notes,
    draw_value_ticks,
    upright_panels,
    wide_panels,
)
from app.tabs.activations.numbers import LINES, Line
from app.tabs.activations.painting import ACTIVATIONS, FIRST_ROW, GRADIENTS, LAYER, name_lines
from app.theme import px, theme
from core.config.figures import share
from core.config.words import Phrase, mark
from core.signals.bars import backward_bars, common_height, forward_bars, taken_range
from core.signals.study import SignalSettings

MOST_WIDE = 10
# in pixels at the normal text size
GUTTER = 148
LINE = 18
ROW_GAP = 8
LEAST = 32
"""Height that a histogram must have before numbers get room as well."""
LEAST_OF_THREE = 26
"""The same where three configurations share the height."""
FORWARD_SHARE = 0.6
"""Part of the height of the two histograms that the upper one has."""
FEW = 2
"""Lines of numbers where they are few; of three configurations there is one."""
BAR_WIDTH = 2.5
"""Least width of a bar over an axis in decades."""


class StripView(Painted):
    """Histograms and numbers of every layer.

    Attributes
    ----------
    layer_chosen : Signal(int, int)
        Row and layer that were clicked.
    """

    layer_chosen = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[StripRow] = []
        self._settings = SignalSettings()
        self._log, self._is_brief = True, False
        self._decades: tuple[int, int] | None = None
        self._told = LINES
        self._panels: list[Panel] | None = None
        self._expected: tuple[int, Points] = (0, ())
        self._full: dict[tuple[int, str], float] = {}
        self._ranges: dict[tuple[int, str], tuple[float, float]] = {}

    def set_rows(
        self,
        rows: Sequence[StripRow],
        settings: SignalSettings,
        log: bool = True,
        decades: tuple[int, int] | None = None,
        few: bool = False,
    ) -> None:
        """Show these configurations.

        Parameters
        ----------
        rows : sequence of StripRow
            What is compared.
        settings : SignalSettings
            Say which histograms.
        log : bool
            Put gradients over decades.
        decades : tuple of int, optional
            Ends of that axis in tenths of a decade; by default those that the rows need.
        few : bool
            Write only the numbers that matter most.
        """
        self._rows, self._settings, self._log, self._decades = list(rows), settings, log, decades
        self._panels = None
        # what nothing is known of (saturation, of a function without bounds) needs no line
        flows = [row.flow for row in rows]
        most = (1 if len(rows) > 2 else FEW) if few else len(LINES)
        lines = [line for line in LINES if line.priority < most]
        self._told = [line for line in lines if any(line.text(x, flow) != "–" for flow in flows for x in flow.layers)]
        self._insist()
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Show of three configurations the activations alone, or the gradients as well."""
        self._is_brief, self._panels = brief, None
        self._insist()
        self.update()

    @property
    def _kinds(self) -> tuple[str, ...]:
        return (FORWARD,) if self._is_brief and len(self._rows) > 2 else (FORWARD, BACKWARD)

    def show_drawing(self, points: Points, row: int) -> None:
        """Show the form that was expected of the histogram of the last layer of a configuration."""
        if (row, points) != self._expected:
            self._expected = row, points
            self.update()

    def rows(self) -> list[StripRow]:
        """Return what is shown."""
        return list(self._rows)

    def panels(self) -> list[Panel]:
        """Return every histogram as it is drawn."""
        if self._panels is None:
            self._panels = self._lay_out()
        return self._panels

    def panel(self, row: int, layer: int, kind: str) -> Panel:
        """Return one histogram as it is drawn."""
        (found,) = [p for p in self.panels() if (p.row, p.layer, p.kind) == (row, layer, kind)]
        return found

    # -- geometry

    def _insist(self) -> None:
        """Insist on a height at which something can be seen."""
        if self._least() != self.minimumHeight():
            self.setMinimumHeight(self._least())
            self.updateGeometry()

    def _least(self) -> int:
        count = max(1, len(self._rows))
        each = len(self._kinds) * self._least_bars + px(TICKS) + (1 if count > 2 else 2) * px(LINE)
        return px(4) + sum(self._between()) + count * each

    def _between(self) -> list[int]:
        """Return the height of what stands above and below each configuration."""
        rows = range(len(self._rows))
        return [self._above(row) + self._foot(row, BACKWARD) for row in rows]

    def _above(self, row: int) -> int:
        return px(LINE) * self._has_heads(row) + px(ROW_GAP) * (row > 0)

    @property
    def _least_bars(self) -> int:
        return px(LEAST_OF_THREE if len(self._rows) > 2 else LEAST)

    def _blocks(self) -> list[QRectF]:
        """Return the place of each configuration, under the line with the numbers of the layers."""
        rows = range(len(self._rows))
        height = (self.height() - px(4) - sum(self._between())) / max(1, len(rows))
        blocks, top = [], 0.0
        for row in rows:
            top += self._above(row)
            blocks.append(QRectF(0, top, self.width(), height + self._foot(row, BACKWARD)))
            top = blocks[-1].bottom()
        return blocks

    def _is_upright(self, row: int) -> bool:
        return len(self._rows[row].flow.layers) > MOST_WIDE

    def _foot(self, row: int, kind: str) -> int:
        """Return the height of the ticks under histograms.  Gradients in decades have one axis for all rows."""
        if kind not in self._kinds:
            return 0
        if self._is_upright(row):
            return px(8)
        followed = row + 1 < len(self._rows) and not self._is_upright(row + 1)
        return 0 if kind == BACKWARD and self._log and followed else px(TICKS)

    def _has_heads(self, row: int) -> bool:
        """Whether the layers are numbered above a configuration: they are, unless the one above has as many."""
        counts = [len(shown.flow.layers) for shown in self._rows]
        return row == 0 or counts[row] != counts[row - 1]

    def _columns(self, count: int) -> list[tuple[float, float]]:
        """Return left edge and width of each layer's column."""
        width = (self.width() - px(GUTTER) - px(4)) / max(count, 1)
        return [(px(GUTTER) + k * width, width) for k in range(count)]

    def _lines(self) -> list[Line]:
        """Return the lines of numbers for which there is room, in order."""
        height = min(block.height() - self._foot(row, BACKWARD) for row, block in enumerate(self._blocks()))
        crowded = len(self._rows) > 2 or any(map(self._is_upright, range(len(self._rows))))
        bars = max(self._least_bars, (0.3 if crowded else 0.24) * height)
        count = max(0, int((height - len(self._kinds) * bars - px(TICKS) + 1e-6) // px(LINE)))
        wanted = sorted(self._told, key=lambda line: line.priority)[:count]
        return [line for line in self._told if line in wanted]

    def _sections(self, row: int, block: QRectF) -> dict[str, QRectF]:
        """Return where the two rows of histograms stand."""
        feet = {kind: self._foot(row, kind) for kind in (FORWARD, BACKWARD)}
        height = block.height() - len(self._lines()) * px(LINE) - sum(feet.values())
        least = min(self._least_bars / height, 0.5) if height > 0 else 0.5
        upper = height * (0.5 if self._is_upright(row) else max(0.5, min(FORWARD_SHARE, 1 - least)))
        if BACKWARD not in self._kinds:
            return {FORWARD: QRectF(0, block.top(), block.width(), height)}
        return {
            FORWARD: QRectF(0, block.top(), block.width(), upper),
            BACKWARD: QRectF(0, block.top() + upper + feet[FORWARD], block.width(), height - upper),
        }

    def _lay_out(self) -> list[Panel]:
        panels: list[Panel] = []
        counts = [len(row.flow.layers) for row in self._rows]
        widest = max((self._columns(count)[0][1] for count in counts if count <= MOST_WIDE), default=0.0)
        most = int(widest / (BAR_WIDTH * theme.metrics.scale)) if widest else 1000
        gradients = backward_bars([row.flow for row in self._rows], self._settings, self._log, most, self._decades)
        tables = [
            {FORWARD: forward_bars(self._rows[row].flow, self._settings), BACKWARD: gradients[row]}
            for row in range(len(self._rows))
        ]
        wide = [table for row, table in enumerate(tables) if not self._is_upright(row)]
        # one height for all rows, so that they can be compared: the middle one, as a spike is cut and told
        fulls = {kind: sorted(common_height(table[kind]) for table in wide) for kind in (FORWARD, BACKWARD)}
        for row, block in enumerate(self._blocks()):
            for kind, section in self._sections(row, block).items():
                bars, columns = tables[row][kind], self._columns(counts[row])
                if self._is_upright(row):
                    ends = self._ranges[row, kind] = taken_range(bars)
                    panels += upright_panels(row, kind, bars, section, columns, ends)
                else:
                    full = self._full[row, kind] = fulls[kind][(len(wide) - 1) // 2]
                    panels += wide_panels(row, kind, bars, section, columns, full)
        return panels

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        panels = self.panels()
        for row, block in enumerate(self._blocks()):
            count = len(self._rows[row].flow.layers)
            if self._has_heads(row):
                self._draw_heads(painter, count, block.top() - px(LINE))
            if row == 0 and len(self._rows) > 1:
                self._draw_symbols(painter)
            for kind, section in self._sections(row, block).items():
                color = theme.series(ACTIVATIONS if kind == FORWARD else GRADIENTS)
                self._label(painter, kind, section, row, color)
                shown = [panel for panel in panels if (panel.row, panel.kind) == (row, kind)]
                if count > MOST_WIDE:
                    self._draw_upright(painter, shown, color)
                else:
                    self._draw_wide(painter, shown, section, color)
            self._draw_numbers(painter, row, block)
        self._draw_what_was_expected(painter)
        painter.end()

    def _draw_what_was_expected(self, painter: QPainter) -> None:
        """Draw the form of a histogram that was expected over that of the last layer, as high as there is room."""
        row, points = self._expected
        if len(points) < 2 or row >= len(self._rows) or len(self._rows[row].flow.layers) > MOST_WIDE:
            return
        panel = self.panel(row, len(self._rows[row].flow.layers) - 1, FORWARD)
        left, right = float(panel.bars.edges[0]), float(panel.bars.edges[-1])
        highest = max(max(y for _, y in points), 1e-9)
        place = panel.place
        line = [
            QPointF(
                place.left() + place.width() * min(max((x - left) / (right - left), 0.0), 1.0),
                place.bottom() - 0.95 * place.height() * y / highest,
            )
            for x, y in points
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colors.accent), px(3)))
        painter.drawPolyline(QPolygonF(line))

    def _draw_heads(self, painter: QPainter, count: int, top: float) -> None:
        columns = self._columns(count)
        wide = count <= MOST_WIDE
        font = self.bold() if wide else self.font()
        texts = [translate(Phrase(LAYER, number=k + 1)) for k in range(count)]
        high = px(LINE)
        if max(advance(font, text) for text in texts) > columns[0][1] - px(6):
            texts = [str(k + 1) for k in range(count)]
            word = translate(mark("app", "layer"))
            write(painter, QRectF(0, top, px(GUTTER) - px(10), high), word, theme.colors.muted, self.font(), RIGHT)
        needed = max(advance(font, text) for text in texts) + px(8)
        for k in listed(count, columns[0][1], needed):
            left, width = columns[k]
            extra = max(0.0, needed - width)
            place = QRectF(left - extra / 2, top, width + extra, high)
            write(painter, place, texts[k], theme.colors.text if wide else theme.colors.muted, font)

    def _draw_symbols(self, painter: QPainter) -> None:
        """Say above the names of several configurations which colour counts what."""
        left = 0.0
        for kind, place in zip(self._kinds, (ACTIVATIONS, GRADIENTS), strict=False):
            symbol = self._words(kind)[1].partition(" ")[0]
            width = advance(self.font(), symbol) + px(2)
            write(painter, QRectF(left, 0, width, px(LINE)), symbol, theme.series(place), self.font(), LEFT)
            left += width + px(12)

    def _label(self, painter: QPainter, kind: str, section: QRectF, row: int, color: QColor) -> None:
        """Say left of the histograms whose they are, or what they count."""
        room, high = px(GUTTER - 50), px(LINE)
        if len(self._rows) > 1:
            if kind == FORWARD:
                draw_mark(painter, QPointF(px(6), section.top() + px(15)), FIRST_ROW + self._rows[row].number)
                height = len(self._kinds) * section.height() + self._foot(row, FORWARD)
                lines = name_lines(self.font(), self._rows[row].name, int((height - 3) // high), room - px(10))
                for number, text in enumerate(lines):
                    line = QRectF(px(16), section.top() + px(5) + number * high, room - px(10), high)
                    write(painter, line, text, theme.colors.text, self.font(), LEFT)
            return
        for number, word in enumerate(self._words(kind)[: max(1, int(section.height() // high))]):
            line = QRectF(0, section.top() + number * high, room, high)
            write(painter, line, translate(word), theme.colors.muted if number else color, self.font(), LEFT)

    def _words(self, kind: str) -> tuple[str, str]:
        """Return name and symbol of what a row of histograms counts."""
        if kind == BACKWARD:
            symbol = "∂L/∂W" if self._settings.gradient_of == "weights" else "∂L/∂a"
            return mark("app", "gradient"), f"|{symbol}|" if self._log else symbol
        if self._settings.top == "pre-activations":
            return mark("app", "pre-activation"), "z"
        return mark("app", "activation"), "a = h(z)"

    def _draw_wide(self, painter: QPainter, panels: Sequence[Panel], section: QRectF, color: QColor) -> None:
        self._draw_height_axis(painter, section, self._full[panels[0].row, panels[0].kind])
        for panel in panels:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(theme.colors.border), 1))
            painter.drawLine(panel.place.bottomLeft(), panel.place.bottomRight())
            fill(painter, panel.shape, color)
            draw_notes(painter, panel, self.small())
            if self._foot(panel.row, panel.kind):
                draw_value_ticks(painter, panel, self.small())

    def _draw_height_axis(self, painter: QPainter, section: QRectF, full: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for tick, _ in plain(0, full, 3 if section.height() > px(70) else 2):
            if tick <= 0:
                continue
            y = section.bottom() - (section.height() - px(2)) * tick / full
            painter.setPen(QPen(faint(), 1))
            painter.drawLine(QPointF(px(GUTTER) + px(5), y), QPointF(self.width() - px(4) - px(5), y))
            place = QRectF(px(GUTTER - 54), y - px(18) / 2, px(52), px(18))
            write(painter, place, share(tick), theme.colors.muted, self.small(), RIGHT)

    def _draw_upright(self, painter: QPainter, panels: Sequence[Panel], color: QColor) -> None:
        first, last = panels[0], panels[-1]
        low, high = self._ranges[first.row, first.kind]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        log = first.bars.log
        for tick, text in (decades if log else plain)(low, high, max(3, int(first.place.height() // px(24)))):
            y = first.place.bottom() - first.place.height() * (tick - low) / (high - low)
            painter.setPen(QPen(faint(), 1))
            painter.drawLine(QPointF(first.place.left(), y), QPointF(last.place.right(), y))
            place = QRectF(px(GUTTER - 54), y - px(18) / 2, px(50), px(18))
            write(painter, place, text, theme.colors.muted, self.small(), RIGHT)
        for panel in panels:
            painter.setPen(QPen(faint(), 1))
            painter.drawLine(panel.place.topLeft(), panel.place.bottomLeft())
            fill(painter, panel.shape, color)
            if panel.bars.bad:
                write(painter, panel.place, "∞", theme.colors.error, self.small())
            elif panel.bars.above > BEYOND and not log:
                top = QRectF(panel.place.left(), panel.place.top() - px(6), panel.place.width(), px(10))
                write(painter, top, "▴", theme.colors.muted, self.small())

    def _draw_numbers(self, painter: QPainter, row: int, block: QRectF) -> None:
        flow = self._rows[row].flow
        lines, high = self._lines(), px(LINE)
        top = block.bottom() - len(lines) * high
        columns = self._columns(len(flow.layers))
        texts = [[line.text(layer, flow) for layer in flow.layers] for line in lines]
        needed = max((advance(self.font(), text) for line in texts for text in line), default=0) + px(8)
        for number, line in enumerate(lines):
            y = top + number * high
            label = QRectF(px(16) if len(self._rows) > 1 else 0, y, px(GUTTER - 20), high)
            write(painter, label, translate(line.label), theme.colors.muted, self.font(), LEFT)
            for k in listed(len(columns), columns[0][1], needed):
                left, width = columns[k]
                extra = max(0.0, needed - width)
                place = QRectF(left - extra / 2, y, width + extra, high)
                place.moveRight(min(place.right(), self.width()))
                write(painter, place, texts[number][k], theme.colors.text, self.font())

    # -- pointer

    def reading(self, row: int, layer: int) -> str:
        """Return everything measured of a layer, as rich text."""
        shown = self._rows[row]
        reading = shown.flow.layers[layer]
        head = translate(Phrase(LAYER, number=layer + 1))
        numbers = [(translate(line.label), line.text(reading, shown.flow)) for line in LINES]
        cells = "".join(f"<tr><td>{name}&nbsp;&nbsp;</td><td align='right'>{text}</td></tr>" for name, text in numbers)
        return f"<b>{head}</b><table>{cells}</table>"

    def _at(self, position: QPointF) -> tuple[int, int] | None:
        for place, block in enumerate(self._blocks()):
            if block.top() - px(LINE) <= position.y() <= block.bottom():
                for layer, (left, width) in enumerate(self._columns(len(self._rows[place].flow.layers))):
                    if left <= position.x() < left + width:
                        return place, layer
        return None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._at(QPointF(event.pos()))
            if found:
                QToolTip.showText(event.globalPos(), self.reading(*found), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found and event.button() == Qt.MouseButton.LeftButton:
            self.layer_chosen.emit(*found)
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panels = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._panels = None
            self._insist()

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(420))

"""Batch normalization of one unit, drawn: what comes in, x̂ and y as histograms, and all units of the layer below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from app.language import language, translate
from app.plots.paint import CENTER, LEFT, RIGHT, Painted, advance, faint, fill, frame_focus, steps, write
from app.plots.ticks import plain
from app.theme import px, theme
from core.config.figures import number
from core.config.words import Phrase, mark
from core.networks.histograms import fitted_range, histogram
from core.training.normalizing import UnitNormalized

HEAD, LINE, AXIS, APART, STRIP = 28, 20, 24, 28, 72
"""Pixels of a title, of a line under it, of an axis, between them, and of all units, at the normal text size."""
HAT = "x\u0302"
"""x with a hat, as it stands in titles."""
BINS = 32
WIDEST = 3.0
"""Standard deviations that every axis goes at least to both sides."""
FULL, ARROW = 0.84, 0.07
"""Of the height of a histogram: its highest bar, and how far below the top σ is drawn."""

_UNITS = mark("app", "All {units} units of layer {layer}: mean ± σ of {count} images")
_UNITS_TEST = mark(
    "app", "All {units} units of layer {layer}: mean ± σ of {count} images; dashes: the means used at test"
)
_FIRST = mark("app", "▼ the first image")
_ONE, _MEANS = "μ {mean}, σ² {variance}", mark("app", "μ of each group")
_TEST = mark("app", "at test: μ {mean}, σ² {variance}")
_NAMED = mark("app", "Batch normalization of unit {unit} of layer {layer}: mean {mean} and variance {variance}")
_NAMED_PLAIN = mark("app", "Unit {unit} of layer {layer}: mean {mean} and variance {variance}")


@dataclass(frozen=True, eq=False)
class Part:
    """One histogram.

    Attributes
    ----------
    title : str
        What is counted.
    values : ndarray (groups, together)
        All of them.
    centers : ndarray
        Where there is a line.
    spread : float
        How far an arrow goes from the first line to both sides.
    label : str
        Of the lines.
    at_test : tuple of float or None
        Mean and σ that are used at test.
    reach : tuple of float
        The axis goes at least so far.
    """

    title: str
    values: np.ndarray
    centers: np.ndarray
    spread: float
    label: str
    at_test: tuple[float, float] | None = None
    reach: tuple[float, ...] = ()

    @property
    def range(self) -> tuple[float, float]:
        """Ends of the axis."""
        low, high = fitted_range(self.values, self.centers, np.array(self.reach))
        return low - 0.02 * (high - low), high + 0.02 * (high - low)


def parts_of(known: UnitNormalized) -> list[Part]:
    """Return what there is to draw of a unit, from left to right."""
    z = "h(z)" if known.place == "after" else "z = x W + b"
    mean, spread = float(known.means[0]), float(np.sqrt(known.variances[0]))
    many = len(known.means) > 1
    label = translate(_MEANS) if many else _ONE.format(mean=number(mean), variance=number(float(known.variances[0])))
    at_test = (known.at_test[0], float(np.sqrt(known.at_test[1]))) if known.at_test else None
    middle, wide = at_test or (mean, spread)
    reach = middle - WIDEST * wide, middle + WIDEST * wide
    parts = [Part(z, known.entered, known.means, 0.0 if many else spread, label, at_test, reach)]
    if known.normalized is None:
        return [*parts, Part("y = h(z)", known.left, np.zeros(0), 0.0, "")]
    spread, gamma, beta = float(known.normalized.std()), abs(known.gamma), known.beta
    title = f"{HAT} = (h − μ) / √(σ² + ε)" if known.place == "after" else f"{HAT} = (z − μ) / √(σ² + ε)"
    label = f"0 ± {number(spread)}"
    parts.append(Part(title, known.normalized, np.zeros(1), spread, label, reach=(-WIDEST, WIDEST)))
    label = f"β {number(beta)}, γ {number(known.gamma)}"
    reach = beta - WIDEST * gamma, beta + WIDEST * gamma
    parts.append(Part(f"y = γ {HAT} + β", known.left, np.array([beta]), gamma * spread, label, reach=reach))
    return parts


class NormalizingPicture(Painted):
    """Histograms side by side; a mark follows the first image through all of them.

    Attributes
    ----------
    moved : Signal(int, int)
        A person wants another layer, another unit: by how many.
    unit_chosen : Signal(int)
        A person wants this unit.
    """

    moved = Signal(int, int)
    unit_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.known: UnitNormalized | None = None
        self._number, self._message = 0, ""
        self._has_strip = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        language.changed.connect(self._name)

    def show_unit(self, known: UnitNormalized | None, number_of_run: int, message: str = "") -> None:
        """Show a unit in the colour of its run; where there is nothing to show, a message."""
        self.known, self._number, self._message = known, number_of_run, message
        self._name()
        self.update()

    def _name(self) -> None:
        known = self.known
        if known is None:
            self.setAccessibleName(translate(self._message) if self._message else "…")
            return
        place = {"unit": known.unit + 1, "layer": known.layer + 1}
        numbers = {"mean": float(known.means[0]), "variance": float(known.variances[0])}
        self.setAccessibleName(translate(Phrase(_NAMED if known.place else _NAMED_PLAIN, **place, **numbers)))

    def set_presenting(self, presenting: bool) -> None:
        """Leave out all units but the one that is looked at; or show them again."""
        self._has_strip = not presenting
        self.update()

    @property
    def strip(self) -> QRectF:
        """Where all units stand side by side."""
        height = px(STRIP) if self.height() > px(HEAD + AXIS + STRIP + 150) else px(44)
        return QRectF(px(4), self.height() - height, self.width() - px(8), height - px(4))

    def unit_at(self, x: float) -> int:
        """Return which unit stands at a place of the strip."""
        units = self.known.units if self.known else 1
        return min(max(int((x - self.strip.left()) / self.strip.width() * units), 0), units - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        known = self.known
        if known is None or not known.is_finite:
            text = translate(self._message) if self._message else "…"
            painter.setFont(theme.font())
            painter.setPen(QColor(theme.colors.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, text)
            painter.end()
            return
        parts = parts_of(known)
        wide = (self.width() - (len(parts) - 1) * px(APART) - px(8)) / len(parts)
        bottom = (self.strip.top() - px(HEAD + 4) if self._has_strip else self.height()) - px(AXIS)
        top = px(HEAD) + px(LINE) * (2 if parts[0].at_test else 1)
        for place, part in enumerate(parts):
            left = px(4) + place * (wide + px(APART))
            box = QRectF(left, top, wide, bottom - top)
            self._draw_part(painter, box, part)
            if place:
                self._draw_arrow(painter, QPointF(left - px(APART) / 2, box.center().y()))
        if self._has_strip:
            self._draw_units(painter, known)
        if self.hasFocus():
            frame_focus(painter, QRectF(self.rect()))
        painter.end()

    def _draw_part(self, painter: QPainter, box: QRectF, part: Part) -> None:
        low, high = part.range
        color = theme.series(self._number)
        head = QRectF(box.left(), 0, box.width(), px(HEAD))
        _write_title(painter, head, part.title, self.bold())
        counts = histogram(part.values, BINS, low, high)
        ground = QColor(color)
        ground.setAlphaF(0.55)
        heights = FULL * counts.counts / max(1, int(counts.counts.max()))
        fill(painter, steps(heights, box), ground, color)
        painter.setPen(QPen(QColor(theme.colors.muted), 1.0))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

        def x_of(value: float) -> float:
            return float(box.left() + box.width() * (value - low) / (high - low))

        for value, text in plain(low, high, max(2, int(box.width() / px(46)))):
            x = x_of(value)
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() + px(4)))
            place = QRectF(x - px(40), box.bottom() + px(4), px(80), px(AXIS) - px(4))
            write(painter, place, text, theme.colors.text, self.small(), CENTER)
            painter.setPen(QPen(QColor(theme.colors.muted), 1.0))
        self._draw_marks(painter, box, part, [x_of(value) for value in part.centers], x_of)
        self._draw_first(painter, QPointF(x_of(float(part.values[0, 0])), box.bottom()))

    def _draw_marks(self, painter: QPainter, box: QRectF, part: Part, centers: list[float], x_of: object) -> None:
        """Draw the mean of every group, how far σ goes, and what stands in for both at test."""
        assert callable(x_of)
        text, top = QColor(theme.colors.text), box.top()
        if part.at_test is not None:
            x = x_of(part.at_test[0])
            painter.setPen(QPen(QColor(theme.colors.accent), px(2), Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, top), box.bottomLeft() + QPointF(x - box.left(), 0))
            said = translate(Phrase(_TEST, mean=part.at_test[0], variance=part.at_test[1] ** 2))
            line = QRectF(box.left(), px(HEAD + LINE), box.width(), px(LINE))
            write(painter, line, said, theme.colors.accent, self.small(), CENTER)
        many = len(centers) > 1
        shade = QColor(text)
        shade.setAlphaF(0.35 if many else 1.0)
        painter.setPen(QPen(shade, px(1.2 if many else 2)))
        end = top + 0.3 * box.height() if many else box.bottom()
        for x in centers:
            painter.drawLine(QPointF(x, top), QPointF(x, end))
        if centers and part.spread:
            y = top + ARROW * box.height()
            left = max(x_of(part.centers[0] - part.spread), box.left())
            right = min(x_of(part.centers[0] + part.spread), box.right())
            painter.setPen(QPen(text, px(2)))
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            for x in (left, right):
                painter.drawLine(QPointF(x, y - px(4)), QPointF(x, y + px(4)))
        if part.label:
            write(painter, QRectF(box.left(), px(HEAD), box.width(), px(LINE)), part.label, text, self.small(), CENTER)

    def _draw_first(self, painter: QPainter, at: QPointF) -> None:
        """Draw a triangle that points at the first image's place on an axis."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colors.error))
        side = px(7)
        painter.drawPolygon(QPolygonF([at, at + QPointF(-side, -1.6 * side), at + QPointF(side, -1.6 * side)]))

    def _draw_arrow(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colors.muted))
        side = px(7)
        painter.drawPolygon(QPolygonF([at + QPointF(side, 0), at + QPointF(-side, -side), at + QPointF(-side, side)]))

    def _draw_units(self, painter: QPainter, known: UnitNormalized) -> None:
        """Draw mean and spread of every unit of the layer, and the running mean; the unit looked at stands out."""
        strip, count = self.strip, known.units
        said = Phrase(
            _UNITS_TEST if known.all_at_test else _UNITS, units=count, layer=known.layer + 1, count=known.together
        )
        head = QRectF(strip.left(), strip.top() - px(24), strip.width(), px(24))
        first = translate(_FIRST)
        room = advance(self.small(), first) + px(12)
        write(painter, head, first, theme.colors.error, self.small(), RIGHT)
        write(painter, head.adjusted(0, 0, -room, 0), translate(said), theme.colors.text, self.small(), LEFT)
        means, spreads = known.all_means, known.all_spreads
        seen = [means - spreads, means + spreads, *(known.all_at_test[:1] if known.all_at_test else ())]
        low, high = fitted_range(*seen)
        wide = strip.width() / count
        x = strip.left() + (np.arange(count) + 0.5) * wide

        def y_of(values: np.ndarray) -> np.ndarray:
            return strip.bottom() - (np.nan_to_num(values) - low) / (high - low) * strip.height()

        chosen = QRectF(strip.left() + known.unit * wide, strip.top(), wide, strip.height())
        chosen = chosen.adjusted(-px(2), 0, px(2), 0)
        painter.fillRect(chosen, faint())
        color = theme.series(self._number)
        painter.setPen(QPen(color, max(1.0, min(px(5), 0.5 * wide)), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        ends = zip(x.tolist(), y_of(means - spreads).tolist(), y_of(means + spreads).tolist(), strict=True)
        painter.drawLines([QLineF(a, max(b, c + px(3)), a, c) for a, b, c in ends])
        if known.all_at_test is not None:
            half = max(1.0, min(px(5), 0.42 * wide))
            painter.setPen(QPen(QColor(theme.colors.accent), px(2)))
            at = zip(x.tolist(), y_of(known.all_at_test[0]).tolist(), strict=True)
            painter.drawLines([QLineF(a - half, b, a + half, b) for a, b in at])
        painter.setPen(QPen(QColor(theme.colors.text), px(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        by = moves.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(*by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.known is not None and self._has_strip and event.position().y() >= self.strip.top():
            self.unit_chosen.emit(self.unit_at(event.position().x()))

    def sizeHint(self) -> QSize:
        return QSize(px(720), px(340))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), px(170))


def _write_title(painter: QPainter, place: QRectF, title: str, font: QFont) -> None:
    """Write a title in the middle; the font has no hat for the x, so that it is drawn as a letter of its own."""
    plain_title = title.replace(HAT, "x")
    write(painter, place, plain_title, theme.colors.text, font, CENTER)
    at = title.find(HAT)
    if at < 0 or advance(font, plain_title) > place.width():
        return
    left = place.center().x() - advance(font, plain_title) / 2 + advance(font, plain_title[:at])
    write(painter, QRectF(left, place.top(), advance(font, "x"), place.height()), "ˆ", theme.colors.text, font, CENTER)

"""Names at the ends of curves: beside the plot, each as near to its end as the others allow, in lines that fit."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from app.plots.paint import LEFT, RIGHT, advance, draw_mark, write
from app.plots.ticks import stacked
from app.theme import theme

SHARE = 0.36
"""Part of the width that names in one line take at most."""
WRAPPED_SHARE = 0.24
"""Part of the width that they take in several lines."""
LINE = 22
"""Height of a line, at the normal text size."""


def wrapped(text: str, width: float, font: QFont) -> list[str]:
    """Return a name in lines of at most `width`, broken after commas, or between words where a part is too long."""
    lines: list[str] = []
    for part in text.split(", "):
        joined = f"{lines[-1]}, {part}" if lines else part
        if lines and advance(font, joined) <= width:
            lines[-1] = joined
            continue
        if lines:
            lines[-1] += ","
        lines.append("")
        for word in part.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and advance(font, longer) > width:
                lines.append(word)
            else:
                lines[-1] = longer
    return lines


@dataclass(frozen=True)
class Ends:
    """What is written at the ends of curves.

    Attributes
    ----------
    texts : mapping
        A text for each curve, by its key.
    heading : str
        Marked heading above them.
    brief : mapping
        Shorter texts, where those have no room in one line; none stands for the same in several lines.
    """

    texts: Mapping[Hashable, str] = field(default_factory=dict)
    heading: Any = ""
    brief: Mapping[Hashable, str] = field(default_factory=dict)

    def lines(self, width: float) -> dict[Hashable, list[str]]:
        """Return the lines of each text, beside curves in a plot so wide."""
        font, beside = theme.font(bold=True), _beside()
        widest = max((advance(font, text) for text in self.texts.values()), default=0.0)
        if widest + beside <= SHARE * width:
            return {key: [text] for key, text in self.texts.items()}
        texts = {key: self.brief.get(key, text) for key, text in self.texts.items()}
        return {key: wrapped(text, WRAPPED_SHARE * width - beside, font) for key, text in texts.items()}

    def room(self, width: float) -> float:
        """Return how much of the width they take."""
        font = theme.font(bold=True)
        widest = max((advance(font, line) for lines in self.lines(width).values() for line in lines), default=0.0)
        return min(widest + _beside(), SHARE * width) if self.texts else 0.0

    def draw(self, painter: QPainter, ends: Sequence[tuple[Hashable, float, int]], area: QRectF, right: float) -> None:
        """Draw them.

        Parameters
        ----------
        painter : QPainter
            Of the plot, in pixels of the widget.
        ends : sequence of (key, y, run)
            The curves, the height at which each ends, and whose colour and mark it has.
        area : QRectF
            Where the curves are drawn.
        right : float
            The right edge of the names.
        """
        m, font, height = theme.metrics, theme.font(bold=True), theme.metrics.px(LINE)
        lines = self.lines(right + m.close / 2)
        left = area.right() + m.close
        align = RIGHT if self.heading else LEFT  # a heading is of numbers
        counts = [len(lines[key]) for key, _, _ in ends]
        wanted = [y - height * count / 2 for (_, y, _), count in zip(ends, counts, strict=True)]
        tops = stacked(wanted, [height * n for n in counts], area.top() - height / 2, area.bottom() + height / 2)
        for (key, _, run), top in zip(ends, tops, strict=True):
            middle = top + height * len(lines[key]) / 2
            draw_mark(painter, QPointF(left + m.mark / 2, middle), run)
            for line in lines[key]:
                place = QRectF(left + m.mark + m.close, top, right - left - m.mark - m.close, height)
                write(painter, place, line, theme.series(run), font, align)
                top += height


def _beside() -> float:
    """Return the width of what stands beside a name: its mark, and gaps."""
    return theme.metrics.mark + 2 * theme.metrics.gap

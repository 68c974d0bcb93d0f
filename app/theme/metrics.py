"""Sizes of everything on screen, as multiples of the text size.

Every size is written as the pixels that it has at the normal text size, and grows and shrinks with the letters: a gap
of 8 pixels beside letters of 15 is one of 16 beside letters of 30.  What is used in many places has a name of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

NORMAL = 11.0
"""Text size in points at the first start."""
TEXT_SIZES = (8.0, 9.0, 10.0, 11.0, 12.0, 14.0, 16.0, 18.0, 20.0, 24.0, 28.0, 32.0, 36.0, 40.0)
"""Text sizes in points that one can step through."""
NORMAL_EM = 15
"""Pixels of the normal text size, at 96 pixels per inch."""


CAPITAL = 0.733
"""Height of a capital of the bundled font, in parts of its size."""


@dataclass(frozen=True)
class Metrics:
    """The sizes that belong to one size of text, in pixels unless a name says points.

    Attributes
    ----------
    points : float
        Text size in points.
    em : int
        Text size in pixels.
    """

    points: float = NORMAL
    em: int = NORMAL_EM

    @property
    def scale(self) -> float:
        """How many times as large as normal everything is."""
        return self.em / NORMAL_EM

    def px(self, normal: float) -> int:
        """Return a size in whole pixels, given as it is at the normal text size; what is there does not vanish."""
        size = round(normal * self.scale)
        return size if size or not normal else 1

    @property
    def small_points(self) -> float:
        """Size of numbers at axes and under histograms."""
        return self.points * 10 / 11

    @property
    def smallest_capital(self) -> float:
        """Height of the capitals of the smallest text, in pixels."""
        return CAPITAL * self.em * self.small_points / self.points

    @property
    def title_points(self) -> float:
        """Size of the title of a scene."""
        return self.points * 19 / 11

    @property
    def sentence_points(self) -> float:
        """Size of the sentence that answers the question of a scene."""
        return self.points * 15.4 / 11

    @property
    def number_points(self) -> float:
        """Size of the number of a scene, and of what a card says first."""
        return self.points * 13 / 11

    @property
    def gap(self) -> int:
        """Between cards, and between what stands side by side."""
        return self.px(8)

    @property
    def tight(self) -> int:
        """Between the rows of a card."""
        return self.px(6)

    @property
    def close(self) -> int:
        """Between what belongs together."""
        return self.px(4)

    @property
    def indent(self) -> int:
        """By which nested settings stand further right, and the rim of a card."""
        return self.px(12)

    @property
    def column(self) -> int:
        """Width of the controls beside the picture."""
        return self.px(304)

    @property
    def row(self) -> int:
        """Height of a row of a legend or a table."""
        return self.px(24)

    @property
    def button(self) -> int:
        """Height of the buttons that run something."""
        return self.px(34)

    @property
    def icon(self) -> int:
        """Width and height of an icon on a button."""
        return self.px(16)

    @property
    def knob(self) -> int:
        """Width of the knob of a slider, with its rim."""
        return 2 * self.px(7) + 2 * self.px(2)

    @property
    def sample(self) -> int:
        """Width of a sample of a line in a legend."""
        return self.px(28)

    @property
    def mark(self) -> int:
        """Size of the mark of a series."""
        return self.px(10)

    @property
    def line(self) -> float:
        """Width of the line of a series."""
        return 2.0 * self.scale

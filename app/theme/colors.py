"""The colours of the two themes, and the colours and marks of series.

One accent colour, and one palette of series a theme.  Its colours keep their hue from theme to theme; they were
searched for together, so that each can be read as text and seen as a line on every ground, and any two are told apart
by those who are blind to red, green or blue, the first five even in grey (``tests/app/test_palettes.py`` says how far).
Each has a mark of its own as well.  Qt's own colour schemes do nothing on some platforms, so the palette is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Colors:
    """The colours of one theme.

    Attributes
    ----------
    low, high, contour, field_arrow : str
        A landscape at its lowest and at its highest, and what is drawn on it under the paths.
    good, fair : str
        Of words and frames that judge; `error` is the third.
    series : tuple of str
        Vermilion, blue, green, magenta, ochre, cyan, violet, grey.
    shades : tuple of int
        Percent of darkness of each round through the series, negative ones lighter, as far as they keep 3 : 1 on a
        card; 1, 2, 0, 3, 4 go from light to dark.
    """

    dark: bool
    window: str
    card: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    selected: str
    hover: str
    field: str
    disabled: str
    error: str
    low: str
    high: str
    contour: str
    field_arrow: str
    good: str
    fair: str
    series: tuple[str, ...]
    shades: tuple[int, ...]


LIGHT = Colors(
    dark=False,
    window="#f3f5f8",
    card="#ffffff",
    border="#d9dfe7",
    text="#1d2733",
    muted="#5d6b7c",
    accent="#1f5fd6",
    on_accent="#ffffff",
    accent_hover="#174fb8",
    selected="#e3edfc",
    hover="#eef2f7",
    field="#ffffff",
    disabled="#9aa5b3",
    error="#b3261e",
    low="#f4f7fb",
    high="#c6d4e8",
    contour="#a9b8cd",
    field_arrow="#96a6bb",
    good="#16704f",
    fair="#855a00",
    series=("#cc4d11", "#0825a3", "#1e6147", "#b2357b", "#653f01", "#047992", "#7936d2", "#303031"),
    shades=(100, -118, -109, 140, 200),
)
DARK = Colors(
    dark=True,
    window="#14181f",
    card="#1d232c",
    border="#343d4a",
    text="#e8edf3",
    muted="#a3afbf",
    accent="#6ba1fa",
    on_accent="#0b1220",
    accent_hover="#8ab5fb",
    selected="#24375a",
    hover="#28303b",
    field="#171c24",
    disabled="#66717f",
    error="#ff8a80",
    low="#161b22",
    high="#314158",
    contour="#4a5d79",
    field_arrow="#586c8a",
    good="#57c69a",
    fair="#d8a64a",
    series=("#e78939", "#7dbefc", "#c2f4c4", "#e84ead", "#f7c953", "#59eff7", "#8f82fe", "#aeaeae"),
    shades=(100, -140, -118, 112, 125),
)

SYMBOLS = ("o", "s", "t1", "d", "star", "p", "t", "h")
"""pyqtgraph's names of the marks at the head of each series, so that none is told apart by colour alone."""


SERIES = len(LIGHT.series)
"""Colours before shades of the same begin."""


def palette_of(c: Colors) -> QPalette:
    """Return the palette of widgets that the style sheet does not reach."""
    palette = QPalette()
    role = QPalette.ColorRole
    for target, color in {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.field,
        role.AlternateBase: c.hover,
        role.Text: c.text,
        role.Button: c.card,
        role.ButtonText: c.text,
        role.BrightText: c.on_accent,
        role.ToolTipBase: c.card,
        role.ToolTipText: c.text,
        role.PlaceholderText: c.muted,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.Mid: c.border,
        role.Midlight: c.hover,
        role.Light: c.hover,
        role.Dark: c.border,
    }.items():
        palette.setColor(target, QColor(color))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(c.disabled))
    return palette

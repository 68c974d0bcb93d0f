"""The colours of the two themes, and the colours and marks of series.

One accent colour; for series the Okabe-Ito palette, with a few of our own where it has too little contrast on white or
black, each with a mark of its own as well.  Qt's own colour schemes do nothing on some platforms, so the palette is
ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Colors:
    """The colours of one theme."""

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
    series: tuple[str, ...]


# Vermilion, blue, bluish green and sky blue are Okabe-Ito's; brighter on dark ground.
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
    contour="#b3c2d6",
    field_arrow="#9dacc0",
    series=("#d55e00", "#0072b2", "#009e73", "#aa4499", "#b8860b", "#56b4e9", "#5b3cc4", "#6b7280"),
)
DARK = Colors(
    dark=True,
    window="#14181f",
    card="#1d232c",
    border="#343d4a",
    text="#e8edf3",
    muted="#a3afbf",
    accent="#4d8df6",
    on_accent="#0b1220",
    accent_hover="#6ba1fa",
    selected="#24375a",
    hover="#28303b",
    field="#171c24",
    disabled="#66717f",
    error="#ff8a80",
    low="#161b22",
    high="#3a4d68",
    contour="#4a5d79",
    field_arrow="#5f738f",
    series=("#ff8c42", "#56b4e9", "#2fc99a", "#d98cc0", "#e6b422", "#9ad7ff", "#a592ff", "#aab4c2"),
)

SYMBOLS = ("o", "s", "t1", "d", "star", "p", "t", "h")
"""pyqtgraph's names of the marks at the head of each series, so that none is told apart by colour alone."""


SERIES = len(LIGHT.series)
"""Colours before shades of the same begin."""
SHADES = (100, -130, -114, 135, 190)
"""Percent of darkness of each round through the colours, negative ones lighter; 1, 2, 0, 3, 4 go from light to dark."""


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

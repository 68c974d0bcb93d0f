"""How everything looks: colours, light and dark; sizes, as multiples of the text size; fonts, icons, style sheet.

`colors` and `metrics` hold the values, `style_sheet` and `icons` what is made of them; here is the theme that is shown.
It changes at once: `put_icon` and `fit` keep icons and sizes of a widget up to date for as long as it lives, and
`Theme.changed` tells those that draw for themselves.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QIcon
from PySide6.QtWidgets import QApplication

from app.remembered import Remembered
from app.theme.colors import DARK, LIGHT, SERIES, SYMBOLS, Colors, palette_of
from app.theme.icons import application_icon, resource, tinted
from app.theme.metrics import NORMAL, TEXT_SIZES, Metrics
from app.theme.style_sheet import ROW_PADDING, style_sheet
from core import RESOURCES

__all__ = [
    "DARK",
    "FONT_FAMILY",
    "LIGHT",
    "NORMAL",
    "ROW_PADDING",
    "SERIES",
    "TEXT_SIZES",
    "Colors",
    "Metrics",
    "application_icon",
    "fit",
    "icon",
    "load_fonts",
    "put_icon",
    "px",
    "remembered_text_size",
    "theme",
]

FONT_FAMILY = "Noto Sans KR"


class Theme(QObject):
    """Which colours and sizes are shown.

    Attributes
    ----------
    changed : Signal
        Colours or sizes are others: those that draw for themselves do so anew.
    colors : Colors
        Of the light or the dark theme.
    metrics : Metrics
        Sizes that belong to the text size.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colors = LIGHT
        self.metrics = Metrics()
        self._styled = False

    def apply(self, dark: bool) -> None:
        """Dress the whole application in the light or the dark colours."""
        application = _application()
        self.colors = DARK if dark else LIGHT
        if not self._styled:  # once: it dresses every widget anew
            application.setStyle("Fusion")
            self._styled = True
        application.setPalette(palette_of(self.colors))
        scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
        application.styleHints().setColorScheme(scheme)  # title bars, where the platform has them
        self._dress()

    def set_text_size(self, points: float) -> None:
        """Show text of this size, and everything else in proportion to it, as far as the sizes reach."""
        points = min(max(points, TEXT_SIZES[0]), TEXT_SIZES[-1])
        if points != self.metrics.points:
            self.measure(points)
            self._dress()

    def show_height(self, height: int) -> None:
        """Show text that can be read from the last row in a window so high: capitals of the smallest are 1/50 of it."""
        self.measure_again(height / 50 * self.metrics.points / self.metrics.smallest_capital)

    def measure_again(self, points: float) -> None:
        """Show text of exactly this size, however large or small; a change that nobody would see is left out."""
        if abs(points - self.metrics.points) > 0.02 * points:
            self.measure(points)
            self._dress()

    def larger(self) -> None:
        """Show the next larger text."""
        self.set_text_size(next((size for size in TEXT_SIZES if size > self.metrics.points), TEXT_SIZES[-1]))

    def smaller(self) -> None:
        """Show the next smaller text."""
        self.set_text_size(next((size for size in TEXT_SIZES[::-1] if size < self.metrics.points), TEXT_SIZES[0]))

    def normal(self) -> None:
        """Show text of the size of the first start."""
        self.set_text_size(NORMAL)

    def measure(self, points: float) -> None:
        """Make text of this size the application's, measure its pixels on this screen, and fit all to it."""
        font = QFont(FONT_FAMILY)
        font.setPointSizeF(points)
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        self.metrics = Metrics(points, QFontInfo(font).pixelSize())
        for target, sizes in list(_fitted.items()):  # before the font: labels measure themselves when that changes
            if shiboken6.isValid(target):
                for setter, size in sizes.items():
                    _give(target, setter, size)
        _application().setFont(font)

    def font(self, points: float = 0.0, bold: bool = False) -> QFont:
        """Return the font of text, or one of another size, for what does not take it from the application."""
        font = QFont(FONT_FAMILY)
        font.setPointSizeF(points or self.metrics.points)
        font.setBold(bold)
        return font

    def series(self, number: int) -> QColor:
        """Return the colour of run `number`: after the last colour the same again, in other shades."""
        color = QColor(self.colors.series[number % SERIES])
        shades = self.colors.shades
        shade = shades[number // SERIES % len(shades)]
        return color.darker(shade) if shade > 0 else color.lighter(-shade)

    def symbol(self, number: int) -> str:
        """Return the mark of run `number`."""
        return SYMBOLS[(number + number // len(SYMBOLS)) % len(SYMBOLS)]

    def _dress(self) -> None:
        """Give all that is there the present colours and sizes."""
        tinted.cache_clear()
        application = _application()
        # with another sheet in place, Qt would polish every widget once for each widget that it stands in
        application.setStyleSheet("")
        application.setStyleSheet(style_sheet(self.colors, self.metrics, resource))
        for target, (name, role) in list(_icons.items()):
            if shiboken6.isValid(target):
                put_icon(target, name, role)
        self.changed.emit()


theme = Theme()

_icons: weakref.WeakKeyDictionary[QObject, tuple[str, str]] = weakref.WeakKeyDictionary()
_fitted: weakref.WeakKeyDictionary[QObject, dict[str, Callable[[Metrics], Any]]] = weakref.WeakKeyDictionary()


def put_icon(target: QObject, name: str, role: str = "text") -> None:
    """Put an icon on a button or an action, in the theme's colour `role`, now and whenever the theme changes."""
    _icons[target] = name, role
    target.setIcon(icon(name, getattr(theme.colors, role)))  # type: ignore[attr-defined]


def icon(name: str, color: str = "") -> QIcon:
    """Return one of the program's icons in `color` (that of text by default), dimmed where disabled."""
    size = theme.metrics.px(20)
    result = QIcon(tinted(name, color or theme.colors.text, size))
    result.addPixmap(tinted(name, theme.colors.disabled, size), QIcon.Mode.Disabled)
    return result


def fit(setter: Callable[..., object], size: Callable[[Metrics], Any]) -> None:
    """Give a widget or a layout a size, now and whenever the text size changes, for as long as it lives.

    Parameters
    ----------
    setter : method of a widget or layout
        Takes the size (``layout.setSpacing``).
    size : callable
        Returns it: ``lambda m: m.gap``; several arguments as a tuple.  It must not hold the widget, which could not go
        then.
    """
    bound: Any = setter
    _fitted.setdefault(bound.__self__, {})[bound.__name__] = size
    _give(bound.__self__, bound.__name__, size)


def _give(target: QObject, setter: str, size: Callable[[Metrics], Any]) -> None:
    value = size(theme.metrics)
    getattr(target, setter)(*(value if isinstance(value, tuple) else (value,)))


def px(normal: float) -> int:
    """Return a size in pixels, given as it is at the normal text size (see `Metrics.px`)."""
    return theme.metrics.px(normal)


def load_fonts() -> None:
    """Load the bundled font, which has Hangul, and make it the application's."""
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"NotoSansKR-{weight}.ttf"))
    theme.measure(theme.metrics.points)


def remembered_text_size(settings: Remembered) -> float:
    """Return the text size that `settings` hold under ``text_size``, the normal one when there is none that fits."""
    points = settings.value("text_size", float(NORMAL))
    return points if TEXT_SIZES[0] <= points <= TEXT_SIZES[-1] else NORMAL


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application

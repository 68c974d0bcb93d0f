"""Colours, fonts, icons and the style of every widget, light and dark.

One accent colour; for series the Okabe-Ito palette, with a few of our own where it has too little contrast on white or
black, each with a mark of its own as well.  Most distances are multiples of 8 px.  Qt's own colour schemes do nothing
on some platforms, so the palette is ours.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from core import RESOURCES

FONT_FAMILY = "Noto Sans KR"
POINT_SIZE = 11
GAP = 8
"""The grid: most distances are multiples of this many pixels."""


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
_SHADES = (100, -130, -114, 135, 190)
"""Percent of darkness of each round through the colours, negative ones lighter; 1, 2, 0, 3, 4 go from light to dark."""


class Theme(QObject):
    """Which colours are shown; `changed` tells those that draw for themselves."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colors = LIGHT
        self._folder: QTemporaryDir | None = None
        self._dressed = False

    def apply(self, dark: bool) -> None:
        """Dress the whole application in the light or the dark colours."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.colors = DARK if dark else LIGHT
        _tinted.cache_clear()
        if not self._dressed:  # once: it dresses every widget anew
            application.setStyle("Fusion")
            self._dressed = True
        application.setPalette(_palette(self.colors))
        scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
        application.styleHints().setColorScheme(scheme)  # title bars, where the platform has them
        application.setStyleSheet(self._style_sheet())
        for target, (name, role) in list(_icons.items()):
            if shiboken6.isValid(target):
                put_icon(target, name, role)
        self.changed.emit()

    def series(self, number: int) -> QColor:
        """Return the colour of run `number`: after the last colour the same again, in other shades."""
        color = QColor(self.colors.series[number % SERIES])
        shade = _SHADES[number // SERIES % len(_SHADES)]
        return color.darker(shade) if shade > 0 else color.lighter(-shade)

    def symbol(self, number: int) -> str:
        """Return the mark of run `number`."""
        return SYMBOLS[(number + number // len(SYMBOLS)) % len(SYMBOLS)]

    def _picture(self, name: str, color: str) -> str:
        """Return the path of an icon in `color`, for the style sheet, which takes only files."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        path = Path(self._folder.path()) / f"{name}-{color[1:]}.svg"
        path.write_text(_source(name).replace("#000000", color), encoding="utf-8")
        return path.as_posix()

    def _style_sheet(self) -> str:
        c = self.colors
        return f"""
        QWidget {{ color: {c.text}; }}
        QMainWindow, QDialog, #page {{ background: {c.window}; }}
        QToolTip {{ background: {c.card}; color: {c.text}; border: 1px solid {c.border}; padding: 4px; }}
        #card {{ background: {c.card}; border: 1px solid {c.border}; border-radius: 8px; }}
        #heading {{ color: {c.muted}; font-weight: bold; }}
        #title {{ font-size: {POINT_SIZE + 3}pt; font-weight: bold; }}
        #brand {{ font-size: {POINT_SIZE + 2}pt; font-weight: bold; }}
        #muted {{ color: {c.muted}; }}
        #fault {{ color: {c.error}; }}
        #message {{ background: {c.card}; border: 1px solid {c.error}; border-radius: 8px; }}
        #row {{ border-radius: 6px; }}
        #row[current="true"] {{ background: {c.selected}; }}
        QLabel:disabled, QCheckBox:disabled {{ color: {c.disabled}; }}
        QPushButton, QToolButton {{ background: {c.card}; border: 1px solid {c.border}; border-radius: 6px;
            padding: 5px 12px; }}
        QToolButton {{ padding: 5px; }}
        QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
        QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {c.selected}; }}
        QPushButton:focus, QToolButton:focus {{ border: 1px solid {c.accent}; }}
        QPushButton:disabled, QToolButton:disabled {{ color: {c.disabled}; }}
        QPushButton#primary {{ background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent};
            font-weight: bold; }}
        QPushButton#primary:hover {{ background: {c.accent_hover}; }}
        QPushButton#primary:focus {{ border: 2px solid {c.text}; padding: 4px 11px; }}
        QPushButton#primary:disabled {{ background: {c.border}; border-color: {c.border}; color: {c.disabled}; }}
        QToolButton#flat {{ background: transparent; border: 1px solid transparent; padding: 3px; }}
        QToolButton#flat:hover {{ background: {c.hover}; }}
        QToolButton#flat:focus {{ border: 1px solid {c.accent}; }}
        QLineEdit, QComboBox {{ background: {c.field}; border: 1px solid {c.border}; border-radius: 6px;
            padding: 2px 8px; min-height: 22px; selection-background-color: {c.accent}; }}
        QComboBox {{ padding-right: 0; }}
        QLineEdit:focus, QComboBox:focus {{ border: 1px solid {c.accent}; }}
        QLineEdit[invalid="true"], QComboBox[invalid="true"] {{ border: 1px solid {c.error}; }}
        QLineEdit:disabled, QComboBox:disabled {{ color: {c.disabled}; background: {c.window}; }}
        QComboBox::drop-down {{ border: none; width: 20px; }}
        QComboBox::down-arrow {{ image: url({self._picture("chevron-down", c.muted)}); width: 16px; height: 16px; }}
        QComboBox QAbstractItemView {{ background: {c.card}; border: 1px solid {c.border}; outline: none;
            selection-background-color: {c.selected}; selection-color: {c.text}; }}
        QCheckBox {{ spacing: 8px; }}
        QCheckBox::indicator, QListView::indicator {{ width: 16px; height: 16px; border: 1px solid {c.muted};
            border-radius: 4px; background: {c.field}; }}
        QCheckBox::indicator:checked, QListView::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
            image: url({self._picture("check", c.on_accent)}); }}
        QCheckBox::indicator:focus {{ border: 2px solid {c.accent}; }}
        QCheckBox::indicator:disabled {{ border-color: {c.border}; }}
        QCheckBox::indicator:checked:disabled {{ background: {c.disabled}; }}
        QScrollArea, QScrollArea > QWidget > QWidget#column {{ background: transparent; border: none; }}
        QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
        QScrollBar::handle:vertical {{ background: {c.border}; border-radius: 5px; min-height: 32px; }}
        QScrollBar::handle:vertical:hover {{ background: {c.disabled}; }}
        QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
        QScrollBar::handle:horizontal {{ background: {c.border}; border-radius: 5px; min-width: 32px; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QSplitter::handle {{ background: transparent; }}
        QProgressBar {{ background: {c.border}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
        QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
        QSlider {{ min-height: 24px; }}
        QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {c.border}; }}
        QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {c.accent}; }}
        QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -7px 0; border-radius: 9px;
            background: {c.card}; border: 2px solid {c.accent}; }}
        QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{ background: {c.selected}; }}
        QSlider::sub-page:horizontal:disabled {{ background: {c.disabled}; }}
        QSlider::handle:horizontal:disabled {{ border-color: {c.disabled}; }}
        QTabBar {{ background: transparent; }}
        QTabBar::tab {{ background: transparent; color: {c.muted}; padding: 8px 16px;
            border-bottom: 2px solid transparent; }}
        QTabBar::tab:selected {{ color: {c.accent}; border-bottom: 2px solid {c.accent}; }}
        QTabBar::tab:hover {{ color: {c.text}; }}
        QMenuBar {{ background: {c.window}; }}
        QMenuBar::item {{ padding: 4px 8px; background: transparent; }}
        QMenuBar::item:selected {{ background: {c.hover}; }}
        QTableView {{ background: transparent; selection-background-color: {c.selected}; selection-color: {c.text}; }}
        QHeaderView {{ background: transparent; }}
        QHeaderView::section {{ background: {c.card}; color: {c.muted}; border: none;
            border-bottom: 1px solid {c.border}; padding: 2px 4px; }}
        QMenu {{ background: {c.card}; border: 1px solid {c.border}; padding: 4px; }}
        QMenu::item {{ padding: 5px 24px; border-radius: 4px; }}
        QMenu::item:selected {{ background: {c.selected}; }}
        QMenu::item:disabled {{ color: {c.disabled}; }}
        QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
        QStatusBar {{ background: {c.window}; }}
        QStatusBar QLabel {{ color: {c.muted}; padding: 0 8px; }}
        QStatusBar::item {{ border: none; }}
        QListWidget {{ background: transparent; border: none; outline: none; }}
        QListWidget::item {{ padding: 3px 6px; border-radius: 6px; }}
        QListWidget::item:hover {{ background: {c.hover}; }}
        QListWidget::item:selected {{ background: {c.selected}; color: {c.accent}; }}
        """


theme = Theme()

_icons: weakref.WeakKeyDictionary[QObject, tuple[str, str]] = weakref.WeakKeyDictionary()


def put_icon(target: QObject, name: str, role: str = "text") -> None:
    """Put an icon on a button or an action, in the theme's colour `role`, now and whenever the theme changes."""
    _icons[target] = name, role
    target.setIcon(icon(name, getattr(theme.colors, role)))  # type: ignore[attr-defined]


def _palette(c: Colors) -> QPalette:
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


def load_fonts(application: QApplication) -> None:
    """Load the bundled font, which has Hangul, and make it the application's."""
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"NotoSansKR-{weight}.ttf"))
    font = QFont(FONT_FAMILY, POINT_SIZE)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    application.setFont(font)


@cache
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _tinted(name: str, color: str, size: int) -> QPixmap:
    image = QImage(QSize(2 * size, 2 * size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_source(name).replace("#000000", color).encode())).render(painter)
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(2)
    return pixmap


def icon(name: str, color: str = "") -> QIcon:
    """Return one of the program's icons in `color` (that of text by default), dimmed where disabled."""
    result = QIcon(_tinted(name, color or theme.colors.text, 20))
    result.addPixmap(_tinted(name, theme.colors.disabled, 20), QIcon.Mode.Disabled)
    return result


def application_icon() -> QIcon:
    """Return the program's icon."""
    return QIcon(str(RESOURCES / "icons" / "dnnlab.svg"))

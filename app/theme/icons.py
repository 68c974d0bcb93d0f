"""The program's icons: black drawings, tinted in a colour of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core import RESOURCES


@cache
def source(name: str) -> str:
    """Return the drawing of an icon, in black."""
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def tinted(name: str, color: str, size: int) -> QPixmap:
    """Return an icon in a colour, sharp up to `size` pixels on screens of twice the density."""
    image = QImage(QSize(2 * size, 2 * size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source(name).replace("#000000", color).encode())).render(painter)
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(2)
    return pixmap


def application_icon() -> QIcon:
    """Return the program's icon."""
    return QIcon(str(RESOURCES / "icons" / "dnnlab.svg"))

"""The program's icons: black drawings, tinted in a colour of the theme."""

from __future__ import annotations

import logging
import struct
from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt, qRegisterResourceData
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core import RESOURCES

log = logging.getLogger(__name__)

_NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
_resources: list[tuple[bytes, bytes, bytes]] = []
"""What Qt has been told of; it keeps no copy."""


@cache
def source(name: str) -> str:
    """Return the drawing of an icon, in black; an empty one where it is missing."""
    try:
        return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        log.exception("no icon %s", name)
        return _NOTHING


@cache
def resource(name: str, color: str) -> str:
    """Return an icon in `color` as a path that the style sheet takes; it leads into memory, to no file."""
    file = f"{name}-{color.removeprefix('#')}.svg"
    content = source(name).replace("#000000", color).encode()
    # Qt's format of resources, version 1: a root with one child; names and their hashes; contents
    tree = struct.pack(">IHII", 0, 2, 1, 1) + struct.pack(">IHHHI", 0, 0, 0, 1, 0)
    names = struct.pack(">HI", len(file), _hash(file)) + file.encode("utf-16-be")
    data = struct.pack(">I", len(content)) + content
    _resources.append((tree, names, data))
    qRegisterResourceData(1, tree, names, data)
    return f":/{file}"


def _hash(name: str) -> int:
    """Return the number by which Qt finds a name among resources."""
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value


@cache
def tinted(name: str, color: str, size: int) -> QPixmap:
    """Return an icon in a colour, sharp up to `size` pixels on screens of twice the density."""
    renderer = QSvgRenderer(QByteArray(source(name).replace("#000000", color).encode()))
    image = QImage(QSize(2 * size, 2 * size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(2)
    return pixmap


def application_icon() -> QIcon:
    """Return the program's icon."""
    return QIcon(str(RESOURCES / "icons" / "dnnlab.svg"))

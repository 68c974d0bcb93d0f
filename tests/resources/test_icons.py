"""What the icons promise: each can be drawn, in any colour."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.language import RESOURCES
from app.theme import icon

ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
BRAND = "dnnlab"


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_every_icon_is_a_picture(qapp, path):
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    assert renderer.defaultSize().width() == renderer.defaultSize().height()
    image = QImage(QSize(48, 48), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    drawn = sum(image.pixelColor(x, y).alpha() > 0 for x in range(48) for y in range(48))
    assert drawn > 20


@pytest.mark.parametrize("path", [path for path in ICONS if path.stem != BRAND], ids=lambda path: path.stem)
def test_every_icon_takes_the_colour_of_the_theme(qapp, path):
    image = icon(path.stem, "#12cd56").pixmap(24).toImage()
    inks = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    strong = [ink for ink in inks if ink.alpha() > 128]
    assert len(strong) > 10
    for ink in strong:
        assert abs(ink.red() - 0x12) + abs(ink.green() - 0xCD) + abs(ink.blue() - 0x56) < 12


def test_the_icon_of_the_program_is_drawn_at_every_size(qapp):
    from app.theme import application_icon

    for size in (16, 32, 256):
        assert application_icon().pixmap(size).width() == size

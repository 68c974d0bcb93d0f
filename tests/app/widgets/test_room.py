"""What yields when there is little room promises: the picture keeps its share, controls can be reached, windows fit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.theme import TEXT_SIZES, theme
from app.widgets.room import AT_EASE, FRAME, LEAST, FrontStack, PageRoom, PictureRoom, SideColumn, first_size


def laid_out(page: QWidget) -> QWidget:
    page.show()
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return page


@pytest.fixture
def page(keep):
    """A room with a column of five buttons beside a picture."""
    room = keep(QWidget())
    controls, picture = QWidget(), QWidget()
    inside = QVBoxLayout(controls)
    for number in range(5):
        inside.addWidget(QPushButton(f"button {number}"))
    beside = QHBoxLayout(room)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.addWidget(SideColumn(controls, room))
    beside.addWidget(picture, 1)
    return room


@pytest.mark.parametrize("points", TEXT_SIZES[::3])
def test_a_column_has_the_width_it_needs_where_there_is_room(page, points):
    theme.set_text_size(points)
    page.resize(1280 * theme.metrics.scale, 800 * theme.metrics.scale)
    laid_out(page)
    column = page.findChild(SideColumn)
    assert column.width() == column.content.width() == theme.metrics.column
    assert not column.verticalScrollBar().isVisible()
    assert not column.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("points", TEXT_SIZES[::3])
@pytest.mark.parametrize("size", [(1280, 800), (960, 500), (600, 300)])
def test_a_column_leaves_more_than_half_to_the_picture_and_all_of_it_can_be_reached(page, points, size):
    page.resize(*size)
    laid_out(page)
    theme.set_text_size(points)
    laid_out(page)
    column = page.findChild(SideColumn)
    assert page.size() == QSize(*size)
    assert column.width() <= 0.46 * size[0]
    for bar, whole, seen in (
        (column.horizontalScrollBar(), column.widget().width(), column.viewport().width()),
        (column.verticalScrollBar(), column.widget().height(), column.viewport().height()),
    ):
        assert bar.maximum() == max(0, whole - seen)
        assert bar.isVisible() is (whole > seen)
    assert column.widget().width() >= theme.metrics.column
    assert column.content.size() == column.widget().size()
    assert column.content.height() >= column.content.minimumSizeHint().height()


def test_a_page_scrolls_only_where_less_than_its_least_height_has_room(keep):
    content = QWidget()
    inside = QVBoxLayout(content)
    words = QLabel("several words that wrap into many lines where there is little room for them")
    words.setWordWrap(True)  # such a layout prefers another height for every width
    plot = QWidget()
    plot.setMinimumHeight(50)
    inside.addWidget(words)
    inside.addWidget(plot, 1)
    area = keep(PageRoom(content))
    area.resize(200, 400)
    laid_out(area)
    assert not area.verticalScrollBar().isVisible()
    assert content.size() == area.viewport().size()
    plot.setMinimumHeight(700)
    laid_out(area)
    assert area.verticalScrollBar().isVisible()
    assert content.height() >= 700
    plot.setMinimumHeight(50)
    laid_out(area)
    assert not area.verticalScrollBar().isVisible()


def test_a_page_is_never_narrower_than_it_needs(keep):
    content = QWidget()
    content.setMinimumWidth(300)
    assert keep(PageRoom(content)).minimumSizeHint().width() >= 300


def test_a_picture_that_has_to_be_scrolled_is_as_large_as_one_at_ease(keep):
    picture = QWidget()
    picture.setMinimumSize(300, 200)
    area = keep(PictureRoom(picture))
    for height, expected in ((250, 250), (200, 200), (199, AT_EASE)):
        laid_out(area)
        area.resize(400, height)
        laid_out(area)
        assert picture.height() == expected
        assert area.verticalScrollBar().maximum() == expected - height


def test_a_stack_asks_for_the_room_of_the_page_in_front(keep):
    stack = keep(FrontStack())
    for size in ((300, 50), (40, 400)):
        front = QWidget()
        front.setMinimumSize(*size)
        stack.addWidget(front)
    stack.setCurrentIndex(0)
    assert stack.minimumSizeHint() == QSize(300, 50)
    stack.setCurrentIndex(1)
    assert stack.minimumSizeHint() == QSize(40, 400)


@pytest.mark.parametrize("points", [8.0, 11.0, 20.0, 40.0])
@pytest.mark.parametrize("screen", [(800, 600), (960, 540), (1024, 768), (1366, 768), (1920, 1080), (3840, 2160)])
def test_a_new_window_has_room_on_the_screen_with_what_is_around_it(points, screen):
    theme.set_text_size(points)
    size = first_size(QSize(*screen))
    assert size.width() + FRAME.width() <= screen[0] or size.width() == LEAST.width()
    assert size.height() + FRAME.height() <= screen[1] or size.height() == LEAST.height()


def test_a_new_window_takes_what_suits_the_text_where_the_screen_has_it():
    assert first_size(QSize(3840, 2160)) == QSize(1280, 800)
    theme.set_text_size(20.0)
    assert first_size(QSize(3840, 2160)) == QSize(2304, 1440)


def test_a_page_that_is_elsewhere_just_now_is_not_brought_to_the_front(keep):
    stack = keep(FrontStack())
    pages = [QWidget() for _ in range(3)]
    for page in pages[:2]:
        stack.addWidget(page)
    stack.setCurrentWidget(pages[1])
    stack.setCurrentWidget(pages[2])  # of which Qt would warn
    assert stack.currentWidget() is pages[1]
    keep(pages[2])

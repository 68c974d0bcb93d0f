"""What every view of a search promises: it stands alone, follows theme, size and language, and fits where it is put."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QPoint, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QLabel, QWidget

from app.language import language
from app.tabs.search.crown_view import CrownView
from app.tabs.search.funnel_view import FunnelView
from app.tabs.search.importance_view import ImportanceView
from app.tabs.search.parallel_view import ParallelView
from app.tabs.search.progress_view import ProgressView
from app.tabs.search.sets_view import SetsView
from app.tabs.search.shown import Shown
from app.tabs.search.ways_view import WaysView
from app.theme import theme
from core.search.study import Search, SearchSettings
from core.search.trials import Record
from tests.app.helpers import pixels, share_unlike
from tests.app.tabs.search.helpers import before_run, put_up, shown_of, up_to

VIEWS = [WaysView, FunnelView, ImportanceView, ParallelView, ProgressView, CrownView, SetsView]
SNAPSHOTS = ["compared", "halved", "varied", "equal"]

every_view = pytest.mark.parametrize("kind", VIEWS, ids=lambda kind: kind.__name__)
every_search = pytest.mark.parametrize("name", SNAPSHOTS)


def settled(view: QWidget) -> Any:
    """Return what a view looks like once its layout has come to rest."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        view.grab()
    return pixels(view)


def seen(view: QWidget) -> list[QLabel]:
    return [label for label in view.findChildren(QLabel) if label.isVisible() and label.text()]


@every_view
@every_search
def test_it_shows_a_search_from_before_its_beginning_to_its_end(kind, name, request, keep):
    snapshot = request.getfixturevalue(name)
    view = put_up(keep, kind(), 520, 360)
    nothing = tuple(Record(record.trial) for record in snapshot.records)
    for shown in (
        before_run(snapshot),
        shown_of(replace(snapshot, records=nothing, stopped=(), audited=(), rung=0, remaining=1.0, rivals=())),
        shown_of(up_to(snapshot, 7), chosen=(0, 3), best=2),
        shown_of(snapshot),
        shown_of(snapshot, chosen=(0, 3), best=3, scale="linear", across="decay.strength", up="activation"),
        shown_of(replace(snapshot, records=tuple(replace(record, diverged=1) for record in snapshot.records))),
        before_run(snapshot),
    ):
        view.show_search(shown)
        assert view.grab().width() == 520
        assert view.body.isVisible() != view.empty.isVisible()


@every_view
def test_it_looks_the_same_whatever_was_shown_before(kind, varied, compared, keep):
    first, second = put_up(keep, kind()), put_up(keep, kind())
    for shown in (shown_of(compared), before_run(varied), shown_of(up_to(varied, 9), chosen=(1,)), shown_of(varied)):
        first.show_search(shown)
        first.grab()
    if isinstance(first, CrownView | ProgressView):  # these keep the height of a sentence that was longer
        first.sentence.forget_height()
        first.show_search(shown_of(varied))
    second.show_search(shown_of(varied))
    assert share_unlike(settled(first), settled(second)) == 0


@every_view
@pytest.mark.parametrize("name", ["halved", "varied"])
def test_it_comes_back_from_other_colours_letters_and_words(kind, name, request, keep):
    snapshot = request.getfixturevalue(name)
    view = put_up(keep, kind())
    view.show_search(shown_of(snapshot, chosen=(0, 3)))
    before = settled(view)
    theme.apply(dark=True)
    assert share_unlike(settled(view), before) > 0.5
    theme.apply(dark=False)
    theme.set_text_size(18)
    assert share_unlike(settled(view), before) > 0.01
    theme.normal()
    language.switch("ko")
    korean = settled(view)
    language.switch("en")
    assert share_unlike(korean, before) > 0.001
    assert share_unlike(settled(view), before) == 0


@every_view
@pytest.mark.parametrize(
    ("points", "size"),
    [(8, (520, 360)), (11, (520, 360)), (18, (520, 360)), (30, (1000, 640))],
)
def test_no_text_is_cut_and_nothing_stands_beyond_its_view(kind, points, size, halved, equal, varied, keep):
    theme.set_text_size(points)
    view = put_up(keep, kind(), *size)
    for code in ("ko", "en"):
        language.switch(code)
        for shown in (before_run(halved), shown_of(halved if code == "ko" else varied), shown_of(equal)):
            view.show_search(shown)
            settled(view)
            for label in (view.sentence, view.empty):
                if label.isVisible():
                    needed = label.heightForWidth(label.width())
                    assert label.height() >= needed - 2, (label.text(), label.height(), needed)
            for child in view.findChildren(QWidget):
                if child.isVisible() and child.parent() in (view, view.body):
                    place = child.mapTo(view, QPoint())
                    inside = QSize(place.x() + child.width(), place.y() + child.height())
                    assert inside.width() <= view.width() + 1 and inside.height() <= view.height() + 1, child


@every_view
def test_it_is_content_with_520_by_360_pixels(kind, varied, compared, halved, keep):
    view = put_up(keep, kind(), 520, 360)
    for snapshot in (varied, compared, halved):
        view.show_search(shown_of(snapshot))
        hint = view.minimumSizeHint()
        assert hint.width() <= 520 and hint.height() <= 360


@every_view
@pytest.mark.parametrize("name", ["halved", "varied"])
def test_it_can_be_put_on_paper(kind, name, request, keep):
    view = put_up(keep, kind())
    view.show_search(shown_of(request.getfixturevalue(name), chosen=(0, 2)))
    view.set_pen_scale(1)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(view.size())
    generator.setResolution(view.logicalDpiX())
    painter = QPainter(generator)
    view.render(painter, QPoint())
    painter.end()
    text = bytes(buffer.data().data()).decode()
    assert text.count("<") > 20 and not re.search(r"[\s,\"-](nan|inf)[\s,\"]", text)


@every_view
def test_no_english_is_left_in_korean(kind, varied, compared, halved, equal, keep):
    language.switch("ko")
    view = put_up(keep, kind())
    for shown in (*(shown_of(each) for each in (varied, compared, halved, equal)), before_run(varied), Shown(Search())):
        view.show_search(shown)
        for label in seen(view):
            words = [word for word in label.text().split() if word.isascii() and word.isalpha() and word != "Halton"]
            assert not words, label.text()


@every_view
def test_it_shows_results_of_another_search_than_the_one_that_is_set(kind, varied, keep):
    view = put_up(keep, kind())
    other = Search(SearchSettings(space=varied.search.settings.space[:1]))
    view.show_search(Shown(other, varied))
    assert view.grab().width() == 640

"""What a screen reader is told of the pictures: that each is a chart, its name, and the sentence over it."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QTextDocumentFragment
from PySide6.QtWidgets import QWidget

from app.language import language
from app.plots import charts as telling
from app.plots.curves import CurvePlot
from app.plots.frame import Plot
from app.plots.paint import Painted
from app.tabs.search.views import VIEWS
from app.widgets.cards import JOINER
from core.scenes import find_scene
from tests.app.tabs.search.helpers import Searcher, tiny_search

SCENES = (
    "optimizers",
    "lr-limit",
    "init-wall",
    "init-relu",
    "gradient-vanishing",
    "activation-functions",
    "mnist-init",
)
"""Pictures of every kind; those of searches below."""


def charts(window: QWidget) -> list[QWidget]:
    """Return the plots that can be seen."""
    return [each for each in window.findChildren(QWidget) if isinstance(each, Plot | Painted) and each.isVisible()]


def told(widget: QWidget) -> tuple[QAccessible.Role, str, str, str]:
    """Return role, name, value and description of a widget, as a screen reader gets them."""
    found = QAccessible.queryAccessibleInterface(widget)
    texts = [found.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)]
    return found.role(), texts[0], texts[1], texts[2]


def all_is_told(tab: Any, sentence_of: Any) -> None:
    """Check what is told of every plot of a tab that can be seen, in both languages."""
    plots = charts(tab)
    assert plots
    descriptions: dict[QWidget, set[str]] = {plot: set() for plot in plots}
    for code in ("ko", "en"):
        language.switch(code)
        for plot in plots:
            role, name, value, description = told(plot)
            assert role is QAccessible.Role.Chart, plot
            assert name, plot
            assert value == sentence_of(), plot
            assert "</" not in description
            descriptions[plot].add(description)
    for plot, texts in descriptions.items():
        assert texts == {""} or len(texts) == 2, (plot, texts)  # it follows the language


def text_of(html: str) -> str:
    return QTextDocumentFragment.fromHtml(html).toPlainText().replace(JOINER, "")


@pytest.mark.parametrize("name", SCENES)
def test_every_plot_is_a_chart_with_a_name_whose_value_is_the_sentence_of_the_scene(open_window, name):
    person = open_window(find_scene(name))
    tab = person.window.tab
    person.wait(lambda: not tab.is_computing and charts(tab), timeout=20_000)
    assert tab.picture.head.sentence.isVisible()
    all_is_told(tab, lambda: text_of(tab.picture.head.sentence.text()))


def test_every_plot_of_a_search_is_a_chart_whose_value_is_what_is_said_of_it(qtbot, open_window, tiny_source):
    person = Searcher(qtbot, open_window(tiny_search(tiny_source)).window)
    person.search_to_end()
    tab = person.tab
    said = set()
    for focus in VIEWS:
        tab.picture.controls.view_chosen.emit(focus)
        all_is_told(tab, lambda: tab.picture.sentence.text())
        said.add(tab.picture.sentence.text())
    assert max(map(len, said)) > 20


def test_while_a_result_is_covered_charts_tell_the_question(open_window, settings):
    settings.set_value("questions", True)
    tab = open_window(find_scene("momentum-escape")).window.tab
    assert tab.is_covered
    assert told(tab.picture.overlay)[2] == tab.picture.head.spoken() == text_of(tab.picture.head.sentence.text())
    assert tab.picture.head.spoken().endswith("?")


def test_charts_come_and_go_with_their_plots(keep):
    page = keep(QWidget())
    of_others = set(telling._told)  # of windows that live on beside this page
    for _ in range(30):
        plots = [CurvePlot("loss"), CurvePlot("accuracy")]
        for plot in plots:
            plot.setParent(page)
            plot.setAccessibleName("curves")
            assert told(plot) == (QAccessible.Role.Chart, "curves", "", "")
            assert told(plot)[0] is QAccessible.Role.Chart
            plot.deleteLater()
        del plots, plot
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not page.children()
    assert len(set(telling._told) - of_others) <= 4

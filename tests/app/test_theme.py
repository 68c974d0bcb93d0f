"""What the theme promises: everything follows colours and text size at once, and text can be read."""

from __future__ import annotations

import gc
import re
import weakref
from collections import Counter

import numpy as np
import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.remembered import Remembered
from app.theme import (
    DARK,
    FONT_FAMILY,
    LIGHT,
    NORMAL,
    RESOURCES,
    TEXT_SIZES,
    Metrics,
    fit,
    icon,
    put_icon,
    remembered_text_size,
    theme,
)
from app.theme.icons import resource
from core.scenes import find_scene
from core.training.study import Experiment
from tests.app.helpers import ENDLESS, pixels, pixels_of, share_of, tiny_scene


def test_neighbours_in_the_list_differ_in_their_marks():
    symbols = [theme.symbol(run) for run in range(8)]
    assert len(set(symbols)) == 8


def test_after_the_last_colour_come_other_shades_of_the_same():
    hues = [theme.series(number).hue() for number in (0, 8, 16, 24)]
    assert max(hues) - min(hues) <= 4
    assert len({theme.series(number).name() for number in (0, 8, 16, 24)}) == 4


def test_no_two_of_the_most_runs_look_alike():
    looks = {(theme.series(run).name(), theme.symbol(run)) for run in range(Experiment.most_runs)}
    assert len(looks) == Experiment.most_runs


def test_the_bundled_font_is_the_font_of_the_application():
    assert QFontInfo(QApplication.font()).family() == FONT_FAMILY
    assert QFontInfo(theme.font(bold=True)).family() == FONT_FAMILY
    assert QApplication.font().pointSize() >= 11


def test_an_icon_has_the_colour_it_is_asked_for():
    picture = pixels_of(icon("run", "#d55e00").pixmap(20).toImage())
    assert share_of(picture, "#d55e00") > 0.05


def test_an_icon_of_the_style_sheet_is_in_memory_in_the_colour_it_is_asked_for():
    path = resource("check", "#ff0000")
    assert path.startswith(":/") and QFile.exists(path)
    drawn = QPixmap(path).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    colors = {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())}
    assert "#ff0000" in colors
    for role in ("muted", "on_accent"):
        for name in ("check", "chevron-down"):
            assert not QPixmap(resource(name, getattr(theme.colors, role))).isNull()


def test_an_icon_that_is_missing_is_empty_and_told_in_the_log(caplog):
    assert not icon("missing").isNull()
    assert set(np.unique(pixels_of(icon("missing").pixmap(20).toImage()))) <= {0}
    assert "no icon missing" in caplog.text


def test_a_disabled_icon_is_dimmed():
    enabled, disabled = (icon("run").pixmap(20, mode) for mode in (icon("run").Mode.Normal, icon("run").Mode.Disabled))
    assert share_of(pixels_of(enabled.toImage()), theme.colors.text) > 0.05
    assert share_of(pixels_of(disabled.toImage()), theme.colors.disabled) > 0.05


def test_icons_follow_the_theme(keep):
    button = keep(QToolButton())
    put_icon(button, "run")
    theme.apply(dark=True)
    assert share_of(pixels_of(button.icon().pixmap(20).toImage()), DARK.text) > 0.05


def test_every_icon_that_is_asked_for_exists():
    asked = set()
    for path in (RESOURCES.parent / "app").rglob("*.py"):
        asked |= set(
            re.findall(r'(?:put_icon\(\s*[\w.]+,\s*|_picture\(|_button\(\s*)"([\w-]+)"', path.read_text("utf-8"))
        )
    assert len(asked) > 10
    missing = [name for name in asked if not (RESOURCES / "icons" / f"{name}.svg").exists()]
    assert missing == []


def main_color(picture: np.ndarray) -> tuple[int, int, int]:
    return Counter(map(tuple, picture.reshape(-1, 3).tolist())).most_common(1)[0][0]


def rgb(color: str) -> tuple[int, int, int]:
    return QColor(color).red(), QColor(color).green(), QColor(color).blue()


def test_page_and_plots_follow_light_and_dark(person):
    person.run_to_end()
    window, picture = person.window, person.tab.picture
    for colors in (LIGHT, DARK, LIGHT):
        if theme.colors is not colors:
            person.click(window.header.theme_button)
        assert theme.colors is colors
        for plot in (picture.accuracy, picture.loss):
            assert main_color(pixels(plot)) == rgb(colors.card)
        assert tuple(pixels(window.centralWidget())[0, 0]) == rgb(colors.window)
        assert share_of(pixels(window), colors.window) > 0.02
        assert share_of(pixels(picture.loss), colors.series[0]) > 0
        other = DARK if colors is LIGHT else LIGHT
        assert share_of(pixels(window), other.card) < 0.01
        assert share_of(pixels(person.tab.picture.numbers), colors.text) > 0


def test_the_theme_can_be_switched_in_the_middle_of_a_training(open_window):
    person = open_window(tiny_scene(**ENDLESS))
    person.run()
    person.wait_for_steps(2)
    person.window.command_actions.by_id["dark"].trigger()
    before = person.steps
    person.wait_for_steps(before + 50)
    assert main_color(pixels(person.tab.picture.loss)) == rgb(DARK.card)
    person.stop()


# Sizes


NAMED = [name for name, entry in vars(Metrics).items() if isinstance(entry, property)]


@pytest.mark.parametrize("name", NAMED)
def test_every_size_grows_with_the_text(name: str):
    sizes = [getattr(Metrics(points, round(points * 96 / 72)), name) for points in TEXT_SIZES]
    assert sizes == sorted(sizes)
    assert sizes[-1] / sizes[0] == pytest.approx(5.0, rel=0.25)  # 40 points to 8; whole pixels round


def test_a_size_that_is_there_does_not_vanish_in_small_text():
    assert Metrics(8.0, 11).px(0.5) == 1
    assert Metrics(8.0, 11).px(0) == 0


def test_the_steps_of_the_text_size_lead_from_end_to_end_and_back_to_normal():
    seen = [theme.metrics.points]
    for _ in TEXT_SIZES:
        theme.larger()
        seen.append(theme.metrics.points)
    assert seen[-1] == TEXT_SIZES[-1] == 40
    for _ in TEXT_SIZES:
        theme.smaller()
        seen.append(theme.metrics.points)
    assert seen[-1] == TEXT_SIZES[0] == 8
    assert set(seen) == set(TEXT_SIZES)
    theme.normal()
    assert theme.metrics.points == NORMAL


@pytest.mark.parametrize("points", TEXT_SIZES)
def test_text_and_icons_of_every_widget_have_the_size_that_was_asked_for(keep, points):
    page = keep(QWidget())
    label, title, button = QLabel("text"), QLabel("title"), QPushButton("button")
    title.setObjectName("title")
    put_icon(button, "run")
    column = QVBoxLayout(page)
    for widget in (label, title, button):
        column.addWidget(widget)
    page.show()
    theme.set_text_size(points)
    for widget in (label, button):
        assert widget.font().pointSizeF() == points
        assert QFontInfo(widget.font()).pixelSize() == theme.metrics.em
    assert title.font().pointSizeF() == pytest.approx(points * 19 / 11, abs=0.01)
    assert button.iconSize().width() == theme.metrics.icon
    assert button.icon().actualSize(button.iconSize()) == button.iconSize()  # not a small one in a large button


def test_a_fitted_size_follows_the_text_and_the_last_one_given_counts(keep):
    page = keep(QWidget())
    layout = QHBoxLayout(page)
    fit(layout.setSpacing, lambda m: m.px(40))
    fit(layout.setSpacing, lambda m: m.gap)
    fit(layout.setContentsMargins, lambda m: (m.gap, 0, m.indent, 0))
    fit(page.setFixedWidth, lambda m: m.column)
    for points in (22.0, 8.0, NORMAL):
        theme.set_text_size(points)
        m = theme.metrics
        assert layout.spacing() == m.gap
        assert layout.getContentsMargins() == (m.gap, 0, m.indent, 0)
        assert page.width() == m.column
    assert page.width() == 304


def test_a_fitted_layout_that_nobody_names_any_more_still_follows(keep):
    def filled() -> QWidget:
        page = QWidget()
        column, row = QVBoxLayout(page), QHBoxLayout()
        column.addLayout(row)
        fit(row.setSpacing, lambda m: m.gap)
        return page

    page = keep(filled())
    gc.collect()
    theme.set_text_size(22.0)
    assert page.layout().itemAt(0).layout().spacing() == theme.metrics.gap != 8


def test_what_is_fitted_can_go():
    page = QWidget()
    fit(page.setFixedWidth, lambda m: m.column)
    gone = weakref.ref(page)
    del page
    gc.collect()
    assert gone() is None
    theme.larger()


def test_the_text_size_is_changed_by_keys_and_remembered(open_window, settings):
    person = open_window()
    person.activate()
    control = Qt.KeyboardModifier.ControlModifier
    person.key(Qt.Key.Key_Plus, modifier=control)
    person.key(Qt.Key.Key_Equal, modifier=control)
    assert theme.metrics.points == remembered_text_size(settings) == 14
    person.key(Qt.Key.Key_Minus, modifier=control)
    assert theme.metrics.points == 12
    assert remembered_text_size(Remembered(settings.path)) == 12
    person.key(Qt.Key.Key_0, modifier=control | Qt.KeyboardModifier.ShiftModifier)
    assert theme.metrics.points == remembered_text_size(settings) == NORMAL


@pytest.mark.parametrize("spoilt", ["huge", "nan", 400, -1, None])
def test_a_text_size_that_is_none_is_taken_for_the_normal_one(settings, spoilt):
    settings.set_value("text_size", spoilt)
    assert remembered_text_size(settings) == NORMAL


@pytest.mark.parametrize(
    "name", ["optimizers", "lr-limit", "adam", "init-relu", "activation-functions", "mnist-optimizers"]
)
def test_no_label_keeps_a_colour_of_the_other_theme(open_window, name):
    person = open_window(find_scene(name))
    person.wait(lambda: not person.window.tab.is_computing, timeout=20_000)
    for colors, other in ((DARK, LIGHT), (LIGHT, DARK)):
        theme.apply(dark=colors is DARK)
        gone = (*other.series, other.error, other.accent, other.text, other.muted)
        shown = [label for label in person.window.findChildren(QLabel) if label.isVisible()]
        for label in shown:
            kept = [color for color in gone if color in label.styleSheet() + label.text()]
            assert not kept, (label.text(), kept)

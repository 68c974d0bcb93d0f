"""What the surface with its paths promises: it looks the same however many pixels the device has for each of ours."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.tabs.optimizers.items import Arrow, Path, place_beside
from app.tabs.optimizers.landscape import landscape_of
from app.tabs.optimizers.stage import SurfacePlot
from app.theme import theme
from core.descent.landscape import Frame
from tests.app.helpers import pixels_of
from tests.app.tabs.optimizers.helpers import FOUR, scene_of, traced

SIZE = QSize(500, 320)


def plot_of(keep) -> SurfacePlot:
    """Return a plot with everything that can be seen on it: field, paths with dots, heads, names, arrows of a step."""
    plot = keep(SurfacePlot())
    plot.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    plot.resize(SIZE * theme.metrics.scale)
    plot.show()
    descent = scene_of(*FOUR).study
    surface = descent.settings.surface
    frame = Frame(surface.view)
    plot.set_frame(frame)
    plot.set_landscape(landscape_of(surface, frame), field=True)
    plot.set_starts([descent.settings.start[0]])
    plot.set_paths(
        [
            Path(paths[0], number, Qt.PenStyle.SolidLine, f"path {number}")
            for number, paths in enumerate(traced(descent))
        ]
    )
    place = (-6.0, 1.0)
    arrows = [Arrow("gradient", place, (-4.0, 3.0)), Arrow("velocity", place, (-2.0, 0.0))]
    plot.set_place(12, [*arrows, Arrow("update", place, (-3.0, -2.5))])
    return plot


def painted(plot: SurfacePlot, density: float) -> np.ndarray:
    """Return the plot as a device paints it that has `density` pixels for each of ours."""
    plot.set_pen_scale(density)
    image = QImage(plot.size() * density, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(density)
    QWidget.render(plot, image)  # as a file is painted; its own method draws the scene alone
    return pixels_of(image).astype(float)


def halved(picture: np.ndarray) -> np.ndarray:
    """Return a picture with the mean of every four pixels as one."""
    height, width, _ = picture.shape
    return picture.reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3))


def unlike(one: np.ndarray, other: np.ndarray) -> float:
    """Return the share of the pixels of two pictures in which they clearly differ."""
    return float((np.abs(one - other).max(axis=2) > 64).mean())


@pytest.mark.parametrize("points", [11.0, 20.0])
def test_arrows_paths_and_contours_are_as_large_on_a_dense_screen_and_in_a_file(keep, points):
    theme.set_text_size(points)
    coarse, dense = painted(plot_of(keep), 1), painted(plot_of(keep), 2)
    assert unlike(coarse, halved(dense)) < 0.002


def test_arrows_paths_and_contours_grow_with_the_text(keep):
    dense = painted(plot_of(keep), 2)
    theme.set_text_size(22.5)  # letters of 30 pixels for 15
    large = painted(plot_of(keep), 1)
    assert large.shape == dense.shape
    inside = np.s_[10:-50, 50:-10]  # axes have more numbers where there are more pixels
    assert unlike(halved(dense)[inside], halved(large)[inside]) < 0.005


def test_a_name_is_written_where_it_covers_no_other_and_least_of_the_paths():
    view = QRectF(0, 0, 400, 300)
    nothing = np.empty((0, 2))
    usual = place_beside(np.array([200.0, 150.0]), 80.0, view, [], nothing)
    assert usual.left() > 200 and usual.center().y() == pytest.approx(150)
    way = np.stack([np.linspace(200, 400, 60), np.full(60, 150.0)], axis=1)
    other = place_beside(np.array([200.0, 150.0]), 80.0, view, [], way)
    covered = [point for point in way if other.contains(*point)]
    assert not covered and view.contains(other)
    second = place_beside(np.array([200.0, 150.0]), 80.0, view, [usual], nothing)
    assert not second.intersects(usual) and view.contains(second)
    assert view.contains(place_beside(np.array([399.0, 1.0]), 80.0, view, [], nothing))
    above = place_beside(np.array([200.0, 150.0]), 80.0, view, [], way, "above")
    assert above.bottom() < 150 and above.center().x() == pytest.approx(200)

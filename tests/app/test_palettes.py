"""What the palettes promise: contrast on every ground, and colours that are told apart by everyone, even in grey.

Contrast is that of WCAG 2; other eyes are simulated by the matrices of Machado, Oliveira and Fernandes (2009) for full
severity, in linear RGB; distances are CIEDE2000.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app.theme import DARK, LIGHT, Colors, theme

Array = np.ndarray

EYES = {
    "usual": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
APART = {"usual": 15.0, "deuteranopia": 9.5, "protanopia": 9.5, "tritanopia": 9.5}
"""How far any two series are apart at least."""
IN_GREY = {4: 6.0, 5: 4.75, 8: 2.5}
"""How far so many of the first series are apart at least, printed in grey."""
READ = 4.5
SEEN = 3.0
"""Contrasts that text and lines have at least."""
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(color: str) -> Array:
    """Return red, green and blue of a colour as light, from 0 to 1."""
    parts = np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(color: str) -> float:
    return float(XYZ[1] @ linear(color))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour with a share of another painted over it."""
    parts = zip(QColor(one).getRgb()[:3], QColor(other).getRgb()[:3], strict=True)
    return QColor(*(round(a + (b - a) * share) for a, b in parts)).name()


def lab(light: Array) -> Array:
    """Return lightness, a and b of CIELAB, for the white of sRGB."""
    share = XYZ @ np.clip(light, 0.0, 1.0) / XYZ.sum(axis=1)
    root = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def distance(one: Array, other: Array) -> float:
    """Return the CIEDE2000 difference of two colours in CIELAB (Sharma, Wu and Dalal 2005)."""
    mean = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    stretch = 1 + (1 - np.sqrt(mean**7 / (mean**7 + 25**7))) / 2
    (l1, a1, b1), (l2, a2, b2) = one, other
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    cos = [np.cos(np.radians(times * hue + shift)) for times, shift in ((1, -30), (2, 0), (3, 6), (4, -63))]
    t = 1 - 0.17 * cos[0] + 0.24 * cos[1] + 0.32 * cos[2] - 0.20 * cos[3]
    in_l = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2))
    in_c = (c2 - c1) / (1 + 0.045 * chroma)
    in_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    blue = 30 * np.exp(-(((hue - 275) / 25) ** 2))
    rotation = -np.sin(np.radians(2 * blue)) * 2 * np.sqrt(chroma**7 / (chroma**7 + 25**7))
    return float(np.sqrt(in_l**2 + in_c**2 + in_h**2 + rotation * in_c * in_h))


def least_apart(colors: list[Array]) -> float:
    return min(distance(one, other) for one, other in combinations(colors, 2))


both = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((50.0, 2.5, 0.0), (50.0, 3.1736, 0.5854), 1.0),
    ],
)
def test_distances_are_those_that_are_published(one, other, apart):
    assert distance(np.array(one), np.array(other)) == pytest.approx(apart, abs=1e-4)
    assert distance(np.array(other), np.array(one)) == pytest.approx(apart, abs=1e-4)


@both
def test_texts_can_be_read_on_all_they_stand_on(colors: Colors):
    for ink in (colors.text, colors.muted, colors.accent, colors.error, colors.good, colors.fair):
        for ground in (colors.window, colors.card, colors.field, colors.selected, colors.hover):
            assert contrast(ink, ground) >= READ, (ink, ground)
    for ink in (colors.error, colors.good, colors.fair):  # on a ground that has a little of its colour
        assert contrast(ink, mixed(colors.card, ink, 0.12)) >= READ
    for ground in (colors.accent, colors.accent_hover):
        assert contrast(colors.on_accent, ground) >= READ
    assert contrast(colors.card, colors.text) >= READ  # what is told over the foot of the window


@both
def test_every_series_is_seen_on_every_ground_and_can_be_read_on_a_card(colors: Colors):
    for color in colors.series:
        assert contrast(color, colors.card) >= READ, color  # names at the ends of curves have the colour of theirs
        for ground in (colors.window, colors.low, colors.high):
            assert contrast(color, ground) >= SEEN, (color, ground)


@both
def test_the_shades_of_later_rounds_are_seen_and_go_from_light_to_dark(colors: Colors):
    theme.apply(dark=colors is DARK)
    rounds = [[theme.series(8 * shade + place).name() for place in range(8)] for shade in range(5)]
    for shown in rounds:
        for color in shown:
            assert contrast(color, colors.card) >= SEEN, color
    for place in range(8):
        order = [luminance(rounds[shade][place]) for shade in (1, 2, 0, 3, 4)]
        assert order == sorted(order, reverse=True)
    assert len({color for shown in rounds for color in shown}) == 40


@both
@pytest.mark.parametrize("eyes", EYES)
def test_no_two_series_look_alike_to_anyone(colors: Colors, eyes: str):
    assert least_apart([lab(EYES[eyes] @ linear(color)) for color in colors.series]) >= APART[eyes]


@both
@pytest.mark.parametrize("first", IN_GREY)
def test_the_first_series_are_told_apart_in_grey(colors: Colors, first: int):
    greys = [lab(np.full(3, luminance(color))) for color in colors.series[:first]]
    assert least_apart(greys) >= IN_GREY[first]


def test_a_series_has_the_same_hue_in_both_themes():
    for light, dark in zip(LIGHT.series[:-1], DARK.series[:-1], strict=True):
        hues = [np.degrees(np.arctan2(b, a)) for _, a, b in (lab(linear(light)), lab(linear(dark)))]
        assert abs((hues[1] - hues[0] + 180) % 360 - 180) < 45, (light, dark)
    for colors in (LIGHT, DARK):
        assert np.hypot(*lab(linear(colors.series[-1]))[1:]) < 5  # the last one is grey


@both
def test_the_field_on_a_landscape_is_seen_and_is_not_as_loud_as_paths(colors: Colors):
    for ground in (colors.low, colors.high):
        arrow = contrast(colors.field_arrow, ground)
        assert arrow >= 1.6
        assert 1.3 <= contrast(colors.contour, ground) < arrow
        assert all(contrast(color, ground) > 1.3 * arrow for color in colors.series)

"""A drawing made into an image as those of MNIST were made: scaled into a box, and centred by its centre of mass."""

from __future__ import annotations

import math

import numpy as np

Array = np.ndarray

BOX = 20 / 28
"""Side of the box that a digit fills, as a part of the side of the image."""
INK = 0.05
"""What is darker than this counts as drawn."""


def as_digit(pixels: Array, shape: tuple[int, int] = (28, 28)) -> Array:
    """Return a drawing as an image of MNIST would show it, values in [0, 1].

    The longer side of what was drawn is scaled to the box (20 of 28 pixels), keeping the ratio of the sides; each pixel
    of the image is the mean of the drawing under it; the centre of mass of the ink comes into the pixel just behind the
    middle, (14, 14), by whole pixels.

    Parameters
    ----------
    pixels : ndarray (height, width)
        How much ink there is, from 0 to 1.
    shape : (int, int)
        Height and width of the image.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 86
    (1998), section III.A.
    """
    inked = np.nonzero(pixels > INK)
    if not len(inked[0]):
        return np.zeros(shape, np.float32)
    pitch = (max(np.ptp(places) for places in inked) + 1) / (
        BOX * min(shape)
    )  # pixels of the drawing in one of the image
    down, across = (_means(pixels.sum(axis=1 - axis), inked[axis].min(), shape[axis], pitch) for axis in (0, 1))
    image: Array = (down @ pixels @ across.T).astype(np.float32)
    return image


def _means(ink: Array, start: int, count: int, pitch: float) -> Array:
    """Return the matrix ``(count, pixels)`` that takes the mean of every `pitch` pixels of one axis.

    The box begins with the ink, and is moved by whole pixels of the image until the centre of mass is in the pixel just
    behind the middle.
    """
    middle = ink @ (np.arange(len(ink)) + 0.5) / ink.sum()
    first = math.ceil(count / 2 - (middle - start) / pitch)  # as in MNIST, whose centres of mass lie in [14, 15)
    edges = start + (np.arange(count + 1) - first) * pitch
    starts = np.arange(len(ink))
    covered = np.minimum(edges[1:, None], starts + 1) - np.maximum(edges[:-1, None], starts)
    return np.clip(covered, 0, 1) / pitch

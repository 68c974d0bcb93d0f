"""What a network answers to the images of the test set, image by image: what it mistakes for what."""

from __future__ import annotations

import numpy as np

from core.data.datasets import Examples
from core.training.recording import Moment

Array = np.ndarray


def confusion(labels: Array, answers: Array, classes: int) -> Array:
    """Return how many images of each class ``(true, answered)`` were taken for each.

    Parameters
    ----------
    labels, answers : ndarray of int (images,)
        What each image is, and what it was taken for.
    classes : int
        How many classes there are.
    """
    cells = labels.astype(np.intp) * classes + answers.astype(np.intp)
    return np.bincount(cells, minlength=classes * classes).reshape(classes, classes)


def worst(examples: Examples, moment: Moment, column: int, most: int) -> Array:
    """Return which images a run gets wrong, those first of which it is surest.

    Parameters
    ----------
    examples : Examples
        The images that the answers are to.
    moment : Moment
        Of the training.
    column : int
        The run in it.
    most : int
        How many images at most.
    """
    wrong = np.flatnonzero(moment.answers[column] != examples.labels)
    confidence = np.nan_to_num(moment.confidence[column, wrong].astype(np.float32), nan=0.0)
    return wrong[np.argsort(-confidence, kind="stable")][:most]

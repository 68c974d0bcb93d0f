"""What a network answers to the images of the test set, image by image: what it mistakes for what."""

from __future__ import annotations

import numpy as np

from core.data.datasets import Examples
from core.training.recording import Moment
from core.training.results import Result

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
    return wrong[_by_confidence(moment.confidence[column, wrong])][:most]


def confusions(result: Result) -> Array:
    """Return the confusion matrix of a run at every moment that is kept, ``(moments, classes, classes)``."""
    tested, classes = result.snapshot.tested, result.snapshot.classes
    if tested is None:
        return np.zeros((0, classes, classes), np.intp)
    each = [confusion(tested.labels, moment.answers[result.column], classes) for moment in result.snapshot.moments]
    return np.array(each, np.intp).reshape(-1, classes, classes)


def taken_for(examples: Examples, moment: Moment, column: int, cell: tuple[int, int], most: int) -> Array:
    """Return which images of one class a run takes for a class, those first of which it is surest.

    Parameters
    ----------
    examples, moment, column, most
        See `worst`.
    cell : (int, int)
        What the images are, and what they are taken for.
    """
    there = np.flatnonzero((examples.labels == cell[0]) & (moment.answers[column] == cell[1]))
    return there[_by_confidence(moment.confidence[column, there])][:most]


def flips(examples: Examples, before: Moment, after: Moment, column: int) -> tuple[Array, Array]:
    """Return which images became right between two moments of a run, and which became wrong.

    Those that became right are in the order of the confidence of the right answer, those that became wrong in the order
    of the confidence of the wrong one.
    """
    was, is_right = (moment.answers[column] == examples.labels for moment in (before, after))
    found = []
    for turned in (np.flatnonzero(~was & is_right), np.flatnonzero(was & ~is_right)):
        found.append(turned[_by_confidence(after.confidence[column, turned])])
    return found[0], found[1]


def _by_confidence(confidence: Array) -> Array:
    """Return the order that puts the greatest confidence first; what is not a number comes last."""
    return np.argsort(-np.nan_to_num(confidence.astype(np.float32), nan=-1.0), kind="stable")

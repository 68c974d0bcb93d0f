"""What a scene asks, and the one sentence that answers it.

A scene names its question (``"asks"`` in its file).  The answer is computed from what came out, whatever the settings
are by then: where the slogan of a slide does not hold, the sentence says something else.  What matters most in it
stands between two pairs of asterisks, ``**so**``; the window prints that in bold and colour.

To add one: a subclass of `Question` in the module ``questions`` of a chapter, decorated with
``@questions.register("its name")``.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from core.config.registry import Registry
from core.config.words import Phrase, mark

questions = Registry(mark("core", "question"))

CLAUSES, SENTENCES = "; ", " "
"""What stands between the clauses of a sentence, and between sentences."""

_STRONG = re.compile(r"\*\*(.+?)\*\*")


class Question:
    """Base of the questions.

    Attributes
    ----------
    key : str
        Its name in scene files.
    tab : str
        Key of the tab whose scenes can ask it.
    outcomes : tuple of str
        What can come true of what a class predicts, by name (see `core.config.predictions`); empty where nothing can
        be predicted.
    """

    key: ClassVar[str] = ""
    tab: ClassVar[str] = ""
    outcomes: ClassVar[tuple[str, ...]] = ()

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        """Return the sentence, None while there is nothing to say.

        Parameters
        ----------
        results
            What the chapter computes, with the study that it was computed from.
        """
        raise NotImplementedError

    @staticmethod
    def outcome(results: Any) -> str | None:
        """Return which of `outcomes` has come true, None while that is not known, or where none of them has."""
        return None


def so_far(texts: tuple[str, str], done: int, planned: int, is_over: bool) -> Phrase:
    """Return how far something is, as the opening of a sentence: "After 100 trials", "After 34 of 100 trials"."""
    whole, part = texts
    return Phrase(whole if is_over else part, done=done, planned=planned)


def parts(sentence: str) -> list[tuple[str, bool]]:
    """Return a sentence in parts, each with whether it is what matters most."""
    pieces = _STRONG.split(sentence)
    return [(text, place % 2 == 1) for place, text in enumerate(pieces) if text]


def plain(sentence: str) -> str:
    """Return a sentence without the marks of what matters most."""
    return _STRONG.sub(r"\1", sentence)

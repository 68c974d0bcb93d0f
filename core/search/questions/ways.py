"""The question why one way of choosing beats another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.config import figures
from core.config.questions import SENTENCES, questions
from core.config.words import Phrase, joined, mark
from core.search.crown import lead
from core.search.questions.shared import SURE, Outcome, SearchQuestion, lost, none_yet, when
from core.search.ranking import finishers, importance
from core.search.space import PATHS
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot, Trial
from core.search.verdicts import TELLING

_TRIED = mark(
    "core",
    "{when}, different values of the {setting}: **{tried}**. The best of each gets right: {best}; {verdict}.",
)
_TRIED_OF_WHAT_MATTERS = mark(
    "core",
    "{when}, different values of the {setting}, which matters most: **{tried}**. The best of each gets right: {best}; "
    "{verdict}.",
)
_TRIED_IN_VAIN = mark(
    "core",
    "{when}, different values of the {setting}: **{tried}**, though no setting matters much alone. The best of each "
    "gets right: {best}; {verdict}.",
)
_TRIED_ALONE = mark(
    "core",
    "{when}, **{tried} different values** of the {setting}; the best gets **{best} right**. Compare another way.",
)


@questions.register("ways")
class Ways(SearchQuestion):
    """Why one way of choosing beats another: different values that each tries of what matters, and what it reaches.

    The best of the way that tries the fewest values is behind the best of the others, level with it, or ahead.
    """

    outcomes = ("behind", "level", "ahead")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        outcome: Outcome = results
        study, parts = outcome.study, outcome.parts
        if not study.settings.space:
            return Phrase(mark("core", "Nothing is varied, so that there is nothing to choose."))
        if not parts:
            return _whose_best(study)
        best = _best(parts)
        if all(record is None for record in best):
            return none_yet(parts)
        text, place, tried = _what_is_tried(study, parts)
        names = [part.search.settings.way.label for part in parts]
        said = Phrase(
            text if len(parts) > 1 else _TRIED_ALONE,
            when=when(parts),
            setting=PATHS[study.settings.space[place].path],
            tried=_each(names, tried),
            best=_each(names, [figures.share(record.accuracy) if record else figures.NOTHING for record in best]),
            verdict=_who_wins(names, tried, best, study.settings.validation_images),
        )
        return joined([said, *lost(parts)], SENTENCES)

    @staticmethod
    def outcome(results: Any) -> str | None:
        outcome: Outcome = results
        parts = outcome.parts
        if not parts or not parts[0].is_complete or not outcome.study.settings.space:
            return None
        _, _, tried = _what_is_tried(outcome.study, parts)
        end = _end(tried, _best(parts), outcome.study.settings.validation_images)
        return None if end is None or len(set(tried)) == 1 else end[2]


def _best(parts: Sequence[SearchSnapshot]) -> list[Record | None]:
    return [next(iter(finishers(part)), None) for part in parts]


def _what_is_tried(study: Search, parts: Sequence[SearchSnapshot]) -> tuple[str, int, list[int]]:
    """Return the sentence that is true of a setting, without its values, its place, and how many each way tries."""
    shares = importance(study, [record for part in parts for record in part.records])
    known = bool(np.isfinite(shares).any())
    matters = known and float(np.nanmax(shares)) >= TELLING
    text = _TRIED_OF_WHAT_MATTERS if matters else _TRIED_IN_VAIN if known else _TRIED
    place = int(np.nanargmax(shares)) if matters else _place_across(study)
    return text, place, [_distinct([r.trial for r in part.records if len(r.steps)], place) for part in parts]


def _place_across(study: Search) -> int:
    return [dimension.path for dimension in study.settings.space].index(study.axes[0])


def _values_to_try(search: Search, place: int) -> int:
    """Return how many different values of a setting will be tried, without its trials, which take long to make."""
    settings = search.settings
    points = settings.way.points(settings.trials, settings.cells, settings.seed, settings.round)
    return len({settings.space[place].value(u) for u in points[:, place].tolist()})


def _distinct(trials: Sequence[Trial], place: int) -> int:
    return len({trial.values[place] for trial in trials})


def _each(names: Sequence[str], values: Sequence[object]) -> Phrase:
    """Return a value a way: "grid 10, random 100"; a value alone where there is one way."""
    if len(names) == 1:
        return joined(values)
    pairs = zip(names, values, strict=True)
    return joined([Phrase(mark("core", "{way} {value}"), way=name, value=value) for name, value in pairs])


def _whose_best(study: Search) -> Phrase:
    """Return what is asked before the search."""
    searches = (study, *study.rivals)
    tried = [_values_to_try(search, _place_across(study)) for search in searches]
    names = [search.settings.way.label for search in searches]
    text = mark("core", "Different values of the {setting}: {tried}. Whose best will be better? Press Run.")
    if len(searches) == 1:
        text = mark("core", "{tried} different values of the {setting}: how good will the best be? Press Run.")
    return Phrase(text, setting=PATHS[study.axes[0]], tried=_each(names, tried))


def _end(tried: Sequence[int], best: Sequence[Record | None], images: int) -> tuple[int, int, str] | None:
    """Return how the way that tries the fewest values compares with the best of the others.

    Returns
    -------
    tuple of (int, int, str) or None
        The places of both, and whether it is "behind", "level" or "ahead"; None where no other has a best.
    """
    there = sorted(
        ((count, place, record) for place, (count, record) in enumerate(zip(tried, best, strict=True)) if record),
        key=lambda each: each[0],
    )
    if len(there) < 2:
        return None
    (_, fewest, own), *others = there
    _, place, other = max(others, key=lambda each: each[2].accuracy)
    ahead, error = lead(other, own, images)
    if abs(ahead) <= SURE * error or not ahead:
        return fewest, place, "level"
    return fewest, place, "behind" if ahead > 0 else "ahead"


def _who_wins(names: Sequence[str], tried: Sequence[int], best: Sequence[Record | None], images: int) -> Phrase:
    """Return in words how the way that tries the fewest values compares with the best of the others."""
    end = _end(tried, best, images)
    if end is None:
        return Phrase(mark("core", "no other has one"))
    fewest, other, how = end
    if how == "level":
        return Phrase(mark("core", "**level, as far as {images} images tell**"), images=images)
    if len({count for count, record in zip(tried, best, strict=True) if record}) == 1:
        return Phrase(mark("core", "**{way} is ahead**"), way=names[other if how == "behind" else fewest])
    text = (
        mark("core", "**{way} falls behind**") if how == "behind" else mark("core", "**{way} is ahead all the same**")
    )
    return Phrase(text, way=names[fewest])

"""What the sentences about searches claim, counted once more from the settings and accuracies of the trials alone."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.search.space import PATHS, Range, options_of
from core.search.trials import SearchSnapshot
from tests.core.sentences import Reader, ends, read, says, says_share, templates_in

READER = Reader()
of, holds = READER.of, READER.holds
TELLING, SLACK = 0.1, 1e-9


class Trial:
    """A trial as plain numbers."""

    def __init__(self, record: Any, rung: int | None, part: Part) -> None:
        self.values, self.number, self.rung = record.trial.values, record.trial.number, rung
        self.diverged, self.measured, self.step = record.diverged is not None, len(record.steps) > 0, record.step
        size, settings = record.trial.batch_size, part.search.settings
        self.end = settings.steps(settings.length, size)
        self.cut = None if rung is None else settings.steps(part.search.rungs[rung].length, size)
        self.accuracy = float(record.validation[-1]) if self.measured else math.nan
        self.right = record.right_images(settings.validation_images)

    @property
    def ended(self) -> bool:
        return self.diverged or self.rung is not None or self.step == self.end

    @property
    def finished(self) -> bool:
        """Whether it was trained to its last step and not stopped."""
        return not self.diverged and self.rung is None and self.step == self.end


class Part:
    """What has come of one way of choosing."""

    def __init__(self, snapshot: SearchSnapshot) -> None:
        self.search, self.rung = snapshot.search, snapshot.rung
        self.images = snapshot.search.settings.validation_images
        self.space = snapshot.search.settings.space
        self.way = str(snapshot.search.settings.way.label)
        stopped = snapshot.stopped or (None,) * len(snapshot.records)
        self.trials = [Trial(r, rung, self) for r, rung in zip(snapshot.records, stopped, strict=True)]
        self.complete = snapshot.is_complete

    @property
    def best(self) -> list[Trial]:
        """Those that finished, the best first; of two alike, the earlier."""
        return sorted((t for t in self.trials if t.finished), key=lambda t: (-t.accuracy, t.number))

    @property
    def ranked(self) -> list[Trial]:
        """Those that were measured: who came farthest, then who is best; stopped and diverged ones are behind them."""

        def key(t: Trial) -> tuple[Any, ...]:
            far = t.step / t.end if t.rung is None else t.rung
            return t.diverged, t.rung is not None, 0 if t.diverged else -far, -t.accuracy, t.number

        return sorted((t for t in self.trials if t.measured), key=key)


@dataclass(frozen=True)
class Case:
    """What a sentence is about."""

    parts: tuple[Part, ...] = ()
    search: Any = None
    revealed: dict[int, Any] = field(default_factory=dict)
    given: Any = None

    @property
    def part(self) -> Part:
        return self.parts[0]

    @property
    def trials(self) -> list[Trial]:
        return [trial for part in self.parts for trial in part.trials]


def setting_at(space: Any, label: str) -> int:
    """Return the place of a setting by what it is called."""
    return next(n for n, dimension in enumerate(space) if str(PATHS[dimension.path]) == str(label))


def explained(space: Any, trials: list[Trial]) -> list[float]:
    """Share of the variance of accuracy that each setting explains alone (ε²), over bins of equal count."""
    known = [t for t in trials if t.measured and not t.diverged]
    accuracy = np.array([t.accuracy for t in known])
    count = len(known)
    bins = min(10, count // 8)
    found = []
    for k, dimension in enumerate(space):
        order = [dimension.unit(t.values[k]) for t in known]
        distinct = sorted(set(order))
        if bins < 2 or len(distinct) < 2 or accuracy.max() == accuracy.min():
            found.append(math.nan)
            continue
        if len(distinct) <= bins:
            chosen = [distinct.index(each) for each in order]
        else:
            rank = {n: place for place, n in enumerate(sorted(range(count), key=lambda n: order[n]))}
            chosen = [rank[n] * bins // count for n in range(count)]
        groups = [accuracy[[n for n in range(count) if chosen[n] == b]] for b in sorted(set(chosen))]
        within = sum(float(((group - group.mean()) ** 2).sum()) for group in groups)
        overall = float(((accuracy - accuracy.mean()) ** 2).sum())
        found.append(max(0.0, 1 - (count - 1) / (count - len(groups)) * within / overall))
    return found


def known(shares: list[float]) -> list[float]:
    return [share for share in shares if not math.isnan(share)]


# How far it is


@of("After {done} trials")
def _(case, done):
    yield read(done) == len(case.trials) == sum(t.ended for t in case.trials)


@of("After {done} of {planned} trials")
def _(case, done, planned):
    yield read(done) == sum(t.ended for t in case.trials) < read(planned) == len(case.trials)


@of("{when}: **none has come to its last step**.")
def _(case, when):
    yield holds(when, case) and not any(t.finished for t in case.trials)


@of("None of {count} trials has come to its end yet.")
def _(case, count):
    yield read(count) == len(case.trials) and not any(t.ended for t in case.trials)


@of("{count} diverged.")
def _(case, count):
    yield read(count) == sum(t.diverged for t in case.trials) > 0


# Before


def _untouched(case: Case) -> bool:
    return not any(t.measured for t in case.trials)


def _count(case: Case, count: str) -> bool:
    return _untouched(case) and read(count) == case.search.count


@of(
    "{count} networks that differ by random numbers alone: how far apart are they? Press Run.",
    "{count} networks, alike but for random numbers: how far ahead will the best be? Press Run.",
)
def _(case, count):
    yield _count(case, count) and not case.search.settings.space


@of("{count} networks with settings of their own: will the best be ahead by more than luck? Press Run.")
def _(case, count):
    yield _count(case, count) and bool(case.search.settings.space)


@of("How many of {count} trials can be stopped early without losing a good one? Press Run.")
def _(case, count):
    yield _count(case, count) and len(case.search.rungs) > 1


@of("All {count} trials are trained to their end: nothing is saved, and nothing is missed.")
def _(case, count):
    yield len(case.search.rungs) == 1 and read(count) == case.search.count


@of(
    "Where do the good values lie: {settings}? Press Run.",
    "Which matters: {settings}? And where do the good values lie? Press Run.",
)
def _(case, settings):
    varied = [str(PATHS[dimension.path]) for dimension in case.search.settings.space]
    yield _untouched(case) and [str(each) for each in settings.values.values()] == varied


@of("Which of {varied} settings matters, and where do the good values lie? Press Run.")
def _(case, varied):
    yield _untouched(case) and read(varied) == len(case.search.settings.space)


@of("Nothing is varied, so that there is nothing to choose.")
def _(case):
    yield not case.search.settings.space


def _to_be_tried(search: Any, place: int) -> int:
    settings = search.settings
    points = settings.way.points(settings.trials, settings.cells, settings.seed, settings.round)
    return len({settings.space[place].value(float(u)) for u in points[:, place]})


@of("Different values of the {setting}: {tried}. Whose best will be better? Press Run.")
def _(case, setting, tried):
    place = setting_at(case.search.settings.space, setting)
    searches = [case.search, *case.search.rivals]
    told = [read(str(each.values["value"])) for each in tried.values.values()]
    yield holds(tried, case) and _untouched(case) and told == [_to_be_tried(search, place) for search in searches]


@of("{tried} different values of the {setting}: how good will the best be? Press Run.")
def _(case, tried, setting):
    place = setting_at(case.search.settings.space, setting)
    yield _untouched(case) and read(str(tried)) == _to_be_tried(case.search, place)


# What matters


def _best(case: Case, best: str) -> bool:
    return says_share(best, case.part.best[0].accuracy)


@of(
    "{when}: **the {setting} alone explains {share}** of the differences, and the best {first} have {values}. The best "
    "gets **{best} right**."
)
def _(case, when, setting, share, first, values, best):
    shares, place = explained(case.part.space, case.part.trials), setting_at(case.part.space, setting)
    yield holds(when, case) and _best(case, best)
    yield says_share(share, shares[place]) and shares[place] == max(known(shares)) >= TELLING - SLACK
    first_ones = [t.values[place] for t in case.part.best[:5]]
    yield read(first) == len(first_ones)
    dimension = case.part.space[place]
    if isinstance(dimension, Range):
        low, high = ends(str(values))
        yield says(low, float(min(first_ones))) and says(high, float(max(first_ones)))
    elif isinstance(first_ones[0], bool):
        yield {str(each) for each in values.values.values()} == {"on" if each else "off" for each in first_ones}
    else:
        labels = options_of(dimension.path)
        yield {str(each) for each in values.values.values()} == {str(labels[each]) for each in first_ones}


@of(
    "{when}: **no setting explains much alone**, most the {setting}, {share} of the differences. The best gets "
    "**{best} right**."
)
def _(case, when, setting, share, best):
    shares, place = explained(case.part.space, case.part.trials), setting_at(case.part.space, setting)
    yield holds(when, case) and _best(case, best)
    yield says_share(share, shares[place]) and shares[place] == max(known(shares)) < TELLING + SLACK


@of("{when}: **all get {best} right**, so that nothing has mattered.")
def _(case, when, best):
    ended = [t for t in case.part.trials if t.ended]
    yield holds(when, case) and all(t.finished and says_share(best, t.accuracy) for t in ended)
    yield len({t.accuracy for t in ended}) == 1


@of("{when}: the best gets **{best} right**; nothing but random numbers differs.")
def _(case, when, best):
    yield holds(when, case) and _best(case, best) and not case.part.space


@of("{when}: the best gets **{best} right**; so few do not tell which setting matters.")
def _(case, when, best):
    yield holds(when, case) and _best(case, best)
    yield sum(t.measured and not t.diverged for t in case.part.trials) < 16


@of("{when}: the best gets **{best} right**; which setting matters cannot be told.")
def _(case, when, best):
    yield holds(when, case) and _best(case, best)
    yield not known(explained(case.part.space, case.part.trials))


@of("Alone, the {setting} explains {share} of the differences in accuracy, more than any other.")
def _(case, setting, share):
    shares, place = explained(case.part.space, case.part.trials), setting_at(case.part.space, setting)
    yield says_share(share, shares[place]) and shares[place] == max(known(shares)) >= TELLING - SLACK


@of("No setting explains much of the differences in accuracy alone.")
def _(case):
    yield max(known(explained(case.part.space, case.part.trials))) < TELLING + SLACK


# Ways of choosing


@of("{way} {value}")
def _(case, way, value):
    yield bool(str(value)) and str(way) in [str(each.settings.way.label) for each in (case.search, *case.search.rivals)]


def _told(phrase: Any) -> list[str]:
    """Return the values of an enumeration of ways: "grid 10, random 100"."""
    parts = phrase.values.values()
    return [str(each.values["value"]) if hasattr(each, "values") else str(each) for each in parts]


def _tried(case: Case, when: Any, setting: Any, tried: Any, best: Any):
    place = setting_at(case.part.space, setting)
    yield holds(when, case)
    counts = [len({t.values[place] for t in part.trials if t.measured}) for part in case.parts]
    yield [read(each) for each in _told(tried)] == counts and (len(case.parts) == 1 or holds(tried, case))
    for text, part in zip(_told(best), case.parts, strict=True):
        yield says_share(text, part.best[0].accuracy) if part.best else text == "–"


def _shares(case: Case) -> list[float]:
    return known(explained(case.part.space, case.trials))


_OF_EACH = "The best of each gets right: {best}; {verdict}."


@of("{when}, different values of the {setting}, which matters most: **{tried}**. " + _OF_EACH)
def _(case, verdict, **said):
    yield from _tried(case, **said)
    shares, place = explained(case.part.space, case.trials), setting_at(case.part.space, said["setting"])
    yield shares[place] == max(_shares(case)) >= TELLING - SLACK and holds(verdict, case)
    yield _verdict(case, verdict, place)


@of("{when}, different values of the {setting}: **{tried}**, though no setting matters much alone. " + _OF_EACH)
def _(case, verdict, **said):
    yield from _tried(case, **said)
    yield max(_shares(case)) < TELLING + SLACK and holds(verdict, case)
    yield _verdict(case, verdict, setting_at(case.part.space, said["setting"]))


@of("{when}, different values of the {setting}: **{tried}**. " + _OF_EACH)
def _(case, verdict, **said):
    yield from _tried(case, **said)
    yield not _shares(case) and holds(verdict, case)
    yield _verdict(case, verdict, setting_at(case.part.space, said["setting"]))


@of("{when}, **{tried} different values** of the {setting}; the best gets **{best} right**. Compare another way.")
def _(case, **said):
    yield from _tried(case, **said)
    yield len(case.parts) == 1


def _lead(first: Trial, second: Trial, images: int) -> tuple[float, float]:
    """By how much one is better than another on the same images, and the standard error of that."""
    apart = first.right.astype(float) - second.right
    return float(apart.mean()), float(np.sqrt(((apart - apart.mean()) ** 2).mean() / images))


def _verdict(case: Case, verdict: Any, place: int) -> bool:
    """Whether a verdict holds of the way that tries the fewest values beside the best of the others."""
    there = [(len({t.values[place] for t in part.trials if t.measured}), part) for part in case.parts if part.best]
    if len(there) == 1:
        return verdict.template == "no other has one"
    fewest = min(count for count, _ in there)
    way = str(verdict.values.get("way", ""))
    for count, part in there:
        if count != fewest:
            continue
        others = [other for _, other in there if other is not part]
        other = max(others, key=lambda each: each.best[0].accuracy)
        ahead, error = _lead(other.best[0], part.best[0], case.part.images)
        if verdict.template.startswith("**level"):
            fits = abs(ahead) <= 2 * error + SLACK
        elif verdict.template == "**{way} is ahead**":
            fits = way == (other if ahead > 0 else part).way and len({count for count, _ in there}) == 1
        else:
            fits = way == part.way and (ahead > 0) == (verdict.template == "**{way} falls behind**")
        if fits:
            return True
    return False


@of("no other has one")
def _(case):
    yield sum(bool(part.best) for part in case.parts) == 1


@of("**level, as far as {images} images tell**")
def _(case, images):
    yield read(images) == case.part.images


@of("**{way} is ahead**", "**{way} falls behind**", "**{way} is ahead all the same**")
def _(case, way):
    yield str(way) in [part.way for part in case.parts]


# Stopping


def _needed(part: Part) -> float:
    taken = [t.step if t.cut is None else min(t.step, t.cut) for t in part.trials]
    whole = [own if t.diverged else t.end for own, t in zip(taken, part.trials, strict=True)]
    return sum(taken) / sum(whole)


def _stopped(part: Part) -> list[Trial]:
    return [t for t in part.trials if t.rung is not None]


def _anyway(part: Part) -> list[Trial]:
    return [t for t in _stopped(part) if not t.diverged and t.step == t.end]


def _missed(part: Part) -> int:
    kept = part.best[:5]
    return sum(t.accuracy > kept[-1].accuracy for t in _anyway(part)) if kept else 0


@of(
    "Rung {rung} of {rungs}: {going} of {count} trials go on, **{stopped} were stopped**, after {share} of the steps "
    "that all would take to their end."
)
def _(case, rung, rungs, going, count, stopped, share):
    part = case.part
    yield read(rung) == part.rung + 1 and read(rungs) == len(part.search.rungs) and read(count) == len(part.trials)
    yield read(going) == sum(not t.ended for t in part.trials) and read(stopped) == len(_stopped(part))
    yield says_share(share, _needed(part))


_TAKES = "Early stopping takes **{share} of the steps** that all would take to their end. {stopped} were stopped; "


def _takes(case, share, stopped):
    yield says_share(share, _needed(case.part)) and read(stopped) == len(_stopped(case.part))


@of(_TAKES + "of {finished} finished anyway, **none would have been among the best {first}**.")
def _(case, share, stopped, finished, first):
    yield from _takes(case, share, stopped)
    yield read(finished) == len(_anyway(case.part)) and _missed(case.part) == 0
    yield read(first) == len(case.part.best[:5])


@of(_TAKES + "of {finished} finished anyway, **{missed} would have been among the best {first}**.")
def _(case, share, stopped, finished, missed, first):
    yield from _takes(case, share, stopped)
    yield read(finished) == len(_anyway(case.part)) and _missed(case.part) == read(missed) > 0
    yield read(first) == len(case.part.best[:5])


@of(_TAKES + "**what that cost is unknown**, as none of them was finished.")
def _(case, share, stopped):
    yield from _takes(case, share, stopped)
    yield not _anyway(case.part)


@of("No trial was stopped: **nothing is saved**, and nothing is missed.")
def _(case):
    yield not _stopped(case.part)


@of("{stopped} trials were stopped, and none of the others came to its end.")
def _(case, stopped):
    yield read(stopped) == len(_stopped(case.part)) and not case.part.best


@of("{stopped} trials were stopped; none of them was finished anyway.")
def _(case, stopped):
    yield read(stopped) == len(_stopped(case.part)) and not _anyway(case.part)


@of("Of {stopped} stopped trials, {missed} would have reached the first {first}.")
def _(case, stopped, missed, first):
    yield read(stopped) == len(_stopped(case.part)) == len(_anyway(case.part)) and _missed(case.part) == read(missed)
    yield read(first) == len(case.part.best[:5])


@of(
    "Of {stopped} stopped trials, {finished} were finished anyway; {missed} of these would have reached the first "
    "{first}."
)
def _(case, stopped, finished, missed, first):
    yield read(stopped) == len(_stopped(case.part)) > len(_anyway(case.part)) == read(finished)
    yield _missed(case.part) == read(missed) and read(first) == len(case.part.best[:5])


# Luck


def _points(text: str, difference: float) -> bool:
    return says(text, 100 * difference, 2) or abs(read(text) - 100 * difference) < 1e-9


@of(
    "{when} with the same settings, {low} to {high} right: **the winner's lead of {points} points over their mean is "
    "luck**."
)
def _(case, when, low, high, points):
    found = [t.accuracy for t in case.part.best]
    yield holds(when, case) and not case.part.space
    yield says_share(low, min(found)) and says_share(high, max(found)) and _points(points, max(found) - np.mean(found))


@of("{when} with the same settings: all get {high} right, **none is ahead**.")
def _(case, when, high):
    yield holds(when, case) and not case.part.space and len({t.accuracy for t in case.part.best}) == 1
    yield says_share(high, case.part.best[0].accuracy)


@of("{when}: one has come to its end, **{high} right**.")
def _(case, when, high):
    yield holds(when, case) and len(case.part.best) == 1 and says_share(high, case.part.best[0].accuracy)


_AHEAD = "{when}: the best gets {high} right, "


def _second(case, when, high, points, images):
    first, second = case.part.best[:2]
    ahead, error = _lead(first, second, case.part.images)
    yield holds(when, case) and says_share(high, first.accuracy) and read(images) == case.part.images
    yield _points(points, ahead)
    return ahead - 2 * error


@of(_AHEAD + "**{points} points ahead of the second**: more than chance makes of {images} images.")
def _(case, **said):
    beyond = yield from _second(case, **said)
    yield beyond > -SLACK


@of(_AHEAD + "{points} points ahead of the second: **no more than chance makes of {images} images**.")
def _(case, **said):
    beyond = yield from _second(case, **said)
    yield beyond < SLACK


@of("Reveal the test set.")
def _(case):
    yield not case.revealed and case.part.complete


def _shown(case: Case) -> Any:
    return case.revealed[case.part.best[0].number]


@of("On {images} test images it gets **{test}**, {points} points less.")
def _(case, images, test, points):
    found = _shown(case)
    yield read(images) == found.images and says_share(test, found.test)
    yield _points(points, found.validation - found.test) and found.test < found.validation


@of("On {images} test images it gets **{test}**, no less.")
def _(case, images, test):
    found = _shown(case)
    yield read(images) == found.images and says_share(test, found.test) and found.test >= found.validation


@of("On {images} test images it gets {test} right; on the validation images it was {validation}.")
def _(case, images, test, validation):
    yield read(images) == case.given.images and says_share(test, case.given.test)
    yield says_share(validation, case.given.validation)


@of(
    "{count} networks with the same settings: the best looks {points} points better than their mean of {mean}, by "
    "other random numbers alone."
)
def _(case, count, points, mean):
    found = [t.accuracy for t in case.part.trials if t.step == t.end and not t.diverged]
    yield not case.part.space and read(count) == len(found) and says_share(mean, float(np.mean(found)))
    yield _points(points, max(found) - np.mean(found))


@of("The best of {count} equally good networks is expected to show {accuracy}.")
def _(case, count, accuracy):
    found = [t.accuracy for t in case.part.trials if t.step == t.end and not t.diverged]
    p, n = float(np.mean(found)), case.part.images
    mass = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    below = np.minimum(np.cumsum(mass), 1) ** len(found)
    expected = float((np.arange(n + 1) * np.diff(below, prepend=0)).sum() / n)
    yield read(count) == len(found) and (says_share(accuracy, expected) or abs(expected - 1) < 1e-9)


# The ranking


@of("The best of {count} trials gets {accuracy} of {images} validation images right, give or take {error}.")
def _(case, count, accuracy, images, error):
    ranked = case.part.ranked
    p = ranked[0].accuracy
    yield read(count) == len(ranked) and says_share(accuracy, p) and read(images) == case.part.images
    yield says_share(error, math.sqrt(p * (1 - p) / case.part.images))


@of("All {count} trials diverged.")
def _(case, count):
    yield read(count) == len(case.part.ranked) and all(t.diverged for t in case.part.ranked)


@of("{count} of {all} trials diverged.")
def _(case, count, all):
    ranked = case.part.ranked
    yield read(all) == len(ranked) and 0 < sum(t.diverged for t in ranked) == read(count) < len(ranked)


def _at_end(case: Case, count: str, of: str, setting: Any, low: bool) -> bool:
    place = setting_at(case.part.space, setting)
    dimension = case.part.space[place]
    first = [dimension.unit(t.values[place]) for t in case.part.ranked[:5] if not t.diverged]
    there = [u < 0.1 if low else u > 0.9 for u in first]
    return read(of) == len(first) and read(count) == sum(there) >= 3


@of("{count} of the first {of} lie at the lower end of the {setting}: widen the range.")
def _(case, **said):
    yield _at_end(case, **said, low=True) and case.given.wider is not None


@of("{count} of the first {of} lie at the upper end of the {setting}: widen the range.")
def _(case, **said):
    yield _at_end(case, **said, low=False)


@of("{count} of the first {of} lie at the end of the {setting}, which goes no further.")
def _(case, **said):
    yield any(_at_end(case, **said, low=low) for low in (True, False)) and case.given.wider is None


@of("Drawn again {draws} times, the validation images leave Best-1 first in {share} of the draws.")
def _(case, draws, share):
    yield read(draws) == case.given.draws and says_share(share, case.given.kept)


def _level(case: Case) -> list[int]:
    """Ranks, from 1, of those that come up to the first in more than one draw of twenty."""
    return [rank for rank, level in enumerate(case.given.level, 1) if level > 0.05]


@of("No other trial comes up to it in more than one draw of twenty.")
def _(case):
    yield _level(case) == [1]


@of("Best-1 to Best-{last} cannot be told apart.")
def _(case, last):
    yield _level(case) == list(range(1, int(read(last)) + 1))


@of("Best-1 and {count} others, down to Best-{last}, cannot be told apart.")
def _(case, count, last):
    yield len(_level(case)) == read(count) + 1 and max(_level(case)) == read(last) > read(count) + 1


@of("Best-{place} with {count} other seeds: {mean} on average, give or take {std}.")
def _(case, place, count, mean, std):
    values = [float(value) for value in case.given if not math.isnan(value)]
    spread = math.sqrt(sum((value - np.mean(values)) ** 2 for value in values) / (len(values) - 1))
    yield read(place) == 1 and read(count) == len(values) and says_share(mean, float(np.mean(values)))
    yield says_share(std, spread)


@of("Best-{place} with another seed: {mean}.")
def _(case, place, mean):
    (value,) = [float(value) for value in case.given if not math.isnan(value)]
    yield read(place) == 1 and says_share(mean, value)


@of("The best of {few} trials comes to {expected} on average, the best of all {count} to {best}.")
def _(case, few, expected, count, best):
    values = sorted(0.0 if t.diverged else t.accuracy for t in case.part.trials if t.measured)
    n, some = len(values), int(read(few))
    mean = sum(value * math.comb(k, some - 1) for k, value in enumerate(values)) / math.comb(n, some)
    yield read(count) == n and some == n // 10 and says_share(best, values[-1])
    yield says_share(expected, mean) or abs(mean - values[-1]) < SLACK


@of("{count} trials try {distinct} different values of the {setting}.")
def _(case, count, distinct, setting):
    place = setting_at(case.part.space, setting)
    yield read(count) == len(case.part.trials)
    yield read(distinct) == len({t.values[place] for t in case.part.trials})


TEMPLATES = templates_in("core/search/verdicts.py", "core/search/questions")

"""Questions about steps and learning rates: one for each axis, those that die, the first, the best, the limit.

Sentence and outcome of a question rest on one reading of the paths, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from core.config.figures import number, ratio
from core.config.questions import questions
from core.config.words import Phrase, mark
from core.descent.behaviour import SHRUNK
from core.descent.divergence import divergence
from core.descent.manner import Manner, aim, manner
from core.descent.questions.shared import (
    ALIKE,
    NEAR,
    DescentQuestion,
    Named,
    distance,
    gone_for_good,
    listed,
    selected_path,
    walked_paths,
)
from core.descent.trajectory import AXES, Traces, Trajectory, rate_limit
from core.rules.optimizers import optimizers


@questions.register("per-axis")
class PerAxis(DescentQuestion):
    """Whether every axis gets a learning rate of its own, and the steep one a smaller one.

    Which axis has the larger one comes true, or that both have the same.
    """

    outcomes = (*AXES, "alike", "leaves")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if (found := selected_path(results)) is None:
            return None
        name, path = found
        if (gone := gone_for_good(name, path, results)) is not None:
            return gone
        if (newest := _newest_rates(path)) is None:
            return None
        step, last = newest
        values: dict[str, Any] = {"name": name, "step": step}
        if _are_alike(*last):
            return Phrase(
                mark("core", "{name} has **one η for both axes: {rate}**, however steep they are.")
                if _has_one_rate(path)
                else mark("core", "At step {step} {name} has **the same effective η on both axes: {rate}.**"),
                rate=last[0],
                **values,
            )
        slopes = np.abs(path.gradients[0])
        if number(slopes[0]) == number(slopes[1]):
            text = mark("core", "At step {step} **x has an effective η of {x}, y one of {y}**; they began as steep.")
            return Phrase(text, x=last[0], y=last[1], **values)
        steep = int(slopes.argmax())
        values |= {"steep": AXES[steep], "flat": AXES[1 - steep]}
        times = last[1 - steep] / last[steep]
        if times > 1:
            return Phrase(
                mark(
                    "core",
                    "At step {step} {steep}, steep at first, has an effective η of {small}, {flat} "
                    "{large}: **{times} times as much.**",
                ),
                small=last[steep],
                large=last[1 - steep],
                times=times,
                **values,
            )
        return Phrase(
            mark(
                "core",
                "At step {step} {steep}, steep at first, has the **larger effective η: {large}**, {flat} {small}.",
            ),
            small=last[1 - steep],
            large=last[steep],
            **values,
        )

    @staticmethod
    def outcome(results: Any) -> str | None:
        if (found := selected_path(results)) is None:
            return None
        if gone_for_good(*found, results) is not None:
            return "leaves"
        if (newest := _newest_rates(found[1])) is None:
            return None
        return "alike" if _are_alike(*newest[1]) else AXES[int(np.argmax(newest[1]))]


def _newest_rates(path: Trajectory) -> tuple[int, list[float]] | None:
    """Return the newest step at which both axes have an effective learning rate, and these; None without one."""
    rates = path.effective_rates[: path.last]
    known = np.flatnonzero((np.isfinite(rates) & (rates > 0)).all(axis=1))
    return (int(known[-1]) + 1, rates[known[-1]].tolist()) if len(known) else None


def _has_one_rate(path: Trajectory) -> bool:
    """Tell whether the effective learning rate is the same on both axes and at all steps."""
    rates = path.effective_rates[: path.last]
    known = rates[np.isfinite(rates)]
    return _are_alike(float(known.min()), float(known.max()))


def _are_alike(first: float, second: float) -> bool:
    return second < first * ALIKE and first < second * ALIKE


_ARRIVES_YET = mark(
    "core",
    "The effective η of {name} in {axis} only fell, to {part}, **yet it comes within {distance} of the minimum.**",
)


@questions.register("stall")
class Stall(DescentQuestion):
    """Whose steps die before the minimum.

    Of the farthest path the steps have died or not; or those of a path have shrunk, and yet it has arrived.
    """

    outcomes = ("stalls", "arrives", "alive")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if (found := _farthest(results)) is None:
            return None
        kind, (name, path), walked = found
        axis, part, _ = _fall(path, results)
        values: dict[str, Any] = {
            "name": name,
            "distance": distance(path, results),
            "axis": AXES[axis],
            "part": ratio(part),
        }
        if kind in ("alive", "wavers"):
            text = (
                mark("core", "The farthest, {name}, is {distance} from the minimum; **its effective η is not known.**")
                if not np.isfinite(part)
                else mark(
                    "core",
                    "The farthest, {name}, is {distance} from the minimum; **its effective η in {axis} has not died:** "
                    "{part} of its first.",
                )
                if kind == "alive"
                else mark(
                    "core",
                    "The farthest, {name}, is {distance} from the minimum; **its effective η in {axis} rose and fell, "
                    "to {part}.**",
                )
            )
            return Phrase(text, **values)
        if kind == "arrives":
            return Phrase(_ARRIVES_YET, **values)
        if len(walked) == 1:
            return Phrase(
                mark("core", "**{name} is still {distance} from the minimum**: its η in {axis} fell to {part}."),
                **values,
            )
        return Phrase(
            mark(
                "core",
                "**{name} is still {distance} away**, {best} {nearest}: the η of {name} in {axis} fell to {part}.",
            ),
            best=walked[0][0],
            nearest=distance(walked[0][1], results),
            **values,
        )

    @staticmethod
    def outcome(results: Any) -> str | None:
        found = _farthest(results)
        return found[0] if found and found[0] in Stall.outcomes else None


def _farthest(traces: Traces) -> tuple[str, Named, list[Named]] | None:
    """Return what has become of the farthest path, or of one whose steps shrank and that has arrived, and all paths.

    Paths that have left are not counted.  None where there is no other, or no minimum to be far from.
    """
    surface = traces.surface
    walked = [each for each in walked_paths(traces) if divergence(each[1], surface.view, surface.minima) is None]
    if not walked or not surface.minima:
        return None
    walked.sort(key=lambda each: distance(each[1], traces))
    told = [(each, *_fall(each[1], traces)) for each in walked]
    fallen = [each for each, _, part, only_fell in told if only_fell and part < SHRUNK]
    if fallen:
        path = fallen[-1][1]
        if distance(path, traces) <= NEAR * float(path.distances(surface.minima)[0]):
            return "arrives", fallen[-1], walked
        if path is walked[-1][1]:
            return "stalls", walked[-1], walked
    return "alive" if told[-1][2] >= SHRUNK else "wavers", walked[-1], walked


def _fall(path: Trajectory, traces: Traces) -> tuple[int, float, bool]:
    """Return how the effective rate has changed on the axis on which a path has most to go.

    The axis, the newest rate as a part of the first, NaN where it is not known, and whether it only ever fell, unlike
    that of rules that forget.
    """
    centre = aim(path, traces.surface)
    assert centre is not None
    axis = int(np.abs(path.points[path.last] - centre).argmax())
    rates = path.effective_rates[: path.last, axis]
    rates = rates[np.isfinite(rates)]
    if len(rates) < 2 or not rates[0]:
        return axis, np.nan, False
    return axis, float(rates[-1] / rates[0]), not (rates[1:] > rates[:-1] * (1 + 1e-6)).any() and rates[-1] > 0


@questions.register("first-step")
class FirstStep(DescentQuestion):
    """How long the first step is on each axis, and what that has to do with η.

    On both axes it is η, or longer, or shorter; or it is not alike on both.
    """

    outcomes = ("rate", "longer", "shorter", "unlike")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if (found := selected_path(results)) is None:
            return None
        name, path = found
        x, y = map(float, np.abs(path.moves[0]))
        rate = float(path.optimizer.lr)
        values = {"name": name, "rate": rate, "x": x, "y": y}
        kind = FirstStep.outcome(results)
        if kind is None:
            return Phrase(mark("core", "The first step of {name} **does not move it.**"), **values)
        if kind == "unlike":
            return Phrase(
                mark("core", "The first step of {name} is **{x} in x and {y} in y**: not alike on both axes."), **values
            )
        values["times"] = x / rate
        slopes = np.abs(path.gradients[0])
        if number(slopes[0]) == number(slopes[1]):
            text = mark("core", "The first step is {x} on both axes, **{times} times η**: they are as steep.")
        elif kind == "rate":
            text = (
                mark(
                    "core",
                    "The first step is **η = {rate} on both axes**, however steep: m gives the way, v the scale.",
                )
                if path.optimizer.average and path.optimizer.squares
                else mark("core", "The first step is **η = {rate} on both axes**, however steep.")
            )
        elif getattr(path.optimizer, "bias_correction", True) is False:
            text = mark(
                "core", "The first step is {x} on both axes: **{times} times η**, as the start at 0 is not corrected."
            )
        else:
            text = mark("core", "The first step is {x} on both axes, **{times} times η**, however steep.")
        return Phrase(text, **values)

    @staticmethod
    def outcome(results: Any) -> str | None:
        if (found := selected_path(results)) is None:
            return None
        x, y = map(float, np.abs(found[1].moves[0]))
        rate = float(found[1].optimizer.lr)
        if not x and not y:
            return None
        if number(x) != number(y):
            return "unlike"
        return "rate" if number(x) == number(rate) else "longer" if x > rate else "shorter"


@questions.register("race")
class Race(DescentQuestion):
    """Which rule is lowest at the end: its kind comes true."""

    outcomes = tuple(optimizers)

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        walked, here = walked_paths(results), _ranked(results)
        if not here:
            return Phrase(mark("core", "**Every path is gone.**")) if walked else None
        ends = [float(path.values[path.last]) for _, path in here]
        others = [Phrase("{name} {f}", name=name, f=f) for (name, _), f in zip(here[1:4], ends[1:4], strict=True)]
        values = {"steps": here[0][1].steps, "best": here[0][0], "f": ends[0]}
        gone = len(walked) - len(here)
        if not others:
            return Phrase(
                mark("core", "After {steps} steps {best} is at **f = {f}**; all others are gone.")
                if gone
                else mark("core", "After {steps} steps {best} is at **f = {f}**."),
                **values,
            )
        values["others"] = listed(others)
        if gone:
            return Phrase(
                mark("core", "At step {steps}: **{best} lowest, f = {f}**; {others}; {gone} gone."),
                gone=gone,
                **values,
            )
        return Phrase(mark("core", "At step {steps}: **{best} lowest, f = {f}**; {others}."), **values)

    @staticmethod
    def outcome(results: Any) -> str | None:
        here = _ranked(results)
        return here[0][1].optimizer.key if here else None


def _ranked(traces: Traces) -> list[Named]:
    """Return the paths that have not left, the lowest first."""
    surface = traces.surface
    here = [each for each in walked_paths(traces) if divergence(each[1], surface.view, surface.minima) is None]
    return sorted(here, key=lambda each: float(each[1].values[each[1].last]))


@questions.register("limit")
class Limit(DescentQuestion):
    """Up to which learning rate a path settles.

    What the path with the largest one does comes true, unless a larger one is not always the worse.
    """

    outcomes = ("settles", "bounces", "leaves", "mixed")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if not results.descent.paths:
            return None
        paths = _by_rate(results)
        told = [(float(path.optimizer.lr), manner(path, results.surface)) for path in paths]
        limits = {rate_limit(path.optimizer, results.surface) for path in paths}
        limit = limits.pop() if len(limits) == 1 else None
        rates = {kind: [rate for rate, m in told if _group(m) == kind] for kind in ("settles", "bounces", "leaves")}
        grown = [m for _, m in told if _group(m) == "leaves"]
        if any(how.is_open for _, how in told):
            return Phrase(
                mark("core", "In {steps} steps **{settled} of {all} paths settle, {left} leave.**"),
                steps=paths[0].steps,
                settled=len(rates["settles"]),
                left=len(rates["leaves"]),
                all=len(told),
            )
        if _is_undecided(told):
            return Phrase(
                mark("core", "{settled} of {all} paths settle: **here η alone does not decide.**"),
                settled=len(rates["settles"]),
                all=len(told),
            )
        if _is_mixed([how for _, how in told]):
            return Phrase(
                mark("core", "{settled} of {all} paths settle: **here a larger η is not always the worse one.**"),
                settled=len(rates["settles"]),
                all=len(told),
            )
        highest = told[-1][0]
        if not rates["leaves"] and not rates["bounces"]:
            if limit is not None and highest > limit:
                return Phrase(
                    mark("core", "**Every path settles from this start**, even above the limit η = {limit}."),
                    limit=limit,
                )
            if limit is not None:
                return Phrase(
                    mark("core", "Every path settles: **no rate is above the limit η = {limit}.**"), limit=limit
                )
            return Phrase(mark("core", "Every path settles, **even with the largest rate, η = {rate}.**"), rate=highest)
        largest = max(rates["settles"], default=None)
        bounce = rates["bounces"][0] if rates["bounces"] else None
        values: dict[str, Any] = {"limit": limit, "largest": largest, "bounce": bounce, "highest": highest}
        if not rates["leaves"]:
            return Phrase(
                mark("core", "At η = {bounce} the path **keeps bouncing**; below, every path settles.")
                if largest is not None
                else mark("core", "At η = {bounce} the path **keeps bouncing.**"),
                **values,
            )
        growth = grown[-1]
        values["how"] = _growth(growth)
        as_told = limit is not None and rates["leaves"][0] > limit and (bounce is None or np.isclose(bounce, limit))
        if limit is not None and as_told and (largest is None or largest <= limit):
            return Phrase(
                mark(
                    "core",
                    "Below η = {limit} all settle; **at {limit} it keeps bouncing, at {highest} {how}.**",
                )
                if bounce is not None and largest is not None
                else mark("core", "The limit is η = {limit}: **at {highest}, above it, {how}.**"),
                **values,
            )
        if largest is None:
            return Phrase(mark("core", "No path settles: **at η = {highest} {how}.**"), **values)
        return Phrase(mark("core", "Up to η = {largest} every path settles; **at {highest} {how}.**"), **values)

    @staticmethod
    def outcome(results: Any) -> str | None:
        told = [(float(path.optimizer.lr), manner(path, results.surface)) for path in _by_rate(results)]
        hows = [how for _, how in told]
        if not told or any(how.is_open for how in hows) or _is_undecided(told):
            return None
        return "mixed" if _is_mixed(hows) else _group(hows[-1])


def _growth(how: Manner) -> Phrase:
    """Return how a path grows that leaves, or swings wider, or that it ends."""
    if not np.isfinite(how.factor):
        return Phrase(mark("core", "the path ends"))
    text = (
        mark("core", "{far} grows × {factor} a step on average")
        if how.kind == "widens"
        else mark("core", "{far} grows × {factor} a step at the end")
    )
    return Phrase(text, far=how.far, factor=how.factor)


def _by_rate(traces: Traces) -> list[Trajectory]:
    """Return the paths, that with the largest learning rate last."""
    return sorted((starts[0] for starts in traces.trajectories), key=lambda path: path.optimizer.lr)


def _is_mixed(told: Sequence[Manner]) -> bool:
    """Return whether a path does worse than another with a larger learning rate."""
    return any(_ORDER[_group(a)] > _ORDER[_group(b)] for a, b in pairwise(told))


def _is_undecided(told: Sequence[tuple[float, Manner]]) -> bool:
    """Return whether paths with the same learning rate do not do the same."""
    return any(a == b and _group(one) != _group(other) for (a, one), (b, other) in pairwise(told))


_ORDER = {"settles": 0, "bounces": 1, "leaves": 2}


def _group(how: Manner) -> str:
    if how.is_open:
        return "open"
    return "settles" if how.settles else "bounces" if how.kind == "bounces" else "leaves"

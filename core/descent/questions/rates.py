"""Questions about steps and learning rates: one for each axis, those that die, the first, the best, the limit.

Sentence and outcome of a question rest on one reading of the paths, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from core.config.figures import ratio
from core.config.questions import questions
from core.config.words import Phrase, mark
from core.descent.behaviour import SHRUNK
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
from core.descent.trajectory import AXES, Traces, Trajectory, divergence, rate_limit
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
        if (last := _last_rates(path)) is None:
            return None
        steep = int(np.abs(path.gradients[0]).argmax())
        values = {"name": name, "steep": AXES[steep], "flat": AXES[1 - steep]}
        times = last[1 - steep] / last[steep]
        if _are_alike(*last):
            return Phrase(
                mark("core", "{name} has **one η for both axes: {rate}**, however steep they are."),
                name=name,
                rate=last[0],
            )
        if times > 1:
            return Phrase(
                mark(
                    "core",
                    "At the end the steep {steep} has an effective η of {small}, {flat} "
                    "one of {large}: **{times} times as much.**",
                ),
                small=last[steep],
                large=last[1 - steep],
                times=times,
                **values,
            )
        return Phrase(
            mark("core", "Here the steep {steep} has the **larger effective η: {large}**, {flat} one of {small}."),
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
        if (last := _last_rates(found[1])) is None:
            return None
        return "alike" if _are_alike(*last) else AXES[int(np.argmax(last))]


def _last_rates(path: Trajectory) -> list[float] | None:
    """Return the newest effective learning rate of each axis, None where one has none."""
    rates = path.effective_rates[: path.last]
    known = np.isfinite(rates) & (rates > 0)
    if not known.any(axis=0).all():
        return None
    return [float(column[there][-1]) for column, there in zip(rates.T, known.T, strict=True)]


def _are_alike(first: float, second: float) -> bool:
    return second < first * ALIKE and first < second * ALIKE


_ARRIVES_YET = mark(
    "core", "The effective η of {name} fell to {part}, **yet it comes within {distance} of the minimum.**"
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
        values: dict[str, Any] = {"name": name, "distance": distance(path, results)}
        if kind == "alive":
            return Phrase(
                mark("core", "The farthest, {name}, is {distance} from the minimum; **its effective η has not died.**"),
                **values,
            )
        values["part"] = ratio(_fall(path, results))
        if kind == "arrives":
            return Phrase(_ARRIVES_YET, **values)
        if len(walked) == 1:
            return Phrase(
                mark("core", "**{name} is still {distance} from the minimum**: its effective η fell to {part}."),
                **values,
            )
        return Phrase(
            mark(
                "core",
                "**{name} is still {distance} away**, {best} {nearest}: the effective η of {name} fell to {part}.",
            ),
            best=walked[0][0],
            nearest=distance(walked[0][1], results),
            **values,
        )

    @staticmethod
    def outcome(results: Any) -> str | None:
        found = _farthest(results)
        return found[0] if found else None


def _farthest(traces: Traces) -> tuple[str, Named, list[Named]] | None:
    """Return what has become of the farthest path, or of one whose steps shrank and that has arrived, and all paths.

    Paths that have left are not counted.  None where there is no other, or no minimum to be far from.
    """
    surface = traces.surface
    walked = [each for each in walked_paths(traces) if divergence(each[1], surface.view, surface.minima) is None]
    if not walked or not surface.minima:
        return None
    walked.sort(key=lambda each: distance(each[1], traces))
    fallen = [each for each in walked if _fall(each[1], traces) < SHRUNK]
    if fallen:
        path = fallen[-1][1]
        if distance(path, traces) <= NEAR * float(path.distances(surface.minima)[0]):
            return "arrives", fallen[-1], walked
        if path is walked[-1][1]:
            return "stalls", walked[-1], walked
    return "alive", walked[-1], walked


def _fall(path: Trajectory, traces: Traces) -> float:
    """Return to what part of its first value the effective rate fell, on the axis on which a path has most to go.

    1 where it has not fallen all the way, as for rules that forget.
    """
    centre = aim(path, traces.surface)
    assert centre is not None
    axis = int(np.abs(path.points[path.last] - centre).argmax())
    rates = path.effective_rates[: path.last, axis]
    rates = rates[np.isfinite(rates) & (rates > 0)]
    if len(rates) < 2 or (rates[1:] > rates[:-1] * (1 + 1e-6)).any():
        return 1.0
    return float(rates[-1] / rates[0])


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
        if kind == "unlike":
            return Phrase(
                mark("core", "The first step of {name} is **{x} in x and {y} in y**: not alike on both axes."), **values
            )
        times = x / rate
        if kind == "rate":
            known = path.optimizer.average and path.optimizer.squares
            return Phrase(
                mark(
                    "core",
                    "The first step is **η = {rate} on both axes**, however steep: m gives the way, v the scale.",
                )
                if known
                else mark("core", "The first step is **η = {rate} on both axes**, however steep."),
                **values,
            )
        return Phrase(
            mark("core", "The first step is {x} on both axes: **{times} times η**, as the start at 0 is not corrected.")
            if getattr(path.optimizer, "bias_correction", True) is False
            else mark("core", "The first step is {x} on both axes, **{times} times η**, however steep."),
            times=times,
            **values,
        )

    @staticmethod
    def outcome(results: Any) -> str | None:
        if (found := selected_path(results)) is None:
            return None
        x, y = map(float, np.abs(found[1].moves[0]))
        rate = float(found[1].optimizer.lr)
        if not x or not y or not 1 / ALIKE < x / y < ALIKE:
            return "unlike"
        return "rate" if 1 / ALIKE < x / rate < ALIKE else "longer" if x > rate else "shorter"


@questions.register("race")
class Race(DescentQuestion):
    """Which rule is lowest at the end: its kind comes true."""

    outcomes = tuple(optimizers)

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        walked, here = walked_paths(results), _ranked(results)
        if not here:
            return Phrase(mark("core", "**Every path has left.**")) if walked else None
        ends = [float(path.values[path.last]) for _, path in here]
        others = [Phrase("{name} {f}", name=name, f=f) for (name, _), f in zip(here[1:4], ends[1:4], strict=True)]
        values = {"steps": here[0][1].steps, "best": here[0][0], "f": ends[0]}
        gone = len(walked) - len(here)
        if not others:
            return Phrase(
                mark("core", "After {steps} steps {best} is at **f = {f}**; all others have left.")
                if gone
                else mark("core", "After {steps} steps {best} is at **f = {f}**."),
                **values,
            )
        values["others"] = listed(others)
        if gone:
            return Phrase(
                mark("core", "At step {steps}: **{best} lowest, f = {f}**; {others}; {gone} left."),
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
        values |= {"axis": growth.axis, "factor": growth.factor, "lowest": rates["leaves"][0]}
        how = (
            Phrase(mark("core", "|{axis}| grows × {factor} a step"), **values)
            if np.isfinite(growth.factor)
            else mark("core", "the path ends")
        )
        values["how"] = how
        as_told = limit is not None and rates["leaves"][0] > limit and (bounce is None or np.isclose(bounce, limit))
        if limit is not None and as_told and (largest is None or largest <= limit):
            return Phrase(
                mark(
                    "core",
                    "Below η = {limit} every path settles; **at {limit} it keeps bouncing, at {highest} {how}.**",
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
        told = [manner(path, results.surface) for path in _by_rate(results)]
        if not told:
            return None
        return "mixed" if _is_mixed(told) else _group(told[-1])


def _by_rate(traces: Traces) -> list[Trajectory]:
    """Return the paths, that with the largest learning rate last."""
    return sorted((starts[0] for starts in traces.trajectories), key=lambda path: path.optimizer.lr)


def _is_mixed(told: Sequence[Manner]) -> bool:
    """Return whether a path does worse than another with a larger learning rate."""
    return any(_ORDER[_group(a)] > _ORDER[_group(b)] for a, b in pairwise(told))


_ORDER = {"settles": 0, "bounces": 1, "leaves": 2}


def _group(how: Manner) -> str:
    return "settles" if how.settles else "bounces" if how.kind == "bounces" else "leaves"

"""Questions about steps and learning rates: one for each axis, those that die, the first, the best, the limit."""

from __future__ import annotations

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
    distance,
    gone_for_good,
    listed,
    selected_path,
    walked_paths,
)
from core.descent.trajectory import AXES, Traces, Trajectory, divergence, rate_limit


@questions.register("per-axis")
class PerAxis(DescentQuestion):
    """Whether every axis gets a learning rate of its own, and the steep one a smaller one."""

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if (found := selected_path(results)) is None:
            return None
        name, path = found
        if (gone := gone_for_good(name, path, results)) is not None:
            return gone
        rates = path.effective_rates[: path.last]
        if not (np.isfinite(rates) & (rates > 0)).any(axis=0).all():
            return None
        last = [float(column[np.isfinite(column) & (column > 0)][-1]) for column in rates.T]
        steep = int(np.abs(path.gradients[0]).argmax())
        values = {"name": name, "steep": AXES[steep], "flat": AXES[1 - steep]}
        times = last[1 - steep] / last[steep]
        if 1 / ALIKE < times < ALIKE:
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


_ARRIVES_YET = mark(
    "core", "The effective η of {name} fell to {part}, **yet it comes within {distance} of the minimum.**"
)


@questions.register("stall")
class Stall(DescentQuestion):
    """Whose steps die before the minimum."""

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        walked = [
            (name, path)
            for name, path in walked_paths(results)
            if divergence(path, results.surface.view, results.surface.minima) is None
        ]
        if not walked or not results.surface.minima:
            return None
        walked.sort(key=lambda each: distance(each[1], results))
        name, path = walked[-1]
        fallen = [each for each in walked if _fall(each[1], results) < SHRUNK]
        values: dict[str, Any] = {"name": name, "distance": distance(path, results)}
        if path not in [each[1] for each in fallen]:
            if fallen and distance(fallen[-1][1], results) <= NEAR * float(
                fallen[-1][1].distances(results.surface.minima)[0]
            ):
                name, path = fallen[-1]
                return Phrase(
                    _ARRIVES_YET,
                    name=name,
                    part=ratio(_fall(path, results)),
                    distance=distance(path, results),
                )
            return Phrase(
                mark("core", "The farthest, {name}, is {distance} from the minimum; **its effective η has not died.**"),
                **values,
            )
        values["part"] = ratio(_fall(path, results))
        if distance(path, results) <= NEAR * float(path.distances(results.surface.minima)[0]):
            return Phrase(
                _ARRIVES_YET,
                **values,
            )
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
    """How long the first step is on each axis, and what that has to do with η."""

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if (found := selected_path(results)) is None:
            return None
        name, path = found
        step, rate = np.abs(path.moves[0]), float(path.optimizer.lr)
        x, y = map(float, step)
        values = {"name": name, "rate": rate, "x": x, "y": y}
        if not step.all() or not 1 / ALIKE < x / y < ALIKE:
            return Phrase(
                mark("core", "The first step of {name} is **{x} in x and {y} in y**: not alike on both axes."), **values
            )
        times = x / rate
        if 1 / ALIKE < times < ALIKE:
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


@questions.register("race")
class Race(DescentQuestion):
    """Which rule is lowest at the end."""

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        walked = walked_paths(results)
        here = [(n, p) for n, p in walked if divergence(p, results.surface.view, results.surface.minima) is None]
        if not here:
            return Phrase(mark("core", "**Every path has left.**")) if walked else None
        here.sort(key=lambda each: float(each[1].values[each[1].last]))
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


@questions.register("limit")
class Limit(DescentQuestion):
    """Up to which learning rate a path settles."""

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if not results.descent.paths:
            return None
        paths = sorted((starts[0] for starts in results.trajectories), key=lambda path: path.optimizer.lr)
        told = [(float(path.optimizer.lr), manner(path, results.surface)) for path in paths]
        limits = {rate_limit(path.optimizer, results.surface) for path in paths}
        limit = limits.pop() if len(limits) == 1 else None
        rates = {kind: [rate for rate, m in told if _group(m) == kind] for kind in ("settles", "bounces", "leaves")}
        grown = [m for _, m in told if _group(m) == "leaves"]
        if any(_ORDER[_group(a)] > _ORDER[_group(b)] for (_, a), (_, b) in pairwise(told)):
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


_ORDER = {"settles": 0, "bounces": 1, "leaves": 2}


def _group(how: Manner) -> str:
    return "settles" if how.settles else "bounces" if how.kind == "bounces" else "leaves"

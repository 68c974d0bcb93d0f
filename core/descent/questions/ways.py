"""Questions about the way of a path: where it leads, whether it zig-zags, what past gradients do, who gets stuck."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.config.figures import number, span
from core.config.questions import questions
from core.config.words import Phrase, mark
from core.descent.behaviour import is_zigzag, turned
from core.descent.divergence import divergence
from core.descent.manner import aim, detour, is_stuck, overshoot
from core.descent.questions.rates import Race
from core.descent.questions.shared import (
    ALIKE,
    NEAR,
    DescentQuestion,
    Named,
    distance,
    gone_for_good,
    listed,
    minimum_of,
    selected_path,
    walked_paths,
)
from core.descent.trajectory import AXES, Traces, Trajectory

STRAIGHT = 5.0
"""Degrees up to which downhill is said to point to the minimum."""
STEEPEST = 1e4
"""Ratio of two slopes from which on one axis is level beside the other."""


@questions.register("slope")
class Slope(DescentQuestion):
    """Where downhill leads from the start."""

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        surface, start = results.surface, np.array(results.descent.settings.start[0])
        with np.errstate(all="ignore"):
            down = -np.array([float(part) for part in surface.gradient(*start)])
        if not np.isfinite(down).all():
            return None
        if not down.any():
            return Phrase(mark("core", "At the start the ground is level: **the gradient is 0.**"))
        if not surface.minima:
            return Phrase(
                mark("core", "Downhill from the start, f falls at first by **{slope} a unit of the way.**"),
                slope=float(np.linalg.norm(down)),
            )
        way = np.array(min(surface.minima, key=lambda place: float(np.hypot(*(start - place))))) - start
        if not way.any():
            return Phrase(mark("core", "The start is **at a minimum**: downhill leads nowhere."))
        cosine = float(down @ way) / float(np.linalg.norm(down) * np.linalg.norm(way))
        angle = float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
        if angle <= STRAIGHT:
            return Phrase(
                mark("core", "Downhill from the start points **to {minimum}, within {angle}°.**"),
                angle=max(1, int(np.ceil(angle))),
                minimum=minimum_of(surface.minima),
            )
        steep = int(np.abs(down).argmax())
        times = float(np.abs(down[steep])) / max(float(np.abs(down[1 - steep])), 1e-300)
        if times < ALIKE or times > STEEPEST:
            return Phrase(
                mark("core", "Downhill from the start points **{angle}° past {minimum}.**"),
                angle=round(angle),
                minimum=minimum_of(surface.minima),
            )
        return Phrase(
            mark(
                "core",
                "Downhill from the start points **{angle}° past {minimum}**: "
                "{steep} is {times} times as steep as {flat}.",
            ),
            angle=round(angle),
            minimum=minimum_of(surface.minima),
            steep=AXES[steep],
            times=times,
            flat=AXES[1 - steep],
        )


@questions.register("zigzag")
class Zigzag(DescentQuestion):
    """How much of its way a path wastes on going to and fro."""

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if (found := selected_path(results)) is None:
            return None
        name, path = found
        if (gone := gone_for_good(name, path, results)) is not None:
            return gone
        times = detour(path)
        if not np.isfinite(times):
            return Phrase(
                mark("core", "{name} **does not move** from its start.")
                if np.isnan(times)
                else mark("core", "{name} ends **where it began.**"),
                name=name,
            )
        axis = _wildest(path)
        moves = path.moves[: path.last, axis]
        if not is_zigzag(moves):
            return Phrase(
                mark("core", "No zig-zag: **the path of {name} is only {times} times as long as the straight way.**")
                if times < 2
                else mark(
                    "core", "No zig-zag, yet **the path of {name} is {times} times as long as the straight way.**"
                ),
                name=name,
                times=times,
            )
        back = turned(moves)
        how = mark("core", "at every step") if back == path.last - 1 else Phrase(_AT_SOME, turned=back, steps=path.last)
        return Phrase(
            mark("core", "{axis} turns back {how}: **the path is {times} times as long as the straight way.**"),
            axis=AXES[axis],
            how=how,
            times=times,
        )


_AT_SOME = mark("core", "at {turned} of {steps} steps")


@questions.register("inertia")
class Inertia(DescentQuestion):
    """What past gradients do to the zig-zag, and to the way along the valley.

    The path zig-zags, or on the axis on which it has most to go it is past, at or before the minimum.
    """

    outcomes = ("past", "arrives", "before", "zigzags", "leaves")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        if (found := selected_path(results)) is None:
            return None
        name, path = found
        if (gone := gone_for_good(name, path, results)) is not None:
            return gone
        centre = aim(path, results.surface)
        if centre is None or Inertia.outcome(results) is None:
            return None
        kind, long = Inertia.outcome(results), _longest(path, centre)
        if kind == "zigzags":
            wild = _wildest(path)
            return Phrase(
                mark("core", "{name} still zig-zags: **{axis} turns back at {turned} of {steps} steps.**"),
                name=name,
                axis=AXES[wild],
                turned=turned(path.moves[: path.last, wild]),
                steps=path.last,
            )
        left = float(abs(path.points[path.last, long] - centre[long]))
        values: dict[str, Any] = {
            "turned": turned(path.moves[: path.last, 1 - long]),
            "steps": path.last,
            "across": AXES[1 - long],
            "along": AXES[long],
            "minimum": minimum_of([*results.surface.minima, *results.surface.local_minima]),
        }
        if kind == "past":
            return Phrase(
                mark(
                    "core",
                    "No zig-zag: {across} turns back at {turned} of {steps} steps, "
                    "**{along} rolls {past} past {minimum}.**",
                ),
                past=overshoot(path, centre, long),
                **values,
            )
        return Phrase(
            mark(
                "core",
                "No zig-zag: {across} turns back at {turned} of {steps} steps, "
                "**{along} is still {left} before {minimum}.**",
            )
            if kind == "before"
            else mark(
                "core",
                "No zig-zag: {across} turns back at {turned} of {steps} steps, **{along} comes to {minimum}.**",
            ),
            left=left,
            **values,
        )

    @staticmethod
    def outcome(results: Any) -> str | None:
        if (found := selected_path(results)) is None:
            return None
        path = found[1]
        if gone_for_good(*found, results) is not None:
            return "leaves"
        centre = aim(path, results.surface)
        if centre is None:
            return None
        if is_zigzag(path.moves[: path.last, _wildest(path)]):
            return "zigzags"
        long = _longest(path, centre)
        near = NEAR * abs(path.points[0, long] - centre[long])
        if not near:
            return None
        if overshoot(path, centre, long) > near:
            return "past"
        return "before" if abs(path.points[path.last, long] - centre[long]) > near else "arrives"


def _wildest(path: Trajectory) -> int:
    """Return the axis on which a path zig-zags, or else turns back most often."""
    columns = [path.moves[: path.last, axis] for axis in range(2)]
    return int(np.argmax([len(moves) * is_zigzag(moves) + turned(moves) for moves in columns]))


def _longest(path: Trajectory, centre: np.ndarray) -> int:
    """Return the axis on which a path has most to go."""
    return int(np.abs(path.points[0] - centre).argmax())


@questions.register("memory")
class MemoryOfGradients(DescentQuestion):
    """Whether a longer memory of past gradients brings a path lower."""

    outcomes = ("helps", "hinders", "leaves")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        walked = _by_memory(results)
        if not walked:
            return None
        (_, short), (_, long) = walked[0], walked[-1]
        less, more = (float(path.optimizer.momentum) for path in (short, long))  # type: ignore[attr-defined]
        f_less, f_more = (float(path.values[path.last]) for path in (short, long))
        if not _differ_by_memory(short, long):
            return Race.answer(results)
        values = {"steps": short.steps, "less": less, "more": more, "f_less": f_less, "f_more": f_more}
        for name, path in (walked[-1], walked[0]):
            if (gone := gone_for_good(name, path, results)) is not None:
                return gone
        if less == more:
            return Phrase(mark("core", "After {steps} steps with α {more}: **f = {f_more}.**"), **values)
        if f_more < f_less:
            return Phrase(
                mark(
                    "core",
                    "After {steps} steps **α {more} is at f = {f_more}**, α {less} still at {f_less}: memory helps.",
                ),
                **values,
            )
        return Phrase(
            mark(
                "core",
                "After {steps} steps **α {less} is at f = {f_less}**, α {more} at {f_more}: memory does not help.",
            ),
            **values,
        )

    @staticmethod
    def outcome(results: Any) -> str | None:
        walked = _by_memory(results)
        if not walked:
            return None
        short, long = walked[0][1], walked[-1][1]
        if not _differ_by_memory(short, long):
            return None
        if any(gone_for_good(*each, results) is not None for each in (walked[0], walked[-1])):
            return "leaves"
        if short.optimizer.momentum == long.optimizer.momentum:  # type: ignore[attr-defined]
            return None
        return "helps" if long.values[long.last] < short.values[short.last] else "hinders"


def _differ_by_memory(short: Trajectory, long: Trajectory) -> bool:
    """Tell whether nothing but the momentum differs between the rules of two paths."""
    a, b = short.optimizer, long.optimizer
    return type(a) is type(b) and a.with_value("momentum", b.momentum) == b  # type: ignore[attr-defined]


def _by_memory(traces: Traces) -> list[Named]:
    """Return the paths of rules with a momentum, that with the largest last."""
    walked = [each for each in walked_paths(traces) if hasattr(each[1].optimizer, "momentum")]
    return sorted(walked, key=lambda each: each[1].optimizer.momentum)  # type: ignore[attr-defined]


@questions.register("escape")
class EscapeFromDent(DescentQuestion):
    """Which paths stay in a local minimum, and which get out of it.

    Stuck are all, or none, or just those of rules that add up gradients, or just those of rules that do not, or some.
    """

    outcomes = ("all", "none", "without", "with", "some")

    @staticmethod
    def answer(results: Any) -> Phrase | None:
        walked, surface = walked_paths(results), results.surface
        if not walked or not surface.local_minima:
            return None
        stuck = [(name, path) for name, path in walked if is_stuck(path, surface)]
        out = [(name, path) for name, path in walked if not is_stuck(path, surface)]
        rest = [(n, p) for n, p in out if divergence(p, surface.view, surface.minima) is None and _is_out(p, results)]
        if not stuck:
            if len(rest) == len(walked):
                return Phrase(
                    mark("core", "{names} does not stay in a dent: **it ends {distance} from the minimum.**")
                    if len(rest) == 1
                    else mark("core", "No path stays in a dent: **the farthest ends {distance} from the minimum.**"),
                    names=rest[0][0],
                    distance=max(distance(path, results) for _, path in rest),
                )
            return Phrase(
                mark("core", "{count} of {all} paths end nearest to the minimum; **none rests in a dent.**"),
                count=len(rest),
                all=len(walked),
            )
        values = {
            "names": listed([name for name, _ in stuck]),
            "gradient": _span([float(path.gradient_norms[path.last]) for _, path in stuck]),
        }
        if not rest:
            return Phrase(
                mark("core", "**{names}: stuck in a dent, gradient {gradient}**; nobody gets past it.")
                if len(stuck) == len(walked)
                else mark("core", "**{names}: stuck in a dent, gradient {gradient}**; no other comes to the minimum."),
                **values,
            )
        return Phrase(
            mark("core", "**{names}: stuck in a dent, gradient {gradient}**; {others}: {distance} from the minimum."),
            others=listed([name for name, _ in rest]),
            distance=_span([distance(path, results) for _, path in rest]),
            **values,
        )

    @staticmethod
    def outcome(results: Any) -> str | None:
        paths, surface = [path for _, path in walked_paths(results)], results.surface
        if not paths or not surface.local_minima:
            return None
        stuck = [is_stuck(path, surface) for path in paths]
        if len(set(stuck)) == 1:
            return "all" if stuck[0] else "none"
        adding = [bool(path.optimizer.average or path.optimizer.velocity_weights(1)) for path in paths]
        if stuck == adding:
            return "with"
        return "without" if stuck == [not each for each in adding] else "some"


def _span(values: list[float]) -> str:
    return span(number(min(values)), number(max(values)))


def _is_out(path: Trajectory, traces: Traces) -> bool:
    """Tell whether a path ends nearest to a minimum that is no local one."""
    centre = aim(path, traces.surface)
    return centre is not None and tuple(centre) in [tuple(map(float, place)) for place in traces.surface.minima]

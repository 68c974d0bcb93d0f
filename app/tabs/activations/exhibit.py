"""What is written of a study, from the window and without one: picture, every histogram as a table, and a summary."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.export import Exhibit
from app.language import translate
from app.tabs.activations.picture import TRAINING, WALL, SignalPicture
from app.tabs.activations.training import experiment_of
from app.tabs.activations.wall import name_of
from app.tabs.base import Rendering
from core.config.figures import number, ratio, share
from core.config.naming import text_of
from core.config.questions import questions
from core.config.words import LabError, mark
from core.networks.histograms import Histogram
from core.networks.probe import LayerReading
from core.scenes import Scene
from core.signals.film import Film
from core.signals.flow import Flow, StudySnapshot, StudyTask, Wall, WallSnapshot
from core.signals.study import SignalStudy, SignalView
from core.training.single import READINGS, readings_of, watched

HISTOGRAMS = (
    "pre",
    "activation",
    "gradient",
    "gradient_linear",
    "weight_gradient",
    "weight_gradient_linear",
)
STATISTICS = (
    "mean",
    "std",
    "spread",
    "saturated",
    "silent",
    "closed",
    "dead",
    "median_slope",
    "mean_slope",
    "finite",
    "gradient_rms",
    "weight_gradient_rms",
)


@dataclass(frozen=True)
class Results:
    """What has been computed of a study; each knows the study it came from.

    Attributes
    ----------
    flows : StudySnapshot or None
        The flows of its networks.
    wall : WallSnapshot or None
        The wall.
    film : Film or None
        What was read in a training.
    trained : SignalStudy or None
        What the training came from; None where another tab has trained.
    watched : object
        Name of the film's network when another tab has trained it.
    """

    flows: StudySnapshot | None = None
    wall: WallSnapshot | None = None
    film: Film | None = None
    trained: SignalStudy | None = None
    watched: Any = ""


def exhibit_of(scene: Scene, results: Results) -> Exhibit:
    """Return what is written of a study; raise `LabError` when what its view shows has not been computed yet.

    Parameters
    ----------
    scene : Scene
        Says what is looked at, and how.
    results : Results
        What has been computed of it.  Where that is of an earlier study, it is written as what it is.
    """
    assert isinstance(scene.study, SignalStudy)
    scene = replace(scene, study=_origin(scene.study, results))
    view = scene.study.view
    missing = {
        WALL: results.wall is None or not results.wall.complete,
        TRAINING: results.film is None or not len(results.film),
    }
    if missing.get(view.focus, results.flows is None):
        raise LabError(mark("app", "there is nothing to export yet: let it run first"))
    networks = _networks(view, results)
    return Exhibit(
        scene,
        picture=lambda: picture_of(scene, results),
        table=lambda: table(networks),
        record=lambda: record(scene, networks),
        summary=lambda: [_line(name, flow) for name, flow in networks],
    )


def _origin(study: SignalStudy, results: Results) -> SignalStudy:
    """Return the study that the results come from, looked at like `study`: mostly that itself."""
    flows, wall, trained = results.flows, results.wall, results.trained
    if study.view.focus == TRAINING:
        if trained is None or trained.training_inputs == study.training_inputs:
            return study
        # the histograms of a film are chosen when it is looked at
        histograms = {name: getattr(study.settings, name) for name in ("top", "gradient_of")}
        origin = trained.with_settings(**histograms)
    elif study.view.focus == WALL:
        if wall is None or wall.study.wall_inputs == study.wall_inputs:
            return study
        origin = wall.study
    else:
        if flows is None or flows.study.flow_inputs == study.flow_inputs:
            return study
        origin = flows.study.with_view(selected=min(study.view.selected, len(flows.study.runs) - 1))
    return replace(origin, view=replace(study.view, selected=origin.view.selected))


def picture_of(scene: Scene, results: Results) -> SignalPicture:
    """Return a new picture."""
    assert isinstance(scene.study, SignalStudy)
    page = SignalPicture()
    if results.watched:
        page.head.set_text(results.watched)
    else:
        page.head.set_scene(scene)
    page.set_asked(bool(scene.asks))
    page.show_study(scene.study)
    if results.flows is not None:
        page.show_flows(results.flows)
    if results.wall is not None:
        page.show_wall(results.wall)
    if results.film is not None:
        page.show_film(results.film)
    shown = {WALL: results.wall, TRAINING: None}.get(scene.study.view.focus, results.flows)
    if scene.asks and shown is not None:
        page.head.set_sentence(questions[scene.asks].answer(shown))
    page.finish()
    return page


def rendering_of(scene: Scene) -> Rendering:
    """Return how a scene is run without a window: what its view shows, and no more."""
    study = scene.study
    assert isinstance(study, SignalStudy)

    def prepare() -> Sequence[Any]:
        if study.view.focus == WALL:
            return [Wall(study)]
        if study.view.focus == TRAINING:
            every = max(1, study.settings.training.steps // READINGS)
            return watched(experiment_of(study), every, study.view.step)
        return [StudyTask(study)]

    def exhibit(snapshots: tuple[Any, ...]) -> Exhibit:
        (last,) = snapshots
        if isinstance(last, WallSnapshot):
            return exhibit_of(scene, Results(wall=last))
        if isinstance(last, StudySnapshot):
            return exhibit_of(scene, Results(flows=last))
        film = Film(study.selected)
        film.set_records(*readings_of(snapshots, 0))
        return exhibit_of(scene, Results(film=film))

    return Rendering(prepare, lambda snapshots: _progress(*snapshots) if snapshots else (0, 1), exhibit)


def _progress(snapshot: Any) -> tuple[int, int]:
    if isinstance(snapshot, WallSnapshot):
        return len(snapshot.cells), snapshot.total
    if isinstance(snapshot, StudySnapshot):
        return snapshot.done, snapshot.total
    return snapshot.step, snapshot.steps


def _networks(view: SignalView, results: Results) -> list[tuple[str, Flow]]:
    """Return the names and flows of what the view shows."""
    if view.focus == WALL and results.wall is not None:
        return [
            (f"{activation.label}, {name_of(initializer)}", cell.flow)
            for (activation, initializer), cell in results.wall.cells.items()
        ]
    if view.focus == TRAINING and results.film is not None:
        film = results.film
        record = film.records[film.place_of(view.step)]
        return [(f"step {record.step}", Flow(film.configuration, record.layers, record.factors, math.nan, 0))]
    flows = results.flows
    assert flows is not None
    return [(text_of(name), flow) for name, flow in zip(flows.study.names(), flows.flows, strict=True)]


def table(networks: Sequence[tuple[str, Flow]]) -> Iterator[list[Any]]:
    """Yield a heading, then a row for every bin and every number of every layer.

    ``part`` is ``bin`` (with its edges; of a ``gradient`` in decades), what stands in none of the bins (``below``,
    ``above``, ``zeros``, ``nan``, ``inf``), or ``statistic``.
    """
    yield ["network", "layer", "quantity", "part", "low", "high", "value"]
    for name, flow in networks:
        for layer in flow.layers:
            for quantity in HISTOGRAMS:
                histogram = getattr(layer, quantity)
                if histogram is not None:
                    yield from ([name, layer.number, quantity, *cells] for cells in _parts(histogram))
            for quantity in STATISTICS:
                value = getattr(layer, quantity)
                yield [name, layer.number, quantity, "statistic", "", "", "" if value is None else f"{value:.6g}"]


def _parts(histogram: Histogram) -> Iterator[list[Any]]:
    edges = [f"{edge:.6g}" for edge in histogram.edges.tolist()]
    for low, high, count in zip(edges, edges[1:], histogram.counts.tolist(), strict=False):
        yield ["bin", low, high, count]
    for part in ("below", "above", "zeros", "nan", "inf"):
        yield [part, "", "", getattr(histogram, part)]


def record(scene: Scene, networks: Sequence[tuple[str, Flow]]) -> dict[str, Any]:
    """Return the settings, and name, configuration and numbers of every network.

    ``final`` holds ``gradient_ratio`` (first layer over last) and ``layers``, a list of numbers per layer.
    """
    assert isinstance(scene.study, SignalStudy)
    runs = []
    for name, flow in networks:
        final = {"gradient_ratio": _number(flow.gradient_ratio), "layers": [_summary(layer) for layer in flow.layers]}
        runs.append({"name": name, "configuration": flow.configuration.to_plain(), "final": final})
    return {"settings": scene.study.settings.to_plain(), "runs": runs}


def _summary(layer: LayerReading) -> dict[str, Any]:
    return {"layer": layer.number} | {name: _number(getattr(layer, name)) for name in STATISTICS}


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _line(name: str, flow: Flow) -> str:
    last = flow.layers[-1]
    saturated = "" if last.saturated is None else f"  saturated {share(last.saturated)}"
    gradient = "" if flow.gradient_ratio is None else f"  gradient {ratio(flow.gradient_ratio)}"
    return f"{translate(name):40}  last layer: std {number(last.std)}{saturated}  dead {share(last.dead)}{gradient}"

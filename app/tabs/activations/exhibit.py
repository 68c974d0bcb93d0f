"""What is written of a study: its picture, every histogram with its numbers as a table, and a summary."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.export import Exhibit
from app.language import translate
from app.notes import note_of
from app.tabs.activations.panels import StripRow
from app.tabs.activations.picture import TRAINING, WALL, SignalPicture
from app.tabs.activations.wall import name_of
from core.config.figures import number, ratio, share
from core.networks.histograms import Histogram
from core.networks.probe import LayerReading
from core.scenes import Scene
from core.signals.film import Film
from core.signals.flow import Flow, WallSnapshot
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy, names_of_networks

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
class Shown:
    """Everything that a picture of a study is made of.

    Attributes
    ----------
    rows : tuple of StripRow
        What was measured.
    settings : SignalSettings
        Of the study.
    current : int
        The row that is edited.
    layer : int
        The layer behind the functions, from 0.
    log : bool
        Gradients in decades.
    wall : WallSnapshot or None
        The wall, when it is shown.
    film : Film or None
        What was read in training, when it is shown.
    place : int
        The moment of the film.
    losses : dict or None
        Loss of the film's steps.
    watched : object
        Name of the film's network when it is another tab's.
    """

    rows: tuple[StripRow, ...]
    settings: SignalSettings
    current: int = 0
    layer: int = 0
    log: bool = True
    wall: WallSnapshot | None = None
    film: Film | None = None
    place: int = 0
    losses: dict[int, float] | None = None
    watched: Any = ""


def rows_of(configurations: Sequence[SignalConfiguration], flows: Sequence[Flow]) -> tuple[StripRow, ...]:
    """Return the rows of a picture."""
    names = names_of_networks(configurations)
    return tuple(StripRow(names[place], flow, place) for place, flow in enumerate(flows))


def exhibit_of(scene: Scene, shown: Shown) -> Exhibit:
    """Return what is written of a study."""
    networks = _networks(scene.study.view.focus, shown)
    return Exhibit(
        scene,
        picture=lambda: picture_of(scene, shown),
        table=lambda: table(networks),
        record=lambda: record(scene, networks),
        summary=lambda: [_line(name, flow) for name, flow in networks],
    )


def picture_of(scene: Scene, shown: Shown) -> SignalPicture:
    """Return a new picture."""
    page = SignalPicture()
    page.set_scene(scene.title, note_of(scene.id))
    page.set_watched(shown.watched)
    page.log.setChecked(shown.log)
    page.set_layer(shown.layer)
    if shown.wall is not None:
        page.show_wall(shown.wall)
    if shown.film is not None:
        page.training.begin(shown.film.configuration, shown.settings)
        page.training.set_records(shown.film.records, shown.losses or {})
        page.training.slider.setValue(shown.place)
    page.show_view(scene.study.view.focus)
    page.show_study(shown.rows, shown.settings, shown.current)
    page.finish()
    return page


def _networks(view: str, shown: Shown) -> list[tuple[str, Flow]]:
    """Return the names and flows of what the view shows."""
    if view == WALL and shown.wall is not None:
        return [
            (f"{activation.label}, {name_of(initializer)}", cell.flow)
            for (activation, initializer), cell in shown.wall.cells.items()
        ]
    if view == TRAINING and shown.film is not None and len(shown.film):
        film = shown.film
        record = film.records[min(shown.place, len(film) - 1)]
        return [(f"step {record.step}", Flow(film.configuration, record.layers, record.factors, math.nan, 0))]
    return [(", ".join(map(str, row.name)), row.flow) for row in shown.rows]


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

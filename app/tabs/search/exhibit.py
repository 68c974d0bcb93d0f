"""What is written of a search: its picture, the ranked list as a table, every trial with its curves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from app.export import Exhibit
from app.language import translate
from app.tabs.base import Rendering
from app.tabs.search.curve_grid import CELLS
from app.tabs.search.picture import SearchPicture
from app.tabs.search.ranked_list import lines_of
from app.tabs.search.shown import Shown
from core.config.questions import questions
from core.scenes import Scene
from core.search.conclusion import conclude
from core.search.ranking import ranking
from core.search.searching import operations
from core.search.study import Search
from core.search.trials import Record, SearchSnapshot
from core.search.verdicts import best, revealed


def rendering_of(scene: Scene) -> Rendering:
    """Return how a scene is searched and written without a window, up to the test accuracy of the winner."""
    search: Search = scene.study  # type: ignore[assignment]

    def progress(snapshots: tuple[Any, ...]) -> tuple[int, int]:
        done, remaining = snapshots[0].snapshot.work() if snapshots else (0.0, 1.0)
        return round(100 * done), max(1, round(100 * (done + remaining)))

    def exhibit(snapshots: tuple[Any, ...]) -> Exhibit:
        (end,) = snapshots
        return exhibit_of(scene, Shown(search, end.snapshot, revealed=end.revealed, asks=scene.asks))

    return Rendering(partial(conclude, search), progress, exhibit, partial(operations, search))


def exhibit_of(scene: Scene, shown: Shown) -> Exhibit:
    """Return what is written of the results of a scene."""
    return Exhibit(
        scene,
        picture=lambda: _picture(scene, shown),
        table=lambda: table(shown),
        record=lambda: record(shown),
        summary=lambda: summary(shown),
    )


def _picture(scene: Scene, shown: Shown) -> SearchPicture:
    page = SearchPicture()
    page.head.set_scene(scene)
    page.show_search(shown)
    page.hide_what_acts()
    if scene.asks:
        page.head.set_sentence(questions[scene.asks].answer(shown.outcome))
    return page


def summary(shown: Shown) -> list[str]:
    """Return the first twenty lines of the ranked list, and what came out in words."""
    said = [translate(phrase) for phrase in best(shown.snapshot)] if shown.snapshot else []
    said += [translate(revealed(each)) for each in shown.revealed.values()]
    return [*lines_of(shown)[:CELLS], *said]


def _parts(shown: Shown) -> list[SearchSnapshot]:
    return [shown.snapshot, *shown.snapshot.rivals] if shown.snapshot else []


def table(shown: Shown) -> Iterator[list[Any]]:
    """Yield a heading, then a row a trial, best first; ways of choosing that are compared follow each other."""
    space = shown.study.settings.space
    yield [
        "way",
        "place",
        "trial",
        *(dimension.path for dimension in space),
        "validation_accuracy",
        "train_accuracy",
        "loss",
        "steps",
        "diverged_at",
        "stopped_at_rung",
    ]
    for part in _parts(shown):
        for place, each in enumerate(ranking(part), 1):
            stopped = part.stopped[each.trial.number] if part.stopped else None
            yield [
                part.search.settings.way.key,
                place,
                each.trial.number,
                *(f"{value:.6g}" if isinstance(value, float) else value for value in each.trial.values),
                *(_cell(values) for values in (each.validation, each.train, each.loss)),
                each.step,
                "" if each.diverged is None else each.diverged,
                "" if stopped is None else stopped + 1,
            ]


def _cell(values: Any) -> str:
    return "" if not len(values) or values[-1] != values[-1] else f"{values[-1]:.6g}"


def record(shown: Shown) -> dict[str, Any]:
    """Return the settings, and name, configuration, final numbers and curves of every trial, best first.

    ``trials`` holds what `core.search.trials.records_from_plain` reads; ``revealed`` what the test set says.
    """
    runs: list[dict[str, Any]] = []
    for part in _parts(shown):
        for place, each in enumerate(ranking(part), 1):
            runs.append(
                {
                    "name": f"Best-{place}",
                    "way": part.search.settings.way.key,
                    "configuration": each.trial.run.to_plain(),
                    "batch_size": each.trial.batch_size,
                    "seed": each.trial.seed,
                    "final": _final(each),
                }
            )
    return {
        "settings": shown.study.settings.to_plain(),
        "runs": runs,
        "trials": [[each.to_plain() for each in part.records] for part in _parts(shown)],
        "revealed": [
            {"trial": number, "validation": each.validation, "test": each.test, "images": each.images}
            for number, each in shown.revealed.items()
        ],
    }


def _final(each: Record) -> dict[str, Any]:
    if each.diverged is not None:
        return {"diverged_at": each.diverged}
    return {"validation_accuracy": each.accuracy, "train_accuracy": float(each.train[-1]), "loss": float(each.loss[-1])}

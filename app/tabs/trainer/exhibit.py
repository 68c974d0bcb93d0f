"""What is written of a training: its picture, its curves as a table, final numbers with settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from app.export import Exhibit
from app.language import translate
from app.tabs.trainer.picture import TrainingPicture
from core.config.figures import count, fraction, number
from core.config.naming import text_of
from core.config.questions import questions
from core.scenes import Scene
from core.training.questions.shared import Race
from core.training.results import Result


def exhibit_of(scene: Scene, results: Sequence[Result]) -> Exhibit:
    """Return what is written of the results of a scene."""
    return Exhibit(
        scene,
        picture=lambda: _picture(scene, results),
        table=lambda: table(results),
        record=lambda: record(results),
        summary=lambda: [_line(result) for result in results],
    )


def _picture(scene: Scene, results: Sequence[Result]) -> TrainingPicture:
    page = TrainingPicture()
    page.head.set_scene(scene)
    page.set_asked(scene.asks)
    page.set_settings(results[0].settings)
    page.set_view(scene.study.view)
    page.set_study(results[0].study)
    page.hide_what_acts()
    page.show_results(results)
    page.refresh_numbers()
    if scene.asks:
        page.head.set_sentence(questions[scene.asks].answer(Race(results[0].study, results)))
    return page


def _line(result: Result) -> str:
    final = result.final()
    forms = {"loss": number, "train_accuracy": fraction, "test_accuracy": fraction}
    shown = "  ".join(f"{name} {form(final[name])}" for name, form in forms.items() if name in final)
    diverged = f"  diverged at step {count(result.diverged)}" if result.diverged is not None else ""
    return f"{translate(result.name):40}  {shown}{diverged}"


def table(results: Sequence[Result]) -> Iterator[list[Any]]:
    """Yield a heading, then a row a step (an epoch, when the length is counted in epochs); a column group a run.

    A row an epoch holds the mean loss of the epoch's mini-batches.  Every measurement of accuracy has its row as well;
    where there is nothing to tell, cells are empty.
    """
    settings = results[0].settings
    per_epoch = results[0].snapshot.steps_per_epoch if settings.unit == "epochs" else 1
    names = [text_of(result.name) for result in results]
    columns: list[tuple[str, dict[int, float]]] = []
    for name, result in zip(names, results, strict=True):
        columns.append((f"{name}: loss", _means(result.loss(smoothed=False), per_epoch)))
        evaluated = result.snapshot.evaluated.tolist()
        for part in result.snapshot.accuracy:
            accuracy = result.accuracy(part)
            if np.isfinite(accuracy).any():
                measured = dict(zip(evaluated, accuracy.tolist(), strict=True))
                columns.append((f"{name}: {part}_accuracy", measured))
        norms = result.snapshot.norms[:, result.column, 1].tolist()
        columns.append((f"{name}: l2_norm", dict(zip(evaluated, norms, strict=True))))
    steps = sorted({step for _, values in columns for step in values})
    yield ["step", "epoch", *(title for title, _ in columns)]
    for step in steps:
        epoch = step / results[0].snapshot.steps_per_epoch
        cells = [values.get(step) for _, values in columns]
        yield [step, f"{epoch:.6g}", *("" if c is None or c != c else f"{c:.6g}" for c in cells)]


def _means(loss: np.ndarray, per_row: int) -> dict[int, float]:
    """Return the mean loss of every `per_row` steps, by the last step of each."""
    whole = len(loss) // per_row * per_row
    means = loss[:whole].reshape(-1, per_row).mean(axis=1)
    return dict(zip(range(per_row, whole + 1, per_row), means.tolist(), strict=True))


def record(results: Sequence[Result]) -> dict[str, Any]:
    """Return the settings, and name, configuration and final numbers of every run.

    ``final`` holds ``loss`` (smoothed over some twenty steps), ``batch_loss`` (of the last mini-batch), accuracies
    in [0, 1], norms of the weights, and ``diverged_at`` where a run diverged.  ``best_validation``, where there are
    validation images, holds the highest ``validation_accuracy``, the ``step`` after which it was measured, and the
    ``test_accuracy`` there.
    """
    runs: list[dict[str, Any]] = []
    for result in results:
        final: dict[str, Any] = result.final()
        if result.diverged is not None:
            final["diverged_at"] = result.diverged
        if result.changed is not None:
            final["changed_at"] = result.changed
        run = {"name": text_of(result.name), "configuration": result.configuration.to_plain(), "final": final}
        best = result.best()
        if best is not None:
            run["best_validation"] = {
                "step": best.step,
                "validation_accuracy": best.validation,
                "test_accuracy": best.test,
            }
        runs.append(run)
    return {"settings": results[0].settings.to_plain(), "runs": runs}

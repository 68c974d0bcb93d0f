"""What a closer look promises: the best in words, the test set covered until it is revealed, the same once more."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.config.figures import share
from core.data.datasets import NPZFiles
from core.search.conclusion import Revealing
from core.search.crown import standard_error
from core.search.ranking import bands, ranking
from core.search.searching import prepare_once_more
from core.search.space import usual
from core.training.study import Experiment
from tests.app.tabs.search.helpers import emitted
from tests.core.search.helpers import driven

CONTROL = Qt.KeyboardModifier.ControlModifier
RATES = (replace(usual("optimizer.lr"), low=1e-3, high=1.0), usual("decay.strength"))
LONG = {"trials": 400, "length": 400, "draw": "own"}
"""A search that a test ends."""


def test_the_sentence_says_how_good_the_best_is(searcher):
    searcher.search_to_end()
    best = ranking(searcher.snapshot)[0].accuracy
    error = standard_error(best, 30)
    said = searcher.picture.sentence.text()
    assert f"The best of 12 trials gets {share(best)} of 30 validation images right" in said and share(error) in said


def test_trials_that_diverged_are_crosses_and_come_last(open_search):
    person = open_search(space=(replace(RATES[0], low=1.0, high=1e3), RATES[1]), trials=12)
    person.search_to_end()
    lost = [record for record in person.snapshot.records if record.diverged is not None]
    assert lost
    points = person.view.plot.points()
    assert {key for key, value in zip(points.keys, points.values, strict=True) if np.isnan(value)} == {
        record.trial.number for record in lost
    }
    assert all("(diverged)" in each for each in person.lines[-len(lost) :])
    assert f"{len(lost)} of 12 trials diverged" in person.picture.sentence.text()


def test_the_test_set_stays_covered_until_it_is_revealed(searcher):
    searcher.search_to_end()
    assert searcher.tab._shown.revealed == {}
    best = ranking(searcher.snapshot)[0]
    searcher.click(searcher.picture.controls.buttons["reveal"])
    searcher.wait(lambda: searcher.tab._shown.revealed)
    searcher.wait_for_rest()
    found = searcher.tab._shown.revealed[best.trial.number]
    alone = Revealing(searcher.tab.study, best.trial)
    for _ in alone.run():
        pass
    assert (found.validation, found.test) == (alone.snapshot().validation, alone.snapshot().test)
    assert not searcher.picture.controls.buttons["reveal"].isEnabled()
    searcher.window.undo()
    assert searcher.tab._shown.revealed == {}


def asked_in_vain(person, number):
    """Assert that a trial is not revealed, whatever is looked at."""
    for focus in ("curves", "scatter"):
        person.tab.document.look(focus=focus)
        assert not person.tab.is_active
    assert number in person.tab.study.view.revealed and person.tab._shown.revealed == {}
    assert person.picture.controls.buttons["reveal"].isEnabled()


@pytest.mark.parametrize("how", ["the button", "undo and redo"])
def test_a_reveal_that_was_stopped_begins_again_when_it_is_asked_for_and_not_before(open_search, how):
    person = open_search(trials=2, length=2000)
    person.search_to_end()
    person.click(person.picture.controls.buttons["reveal"])
    person.wait(lambda: person.tab.is_active)
    person.click(person.tab.transport.stop)
    person.wait_for_rest()
    best = ranking(person.snapshot)[0].trial.number
    asked_in_vain(person, best)
    if how == "the button":
        person.click(person.picture.controls.buttons["reveal"])
    else:
        person.window.undo()
        person.window.redo()
    person.wait(lambda: person.tab._shown.revealed, 20_000)
    assert list(person.tab._shown.revealed) == [best]
    person.wait_for_rest()


def test_a_reveal_that_failed_begins_again_when_it_is_asked_for_and_not_before(open_search, tiny_source, tmp_path):
    images = tmp_path / "images.npz"
    shutil.copy(tiny_source.train, images)
    person = open_search(data=NPZFiles(str(images)))
    person.search_to_end()
    best = ranking(person.snapshot)[0].trial.number
    images.rename(tmp_path / "away.npz")
    told = emitted(person.tab.failed)
    person.click(person.picture.controls.buttons["reveal"])
    person.wait(lambda: any("images.npz" in str(text) for (text,) in told))
    person.wait_for_rest()
    asked_in_vain(person, best)
    (tmp_path / "away.npz").rename(images)
    person.click(person.picture.controls.buttons["reveal"])
    person.wait(lambda: person.tab._shown.revealed)
    person.wait_for_rest()


def test_the_first_five_are_trained_once_more_with_eight_seeds(searcher):
    searcher.search_to_end()
    study, first = searcher.tab.study, [record.trial for record in ranking(searcher.snapshot)[:5]]
    searcher.click(searcher.picture.controls.buttons["again"])
    searcher.wait(lambda: searcher.tab.is_active)
    searcher.wait_for_rest()
    shown = searcher.tab._shown
    assert shown.again_of == tuple(trial.number for trial in first)
    alone = driven(prepare_once_more(study, first)[0])
    np.testing.assert_array_equal([b.values for b in bands(shown.again, 5)], [b.values for b in bands(alone, 5)])
    assert searcher.snapshot.is_complete  # what was found is still there


def test_the_chosen_trial_is_opened_in_the_trainer(searcher):
    searcher.search_to_end()
    chosen = ranking(searcher.snapshot)[2].trial
    searcher.click_line(2)
    searcher.click(searcher.picture.controls.buttons["train"])
    study = searcher.window.tab.study
    assert isinstance(study, Experiment)
    assert study.runs == (chosen.run,)
    assert (study.settings.batch_size, study.settings.seed, study.settings.train_size) == (20, chosen.seed, 100)

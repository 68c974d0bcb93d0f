"""What the head of the search tab promises: what the core answers, before a search and after it, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.language import language, translate
from core.config.questions import plain, questions
from core.scenes import Scene, find_scene
from core.search.choosing import Grid, Random
from core.search.questions.shared import Outcome
from core.search.ranking import ranking
from core.search.stopping import Halving
from core.search.study import Search, SearchView
from tests.app.tabs.search.helpers import DECAY, FAR_TOO_LARGE, searched_alone
from tests.core.search.helpers import search_of

SPACE = (replace(FAR_TOO_LARGE, low=1e-3, high=1.0), DECAY)
TINY = {
    "random-search": {"space": SPACE, "trials": 20},
    "grid-vs-random": {"space": SPACE, "trials": 9, "way": Grid(), "compared": (Random(),)},
    "halving": {"space": SPACE, "trials": 12, "stopping": Halving(first=1, factor=2, finalists=3)},
    "winners-luck": {"space": (), "draw": "own", "trials": 6},
}
"""Settings with which each scene is soon searched."""


def small(id: str, source) -> Scene:
    """Return a scene as it is, but soon searched."""
    scene = find_scene(id)
    assert isinstance(scene.study, Search)
    view: SearchView = scene.study.view
    return replace(scene, study=search_of(source, **TINY[id]).with_view(**vars(view)))


def head_of(person) -> str:
    """Return the sentence under the title, as it is read."""
    label = person.picture.head.sentence
    assert label.isVisible()
    return plain(translate(person.picture.head._answer))


@pytest.mark.parametrize("id", TINY)
def test_the_sentence_under_the_title_asks_before_a_search_and_answers_after_it(open_search, tiny_source, id):
    scene = small(id, tiny_source)
    person = open_search(scene)
    question = questions[scene.asks]
    assert head_of(person) == str(question.answer(Outcome(scene.study))) and head_of(person).endswith("Press Run.")
    person.search_to_end()
    found = searched_alone(scene.study)
    assert head_of(person) == plain(str(question.answer(Outcome(scene.study, found))))
    assert "<b" in person.picture.head.sentence.text()
    own = person.view.sentence.text() if person.view.tells else person.picture.sentence.text()
    assert own == "" or own.startswith("Drawn again 1,000 times")  # nothing is said twice
    person.type("trials", "5")
    assert head_of(person).endswith("Press Run.")


def test_the_winner_is_told_on_the_test_set_when_it_is_revealed(open_search, tiny_source):
    person = open_search(small("winners-luck", tiny_source))
    person.search_to_end()
    assert head_of(person).endswith("Reveal the test set.")
    person.click(person.picture.controls.buttons["reveal"])
    person.wait(lambda: "test images" in head_of(person))
    person.wait_for_rest()
    found = person.tab._shown.revealed[ranking(person.snapshot)[0].trial.number]
    assert f"On {found.images} test images it gets " in head_of(person)
    person.window.undo()
    assert "test images" not in head_of(person)


def test_a_scene_that_asks_nothing_has_the_sentences_of_its_views(searcher):
    searcher.search_to_end()
    assert not searcher.picture.head.sentence.isVisible()
    assert searcher.picture.sentence.text().startswith("The best of 12 trials gets ")


def test_the_answer_is_said_in_the_language_shown(open_search, tiny_source):
    person = open_search(small("halving", tiny_source))
    person.search_to_end()
    language.switch("ko")
    assert "조기 중단" in head_of(person) and "{" not in head_of(person)


def test_views_called_up_by_hand_keep_their_own_sentences(open_search, tiny_source):
    person = open_search(small("halving", tiny_source))
    person.search_to_end()
    person.tab.show_view("curves")
    assert person.picture.sentence.text().startswith("The best of 12 trials gets ")
    person.tab.show_view("crown")
    assert "Best-1" in person.view.sentence.text()

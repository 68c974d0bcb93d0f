"""What questions promise: each belongs to a tab, and what matters in an answer is told from the rest."""

from __future__ import annotations

from core.config.questions import parts, plain, questions
from core.config.study import studies
from core.scenes import scenes


def test_what_matters_is_told_from_the_rest():
    assert parts("It **bounces** for **ever**.") == [
        ("It ", False),
        ("bounces", True),
        (" for ", False),
        ("ever", True),
        (".", False),
    ]
    assert parts("2 * 3 ** 4") == [("2 * 3 ** 4", False)]
    assert plain("It **bounces** for **ever**.") == "It bounces for ever."


def test_every_question_is_asked_by_scenes_of_its_tab():
    asked = {scene.asks: scene.tab for scene in scenes().values() if scene.asks}
    for name in questions:
        assert asked.get(name) == questions[name].tab and questions[name].tab in studies, name

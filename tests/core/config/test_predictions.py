"""What predictions promise: notes are read as they are written, hands are counted, and advice follows from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.config.predictions import MOST_HANDS, Note, Poll, Prediction, advice, note_from, share_of
from core.config.words import LabError

WRITTEN = """What there is to see,
in two lines.

# Predict
It will rise. **How far?**
- far: to the top
- near: hardly at all
Because of this,
and of that.

# Another
**And now?**
- far: to the top
- near: not at all
Still because of this.
"""


def test_a_note_is_read_with_its_questions():
    assert note_from(WRITTEN) == Note(
        "What there is to see, in two lines.",
        Prediction(
            "It will rise. **How far?**",
            {"far": "to the top", "near": "hardly at all"},
            "Because of this, and of that.",
        ),
        Prediction("**And now?**", {"far": "to the top", "near": "not at all"}, "Still because of this."),
    )


def test_a_note_without_questions_is_all_text():
    assert note_from("All of it.\n") == Note("All of it.")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("# Predict", "# Guess", "Guess"),
        ("- near: hardly at all\n", "", "1 choices"),
        ("- near: hardly", "- Near! hardly", "Near!"),
        ("Because of this,\nand of that.", "", "reason"),
        ("It will rise. **How far?**", "", "question"),
    ],
)
def test_a_note_that_is_not_as_it_should_be_is_refused(before, after, told):
    with pytest.raises(LabError, match=told):
        note_from(WRITTEN.replace(before, after))


def test_hands_are_counted_before_and_after_talking():
    poll = Poll().counted("far", 12).counted("near", 400).counted("far", 9)
    assert poll.before == {"far": 9, "near": MOST_HANDS} and poll.after == {}
    later = replace(poll, talked=True).counted("far", -1).counted("near", 7)
    assert later.before == poll.before and later.after == {"far": 0, "near": 7} == later.hands


def test_shares():
    assert share_of({"a": 3, "b": 1}, "a") == 0.75
    assert share_of({"a": 3}, None) == 0 == share_of({"a": 3}, "c")
    assert share_of({}, "a") is None and share_of({"a": 0}, "a") is None


@pytest.mark.parametrize(
    ("right", "hands", "told"),
    [(34, 100, "Explain"), (35, 100, "neighbours"), (70, 100, "neighbours"), (71, 100, "reveal"), (0, 1, "Explain")],
)
def test_how_to_go_on_follows_from_how_many_are_right(right, hands, told):
    poll = Poll(before={"far": right, "near": hands - right})
    assert told in str(advice(poll, "far"))


@pytest.mark.parametrize(
    "poll",
    [Poll(), Poll(before={"far": 3}, talked=True), Poll(before={"far": 3}, phase="revealed")],
)
def test_no_advice_before_the_first_tally_or_after_it_is_taken_or_revealed(poll):
    assert advice(poll, "far") is None


def test_no_advice_where_it_is_not_known_what_is_right():
    assert advice(Poll(before={"far": 3}), None) is None

"""What a class may predict before a result is shown: a question, choices, a reason; and the votes that it has given.

Question, choices and reason stand in the notes on a scene (``resources/notes``), in every language::

    What there is to see.

    # Predict
    Training accuracy will reach 100 %. **What will the accuracy on new images do?**
    - close: stays close to training
    - gap: stops rising, a gap opens
    300 images can be learned by heart; what they have in common need not be found for that.

    # Another
    The same question, once more, with the settings that the scene names under ``"another"``.
    - close: ...

Which choice comes true is computed from the results (`core.config.questions.Question.outcome`); a note names none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from core.config.words import LabError, mark, shown

LETTERS = "ABCDEF"
MOST_HANDS = 300
"""Hands of a class for one choice."""
FEW, MOST = 0.35, 0.7
"""Parts of a class with the right choice: below the first it wants an explanation, above the second it can go on.

Between them, talking to one's neighbours helps most (Crouch, Mazur: Peer Instruction, 2001).
"""

_CHOICE = re.compile(r"- ([a-z0-9-]+): (.+)")
_HEADING = re.compile(r"^# (\w+)$", re.MULTILINE)
_PARTS = ("Predict", "Another")


@dataclass(frozen=True)
class Prediction:
    """A question with its choices.

    Attributes
    ----------
    question : str
        What is asked; what matters most stands between ``**``.
    choices : dict of str
        The choices by name, in the order in which they are offered.
    reason : str
        Why it comes out as it does.
    """

    question: str
    choices: dict[str, str]
    reason: str


@dataclass(frozen=True)
class Note:
    """What is said about a scene.

    Attributes
    ----------
    text : str
        What there is to see.
    predict, another : Prediction or None
        What can be predicted, and once more with another setting.
    """

    text: str = ""
    predict: Prediction | None = None
    another: Prediction | None = None


def note_from(text: str) -> Note:
    """Return a note as it is written.

    Raises
    ------
    LabError
        Names the line that is not as it should be.
    """
    first, *rest = _HEADING.split(text)
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    for name in parts:
        if name not in _PARTS:
            raise LabError(mark("core", "unknown part {name} of a note"), name=shown(name, quotes=True))
    predict, another = (_prediction(parts[name]) if name in parts else None for name in _PARTS)
    return Note(" ".join(first.split()), predict, another)


def _prediction(text: str) -> Prediction:
    question: list[str] = []
    choices: dict[str, str] = {}
    reason: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _CHOICE.fullmatch(line)
        if found and not reason:
            choices[found[1]] = found[2]
        elif line.startswith("-"):
            raise LabError(mark("core", "not a choice of a note: {line}"), line=shown(line, quotes=True))
        else:
            (reason if choices else question).append(line)
    if not question or not reason or not 2 <= len(choices) <= len(LETTERS):
        raise LabError(
            mark("core", "a prediction needs a question, 2 to {most} choices and a reason; got {choices} choices"),
            most=len(LETTERS),
            choices=len(choices),
        )
    return Prediction(" ".join(question), choices, " ".join(reason))


@dataclass(frozen=True)
class Poll:
    """How far a class has come with a prediction.

    Attributes
    ----------
    phase : str
        "asked" while the result is covered, "revealed" or "skipped" once it is not.
    talked : bool
        Whether hands are counted for the second time, after talking.
    before, after : dict of int
        Hands for each choice by name.
    drawing : tuple of (float, float)
        What has been drawn, in the coordinates of the plot.
    """

    phase: str = "asked"
    talked: bool = False
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    drawing: tuple[tuple[float, float], ...] = ()

    @property
    def is_covered(self) -> bool:
        """Whether the result is not to be seen yet."""
        return self.phase == "asked"

    @property
    def hands(self) -> dict[str, int]:
        """The hands of the tally that is being taken."""
        return self.after if self.talked else self.before

    def counted(self, choice: str, hands: int) -> Poll:
        """Return the poll with so many hands for a choice, 0 … `MOST_HANDS`, in the tally that is being taken."""
        tally = {**self.hands, choice: min(max(hands, 0), MOST_HANDS)}
        return replace(self, after=tally) if self.talked else replace(self, before=tally)


def share_of(hands: dict[str, int], choice: str | None) -> float | None:
    """Return which part of the hands is for a choice; None when there are none."""
    total = sum(hands.values())
    return hands.get(choice or "", 0) / total if total else None


def advice(poll: Poll, right: str | None) -> str | None:
    """Return in marked words how to go on after the first tally; None before it, or where what is right is unknown.

    Below 35 % right the matter wants an explanation, up to 70 % the class can convince itself, above it can go on.
    """
    part = share_of(poll.before, right)
    if part is None or right is None or poll.talked or not poll.is_covered:
        return None
    if part < FEW:
        return mark("core", "Explain, with a hint, and count once more.")
    if part <= MOST:
        return mark("core", "Let neighbours talk it over, and count once more.")
    return mark("core", "Go on: reveal it.")

"""Scenes: saved configurations with a name, for the slides, the command line and files of the user's.

A scene is one JSON file::

    {"scene": "overfitting", "title": "...", "tab": "trainer", "order": 11,
     "asks": "gap", "another": {"settings.train_size": 3000},
     "knobs": ["runs.dropout", "settings.train_size"], "study": {...}}

What the study holds depends on the tab (`core.config.study.studies`).  ``asks`` names the question that the scene is
about (`core.config.questions`), ``another`` the settings with which it can be asked once more, ``knobs`` the few
settings that matter for it (both by path, see `core.config.knobs`); each can be absent.

To add one to the program: a file in ``resources/scenes``.  Outline, menu, ``--scene`` and the tests find it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import pkgutil
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import core
from core import RESOURCES
from core.config.bounds import SCENE_BYTES
from core.config.knobs import MOST_KNOBS, knob, turned
from core.config.paths import existing, fit_for_a_file, located
from core.config.questions import questions
from core.config.study import Study, studies
from core.config.words import LabError, Phrase, mark, one_line, shown
from core.drafts import Drafts, json_text

# every chapter registers what its tab shows, and what its scenes can ask
for _room in pkgutil.iter_modules(core.__path__):
    for _module in ("study", "questions"):
        if _room.ispkg and _room.name != "config" and importlib.util.find_spec(f"core.{_room.name}.{_module}"):
            importlib.import_module(f"core.{_room.name}.{_module}")

SCENES = RESOURCES / "scenes"
LONGEST_TITLE = 300


CHAPTERS = (
    (0.0, mark("core", "Weight update")),
    (2.0, mark("core", "Gradient trouble")),
    (11.0, mark("core", "Overfitting")),
    (14.0, mark("core", "Hyperparameters")),
)
"""The chapters of the lecture, each with the order from which its scenes are."""

_KEYS = ("scene", "title", "tab", "order", "asks", "another", "knobs", "study")
_OLD_KEYS = ("focus", "scale", "configuration")
"""Of scene files that earlier versions have written: now all of that is in the study."""
_PROBLEM = mark("core", "scene file {file}: {problem}")
_PROBLEM_AT = mark("core", "scene file {file}, {place}: {problem}")


@dataclass(frozen=True)
class Scene:
    """A named, fully specified state of one tab.

    Attributes
    ----------
    id : str
        Name on the command line and of its files; what no file can be called is left out of it.
    title : str
        English title in one line; titles of the program's own scenes are translated.
    tab : str
        Key of the tab that shows it.
    study : Study
        What the tab shows.
    order : float
        Place in the lecture.
    asks : str
        Name of its question (see `core.config.questions`); empty for none.
    knobs : tuple of str
        Paths of the settings that matter for it (see `core.config.knobs`), the one that it is about first.
    another : dict
        Values of settings by path, with which its question can be asked once more.
    """

    id: str
    title: str
    tab: str
    study: Study
    order: float = 1000.0
    asks: str = ""
    knobs: tuple[str, ...] = ()
    another: dict[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", fit_for_a_file(self.id))
        object.__setattr__(self, "title", one_line(self.title)[:LONGEST_TITLE])

    @property
    def chapter(self) -> str:
        """The chapter of the lecture that it is in."""
        return next((name for start, name in reversed(CHAPTERS) if start <= self.order), CHAPTERS[0][1])

    def to_plain(self) -> dict[str, Any]:
        """Return the scene as a dict that JSON can hold."""
        about = {"asks": self.asks, "another": self.another, "knobs": list(self.knobs)}
        return {
            "scene": self.id,
            "title": self.title,
            "tab": self.tab,
            "order": self.order,
            **{key: value for key, value in about.items() if value},
            "study": self.study.to_plain(),
        }

    @classmethod
    def from_plain(cls, plain: Any) -> Scene:
        """Return the scene written as `plain`.

        Raises
        ------
        LabError
            An unknown key, or a value of the wrong type or out of range; ``field`` is its place.
        """
        if not isinstance(plain, dict):
            raise LabError(mark("core", "a scene must be one JSON object"))
        for key in plain:
            if key not in (*_KEYS, *_OLD_KEYS):
                raise _fault(
                    key,
                    mark("core", "unknown setting {name}; known are: {known}"),
                    name=shown(key, quotes=True),
                    known=", ".join(_KEYS),
                )
        for key in ("scene", "title", "tab"):
            if not isinstance(plain.get(key), str) or not plain[key]:
                raise _fault(
                    key,
                    mark("core", "expected a text, got {value}"),
                    value=shown(plain.get(key), quotes=True),
                )
        try:
            kind = studies[plain["tab"]]
        except LabError as error:
            raise error.inside("tab") from None
        order = plain.get("order", 1000.0)
        if not isinstance(order, int | float) or isinstance(order, bool) or not abs(order) <= 1e9:
            raise _fault("order", mark("core", "expected a number, got {value}"), value=shown(order, quotes=True))
        place = "configuration" if "configuration" in plain else "study"
        written = plain.get(place)
        if isinstance(written, dict):
            looked_at = {key: plain[key] for key in ("focus", "scale") if key in plain}
            view = written.get("view", {})
            if looked_at and isinstance(view, dict):
                written = {**written, "view": {**view, **looked_at}}
        try:
            study = kind.from_plain(written)
        except LabError as error:
            raise error.inside(place) from None
        asks, knobs, another = plain.get("asks", ""), plain.get("knobs", []), plain.get("another", {})
        _check_question(asks, plain["tab"])
        _check_knobs(knobs, study)
        scene = cls(plain["scene"], plain["title"], plain["tab"], study, float(order), asks, tuple(knobs), another)
        if not isinstance(another, dict):
            raise _fault("another", mark("core", "expected settings by name, got {value}"), value=shown(another))
        scene.another_study()
        return scene

    def another_study(self) -> Study:
        """Return the study with the settings of `another`.

        Raises
        ------
        LabError
            When one of them does not fit.
        """
        study = self.study
        for path, value in self.another.items():
            try:
                found = knob(study, path)
                if found is None:
                    raise LabError(mark("core", "no run has this setting"))
                study = turned(study, path, found.parameter.from_plain(value))
            except LabError as error:
                raise error.inside(f"another.{path}") from None
        return study


def _check_question(asks: Any, tab: str) -> None:
    if asks == "":
        return
    known = [name for name in questions if questions[name].tab == tab]
    if asks not in known:
        raise _fault(
            "asks",
            mark("core", "unknown {kind} {name}; known are: {known}"),
            kind=questions.kind,
            name=shown(asks, quotes=True),
            known=", ".join(known),
        )


def _check_knobs(knobs: Any, study: Study) -> None:
    if not isinstance(knobs, list) or len(knobs) > MOST_KNOBS:
        raise _fault(
            "knobs",
            mark("core", "expected a list of at most {most} settings, got {value}"),
            most=MOST_KNOBS,
            value=shown(knobs),
        )
    for place, path in enumerate(knobs):
        if not isinstance(path, str):
            raise _fault(f"knobs.{place}", mark("core", "expected a text, got {value}"), value=shown(path, quotes=True))
        try:
            knob(study, path)
        except LabError as error:
            raise error.inside(f"knobs.{place}") from None


def _fault(field: str, template: str, **values: object) -> LabError:
    return LabError(template, field=field, **values)


def load_scene(path: str | os.PathLike[str]) -> Scene:
    """Return the scene in a file, in any encoding of Unicode, with or without a mark of its byte order.

    Raises
    ------
    LabError
        One sentence that names the file, the place in it, and what was expected there.
    """
    path = existing(path)
    try:
        with path.open("rb") as file:
            content = file.read(SCENE_BYTES + 1)  # what some files of the system hold is not known before
        if len(content) > SCENE_BYTES:
            raise LabError(
                _PROBLEM,
                file=path.name,
                problem=Phrase(
                    mark("core", "it has {size} bytes; a scene has at most {most}"),
                    size=max(path.stat().st_size, len(content)),
                    most=SCENE_BYTES,
                ),
            )
        return Scene.from_plain(json.loads(content))
    except OSError as error:
        raise LabError(_PROBLEM, file=path.name, problem=error.strerror or str(error)) from None
    except LabError as error:
        if error.phrase.template == _PROBLEM:
            raise
        if not error.field:
            raise LabError(_PROBLEM, file=path.name, problem=error.phrase) from None
        raise LabError(
            _PROBLEM_AT, field=error.field, file=path.name, place=shown(error.field), problem=error.phrase
        ) from None
    except json.JSONDecodeError as error:
        problem = Phrase(
            mark("core", "not valid JSON at line {line}, column {column}"),
            line=error.lineno,
            column=error.colno,
        )
        raise LabError(_PROBLEM, file=path.name, problem=problem) from None
    except (ValueError, RecursionError):  # no Unicode, a number without end, brackets without end
        raise LabError(_PROBLEM, file=path.name, problem=mark("core", "not a JSON text")) from None


def is_scene(path: str | os.PathLike[str]) -> bool:
    """Return whether a file holds a scene; one that is not there or holds something else does not."""
    try:
        load_scene(path)
    except LabError:
        return False
    return True


def save_scene(scene: Scene, path: str | os.PathLike[str]) -> None:
    """Write a scene to a file; an existing file is replaced only when all is written.

    Raises
    ------
    LabError
        When the file cannot be written.
    """
    path = located(path)
    try:
        with Drafts() as drafts:
            with drafts.opened(path) as file:
                file.write(json_text(scene.to_plain()))
            drafts.replace()
    except OSError as error:
        raise LabError(_PROBLEM, file=path.name, problem=error.strerror or str(error)) from None


@cache
def scenes() -> dict[str, Scene]:
    """Return the program's own scenes by id, in the order of the lecture."""
    found = [load_scene(path) for path in sorted(SCENES.glob("*.json"))]
    return {scene.id: scene for scene in sorted(found, key=lambda scene: scene.order)}


def find_scene(id: str) -> Scene:
    """Return one of the program's own scenes.

    Raises
    ------
    LabError
        When there is none of that name; lists those there are.
    """
    try:
        return scenes()[id]
    except KeyError:
        raise LabError(
            mark("core", "unknown {kind} {name}; known are: {known}"),
            kind=mark("core", "scene"),
            name=shown(id, quotes=True),
            known=", ".join(scenes()),
        ) from None


def named_scene(text: str) -> Scene:
    """Return the scene that a person has named: a file when a folder or ``.json`` is in the name, else an id.

    Raises
    ------
    LabError
        When there is no such file or id, or the file holds no scene.
    """
    is_file = "/" in text or "\\" in text or text.lower().endswith(".json")
    return load_scene(text) if is_file else find_scene(text)

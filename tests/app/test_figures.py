"""What a screen promises of its numbers, read from the pictures themselves: each value stands there in one form."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import defaultdict

import pytest

from app.export import write_exhibit
from app.tabs import find_tab, load
from core.scenes import Scene, scenes
from tests.app.helpers import run_of, tiny_scene

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
NUMBER = re.compile(rf"(?:(\d[\d,]*\.?\d*)·)?10(⁻?[{RAISED}]+)|\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
FOREIGN = re.compile(r"\d[eE][-+]?\d|(?<![\w)])-\d|\b(?:nan|inf)\b")
"""Signs of a number that something else has written: an exponent of Python's, a hyphen for a minus, a bare nan."""

SHOWN = ("momentum", "lr-limit", "adagrad-stall", "init-relu", "init-wall", "gradient-vanishing")
TRAINED = tiny_scene(run_of(), run_of(hidden=(30,) * 3), validation_share=0.2, unit="epochs", length=2)


def texts_of(scene: Scene, folder) -> list[str]:
    """Run a scene to its end without a window, and return what is written in its picture and told on the terminal."""
    rendering = load(find_tab(scene.tab)).rendering(scene)
    tasks = rendering.prepare()
    for task in tasks:
        for _ in task.run():
            pass
    exhibit = rendering.exhibit(tuple(task.snapshot() for task in tasks))
    (drawing,) = (file for file in write_exhibit(folder, exhibit) if file.suffix == ".svg")
    found = ET.parse(drawing).getroot().iter("{http://www.w3.org/2000/svg}text")
    return ["".join(element.itertext()) for element in found] + exhibit.summary()


def value_of(match: re.Match[str]) -> float:
    """Return the number that a text says, read by no code of ours."""
    if not match[2]:
        return float(match[0].replace(",", ""))
    power = match[2].translate(str.maketrans("⁻" + RAISED, "-0123456789"))
    return float(f"{(match[1] or '1').replace(',', '')}e{power}")


@pytest.mark.parametrize("name", [*SHOWN, "trained"])
def test_the_same_value_never_stands_in_two_forms_on_one_screen(qtbot, tmp_path, name):
    texts = texts_of(scenes().get(name, TRAINED), tmp_path)
    forms = defaultdict(set)
    for text in texts:
        assert not FOREIGN.search(text), text
        for match in NUMBER.finditer(text):
            forms[value_of(match)].add(match[0].rstrip(","))
    assert len(forms) > 3
    assert {value: form for value, form in forms.items() if len(form) > 1} == {}

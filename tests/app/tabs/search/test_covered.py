"""What the search tab promises of the test set: nothing that is written depends on it until it is revealed."""

from __future__ import annotations

import json

import numpy as np
import pytest

from app.export import write_exhibit
from core.data.datasets import NPZFiles
from core.search.choosing import Halton
from core.search.space import usual
from core.search.stopping import Halving
from core.search.study import SearchView
from tests.app.tabs.search.helpers import tiny_search

FOCUS = tuple(SearchView.parameters()["focus"].options)


@pytest.fixture(scope="module")
def other_source(tiny_source, tmp_path_factory):
    """The same training images; other images and labels to test on."""
    with np.load(tiny_source.train) as arrays:
        columns = dict(arrays)
    columns["x_test"] = np.random.default_rng(0).random(columns["x_test"].shape, np.float32)
    columns["y_test"] = (columns["y_test"] + 1) % 3
    file = tmp_path_factory.mktemp("data") / "other.npz"
    np.savez(file, **columns)
    return NPZFiles(str(file))


def written(person, folder, views=FOCUS):
    """Return what is written of each view, but for the name of the data file, and the lines of the list."""
    name = json.dumps(person.tab.study.settings.data.train).encode()
    files = {}
    for focus in views:
        person.tab.document.look(focus=focus)
        for path in write_exhibit(folder, person.tab.exhibit()):
            files[focus, path.suffix] = path.read_bytes().replace(name, b"")
    return files, person.lines


def test_nothing_that_is_written_depends_on_the_test_set_until_it_is_revealed(
    open_search, tiny_source, other_source, tmp_path
):
    space = (usual("optimizer.lr"), usual("decay.strength"))
    changed = {"space": space, "stopping": Halving(first=1), "compared": (Halton(),)}
    people = [open_search(tiny_search(source, **changed)) for source in (tiny_source, other_source)]
    for person in people:
        person.search_to_end()
    (here, lines), (there, other_lines) = (written(person, tmp_path) for person in people)
    assert lines == other_lines and here.keys() == there.keys()
    assert [each for each in here if here[each] != there[each]] == []
    for person in people:
        person.click(person.picture.controls.buttons["reveal"])
        person.wait_for_rest()
    (here, _), (there, _) = (written(person, tmp_path, ("scatter", "sets")) for person in people)
    assert {suffix for focus, suffix in here if here[focus, suffix] != there[focus, suffix]} >= {".png", ".json"}

"""What the tables of choices promise, and what every entry of every table must bring along."""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.configuration import Configuration
from core.config.registry import LAST, Registry
from core.config.words import LabError
from tests.core.helpers import ENTRIES, REGISTRIES, configurations, name_of


def test_entries_keep_the_order_in_which_they_were_registered_and_learn_their_names():
    table = Registry("thing")
    one, two = (table.register(name)(type(name, (), {})) for name in ("zeta", "alpha"))
    assert list(table) == ["zeta", "alpha"]
    assert table.classes() == [one, two]
    assert (one.key, two.key) == ("zeta", "alpha")
    assert table["alpha"] is two
    assert len(table) == 2


def test_entries_stand_at_their_places_then_those_without_one_then_the_last():
    table = Registry("thing")
    for name, place in {"end": LAST, "b": 2, "added": None, "a": 1, "between": 1.5, "more": None}.items():
        table.register(name, *([] if place is None else [place]))(type(name, (), {}))
    assert list(table) == ["a", "between", "b", "added", "more", "end"]
    assert [entry.key for entry in table.classes()] == list(table)


def test_a_table_is_filled_from_the_files_of_a_package(tmp_path, monkeypatch):
    package = tmp_path / "things"
    package.mkdir()
    head = "from core.config.registry import Registry\ntable = Registry('thing')\n"
    (package / "__init__.py").write_text(head + "table.fill(__name__, __path__)\n")
    for name, place in (("late", 2), ("early", 1)):
        entry = f"@table.register({name!r}, place={place})\nclass Thing:\n    pass\n"
        (package / f"{name}.py").write_text(f"from things import table\n{entry}")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert list(importlib.import_module("things").table) == ["early", "late"]
    for name in [name for name in sys.modules if name.partition(".")[0] == "things"]:
        monkeypatch.delitem(sys.modules, name)


def test_a_name_is_given_only_once():
    table = Registry("thing")
    table.register("a")(type("A", (), {}))
    with pytest.raises(ValueError, match="thing 'a' is registered twice"):
        table.register("a")(type("B", (), {}))
    assert len(table) == 1


@pytest.mark.parametrize("name", ["sdg", "", None, 3, ["sgd"], {"kind": "sgd"}])
def test_an_unknown_name_is_answered_with_the_known_ones(name):
    table = Registry("thing")
    table.register("a")(type("A", (), {}))
    table.register("b")(type("B", (), {}))
    with pytest.raises(LabError) as error:
        table[name]
    assert str(error.value) == f"unknown thing {name!r}; known are: a, b"


# Every entry of every table


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda registry: registry.kind)
def test_a_table_has_entries_each_found_under_its_own_name(registry):
    assert len(registry) > 0
    for name in registry:
        assert registry[name].key == name
    assert len({entry.label for entry in registry.classes()}) == len(registry)


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_an_entry_is_a_frozen_configuration_with_words_for_people(entry):
    assert issubclass(entry, Configuration)
    assert entry.label.strip() and entry.help.strip() and entry.__doc__
    assert getattr(entry, "formula", "a source has none")
    assert entry() == entry()
    for name, parameter in entry.parameters().items():
        assert parameter.label.strip(), name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(entry(), name, None)


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
@given(data=st.data())
def test_an_entry_with_any_settings_is_written_as_json_and_read_back(entry, data):
    configuration = data.draw(configurations(entry))
    plain = json.loads(json.dumps(configuration.to_plain(), allow_nan=False))
    again = entry.from_plain(plain)
    assert again == configuration and type(again) is entry
    assert hash(again) == hash(configuration)


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_an_entry_takes_its_defaults_for_what_is_not_written(entry):
    assert entry.from_plain({}) == entry()


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_a_setting_that_an_entry_does_not_have_is_refused_by_name(entry):
    with pytest.raises(LabError, match="unknown setting 'speed'; known are: ") as error:
        entry.from_plain({"speed": 1})
    assert error.value.field == "speed"

"""What rendering without a window promises: the numbers of the window, in files, and clear words when it fails."""

from __future__ import annotations

import json
import threading

import pytest

from app.language import language
from app.start.render import render
from core.data.datasets import NPZFiles
from core.rules.optimizers import SGD
from tests.app.helpers import losses_by_core, run_of, tiny_scene

SCENE = tiny_scene(run_of(), run_of(optimizer=SGD(lr=0.01)))


def final_of(folder) -> list[dict]:
    return [run["final"] for run in json.loads((folder / "tiny.results.json").read_text("utf-8"))["runs"]]


def test_a_scene_is_trained_and_written(tmp_path, capsys):
    folder = tmp_path / "a" / "b"
    assert render(SCENE, folder) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["tiny.csv", "tiny.png", "tiny.results.json", "tiny.svg"]
    told = capsys.readouterr()
    assert told.err == ""
    lines = told.out.splitlines()
    assert [line.split("  ")[0] for line in lines[:2]] == ["SGD η 0.1", "SGD η 0.01"]
    assert all("test_accuracy" in line for line in lines[:2])
    assert lines[2:] == [str(folder / f"tiny.{ending}") for ending in ("png", "svg", "csv", "results.json")]


def test_rendering_arrives_at_the_numbers_of_the_core(tmp_path, capsys):
    render(SCENE, tmp_path)
    expected = losses_by_core(SCENE.study)[-1]
    assert [final["batch_loss"] for final in final_of(tmp_path)] == pytest.approx(expected.tolist())


def test_rendering_twice_gives_the_same_numbers(tmp_path, capsys):
    for name in ("one", "two"):
        assert render(SCENE, tmp_path / name) == 0
    assert final_of(tmp_path / "one") == final_of(tmp_path / "two")
    assert (tmp_path / "one" / "tiny.csv").read_bytes() == (tmp_path / "two" / "tiny.csv").read_bytes()


def test_a_run_that_diverges_is_named(tmp_path, capsys):
    assert render(tiny_scene(run_of(hidden=(30,) * 4, optimizer=SGD(lr=1000.0)), length=20), tmp_path) == 0
    assert "diverged at step" in capsys.readouterr().out


def test_names_on_the_terminal_are_in_the_language_asked_for(tmp_path, capsys):
    language.switch("ko")
    render(tiny_scene(run_of()), tmp_path)
    assert not capsys.readouterr().out.startswith("plain")


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert render(SCENE, tmp_path / "file") == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert str(tmp_path / "file") in told


def test_data_that_cannot_be_read_are_told_in_one_line(tmp_path, capsys):
    scene = tiny_scene(data=NPZFiles(train=str(tmp_path / "nowhere.npz")))
    assert render(scene, tmp_path) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "nowhere.npz" in told
    assert list(tmp_path.iterdir()) == []


def test_no_thread_is_left_after_rendering(tmp_path, capsys):
    render(SCENE, tmp_path)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("render")]

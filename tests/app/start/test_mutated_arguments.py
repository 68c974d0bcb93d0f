"""What is called may be anything: it is refused in one line with the right exit code, or it is done.

``--inputs=10000`` takes more calls than the suite does.
"""

from __future__ import annotations

import random

import pytest

from app.start import application, command_line
from core.config.words import LabError
from core.scenes import Scene, save_scene, scenes
from tests.app.helpers import tiny_scene
from tests.core.mutating import assert_harmless, mutated_text

OPTIONS = (
    "--scene",
    "--render",
    "--out",
    "--executor",
    "--seed",
    "--cores",
    "--lang",
    "--list-scenes",
    "--version",
    "--help",
)
VALUES = (*list(scenes())[:6], "en", "ko", "0", "7", "-1", "1e3", "0x10", "9" * 5000, "threads", "processes")
VALUES += (
    "dask://127.0.0.1:1",
    "dask://[::1]:99999",
    "",
    " ",
    ".",
    "/",
    "/dev/zero",
    "~",
    "file:///x",
    "a\nb",
    "\udcff",
    "--",
)


@pytest.fixture
def done(monkeypatch) -> list[object]:
    """What a call comes to: neither a window nor a rendering in a test of calls."""
    done: list[object] = []

    def note(scene: Scene, *rest: object) -> int:
        assert isinstance(scene, Scene) and scene.study.names()
        done.append((scene, *rest))
        return 0

    monkeypatch.setattr(application, "open_window", note)
    monkeypatch.setattr(application, "render_scene", note)
    return done


def test_a_mutated_call(tmp_path, done, inputs, capsys):
    save_scene(tiny_scene(), tmp_path / "mine.json")
    values = (*VALUES, str(tmp_path / "mine.json"), f'"{tmp_path}/mine.json"', str(tmp_path / "new"), str(tmp_path))

    def take(rng: random.Random) -> None:
        call = []
        for _ in range(rng.randint(0, 4)):
            call.append(rng.choice(OPTIONS))
            call += [rng.choice(values) for _ in range(rng.choice((0, 1, 1, 1, 2)))]
        if rng.random() < 0.5:
            call = [mutated_text(each, rng, 1) if rng.random() < 0.3 else each for each in call]
        if rng.random() < 0.3:
            call = ["=".join(call[:2]), *call[2:]]
        before = len(done)
        try:
            code: object = command_line.main(call)
        except SystemExit as exit:
            code = exit.code
        out, told = capsys.readouterr()
        if code == 0:
            assert told == "" and (out != "" or len(done) == before + 1)
            return
        assert (code, out) == (2, ""), call
        assert told.startswith("dnnlab: ") and told.count("\n") == 1 and told.endswith("\n"), (call, told)
        raise LabError("{told}", told=told[:-1])

    assert assert_harmless("arguments", inputs, take) > inputs / 50

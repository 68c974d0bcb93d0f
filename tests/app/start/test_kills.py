"""Whoever is killed while writing leaves the old file or the new one, and no draft beyond the next start.

``--kills=50`` kills as many as that of each kind; the suite kills a few.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from core.scenes import load_scene, save_scene, scenes
from tests.app.helpers import tiny_scene

ROOT = Path(__file__).resolve().parents[3]
WRITING = """
import sys
from pathlib import Path
from app.start import application
from app.export import write_exhibit
from app.remembered import Remembered
from app.window import MainWindow
from core.drafts import noted_in
from core.scenes import find_scene, save_scene
from dataclasses import replace
kind, folder, kept = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
scene = replace(find_scene("surface"), id="mine")
application.make_application([])
with noted_in(kept / "dnnlab"):
    if kind == "save":
        for number in range(10**9):
            print("again", flush=True)
            save_scene(scene, folder / "mine.json")
    window = MainWindow(Remembered(kept / "dnnlab.ini"), scene)
    window.show()
    for number in range(10**9):
        print("again", flush=True)
        if kind == "remember":
            for dark in (True, False):
                window._settings.set_value("dark", dark)
        else:
            write_exhibit(folder, window.tab.exhibit())
"""


def whole(path: Path) -> bool:
    """Return whether a file can be read to its end."""
    content = path.read_bytes()
    if path.suffix == ".png":
        return content.endswith(b"IEND\xaeB`\x82") and not QImage(str(path)).isNull()
    if path.suffix == ".svg":
        return ET.fromstring(content).tag.endswith("svg")
    if path.suffix == ".json":
        return bool(json.loads(content))
    return content.endswith(b"\n")


def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: str(tmp_path / "kept") for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    return {**os.environ, **kept, "TMPDIR": str(tmp_path / "temporary")}


def started(tmp_path: Path, kind: str) -> subprocess.Popen[bytes]:
    """Return a process that writes again and again."""
    call = [sys.executable, "-c", WRITING, kind, str(tmp_path / "out"), str(tmp_path / "kept")]
    return subprocess.Popen(
        call, cwd=ROOT, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def kill_in_the_middle(process: subprocess.Popen[bytes], order: random.Random) -> None:
    """Kill it some moment after it has begun to write."""
    for _ in range(order.randint(2, 4)):
        assert process.stdout.readline() == b"again\n"
    try:
        process.wait(order.uniform(0, 0.02) if order.random() < 0.5 else order.uniform(0, 0.6))
    except subprocess.TimeoutExpired:
        process.kill()
    assert process.wait() == -9


def clean_start(tmp_path: Path) -> None:
    """Start the program once more, which does nothing here."""
    call = [sys.executable, "-c", "import sys\nfrom pathlib import Path\nfrom core.drafts import noted_in\n"
            "with noted_in(Path(sys.argv[1])): pass", str(tmp_path / "kept" / "dnnlab")]  # fmt: skip
    subprocess.run(call, cwd=ROOT, check=True)


KINDS: dict[str, Callable[[list[str]], bool]] = {
    "save": lambda names: names == ["mine.json"],
    "export": lambda names: names == ["mine.csv", "mine.png", "mine.results.json", "mine.svg"],
    "remember": lambda names: names == [],
}


@pytest.mark.skipif(os.name == "nt", reason="processes end in another way there")
@pytest.mark.parametrize("kind", KINDS)
def test_whoever_is_killed_while_writing_leaves_old_or_new_files_and_no_draft_for_the_next_start(tmp_path, kills, kind):
    for folder in ("out", "kept/dnnlab", "temporary"):
        (tmp_path / folder).mkdir(parents=True)
    left = 0
    for number in range(kills):
        order = random.Random(f"{kind} {number}")
        with started(tmp_path, kind) as process:
            kill_in_the_middle(process, order)
        left += len(list(tmp_path.rglob("*.part")))
        clean_start(tmp_path)
        files = sorted(path for path in (tmp_path / "out").iterdir())
        assert KINDS[kind]([path.name for path in files]), f"{number}: {files}"
        assert all(map(whole, files)), f"{number}: {files}"
        assert list((tmp_path / "temporary").iterdir()) == []
        assert list(tmp_path.rglob("*.part")) == [] and list((tmp_path / "kept" / "dnnlab").iterdir()) == []
        if kind == "remember":
            lines = (tmp_path / "kept" / "dnnlab.ini").read_text().splitlines(keepends=True)
            assert lines[0] == "[General]\n" and lines[1] in ("dark=true\n", "dark=false\n"), lines
        if kind == "save":
            assert load_scene(files[0]).study == scenes()["surface"].study
    print(f"{kind}: {kills} kills, {left} drafts were left and removed")


@pytest.mark.skipif(os.name == "nt", reason="processes end in another way there")
def test_whoever_is_killed_while_rendering_leaves_all_old_files_or_new_ones(tmp_path, kills):
    for folder in ("out", "kept", "temporary"):
        (tmp_path / folder).mkdir()
    save_scene(tiny_scene(), tmp_path / "tiny.json")
    call = [sys.executable, "main.py", "--render", str(tmp_path / "tiny.json"), "--out", str(tmp_path / "out")]
    at_once = {"cwd": ROOT, "env": environment(tmp_path), "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    subprocess.run(call, check=True, **at_once)
    old = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert len(old) == 4
    order, left = random.Random(0), 0
    for number in range(kills):
        new = [*call, "--seed", str(1 + number)]
        with subprocess.Popen(new, **at_once) as process:
            try:
                process.wait(order.uniform(0.5, 3.0))
            except subprocess.TimeoutExpired:
                process.kill()
        left += len(list((tmp_path / "out").glob("*.part")))
        clean_start(tmp_path)
        files = sorted((tmp_path / "out").iterdir())
        assert [path.name for path in files] == sorted(old), number
        assert all(map(whole, files)), f"{number}: {files}"
        assert list((tmp_path / "temporary").iterdir()) == []
    print(f"render: {kills} kills, {left} drafts were left and removed")

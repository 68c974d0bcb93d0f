"""A window that is asked to end does: at once, as if it had been closed, and nothing is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.remembered import Remembered

ROOT = Path(__file__).resolve().parents[3]
WINDOW = """
import sys
from PySide6.QtCore import QTimer
from app.start import application
from core.scenes import find_scene
application.make_application([])
QTimer.singleShot(0, lambda: print("idle", flush=True))
sys.exit(application.open_window(find_scene("surface"), None))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are of another kind there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_closes_an_idle_window(tmp_path, number):
    kept = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR")}
    if number != signal.SIGINT:  # no folder for temporary files is needed
        (tmp_path / "TMPDIR").mkdir()
    call = [sys.executable, "-c", WINDOW]
    with subprocess.Popen(
        call, cwd=ROOT, env={**os.environ, **kept}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout.readline() == b"idle\n"
            process.send_signal(number)
            told = process.communicate(timeout=20)
        finally:
            process.kill()
    assert told == (b"", b"")
    assert process.returncode == 128 + number
    assert Remembered(tmp_path / "XDG_CONFIG_HOME" / "dnnlab" / "dnnlab.ini").value("geometry", "")
    assert not list((tmp_path / "TMPDIR").glob("*"))
    assert sorted(path.name for path in (tmp_path / "XDG_DATA_HOME" / "dnnlab").iterdir()) == [
        "crash.log",
        "dnnlab.log",
    ]


@pytest.mark.skipif(os.name == "nt", reason="signals are of another kind there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_rendering_that_is_ended_leaves_no_half_a_file(tmp_path, number):
    call = [sys.executable, "main.py", "--render", "mnist-optimizers", "--out", str(tmp_path)]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            threads = Path(f"/proc/{process.pid}/task")
            while len(list(threads.iterdir())) < 2 and process.poll() is None:
                time.sleep(0.05)
            process.send_signal(number)
            told = process.communicate(timeout=20)
        finally:
            process.kill()
    assert (process.returncode, told) in [
        (130, (b"", b"dnnlab: interrupted: nothing was written\n")),
        (-number, (b"", b"")),  # it had not yet come so far
    ]
    assert list(tmp_path.iterdir()) == []

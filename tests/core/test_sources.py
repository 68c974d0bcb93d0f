"""What every source file keeps to, besides what ruff, mypy and the import contracts look at."""

from __future__ import annotations

from pathlib import Path

import app
import core

MOST_LINES = 450
ROOT = Path(core.__file__).parent.parent


def test_no_file_is_longer_than_can_be_overlooked():
    files = [file for package in (app, core) for file in Path(package.__file__).parent.rglob("*.py")]
    assert len(files) > 150
    lines = {str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {file: count for file, count in lines.items() if count > MOST_LINES} == {}

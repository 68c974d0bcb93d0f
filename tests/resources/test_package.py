"""What the package says of itself is what it is."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PACKAGE["project"]
NAMES = {"fontTools": "fonttools", "PySide6": "PySide6-Essentials", "shiboken6": "PySide6-Essentials"}
"""Packages that are called otherwise than what is imported of them."""


def imported(path: Path) -> set[str]:
    """Return the packages that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_everything_that_is_imported_is_declared():
    wanted = PROJECT["dependencies"] + [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
    declared = {re.match(r"[\w-]+", each)[0].replace("-", "_").lower() for each in wanted}
    own = {"app", "core", "main", "tests", "resources"}
    files = [ROOT / "main.py", *(path for part in ("app", "core", "resources") for path in (ROOT / part).rglob("*.py"))]
    for path in files:
        for name in imported(path) - set(sys.stdlib_module_names) - own:
            assert NAMES.get(name, name).replace("-", "_").lower() in declared, f"{path}: {name}"


def test_the_license_is_named_as_an_spdx_expression_and_its_text_is_there():
    assert PROJECT["license"] == "MIT"
    assert (ROOT / PROJECT["license-files"][0]).read_text(encoding="utf-8").startswith("MIT License")


@pytest.mark.parametrize("wanted", PACKAGE["build-system"]["requires"] + PROJECT["dependencies"])
def test_what_is_needed_is_bounded_on_both_sides(wanted):
    assert re.search(r">=[\d.]+", wanted) and re.search(r",<[\d.]+", wanted)

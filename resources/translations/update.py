"""Bring the translation files up to date with the program: ``python3 resources/translations/update.py``.

Every marked text of ``app`` and ``core`` and every title in ``resources/scenes`` is collected into ``dnnlab_XX.ts``,
what is no longer used is dropped, and ``dnnlab_XX.qm``, which the program reads, is made.  New texts are left
unfinished, to be translated in the ``.ts`` file (by hand or with ``pyside6-linguist``); then run this again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent


def titles() -> str:
    """Return Python code that marks the titles of the scenes, in a form the extractor reads."""
    found = sorted((ROOT / "resources" / "scenes").glob("*.json"))
    marks = [json.loads(path.read_text(encoding="utf-8"))["title"] for path in found]
    return "\n".join(f'mark("scenes", {json.dumps(title, ensure_ascii=False)})' for title in marks)


def update(ts: Path) -> None:
    """Collect all texts into the translation file `ts`."""
    with tempfile.TemporaryDirectory() as folder:
        marked = Path(folder) / "scenes.py"
        marked.write_text(titles() + "\n", encoding="utf-8")
        files = [path for room in ("app", "core") for path in sorted((ROOT / room).rglob("*.py"))]
        command = ["pyside6-lupdate", "-silent", "-locations", "none", "-no-obsolete"]
        command += ["-tr-function-alias", "QT_TRANSLATE_NOOP+=mark"]
        tool(*command, *map(str, files), str(marked), "-ts", str(ts))


def release(ts: Path, qm: Path) -> None:
    """Make the file that the program reads."""
    tool("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))


def tool(name: str, *arguments: str) -> None:
    """Run one of Qt's tools, which lie beside the running Python."""
    path = Path(sys.executable).with_name(name)
    subprocess.run([str(path) if path.exists() else name, *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    for ts in sorted(FOLDER.glob("*.ts")):
        update(ts)
        release(ts, ts.with_suffix(".qm"))
        print(ts.name)

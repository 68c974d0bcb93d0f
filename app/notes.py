"""Longer texts, as Markdown files: one folder a language in ``resources/notes``."""

from __future__ import annotations

from app.language import language
from core import RESOURCES


def note_of(scene_id: str) -> str:
    """Return what to look for in a scene, in the language shown; empty for scenes of the user's."""
    path = RESOURCES / "notes" / language.code / f"{scene_id}.md"
    if not scene_id.replace("-", "").isalnum() or not path.is_file():
        return ""
    return path.read_text(encoding="utf-8").strip()

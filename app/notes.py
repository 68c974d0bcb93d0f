"""Longer texts, as Markdown files: one folder a language in ``resources/notes``."""

from __future__ import annotations

from functools import cache

from app.language import language
from core import RESOURCES
from core.config.predictions import Note, note_from


def note_of(scene_id: str) -> Note:
    """Return what is said about a scene, in the language shown; nothing about scenes of the user's."""
    return _note(language.code, scene_id)


@cache
def _note(code: str, scene_id: str) -> Note:
    path = RESOURCES / "notes" / code / f"{scene_id}.md"
    if not scene_id.replace("-", "").isalnum() or not path.is_file():
        return Note()
    return note_from(path.read_text(encoding="utf-8"))

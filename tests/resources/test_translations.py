"""What the translation files promise: nothing is missing, unfinished or out of date, and every glyph can be drawn."""

from __future__ import annotations

import re
import runpy
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QRawFont

from app.language import LANGUAGES, RESOURCES
from tests.core.helpers import ENTRIES

FOLDER = RESOURCES / "translations"
CODES = [code for code in LANGUAGES if code != "en"]
HANGUL = re.compile("[가-힣]")


def messages(ts: Path) -> list[tuple[str, str, str, str]]:
    """Return context, source, translation and type (empty when finished) of every message."""
    found = []
    for context in ET.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            found.append(
                (
                    context.findtext("name") or "",
                    message.findtext("source") or "",
                    translation.text or "" if translation is not None else "",
                    translation.get("type", "") if translation is not None else "unfinished",
                )
            )
    return found


def ts_of(code: str) -> Path:
    return FOLDER / f"dnnlab_{code}.ts"


@pytest.fixture(scope="module", params=CODES)
def updated(request, tmp_path_factory) -> tuple[Path, Path]:
    """The committed file of a language, and a copy that was just brought up to date."""
    committed = ts_of(request.param)
    copy = tmp_path_factory.mktemp("translations") / committed.name
    copy.write_bytes(committed.read_bytes())
    runpy.run_path(str(FOLDER / "update.py"))["update"](copy)
    return committed, copy


def test_every_text_of_the_program_is_in_the_committed_file(updated):
    committed, copy = updated
    assert {m[:2] for m in messages(copy)} - {m[:2] for m in messages(committed)} == set()


def test_nothing_in_the_committed_file_is_out_of_use(updated):
    committed, copy = updated
    assert {m[:2] for m in messages(committed)} - {m[:2] for m in messages(copy)} == set()


def test_bringing_it_up_to_date_changes_nothing(updated):
    committed, copy = updated
    assert copy.read_text("utf-8") == committed.read_text("utf-8")


@pytest.mark.parametrize("code", CODES)
def test_no_translation_is_missing_or_unfinished(code):
    assert [m for m in messages(ts_of(code)) if m[3] or not m[2].strip()] == []


@pytest.mark.parametrize("code", CODES)
def test_places_in_a_sentence_are_the_same_in_its_translation(code):
    def places(text: str) -> list[str]:
        return sorted(re.findall(r"\{\w*\}", text))

    assert [m for m in messages(ts_of(code)) if places(m[1]) != places(m[2])] == []


@pytest.mark.parametrize("code", CODES)
def test_every_context_is_one_that_the_program_looks_in(code):
    from app.language import _CONTEXTS

    assert {m[0] for m in messages(ts_of(code))} <= set(_CONTEXTS)


@pytest.mark.parametrize("code", CODES)
def test_no_two_contexts_translate_the_same_text_differently(code):
    seen: dict[str, str] = {}
    clashes = [m for m in messages(ts_of(code)) if seen.setdefault(m[1], m[2]) != m[2]]
    assert clashes == []


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_file_says_what_the_source_file_says(code):
    translator = QTranslator()
    assert translator.load(f"dnnlab_{code}", str(FOLDER))
    stale = [m for m in messages(ts_of(code)) if translator.translate(m[0], m[1]) != m[2]]
    assert stale == []


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_file_holds_nothing_else(code, tmp_path):
    fresh = tmp_path / f"dnnlab_{code}.qm"
    runpy.run_path(str(FOLDER / "update.py"))["release"](ts_of(code), fresh)
    assert fresh.stat().st_size == ts_of(code).with_suffix(".qm").stat().st_size


def test_korean_is_korean():
    foreign = [m for m in messages(ts_of("ko")) if not HANGUL.search(m[2]) and re.search("[a-z]{3}", m[2])]
    assert [m for m in foreign if m[1] != m[2]] == []
    assert len([m for m in messages(ts_of("ko")) if HANGUL.search(m[2])]) > 100


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_every_glyph_of_every_text_is_in_the_bundled_font(qapp, weight):
    font = QRawFont(str(RESOURCES / "fonts" / f"NotoSansKR-{weight}.ttf"), 16)
    assert font.isValid()
    text = "".join(LANGUAGES.values())
    for code in CODES:
        text += "".join(m[1] + m[2] for m in messages(ts_of(code)))
    for note in (RESOURCES / "notes").rglob("*.md"):
        text += note.read_text("utf-8")
    for entry in ENTRIES:
        text += entry.label + "".join(parameter.symbol for parameter in entry.parameters().values())
    missing = {c for c in text if c.isprintable() and not font.supportsCharacter(ord(c))}
    assert missing == set()

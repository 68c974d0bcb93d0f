"""What names of files promise: what is pasted is understood, what is looked for is told in full."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.paths import can_be_named, existing, fit_for_a_file, located, pasted, quoted
from core.config.words import LabError

PASTED = {
    "plain": ("/data/my digits.npz", "/data/my digits.npz"),
    "nothing": ("", ""),
    "blanks": ("  /data/a.npz \n", "/data/a.npz"),
    "copy as path": ('"C:\\Users\\Kim\\my digits.npz"', "C:\\Users\\Kim\\my digits.npz"),
    "quotes and blanks": (' "/data/a b.npz" ', "/data/a b.npz"),
    "single quotes of a shell": ("'/data/a b.npz'", "/data/a b.npz"),
    "quotes of a text processor": ("“/data/a.npz”", "/data/a.npz"),
    "an apostrophe": ("/data/students'", "/data/students'"),
    "what is in quotes stays": ('" a "', " a "),
    "a folder in quotes with a backslash": ('C:\\out"', "C:\\out"),
    "the properties dialog of Windows": ("\u202aC:\\Users\\a.npz", "C:\\Users\\a.npz"),
    "home": ("~/a.npz", "~/a.npz"),
    "a URL": ("file:///home/kim/a.npz", "/home/kim/a.npz"),
    "a URL with blanks and Korean": ("file:///home/my%20data/%ED%95%9C%EA%B8%80.npz", "/home/my data/한글.npz"),
    "a URL that was not encoded": ("file:///home/my data/100%.npz", "/home/my data/100%.npz"),
    "a URL with a hash": ("file:///home/a#1?.npz", "/home/a#1?.npz"),
    "a URL of this computer": ("file://localhost/home/a.npz", "/home/a.npz"),
    "a URL of Windows": ("FILE:///C:/Users/a.npz", "C:/Users/a.npz"),
    "a URL of another computer": ("file://server/share/a.npz", "//server/share/a.npz"),
    "a URL of one slash": ("file:/home/a.npz", "/home/a.npz"),
}


@pytest.mark.parametrize(("text", "name"), PASTED.values(), ids=PASTED)
def test_a_pasted_path_is_understood(text, name):
    assert pasted(text) == name


BYTES = st.binary().map(lambda name: name.replace(b"\0", b"").decode("utf-8", "surrogateescape"))


@given(name=st.text() | BYTES | st.sampled_from([text for pair in PASTED.values() for text in pair]))
def test_every_name_can_be_shown_so_that_it_is_read_back(name):
    assert pasted(quoted(name)) == name


@pytest.mark.parametrize("name", ["/data/a b.npz", "C:\\data\\a.npz", "~/ü.npz", "한글.npz"])
def test_a_usual_name_is_shown_without_quotes(name):
    assert quoted(name) == name


def test_bytes_that_are_no_text_survive_a_url():
    assert os.fsencode(pasted("file:///a%FFb")) == b"/a\xffb"


@given(name=BYTES)
def test_a_name_that_is_no_text_is_shown_as_one(name):
    assert can_be_named(name)
    assert quoted(name).encode("utf-8").decode() == quoted(name)


@pytest.mark.parametrize("name", ["a\0b", "a\ud800", "\udcff\ud8ff"])
def test_some_names_no_file_can_have(name):
    assert not can_be_named(name)


@given(
    text=st.text(st.characters()) | st.sampled_from(["CON", "nul.txt", "..", "com1", "-", "a" * 300, "con" + "-" * 300])
)
def test_every_text_makes_a_name_of_a_file(text):
    name = fit_for_a_file(text)
    assert fit_for_a_file(name) == name
    assert 1 <= len(name.encode()) <= 200
    assert name == name.strip(" .") and not name.startswith("-")
    assert not re.search(r'[\x00-\x1f\x7f/\\:*?"<>|]', name)
    assert name.split(".")[0].lower() not in ("con", "prn", "aux", "nul", "com1", "lpt1")


@pytest.mark.parametrize("name", ["mine", "내 장면", "lr 0.1, β 0.9", "a.b-c_d", "Übung (2)"])
def test_a_usual_name_stays(name):
    assert fit_for_a_file(name) == name


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_a_tilde_is_the_home_folder_and_a_relative_name_is_told_in_full(home, monkeypatch):
    monkeypatch.chdir(home.parent)
    assert located("~/data/a.npz") == home / "data" / "a.npz"
    assert located("~") == home
    assert located("data/a~.npz") == home.parent / "data" / "a~.npz"
    assert located(home / "a.npz") == home / "a.npz"


def test_a_file_that_is_there_is_found(home):
    (home / "a.npz").write_bytes(b"")
    assert existing("~/a.npz") == existing(home / "a.npz") == home / "a.npz"


def test_what_is_not_there_is_told_in_full(home, monkeypatch):
    monkeypatch.chdir(home)
    (home / "folder").mkdir()
    (home / "file").write_bytes(b"")
    told = {
        "gone.json": f"there is no file {home / 'gone.json'}",
        "~/gone.json": f"there is no file {home / 'gone.json'}",
        "file/gone.json": f"there is no file {home / 'file' / 'gone.json'}",
        "folder": f"expected a file, got the folder {home / 'folder'}",
    }
    for name, sentence in told.items():
        with pytest.raises(LabError) as error:
            existing(name)
        assert str(error.value) == sentence


def test_a_name_that_no_file_can_have_is_told_as_well(home):
    with pytest.raises(LabError, match="x" * 1000):
        existing("x" * 1000)
    with pytest.raises(LabError, match="there is no file"):
        existing("a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_file(home):
    os.mkfifo(home / "pipe")
    with pytest.raises(LabError, match="there is no file"):
        existing("~/pipe")

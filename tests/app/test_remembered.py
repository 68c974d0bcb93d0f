"""What is remembered comes back at the next start, as plain text whatever stands in the file."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from app.remembered import Remembered, settings_file
from app.window import MainWindow
from tests.app.helpers import tiny_scene

LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)


@given(text=LINES, number=st.floats(allow_nan=False, allow_infinity=False), switch=st.booleans())
def test_what_is_kept_comes_back_in_its_own_type(tmp_path_factory, text, number, switch):
    file = tmp_path_factory.getbasetemp() / "kept" / "dnnlab.ini"
    kept = Remembered(file)
    for name, value in (("text", text), ("number", number), ("switch", switch)):
        kept.set_value(name, value)
    again = Remembered(file)
    assert (again.value("text", ""), again.value("number", 0.0), again.value("switch", not switch)) == (
        text,
        number,
        switch,
    )


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\0", b"[General]\ndark=perhaps\nsize\nsize=nan\n=3\ntext=", b"a" * 10**6]
)
def test_what_is_no_value_is_the_default(tmp_path, content):
    (tmp_path / "dnnlab.ini").write_bytes(content)
    kept = Remembered(tmp_path / "dnnlab.ini")
    assert (kept.value("dark", True), kept.value("size", 11.0), kept.value("text", "none")) == (True, 11.0, "none")


def test_what_earlier_versions_have_kept_is_read(tmp_path):
    (tmp_path / "dnnlab.ini").write_text("[General]\ndark=true\nlanguage=ko\ntext_size=14\ngeometry=@ByteArray(\\0)\n")
    kept = Remembered(tmp_path / "dnnlab.ini")
    assert (kept.value("dark", False), kept.value("language", "en"), kept.value("text_size", 11.0)) == (True, "ko", 14)


class Trap:
    """Says so when it is unpickled."""

    sprung = False

    def __reduce__(self):
        return spring, ()


def spring():
    Trap.sprung = True
    return ""


def test_no_object_in_the_file_is_made(keep, settings):
    pickled = QSettings(str(settings.path), QSettings.Format.IniFormat)
    for name in ("language", "dark", "geometry", "text_size", "outline", "questions"):
        pickled.setValue(name, Trap())
    pickled.sync()
    del pickled
    assert "@Variant" in settings.path.read_text() and pickle.dumps(Trap())
    Trap.sprung = False
    kept = Remembered(settings.path)
    window = keep(MainWindow(kept, tiny_scene()))
    assert window.shutdown()
    kept.set_value("dark", False)
    assert not Trap.sprung
    assert QSettings(str(settings.path), QSettings.Format.IniFormat).value("outline") is not None and Trap.sprung


@pytest.mark.parametrize("in_the_way", ["folder", "file above", "device"])
def test_a_file_that_cannot_be_read_or_written_is_done_without(tmp_path, in_the_way):
    path = {"folder": tmp_path, "file above": tmp_path / "file" / "dnnlab.ini", "device": tmp_path / "device"}[
        in_the_way
    ]
    (tmp_path / "file").write_text("in the way")
    if in_the_way == "device":
        path.symlink_to("/dev/zero")
    kept = Remembered(path)
    if in_the_way != "device":
        kept.set_value("dark", True)
        assert kept.value("dark", False)
    assert Remembered(path).value("dark", False) is False


def test_the_file_is_where_the_system_keeps_such(tmp_path):
    assert settings_file().parts[-2:] == ("dnnlab", "dnnlab.ini")

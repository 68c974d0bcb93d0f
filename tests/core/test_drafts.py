"""What drafts promise: new files come together and whole, or the old ones stay as they were and nothing is left."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.drafts import Drafts, Journal, json_text, noted_in


def write(*files: Path, content: bytes = b"new") -> None:
    with Drafts() as drafts:
        for file in files:
            with drafts.opened(file) as draft:
                draft.write(content)
        drafts.replace()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_new_files_are_there_and_old_ones_replaced(tmp_path):
    (tmp_path / "a").write_bytes(b"old and longer")
    write(tmp_path / "a", tmp_path / "b")
    assert contents(tmp_path) == {"a": b"new", "b": b"new"}


def test_until_all_are_written_the_old_ones_stay(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with Drafts() as drafts:
        with drafts.opened(tmp_path / "a") as draft:
            draft.write(b"new")
        assert (tmp_path / "a").read_bytes() == b"old"
    assert contents(tmp_path) == {"a": b"old"}


@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError()])
def test_what_goes_wrong_on_the_way_leaves_the_old_ones_and_no_draft(tmp_path, problem):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(type(problem)), Drafts() as drafts:
        with drafts.opened(tmp_path / "a") as draft:
            draft.write(b"new")
        with drafts.opened(tmp_path / "b") as draft:
            draft.write(b"half")
            raise problem
    assert contents(tmp_path) == {"a": b"old"}


def test_an_error_names_the_file_that_was_wanted_and_keeps_its_reason(tmp_path):
    with pytest.raises(OSError) as caught, Drafts() as drafts, drafts.opened(tmp_path / "a"):
        raise OSError(28, "No space left on device")
    assert (caught.value.errno, caught.value.filename) == (28, str(tmp_path / "a"))
    assert caught.value.strerror == "No space left on device"
    with pytest.raises(FileNotFoundError) as missing:
        write(tmp_path / "nowhere" / "a")
    assert missing.value.filename == str(tmp_path / "nowhere" / "a")


def test_none_is_replaced_where_one_cannot_be(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write(tmp_path / "a", tmp_path / "b")
    assert caught.value.filename == str(tmp_path / "b")
    assert contents(tmp_path) == {"a": b"old"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_file_that_is_write_protected_stays(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o400)
    with pytest.raises(PermissionError) as caught:
        write(tmp_path / "a")
    assert caught.value.filename == str(tmp_path / "a")
    assert contents(tmp_path) == {"a": b"old"}


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")
def test_others_may_read_a_new_file_as_any_other_and_a_replaced_one_as_before(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "old").chmod(0o640)
    write(tmp_path / "new", tmp_path / "old")
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "new", "old")}
    assert modes["new"] == modes["plain"]
    assert modes["old"] == 0o640


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_bytes(b"old")
    try:
        (tmp_path / "link").symlink_to(tmp_path / "folder" / "a")
    except OSError:
        pytest.skip("no links here")
    write(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path / "folder") == {"a": b"new"}


def test_json_is_utf_8_and_takes_names_of_files_that_are_no_text():
    assert "초기값".encode() in json_text({"title": "초기값"})
    assert b"\\udcff" in json_text({"file": os.fsdecode(b"\xff") if os.name != "nt" else "\udcff"})


# What a killed process leaves

ROOT = Path(__file__).resolve().parents[2]
WRITING = """
import sys, time
from pathlib import Path
from core.drafts import Drafts, noted_in
with noted_in(Path(sys.argv[1])), Drafts() as drafts, drafts.opened(sys.argv[2]) as file:
    file.write(b"half")
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def writing(tmp_path):
    """Return a process in the middle of a draft of the file ``place/a``; its journal is in ``kept``."""
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "a").write_bytes(b"old")
    call = [sys.executable, "-c", WRITING, str(tmp_path / "kept"), str(tmp_path / "place" / "a")]
    with subprocess.Popen(call, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"writing\n"
        yield process
        process.kill()


def test_what_a_killed_process_leaves_is_gone_when_the_next_one_begins(writing, tmp_path):
    place, kept = tmp_path / "place", tmp_path / "kept"
    with noted_in(kept):
        assert len(contents(place)) == 2, "a process that lives goes on with its draft"
    writing.kill()
    writing.wait()
    assert len(contents(place)) == 2 and len(contents(kept)) == 1
    with noted_in(kept):
        assert contents(place) == {"a": b"old"}
    assert contents(kept) == {}


def test_a_journal_that_was_tampered_with_removes_nothing_but_drafts(tmp_path):
    precious = tmp_path / "precious.json"
    precious.write_bytes(b"mine")
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "drafts-1").write_bytes(b'"' + str(precious).encode() + b'"\nnonsense\n3\n\xff\n["a"]\n')
    Journal(kept).close()
    assert contents(tmp_path) == {"precious.json": b"mine"} and contents(kept) == {}


def test_where_no_journal_can_be_kept_files_are_written_all_the_same(tmp_path):
    (tmp_path / "file").write_bytes(b"in the way")
    with noted_in(tmp_path / "file" / "kept"):
        write(tmp_path / "a")
    assert contents(tmp_path)["a"] == b"new"

"""What the command line promises: help at once, one clear line when something is wrong, and the right exit code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.start import application, command_line
from core import __version__
from core.cores import cores, found_cores
from core.scenes import find_scene, save_scene, scenes

ROOT = Path(__file__).resolve().parents[3]


def start(*arguments: str, encoding: str = "utf-8", **environment: str | None) -> subprocess.CompletedProcess[str]:
    """Start the program as a person does; variables that are None are taken away."""
    variables = {name: value for name, value in {**os.environ, **environment}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        encoding=encoding,
        timeout=60,
    )


def assert_one_line(told: str) -> None:
    assert told.startswith("dnnlab: ")
    assert told.endswith("\n")
    assert told.count("\n") == 1


def test_help_names_every_option_and_needs_no_display():
    done = start("--help", QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert (done.returncode, done.stderr) == (0, "")
    for option in (
        "--scene",
        "--list-scenes",
        "--render",
        "--out",
        "--executor",
        "--seed",
        "--cores",
        "--lang",
        "--version",
    ):
        assert option in done.stdout


def test_the_version_is_that_of_the_program():
    done = start("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"DNN Lab {__version__}\n", "")


@pytest.mark.parametrize("code", ["en", "ko"])
def test_scenes_are_listed_in_the_language_asked_for_without_a_display(code):
    done = start("--list-scenes", "--lang", code, QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert (done.returncode, done.stderr) == (0, "")
    listed = [re.split(r"\s{2,}", line) for line in done.stdout.splitlines()]
    assert [id for id, _ in listed] == list(scenes())
    for id, title in listed:
        assert (title == scenes()[id].title) is (code == "en")
        assert bool(re.search("[가-힣]", title)) is (code == "ko")


WRONG = {
    "an unknown option": (["--fast"], "--fast"),
    "a stray word": (["overfitting"], "overfitting"),
    "an unknown scene": (["--scene", "nowhere"], "'nowhere'"),
    "an unknown scene to render": (["--render", "nowhere", "--out", "x"], "'nowhere'"),
    "no folder": (["--render", "overfitting"], "--out DIR"),
    "a folder alone": (["--out", "x"], "--render"),
    "scene and render": (["--scene", "dropout", "--render", "dropout", "--out", "x"], "--scene"),
    "an executor alone": (["--executor", "threads"], "--render"),
    "an unknown executor": (
        ["--render", "dropout", "--out", "x", "--executor", "ray"],
        "threads, processes or dask://HOST:PORT",
    ),
    "workers for what is no search": (
        ["--render", "dropout", "--out", "x", "--executor", "dask://127.0.0.1:1"],
        "dropout is none",
    ),
    "processes for what is no search": (
        ["--render", "dropout", "--out", "x", "--executor", "processes"],
        "dropout is none",
    ),
    "a negative seed": (["--seed", "-1"], "--seed"),
    "an unknown file": (["--scene", "~/nowhere.json"], f"there is no file {Path.home() / 'nowhere.json'}"),
    "an unknown file to render": (
        ["--render", "./nowhere", "--out", "x"],
        f"there is no file {Path.cwd() / 'nowhere'}",
    ),
    "an empty scene": (["--scene", ""], "unknown scene ''"),
    "an empty folder": (["--render", "overfitting", "--out", ""], "--out DIR"),
    "a folder for a scene": (["--scene", "/"], f"expected a file, got the folder {Path('/').absolute()}"),
    "a seed in words": (["--seed", "one"], "from 0 to 2147483647, got one"),
    "an endless seed": (["--seed", "9" * 5000], "from 0 to 2147483647, got 99999"),
    "a huge seed": (["--seed", "2147483648"], "got 2147483648"),
    "no core": (["--cores", "0"], "a whole number from 1 to 256, got 0"),
    "half a core": (["--cores", "0.5"], "a whole number from 1 to 256, got 0.5"),
    "endless cores": (["--cores", "9" * 5000], "from 1 to 256, got 99999"),
    "an unknown language": (["--lang", "fr"], "'fr'"),
    "a missing value": (["--scene"], "--scene"),
    "half an option": (["--list"], "--list"),
}


@pytest.mark.parametrize("arguments, named", WRONG.values(), ids=list(WRONG))
def test_a_wrong_call_is_told_in_one_line(arguments, named, capsys):
    try:
        code: object = command_line.main(arguments)
    except SystemExit as exit:
        code = exit.code
    told = capsys.readouterr()
    assert code == 2
    assert told.out == ""
    assert_one_line(told.err)
    assert named in told.err
    assert "_seed" not in told.err, "no name of a function"
    assert len(told.err) < 2000


def test_an_interrupt_is_told_in_one_line_whatever_is_being_done(tmp_path, capsys, monkeypatch):
    def interrupted(scene, folder, code, executor):
        raise KeyboardInterrupt

    monkeypatch.setattr("app.start.application.render_scene", interrupted)
    assert command_line.main(["--render", "surface", "--out", str(tmp_path)]) == 130
    assert capsys.readouterr() == ("", "dnnlab: interrupted\n")


@pytest.mark.parametrize("text, seed", [("0", 0), ("007", 7), ("2147483647", 2**31 - 1), ("0" * 5000 + "12", 12)])
def test_a_seed_is_read_as_a_person_means_it(text, seed):
    assert command_line.parser().parse_args(["--seed", text]).seed == seed


@pytest.mark.parametrize("written", ['"{}"', " {} ", "file://{}"])
@pytest.mark.parametrize("option", ["scene", "render", "out"])
def test_a_path_is_understood_as_it_was_pasted(option, written):
    arguments = [f"--{option}={written.format('/data/my scene.json')}"]
    assert getattr(command_line.parser().parse_args(arguments), option) == "/data/my scene.json"


def test_an_unknown_scene_ends_the_process_and_lists_the_known_ones():
    done = start("--scene", "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert_one_line(done.stderr)
    for id in scenes():
        assert id in done.stderr


def test_a_scene_file_of_the_users_is_rendered_under_its_own_name_into_the_home_folder(tmp_path):
    save_scene(replace(find_scene("surface"), id="내 장면"), tmp_path / "some file.json")
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "DISPLAY": None, "WAYLAND_DISPLAY": None}
    done = start("--render", "~/some file.json", "--out", "~/results", **home)
    assert (done.returncode, done.stderr) == (0, "")
    written = sorted(path.name for path in (tmp_path / "results").iterdir())
    assert written == [f"내 장면.{ending}" for ending in ("csv", "png", "results.json", "svg")]
    assert done.stdout.splitlines()[1:] == [
        str(tmp_path / "results" / f"내 장면.{ending}") for ending in ("png", "svg", "csv", "results.json")
    ]


ENCODINGS = {
    "Korean": ("cp949", {"PYTHONIOENCODING": "cp949"}),
    "Western": ("cp1252", {"PYTHONIOENCODING": "cp1252"}),
    "none": ("ascii", {"PYTHONIOENCODING": "ascii"}),
    "C": ("ascii", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": None}),
}


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("encoding, environment", ENCODINGS.values(), ids=ENCODINGS)
def test_a_terminal_of_another_encoding_gets_similar_letters(encoding, environment, code):
    done = start("--list-scenes", "--lang", code, encoding=encoding, **environment)
    assert done.returncode == 0
    assert done.stderr == "" or done.stderr.startswith("Detected locale"), "Qt itself has a word about such a locale"
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(scenes())
    if code == "en":
        letter = {"cp949": "α", "cp1252": "alpha", "ascii": "alpha"}[encoding]
        assert f"Momentum {letter} 0 beside 0.9" in done.stdout


def test_a_complaint_with_letters_that_the_terminal_lacks_is_one_line():
    done = start("--scene", "./장면.json", encoding="ascii", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert_one_line(done.stderr)
    assert done.stderr.endswith("/??.json\n")


@pytest.mark.skipif(os.name == "nt", reason="pipes close in another way there")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_seen_enough_is_no_failure_to_tell_of(unbuffered):
    variables = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    call = [sys.executable, "main.py", "--list-scenes"]
    with subprocess.Popen(call, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


CALLS = {
    "list": (["--list-scenes"], 1),
    "version": (["--version"], 1),
    "help": (["--help"], 1),
    "render": (["--render", "surface", "--out"], 1),
    "complaint": (["--scene", "nowhere"], 2),
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("call, code", CALLS.values(), ids=CALLS)
def test_what_cannot_be_printed_is_told_by_the_exit_code(tmp_path, call, code):
    where = {"stderr": subprocess.PIPE, "stdout": open("/dev/full", "w")}  # noqa: SIM115 - closed below
    if code == 2:
        where = {"stderr": where["stdout"], "stdout": subprocess.PIPE}
    arguments = [*call, *([str(tmp_path)] if call[-1] == "--out" else [])]
    done = subprocess.run([sys.executable, "main.py", *arguments], cwd=ROOT, encoding="utf-8", timeout=60, **where)
    for stream in where.values():
        if stream != subprocess.PIPE:
            stream.close()
    assert done.returncode == code
    if code == 1:
        assert done.stderr == (
            "dnnlab: cannot write to the terminal or the file in its place: No space left on device\n"
        )
    if "--render" in call:
        assert len(list(tmp_path.iterdir())) == 4, "the files are there, whatever the terminal says"


@pytest.mark.skipif(os.name == "nt", reason="file systems have another encoding there")
@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {}])
def test_files_are_written_where_the_file_system_lacks_letters_and_no_temporary_folder_is_needed(tmp_path, locale):
    out = tmp_path / "결과 η"
    before = set(ROOT.iterdir())
    done = start("--render", "surface", "--out", str(out), "--lang", "ko", TMPDIR="/nowhere", **locale)
    assert done.returncode == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".csv", ".json", ".png", ".svg"]
    assert set(ROOT.iterdir()) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_one_sentence_says_so():
    done = start(QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert (done.returncode, done.stdout) == (2, "")
    assert_one_line(done.stderr)
    assert "no display" in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are named so on Linux only")
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_display_that_does_not_answer_is_told_in_one_line(name):
    nobody = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None, name: "nobody:77"}
    done = start(**nobody)
    assert done.returncode == 2
    assert_one_line(done.stderr.splitlines(keepends=True)[-1])


LIBRARY = "libEGL.so.1: cannot open shared object file: No such file or directory"
MISSING = {
    "numpy": ("raise ModuleNotFoundError(\"No module named 'numpy'\", name='numpy')", "package numpy"),
    "pyqtgraph": ("raise ModuleNotFoundError(\"No module named 'pyqtgraph'\", name='pyqtgraph')", "package pyqtgraph"),
    "PySide6": ("raise ModuleNotFoundError(\"No module named 'PySide6'\", name='PySide6')", "package PySide6"),
    "libEGL": (f"raise ImportError({LIBRARY!r})", "apt-get install"),
}


@pytest.mark.parametrize("missing", MISSING)
def test_a_missing_library_is_named_with_what_to_do(tmp_path, missing):
    code, named = MISSING[missing]
    package = tmp_path / ("PySide6" if missing == "libEGL" else missing)
    package.mkdir()
    (package / "__init__.py").write_text(code + "\n", encoding="utf-8")
    done = start("--scene", "dropout", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert_one_line(done.stderr)
    assert named in done.stderr
    assert "install" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "variable", "expected"),
    [
        ([], None, None),
        ([], "", None),
        ([], "3", 3),
        (["--cores", "2"], None, 2),
        (["--cores", "2"], "3", 2),
    ],
)
def test_the_number_of_cores_is_asked_for_by_option_or_variable(monkeypatch, arguments, variable, expected):
    seen = []
    monkeypatch.setattr(application, "open_window", lambda *_: seen.append(cores()) or 0)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    if variable is not None:
        monkeypatch.setenv("DNNLAB_CORES", variable)
    assert command_line.main(arguments) == 0
    assert seen == [expected or found_cores()]


def test_a_variable_that_is_no_number_of_cores_is_named(monkeypatch, capsys):
    monkeypatch.setenv("DNNLAB_CORES", "many")
    assert command_line.main([]) == 2
    told = capsys.readouterr().err
    assert_one_line(told)
    assert "DNNLAB_CORES" in told and "a whole number from 1 to 256, got many" in told

"""What processes promise that do the work of a search: the figures of threads, no Qt, and nobody left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.start import render as rendering
from app.start.render import render
from app.start.workers import PROCESSES, THREADS, Workers, workers_named
from core.cores import cores
from core.scenes import Scene, find_scene, save_scene
from core.search.lessons import Material, Order, carry_out
from core.search.ranking import line, ranking
from core.search.searching import operations
from core.search.trials import trials_of
from tests.core.helpers import until
from tests.core.search.helpers import assert_same, search_of, searched
from tests.core.search.test_searching import SEARCHES

ROOT = Path(__file__).resolve().parents[3]
LONG = {"space": (), "draw": "own", "trials": 400, "length": 1000}
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def evaluated(workers, expression):
    """Return what an expression is in one of the processes."""
    return workers.executor.submit(eval, expression).result(60)


def started_from(file, monkeypatch):
    """Let this process look as if it had been started from a file."""
    monkeypatch.setattr(sys.modules["__main__"], "__file__", str(file), raising=False)
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)


def is_there(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.endswith((".csv", ".results.json"))}


@pytest.fixture(scope="module")
def workers():
    with pytest.MonkeyPatch.context() as environment:
        for library in ("OPENBLAS", "OMP", "MKL"):  # whatever another test has left there
            environment.setenv(f"{library}_NUM_THREADS", "1")
        found = workers_named(PROCESSES)
        yield found
    found.close()


@pytest.fixture(scope="module")
def scene(tiny_source):
    return Scene("tiny", "Tiny", "search", search_of(tiny_source, space=(), draw="own", trials=20, length=30))


@pytest.fixture(scope="module")
def rendered_here(scene, tmp_path_factory):
    """The files that threads of this process write."""
    folder = tmp_path_factory.mktemp("here")
    assert render(scene, folder, THREADS) == 0
    return files_of(folder)


@pytest.mark.parametrize("settings", SEARCHES.values(), ids=SEARCHES)
def test_processes_come_to_the_same_ranking_as_threads(tiny_source, workers, settings):
    search = search_of(tiny_source, **settings)
    there, here = searched(search, executor=workers.executor, workers=workers.count), searched(search)
    assert_same(there.records, here.records)
    assert (there.stopped, there.audited) == (here.stopped, here.audited)
    assert [line(search, r, 1) for r in ranking(there)] == [line(search, r, 1) for r in ranking(here)]


def test_there_is_a_process_a_core(workers):
    assert workers.count == cores()
    assert workers_named(THREADS).count == cores() and workers_named(THREADS).executor is None


def test_a_process_uses_one_blas_thread(workers):
    libraries = "[each['num_threads'] for each in __import__('threadpoolctl').threadpool_info()]"
    assert set(evaluated(workers, libraries)) == {1}


def test_a_process_started_from_the_program_knows_nothing_of_qt(tiny_source, monkeypatch):
    started_from(ROOT / "main.py", monkeypatch)
    workers = workers_named(PROCESSES)
    searched(search_of(tiny_source), executor=workers.executor, workers=workers.count)
    loaded = evaluated(workers, "list(__import__('sys').modules)")
    workers.close()
    assert "app.start.command_line" in loaded and "core.search.lessons" in loaded
    assert not [name for name in loaded if name.startswith(("PySide6", "shiboken6", "pyqtgraph"))]


@linux
def test_processes_break_off_what_they_are_at_when_they_are_left(tiny_source):
    search = search_of(tiny_source, **LONG)
    workers = workers_named(PROCESSES)
    process = evaluated(workers, "__import__('os').getpid()")
    days = Order(Material.of(search), trials_of(search)[:1], 0, (10**9,), 10**9)
    broken_off = workers.executor.submit(carry_out, days)
    until(broken_off.running)
    workers.close()
    until(lambda: not is_there(process))
    assert broken_off.result(60) is None


@linux
def test_a_process_that_is_killed_leaves_the_work_to_threads_and_one_line_says_so(
    scene, rendered_here, tmp_path, capsys, monkeypatch
):
    found = workers_named(PROCESSES)
    victim = evaluated(found, "__import__('os').getpid()")
    monkeypatch.setattr(rendering, "workers_named", lambda name: found)
    submit, futures = found.executor.submit, []

    def submitted(*given):
        futures.append(submit(*given))
        if len(futures) == 2 * found.count + 1:  # the first order has come back
            os.kill(victim, signal.SIGKILL)
        return futures[-1]

    monkeypatch.setattr(found.executor, "submit", submitted)
    assert render(scene, tmp_path / "there", PROCESSES) == 0
    assert len(futures) > 2 * found.count
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and told.startswith("dnnlab: the workers are lost (") and "threads" in told
    assert files_of(tmp_path / "there") == rendered_here


def test_processes_that_cannot_be_started_leave_the_work_to_threads_and_one_line_says_so(
    scene, rendered_here, tmp_path, capsys, monkeypatch
):
    broken = tmp_path / "main.py"
    broken.write_text("raise SystemExit")
    started_from(broken, monkeypatch)
    assert render(scene, tmp_path / "there", PROCESSES) == 0
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and told.startswith("dnnlab: the workers are lost (") and "threads" in told
    assert files_of(tmp_path / "there") == rendered_here


@pytest.mark.parametrize("share, count, taken", [(1.0, 2, True), (1.01, 2, False), (0.1, 1, False)])
def test_without_a_name_processes_are_taken_where_they_are_worth_their_start(
    scene, tmp_path, capsys, monkeypatch, share, count, taken
):
    class Noting(ThreadPoolExecutor):
        used = False

        def submit(self, *given, **named):
            self.used = True
            return super().submit(*given, **named)

    pool = Noting(count)
    monkeypatch.setattr(rendering, "WORTH_PROCESSES", share * operations(scene.study))
    monkeypatch.setattr(rendering, "workers_named", lambda name: {PROCESSES: Workers(pool, count, pool.shutdown)}[name])
    assert render(scene, tmp_path) == 0
    assert pool.used is taken


def test_the_lecture_s_search_is_worth_processes_and_a_tenth_of_it_is_not():
    def is_worth(study):
        return operations(study) >= rendering.WORTH_PROCESSES

    search = find_scene("random-search").study
    assert is_worth(search) and not is_worth(search.with_settings(trials=10))


# The whole program


SCRIPT = "import sys\nfrom main import main\nif __name__ == '__main__':\n    sys.exit(main())\n"


@pytest.fixture
def started(tmp_path, scene):
    """Return a maker of programs that render a scene with processes, in a group that hears Ctrl-C."""
    made = []

    def start(call, scene=scene):
        save_scene(scene, tmp_path / "tiny.json")
        (tmp_path / "dnnlab").write_text(SCRIPT)
        program = str(ROOT / "main.py") if call == "main.py" else str(tmp_path / "dnnlab")
        arguments = ["--render", str(tmp_path / "tiny.json"), "--out", str(tmp_path), "--executor", PROCESSES]
        made.append(
            subprocess.Popen(
                [sys.executable, program, *arguments],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                start_new_session=True,
            )
        )
        return made[-1]

    yield start
    for each in made:
        each.kill()
        each.communicate()


def children_of(program):
    """Return the processes that work for a program."""
    there = Path(f"/proc/{program.pid}/task").glob("*/children")
    found = [int(each) for path in there for each in path.read_text().split()]
    return [each for each in found if "spawn_main" in Path(f"/proc/{each}/cmdline").read_text()]


@pytest.mark.parametrize("call", ["main.py", "dnnlab"])
def test_processes_work_for_the_program_however_it_is_called(started, call, rendered_here, tmp_path):
    told, complained = started(call).communicate(timeout=60)
    assert complained == "" and re.match("Best-1 ", told)
    assert files_of(tmp_path) == rendered_here


@linux
@pytest.mark.parametrize("moment", ["at the start", "at work"])
def test_ctrl_c_is_told_in_one_line_and_nobody_is_left(started, tiny_source, moment):
    program = started("main.py", Scene("tiny", "Tiny", "search", search_of(tiny_source, **LONG)))
    until(lambda: len(children_of(program)) == cores(), 60)
    working = children_of(program)
    if moment == "at work":  # NumPy is read, and time has been spent
        until(lambda: min(map(seconds_of, working)) > 1.0, 60)
    os.killpg(program.pid, signal.SIGINT)
    told, complained = program.communicate(timeout=60)
    assert (program.returncode, told) == (130, "")
    assert complained == "dnnlab: interrupted: nothing was written\n"
    assert not any(map(is_there, working))


@linux
def test_processes_end_when_the_program_is_killed(started, tiny_source):
    program = started("main.py", Scene("tiny", "Tiny", "search", search_of(tiny_source, **LONG)))
    until(lambda: len(children_of(program)) == cores(), 60)
    working = children_of(program)
    program.kill()
    until(lambda: not any(map(is_there, working)), 60)


def seconds_of(process):
    """Return how long a process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

"""How many cores there are, and what a team of them promises: everything is done once, nobody is left behind."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest

from core import cores as module
from core.config.words import LabError
from core.cores import MOST, Team, container_limit, cores, found_cores, number_of_cores, use_cores
from tests.core.helpers import until


def helpers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "job-helper"]


# How many


@pytest.fixture
def groups(tmp_path):
    """Return a function that writes control groups and what the kernel says of this process, and asks for the limit."""

    def limit(own: str, **files: str) -> float | None:
        for name, text in files.items():
            file = tmp_path / "cgroup" / name.replace("__", "/").replace("_dot_", ".")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        (tmp_path / "own").write_text(own)
        return container_limit(tmp_path / "cgroup", tmp_path / "own")

    return limit


V2 = "0::/a/b\n"
V1 = "9:name=systemd:/\n3:cpuset:/\n1:cpu,cpuacct:/a\n0::/\n"


@pytest.mark.parametrize(
    ("own", "files", "expected"),
    [
        (V2, {"cpu_dot_max": "150000 100000\n"}, 1.5),
        (V2, {"a__cpu_dot_max": "max 100000\n", "a__b__cpu_dot_max": "max 100000\n"}, None),
        (V2, {"a__cpu_dot_max": "100000 100000\n", "a__b__cpu_dot_max": "400000 100000\n"}, 1.0),
        ("0::/\n", {"cpu_dot_max": "50000 100000"}, 0.5),
        ("0::/../elsewhere\n", {"cpu_dot_max": "300000 100000"}, 3.0),
        (V2, {}, None),
        (V1, {"cpu__cpu_dot_cfs_quota_us": "-1\n", "cpu__cpu_dot_cfs_period_us": "100000\n"}, None),
        (V1, {"cpu__a__cpu_dot_cfs_quota_us": "200000\n", "cpu__a__cpu_dot_cfs_period_us": "100000\n"}, 2.0),
        (V1, {"cpuset__cpu_dot_max": "1 1"}, None),
        (V2, {"a__b__cpu_dot_max": "soon"}, None),
        (V2, {"a__b__cpu_dot_max": "5 0"}, None),
        ("nonsense", {"cpu_dot_max": "1 1"}, None),
        ("", {}, None),
    ],
)
def test_the_limit_of_a_container_is_the_least_of_its_groups(groups, own, files, expected):
    assert groups(own, **files) == expected


@pytest.mark.parametrize(("limit", "bound", "expected"), [(None, 6, 6), (1.5, 6, 2), (0.2, 6, 1), (9.0, 6, 6)])
def test_as_many_cores_are_found_as_affinity_and_container_allow(monkeypatch, limit, bound, expected):
    monkeypatch.setattr(module.os, "sched_getaffinity", lambda _: set(range(bound)), raising=False)
    monkeypatch.setattr(module, "container_limit", lambda: limit)
    assert found_cores() == cores() == expected


def test_the_number_of_cores_can_be_set():
    use_cores(3)
    assert cores() == 3
    use_cores(None)
    assert cores() == found_cores() >= 1


@pytest.mark.parametrize("text", ["1", " 2 ", str(MOST)])
def test_a_number_of_cores_is_read(text):
    assert number_of_cores(text) == int(text)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "", " ", "two", "²", str(MOST + 1), "9" * 5000])
def test_what_is_no_number_of_cores_is_refused(text):
    with pytest.raises(LabError, match=f"a whole number from 1 to {MOST}, got"):
        number_of_cores(text)


# Working together


@pytest.fixture
def patient(monkeypatch):
    """Helpers that begin late, on a machine with much else to do, still find their work."""
    monkeypatch.setattr(module, "AHEAD", 0.5)


@pytest.mark.parametrize("idle", [0, 1, 2, 5])
@pytest.mark.parametrize("parts", [0, 1, 2, 50])
def test_every_part_is_done_once_whoever_does_it(idle, parts):
    done: list[int] = []
    reports = list(Team(idle).share(parts, lambda: done.append))
    assert Counter(done) == Counter(range(parts))
    assert bool(reports) is bool(parts)
    until(lambda: not helpers())


def test_idle_cores_work_at_the_same_time_and_are_given_back(monkeypatch):
    monkeypatch.setattr(module, "AHEAD", 10)
    team = Team(2)

    def meet(threads: int) -> None:
        meeting = threading.Barrier(threads)  # broken unless so many are at work at a time
        for _ in team.share(threads, lambda: lambda _: meeting.wait(10) and None):
            pass

    meet(3)
    meet(3)
    team.leave()  # a task is done
    meet(4)


def test_there_are_no_more_helpers_than_there_is_room_for(patient):
    seen = set()
    for _ in Team(9).share(40, lambda: lambda _: seen.add(threading.get_ident()) or time.sleep(0.001), most=1):
        assert len(helpers()) <= 1
    assert len(seen) == 2


def endless(done: list[int]) -> Callable[[], Callable[[int], None]]:
    """Return work that takes a millisecond a part."""

    def work(part: int) -> None:
        done.append(part)
        time.sleep(0.001)

    return lambda: work


@pytest.mark.parametrize("given_up", [False, True], ids=["held", "given up"])
def test_helpers_stop_with_the_one_whom_they_help(given_up, patient):
    done: list[int] = []
    work = Team(2).share(1_000_000, endless(done))
    next(work)
    assert helpers()
    if given_up:
        work.close()
    until(lambda: not helpers())
    count = len(done)
    assert count < 1_000_000
    if not given_up:  # who is held and goes on is helped again
        next(work)
        next(work)
        assert helpers()
        work.close()
        until(lambda: not helpers())


@pytest.mark.parametrize("at_once", [False, True], ids=["in a part", "at the beginning"])
def test_what_goes_wrong_in_a_helper_is_told_by_the_one_who_is_helped(at_once, patient):
    here = threading.get_ident()

    def fail(_: int = 0) -> None:
        if threading.get_ident() != here:
            raise MemoryError("no room there")
        time.sleep(0.001)

    def begin() -> Callable[[int], None]:
        if at_once:
            fail()
        return fail

    team = Team(1)
    with pytest.raises(MemoryError, match="no room there"):
        for _ in team.share(10_000, begin):
            pass
    assert list(team.share(3, lambda: lambda _: None)), "the team goes on"

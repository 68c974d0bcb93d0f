"""What a crew promises: its parts are done at the same time, each time, and no thread is left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from core.cores import Crew


def mates() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "job-mate"]


def test_every_part_is_given_the_same_and_answers_come_in_order():
    crew = Crew([lambda x, y, k=k: (k, x * y) for k in range(4)])
    for x in range(200):
        assert crew(x, y=3) == [(k, 3 * x) for k in range(4)]
    crew.close()


def test_the_parts_are_done_at_the_same_time_each_time_by_the_same_threads():
    meeting = threading.Barrier(3)  # broken unless all parts are at work at a time
    seen: set[int] = set()

    def part() -> None:
        meeting.wait(10)
        seen.add(threading.get_ident())

    crew = Crew([part] * 3)
    for _ in range(20):
        crew()
    assert len(seen) == 3 and threading.get_ident() in seen
    assert len(mates()) == 2
    crew.close()
    assert not mates()


def test_who_works_alone_has_no_threads_and_nobody_has_before_there_is_work():
    crew = Crew([threading.get_ident])
    assert crew() == [threading.get_ident()]
    Crew([threading.get_ident] * 5)
    assert not mates()
    crew.close()


def test_a_closed_crew_may_be_closed_again_and_begin_again():
    crew = Crew([int, int])
    crew.close()
    assert crew() == [0, 0]
    crew.close()
    crew.close()
    assert not mates()
    assert crew("5") == [5, 5]
    crew.close()


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_what_goes_wrong_in_a_part_is_told_when_all_are_done_and_the_crew_goes_on(failing):
    done: list[int] = []

    def part(number: int) -> Callable[[bool], int]:
        def do(wrong: bool) -> int:
            if wrong and number == failing:
                raise MemoryError("no room there")
            done.append(number)
            return number

        return do

    crew = Crew([part(number) for number in range(3)])
    with pytest.raises(MemoryError, match="no room there"):
        crew(True)
    assert sorted(done) == sorted({0, 1, 2} - {failing})
    assert crew(False) == [0, 1, 2]
    crew.close()

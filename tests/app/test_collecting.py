"""Garbage is collected, and never in a thread beside that of the window."""

from __future__ import annotations

import threading

from app import collecting
from app.collecting import Collecting


class Circle:
    """Garbage that says in which thread it was destroyed."""

    destroyed: list[threading.Thread] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Circle.destroyed.append(threading.current_thread())


def test_circles_made_in_another_thread_are_destroyed_in_that_of_the_window(qapp, qtbot, monkeypatch):
    monkeypatch.setattr(collecting, "EVERY", 1)
    keeper = Collecting(qapp)
    try:
        other = threading.Thread(target=lambda: [Circle() for _ in range(5000)])
        other.start()
        other.join()
        assert not Circle.destroyed
        qtbot.waitUntil(lambda: len(Circle.destroyed) == 5000)
        assert set(Circle.destroyed) == {threading.main_thread()}
    finally:
        keeper.destroyed.disconnect()
        keeper.deleteLater()

"""What is promised to those who want less motion: nothing moves that they have not started."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle

from app import motion
from core import RESOURCES

APP = RESOURCES.parent / "app"


@pytest.mark.parametrize(("value", "reduced"), [(None, False), ("", False), ("0", False), ("1", True), ("yes", True)])
def test_the_variable_asks_for_less_motion(monkeypatch, value, reduced):
    monkeypatch.setattr(QStyle, "styleHint", lambda *_: 200)
    if value is None:
        monkeypatch.delenv(motion.VARIABLE)
    else:
        monkeypatch.setenv(motion.VARIABLE, value)
    assert motion.is_reduced() is reduced


def test_the_system_asks_for_less_motion(monkeypatch):
    class Still(QProxyStyle):
        def styleHint(self, hint, *what):
            return 0 if hint is QStyle.StyleHint.SH_Widget_Animation_Duration else super().styleHint(hint, *what)

    still = Still()
    monkeypatch.delenv(motion.VARIABLE)
    monkeypatch.setattr(QApplication, "style", lambda: still)
    assert motion.is_reduced()


def test_whatever_moves_of_its_own_accord_asks_first():
    moving = re.compile(r"\b(Q\w*Animation|QTimeLine|QMovie|play_through)\b")
    for path in APP.rglob("*.py"):
        text = path.read_text("utf-8")
        if moving.search(text) and path.name != "playback.py":  # which plays what it is told to
            assert "motion.is_reduced()" in text, path


def test_no_bar_runs_without_end():
    for path in APP.rglob("*.py"):
        assert not re.search(r"setRange\(0, 0\)|setMaximum\(0\)", path.read_text("utf-8")), path

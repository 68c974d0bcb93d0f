"""What can be said on the command line, and clear words when something is missing.

Qt is imported only when the call is right, so that help, version and complaints come at once, on any machine.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from typing import NoReturn

from app.start.display import display_problem
from app.start.terminal import LIBRARIES, complain


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        complain(message)
        raise SystemExit(2)


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) > 2**31 - 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 to 2147483647, got {text}")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    from core import __version__

    made = _Parser(
        prog="dnnlab",
        description="DNN Lab: why training a deep network goes wrong, and what is done about it.",
        allow_abbrev=False,
    )
    made.add_argument("--scene", metavar="ID", help="open the window at this scene")
    made.add_argument("--list-scenes", action="store_true", help="list the scenes of the lecture and exit")
    made.add_argument("--render", metavar="ID", help="run a scene without a window and write picture and data")
    made.add_argument("--out", metavar="DIR", help="folder for --render (made when it is missing)")
    made.add_argument("--seed", metavar="N", type=_seed, help="start of all random numbers, instead of the scene's")
    made.add_argument("--lang", metavar="CODE", choices=("en", "ko"), help="language: en or ko")
    made.add_argument("--version", action="version", version=f"DNN Lab {__version__}")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0 done, 1 failed, 2 wrong call or something missing."""
    options = parser().parse_args(arguments)
    if options.out and not options.render:
        parser().error("--out goes with --render")
    if options.render and not options.out:
        parser().error("--render needs --out DIR")
    if options.render and options.scene:
        parser().error("--scene opens the window and --render works without one: give one of them")
    try:
        from core.config.words import LabError
        from core.scenes import find_scene
    except ImportError as error:
        complain(_remedy(error))
        return 2
    try:
        if options.render or options.scene:
            find_scene(options.render or options.scene)
    except LabError as error:
        complain(error)
        return 2
    if not options.render and not options.list_scenes:
        problem = display_problem()
        if problem:
            complain(problem)
            return 2
    try:
        from app.start import application

        # what the call needs is imported here, where a missing part can be named
        from app.tabs import FIRST_SCENE, find_tab

        if not options.list_scenes:
            importlib.import_module("app.start.render" if options.render else "app.window")
            find_tab(find_scene(options.render or options.scene or FIRST_SCENE).tab).load()
    except ImportError as error:
        complain(_remedy(error))
        return 2
    return application.start(options)


def _remedy(error: ImportError) -> str:
    if ".so" in str(error):
        return f"a system library is missing ({error}); on Debian or Ubuntu: apt-get install {LIBRARIES}"
    if error.name:
        return f"the Python package {error.name} is missing; install what is needed: python3 -m pip install -e ."
    return f"cannot start: {error}"

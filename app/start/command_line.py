"""What can be said on the command line, and clear words when something is missing.

Qt is imported only when the call is right, so that help, version and complaints come at once, on any machine.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from app.start.display import display_problem
from app.start.terminal import LIBRARIES, close_output, complain, replace_what_cannot_be_written

LONGEST = 400
"""Letters of a complaint about a call, which may hold anything."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, also when what was asked for cannot be printed."""

    def _print_message(self, message: str, file: Any = None) -> None:
        if message and file is not None:
            file.write(message)
            file.flush()

    def error(self, message: str) -> NoReturn:
        complain(message if len(message) <= LONGEST else f"{message[: LONGEST - 3]}...")
        raise SystemExit(2)


def _seed(text: str) -> int:
    from core.config.words import shown

    digits = text.lstrip("0") or text[-1:]
    if not text.isdecimal() or len(digits) > 10 or int(digits) > 2**31 - 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 to 2147483647, got {shown(text)}")
    return int(digits)


def _executor(text: str) -> str:
    from app.start.workers import PROCESSES, THREADS, check_name
    from core.config.words import LabError, shown

    try:
        check_name(text)
    except LabError:
        names = f"{THREADS}, {PROCESSES} or dask://HOST:PORT"
        raise argparse.ArgumentTypeError(f"must be {names}, got {shown(text)}") from None
    return text


def _cores(text: str) -> int:
    from core.config.words import LabError
    from core.cores import number_of_cores

    try:
        return number_of_cores(text)
    except LabError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    from core import __version__
    from core.config.paths import pasted

    made = _Parser(
        prog="dnnlab",
        description="DNN Lab: why training a deep network goes wrong, and what is done about it.",
        epilog="SCENE is one of the lecture's (see --list-scenes) or a scene file: a path with a / or ending in .json.",
        allow_abbrev=False,
    )
    made.add_argument("--scene", metavar="SCENE", type=pasted, help="open the window at this scene")
    made.add_argument("--list-scenes", action="store_true", help="list the scenes of the lecture and exit")
    made.add_argument(
        "--render", metavar="SCENE", type=pasted, help="run a scene without a window and write picture and data"
    )
    made.add_argument("--out", metavar="DIR", type=pasted, help="folder for --render (made when it is missing)")
    made.add_argument(
        "--executor",
        metavar="WHERE",
        type=_executor,
        help="who works for --render of a search: threads or processes, one a core (by default whichever is likely "
        "to be faster), or dask://HOST:PORT",
    )
    made.add_argument("--seed", metavar="N", type=_seed, help="start of all random numbers, instead of the scene's")
    made.add_argument(
        "--cores",
        metavar="N",
        type=_cores,
        help="work on so many cores instead of all that are found; DNNLAB_CORES in the environment does the same",
    )
    made.add_argument("--lang", metavar="CODE", choices=("en", "ko"), help="language: en or ko")
    made.add_argument("--version", action="version", version=f"DNN Lab {__version__}")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0 done, 1 failed, 2 cannot begin, 130 interrupted."""
    replace_what_cannot_be_written()
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        complain("interrupted")
        return 130
    except BrokenPipeError:  # whoever was reading has seen enough, as `head` does; nobody is left to be told
        close_output()
        return 1
    except OSError as error:  # /dev/full, a full disk behind >
        complain(f"cannot write to the terminal or the file in its place: {error.strerror or error}")
        close_output()
        return 1


def _run(arguments: Sequence[str] | None) -> int:
    options = parser().parse_args(arguments)
    renders = options.render is not None
    if options.out is not None and not renders:
        parser().error("--out goes with --render")
    if options.executor is not None and not renders:
        parser().error("--executor goes with --render")
    if renders and not options.out:
        parser().error("--render needs --out DIR")
    if renders and options.scene is not None:
        parser().error("--scene opens the window and --render works without one: give one of them")
    try:
        from core.config.words import LabError
        from core.cores import VARIABLE, number_of_cores, use_cores
        from core.scenes import named_scene
    except ImportError as error:
        complain(_remedy(error))
        return 2
    asked = os.environ.get(VARIABLE)
    try:
        use_cores(options.cores or (number_of_cores(asked) if asked else None))
    except LabError as error:
        complain(f"{VARIABLE}: {error}")
        return 2
    scene = None
    try:
        if renders or options.scene is not None:
            scene = named_scene(options.render if renders else options.scene)
    except LabError as error:
        complain(error)
        return 2
    if not renders and not options.list_scenes:
        problem = display_problem()
        if problem:
            complain(problem)
            return 2
    try:
        from app.start import application

        # what the call needs is imported here, where a missing part can be named
        from app.tabs import FIRST_SCENE, find_tab, load

        if not options.list_scenes:
            scene = scene or named_scene(FIRST_SCENE)
            importlib.import_module("app.start.render" if renders else "app.window")
            load(find_tab(scene.tab))
    except ImportError as error:
        complain(_remedy(error))
        return 2
    if scene is None:
        return application.list_scenes(options.lang or "en")
    scene = application.with_seed(scene, options.seed)
    if renders:
        return application.render_scene(scene, options.out, options.lang or "en", options.executor or "")
    return application.open_window(scene, options.lang)


def _remedy(error: ImportError) -> str:
    if ".so" in str(error):
        return f"a system library is missing ({error}); on Debian or Ubuntu: apt-get install {LIBRARIES}"
    if error.name:
        return f"the Python package {error.name} is missing; install what is needed: python3 -m pip install -e ."
    return f"cannot start: {error}"

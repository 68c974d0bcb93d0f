"""Whether a window can be opened here.  Qt itself aborts the process when it cannot, so this looks beforehand.

Only Linux needs a look: other systems always have a display.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

from app.start.terminal import LIBRARIES, WINDOW_LIBRARIES

_ELSE = "start it from a desktop session, or use --render SCENE --out DIR, which needs no display"


def display_problem() -> str:
    """Return in one sentence why no window can be opened and what helps, or nothing when one can."""
    if not sys.platform.startswith("linux"):
        return ""
    chosen = [entry.split(":")[0] for entry in os.environ.get("QT_QPA_PLATFORM", "").split(";") if entry]
    if chosen and "xcb" not in chosen:
        problems = [_plugin_problem(platform) for platform in chosen]  # Qt takes the first that loads
        return "" if "" in problems else problems[0]
    if not chosen and _wayland_is_there() and not _plugin_problem("wayland"):
        return ""
    display = os.environ.get("DISPLAY")
    if not display:
        if os.environ.get("WAYLAND_DISPLAY"):
            return f"no display: nobody answers at WAYLAND_DISPLAY={os.environ['WAYLAND_DISPLAY']}; {_ELSE}"
        return f"no display: neither DISPLAY nor WAYLAND_DISPLAY is set; {_ELSE}"
    problem = _plugin_problem("xcb")
    if problem:
        return problem
    if not _x_server_answers():
        return f"no display: no X server answers at DISPLAY={display}; {_ELSE}"
    return ""


def _wayland_is_there() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and (Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / str(name)).exists()


def _plugin_problem(platform: str) -> str:
    """Return why Qt's plugin for a window system cannot be loaded."""
    package = importlib.util.find_spec("PySide6")
    if package is None or package.origin is None:
        return ""  # told when it is imported
    folder = Path(package.origin).parent / "Qt" / "plugins" / "platforms"
    plugins = sorted(folder.glob(f"libq{platform}*.so"))  # wayland has had several
    if not plugins:
        known = ", ".join(sorted(path.stem.removeprefix("libq") for path in folder.glob("libq*.so")))
        return f"QT_QPA_PLATFORM={platform} is not known to Qt; known are: {known}" if known else ""
    try:
        ctypes.CDLL(str(plugins[0]))
    except OSError as error:
        packages = f"{LIBRARIES} {WINDOW_LIBRARIES}" if platform == "xcb" else LIBRARIES
        return f"a system library is missing ({error}); on Debian or Ubuntu: apt-get install {packages}"
    return ""


def _x_server_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt's plugin, which has been loaded, brings its own
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers

"""What can be done in the activation tab, by menu, key or button (see `app.commands`)."""

from __future__ import annotations

from app.commands import Command
from app.tabs.running import running_commands
from core.config.words import mark

_VIEWS = {
    "strip": (mark("app", "Strip of layers"), mark("app", "Every layer, forwards and backwards")),
    "wall": (mark("app", "Wall of functions and rules"), mark("app", "Every function with every rule")),
    "gradients": (mark("app", "Gradient of every layer"), ""),
    "functions": (mark("app", "Activation functions"), mark("app", "Curves and derivatives")),
    "training": (mark("app", "Strip while training"), mark("app", "The strip while a network trains")),
}

COMMANDS = (
    *(
        Command(view, text, "show_view", (f"{number}", f"Alt+{number}"), help, checked="focus", argument=view)
        for number, (view, (text, help)) in enumerate(_VIEWS.items(), 1)
    ),
    Command(
        "draw",
        mark("app", "New draw"),
        "draw_again",
        ("N", "Ctrl+N"),
        mark("app", "Other random numbers: the next seed"),
        enabled="can_draw",
    ),
    Command(
        "duplicate",
        mark("app", "Duplicate network"),
        "duplicate_run",
        ("Ctrl+D",),
        mark("app", "Put a twin under this network, then change one thing"),
        enabled="can_duplicate",
    ),
    Command(
        "remove",
        mark("app", "Remove network"),
        "remove_run",
        help=mark("app", "Remove this network"),
        enabled="can_remove",
    ),
    Command(
        "log",
        mark("app", "Gradients on a log scale"),
        "toggle_log",
        ("L", "Ctrl+L"),
        mark("app", "Show gradients on a log scale"),
        checked="is_log",
    ),
    Command(
        "numbers",
        mark("app", "All numbers"),
        "toggle_numbers",
        ("T", "Ctrl+Shift+T"),
        mark("app", "Show every number, and all that is to be said"),
        checked="is_numbered",
    ),
    *running_commands(
        mark("app", "Run or pause the training"),
        mark("app", "Train on one mini-batch, then hold"),
        mark("app", "End this training and keep its film"),
    ),
)

"""What can be done in the trainer tab."""

from __future__ import annotations

from app.commands import Command
from app.tabs.running import running_commands
from app.tabs.trainer.views import VIEWS, keys_of
from core.config.words import mark

COMMANDS = (
    *running_commands(
        mark("app", "Run or pause the training"),
        mark("app", "Train on one mini-batch, then hold"),
        mark("app", "End this training and keep its curves"),
    ),
    Command(
        "duplicate",
        mark("app", "Duplicate run"),
        "duplicate_run",
        ("Ctrl+D",),
        mark("app", "Duplicate this run, then change one thing"),
        enabled="can_duplicate",
    ),
    Command("remove", mark("app", "Remove run"), "remove_run", enabled="can_remove"),
    Command(
        "save-runs",
        mark("app", "Save runs…"),
        "save_runs",
        help=mark("app", "Save curves and networks, so that they can be opened and gone on with"),
        enabled="can_save_runs",
    ),
    Command(
        "open-runs",
        mark("app", "Open runs…"),
        "open_runs",
        help=mark("app", "Open runs that were saved; with a greater length they go on"),
        enabled="can_open_runs",
    ),
    Command("copy-numpy", mark("app", "Copy as NumPy script"), "copy_script", argument="numpy"),
    Command("copy-torch", mark("app", "Copy as PyTorch script"), "copy_script", argument="torch"),
    *(
        Command(focus, entry.label, "set_focus", keys_of(n), entry.help, checked="focus", argument=focus)
        for n, (focus, entry) in enumerate(VIEWS.items(), 1)
    ),
    Command(
        "plot",
        mark("app", "The other curves below"),
        "toggle_plot",
        ("Ctrl+1",),
        mark("app", "Accuracy and loss, one large and the other below"),
        checked="has_plot",
    ),
    Command("numbers", mark("app", "Numbers below"), "toggle_numbers", ("Ctrl+2",), checked="has_numbers"),
    Command(
        "log",
        mark("app", "Loss on a log scale"),
        "toggle_log",
        ("L", "Ctrl+L"),
        mark("app", "Show the loss on a log scale"),
        checked="is_log",
    ),
)

"""What can be done in the trainer tab."""

from __future__ import annotations

from app.commands import Command
from app.tabs.running import running_commands
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
    Command("accuracy", mark("app", "Accuracy large"), "set_focus", ("Ctrl+1",), checked="focus", argument="accuracy"),
    Command("loss", mark("app", "Loss large"), "set_focus", ("Ctrl+2",), checked="focus", argument="loss"),
    Command(
        "plot",
        mark("app", "The other curves below"),
        "toggle_plot",
        ("Ctrl+3",),
        mark("app", "Accuracy and loss, one large and the other below"),
        checked="has_plot",
    ),
    Command("numbers", mark("app", "Numbers below"), "toggle_numbers", ("Ctrl+4",), checked="has_numbers"),
    Command(
        "log",
        mark("app", "Loss on a log scale"),
        "toggle_log",
        ("L", "Ctrl+L"),
        mark("app", "Show the loss on a log scale"),
        checked="is_log",
    ),
)

"""What can be done in the search tab, by menu, key or button (see `app.commands`)."""

from __future__ import annotations

from app.commands import Command
from app.tabs.running import running_commands
from app.tabs.search.views import VIEWS
from core.config.words import mark

COMMANDS = (
    *(
        Command(focus, entry.label, "show_view", (f"{n}", f"Alt+{n}"), entry.help, checked="focus", argument=focus)
        for n, (focus, entry) in enumerate(VIEWS.items(), 1)
    ),
    *running_commands(
        mark("app", "Run or pause the search"),
        mark("app", "Train a few trials a little further, then hold"),
        mark("app", "End the search here; it can be continued"),
    ),
    Command(
        "round",
        mark("app", "One more round"),
        "next_round",
        ("N", "Ctrl+N"),
        mark("app", "Search once more with other points; this round stays faint"),
        enabled="can_go_on",
    ),
    Command(
        "widen",
        mark("app", "Widen the range"),
        "widen",
        ("W", "Alt+W"),
        mark("app", "Widen the range at whose end the best crowd"),
        enabled="can_widen",
    ),
    Command(
        "again",
        mark("app", "Again with 8 seeds"),
        "once_more",
        ("G", "Ctrl+G"),
        mark("app", "Train the first five with eight other seeds: mean and spread"),
        enabled="can_look_closer",
    ),
    Command(
        "reveal",
        mark("app", "Reveal test"),
        "reveal",
        ("V", "Alt+V"),
        mark("app", "Look at the test set, for the chosen trial: once, at the very end"),
        enabled="can_reveal",
    ),
    Command(
        "train",
        mark("app", "Train in full"),
        "train_in_full",
        ("Ctrl+Return",),
        mark("app", "Open the chosen trial in the trainer"),
        enabled="has_trial",
    ),
    Command("copy", mark("app", "Copy the list"), "copy_list", ("Ctrl+Shift+C",), enabled="has_trial"),
)

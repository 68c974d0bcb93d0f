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
    Command(
        "list",
        mark("app", "Ranked list"),
        "toggle_list",
        ("L", "Ctrl+1"),
        mark("app", "The trials in words, best first, below the picture"),
        checked="has_list",
    ),
    Command(
        "second",
        mark("app", "Second picture"),
        "toggle_second",
        ("C", "Ctrl+2"),
        mark("app", "Below: curves of the chosen trials beside the scatter, the scatter beside all else"),
        checked="has_second",
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

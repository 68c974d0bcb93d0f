"""What can be done in the optimizer tab."""

from __future__ import annotations

from app.commands import Command
from core.config.words import mark
from core.descent.view import END

COMMANDS = (
    Command("play", mark("app", "Play or hold"), "toggle_film", ("Space", "Ctrl+R"), enabled="has_film"),
    Command("next", mark("app", "One step on"), "go_by", ("Right", "Ctrl+Right"), enabled="has_way", argument=1),
    Command("back", mark("app", "One step back"), "go_by", ("Left", "Ctrl+Left"), enabled="has_way", argument=-1),
    Command("first", mark("app", "To the start"), "go_to", ("Home",), enabled="has_film", argument=0),
    Command("last", mark("app", "To the end"), "go_to", ("End",), enabled="has_film", argument=END),
    Command("bigger", mark("app", "Bigger learning rate"), "scale_rate", ("]", "Ctrl+]"), argument=True),
    Command("smaller", mark("app", "Smaller learning rate"), "scale_rate", ("[", "Ctrl+["), argument=False),
    Command("ladder", mark("app", "Ladder of five rates"), "show_ladder", ("Ctrl+Shift+L",)),
    Command(
        "duplicate",
        mark("app", "Duplicate optimizer"),
        "duplicate_run",
        ("Ctrl+D",),
        mark("app", "The same rule once more, to change one thing"),
        enabled="can_duplicate",
    ),
    Command("remove", mark("app", "Remove this twin"), "remove_run", enabled="can_remove"),
    Command(
        "overlay",
        mark("app", "All paths in one picture"),
        "set_focus",
        ("Ctrl+1",),
        checked="focus",
        argument="overlay",
    ),
    Command("grid", mark("app", "One panel a path"), "set_focus", ("Ctrl+2",), checked="focus", argument="grid"),
    Command("map", mark("app", "Sensitivity map"), "set_focus", ("Ctrl+3",), checked="focus", argument="map"),
    Command(
        "log",
        mark("app", "Readings on a log scale"),
        "toggle_log",
        ("L", "Ctrl+L"),
        mark("app", "Show the readings on a log scale"),
        enabled="has_scale",
        checked="is_log",
    ),
    Command(
        "follow",
        mark("app", "Follow far paths"),
        "toggle_follow",
        ("F",),
        mark("app", "Show what is outside the view on a log scale, so that no path is lost"),
        checked="is_following",
    ),
    Command(
        "below",
        mark("app", "Rule and readings below"),
        "toggle_below",
        ("Ctrl+4",),
        mark("app", "The rule with the numbers of the step, and readings over the steps, below the picture"),
        enabled="can_have_below",
        checked="has_below",
    ),
    Command("whole", mark("app", "Whole view"), "show_whole_view", ("Ctrl+0",)),
    Command("clear", mark("app", "One start, no earlier paths"), "clear", ("Esc",)),
    Command("stop-map", mark("app", "End the map where it is"), "stop_map", enabled="has_map_in_making", in_menu=False),
    *(
        Command(id, text, "climb", (key,), enabled="is_map", argument=rows, in_menu=False)
        for id, text, key, rows in (
            ("map-up", mark("app", "Upwards on the map"), "Up", 1),
            ("map-down", mark("app", "Downwards on the map"), "Down", -1),
        )
    ),
)
"""On the map, the arrows of the film go to another setting, and Escape ends a map that is being made."""

"""What the searches of the lecture come to: ``python -m tests.core.search.reference.make_searches`` from the root.

Every scene of the search is carried out, with its settings and with those of its other question, which takes a few
minutes.  How many validation images each trial gets right, at which step, and where it was stopped is written to
``searches.json``.
"""

import json
from pathlib import Path

from core.search.searching import prepare
from core.search.study import Search
from core.search.trials import SearchSnapshot
from tests.core.helpers import predicted, predictions

FILE = Path(__file__).with_name("searches.json")


def carried_out(search: Search) -> SearchSnapshot:
    """Return a search that has come to its end."""
    (task,) = prepare(search)
    for _ in task.run():
        pass
    return task.snapshot()


def written(snapshot: SearchSnapshot) -> dict:
    """Return what came of it: how many images each trial gets right, at how many steps, and where it was stopped."""
    images = snapshot.search.settings.validation_images
    return {
        "right": [None if r.diverged is not None else round(r.accuracy * images) for r in snapshot.records],
        "steps": [r.step for r in snapshot.records],
        "stopped": list(snapshot.stopped),
        "rivals": [written(rival) for rival in snapshot.rivals],
    }


if __name__ == "__main__":
    found = {}
    for id, part in predictions("search"):
        study, _ = predicted(id, part)
        found[f"{id} {part}"] = written(carried_out(study))
        print(id, part, flush=True)
    FILE.write_text(json.dumps(found) + "\n", encoding="utf-8")

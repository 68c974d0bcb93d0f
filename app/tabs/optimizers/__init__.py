"""The optimizer tab: paths of optimizers on a surface, step by step and in numbers.

`tab` is the tab itself; `paths` and `whatif` are its controls; `picture` puts together what is seen: `landscape`
(contours), `stage` (the paths on them) with its `legend`, `numbers` (the rule with numbers, the table), `readings`
(curves over the steps), `sensitivity` (the map); `look` picks colours and lines; `exhibit` is what is written to files.
"""

from app.tabs.base import TabEntry
from core.config.words import mark

TAB = TabEntry("optimizers", mark("app", "Optimizers"), "app.tabs.optimizers.tab.OptimizersTab")

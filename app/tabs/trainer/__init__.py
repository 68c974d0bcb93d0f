"""The trainer tab: networks learn MNIST side by side, with every cure one click away.

`tab` is the tab itself, `shelf` its list of earlier runs, `picture` what a training looks like: `before` it, `drawn` as
curves, in `numbers`.  `exhibit` is what is written to files.
"""

from app.tabs.base import TabEntry
from core.config.words import mark

TAB = TabEntry("trainer", mark("app", "Trainer"), "app.tabs.trainer.tab.TrainerTab")

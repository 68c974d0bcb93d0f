"""The activation tab: signals on their way through a network, and gradients on their way back, layer by layer.

`tab` is the tab itself with its `commands`, `sigma` a card of its forms, `training` the training whose layers are
read, and `picture` what is seen: `strip`, `wall`, `gradients` with `chain`, `functions`, `film` with `heat`.  They are
painted with `painting` and `histograms`, from `numbers`.  `exhibit` is what is written to files.
"""

from app.tabs.base import TabEntry
from core.config.words import mark

TAB = TabEntry("activations", mark("app", "Activations"), "app.tabs.activations.tab.ActivationsTab")

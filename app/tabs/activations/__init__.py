"""The activation tab: signals on their way through a network, and gradients on their way back, layer by layer.

`tab` is the tab itself, `controls` what stands left beside the generated forms, `bench` the work that follows a
person's hand, `lesson` a training to look into, `picture` what is seen: `strip`, `wall`, `gradients` with `chain`,
`functions`, `training` with `heat` and `film`.  They are painted with `painting`, from `bars` and `numbers`.  `exhibit`
is what is written to files.
"""

from app.tabs.activations.tab import ActivationsTab

__all__ = ["ActivationsTab"]

"""How much memory the program takes at most for one thing, in one place: for files, caches, and what is asked for.

What would take more is refused with the number that is too large, before any room is made for it.
"""

from __future__ import annotations

SCENE_BYTES = 1_000_000
"""A scene file: the largest of the lecture's has three thousand."""
ARRAY_BYTES = 2 * 1024**3
"""An array of a user's file, unpacked: twice the 60,000 images of MNIST as 64-bit numbers fit four times."""
UNPACKED_BYTES = 100 * 1024**2
"""An array of a file that is much smaller: data are hardly ever packed a hundred-fold, files made to do harm are."""
MOST_PACKED = 100
TRAINED_BYTES = 4 * 1024**3
"""Networks that are trained together, with what their rules remember and one mini-batch on its way."""
CACHED_VALUES = 30_000_000
"""Numbers that are kept of networks before training, 240 MB, but for one network that is larger alone."""
KEPT_BYTES = 1024**3
"""A file of trained runs: three hundred of the lecture's networks with what Adam remembers take this much."""

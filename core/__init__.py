"""The engine of DNN Lab: networks, their training, data and scenes, in NumPy alone.

Read the rooms in this order: `config` (how a choice is described), `rules` (the lecture's optimizers, activations,
initializers, losses), `networks` and `data`; then the chapters, each of the same inner shape (study, computing, words):
`descent` (paths on a surface), `signals` (what passes through a network before training), `training`.  `jobs` is the
thread around long work, `scenes` a saved study.  Nothing in here knows of Qt.
"""

import os
from pathlib import Path

# One BLAS thread, set before NumPy is first imported: with more, the threads of the library spin
# against the window and against each other, and training beside a live window becomes many times
# slower.  An explicit choice of the user's wins.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

__version__ = "0.1.0"

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""The folder of data, scenes, texts, fonts and icons."""

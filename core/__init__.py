"""The engine of DNN Lab: networks, their training, data and scenes, in NumPy alone.

Read in this order: `words`, `parameters` and `registry` (how a choice is described), `optimizers`,
`activations`, `initializers`, `losses`, `layers`, `network` (the lecture itself), `datasets` and `files`,
`experiment`, `training`, `history` (a run from first to last step), `jobs` (the thread around it),
`histograms`, `probe`, `signal_study`, `signal_flow`, `verdicts`, `watching` (what passes through a network, before and
while it learns), `naming` and `scenes` (a saved configuration).  Nothing in here knows of Qt.
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

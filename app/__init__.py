"""The window of DNN Lab, on PySide6 and pyqtgraph.

Imports go one way: `start` → `window` → `tabs` → plots, widgets, job view → `core`.
"""

import os

import core as core  # first of all: it sets the number of BLAS threads before NumPy is imported

# pyqtgraph looks for a Qt binding by itself and may find another one
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

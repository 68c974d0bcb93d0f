"""Garbage is collected in the thread of the window alone.

Python collects wherever a count of objects is exceeded, in a thread that trains as well; a widget, a list item or an
icon that is part of a circle would then be destroyed there, while the window may be using what belongs to it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500
"""Milliseconds between two looks at how much there is to collect."""


class Collecting(QObject):
    """Collects when Python would, but in its own thread; until it is destroyed Python does not do so itself.

    Parameters
    ----------
    parent : QObject
        Owns it: the application.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what there is by now stays
        self.destroyed.connect(gc.enable)
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(EVERY)

    def collect(self) -> None:
        """Collect the generations that have grown beyond what Python lets them."""
        counts, most = gc.get_count(), gc.get_threshold()
        grown = [generation for generation in range(3) if counts[generation] > most[generation]]
        if grown:
            gc.collect(max(grown))

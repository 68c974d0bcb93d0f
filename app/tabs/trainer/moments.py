"""The bar on which one goes back to earlier moments of a training, under the views that show one moment."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.language import translate
from app.tabs.trainer.shown import Shown
from app.tabs.trainer.views import VIEWS
from app.widgets.playback import Playback
from core.config.figures import rounded
from core.config.words import Phrase, mark


class Moments(Playback):
    """A film of the moments that are kept of a training.

    Attributes
    ----------
    chosen : Signal(int)
        The step at which a person wants to see the networks; −1 for the newest, which goes on with the training.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        self._steps: tuple[int, ...] = ()
        self._per_epoch = 1
        super().__init__(is_main=False)
        self.moved.connect(self._on_moved)

    def show_training(self, shown: Shown) -> None:
        """Show which moments there are to look at, and which is; nothing where the view has no use for them."""
        view = shown.study.view
        self.setVisible(VIEWS[view.focus].scrubs)
        self._steps, self._per_epoch = tuple(shown.steps()), max(1, shown.study.settings.steps_per_epoch)
        chosen = view.moment
        earlier = [place for place, step in enumerate(self._steps) if step <= chosen]
        end = max(0, len(self._steps) - 1)
        place = end if chosen < 0 else earlier[-1] if earlier else 0
        if (end, place) != (self.end, self.place) or not self.is_playing:
            self.set_length(end, place)

    def _on_moved(self, place: int) -> None:
        is_newest = place >= len(self._steps) - 1
        self.chosen.emit(-1 if is_newest else self._steps[place])

    def _words(self, place: int) -> str:
        if place >= len(self._steps):
            return ""
        epoch = rounded(self._steps[place] / self._per_epoch, 3)
        return translate(Phrase(mark("app", "epoch {epoch}"), epoch=epoch))

"""Watching one run while it trains: what passes through its layers, read on some of its mini-batches and kept.

A `Watch` is given to a `core.training.trainer.Trainer` (``trainer.watch = Watch(place)``, posted through the job so
that it happens between two steps) and reads the very passes that train the network, so watching changes nothing but
the time they take.

The core has no clock.  Whoever looks asks for a reading when it wants one (`Watch.ask`, say ten times a second), and
the next step is read; or the watch reads every so many steps by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.networks.network import Network
from core.networks.probe import Probe, WatchRecord

MOST_RECORDS = 400
"""Records kept; when there are more, every other one goes."""


@dataclass(frozen=True, eq=False)
class WatchSnapshot:
    """What a watch has seen so far.

    Attributes
    ----------
    place : int
        The run's place in the experiment.
    records : tuple of WatchRecord
        At most `MOST_RECORDS` and one, evenly thinned, in the order of their steps; the newest is always the last.
    """

    place: int
    records: tuple[WatchRecord, ...]


class Watch:
    """Reads the layers of one run now and then, and keeps what it read.

    Parameters
    ----------
    place : int
        The run's place in the experiment.
    every : int
        Read the first step and every `every`-th after it; with 0, only when asked.
    bins : int
        Of the histograms.
    step : int
        One more step to read, counted from 1; with 0, none.
    """

    def __init__(self, place: int, every: int = 0, bins: int = 30, step: int = 0) -> None:
        self.place = place
        self.every = every
        self.bins = bins
        self.step = step
        self._asked = False
        self._seen = 0
        self._stride = 1
        self._kept: list[WatchRecord] = []
        self._newest: WatchRecord | None = None
        self._probe: Probe | None = None

    def ask(self) -> None:
        """Have the next step read."""
        self._asked = True

    def is_due(self, step: int) -> bool:
        """Return whether the mini-batch `step`, counted from 1, is to be read."""
        return self._asked or step == self.step or (self.every > 0 and (step - 1) % self.every == 0)

    def begin(self, network: Network, run: int) -> Probe:
        """Return the probe for one step of the network's run, ready to read."""
        if self._probe is None:
            self._probe = Probe(network, run)
        self._probe.restart(self.bins)
        return self._probe

    def add(self, step: int) -> None:
        """Keep what the probe has read of a step."""
        if self._probe is None:
            return
        self._asked = False
        self._newest = WatchRecord(step, self._probe.readings, self._probe.factors)
        if self._seen % self._stride == 0:
            self._kept.append(self._newest)
            if len(self._kept) > MOST_RECORDS:
                self._kept = self._kept[::2]
                self._stride *= 2
        self._seen += 1

    def snapshot(self) -> WatchSnapshot:
        """Return the records so far."""
        records = tuple(self._kept)
        if self._newest is not None and (not records or records[-1] is not self._newest):
            records += (self._newest,)
        return WatchSnapshot(self.place, records)

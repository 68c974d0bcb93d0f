"""How accuracy is measured: in blocks of images, by whichever cores are idle."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial

import numpy as np

from core.cores import Team
from core.data.datasets import Examples, Split
from core.networks.network import Network
from core.training.recording import Answers

Array = np.ndarray

AT_ONCE = 400
"""Examples whose accuracy is measured between two reports: as many whatever the number of runs and of cores, so that a
run comes to the same alone as beside others, to the last bit."""
TOGETHER = 2**16
"""Values of a layer that are worked on at a time: as many as stay in a core's cache from one layer to the next.  That
decides how many runs take a block together; small networks do, as each call costs the same."""
HELPERS_BYTES = 1024**3
"""Memory for the blocks that are on their way through the networks at a time, beside that in the first thread."""


class Measuring:
    """Counts what networks get right, on the idle cores of a team as well.

    Parameters
    ----------
    split : Split
        The sets.
    most : int
        Examples of each set that are measured on, at most.
    dtype : dtype
        Of the images.
    team : Team, optional
        Cores that may be idle; none by default.
    """

    def __init__(self, split: Split, most: int, dtype: type = np.float32, team: Team | None = None) -> None:
        self.team = team or Team()
        self._split, self._most, self._dtype = split, most, dtype

    def examples(self, name: str) -> Examples:
        """Return the examples of a set that are measured on: "train", "validation" or "test"."""
        examples: Examples = getattr(self._split, name)
        return examples.first(min(len(examples), self._most))

    def right(
        self, name: str, networks: Sequence[Network], answers: Answers | None = None
    ) -> Generator[None, None, Array]:
        """Return how many examples of a set each run of the networks gets right, yielding after every block.

        It is NaN for a run whose outputs are not finite.  What the runs answer is written into `answers`.
        """
        examples = self.examples(name)
        blocks = -(-len(examples) // AT_ONCE)
        counts = np.zeros((blocks, sum(len(network.runs) for network in networks)))
        most = HELPERS_BYTES // self._size(networks)
        yield from self.team.share(blocks, partial(self._counter, examples, networks, counts, answers), most)
        return counts.sum(axis=0)

    def _size(self, networks: Sequence[Network]) -> int:
        """Return the bytes that a thread needs for a block: the images, and two layers of the runs taken together."""
        values = self._split.train.images.shape[1]
        values += sum(2 * _together(network) * max(network.runs[0].hidden, default=0) for network in networks)
        return AT_ONCE * values * np.dtype(self._dtype).itemsize

    def _counter(
        self, examples: Examples, networks: Sequence[Network], counts: Array, answers: Answers | None
    ) -> Callable[[int], None]:
        """Return what a thread counts the right answers in a block with."""
        gather = examples.gather(min(AT_ONCE, len(examples)), self._dtype)
        own = [part for network in networks for part in network.beside(_together(network))]

        def count(block: int) -> None:
            place = slice(block * AT_ONCE, min((block + 1) * AT_ONCE, len(examples)))
            x, labels = gather(np.arange(place.start, place.stop))
            first = 0
            for network in own:
                y = _outputs(network, x)
                last = first + len(network.runs)
                counts[block, first:last] = _right(y, labels)
                if answers is not None:
                    answers.write(first, place, y)
                first = last

        return count


def _together(network: Network) -> int:
    """Return how many runs take a block of images together."""
    values = AT_ONCE * max(network.runs[0].hidden, default=1)
    return min(len(network.runs), max(1, TOGETHER // values))


def _outputs(network: Network, x: Array) -> Array:
    with np.errstate(all="ignore"):
        return network.forward(x)


def _right(y: Array, labels: Array) -> Array:
    right = (y.argmax(axis=-1) == labels).sum(axis=-1)
    return np.where(np.isfinite(y).all(axis=(-2, -1)), right, np.nan)

"""What takes turns in a benchmark: blocks of work, and the program's own training among them."""

from concurrent.futures import ThreadPoolExecutor

from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import prepare

SIZES = (784, 100, 100, 100, 100, 10)
BATCH = 128


WARM = 3
"""Steps before every block that are not timed: the others have filled the processor's caches with theirs."""


class Contestant:
    """One way to do the work of a block."""

    def ready(self):
        """Get ready for a block, warm; not timed."""

    def work(self):
        """Do one block."""
        raise NotImplementedError


class Training(Contestant):
    """Steps of the program's own training on MNIST, 784-100×4-10, float32.

    Only the first few hundred steps of a training are timed, then it begins anew: later the loss is nearly zero,
    and gradients too small for normal floating-point numbers would slow the processor down.
    """

    length = 400

    def __init__(self, optimizer, block, runs=1, workers=1):
        settings = Settings(length=self.length, batch_size=BATCH, evaluate_every=10 * self.length, evaluation_images=1)
        run = RunConfiguration(hidden=SIZES[1:-1], optimizer=optimizer)
        self.experiment = Experiment(settings, (run,) * runs)
        self.block, self.runs, self.workers = block, runs, workers
        self.trainers, self.pool = [], None
        if workers > 1:
            self.pool = ThreadPoolExecutor(workers)

    def ready(self):
        if not self.trainers or self.trainers[0].history.step + WARM + self.block >= self.length:
            self.trainers = prepare(self.experiment, self.workers)
            assert len(self.trainers) == self.workers
            self.generators = [trainer.run() for trainer in self.trainers]
        self._steps(WARM)

    def work(self):
        self._steps(self.block)

    def _steps(self, count):
        if self.pool is None:
            self._advance(self.trainers[0], self.generators[0], count)
        else:
            list(self.pool.map(self._advance, self.trainers, self.generators, [count] * self.workers))

    def close(self):
        if self.pool is not None:
            self.pool.shutdown()

    @staticmethod
    def _advance(trainer, generator, steps):
        end = trainer.history.step + steps
        while trainer.history.step < end:
            next(generator)

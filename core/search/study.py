"""What is searched: one run, the settings of it that are varied, how points are chosen, and for how long they train.

All are frozen values.  Every trial sees the same training and validation images and, unless told otherwise, the same
mini-batches and the same draw of initial weights, so what differs between trials is what differs between their
settings.  The test set has no part in a search.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from core.config.configuration import Configuration, choice, integer, number, one_of, optional, several
from core.config.figures import setting
from core.config.naming import Name
from core.config.parameters import Integer, OneOf, Part
from core.config.study import Study, View, scale, studies
from core.config.words import LabError, mark
from core.data.datasets import MNIST, Source, sources
from core.search.choosing import MOST_DIMENSIONS, Random, Way, ways
from core.search.space import BATCH, PATHS, Dimension, Range, dimensions, is_there, usual
from core.search.stopping import Never, Rung, Stopping, stoppings
from core.training.size import check_size
from core.training.study import RunConfiguration, Settings, names_of_runs

MOST_TRIALS = 1000
"""Trials that there is room for: the weights of all are kept while successive halving has not decided on them."""

_DATA = mark("core", "Data")
_LENGTH = mark("core", "Length")
_CHOICE = mark("core", "Choice of trials")


@dataclass(frozen=True)
class TimeLimit(Configuration):
    """An end by the clock."""

    label = mark("core", "time limit")

    seconds: float = number(
        45.0,
        label=mark("core", "seconds"),
        low=0,
        open_low=True,
        high=1e6,
        help=mark("core", "Time of work, pauses not counted; what is unfinished then can be continued."),
    )


@dataclass(frozen=True)
class SearchSettings(Configuration):
    """What all trials share, and how they are chosen."""

    space: tuple[Dimension, ...] = several(
        (usual("optimizer.lr"), usual("decay.strength")),
        label=mark("core", "what is varied"),
        item=OneOf(label=mark("core", "dimension"), registry=dimensions),
        most=MOST_DIMENSIONS,
    )
    way: Way = one_of(ways, Random(), label=mark("core", "way of choosing"), group=_CHOICE)
    compared: tuple[Way, ...] = several(
        label=mark("core", "compared with"),
        item=OneOf(label=mark("core", "way of choosing"), registry=ways),
        most=4,
        help=mark("core", "Other ways of choosing, which spend as many trials on the same space."),
    )
    trials: int = integer(
        100,
        low=1,
        high=MOST_TRIALS,
        label=mark("core", "trials"),
        group=_CHOICE,
        help=mark("core", "Networks that are trained in one round; a grid has at most so many."),
    )
    limit: TimeLimit | None = optional(
        TimeLimit,
        label=mark("core", "time limit"),
        group=_CHOICE,
        help=mark("core", "The search ends then, with as many trials as there was time for."),
    )
    round: int = integer(
        0,
        low=0,
        high=1000,
        label=mark("core", "round"),
        group=_CHOICE,
        help=mark("core", "Counted from 0. Every round has points of its own."),
    )
    draw: str = choice(
        "one",
        label=mark("core", "random numbers"),
        group=_CHOICE,
        options={"one": mark("core", "all the same"), "own": mark("core", "each its own")},
        help=mark("core", "Initial weights, mini-batches and dropout masks. The same for all is the fair comparison."),
    )
    stopping: Stopping = one_of(stoppings, Never(), label=mark("core", "early stopping"), group=_LENGTH)
    length: int = integer(50, low=1, high=1_000_000, label=mark("core", "length"), group=_LENGTH)
    unit: str = choice(
        "epochs",
        label=mark("core", "counted in"),
        group=_LENGTH,
        options={"epochs": mark("core", "epochs"), "steps": mark("core", "steps")},
        help=mark("core", "A step is one mini-batch; an epoch is one pass over the training images."),
    )
    data: Source = one_of(sources, MNIST(), label=mark("core", "data"), group=_DATA)
    train_size: int = integer(
        500,
        low=2,
        high=10_000_000,
        label=mark("core", "training and validation images"),
        group=_DATA,
        help=mark(
            "core",
            "The first n images of MNIST; of files of your own, n drawn with the seed. A share, drawn at random, is "
            "for validation.",
        ),
    )
    validation_share: float = number(
        0.2,
        low=0,
        open_low=True,
        high=0.9,
        label=mark("core", "validation share"),
        group=_DATA,
        help=mark("core", "Share of these images by which trials are judged. The test set is kept for the very end."),
    )
    batch_size: int = integer(
        100,
        low=1,
        high=100_000,
        label=mark("core", "batch size"),
        group=_DATA,
        help=mark("core", "Images in one mini-batch. The same mini-batches for every trial."),
    )
    seed: int = integer(
        0,
        low=0,
        high=2**31 - 1,
        label=mark("core", "seed"),
        group=_DATA,
        help=mark("core", "Start of all random numbers: the same seed gives the same trials and the same ranking."),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 < self.validation_images < self.train_size:
            raise LabError(
                mark("core", "a validation share of {share} of {count} images leaves none for one of the two sets"),
                field="validation_share",
                share=setting(self.validation_share),
                count=self.train_size,
            )
        self._check_batch("batch_size", self.batch_size)
        self._check_space()
        self._check_count("way.per_axis", self.way)
        for place, way in enumerate(self.compared):
            self._check_count(f"compared.{place}.per_axis", way)

    def _check_count(self, field: str, way: Way) -> None:
        count = way.count(self.trials, self.cells) if self.space else self.trials
        if count > MOST_TRIALS:
            raise LabError(
                mark("core", "a grid of {count} cells is too large; at most {most} trials fit"),
                field=field,
                count=count,
                most=MOST_TRIALS,
            )

    def _check_batch(self, field: str, size: float) -> None:
        if size > self.training_images:
            raise LabError(
                mark("core", "batch size must be at most {count}, the number of training images, got {value}"),
                field=field,
                count=self.training_images,
                value=setting(size),
            )

    def _check_space(self) -> None:
        paths = [dimension.path for dimension in self.space]
        for place, path in enumerate(paths):
            if path in paths[:place]:
                raise LabError(mark("core", "{label} is varied twice"), field=f"space.{place}.path", label=PATHS[path])
            dimension = self.space[place]
            if path == BATCH and isinstance(dimension, Range):
                self._check_batch(f"space.{place}.high", dimension.high)
        if not paths and self.draw == "one":
            raise LabError(
                mark("core", "nothing is varied: all trials would be alike; vary a setting, or the random numbers"),
                field="space",
            )

    # -- sizes

    @property
    def validation_images(self) -> int:
        """Images by which trials are judged."""
        return round(self.train_size * self.validation_share)

    @property
    def training_images(self) -> int:
        """Images that networks learn from."""
        return self.train_size - self.validation_images

    @property
    def cells(self) -> tuple[int | None, ...]:
        """Of each dimension, how many values it has; None where they are without number."""
        return tuple(dimension.cells for dimension in self.space)

    def steps_per_epoch(self, batch_size: int) -> int:
        """Full mini-batches in one pass."""
        return self.training_images // batch_size

    def steps(self, length: int, batch_size: int) -> int:
        """Mini-batches in a length that is counted in the unit of the search."""
        return length * (self.steps_per_epoch(batch_size) if self.unit == "epochs" else 1)

    def training(self, batch_size: int) -> Settings:
        """Return the same for a race in the trainer."""
        return Settings(
            data=self.data,
            train_size=self.train_size,
            validation_share=self.validation_share,
            batch_size=batch_size,
            length=self.length,
            unit=self.unit,
            seed=self.seed,
        )


@dataclass(frozen=True)
class SearchView(View):
    """How a search is looked at."""

    focus: str = choice(
        "scatter",
        label=mark("core", "large picture"),
        options={
            "scatter": mark("core", "scatter"),
            "curves": mark("core", "best curves"),
            "ways": mark("core", "ways of choosing"),
            "funnel": mark("core", "funnel"),
            "importance": mark("core", "importance"),
            "parallel": mark("core", "parallel axes"),
            "progress": mark("core", "best so far"),
            "crown": mark("core", "luck of the best"),
            "sets": mark("core", "three sets"),
        },
    )
    below: str = choice(
        "none",
        label=mark("core", "below the picture"),
        options={
            "none": mark("core", "nothing"),
            "list": mark("core", "ranked list"),
            "second": mark("core", "second picture"),
            "both": mark("core", "both"),
        },
    )
    scale: str = scale("log")
    across: str = choice("optimizer.lr", label=mark("core", "to the right"), options=PATHS)
    up: str = choice("decay.strength", label=mark("core", "upwards"), options=PATHS)
    isolated: str = choice(
        "",
        label=mark("core", "isolated setting"),
        options={"": mark("core", "the one that matters most"), **PATHS},
        help=mark("core", "The setting over which the best of each slice is shown."),
    )
    chosen: tuple[int, ...] = several(
        label=mark("core", "chosen trials"),
        item=Integer(label=mark("core", "trial"), high=MOST_TRIALS),
        most=MOST_TRIALS,
        help=mark("core", "Numbers of the trials that light up everywhere."),
    )
    best: int = integer(
        0,
        label=mark("core", "only the best"),
        low=0,
        high=MOST_TRIALS,
        help=mark("core", "So many of the best are shown; 0 shows all."),
    )
    revealed: tuple[int, ...] = several(
        label=mark("core", "revealed trials"),
        item=Integer(label=mark("core", "trial"), high=MOST_TRIALS),
        most=MOST_TRIALS,
        help=mark("core", "Numbers of the trials whose accuracy on the test set has been looked at."),
    )

    def with_below(self, part: str, there: bool) -> Self:
        """Return the view with one of the parts below the picture, "list" or "second", or without it."""
        parts = [each for each in ("list", "second") if (there if each == part else self.has_below(each))]
        return replace(self, below="both" if len(parts) == 2 else "".join(parts) or "none")

    def has_below(self, part: str) -> bool:
        """Return whether a part is below the picture."""
        return self.below in (part, "both")


_RUN = Part(label=mark("core", "run"), part=RunConfiguration)


@studies.register("search")
@dataclass(frozen=True)
class Search(Study):
    """A search around one run.

    Raises
    ------
    LabError
        Also when a setting that is varied is none of the run's, or an axis is not among those that are varied.
    """

    settings: SearchSettings = SearchSettings()
    runs: tuple[RunConfiguration, ...] = (RunConfiguration(hidden=(100,) * 6),)
    view: SearchView = SearchView()

    run = _RUN
    most_runs = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        check_size(self.runs, [run.optimizer for run in self.runs], self.settings.batch_size)
        for place, dimension in enumerate(self.settings.space):
            if not is_there(self.runs[0], self.settings.space, dimension.path):
                raise LabError(
                    mark("core", "{label} is no setting of this run"),
                    field=f"settings.space.{place}.path",
                    label=PATHS[dimension.path],
                )

    def names(self) -> list[Name]:
        return names_of_runs(self.runs)

    # -- what follows from the settings

    @property
    def count(self) -> int:
        """Trials of one round."""
        settings = self.settings
        return settings.way.count(settings.trials, settings.cells) if settings.space else settings.trials

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Up to which length how many trials are trained."""
        return self.settings.stopping.rungs(self.count, self.settings.length)

    @property
    def axes(self) -> tuple[str, str]:
        """The settings that are shown to the right and upwards: those of the view where they are varied."""
        paths = [dimension.path for dimension in self.settings.space] or ["optimizer.lr"]
        across = self.view.across if self.view.across in paths else paths[0]
        rest = [path for path in paths if path != across] or paths
        return across, self.view.up if self.view.up in rest else rest[0]

    @property
    def rivals(self) -> tuple[Self, ...]:
        """The same search with each of the ways of choosing that it is compared with."""
        return tuple(self.with_settings(way=way, compared=()) for way in self.settings.compared)

    def dimension(self, path: str) -> Dimension | None:
        """Return the dimension of a setting; None when it is not varied."""
        return next((each for each in self.settings.space if each.path == path), None)

    def marks(self, batch_size: int) -> tuple[int, ...]:
        """Return the steps after which accuracy is measured: after every epoch, at every rung, and at the end."""
        settings = self.settings
        end = settings.steps(settings.length, batch_size)
        marks = {settings.steps(rung.length, batch_size) for rung in self.rungs}
        marks.update(range(settings.steps_per_epoch(batch_size), end, settings.steps_per_epoch(batch_size)))
        return tuple(sorted({*marks, end}))

    # -- the same with one thing changed

    def with_space(self, *space: Dimension) -> Self:
        """Return the search over other dimensions."""
        return self.with_settings(space=space)

    def with_dimension(self, dimension: Dimension) -> Self:
        """Return the search with another range for a setting, which joins when it was not varied."""
        space = self.settings.space
        if self.dimension(dimension.path) is None:
            return self.with_space(*space, dimension)
        return self.with_space(*(dimension if each.path == dimension.path else each for each in space))

    def without_dimension(self, path: str) -> Self:
        """Return the search in which a setting is not varied."""
        return self.with_space(*(each for each in self.settings.space if each.path != path))

    def next_round(self, box: Mapping[str, tuple[float, float]] | None = None) -> Self:
        """Return the next round, in a part of the space where one is given: from coarse to fine.

        Parameters
        ----------
        box : mapping, optional
            Of some settings with a range, its lower and upper place in [0, 1].
        """
        space = tuple(
            each.between(*box[each.path]) if box and each.path in box and isinstance(each, Range) else each
            for each in self.settings.space
        )
        search = self.with_settings(space=space, round=self.settings.round + 1)
        return search.with_view(chosen=(), revealed=())

"""A cure as a twin: what has been trained keeps its settings and its results, and a change of it goes to a twin."""

from __future__ import annotations

from collections.abc import Collection

from core.training.study import Experiment, RunConfiguration


def with_change(study: Experiment, run: RunConfiguration, trained: Collection[int]) -> Experiment:
    """Return the study with the selected run as `run`, or with another run that is.

    A run that has not been trained is changed.  One that has stays, and a twin is as wanted, at the end, so that no
    other run changes its place and colour.  Where there is such a run that has been trained, it is selected instead; a
    twin that has been changed back to it goes.

    Parameters
    ----------
    study : Experiment
        What is shown.
    run : RunConfiguration
        What is wanted of the selected run.
    trained : collection of int
        Places of the runs that there are results of.

    Raises
    ------
    LabError
        When there is no room for another run.
    """
    selected = study.view.selected
    there = next((place for place in sorted(trained) if study.runs[place] == run), None)
    if selected in trained:
        return study.with_added(run) if there is None else study.with_view(selected=there)
    if there is None:
        return study.with_run(selected, run)
    return study.without_run(selected).with_view(selected=there - (there > selected))

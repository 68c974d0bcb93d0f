"""What runs and settings are too large to be trained together, told beside the field that can mend it."""

from __future__ import annotations

from dataclasses import replace

from core.config.words import LabError
from core.training.study import Experiment, RunConfiguration, Settings


def check_run(study: Experiment, run: RunConfiguration) -> None:
    """Refuse a network that does not fit into memory beside the others, beside its layers."""
    try:
        study.with_run(study.view.selected, run)
    except LabError as error:
        raise error.at("hidden") from None


def check_settings(study: Experiment, settings: Settings) -> None:
    """Refuse mini-batches for which there is no room, beside their size."""
    try:
        replace(study, settings=settings)
    except LabError as error:
        raise error.at("batch_size") from None

"""What networks and settings are too large, told beside the field that can mend it."""

from __future__ import annotations

from dataclasses import replace

from core.config.words import LabError
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy


def check_run(study: SignalStudy, run: SignalConfiguration) -> None:
    """Refuse a network that is too large, beside its nodes."""
    try:
        study.with_run(study.view.selected, run)
    except LabError as error:
        raise error.at(error.field.rpartition(".")[2]) from None


def check_settings(study: SignalStudy, settings: SignalSettings) -> None:
    """Refuse more samples than the networks have room for, beside the samples."""
    try:
        replace(study, settings=settings)
    except LabError as error:
        raise error.at("samples") from None

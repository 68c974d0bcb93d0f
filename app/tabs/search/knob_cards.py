"""The knobs of the search: an end of a range is called by the setting whose range it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from app.widgets.knobs import KnobCard
from core.config.knobs import Knob
from core.config.words import Phrase, mark
from core.search.space import PATHS
from core.search.study import Search

_END = re.compile(r"settings\.space\.(\d+)\.(low|high)")
_NAMES = {"low": mark("app", "{setting} ≥"), "high": mark("app", "{setting} ≤")}


def search_card(study: Search, knob: Knob) -> KnobCard:
    """Return the card for a knob of a search."""
    end = _END.fullmatch(knob.path)
    if end is None:
        return KnobCard(knob, {})
    setting = PATHS[study.settings.space[int(end[1])].path]
    label: Any = Phrase(_NAMES[end[2]], setting=setting)
    return KnobCard(replace(knob, parameter=replace(knob.parameter, label=label)), {})

"""What the scenes of the search ask, and the sentences that answer it, while the search goes on and after it.

A trial has ended when it goes no further: at its last step, where it diverged, or where it was stopped.  The best are
those that were trained to the last step and not stopped, as in the ranking.  Two networks are told apart only where
their accuracies differ by more than the validation images leave open (`core.search.crown.lead`).  See `shared` for what
all rest on, then settings, ways, stopping and luck.
"""

from core.config.questions import questions

questions.fill(__name__, __path__)

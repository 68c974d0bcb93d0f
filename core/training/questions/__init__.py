"""What the scenes of the trainer ask, and the sentences that answer it, while the training goes on and after it.

A sentence of a race that goes on says how far it is.  Before anything has been measured it says what to look for.  What
comes true of a prediction is known once the race is over.  See `shared` for what all rest on, then races, overfitting.
"""

from core.config.questions import questions

questions.fill(__name__, __path__)

"""What the scenes of the activation tab ask, and the sentences that answer it.

Every sentence follows from readings of the flows and from the thresholds of `core.signals.verdicts`; none is tied to
the name of an activation function or of a rule.  See `shared` for what all rest on, then sizes, spread and wall.
"""

from core.config.questions import questions

questions.fill(__name__, __path__)

"""What the scenes of the optimizer tab ask, and the sentence that answers each; see `shared` for what all rest on."""

from core.config.questions import questions

questions.fill(__name__, __path__)

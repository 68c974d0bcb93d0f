"""The rules of the lecture, one class each: optimizers, activations, initializers, losses."""

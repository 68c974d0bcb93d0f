"""Chapter *weight update*: paths of the optimizers on functions of two variables."""

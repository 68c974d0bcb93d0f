"""Chapter *gradient trouble*: what a signal and a gradient go through in a network before its first step."""

"""A run as a script that trains it without the program: in plain NumPy as in a textbook, or in PyTorch.

Read in this order: `writing`, what both have in common; `numpy_parts`, the classes of a textbook; `numpy_script`;
`torch_parts` and `torch_script`.

To add an optimizer, activation, initializer or loss: its text under its key in both modules of parts; a schedule: its
text in `writing`.
"""

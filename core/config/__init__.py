"""How a choice is described, checked, written, named and put into words; knows nothing of networks.

Read `figures`, `typed`, `words`, `registry`, `parameters`, `study`.
"""

"""How a choice is described, checked, written, named and put into words; knows nothing of networks.

Read `words`, `figures`, `registry`, `parameters`, `study`.
"""

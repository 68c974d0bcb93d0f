"""What a network is: its configuration, layers, forward and backward, and what can be read of its layers.

Nothing in here knows of data or of training.
"""

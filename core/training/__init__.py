"""Chapters *race on MNIST* and *overfitting*: networks that learn, and the record they leave."""

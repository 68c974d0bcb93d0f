"""The textbook's search, written out plainly: one network after another, as a reader types it in.

Layers with ``np.dot`` in NumPy's own precision (weights from a generator of normal numbers are float64), a mask for
ReLU, the weight decay summed over all weights for every loss.  A step draws a mini-batch with replacement, computes the
gradient, updates, and computes the loss once more to note it; after every epoch the accuracy is measured on all
training and all validation images.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

SIZES = (784, 100, 100, 100, 100, 100, 100, 10)
EPOCHS, BATCH = 50, 100
DECAY, RATE = (-8, -4), (-6, -2)
"""Exponents of 10 between which weight decay and learning rate are drawn."""


class Affine:
    """y = x W + b."""

    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dy):
        dx = np.dot(dy, self.W.T)
        self.dW = np.dot(self.x.T, dy)
        self.db = np.sum(dy, axis=0)
        return dx


class Relu:
    """max(0, x)."""

    def forward(self, x):
        self.mask = x <= 0
        y = x.copy()
        y[self.mask] = 0
        return y

    def backward(self, dy):
        dy[self.mask] = 0
        return dy


class Network:
    """Affine layers with ReLU between them, softmax with cross-entropy at the end, weight decay, SGD."""

    def __init__(self, decay, rng):
        self.decay = decay
        self.layers = []
        for before, after in pairwise(SIZES):
            if self.layers:
                self.layers.append(Relu())
            W = np.sqrt(2 / before) * rng.standard_normal((before, after))
            self.layers.append(Affine(W, np.zeros(after)))
        self.affine = self.layers[::2]

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x, labels):
        a = self.predict(x)
        e = np.exp(a - np.max(a, axis=1, keepdims=True))
        self.y = e / np.sum(e, axis=1, keepdims=True)
        entropy = -np.sum(np.log(self.y[np.arange(len(x)), labels] + 1e-7)) / len(x)
        return entropy + sum(0.5 * self.decay * np.sum(layer.W**2) for layer in self.affine)

    def accuracy(self, x, labels):
        return np.sum(np.argmax(self.predict(x), axis=1) == labels) / len(x)

    def step(self, x, labels, lr):
        self.loss(x, labels)
        dy = self.y.copy()
        dy[np.arange(len(x)), labels] -= 1
        dy /= len(x)
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        for layer in self.affine:
            layer.W -= lr * (layer.dW + self.decay * layer.W)
            layer.b -= lr * layer.db


def train(train, validation, lr, decay, rng):
    """Return the validation accuracies of one network, epoch by epoch."""
    x, labels = train
    network = Network(decay, rng)
    losses, accuracies = [], []
    per_epoch = len(x) // BATCH
    for step in range(1, EPOCHS * per_epoch + 1):
        batch = rng.choice(len(x), BATCH)
        network.step(x[batch], labels[batch], lr)
        losses.append(network.loss(x[batch], labels[batch]))
        if step % per_epoch == 0:
            accuracies.append((network.accuracy(x, labels), network.accuracy(*validation)))
    return accuracies


def search(images, labels, trials, seed):
    """Return the last validation accuracy of every trial: 500 images shuffled, a fifth of them for validation."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(500)
    x, labels = images[:500][order].astype(np.float32) / 255, labels[:500][order]
    best = []
    for _ in range(trials):
        decay, lr = 10 ** rng.uniform(*DECAY), 10 ** rng.uniform(*RATE)
        best.append(train((x[100:], labels[100:]), (x[:100], labels[:100]), lr, decay, rng)[-1][1])
    return best

"""Drawing a digit: strokes by mouse, undone and cleared; MNIST's digits drawn again are taken for what they were."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.tabs.trainer.canvas import SIDE
from core.data.drawing import as_digit
from core.networks.network import Network
from core.rules.optimizers import Adam
from core.training.recording import put_weights
from core.training.study import Experiment, RunConfiguration, Settings
from core.training.trainer import prepare
from tests.app.helpers import run_of, tiny_scene


@pytest.fixture
def drawing(open_window):
    person = open_window(tiny_scene(run_of(), run_of(optimizer=Adam(lr=0.01)), evaluate_every=3))
    person.tab.set_focus("draw")
    return person


def view_of(person):
    return person.tab.picture.views.front


def stroke(person, *points: tuple[float, float]) -> None:
    """Draw a stroke by mouse, coordinates from 0 to 1."""
    canvas = view_of(person).canvas
    place = canvas.square()

    def at(x: float, y: float) -> QPoint:
        return QPoint(round(place.left() + x * place.width()), round(place.top() + y * place.height()))

    person.bot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(*points[0]))
    for point in points[1:]:
        person.bot.mouseMove(canvas, at(*point))
    person.bot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(*points[-1]))


def known(person):
    view = view_of(person)
    person.bot.waitUntil(lambda: not view.recognizing.is_busy and view.recognition.known is not None)
    return view_of(person).recognition.known


def test_a_drawing_is_answered_by_every_network_of_the_race(drawing):
    drawing.run_to_end()
    stroke(drawing, (0.5, 0.2), (0.5, 0.5), (0.5, 0.8))
    found = known(drawing)
    view, results = view_of(drawing), drawing.tab.results()
    image = as_digit(view.canvas.pixels()).ravel()
    np.testing.assert_array_equal(found.image, image)
    assert [subject.place for subject in found.subjects] == [0, 1]
    for row, result in enumerate(results):
        network = Network([result.configuration], 784, 10)
        put_weights(network, 0, result.moment().weights[result.column])
        outputs = network.forward(image[None])[0, 0].astype(float)
        softmax = np.exp(outputs) / np.exp(outputs).sum()
        np.testing.assert_allclose(found.probabilities[row], softmax, atol=1e-6)
    train = drawing.experiment.settings.data.load().split(60, 0, 0).train
    distances = np.sqrt(((train.images / 255.0 - image) ** 2).sum(axis=1))
    order = np.argsort(distances)[:6]
    np.testing.assert_allclose(found.distances, distances[order], rtol=1e-5)
    np.testing.assert_array_equal(found.nearest.labels, train.labels[order])
    assert str(int(found.probabilities[0].argmax())) in view.recognition.accessibleName()


def test_strokes_are_undone_one_by_one_and_cleared(drawing):
    drawing.run_to_end()
    view = view_of(drawing)
    for y in (0.2, 0.5, 0.8):
        stroke(drawing, (0.2, y), (0.8, y))
    assert len(view.canvas.strokes) == 3
    drawing.click(view.undo)
    assert len(view.canvas.strokes) == 2
    drawing.click(view.clear)
    assert view.canvas.strokes == []
    drawing.bot.waitUntil(lambda: not view.recognizing.is_busy)
    assert view.recognition.known is None


def test_a_drawing_made_before_the_training_is_answered_while_it_goes_on(drawing):
    stroke(drawing, (0.5, 0.2), (0.5, 0.8))
    assert view_of(drawing).recognition.known is None
    drawing.run_to_end()
    assert len(known(drawing).subjects) == 2


def test_an_earlier_moment_answers_with_its_own_weights(drawing):
    drawing.run_to_end()
    stroke(drawing, (0.3, 0.2), (0.7, 0.2), (0.4, 0.8))
    now = known(drawing).probabilities
    drawing.tab.document.look(moment=0)
    drawing.bot.waitUntil(lambda: bool(np.abs(view_of(drawing).recognition.known.probabilities - now).max() > 1e-4))
    (moment, *_) = drawing.tab.results()[0].snapshot.moments
    assert view_of(drawing).recognition.known.subjects[0].weights is moment.weights[0]


def test_examples_that_are_no_images_say_that_nothing_can_be_drawn(open_window, tiny_source):
    person = open_window(tiny_scene(data=tiny_source, train_size=100))
    person.run_to_end()
    person.tab.set_focus("draw")
    stroke(person, (0.2, 0.2), (0.8, 0.8))
    assert "no images" in view_of(person).note.text()
    assert view_of(person).recognition.known is None


def test_the_window_closes_while_a_digit_is_being_recognized(drawing):
    drawing.run_to_end()
    stroke(drawing, (0.5, 0.2), (0.5, 0.8))
    drawing.window.close()


def skeleton(image: np.ndarray) -> list[tuple[tuple[float, float], ...]]:
    """Return short strokes along the middle of a digit: thinned (Zhang, Suen 1984), neighbours joined."""
    ink = np.pad(np.kron(image > 0.5, np.ones((3, 3), bool)), 1).astype(np.uint8)
    while True:
        gone = 0
        for turn in (0, 1):
            p = [ink[1 + dy : ink.shape[0] - 1 + dy, 1 + dx : ink.shape[1] - 1 + dx] for dy, dx in AROUND]
            rises = sum((p[k] == 0) & (p[(k + 1) % 8] == 1) for k in range(8))
            count = sum(p)
            first = p[0] * p[2] * p[4] if turn == 0 else p[0] * p[2] * p[6]
            second = p[2] * p[4] * p[6] if turn == 0 else p[0] * p[4] * p[6]
            away = (ink[1:-1, 1:-1] == 1) & (count >= 2) & (count <= 6) & (rises == 1) & (first == 0) & (second == 0)
            ink[1:-1, 1:-1][away] = 0
            gone += int(away.sum())
        if not gone:
            break
    points = set(map(tuple, np.argwhere(ink[1:-1, 1:-1]).tolist()))
    size = ink.shape[0] - 2

    def place(y: int, x: int) -> tuple[float, float]:
        return (x + 0.5) / size, (y + 0.5) / size

    strokes = []
    for y, x in points:
        near = [(y + dy, x + dx) for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1)) if (y + dy, x + dx) in points]
        strokes += [(place(y, x), place(*other)) for other in near] or [(place(y, x),)]
    return strokes


AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


def test_digits_of_mnist_drawn_again_with_the_pen_are_taken_for_the_same(drawing, mnist):
    run = RunConfiguration(hidden=(100,), optimizer=Adam())
    settings = Settings(length=1000, evaluate_every=1000, evaluation_images=1000)
    (trainer,) = prepare(Experiment(settings, (run,)), dataset=mnist, budget=2**24)
    for _ in trainer.run():
        pass
    network = trainer.populations[0].network
    canvas, images = view_of(drawing).canvas, mnist.test.images[:300].reshape(-1, 28, 28) / 255
    drawn = []
    for image in images:
        canvas.strokes = skeleton(image)
        pixels = canvas.pixels()
        assert pixels.shape == (SIDE, SIDE)
        drawn.append(as_digit(pixels).ravel())
    answers = network.forward(np.array(drawn))[0].argmax(axis=1)
    before = network.forward(images.reshape(-1, 784).astype(np.float32))[0].argmax(axis=1).copy()
    assert (answers == before).mean() >= 0.95

"""The activation tab: histograms against NumPy's, a flow against its plain form, σ dragged, a training watched."""

import time

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from app.remembered import Remembered
from app.start.application import make_application
from app.window import MainWindow
from core.networks.histograms import histogram
from core.rules.activations import Sigmoid
from core.rules.initializers import Normal
from core.rules.optimizers import SGD
from core.scenes import Scene
from core.signals.flow import SignalLab, flow
from core.signals.study import SignalConfiguration, SignalSettings, SignalStudy
from core.training.watching import Watch
from tests.benchmarks.contestants import Contestant, Training

VALUES, BINS, BLOCK = 100_000, 30, 10
SAMPLES, NODES, LAYERS = 1000, 100, 5


class Counting(Contestant):
    """Histograms of 100,000 values, with one of the functions."""

    def __init__(self, count, dtype):
        self.values = np.random.default_rng(0).standard_normal(VALUES).astype(dtype)
        self.count = count

    def work(self):
        for _ in range(BLOCK):
            self.count(self.values)


@pytest.mark.parametrize("dtype", [np.float32, np.float64], ids=["float32", "float64"])
def test_a_histogram_is_counted_several_times_faster_than_by_numpy(race, report, dtype):
    ours = Counting(lambda v: histogram(v, BINS, -4, 4), dtype)
    numpys = Counting(lambda v: np.histogram(v, BINS, (-4, 4)), dtype)
    seconds = race({"ours": ours, "numpy": numpys}, rounds=60)
    ratio = np.median(seconds["numpy"] / seconds["ours"])
    milliseconds = {name: float(np.median(times) / BLOCK * 1e3) for name, times in seconds.items()}
    report("np.histogram / histogram of 100,000 values", ratio, 2.0, **milliseconds)
    assert ratio >= 2.0


class Redrawing(Contestant):
    """What a slider over σ costs: one flow after another, each with other weights from the same draw."""

    def __init__(self, with_gradients):
        self.lab, self.with_gradients, self.turn = SignalLab(), with_gradients, 0
        self.settings = SignalSettings(range="fitted")

    def ready(self):
        self.work()

    def work(self):
        self.turn += 1
        row = SignalConfiguration(Sigmoid(), LAYERS, NODES, initializer=Normal(0.1 + 1e-3 * (self.turn % 100)))
        flow(row, self.settings, self.with_gradients, self.lab)


class Plainly(Contestant):
    """The same as it is first written: draws anew, NumPy's histograms and statistics, only the upper row."""

    def ready(self):
        self.work()

    def work(self):
        rng = np.random.default_rng(0)
        x = rng.standard_normal((SAMPLES, NODES))
        for _ in range(LAYERS):
            z = x @ (0.1 * rng.standard_normal((NODES, NODES)))
            x = 1 / (1 + np.exp(-z))
            slope = x * (1 - x)
            for values in (z, x):
                np.histogram(values, BINS)
            near = (x < 0.05) | (x > 0.95)
            near.mean(), x.mean(), x.std(), np.median(slope), slope.mean(), (slope < 0.01).mean()


@pytest.mark.parametrize(("with_gradients", "bound"), [(False, 1.0), (True, 2.0)], ids=["forward", "and back"])
def test_a_redraw_costs_less_than_its_plain_form(race, report, with_gradients, bound):
    seconds = race({"lab": Redrawing(with_gradients), "plain": Plainly()}, rounds=40)
    ratio = np.median(seconds["lab"] / seconds["plain"])
    milliseconds = {name: float(np.median(times) * 1e3) for name, times in seconds.items()}
    label = "redraw with gradients" if with_gradients else "redraw"
    report(f"{label} ({milliseconds['lab']:.1f} ms) / plain, forward only", ratio, bound, **milliseconds)
    assert ratio <= bound


def test_fifty_layers_take_about_ten_times_as_long_as_five(race, report):
    class Deep(Redrawing):
        def work(self):
            row = SignalConfiguration(Sigmoid(), 10 * LAYERS, NODES, initializer=Normal(0.1))
            flow(row, self.settings, self.with_gradients, self.lab)

    seconds = race({"deep": Deep(True), "shallow": Redrawing(True)}, rounds=10)
    ratio = np.median(seconds["deep"] / seconds["shallow"])
    milliseconds = {name: float(np.median(times) * 1e3) for name, times in seconds.items()}
    report(f"50 layers with gradients ({milliseconds['deep']:.0f} ms) / 5 layers", ratio, 14, **milliseconds)
    assert ratio <= 14


class Dragging(Contestant):
    """σ is dragged in the window: everything up to the picture of the new flows, painted."""

    def __init__(self, window):
        self.tab, self.turn, self.seen = window.tab, 0, []
        self.tab.flow_job.updated.connect(lambda flows, over: self.seen.append(flows) if flows.complete else None)

    def ready(self):
        while self.tab.is_computing:
            QApplication.processEvents()

    def work(self):
        self.seen.clear()
        self.turn += 1
        self.tab.sigma.slider.setValue(150 + self.turn % 60)
        while not self.seen or self.seen[-1].study.runs != self.tab.study.runs:
            QApplication.processEvents()
        QApplication.processEvents()


class Parts(Redrawing):
    """What it is made of, without a window that is asked: the flow, and the strip and the verdict painted."""

    def __init__(self, window):
        super().__init__(True)
        self.picture = window.tab.picture

    def work(self):
        super().work()
        self.picture.show_flows(self.picture._flows)
        self.picture.repaint()


@pytest.fixture
def window(tmp_path):
    make_application([])
    study = SignalStudy(SignalSettings(range="fitted"), (SignalConfiguration(Sigmoid(), LAYERS, NODES),))
    window = MainWindow(Remembered(tmp_path / "dnnlab.ini"), Scene("bench", "", "activations", study))
    window.resize(1280, 800)
    window.show()
    end = time.perf_counter() + 2
    while time.perf_counter() < end:
        QApplication.processEvents()
    yield window
    window.close()


def test_dragging_sigma_costs_little_more_than_the_flow_and_the_picture(race, report, window):
    seconds = race({"window": Dragging(window), "parts": Parts(window)}, rounds=40)
    ratio = np.median(seconds["window"] / seconds["parts"])
    milliseconds = {name: float(np.median(times) * 1e3) for name, times in seconds.items()}
    report(f"σ dragged in the window ({milliseconds['window']:.0f} ms) / its parts", ratio, 3.0, **milliseconds)
    assert ratio <= 3.0


def test_what_follows_sigma_at_once_is_little_beside_a_flow(race, report, window):
    class Following(Contestant):
        """Document, undo, forms, names and commands; the flow is asked for and not waited for."""

        def ready(self):
            while window.tab.is_computing:
                QApplication.processEvents()
            self.turn = getattr(self, "turn", 0) + 1

        def work(self):
            window.tab.sigma.slider.setValue(150 + self.turn % 60)

    seconds = race({"window": Following(), "flow": Redrawing(True)}, rounds=40)
    ratio = np.median(seconds["window"] / seconds["flow"])
    milliseconds = {name: float(np.median(times) * 1e3) for name, times in seconds.items()}
    report(f"σ in forms and document ({milliseconds['window']:.1f} ms) / a flow", ratio, 0.3, **milliseconds)
    assert ratio <= 0.3


class Watched(Training):
    """The program's training in blocks of about a tenth of a second, with one reading in each when there is a watch."""

    def __init__(self, block, watched):
        super().__init__(SGD(), block)
        self.watched = watched

    def ready(self):
        super().ready()
        if self.watched and self.trainers[0].watch is None:
            self.trainers[0].watch = Watch(0)

    def work(self):
        if self.watched:
            self.trainers[0].watch.ask()
        super().work()


def test_watching_ten_times_a_second_costs_little_of_the_trainings_speed(race, report):
    trial = Watched(50, watched=False)
    trial.ready()
    start = time.perf_counter()
    trial.work()
    block = max(10, round(50 * 0.1 / (time.perf_counter() - start)))
    seconds = race({"watched": Watched(block, True), "plain": Watched(block, False)}, rounds=60)
    ratio = np.median(seconds["watched"] / seconds["plain"])
    report(f"steps with a reading every {block} (a tenth of a second) / without", ratio, 1.10)
    assert ratio <= 1.10

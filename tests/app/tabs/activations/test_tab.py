"""What the activation tab promises: knobs act at once, what is drawn was measured, bad input changes nothing."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.export import write_exhibit
from app.language import translate
from app.plots.curves import CurveItem
from app.plots.paint import advance
from app.tabs.activations.painting import quality_color
from app.tabs.activations.picture import SignalPicture
from app.theme import px, theme
from core.config.figures import number, ratio, share
from core.config.questions import plain as strong_less
from core.config.questions import questions
from core.networks.configuration import BatchNorm, DropoutPart
from core.rules.activations import ELU, LeakyReLU, ReLU, Tanh
from core.rules.initializers import He, Normal, Xavier
from core.scenes import find_scene, scenes
from core.signals.bars import plain_bars
from core.signals.flow import StudySnapshot, WallSnapshot, flow, flows
from core.signals.questions.wall import quality, word_of
from core.signals.study import names_of_networks
from core.signals.verdicts import headline, verdict
from tests.app.helpers import plain, texts, tiny_scene
from tests.app.tabs.activations.helpers import row_of, tiny_study

OWN_SCENES = [scene for scene in scenes().values() if scene.tab == "activations"]


def is_what_the_core_makes(looker) -> bool:
    looker.settle()
    return all(
        np.array_equal(looker.panel(layer, "forward", row).bars.fractions, reading.activation.fractions)
        for row, core in enumerate(looker.core_flows())
        for layer, reading in enumerate(core.layers)
    )


# Scenes


@pytest.mark.parametrize("scene", OWN_SCENES, ids=[scene.id for scene in OWN_SCENES])
def test_every_scene_opens_at_its_view(look_at, scene):
    looker = look_at()
    looker.window.show_scene(scene)
    assert looker.picture.view == scene.study.view.focus
    assert looker.picture.buttons[scene.study.view.focus].isChecked()
    assert looker.study == scene.study
    assert looker.tab.scene().study == scene.study
    assert looker.picture.head.title.text() == scene.title
    assert looker.picture.head.note.text()
    looker.window.show_scene(tiny_study())  # and what the scene computes ends
    looker.settle()


# Knobs


def test_dragging_sigma_takes_the_normal_rule_and_redraws(look_at):
    looker = look_at(tiny_study(row_of(initializer=Xavier())))
    seen = []
    looker.tab.flow_job.updated.connect(lambda snapshot, done: seen.append(snapshot.study.runs[0].initializer))
    looker.drag(looker.tab.sigma.slider, 0.9)
    rule = looker.study.runs[0].initializer
    assert isinstance(rule, Normal)
    assert rule.sigma == pytest.approx(10 ** (-4 + 0.9 * 5), rel=0.1)
    assert is_what_the_core_makes(looker)
    assert seen[-1] == rule
    assert looker.field("initializer").editor.value() == "normal"
    assert float(looker.field("initializer.sigma").editor.line.text()) == rule.sigma


def test_of_many_changes_only_the_newest_is_waited_for(look_at):
    looker = look_at()
    computed = []
    looker.tab.flow_job.updated.connect(lambda snapshot, done: computed.append(snapshot.study) if done else None)
    for place in range(40):
        looker.tab.sigma.slider.setValue(100 + place)
    looker.settle()
    assert computed[-1] == looker.study
    assert len({study.runs[0] for study in computed}) <= 3


@pytest.mark.parametrize(
    "preset, rule", [("0.01", Normal(0.01)), ("Xavier", Xavier()), ("He", He()), ("1", Normal(1.0))]
)
def test_a_preset_takes_its_rule(look_at, preset, rule):
    looker = look_at(tiny_study(row_of(initializer=Normal(0.3))))
    looker.click(looker.tab.sigma.presets[preset])
    assert looker.study.runs[0].initializer == rule
    pressed = [text for text, button in looker.tab.sigma.presets.items() if button.isChecked()]
    assert pressed == [preset]
    assert is_what_the_core_makes(looker)


def test_every_setting_of_network_and_input_takes_effect(look_at):
    looker = look_at()
    looker.choose("activation", "tanh")
    looker.type("layers", "3")
    looker.type("nodes", "12")
    looker.tick("batch_norm")
    looker.choose("batch_norm.place", "after")
    looker.tick("dropout")
    looker.choose("input", "uniform")
    looker.type("samples", "40")
    looker.type("bins", "17")
    row = looker.study.runs[0]
    assert (row.activation, row.layers, row.nodes) == (Tanh(), 3, 12)
    assert (row.batch_norm, row.dropout) == (BatchNorm("after"), DropoutPart())
    assert (looker.study.settings.input.key, looker.study.settings.samples) == ("uniform", 40)
    assert is_what_the_core_makes(looker)
    assert len(looker.panel(2, "forward").bars.fractions) == 17


def test_fifty_draws_keep_no_more_than_one_and_a_window_that_is_closed_nothing(open_window):
    person = open_window(tiny_study())
    window = person.window
    kept = []
    for _ in range(10):
        window.tab.draw_again()
        person.wait(lambda: not window.tab.is_computing, 20_000)
        kept.append(sum(lab.kept for lab in window.tab._labs))
    assert kept[-1] == kept[0] > 0
    window.close()
    assert [lab.kept for lab in window.tab._labs] == [0, 0]


def test_a_new_draw_is_the_next_seed_and_the_old_one_can_be_typed_back(look_at):
    looker = look_at()
    before = looker.panel(0, "forward").bars.fractions
    looker.click(looker.tab.new_draw)
    assert is_what_the_core_makes(looker)
    assert looker.study.seed == 1
    assert not np.array_equal(looker.panel(0, "forward").bars.fractions, before)
    looker.type("seed", "0")
    looker.settle()
    np.testing.assert_array_equal(looker.panel(0, "forward").bars.fractions, before)


@pytest.mark.parametrize(
    "path, text", [("layers", "51"), ("nodes", "many"), ("samples", "-3"), ("initializer.sigma", "x")]
)
def test_what_is_typed_wrong_is_named_beside_its_field_and_changes_nothing(look_at, path, text):
    looker = look_at()
    before = looker.study
    looker.type(path, text)
    assert text in looker.fault(path)
    assert looker.study == before
    assert is_what_the_core_makes(looker)


def test_a_network_too_large_is_named_beside_its_nodes(look_at):
    looker = look_at()
    looker.type("samples", "10000")
    looker.settle()
    looker.type("nodes", "200")
    assert "200 nodes" in looker.fault("nodes")


# Comparing


def test_up_to_three_networks_are_compared_by_what_differs(look_at):
    looker = look_at()
    names = looker.tab.run_list
    looker.click(names.duplicate)
    looker.choose("activation", "relu")
    looker.click(names.duplicate)
    looker.type("layers", "4")
    assert not names.duplicate.isEnabled()
    assert texts(names.list) == ["sigmoid, 2 layers", "ReLU, 2 layers", "ReLU, 4 layers"]
    assert is_what_the_core_makes(looker)
    looker.click(names.remove)
    looker.click(names.remove)
    assert texts(names.list) == ["sigmoid, normal σ 1"]
    assert not names.remove.isEnabled()
    assert is_what_the_core_makes(looker)


def test_twins_are_told_apart():
    names = [", ".join(map(str, name)) for name in names_of_networks([row_of(), row_of(), row_of(activation=ReLU())])]
    assert len(set(names)) == 3


def test_the_verdict_is_the_core_s_that_of_the_chosen_network_first(look_at):
    looker = look_at(tiny_study(row_of(), row_of(activation=ReLU(), initializer=He())))
    for chosen in (0, 1):
        looker.tab.run_list.list.setCurrentRow(chosen)
        said = plain(looker.picture.words.text())
        first = [str(phrase) for phrase in verdict(looker.core_flows()[chosen])]
        other = [str(phrase) for phrase in verdict(looker.core_flows()[1 - chosen])]
        assert all(sentence[1:] in said.replace("&lt;", "<") for sentence in (*first, *other))
        assert said.index(first[0][1:]) < said.index(other[0][1:])


def test_of_several_networks_the_gravest_of_each_is_seen_without_scrolling(look_at):
    looker = look_at(tiny_study(row_of(), row_of(activation=ReLU(), initializer=He()), row_of(layers=4)))
    looker.window.resize(1024, 768)
    looker.settle()
    paragraphs = [plain(text) for text in looker.picture.words.text().split("</p>")]
    for text, flow_of_row in zip(paragraphs, looker.core_flows(), strict=False):
        assert text.endswith(str(headline(flow_of_row))[1:])
    line = looker.picture.words.fontMetrics().lineSpacing()
    assert looker.picture._area.viewport().height() >= 3 * line


def test_the_table_of_the_chain_stands_still_when_its_formula_arrives(look_at):
    chain = look_at(tiny_study(row_of(layers=5), focus="gradients")).picture.chain
    before = chain.table.mapTo(chain, chain.table.rect().topLeft()).y()
    chain.set_row(chain._row, wait=True)
    chain.layout().activate()
    assert chain.formula.is_up_to_date
    assert chain.table.mapTo(chain, chain.table.rect().topLeft()).y() == before


# Wall


def test_the_wall_shows_every_function_with_every_rule_as_the_core_does(look_at):
    looker = look_at(tiny_study(focus="wall"))
    wall = looker.tab._wall
    assert isinstance(wall, WallSnapshot)
    assert wall.complete
    cells = looker.picture.wall.cells()
    assert len(cells) == wall.total
    settings = looker.study.settings
    for (row, column), shown in list(cells.items())[::7]:
        configuration = row_of(activation=wall.activations[row], initializer=wall.initializers[column])
        assert shown.layers[-1].std == pytest.approx(flow(configuration, settings).layers[-1].std)


def test_a_click_on_a_cell_shows_it_large(look_at):
    looker = look_at(tiny_study(focus="wall"))
    wall = looker.picture.wall
    looker.click(wall, wall.place_of((2, 4)).center())
    assert looker.picture.view == "strip"
    assert looker.study.runs[0].activation == ReLU()
    assert looker.study.runs[0].initializer == He()
    assert is_what_the_core_makes(looker)


def test_arrows_and_enter_reach_every_cell(look_at):
    looker = look_at(tiny_study(focus="wall"))
    wall = looker.picture.wall
    for key in (
        *[Qt.Key.Key_Up] * 6,
        *[Qt.Key.Key_Left] * 6,
        *[Qt.Key.Key_Down] * 4,
        Qt.Key.Key_End,
        Qt.Key.Key_Home,
        Qt.Key.Key_Right,
    ):
        looker.key(key, wall)
    assert wall.current == (4, 1)
    assert "ELU" in wall.accessibleDescription()
    looker.key(Qt.Key.Key_Return, wall)
    assert looker.study.runs[0].activation == ELU()
    assert looker.study.runs[0].initializer == Normal(0.01)


def test_a_cell_of_the_wall_says_how_it_goes_and_its_reading_has_the_numbers(roomy, look_at):
    looker = look_at(tiny_study(focus="wall"))
    view = looker.picture.wall
    said = {word_of(flow) for flow in view.cells().values()}
    assert "good" in said and len(said) >= 4
    room = view.place_of((0, 0)).width() - px(10)
    assert [word for word in said if advance(view.small(), word) > room] == []
    colors = {quality_color(quality(flow)).name() for flow in view.cells().values()}
    assert len(colors) == 3
    for place, found in view.cells().items():
        kept = all(2 / 3 <= size <= 1.5 for size in (found.layers[-1].std / found.layers[0].std, found.gradient_ratio))
        assert kept or word_of(found) != "good"
        last, reading = found.layers[-1], view.reading(place)
        assert f"std {number(last.std)}" in reading and f"saturated {share(last.saturated)}" in reading
        assert f"dead {share(last.dead)}" in reading and word_of(found) in reading


def test_a_wall_that_is_left_is_begun_anew_when_it_is_seen_again(look_at):
    looker = look_at(tiny_study(row_of(layers=20)))
    looker.show("wall")
    assert looker.tab.wall_job.is_busy
    looker.show("strip")
    looker.settle()
    assert looker.tab._wall is None or not looker.tab._wall.complete
    looker.show("wall")
    looker.settle()
    assert looker.tab._wall.complete


def test_the_wall_follows_what_is_not_in_its_cells(look_at):
    looker = look_at(tiny_study(focus="wall"))
    looker.type("layers", "3")
    looker.settle()
    assert {len(cell.layers) for cell in looker.picture.wall.cells().values()} == {3}


# Gradients


def test_the_chart_and_the_chain_rule_show_the_core_s_numbers(look_at):
    rows = row_of(layers=4, initializer=Xavier()), row_of(activation=ReLU(), initializer=He())
    looker = look_at(tiny_study(*rows, focus="gradients"))
    view = looker.picture.gradients
    for track, core in zip(view.tracks(), looker.core_flows(), strict=True):
        assert track.sizes == pytest.approx([layer.gradient_rms for layer in core.layers])
        assert track.ratio == pytest.approx(core.gradient_ratio)
    # smaller gradients stand lower
    heights = [view.point(0, layer).y() for layer in range(4)]
    assert np.argsort(heights).tolist() == np.argsort([-size for size in view.tracks()[0].sizes]).tolist()
    table = plain(looker.picture.chain.table.text())
    for factor in looker.core_flows()[0].factors:
        assert f"{factor.number} → {factor.number - 1}" in table
        assert number(factor.factor) in table
    assert r"{4}" in looker.picture.chain.formula.lines()[0].tex
    looker.tab.run_list.list.setCurrentRow(1)
    assert r"{2}" in looker.picture.chain.formula.lines()[0].tex


@pytest.mark.parametrize("width", [380, 460, 599, 600, 900])
@pytest.mark.parametrize("points", [11.0, 16.0])
def test_the_chart_keeps_most_of_its_width_however_narrow_the_page_is(keep, width, points):
    theme.set_text_size(points)
    study = tiny_study(row_of(layers=5), row_of(layers=20), focus="gradients").study
    page = keep(SignalPicture())
    page.show_study(study)
    page.show_flows(StudySnapshot(study, flows(study), 1, 1))
    page.finish()  # formulas are typeset before the test ends
    page.resize(theme.metrics.px(width) + 4 * theme.metrics.gap, theme.metrics.px(700))
    page.show()
    page.grab()
    assert page.gradients.area().width() >= theme.metrics.px(150)
    assert page.gradients.point(1, 19).x() - page.gradients.point(1, 0).x() > theme.metrics.px(130)
    assert page.chain.width() >= theme.metrics.px(280)
    assert not page.gradients.geometry().intersects(page.chain.geometry())


# Functions


def test_behind_its_function_stand_the_pre_activations_of_the_chosen_layer(look_at):
    looker = look_at(tiny_study(row_of(), row_of(activation=ReLU()), focus="functions"))
    view = looker.picture.functions
    cores = looker.core_flows()
    for layer in (0, 1):
        looker.bot.keyClick(view.layer, Qt.Key.Key_Down if layer else Qt.Key.Key_Up)
        for key, core in (("sigmoid", cores[0]), ("relu", cores[1])):
            ((_, bars),) = view.plots[key].densities
            np.testing.assert_array_equal(bars.fractions, plain_bars(core.layers[layer].pre).fractions)
    assert view.plots["tanh"].densities == []
    assert [key for key, plot in view.plots.items() if plot.marked] == ["sigmoid"]


def test_a_function_and_its_slope_are_drawn_where_they_are(look_at):
    looker = look_at(tiny_study(row_of(), focus="functions"))
    for key, plot in looker.picture.functions.plots.items():
        items = [item for item in plot.scene().items() if isinstance(item, CurveItem)]
        (low, high), (bottom, top) = plot.ranges()
        assert low <= -5 and high >= 5
        items.sort(key=lambda item: item.opts["pen"].style() is Qt.PenStyle.SolidLine)
        slope, drawn = (item.getData() for item in items)
        function = plot.function
        for x, y, wanted in ((*drawn, function.value), (*slope, lambda z, f=function: f.slope(z, f.value(z)))):
            there = np.isfinite(y)
            np.testing.assert_allclose(y[there], wanted(x[there]), atol=1e-12)
            assert bottom <= np.nanmin(y) and np.nanmax(y) <= top, key


def test_a_function_that_no_network_uses_is_drawn_as_is_usual_again(look_at):
    looker = look_at(tiny_study(row_of(activation=LeakyReLU(leak=0.5)), focus="functions"))
    plot = looker.picture.functions.plots["leaky_relu"]
    assert plot.function == LeakyReLU(leak=0.5)
    looker.choose("activation", "tanh")
    looker.settle()
    assert plot.function == LeakyReLU()
    x, y = plot._curve.getData()
    np.testing.assert_allclose(y[x < 0], LeakyReLU().leak * x[x < 0])


@pytest.mark.parametrize("by_key", [False, True])
def test_a_click_on_a_function_or_enter_takes_it(look_at, by_key):
    looker = look_at(tiny_study(focus="functions"))
    plot = looker.picture.functions.plots["tanh"]
    if by_key:
        looker.key(Qt.Key.Key_Return, plot)
    else:
        looker.click(plot.viewport())
    assert looker.study.runs[0].activation == Tanh()
    looker.settle()
    assert plot.marked
    assert len(plot.densities) == 1


# Keys and views


def test_digits_change_the_view(look_at):
    looker = look_at()
    for place, view in enumerate(["strip", "wall", "gradients", "functions", "training"]):
        looker.key(Qt.Key(Qt.Key.Key_1 + place))
        assert looker.picture.view == view
    assert looker.tab.scene().study.view.focus == "training"


def test_a_hidden_tab_computes_nothing_until_it_is_seen(look_at):
    looker = look_at()
    looker.window.show_scene(tiny_scene())
    seen = []
    looker.tab.flow_job.updated.connect(lambda snapshot, done: seen.append(snapshot))
    looker.tab.draw_again()
    assert not looker.tab.flow_job.is_busy
    looker.bring_to_front()
    assert is_what_the_core_makes(looker)
    assert seen[-1].study.seed == 1


# Files


@pytest.mark.parametrize("view", ["strip", "wall", "gradients", "functions"])
def test_every_view_is_written_with_its_numbers(look_at, tmp_path: Path, view):
    looker = look_at(tiny_study(row_of(), row_of(activation=ReLU()), focus=view))
    png, svg, table, record = write_exhibit(tmp_path, looker.tab.exhibit())
    assert png.stat().st_size > 20_000
    assert "<svg" in svg.read_text(encoding="utf-8")[:2000]
    with open(table, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    runs = json.loads(record.read_text(encoding="utf-8"))["runs"]
    assert len(runs) == (looker.tab._wall.total if view == "wall" else 2)
    core = looker.core_flows()[0] if view != "wall" else flow(row_of(), looker.study.settings)
    name = runs[0]["name"]
    for layer in core.layers:
        own = [r for r in rows if (r["network"], r["layer"]) == (name, str(layer.number))]
        bins = [r for r in own if r["quantity"] == "activation" and r["part"] == "bin"]
        assert [float(r["value"]) for r in bins] == layer.activation.counts.tolist()
        assert [float(r["low"]) for r in bins] == pytest.approx(layer.activation.edges[:-1].tolist(), abs=1e-5)
        (std,) = [r for r in own if r["quantity"] == "std"]
        assert float(std["value"]) == pytest.approx(layer.std, rel=1e-4)
        assert runs[0]["final"]["layers"][layer.number - 1]["std"] == pytest.approx(layer.std)
    assert runs[0]["final"]["gradient_ratio"] == pytest.approx(core.gradient_ratio)


def test_the_title_of_a_view_button_is_in_words(look_at):
    looker = look_at()
    for button in looker.picture.buttons.values():
        assert re.fullmatch(r"[A-Z][a-z ]+", translate(button.text()))
        assert button.toolTip()


def test_the_sentence_is_the_core_s_about_what_is_in_front(look_at):
    scene = replace(
        find_scene("init-relu"), study=tiny_study(row_of(), row_of(activation=ReLU(), initializer=He())).study
    )
    looker = look_at(scene)
    said = looker.picture.head.sentence

    def answer() -> str:
        core = StudySnapshot(looker.study, tuple(looker.core_flows()), 1, 1)
        return strong_less(str(questions["signal-size"].answer(core)))

    assert plain(said.text()) == answer()
    looker.tab.change_run(row_of(activation=Tanh(), initializer=Normal(1.0)))
    looker.settle()
    assert plain(said.text()) == answer() and "tanh" in answer()
    looker.tab.show_view("wall")  # the question is not about the wall
    looker.settle()
    assert said.text() == ""
    looker.tab.show_view("gradients")
    looker.settle()
    assert plain(said.text()) == answer()
    looker.tab.show_scene(replace(scene, asks="", id="other"))
    looker.settle()
    assert said.text() == ""


def test_in_a_scene_about_all_initial_weights_the_slider_turns_all_rows(look_at):
    study = tiny_study(row_of(), row_of(batch_norm=BatchNorm()), row_of(initializer=He())).study
    looker = look_at(replace(find_scene("batchnorm-histogram"), study=study))
    looker.tab.sigma.moved.emit(0.5)
    assert [run.initializer for run in looker.study.runs] == [Normal(0.5)] * 3
    assert [run.batch_norm for run in looker.study.runs] == [run.batch_norm for run in study.runs]
    looker.tab.sigma.rule_chosen.emit(Xavier())
    assert [run.initializer for run in looker.study.runs] == [Xavier()] * 3
    looker.tab.show_scene(replace(find_scene("init-relu"), study=study))
    looker.tab.sigma.moved.emit(0.5)
    assert [run.initializer for run in looker.study.runs] == [Normal(0.5), *(run.initializer for run in study.runs[1:])]


def test_all_numbers_and_all_words_are_called_up(look_at):
    looker = look_at(replace(find_scene("init-sigmoid-1"), study=tiny_study(row_of()).study))
    strip, verdict_card = looker.picture.strip, looker.picture._verdict
    few, height = [line.label for line in strip._told], strip.panel(0, 0, "forward").place.height()
    assert few == ["std", "gradient ÷ last"] and not verdict_card.isVisible()
    looker.click(looker.picture.numbers)
    looker.settle()
    assert len(strip._told) > len(few) and verdict_card.isVisible()
    assert strip.panel(0, 0, "forward").place.height() < height
    looker.key(Qt.Key.Key_T, looker.picture)
    looker.settle()
    assert [line.label for line in strip._told] == few and not verdict_card.isVisible()


def test_the_sizes_of_gradients_stand_at_their_ends_with_names_and_the_chain_is_called_up(roomy, look_at):
    study = tiny_study(row_of(), row_of(activation=ReLU(), initializer=He()), focus="gradients").study
    looker = look_at(replace(find_scene("gradient-vanishing"), study=study))
    page = looker.picture
    ends = [
        f"{name}: {ratio(found.gradient_ratio)}"
        for name, found in zip(("sigmoid", "ReLU"), looker.core_flows(), strict=True)
    ]
    assert list(page.gradients.ends().values()) == ends
    width = page.gradients.width()
    assert not page.chain.isVisible() and width > 0.9 * page.stack.width()
    looker.click(page.numbers)
    looker.settle()
    assert page.chain.isVisible() and page.gradients.width() < width


def test_a_wall_is_computed_again_after_another_scene_has_taken_it_away(look_at):
    first, other = tiny_study(row_of(), focus="wall", seed=3), tiny_study(row_of(layers=2), seed=4)
    assert look_at(first).tab._wall.complete
    look_at(other)
    looker = look_at(first)
    assert looker.tab._wall is not None and looker.tab._wall.complete
    assert looker.picture.wall.cells().keys() == {(r, c) for r in range(8) for c in range(6)}
